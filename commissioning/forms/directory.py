"""What is typed of services and of the organisations that provide them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissioning.choices import ProviderKind, ServiceFor
from commissioning.models import Priority, Provider, Service
from decisions.forms.consultations import FactsForm
from decisions.forms.rows import DATE_HINT, OfRowForm, TitledChoiceField
from interface.fields import DateField, MarkdownField
from interface.forms import OnceFormMixin, VersionedFormMixin
from interface.widgets import Checkboxes, Radios

LONGEST = 10_000
WRONG_ADDRESS = {"invalid": _("Enter a whole web address, like https://www.example.org.uk")}


def address_field(label: Any, **more: Any) -> forms.URLField:
    """Where something stands on the web."""
    return forms.URLField(
        label=label, max_length=300, required=False, assume_scheme="https", error_messages=WRONG_ADDRESS, **more
    )  # fmt: skip


class ProvidersField(forms.ModelMultipleChoiceField):
    """Several organisations, by their names."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


# Providers ----------------------------------------------------------------------------------------------------------


class ProviderForm(FactsForm):
    """An organisation with its numbers."""

    name = forms.CharField(
        label=_("Name of the organisation"), max_length=200, help_text=_("An organisation or a group, never a person in private")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=ProviderKind.choices, widget=Radios, initial=ProviderKind.CHARITY)
    charity_number = forms.CharField(
        label=_("Charity number (optional)"), required=False, max_length=14,
        help_text=_("For example, 1118907, SC012345 in Scotland or NIC101234 in Northern Ireland. Only its form is checked"),
    )  # fmt: skip
    company_number = forms.CharField(
        label=_("Company number (optional)"), required=False, max_length=12,
        help_text=_("For example, 05892114. Only its form is checked"),
    )  # fmt: skip
    identifier = forms.CharField(
        label=_("Identifier in another register (optional)"), required=False, max_length=80,
        help_text=_("For example, GB-LAE-BST for a council, as org-id.guide writes it"),
    )  # fmt: skip
    about = MarkdownField(label=_("What it does (optional)"), required=False, max_length=LONGEST)
    url = address_field(_("Website (optional)"))
    postcode = forms.CharField(label=_("Postcode (optional)"), required=False, max_length=8)
    note = forms.CharField(
        label=_("Note for the office (optional)"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nobody else reads it, also once the provider is public"),
    )  # fmt: skip


class ProviderCreateForm(OnceFormMixin, ProviderForm):
    """A new organisation."""


class ProviderUpdateForm(OfRowForm, ProviderForm):
    """One that is there."""


# Services -----------------------------------------------------------------------------------------------------------


class ServiceForm(FactsForm):
    """A service in the words of who looks for it."""

    title = forms.CharField(label=_("Name of the service"), max_length=200)
    helps = forms.ChoiceField(label=_("Whom it helps"), choices=ServiceFor.choices, widget=Radios, initial=ServiceFor.VICTIMS)
    about = MarkdownField(label=_("What it does (optional)"), required=False, max_length=LONGEST)
    who_for = forms.CharField(
        label=_("Who can use it (optional)"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example, adults who were hurt by crime, whether or not they told the police"),
    )  # fmt: skip
    where = forms.CharField(label=_("Where (optional)"), required=False, max_length=300)
    hours = forms.CharField(label=_("When it is open (optional)"), required=False, max_length=200)
    phone = forms.CharField(label=_("Telephone (optional)"), required=False, max_length=40)
    email = forms.EmailField(label=_("Email (optional)"), required=False)
    url = address_field(_("Website (optional)"))
    how_to_reach = forms.CharField(
        label=_("How to get help, in words (optional)"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("For example, ask the officer in your case, or call yourself"),
    )  # fmt: skip
    providers = ProvidersField(
        Provider.objects.none(), label=_("Who provides it (optional)"), required=False, to_field_name="slug",
        widget=Checkboxes(attrs={"class": "app-people"}),
    )  # fmt: skip
    priority = TitledChoiceField(
        Priority.objects.none(), label=_("Priority that it serves (optional)"), required=False, to_field_name="slug",
        empty_label=_("None"),
    )  # fmt: skip
    started_on = DateField(label=_("From (optional)"), required=False, help_text=DATE_HINT)
    ended_on = DateField(
        label=_("Last day (optional)"), required=False, help_text=_("After it the directory leaves the service out")
    )  # fmt: skip

    def offer(self, providers: Any, priorities: Any) -> None:
        """What may be chosen."""
        self.fields["providers"].queryset = providers
        self.fields["priority"].queryset = priorities
        if not providers:
            del self.fields["providers"]
        if not priorities:
            del self.fields["priority"]


class ServiceCreateForm(OnceFormMixin, ServiceForm):
    """A new service."""

    def __init__(self, *args: Any, providers: Any, priorities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(providers, priorities)


class ServiceUpdateForm(VersionedFormMixin, ServiceForm):
    """One that is there."""

    def __init__(self, *args: Any, row: Service, providers: Any, priorities: Any, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in ServiceForm.base_fields}
        initial["providers"] = list(row.providers.all())
        super().__init__(*args, versioned=row, initial=initial, **kwargs)
        self.offer(providers, priorities)
        self._saved = {name: value for name, value in self._saved.items() if name in self.fields}
