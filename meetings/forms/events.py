"""What is typed about events beside the meetings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.fields import DateField, TimeField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from meetings.choices import EventKind, PartOfDay
from meetings.forms.refusals import RefusalMixin
from meetings.models import Event, Venue
from meetings.services.events import FACTS
from panels.models import Body

DATE_HINT = _("For example, 17 3 2022")
WHEN = ("held_on", "part_of_day", "starts_at", "ends_at")
WHERE = ("venue", "place")


class EventForm(RefusalMixin, GovukForm, forms.Form):
    """What happens, when and where, as far as it is known."""

    fields: dict[str, Any]

    kind = forms.ChoiceField(label=_("Kind of event"), choices=EventKind.choices)
    title = forms.CharField(label=_("Title"), max_length=200, error_messages={"required": _("Enter what the event is called")})
    about = forms.CharField(
        label=_("What it is about"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )
    held_on = DateField(label=_("Date"), help_text=DATE_HINT, required=False)
    is_confirmed = forms.BooleanField(label=_("The date is confirmed"), required=False)
    expected = forms.CharField(
        label=_("When, as far as it is known"),
        help_text=_("Only while there is no date, such as “Autumn 2022” or “After the budget”"),
        max_length=120,
        required=False,
    )
    part_of_day = forms.ChoiceField(
        label=_("Part of the day, while the time is not known"),
        choices=[("", _("Not known")), *PartOfDay.choices],
        required=False,
    )
    starts_at = TimeField(label=_("Start, if it is known"), required=False)
    ends_at = TimeField(label=_("End, if it is known"), required=False)
    venue = forms.ModelChoiceField(
        Venue.objects.none(), label=_("Place from the list of venues"), required=False, empty_label=_("None of these")
    )
    place = forms.CharField(label=_("Or the place in words"), max_length=200, required=False)
    webcast_url = forms.URLField(
        label=_("Webcast address"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a web address like https://example.com")},
    )
    is_public = forms.BooleanField(
        label=_("It is open to the public"), required=False, initial=True,
        help_text=_("Everybody sees it on this site at once. Only members and officers learn of any other event"),
    )  # fmt: skip

    def __init__(self, *args: Any, area: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["venue"].queryset = Venue.objects.filter(area=area)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        if said.get("venue") and said.get("place"):
            self.add_error("place", _("Choose a place from the list or write it, not both"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for a service."""
        return {name: self.cleaned_data[name] for name in FACTS if name in self.fields}


class EventCreateForm(OnceFormMixin, EventForm):
    """The same, with the body whose event it is."""

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"), empty_label=None, to_field_name="slug")

    field_order = ["body", "kind"]

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies


class EventUpdateForm(VersionedFormMixin, EventForm):
    """The same, over an event that is there."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        initial = {name: getattr(event, name) for name in FACTS}
        super().__init__(*args, area=event.area, versioned=event, initial=initial, **kwargs)


class EventConfirmForm(VersionedFormMixin, EventForm):
    """The date that is certain, with time and place."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        names = (*WHEN, *WHERE)
        initial = {name: getattr(event, name) for name in names}
        super().__init__(*args, area=event.area, versioned=event, initial=initial, **kwargs)
        for name in set(self.fields) - {*names, "version"}:
            del self.fields[name]
            self._saved.pop(name, None)
        self.fields["held_on"].required = True
        self.fields["held_on"].error_messages["required"] = _("Enter the date that is confirmed")


class EventCancelForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Why an event does not take place."""

    fields: dict[str, Any]

    reason = forms.CharField(
        label=_("Why it does not take place"),
        help_text=_("This stands on the page of the event"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why it is cancelled")},
    )


class EventHeldForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """On which day an event was held."""

    fields: dict[str, Any]

    held_on = DateField(
        label=_("Day on which it was held"),
        help_text=DATE_HINT,
        error_messages={"required": _("Enter the day on which it was held")},
    )


class EventReopenForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Puts an event back as planned."""

    fields: dict[str, Any]
