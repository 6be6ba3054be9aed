"""What a clerk types while minuting: an entry of each kind.

One class serves a new entry, which carries a token used once, and one that is there, which carries its version.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents.choices import ExemptParagraph
from interface.fields import DateField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from meetings.choices import (
    AttendanceStatus,
    EntryKind,
    InterestNature,
    Majority,
    OwnerKind,
    Result,
    Vote,
)
from meetings.forms.refusals import RefusalMixin
from meetings.models import Attendance, MinuteEntry, MinuteItem

COUNTS = ("votes_for", "votes_against", "abstained", "not_voting", "not_recorded")
MOST_VOTES = 999
QUIET: dict[str, Any] = {"autocomplete": "off"}
FIRST: dict[str, Any] = {"data": {"autofocus": ""}}  # where the writer begins to type


@dataclass(frozen=True)
class Company:
    """Whom and what an entry of an item may name, fetched once for all its fields.

    `members` are the members expected at the meeting, in order, whether they came or not: a service says why somebody who
    did not come cannot have moved a motion. `in_room` are those in the room for the item.
    """

    members: tuple[Attendance, ...] = ()
    in_room: tuple[Attendance, ...] = ()
    items: tuple[MinuteItem, ...] = ()
    interests: tuple[Any, ...] = ()
    users: tuple[Any, ...] = ()
    people: tuple[Any, ...] = field(default=())

    @property
    def seats(self) -> list[tuple[str, str, Any]]:
        """The members as persons: key, words, person."""
        return [(one.person.slug, _seat_words(one), one.person) for one in self.members if one.person]


def _seat_words(row: Attendance) -> str:
    return str(row) if row.status == AttendanceStatus.PRESENT else f"{row} ({row.get_status_display().lower()})"


class RowField(forms.ChoiceField):
    """A choice among rows that were fetched beforehand. Its value is the row, or None."""

    def offer(self, rows: Iterable[tuple[str, str, Any]], *, empty: Any = "") -> None:
        """Offer rows as (key, words, row), after an empty line where one is named."""
        found = list(rows)
        self.rows = {key: row for key, _words, row in found}
        self.choices = [*([("", empty)] if empty else []), *((key, words) for key, words, _row in found)]

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value or ""
        return next((key for key, row in self.rows.items() if row == value), "")

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))


class EntryForm(RefusalMixin, OnceFormMixin, VersionedFormMixin, GovukForm, forms.Form):
    """Words, and what else the kind of entry asks for."""

    kind: ClassVar[str] = EntryKind.NARRATIVE
    own: ClassVar[tuple[str, ...]] = ()  # fields beside the text that the service takes as they are
    text_label: ClassVar[Any] = _("What happened")
    text_missing: ClassVar[Any] = _("Enter what happened")

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 4, **FIRST}), error_messages={"required": text_missing})

    def __init__(self, *args: Any, company: Company, entry: MinuteEntry | None = None, **kwargs: Any) -> None:
        initial = {**self.initial_of(entry), **(kwargs.pop("initial", None) or {})} if entry else kwargs.pop("initial", None)
        super().__init__(*args, versioned=entry, initial=initial, **kwargs)
        self.entry = entry
        self.company = company
        self.fields["text"].label = self.text_label
        self.fields["text"].error_messages["required"] = self.text_missing
        del self.fields["version" if entry is None else "token"]
        self.offer()

    def offer(self) -> None:
        """Put the rows that may be chosen on the fields that choose one."""

    @classmethod
    def initial_of(cls, entry: MinuteEntry) -> dict[str, Any]:
        """What the fields held when the entry was last saved."""
        record = getattr(entry, entry.kind, None)
        return {"text": entry.text, **{name: getattr(record, name, None) for name in cls.own}}

    def facts(self) -> dict[str, Any]:
        """What the service is told, by its own names."""
        return {name: self.cleaned_data[name] for name in ("text", *self.own)}

    @property
    def is_blank(self) -> bool:
        """Whether nobody typed anything into a new entry."""
        return self.entry is None and not self.data.get(self.add_prefix("text"), "").strip()


class ProcedureForm(EntryForm):
    kind = EntryKind.PROCEDURE
    text_label = _("What was done")
    text_missing = _("Enter what was done")


class FixedForm(EntryForm):
    """An entry whose words are fixed: what is typed is added to them."""

    text_label = _("Anything to add")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False
        self.fields["text"].help_text = _("Leave it empty if there is nothing to add")

    @property
    def is_blank(self) -> bool:
        return False


class TakenAsReadForm(FixedForm):
    kind = EntryKind.TAKEN_AS_READ


class NoneReceivedForm(FixedForm):
    kind = EntryKind.NONE_RECEIVED


class QuestionForm(EntryForm):
    kind = EntryKind.QUESTION
    own = ("asked_by", "answered_by", "answer")
    text_label = _("The question")
    text_missing = _("Enter the question")

    asked_by = RowField(label=_("Who asked, if the minutes name them"), required=False)
    answered_by = forms.CharField(label=_("Who answered"), max_length=160, required=False, widget=forms.TextInput(attrs=QUIET))
    answer = forms.CharField(label=_("The answer"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    field_order = ["text", "asked_by", "answer", "answered_by"]

    def offer(self) -> None:
        self.fields["asked_by"].offer(self.company.seats, empty=_("Nobody named"))


class RecommendationForm(EntryForm):
    kind = EntryKind.RECOMMENDATION
    own = ("made_to",)
    text_label = _("What the panel recommends")
    text_missing = _("Enter what the panel recommends")

    made_to = forms.CharField(
        label=_("To whom"), max_length=160, initial=_("The Police and Crime Commissioner"), widget=forms.TextInput(attrs=QUIET)
    )


class ActionForm(EntryForm):
    kind = EntryKind.ACTION
    own = ("owner_kind", "owner_person", "owner_name", "owner_user", "due_next_meeting", "due_on")
    text_label = _("What is to be done")
    text_missing = _("Enter what is to be done")

    owner_kind = forms.ChoiceField(
        label=_("Who is to do it"), choices=OwnerKind.choices, initial=OwnerKind.OFFICE, widget=forms.RadioSelect
    )
    owner_name = forms.CharField(
        label=_("Name of the office or organisation"), max_length=160, required=False, widget=forms.TextInput(attrs=QUIET)
    )
    owner_person = RowField(label=_("The person"), required=False, help_text=_("Only where a person, not an office, is to do it"))
    owner_user = RowField(
        label=_("Who answers for it in the portal"), required=False, help_text=_("They are told once the minutes are published")
    )
    due_next_meeting = forms.BooleanField(label=_("By the next meeting"), required=False)
    due_on = DateField(label=_("By when"), required=False, help_text=_("Leave it empty if no day was named"))

    def offer(self) -> None:
        people = {one[0]: one for one in self.company.seats}
        people |= {one.slug: (one.slug, one.name, one) for one in self.company.people if one.slug not in people}
        self.fields["owner_person"].offer(people.values(), empty=_("Nobody by name"))
        users = [(str(user.reference), str(user), user) for user in self.company.users]
        self.fields["owner_user"].offer(users, empty=_("Nobody yet"))


class DeclarationForm(EntryForm):
    """What a registered interest is need not be said again."""

    kind = EntryKind.DECLARATION
    own = ("attendance", "about", "nature", "left_room", "interest")
    text_label = _("What the interest is")

    attendance = RowField(
        label=_("Member"), error_messages={"required": _("Choose the member")}, widget=forms.Select(attrs=FIRST)
    )
    about = RowField(label=_("In which item"), error_messages={"required": _("Choose the item")})
    nature = forms.ChoiceField(
        label=_("Kind of interest"), choices=InterestNature.choices, initial=InterestNature.OTHER, widget=forms.RadioSelect
    )
    left_room = forms.BooleanField(label=_("The member left the room for the item"), required=False)
    interest = RowField(label=_("Entry in the register of interests"), required=False)

    field_order = ["attendance", "about", "nature", "text", "left_room", "interest"]

    def offer(self) -> None:
        self.fields["text"].required = False
        self.fields["text"].widget.attrs = {"rows": 4}
        self.fields["text"].help_text = _("Leave it empty if you choose the interest from the register")
        members = [(str(one.number), _seat_words(one), one) for one in self.company.members]
        self.fields["attendance"].offer(members, empty=_("Choose a member"))
        items = [(one.slug, f"{one.number} {one.title}".strip(), one) for one in self.company.items]
        self.fields["about"].offer(items, empty=_("Choose an item"))
        named = [(f"{one.person.slug}-{one.number}", _interest_words(one), one) for one in self.company.interests]
        self.fields["interest"].offer(named, empty=_("None that is registered"))

    @property
    def is_blank(self) -> bool:
        return super().is_blank and not self.data.get("attendance")


def _interest_words(interest: Any) -> str:
    """A registered interest in a list: a sensitive one without its words."""
    said = f"{interest.person}: {interest.get_category_display()}"
    return said if interest.is_sensitive else f"{said}, {interest.text[:60]}"


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST_VOTES, error_messages={
            "invalid": _("Enter votes as a whole number"), "min_value": _("Enter votes as a whole number"),
            "max_value": _("Enter votes as a whole number"),
        },
    )  # fmt: skip


class ResolutionForm(EntryForm):
    """What was resolved and how the vote went: no counts at all where no vote was taken.

    Votes by name are a field to each member in the room; `vote_rest` gives the vote of all that are not named.
    """

    kind = EntryKind.RESOLUTION
    own = (
        "moved_by", "seconded_by", "result", "majority", *COUNTS, "is_unanimous", "unanimous_reason",
        "excludes_public", "exempt_paragraph",
    )  # fmt: skip
    text_label = _("What the panel resolved")
    text_missing = _("Enter what the panel resolved")

    moved_by = RowField(label=_("Moved by"), required=False)
    seconded_by = RowField(label=_("Seconded by"), required=False)
    result = forms.ChoiceField(label=_("Result"), choices=Result.choices, initial=Result.CARRIED, widget=forms.RadioSelect)
    votes_for = _count(_("For"))
    votes_against = _count(_("Against"))
    abstained = _count(_("Abstained"))
    not_voting = _count(_("Not voting"))
    not_recorded = _count(_("Not recorded"))
    is_unanimous = forms.BooleanField(label=_("Say “unanimously” in the minutes"), required=False)
    unanimous_reason = forms.CharField(
        label=_("Why “unanimously” stands"), max_length=300, required=False, widget=forms.TextInput(attrs=QUIET),
        help_text=_("Only where somebody in the room did not vote for it. It goes in the record, not in the minutes"),
    )  # fmt: skip
    majority = forms.ChoiceField(
        label=_("What it needs"), choices=Majority.choices, initial=Majority.SIMPLE, widget=forms.RadioSelect
    )
    excludes_public = forms.BooleanField(label=_("It excludes the press and public"), required=False)
    exempt_paragraph = forms.TypedChoiceField(
        label=_("Paragraph of Schedule 12A"), required=False, coerce=int, empty_value=None,
        choices=[("", _("Choose a paragraph")), *ExemptParagraph.choices],
    )  # fmt: skip
    vote_rest = forms.ChoiceField(
        label=_("Everybody not named below"), required=False, choices=[("", _("Not by name")), *Vote.choices]
    )

    def offer(self) -> None:
        for name in ("moved_by", "seconded_by"):
            self.fields[name].offer(self.company.seats, empty=_("Nobody named"))
        kept = self._kept_votes()
        for one in self.company.in_room:
            name = f"vote_{one.number}"
            words = [("", _("Not named")), *Vote.choices]
            self.fields[name] = forms.ChoiceField(label=str(one), required=False, choices=words, initial=kept.get(one.pk, ""))
            self._saved[name] = kept.get(one.pk, "")

    def _kept_votes(self) -> dict[int, str]:
        record = getattr(self.entry, "resolution", None) if self.entry else None
        return {one.attendance_id: one.vote for one in record.named_votes.all()} if record else {}

    def show_refusal(self, error: ValidationError) -> None:
        """What is wrong with the votes by name stands beside the first of their boxes."""
        problems = dict(error.error_dict) if hasattr(error, "error_dict") else None
        if problems and "named" in problems:
            problems["vote_rest"] = problems.pop("named")
            error = ValidationError(problems)
        super().show_refusal(error)

    @property
    def name_fields(self) -> list[forms.BoundField]:
        """The boxes for votes by name, one to each member in the room."""
        return [self[f"vote_{one.number}"] for one in self.company.in_room]

    @property
    def has_names(self) -> bool:
        """Whether any vote is by name, so that the boxes stand open."""
        return any(box.value() or box.errors for box in [self["vote_rest"], *self.name_fields])

    @property
    def counts(self) -> list[int | None]:
        """The counts as they stand in the boxes; None for an empty or unreadable one."""
        return [int(text) if (text := str(self[name].value() or "").strip()).isdecimal() else None for name in COUNTS]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = [self.cleaned_data.get(name) for name in COUNTS]
        if any(count is not None for count in given):
            self.cleaned_data |= {name: self.cleaned_data.get(name) or 0 for name in COUNTS if name not in self.errors}
        return cleaned

    def facts(self) -> dict[str, Any]:
        rest = self.cleaned_data["vote_rest"]
        votes = {one.pk: self.cleaned_data[f"vote_{one.number}"] or rest for one in self.company.in_room}
        named = {key: vote for key, vote in votes.items() if vote}
        facts = {**super().facts(), "named": named}
        # Counts that nobody touched give way to names that somebody did
        if named != self._kept_votes() and all(facts[name] == self._saved[name] for name in COUNTS):
            facts |= dict.fromkeys(COUNTS) if named else {}
        return facts


FORMS: Mapping[str, type[EntryForm]] = {
    form.kind: form
    for form in (
        EntryForm, QuestionForm, ResolutionForm, ActionForm, RecommendationForm, DeclarationForm, ProcedureForm,
        TakenAsReadForm, NoneReceivedForm,
    )
}  # fmt: skip
