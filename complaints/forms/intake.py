"""What staff type when a complaint comes in: how and when, about whom, what is alleged, who complains, the words, files."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.choices import CameTo, ComplaintKind, Means, PartyKind
from complaints.forms.files import MEGABYTE, MOST_AT_ONCE, WHICH_FILES, files_field
from complaints.forms.people import TYPED, WORDS_LETTERS, person_fields
from complaints.services.allegations import AllegationFacts, allegation_problems
from complaints.services.complaints import PartyFacts, holder_problem
from interface import clock
from interface.fields import DateField
from interface.forms import GovukForm, OnceFormMixin
from interface.widgets import Radios
from meetings.forms.actions import DATE_HINT
from meetings.forms.asking import LineField, TextField
from meetings.forms.refusals import RefusalMixin
from panels.models import OfficeHolder

MOST_ROWS = 20
ALLEGATION, INTERESTED = "allegation", "interested"
TEXT_LETTERS = 5000
KIND_HINTS: dict[str, Any] = {ComplaintKind.CONDUCT: _("Conduct that came to light without anybody complaining")}
BEFORE_TODAY = _("The day must be today or earlier")


class HolderChoice(forms.ModelChoiceField):
    """Somebody in an office, from when to when."""

    def label_from_instance(self, obj: OfficeHolder) -> str:
        return holder_words(obj)


def holder_words(holder: OfficeHolder) -> str:
    """A person in an office with its dates: nobody is confused with who held it before."""
    said = {"name": holder.name, "office": holder.get_kind_display(), "from": _day(holder.started_on)}
    if holder.ended_on is None:
        return gettext("%(name)s, %(office)s from %(from)s until today") % said
    return gettext("%(name)s, %(office)s from %(from)s to %(until)s") % {**said, "until": _day(holder.ended_on)}


def _day(day: date) -> str:
    return date_format(day, "j F Y")


class _Received(forms.Form):
    """How a complaint came and when, about whom, and the words and files that came."""

    fields: dict[str, Any]

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=ComplaintKind.choices,
        widget=Radios(hints=KIND_HINTS),
    )  # fmt: skip
    came_to = forms.ChoiceField(
        label=_("To whom was it made?"), choices=CameTo.choices, widget=Radios,
        error_messages={"required": _("Choose to whom it was made"), "invalid_choice": _("Choose to whom it was made")},
    )  # fmt: skip
    means = forms.ChoiceField(
        label=_("How did it come?"), choices=[one for one in Means.choices if one[0] != Means.WEB], widget=Radios,
        error_messages={"required": _("Choose how it came"), "invalid_choice": _("Choose how it came")},
    )  # fmt: skip
    made_on = DateField(
        label=_("Day it was made (optional)"), called=_("The day it was made"), required=False,
        help_text=_("The date of the letter, call or email"),
    )  # fmt: skip
    received_on = DateField(
        label=_("Day it was received"), help_text=DATE_HINT, error_messages={"required": _("Enter the day it was received")}
    )
    office_holder = HolderChoice(
        OfficeHolder.objects.none(), label=_("About whom is it? (optional)"), to_field_name="number", required=False,
        widget=Radios,
        error_messages={"invalid_choice": _("Choose about whom it is from the list, or leave it open")},
        help_text=_("Who held the office on the day of the events. Leave it open if that is not known yet"),
    )  # fmt: skip
    holder_is_right = forms.BooleanField(label=_("The person and the dates are right as they are entered"), required=False)
    line = LineField(
        label=_("In one line (optional)"), required=False, max_length=200,
        help_text=_("A few neutral words that name nobody, for the register. For example, how a letter was answered"),
    )  # fmt: skip
    is_anonymous = forms.BooleanField(label=_("The complainant gives no name"), required=False)
    words = TextField(
        label=_("The words as they came (optional)"), required=False, max_length=WORDS_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Copy the letter or email, or write down what was said. Only those who may know who complains read them"),
    )  # fmt: skip
    uploads = files_field(
        label=_("Files (optional)"), help_text=WHICH_FILES, required=False, most=MOST_AT_ONCE, largest=50 * MEGABYTE
    )


class _Rows(_Received):
    """Rows of allegations, and the boxes of each person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counts = {ALLEGATION: self._count(ALLEGATION, 1), INTERESTED: self._count(INTERESTED, 0)}
        for kind, count in self.counts.items():
            self.fields[f"{kind}_rows"] = forms.CharField(widget=forms.HiddenInput, initial=count, required=False)
        for place in range(1, self.counts[ALLEGATION] + 1):
            for name, field in _allegation_fields(place).items():
                self.fields[f"{ALLEGATION}{place}-{name}"] = field
        for key in self.people():
            for name, field in person_fields().items():
                self.fields[f"{key}-{name}"] = field

    def people(self) -> list[str]:
        """The keys of the persons that have boxes."""
        interested = [f"{INTERESTED}{place}" for place in range(1, self.counts[INTERESTED] + 1)]
        return [PartyKind.COMPLAINANT.value, PartyKind.REPRESENTATIVE.value, *interested]

    def _count(self, kind: str, least: int) -> int:
        """How many rows there are: as many as the page had, and one more where its button was used. The page says so again."""
        if not self.is_bound:
            return least
        text = str(self.data.get(f"{kind}_rows", ""))
        sent = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MOST_ROWS)) else least
        count = min(max(sent, least) + (self.data.get("preview") == kind), MOST_ROWS)
        data: Any = self.data
        data = data.copy()
        data[f"{kind}_rows"] = str(count)
        self.data = data
        return count


def _allegation_fields(place: int) -> dict[str, forms.Field]:
    """The boxes of one allegation, fresh ones."""
    return {
        "text": TextField(
            label=gettext("Allegation %(place)d") % {"place": place}, required=False, max_length=TEXT_LETTERS,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=gettext("In words that name nobody: members who resolve the complaint read them"),
        ),
        "unconfirmed": forms.BooleanField(label=gettext("Still to be confirmed by the complainant"), required=False),
        "from": DateField(
            label=gettext("Day of the events, or the first (optional)"), called=gettext("The day of the events"), required=False
        ),
        "until": DateField(
            label=gettext("Last day, if it is another (optional)"), called=gettext("The last day of the events"), required=False
        ),
    }  # fmt: skip


class IntakeForm(RefusalMixin, OnceFormMixin, GovukForm, _Rows):
    """A complaint as it comes in. One more row of allegations or of interested persons is asked for by a button that is sent as
    a preview is: never valid, without errors, and nothing typed is lost."""

    def __init__(self, *args: Any, holders: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"received_on": clock.today(), "kind": ComplaintKind.COMPLAINT}, **kwargs)
        self.fields["office_holder"].queryset = holders
        self.asks_about_holder = self.is_bound and bool(self.data.get("holder_is_right"))

    def clean_received_on(self) -> Any:
        return _not_later(self.cleaned_data["received_on"])

    def clean_made_on(self) -> Any:
        return _not_later(self.cleaned_data["made_on"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        made, received = said.get("made_on"), said.get("received_on")
        if made and received and received < made:
            self.add_error("received_on", gettext("The date received cannot be before it was made"))
        self._look_at_allegations()
        self._look_at_people()
        self._look_at_holder()
        return cleaned

    def _look_at_allegations(self) -> None:
        for place in range(1, self.counts[ALLEGATION] + 1):
            facts = self._allegation(place)
            if place > 1 and facts == AllegationFacts():
                continue
            for name, words in allegation_problems(facts).items():
                self._refuse(f"{ALLEGATION}{place}-{name.removeprefix('incident_')}", words)

    def _look_at_people(self) -> None:
        said = self.cleaned_data
        if said.get("is_anonymous") and said.get(f"{PartyKind.COMPLAINANT.value}-name"):
            self._refuse("is_anonymous", gettext("Empty the name below, or take out the tick: one of the two is wrong"))

    def _look_at_holder(self) -> None:
        said = self.cleaned_data
        days = [one for facts in self.allegations() for one in (facts.incident_from, facts.incident_until)]
        problem = holder_problem(said.get("office_holder"), days)
        if problem and not said.get("holder_is_right"):
            self.asks_about_holder = True
            self._refuse("office_holder", problem)

    def _refuse(self, name: str, words: str) -> None:
        if name not in self.errors:
            self.add_error(name, words)

    def _allegation(self, place: int) -> AllegationFacts:
        said = {name: self.cleaned_data.get(f"{ALLEGATION}{place}-{name}") for name in ("text", "from", "until", "unconfirmed")}
        return AllegationFacts(said["text"] or "", said["from"], said["until"], is_confirmed=not said["unconfirmed"])

    def allegations(self) -> list[AllegationFacts]:
        """The allegations that say something."""
        rows = [self._allegation(place) for place in range(1, self.counts[ALLEGATION] + 1)]
        return [one for one in rows if one != AllegationFacts()]

    def parties(self) -> list[PartyFacts]:
        """The people who say something."""
        rows = [
            PartyFacts(_kind_of(key), **{name: self.cleaned_data.get(f"{key}-{name}", "") for name in TYPED})
            for key in self.people()
        ]
        return [one for one in rows if one.says_something]

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for `services.intake.take_in`, but for the files."""
        names = ("kind", "came_to", "means", "made_on", "received_on", "office_holder", "line", "is_anonymous", "words")
        said = {name: self.cleaned_data[name] for name in names}
        return {**said, "allegations": self.allegations(), "parties": self.parties()}

    # How the page draws it

    def boxes(self, *names: str) -> list[forms.BoundField]:
        """Some fields, in this order."""
        return [self[name] for name in names]

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """How it came, and about whom."""
        whom = ["office_holder", *(["holder_is_right"] if self.asks_about_holder else []), "line"]
        how = ("kind", "came_to", "means", "made_on", "received_on")
        return [(gettext("How it came, and when"), self.boxes(*how)), (gettext("About whom"), self.boxes(*whom))]

    def rows_of_allegations(self) -> Iterator[list[forms.BoundField]]:
        """The boxes of each allegation."""
        for place in range(1, self.counts[ALLEGATION] + 1):
            yield self.boxes(*(f"{ALLEGATION}{place}-{name}" for name in ("text", "unconfirmed", "from", "until")))

    def person_rows(self) -> Iterator[dict[str, Any]]:
        """The boxes of each person, with who it is. A representative's are folded until something is typed or wrong in them: few
        complaints come through one."""
        for key in self.people():
            fields = self.boxes(*(f"{key}-{name}" for name in TYPED))
            folds = key == PartyKind.REPRESENTATIVE
            is_folded = folds and not any(one.value() or one.errors for one in fields)
            yield {"heading": _heading_of(key), "fields": fields, "folds": folds, "is_folded": is_folded}


def _not_later(day: Any) -> Any:
    if day is not None and day > clock.today():
        raise ValidationError(BEFORE_TODAY)
    return day


def _kind_of(key: str) -> str:
    return PartyKind.INTERESTED.value if key.startswith(INTERESTED) else key


def _heading_of(key: str) -> str:
    if key == PartyKind.REPRESENTATIVE.value:
        return gettext("Somebody speaks for the complainant")
    if key == PartyKind.COMPLAINANT.value:
        return gettext("The complainant")
    return gettext("Interested person %(place)s") % {"place": key.removeprefix(INTERESTED)}
