"""What is typed of a publisher."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissioning.models import Publisher
from decisions.forms.consultations import FactsForm
from interface.forms import OnceFormMixin, VersionedFormMixin

WRONG_ADDRESS = {"invalid": _("Enter a whole web address, like https://www.gov.uk")}
OPEN_LICENCE = ("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", "Open Government Licence 3.0")


class PublisherForm(FactsForm):
    """As whom an area publishes open data."""

    name = forms.CharField(label=_("Name of the publisher"), max_length=200)
    organisation = forms.CharField(
        label=_("Organisation identifier"), max_length=80,
        help_text=_("As org-id.guide writes it: the register, then the number, like GB-LAE-BST"),
    )  # fmt: skip
    grants_prefix = forms.CharField(
        label=_("360Giving prefix"), max_length=40, help_text=_("360Giving gives it. It begins with 360G-")
    )  # fmt: skip
    contracts_prefix = forms.CharField(
        label=_("Open contracting prefix"), max_length=40,
        help_text=_("The Open Contracting Partnership gives it. It begins with ocds-"),
    )  # fmt: skip
    is_registered = forms.BooleanField(
        label=_("Both prefixes are registered"), required=False,
        help_text=_("Without the tick the page of open data says that they are not"),
    )  # fmt: skip
    licence_name = forms.CharField(label=_("Name of the licence"), max_length=120, initial=OPEN_LICENCE[1])
    licence_url = forms.URLField(
        label=_("Where the licence stands"), max_length=200, initial=OPEN_LICENCE[0], assume_scheme="https",
        error_messages=WRONG_ADDRESS,
    )  # fmt: skip
    address = forms.URLField(
        label=_("Address of this portal"), max_length=200, assume_scheme="https", error_messages=WRONG_ADDRESS,
        help_text=_("Addresses in the files begin with it"),
    )  # fmt: skip


class PublisherCreateForm(OnceFormMixin, PublisherForm):
    """A publisher of whom nothing is said yet."""


class PublisherUpdateForm(VersionedFormMixin, PublisherForm):
    """One that is there; what is in `fixed` stays, and is not asked."""

    def __init__(self, *args: Any, row: Publisher, fixed: dict[str, str], **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in PublisherForm.base_fields}
        super().__init__(*args, versioned=row, initial=initial, **kwargs)
        for name in fixed:
            del self.fields[name]
            self._saved.pop(name)
