"""What is typed in an update report: to which meeting, its facts, its sections, its standing items, and what comes late."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decisions.choices import SectionKind
from decisions.models import StandingItem, UpdateReport, UpdateSection
from decisions.services.updates.keeping import FACTS
from interface import clock
from interface.fields import DateField, MarkdownField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.templatetags.dates import long_date
from interface.widgets import Radios
from meetings.forms.refusals import RefusalMixin
from meetings.models import Meeting

LONGEST = 20_000
DATE_HINT = _("For example, 17 3 2022")
ANOTHER_DAY, AT_THE_END = "another", ""
NUMBERS_HINT = _("Leave out paragraph numbers: the report numbers its paragraphs. Begin a smaller heading with ###")


class UpdateCreateForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """To which meeting of the panel the report is, and as at which day it stands. `meetings` are those that may be chosen."""

    fields: dict[str, Any]

    meeting = forms.ChoiceField(label=_("Meeting of the panel"), widget=Radios)
    meeting_on = DateField(
        label=_("Day of a meeting that is not announced yet"), required=False,
        help_text=_("Only for another day. For example, 17 3 2022"),
    )  # fmt: skip
    as_at = DateField(
        label=_("As at"), called=_("The day as at which the report stands"),
        help_text=_("The day that its figures are of. It can be changed until the report is published"),
        error_messages={"required": _("Enter the day as at which the report stands")},
    )  # fmt: skip

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(
            *args, initial={"as_at": clock.today(), "meeting": meetings[0].slug if meetings else ANOTHER_DAY}, **kwargs
        )
        self.meetings = {one.slug: one for one in meetings}
        named = [(one.slug, f"{long_date(one.held_on)}, {one.get_kind_display()}") for one in meetings]
        self.fields["meeting"].choices = [*named, (ANOTHER_DAY, gettext("Another day"))]
        if not meetings:
            del self.fields["meeting"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = self.meetings.get(cleaned.get("meeting") or "")
        if not chosen and not cleaned.get("meeting_on") and not {"meeting", "meeting_on"} & set(self.errors):
            self.add_error("meeting_on", ValidationError(gettext("Enter the day of the meeting"), code="required"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service; the body is the meeting's where one was chosen."""
        meeting = self.meetings.get(self.cleaned_data.get("meeting") or "")
        day = meeting.held_on if meeting else self.cleaned_data["meeting_on"]
        named = {"meeting": meeting, "body": meeting.body} if meeting else {}
        return {"meeting_on": day, "as_at": self.cleaned_data["as_at"], **named}


class UpdateFactsForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """What stands before the sections, and whom to ask."""

    title = forms.CharField(label=_("Title"), max_length=200)
    as_at = DateField(
        label=_("As at"), called=_("The day as at which the report stands"), help_text=_("The day that its figures are of"),
        error_messages={"required": _("Enter the day as at which the report stands")},
    )  # fmt: skip
    introduction = MarkdownField(
        label=_("Introduction"), required=False, max_length=LONGEST,
        help_text=_("One paragraph. Without it the report opens with the time that it tells of"),
    )  # fmt: skip
    summary = MarkdownField(
        label=_("Executive summary"), required=False, max_length=LONGEST,
        help_text=_("What members need most: a line for each subject. Begin a smaller heading with ###"),
    )  # fmt: skip
    contact_name = forms.CharField(label=_("Contact officer"), required=False, max_length=120)
    contact_office = forms.CharField(label=_("Office of the contact officer"), required=False, max_length=160)

    def __init__(self, *args: Any, report: UpdateReport, **kwargs: Any) -> None:
        super().__init__(*args, versioned=report, initial={name: getattr(report, name) for name in FACTS}, **kwargs)

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in ("version", *FACTS)}


class UpdateVersionForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Only the version that was read: of a report to be published or removed, of an item to be opened again."""


# Sections ----------------------------------------------------------------------------------------------------------------


class SectionFields(RefusalMixin, GovukForm, forms.Form):
    """Heading and text; a part needs no text, a register has none."""

    fields: dict[str, Any]

    heading = forms.CharField(label=_("Heading"), max_length=200, help_text=_("Without a number: the report numbers its parts"))
    text = MarkdownField(label=_("Text"), required=False, max_length=LONGEST * 2, help_text=NUMBERS_HINT)

    def for_kind(self, kind: str) -> None:
        """Ask only for what a kind of section has."""
        if kind == SectionKind.LIVE:
            del self.fields["text"]
        if kind == SectionKind.PART:
            self.fields["text"].label = _("What stands below the heading before its sections")


class SectionCreateForm(OnceFormMixin, SectionFields):
    """A new section of a kind. `places` are the sections that it may follow, `items` the standing items not yet in the report."""

    source = forms.ChoiceField(
        label=_("Register"), widget=Radios,
        error_messages={"required": _("Choose the register that the section is taken from")},
    )  # fmt: skip
    standing = forms.ChoiceField(label=_("Standing item"), required=False)
    after = forms.TypedChoiceField(label=_("Where it goes"), coerce=int, required=False, empty_value=None)

    def __init__(
        self, *args: Any, kind: str, places: Sequence[tuple[int, str]], items: Mapping[str, StandingItem],
        registers: Mapping[str, str], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.items = items
        self.fields["after"].choices = [(AT_THE_END, gettext("At the end")), *places]
        self.fields["source"].choices = sorted(registers.items(), key=lambda pair: pair[1])
        self.fields["standing"].choices = [("", gettext("None")), *((slug, one.title) for slug, one in items.items())]
        self.for_kind(kind)

    def for_kind(self, kind: str) -> None:
        super().for_kind(kind)
        if kind != SectionKind.LIVE:
            del self.fields["source"]
        else:
            self.order_fields(["source", "heading", "after"])
            self.fields["heading"].required = False
            self.fields["heading"].help_text = _("Without one the section is headed with the register’s own title")
        if kind != SectionKind.WRITTEN or not self.items:
            del self.fields["standing"]
        else:
            self.fields["heading"].required = False
            self.fields["standing"].help_text = _("A standing item is carried into the next report. Its title is the heading")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "standing" in self.fields and not cleaned.get("standing") and not cleaned.get("heading"):
            self.add_error("heading", ValidationError(gettext("Enter heading"), code="required"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        said = {name: self.cleaned_data.get(name) or "" for name in ("heading", "text", "source")}
        return {**said, "standing": self.items.get(self.cleaned_data.get("standing") or ""), "after": self.cleaned_data["after"]}


class SectionUpdateForm(VersionedFormMixin, SectionFields):
    """A section that is there."""

    def __init__(self, *args: Any, section: UpdateSection, **kwargs: Any) -> None:
        initial = {"heading": section.heading, "text": section.text}
        super().__init__(*args, versioned=section, initial=initial, **kwargs)
        self.for_kind(section.kind)

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        names = ("version", "heading", "text")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class AddendumForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """What came after the report was published."""

    heading = forms.CharField(label=_("Heading"), max_length=200)
    why = forms.CharField(
        label=_("Why it comes late"), max_length=300, help_text=_("Everybody reads this"),
        error_messages={"required": _("Enter why it comes late")},
    )  # fmt: skip
    text = MarkdownField(label=_("Text"), max_length=LONGEST)

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in ("heading", "why", "text")}


# Standing items ------------------------------------------------------------------------------------------------------------


class ItemFields(RefusalMixin, GovukForm, forms.Form):
    """What a standing item is called, where reports tell of it, and since when."""

    fields: dict[str, Any]

    title = forms.CharField(label=_("Title"), max_length=120)
    part = forms.CharField(
        label=_("Part of the report"), max_length=120, required=False,
        help_text=_("The heading of the part that it stands under, such as “Oversight and scrutiny”"),
    )  # fmt: skip
    started_on = DateField(
        label=_("Since"), called=_("The day since when it is a standing item"), help_text=DATE_HINT,
        error_messages={"required": _("Enter since when it is a standing item")},
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        names = ("version", "title", "part", "started_on")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class ItemCreateForm(OnceFormMixin, ItemFields):
    """A new standing item, from today on unless another day is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"started_on": clock.today()}, **kwargs)


class ItemUpdateForm(VersionedFormMixin, ItemFields):
    """A standing item that is there."""

    def __init__(self, *args: Any, item: StandingItem, **kwargs: Any) -> None:
        initial = {name: getattr(item, name) for name in ("title", "part", "started_on")}
        super().__init__(*args, versioned=item, initial=initial, **kwargs)


class ItemCloseForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Why an item is a standing one no more, and from which day."""

    closed_why = forms.CharField(
        label=_("Why it is closed"), max_length=300, help_text=_("Everybody reads this"),
        error_messages={"required": _("Enter why the item is closed")},
    )  # fmt: skip
    closed_on = DateField(
        label=_("Closed on"), called=_("The day it is closed"), help_text=_("Today or a day before"),
        error_messages={"required": _("Enter the day it is closed")},
    )  # fmt: skip

    def __init__(self, *args: Any, item: StandingItem, **kwargs: Any) -> None:
        super().__init__(*args, versioned=item, initial={"closed_on": clock.today()}, **kwargs)

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        said = self.cleaned_data
        return {"version": said["version"], "why": said["closed_why"], "closed_on": said["closed_on"]}
