"""Sign-in: the library's views with our forms. Which of them have an address is said in `urls.py`."""

from typing import Any

from allauth.account import views as account_views
from allauth.mfa.base import views as second_factor_views
from allauth.mfa.totp import views as app_views
from django.conf import settings
from django.urls import reverse_lazy

from accounts import forms


class SignInView(account_views.LoginView):
    form_class = forms.SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notice = {"second_factor_required": settings.SECOND_FACTOR_REQUIRED, "is_demo": settings.DEMO}
        return {**super().get_context_data(**kwargs), **notice}


class ForgottenPasswordView(account_views.PasswordResetView):
    form_class = forms.ForgottenPasswordForm


class NewPasswordView(account_views.PasswordResetFromKeyView):
    form_class = forms.NewPasswordForm


class ChangePasswordView(account_views.PasswordChangeView):
    form_class = forms.ChangePasswordForm
    success_url = reverse_lazy("mfa_index")


class ConfirmPasswordView(account_views.ReauthenticateView):
    form_class = forms.ConfirmPasswordForm


class SignInCodeView(second_factor_views.AuthenticateView):
    form_class = forms.SignInCodeForm


class ConfirmCodeView(second_factor_views.ReauthenticateView):
    form_class = forms.ConfirmCodeForm


class AppSetUpView(app_views.ActivateTOTPView):
    form_class = forms.SetUpCodeForm
