"""What those who keep a panel's registers, rules and deadlines type, and how readers narrow them."""

from panels.forms.interests import (
    InterestCreateForm,
    InterestFilterForm,
    InterestRemoveForm,
    InterestUpdateForm,
    RefusalMixin,
)

__all__ = [
    "InterestCreateForm",
    "InterestFilterForm",
    "InterestRemoveForm",
    "InterestUpdateForm",
    "RefusalMixin",
]
