"""What people type on pages that mix apps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from interface import clock
from interface.fields import DateField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from meetings.forms import RefusalMixin
from panel_portal.permissions import OF_THE_WHOLE_PORTAL
from panels.models import Appointment, Body, Person, PoliceArea

WHOLE_PORTAL = "portal"  # among the words that no police area may have for its address


class AreaSearchForm(GovukForm, forms.Form):
    """Which panel is mine? Asked by place or council; a postcode is not asked, because there is no look-up service."""

    q = forms.CharField(
        label=_("Town, county or council"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter a place or the name of a council")},
    )


class PersonForm(OnceFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Who may sign in from now on."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the person’s full name")},
    )
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        help_text=_("You vouch that it is theirs: whoever reads its mail can set the password"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter the person’s email address")},
    )


class AppointmentAreaForm(GovukForm, forms.Form):
    """Where the appointment is to hold: asked first, because bodies and people follow from it."""

    area = forms.ChoiceField(
        label=_("Police area"),
        error_messages={
            "required": _("Choose the police area"),
            "invalid_choice": _("Choose a police area from the list"),
        },
    )

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [
            ("", _("Choose where")), *((area.slug, area.name) for area in areas), (WHOLE_PORTAL, _("The whole portal")),
        ]  # fmt: skip


class AppointForm(OnceFormMixin, RefusalMixin, GovukForm, forms.Form):
    """A role between two days, approved by somebody. Over the whole portal there is neither body nor person to choose."""

    role = forms.ChoiceField(
        label=_("Role"),
        error_messages={"required": _("Choose the role"), "invalid_choice": _("Choose a role from the list")},
    )
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Body"),
        to_field_name="slug",
        required=False,
        empty_label=_("Every body of the area"),
        error_messages={"invalid_choice": _("Choose a body of this police area")},
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who they are on the panel"),
        to_field_name="slug",
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Only for a panel member or the chair"),
        error_messages={"invalid_choice": _("Choose a person of this police area")},
    )
    started_on = DateField(label=_("First day"), initial=clock.today, error_messages={"required": _("Enter the first day")})
    ended_on = DateField(label=_("Last day"), required=False, help_text=_("Leave empty if it is not known"))
    approved_by = forms.CharField(
        label=_("Approved by"),
        max_length=120,
        help_text=_("Name or office, such as Monitoring Officer. This is not who types it in"),
        error_messages={"required": _("Enter who approved the appointment")},
    )

    def __init__(self, *args: Any, area: PoliceArea | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [choice for choice in Role.choices if area or choice[0] in OF_THE_WHOLE_PORTAL]
        self.fields["role"].choices = [("", _("Choose a role")), *roles]
        if area is None:
            del self.fields["body"], self.fields["person"]
        else:
            self.fields["body"].queryset = area.bodies.exclude(ended_on__lt=clock.today()).order_by("name", "pk")
            self.fields["person"].queryset = area.people.order_by("name", "pk")

    def facts(self) -> dict[str, Any]:
        """What was chosen, named as the service names it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "token"}


class EndAppointmentForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """The last day of an appointment. Sent twice, the second asks for what stands already, and is not stale."""

    ended_on = DateField(
        label=_("Last day"),
        help_text=_("The role is held until the end of this day"),
        error_messages={"required": _("Enter the last day")},
    )

    def __init__(self, *args: Any, appointment: Appointment, **kwargs: Any) -> None:
        self.appointment = appointment
        initial = {"ended_on": appointment.ended_on or clock.today()}
        super().__init__(*args, versioned=appointment, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any] | None:
        if self.appointment.ended_on and self.appointment.ended_on == self.cleaned_data.get("ended_on"):
            return self.cleaned_data
        return super().clean()


class CloseAccountForm(OnceFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Nothing to type: the page asks whether it is meant."""


class CalendarAddressForm(OnceFormMixin, RefusalMixin, GovukForm, forms.Form):
    """A name by which a person tells their calendar addresses apart."""

    label = forms.CharField(
        label=_("What it is for"),
        help_text=_("For example, my telephone. It helps you to tell which one to revoke"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter what the address is for")},
    )


class RevokeCalendarForm(RefusalMixin, GovukForm, forms.Form):
    """Nothing to type: the page asks whether it is meant. Revoking twice changes nothing."""
