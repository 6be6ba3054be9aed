"""How a form shows what a service refused."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


class RefusalMixin:
    """Shows what a service refused: beside its field where the form has one, else on top."""

    fields: dict[str, Any]

    def show_refusal(self, error: ValidationError) -> None:
        problems = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, found in problems.items():
            for one in found:
                self.add_error(name if name in self.fields else None, one)


class WholeRefusalMixin(RefusalMixin):
    """Shows all that was refused of a field at once: a page has room for one message a field."""

    def show_refusal(self, error: ValidationError) -> None:
        if not hasattr(error, "error_dict"):
            return super().show_refusal(error)
        return super().show_refusal(ValidationError({name: ". ".join(said) for name, said in error.message_dict.items()}))
