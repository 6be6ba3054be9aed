"""What is typed in a quarterly report: its quarter, its facts, words on an objective, comments, trends, and its meeting."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decisions.forms.consultations import FactsForm
from interface.fields import DateField, MarkdownField
from interface.forms import OPEN_AGAIN, OnceFormMixin, VersionedFormMixin
from interface.templatetags.dates import long_date
from interface.widgets import Radios
from meetings.models import Meeting
from performance.choices import PlannedStatus, TrendChoice
from performance.models import ActionStanding, Objective, PlannedAction, QuarterlyReport, ReportComment, ReportPart

LONGEST = 20_000
LONGEST_ACTION = 1_000
DATE_HINT = _("For example, 31 3 2022")
NUMBERS_HINT = _("Leave out paragraph numbers: the report numbers its paragraphs")


class ReportCreateForm(OnceFormMixin, FactsForm):
    """Of which quarter the report is. `quarters` are the last days of those that have none yet, the proposed one first."""

    ended_on = forms.ChoiceField(label=_("Quarter ending"), widget=Radios)

    def __init__(self, *args: Any, quarters: Sequence[date], **kwargs: Any) -> None:
        first = quarters[0].isoformat() if quarters else None
        super().__init__(*args, initial={"ended_on": first}, **kwargs)
        self.fields["ended_on"].choices = [(day.isoformat(), long_date(day)) for day in quarters]

    def facts(self) -> dict[str, Any]:
        return {"ended_on": date.fromisoformat(self.cleaned_data["ended_on"])}


class ReportFactsForm(VersionedFormMixin, FactsForm):
    """What the report is called, how it opens, and whom to ask."""

    title = forms.CharField(label=_("Title"), max_length=200)
    introduction = MarkdownField(
        label=_("Introduction (optional)"), required=False, max_length=LONGEST,
        help_text=_("Without one the report opens with the quarter and the meeting. How to read tables and charts is added"),
    )  # fmt: skip
    contact_name = forms.CharField(label=_("Contact officer (optional)"), required=False, max_length=120)
    contact_office = forms.CharField(label=_("Office of the contact officer (optional)"), required=False, max_length=160)

    def __init__(self, *args: Any, report: QuarterlyReport, **kwargs: Any) -> None:
        names = ("title", "introduction", "contact_name", "contact_office")
        super().__init__(*args, versioned=report, initial={name: getattr(report, name) for name in names}, **kwargs)


class VersionForm(VersionedFormMixin, FactsForm):
    """Only the version that was read."""


class FreezeForm(VersionedFormMixin, FactsForm):
    """Into the agenda of which meeting the report goes."""

    meeting = forms.ChoiceField(
        label=_("Into the agenda of"), widget=Radios, error_messages={"required": _("Choose the meeting")}
    )

    def __init__(self, *args: Any, report: QuarterlyReport, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        first = meetings[0].slug if meetings else None
        super().__init__(*args, versioned=report, initial={"meeting": first}, **kwargs)
        self.meetings = {one.slug: one for one in meetings}
        named = [(slug, f"{long_date(one.held_on)}, {one.called}") for slug, one in self.meetings.items()]
        self.fields["meeting"].choices = named

    def facts(self) -> dict[str, Any]:
        return {"version": self.cleaned_data["version"], "meeting": self.meetings[self.cleaned_data["meeting"]]}


# An objective --------------------------------------------------------------------------------------------------------------


class PartCreateForm(OnceFormMixin, FactsForm):
    """An objective that the report lacks."""

    objective = forms.ChoiceField(label=_("Objective"), widget=Radios, error_messages={"required": _("Choose an objective")})

    def __init__(self, *args: Any, objectives: Sequence[Objective], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.objectives = {one.slug: one for one in objectives}
        self.fields["objective"].choices = [(slug, one.title) for slug, one in self.objectives.items()]

    def facts(self) -> dict[str, Any]:
        return {"objective": self.objectives[self.cleaned_data["objective"]]}


class PartForm(VersionedFormMixin, FactsForm):
    """What an objective is about, or why it is left out."""

    text = MarkdownField(
        label=_("What the objective is about (optional)"), required=False, max_length=LONGEST,
        help_text=_("Stands before the measures. Without it the report says what the objective itself does"),
    )  # fmt: skip
    left_out_why = forms.CharField(
        label=_("Why it is left out of this report, if it is"), required=False, max_length=300,
        help_text=_("Everybody reads this. The report then says nothing else of the objective"),
    )  # fmt: skip

    def __init__(self, *args: Any, part: ReportPart, **kwargs: Any) -> None:
        initial = {"text": part.text, "left_out_why": part.left_out_why}
        super().__init__(*args, versioned=part, initial=initial, **kwargs)


class CommentFields(FactsForm):
    """A comment on an objective."""

    text = MarkdownField(
        label=_("Comment"), max_length=LONGEST, help_text=NUMBERS_HINT, error_messages={"required": _("Enter the comment")}
    )


class CommentCreateForm(OnceFormMixin, CommentFields):
    """A new comment."""


class CommentUpdateForm(VersionedFormMixin, CommentFields):
    """A comment that is there."""

    def __init__(self, *args: Any, comment: ReportComment, **kwargs: Any) -> None:
        super().__init__(*args, versioned=comment, initial={"text": comment.text}, **kwargs)


class TrendForm(OnceFormMixin, FactsForm):
    """The trend word of a measure at the end of the quarter. Another than the one proposed needs a reason. It carries the version
    of the word that was read, 0 where none was set."""

    word = forms.ChoiceField(label=_("Trend"), choices=TrendChoice.choices, widget=Radios)
    reason = forms.CharField(
        label=_("Why another word than the figures give"), required=False, max_length=300,
        help_text=_("Everybody reads this"),
    )  # fmt: skip

    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN})

    def __init__(self, *args: Any, word: str, reason: str, proposed: str, version: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"word": word, "reason": reason, "version": version}, **kwargs)
        self.proposed = proposed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("word") and cleaned["word"] != self.proposed and not cleaned.get("reason"):
            self.add_error("reason", ValidationError(gettext("Say why you set another word than the figures give")))
        return cleaned


# Planned actions -----------------------------------------------------------------------------------------------------------


class ActionFields(FactsForm):
    """What is promised, by whom, by when."""

    text = forms.CharField(
        label=_("Planned action"), max_length=LONGEST_ACTION, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter what is planned")},
    )  # fmt: skip
    owner = forms.CharField(label=_("Owner (optional)"), required=False, max_length=160, help_text=_("An office is enough"))
    due_on = DateField(
        label=_("By, if a day is set (optional)"), called=_("The day by which it is due"), required=False, help_text=DATE_HINT
    )
    due_words = forms.CharField(
        label=_("By, in words, where no day is set (optional)"), required=False, max_length=80, help_text=_("As in “spring 2022”")
    )


class StateFields(FactsForm):
    """How a planned action stands."""

    status = forms.ChoiceField(label=_("State"), choices=PlannedStatus.choices, widget=Radios)
    note = forms.CharField(
        label=_("How it stands (optional)"), required=False, max_length=LONGEST_ACTION, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For one that is dropped, say why"),
    )  # fmt: skip


class ActionCreateForm(OnceFormMixin, ActionFields, StateFields):
    """A new planned action with its state."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"status": PlannedStatus.PLANNED}, **kwargs)
        self.order_fields(["text", "owner", "due_on", "due_words", "status", "note"])


class ActionUpdateForm(VersionedFormMixin, ActionFields):
    """A planned action that is there. The words of one that a published report told of stay."""

    def __init__(self, *args: Any, action: PlannedAction, is_told: bool, **kwargs: Any) -> None:
        initial = {name: getattr(action, name) for name in ActionFields.base_fields}
        super().__init__(*args, versioned=action, initial=initial, **kwargs)
        if is_told:
            del self.fields["text"]


class StateForm(VersionedFormMixin, StateFields):
    """How a planned action stands in a report."""

    def __init__(self, *args: Any, standing: ActionStanding, **kwargs: Any) -> None:
        initial = {"status": standing.status, "note": standing.note}
        super().__init__(*args, versioned=standing, initial=initial, **kwargs)
