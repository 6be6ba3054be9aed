"""What people type to sign in: the library's forms in our words and our look."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as second_factor_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interface.forms import GovukForm

WRONG_CODE = _("Enter the code that your app shows now. The one you entered is wrong")
PASSWORD_HINT = _("12 characters or more. Three random words are easy to remember and hard to guess")


def word(field: forms.Field, label: Any, required: Any, hint: Any = "") -> None:
    """Give a field of the library our label, our message when it is empty, and our hint."""
    field.label, field.help_text = label, hint
    field.error_messages["required"] = required


class SignInForm(GovukForm, account_forms.LoginForm):
    """Email address and password. The session ends with the browser: desks are shared."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        word(self.fields["login"], _("Email address"), _("Enter your email address"))
        word(self.fields["password"], _("Password"), _("Enter your password"))

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or {}), "remember": False}


class ForgottenPasswordForm(GovukForm, account_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self.fields["email"], _("Email address"), _("Enter your email address"))


class NewPasswordForm(GovukForm, account_forms.ResetPasswordKeyForm):
    """One box, which can show what is typed, in place of typing the password twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        word(self.fields["password1"], _("New password"), _("Enter a new password"), PASSWORD_HINT)


class ChangePasswordForm(GovukForm, account_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        word(self.fields["oldpassword"], _("Present password"), _("Enter your present password"))
        word(self.fields["password1"], _("New password"), _("Enter a new password"), PASSWORD_HINT)


class ConfirmPasswordForm(GovukForm, account_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self.fields["password"], _("Password"), _("Enter your password"))


class CodeFormMixin(GovukForm):
    """The box for a code from an authenticator app."""

    hint = _("6 numbers from your authenticator app, or one of your recovery codes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.widget.attrs.update({"inputmode": "numeric", "spellcheck": False})
        word(code, _("Code"), _("Enter the code"), self.hint)

    def clean_code(self) -> str:
        try:
            return super().clean_code()  # type: ignore[misc]  # the library's form has it
        except ValidationError as error:
            if error.code == "incorrect_code":
                raise ValidationError(WRONG_CODE, code=error.code) from error
            raise


class SignInCodeForm(CodeFormMixin, second_factor_forms.AuthenticateForm):
    pass


class ConfirmCodeForm(CodeFormMixin, second_factor_forms.ReauthenticateForm):
    pass


class SetUpCodeForm(CodeFormMixin, ActivateTOTPForm):
    hint = _("6 numbers that the app shows once it knows the key")
