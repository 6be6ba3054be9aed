"""The addresses of sign-in, each named here: an address that the library adds later stays closed until it is listed.

The names are the library's own, which it uses to find its way, so this list has no `app_name`.
"""

from allauth.account import views as account_views
from allauth.mfa.base import views as second_factor_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as app_views
from django.urls import path, re_path

from accounts import views

urlpatterns = [
    path("", second_factor_views.index, name="mfa_index"),
    path("sign-in/", views.SignInView.as_view(), name="account_login"),
    path("sign-in/code/", views.SignInCodeView.as_view(), name="mfa_authenticate"),
    path("sign-out/", account_views.logout, name="account_logout"),
    # Says that there is no sign-up; the library leads here from mails
    path("sign-up/", account_views.signup, name="account_signup"),
    path("inactive/", account_views.account_inactive, name="account_inactive"),
    path("confirm/", views.ConfirmPasswordView.as_view(), name="account_reauthenticate"),
    path("confirm/code/", views.ConfirmCodeView.as_view(), name="mfa_reauthenticate"),
    path("password/", views.ChangePasswordView.as_view(), name="account_change_password"),
    path("password/forgotten/", views.ForgottenPasswordView.as_view(), name="account_reset_password"),
    path("password/forgotten/sent/", account_views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        views.NewPasswordView.as_view(),
        name="account_reset_password_from_key",
    ),
    path("password/new/done/", account_views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("app/set-up/", views.AppSetUpView.as_view(), name="mfa_activate_totp"),
    path("app/remove/", app_views.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", code_views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", code_views.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", code_views.download_recovery_codes, name="mfa_download_recovery_codes"),
]
