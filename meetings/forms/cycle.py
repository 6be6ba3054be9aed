"""What clerks type about the business of every year, and what of it they take into a work programme."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interface.fields import DateField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.templatetags.dates import short_date
from meetings.forms.programme import LONGEST_DAY
from meetings.forms.refusals import RefusalMixin
from meetings.models import CycleEntry, Meeting
from meetings.services.programme.cycle import WORDS, Offer, Pick
from panels.models import Body

MINUTES = _("Enter the minutes as a whole number, like 20")
BY_DAY = "day"  # what a choice of place says of business that gets a day of its own


class CycleWordsForm(RefusalMixin, GovukForm, forms.Form):
    """What comes every year, when, and why."""

    fields: dict[str, Any]

    title = forms.CharField(label=_("Business"), max_length=200, error_messages={"required": _("Enter the business")})
    month = forms.TypedChoiceField(
        label=_("Month in which it comes"), coerce=int, choices=[("", _("Choose a month")), *MONTHS.items()],
        error_messages={"required": _("Choose the month"), "invalid_choice": _("Choose the month from the list")},
    )  # fmt: skip
    provision = forms.CharField(
        label=_("Provision, where a law asks for it"), required=False, max_length=200,
        help_text=_("As the rule book words it, for example “Police Reform and Social Responsibility Act 2011, s.28(3)”. "
                    "Leave it empty where it is the panel’s custom"),
    )  # fmt: skip
    notes = forms.CharField(label=_("Notes"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    minutes = forms.IntegerField(
        label=_("Minutes it takes"), required=False, min_value=1, max_value=LONGEST_DAY,
        error_messages={
            "invalid": MINUTES, "min_value": MINUTES,
            "max_value": _("A meeting has fewer minutes than that. Check the number"),
        },
    )  # fmt: skip
    is_private = forms.BooleanField(
        label=_("Not at a public meeting: only members and officers know of it"), required=False
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in WORDS}


class CycleCreateForm(OnceFormMixin, CycleWordsForm):
    """New business, and of which body where the reader prepares that of several."""

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"), empty_label=None, to_field_name="slug")
    field_order = ["body", "title", "month"]

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies
        rows = list(bodies)
        if len(rows) == 1:
            self.fields["body"].widget, self.fields["body"].initial = forms.HiddenInput(), rows[0].slug

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"body": self.cleaned_data["body"]}


class CycleUpdateForm(VersionedFormMixin, CycleWordsForm):
    """Business that is there."""

    def __init__(self, *args: Any, entry: CycleEntry, **kwargs: Any) -> None:
        super().__init__(*args, versioned=entry, initial={name: getattr(entry, name) for name in WORDS}, **kwargs)

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"version": self.cleaned_data["version"]}


class CycleEndForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """From which day on it is no longer done."""

    fields: dict[str, Any]

    ended_on = DateField(
        label=_("No longer done from"), help_text=_("Work programmes that took it stay as they are"),
        error_messages={"required": _("Enter the day from which it is no longer done")},
    )  # fmt: skip

    def __init__(self, *args: Any, entry: CycleEntry, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, versioned=entry, initial={"ended_on": today}, **kwargs)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("version", "ended_on")}


class CycleTakeForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """Which yearly business a programme takes, and where each piece stands. What it has already is not asked for."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, offers: Sequence[Offer], meetings: Sequence[Meeting], **kwargs: Any) -> None:
        self.offers = {offer.entry.number: offer for offer in offers if offer.taken is None}
        self.meetings = {one.slug: one for one in meetings}
        lines = {name: field for offer in self.offers.values() for name, field in self._line(offer)}
        self.base_fields = {**self.base_fields, **lines}  # type: ignore[misc]  # of this form alone: one line for each offer
        super().__init__(*args, **kwargs)

    def _line(self, offer: Offer) -> list[tuple[str, forms.Field]]:
        number, said = offer.entry.number, {"title": offer.entry.title}
        take = forms.BooleanField(label=gettext("Take “%(title)s”") % said, required=False, initial=True)
        places = [("", gettext("No meeting yet")), (BY_DAY, gettext("The day that is typed below"))]
        places += [(slug, _named(one)) for slug, one in self.meetings.items()]
        place = forms.ChoiceField(
            label=gettext("Where “%(title)s” comes") % said, choices=places, required=False,
            initial=offer.meeting.slug if offer.meeting else "",
        )  # fmt: skip
        rows: list[tuple[str, forms.Field]] = [(f"take_{number}", take), (f"place_{number}", place)]
        if offer.meeting is None:
            rows.append((f"day_{number}", DateField(label=gettext("Day of “%(title)s”") % said, required=False)))
        else:
            place.choices = [choice for choice in places if choice[0] != BY_DAY]
        return rows

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The rows of the page: each offer with its fields."""
        return [
            {"offer": offer, "fields": [self[name] for name in self.fields if name.endswith(f"_{number}")]}
            for number, offer in self.offers.items()
        ]  # fmt: skip

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        for number in self.offers:
            day, is_by_day = f"day_{number}", said.get(f"place_{number}") == BY_DAY
            if said.get(f"take_{number}") and is_by_day and not said.get(day) and day not in self.errors:
                self.add_error(day, _("Enter the day, or choose another place"))
        if self.offers and not any(said.get(f"take_{number}") for number in self.offers):
            raise ValidationError(_("Choose at least one piece of business"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {"picks": [self._pick(number) for number in self.offers if self.cleaned_data[f"take_{number}"]]}

    def _pick(self, number: int) -> Pick:
        place = self.cleaned_data[f"place_{number}"]
        day = self.cleaned_data.get(f"day_{number}") if place == BY_DAY else None
        return Pick(self.offers[number].entry, self.meetings.get(place), day)


def _named(meeting: Meeting) -> str:
    words = gettext("%(day)s, %(kind)s")
    return words % {"day": short_date(meeting.held_on), "kind": meeting.called[:1].lower() + meeting.called[1:]}
