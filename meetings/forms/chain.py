"""What is typed to link an action to what answers it, and to put the paper of matters arising on an agenda."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.links import Key, Offered, Offering, offerings
from interface import clock
from interface.forms import OPEN_AGAIN, GovukForm, OnceFormMixin
from interface.templatetags.dates import long_date, page_range
from interface.widgets import Radios
from meetings.forms.refusals import RefusalMixin
from meetings.links import short
from meetings.models import Action, AgendaItem, Meeting, MinuteEntry
from meetings.services.evidence import OfferedPaper, record_to_link

PAPER, MINUTE, MEETING, RECORD = "paper", "minute", "meeting", "record"
AT_A_MEETING = (PAPER, MINUTE, MEETING)
KINDS = (
    (PAPER, _("A paper of a meeting")),
    (MINUTE, _("The minutes of a meeting")),
    (MEETING, _("A meeting itself")),
    (RECORD, _("Another action, or a recommendation")),
)

RECORD_HINT: dict[str, Any] = {RECORD: _("You type its reference on the next page")}
ANSWERS_HINT: dict[str, Any] = {"answers": _("The action becomes answered. Closing it is for the panel or the Chair")}


class LinkWhereForm(GovukForm, forms.Form):
    """In what the answer stands. It is sent by GET, so the next page has an address."""

    what = forms.ChoiceField(
        label=_("What answers it, or bears on it?"),
        choices=KINDS,
        widget=Radios(hints=RECORD_HINT),
        error_messages={"required": _("Choose what answers it"), "invalid_choice": _("Choose what answers it")},
    )
    meeting = forms.ChoiceField(
        label=_("Which meeting?"), help_text=_("For a paper, minutes or a meeting"), required=False,
        error_messages={"invalid_choice": _("Choose a meeting from the list")},
    )  # fmt: skip

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [*KINDS, *((one.kind, one.name) for one in offerings())]
        named = [
            (one.slug, f"{long_date(one.held_on)}: {one.body.name}, {one.called[:1].lower()}{one.called[1:]}") for one in meetings
        ]
        self.fields["meeting"].choices = [("", _("Choose a meeting")), *named]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        needs = self.cleaned_data.get("what") in AT_A_MEETING
        if needs and not self.cleaned_data.get("meeting") and "meeting" not in self.errors:
            self.add_error("meeting", _("Choose the meeting"))
        return cleaned


class LinkForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """Whether it answers the action, and what it says. The forms below add what is linked."""

    fields: dict[str, Any]

    relation = forms.ChoiceField(
        label=_("Does it answer the action?"),
        choices=[("answers", _("Yes, it answers it")), ("bears-on", _("No, it bears on it"))],
        widget=Radios(hints=ANSWERS_HINT),
        error_messages={"required": _("Say whether it answers the action")},
    )
    text = forms.CharField(
        label=_("What it says, in a sentence"),
        help_text=_("Everybody who sees the action reads this. Leave out what is private"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter what it says, in a sentence")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN})

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        self.fields["version"].initial = action.version

    @property
    def facts(self) -> dict[str, Any]:
        """What the service is told, of a valid form."""
        source, page, on = self.evidence()
        sent = self.cleaned_data
        return {
            "source": source, "page": page, "on": on, "text": sent["text"], "answers": sent["relation"] == "answers",
            "version": sent["version"],
        }  # fmt: skip

    def evidence(self) -> tuple[Key, int | None, date]:
        """What was chosen, its page of the pack and its day: each form below says it in its own way."""
        raise NotImplementedError


class PaperLinkForm(LinkForm):
    """A paper of a meeting, and the page of its pack."""

    paper = forms.ChoiceField(
        label=_("Paper"), widget=Radios,
        error_messages={"required": _("Choose the paper"), "invalid_choice": _("Choose a paper from the list")},
    )  # fmt: skip
    page = forms.IntegerField(
        label=_("On which page of the pack?"),
        help_text=_("The number at the foot of the page. Leave it empty to link to the whole paper"),
        required=False,
        error_messages={"invalid": _("Enter the page as a number")},
    )

    field_order = ["paper", "page", "relation", "text"]

    def __init__(self, *args: Any, papers: Iterable[OfferedPaper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = {one.paper.slug: one for one in papers}
        self.fields["paper"].choices = [(slug, _paper_label(one)) for slug, one in self.papers.items()]
        self.fields["paper"].widget.hints = {slug: hint for slug, one in self.papers.items() if (hint := _paper_hint(one))}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        chosen, page = self.papers.get(self.cleaned_data.get("paper", "")), self.cleaned_data.get("page")
        if chosen and page is not None and not _holds(chosen, page):
            self.add_error("page", _page_problem(chosen))
        return cleaned

    def evidence(self) -> tuple[Key, int | None, date]:
        paper = self.papers[self.cleaned_data["paper"]].paper
        on = clock.as_local(paper.published_at).date() if paper.published_at else clock.today()
        return ("paper", paper.pk), self.cleaned_data["page"], on


def _paper_label(one: OfferedPaper) -> str:
    return gettext("Item %(number)s: %(title)s") % {"number": one.item, "title": one.paper.title} if one.item else one.paper.title


def _paper_hint(one: OfferedPaper) -> str:
    pages = page_range(*one.pages) if one.pages else ""
    private = gettext("Private: the public sees no link to it") if one.paper.is_private else ""
    return ". ".join(words for words in (pages, private) if words)


def _holds(one: OfferedPaper, page: int) -> bool:
    return one.pages is not None and one.pages[0] <= page <= one.pages[1]


def _page_problem(one: OfferedPaper) -> str:
    if one.pages is None:
        return gettext("This paper is in no pack. Leave the page empty")
    first, last = one.pages
    if first == last:
        return gettext("This paper is on page %(first)d. Enter that, or leave it empty") % {"first": first}
    words = gettext("This paper has pages %(first)d to %(last)d. Enter one of them, or leave it empty")
    return words % {"first": first, "last": last}


class MinuteLinkForm(LinkForm):
    """A paragraph of the minutes."""

    entry = forms.ChoiceField(
        label=_("Paragraph of the minutes"),
        error_messages={"required": _("Choose the paragraph"), "invalid_choice": _("Choose a paragraph from the list")},
    )

    field_order = ["entry", "relation", "text"]

    def __init__(self, *args: Any, entries: Iterable[MinuteEntry], meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries, self.day = {str(one.number): one for one in entries}, meeting.held_on
        named = [(number, _entry_label(one)) for number, one in self.entries.items()]
        self.fields["entry"].choices = [("", _("Choose a paragraph")), *named]

    def evidence(self) -> tuple[Key, int | None, date]:
        return ("minute", self.entries[self.cleaned_data["entry"]].pk), None, self.day


def _entry_label(entry: MinuteEntry) -> str:
    words = short(entry.text, 70) or entry.item.title
    return f"{entry.item.number} {entry.get_kind_display()}: {words}".strip()


class MeetingLinkForm(LinkForm):
    """A meeting as a whole."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting

    def evidence(self) -> tuple[Key, int | None, date]:
        return ("meeting", self.meeting.pk), None, self.meeting.held_on


class RecordLinkForm(LinkForm):
    """Another action or a recommendation, by its reference."""

    reference = forms.CharField(
        label=_("Its reference"), help_text=_("For example A-2022-014 or R-2022-002"), max_length=20,
        error_messages={"required": _("Enter the reference")},
    )  # fmt: skip

    field_order = ["reference", "relation", "text"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.found: Key | None = None

    def clean_reference(self) -> str:
        reference = self.cleaned_data["reference"]
        self.found = record_to_link(reference, self.action, self.user)
        if self.found is None:
            words = gettext("There is no other action or recommendation with the reference %(reference)s")
            raise forms.ValidationError(words % {"reference": reference})
        return reference

    def evidence(self) -> tuple[Key, int | None, date]:
        if self.found is None:
            raise ValueError("The form is not valid")
        return self.found, None, clock.today()


class OfferedLinkForm(LinkForm):
    """Something that another part of the portal offers, such as a measure of performance."""

    thing = forms.ChoiceField()

    field_order = ["thing", "relation", "text"]

    def __init__(self, *args: Any, offering: Offering, things: Sequence[Offered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.things = offering.kind, {one.value: one for one in things}
        field = self.fields["thing"]
        field.label = offering.question
        field.choices = [("", gettext("Choose from the list")), *((one.value, one.words) for one in things)]
        field.error_messages |= dict.fromkeys(("required", "invalid_choice"), gettext("Choose from the list"))

    def evidence(self) -> tuple[Key, int | None, date]:
        return (self.kind, self.things[self.cleaned_data["thing"]].key), None, clock.today()


class MattersArisingForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """The item that takes the paper."""

    fields: dict[str, Any]

    item = forms.ChoiceField(
        label=_("On which item?"),
        error_messages={"required": _("Choose the item"), "invalid_choice": _("Choose an item from the list")},
    )

    def __init__(self, *args: Any, items: Sequence[AgendaItem], chosen: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(item.slug, f"{item.number} {item.title}".strip()) for item in items]
        self.fields["item"].choices = [("", _("Choose an item")), *named]
        self.fields["item"].initial = chosen
