"""What is typed about decisions before a board: which are put on, what it did with each, and what a number stands for."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decisions.choices import BoardOutcome
from decisions.forms.cases import ActForm
from decisions.models import BoardCorrection, BoardDecision, Decision
from interface.forms import GovukForm, OnceFormMixin
from interface.widgets import Checkboxes, Radios
from meetings.forms.refusals import RefusalMixin
from meetings.models import AgendaItem, MinuteItem

LONGEST_WHY = BoardCorrection._meta.get_field("why").max_length
LONGEST_CONDITION = BoardDecision._meta.get_field("condition").max_length

OUTCOME_HINTS: dict[str, Any] = {
    BoardOutcome.AGREED: _("The notice can then be signed"),
    BoardOutcome.DEFERRED: _("It waits until the condition that you enter is met"),
    BoardOutcome.NOT_TAKEN: _("It is proposed again, for the next board"),
}


class AgendaItemChoice(forms.ModelChoiceField):
    """An item of the agenda by its number and title."""

    def label_from_instance(self, item: AgendaItem) -> str:
        return f"{item.number}. {item.title}" if item.number else item.title


class MinuteItemChoice(forms.ModelChoiceField):
    """An item of the minutes by its number and title."""

    def label_from_instance(self, item: MinuteItem) -> str:
        return f"{item.number}. {item.title}" if item.number else item.title


class DecisionsChoice(forms.ModelMultipleChoiceField):
    """Decisions by reference and title, each a box to tick; read by who keeps the register alone."""

    def label_from_instance(self, decision: Decision) -> str:
        return f"{decision.reference} – {decision.title}"


class DecisionChoice(forms.ModelChoiceField):
    """A decision by reference and title; read by who keeps the register alone."""

    def label_from_instance(self, decision: Decision) -> str:
        return f"{decision.reference} – {decision.title}"


class PutOnBoardForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """Which of the decisions that wait are put before a board, and under which item of its agenda."""

    fields: dict[str, Any]

    decisions = DecisionsChoice(
        Decision.objects.none(), label=_("Decisions that wait"), widget=Checkboxes,
        error_messages={"required": _("Tick at least one decision"), "invalid_choice": _("Choose decisions from the list")},
    )  # fmt: skip
    item = AgendaItemChoice(
        AgendaItem.objects.none(), label=_("Under which item"), required=False,
        empty_label=_("The item “Decisions”, which is made if there is none"), to_field_name="slug",
        error_messages={"invalid_choice": _("Choose an item of this agenda")},
    )  # fmt: skip

    def __init__(self, *args: Any, waiting: list[Decision], known: Any, items: Any, chosen: str = "", **kwargs: Any) -> None:
        """`waiting` are offered; `known` are taken, those that an earlier sending of the same form put on among them. `items` are
        None once the agenda is out: what is then put on is raised at the meeting."""
        super().__init__(*args, **kwargs)
        field = self.fields["decisions"]
        field.queryset = known
        field.choices = [(one.pk, field.label_from_instance(one)) for one in waiting]
        field.widget.hints = {one.pk: _hint(one) for one in waiting}
        if items is None:
            del self.fields["item"]
            return
        self.fields["item"].queryset, self.fields["item"].initial = items, chosen or None


def _hint(decision: Decision) -> str:
    if decision.condition:
        return gettext("Deferred until: %(condition)s") % {"condition": decision.condition}
    return decision.get_status_display()


class OutcomeForm(ActForm):
    """What a board did with a decision, and where its minutes say so."""

    outcome = forms.ChoiceField(
        label=_("What the board did"), choices=BoardOutcome.choices,
        error_messages={"required": _("Choose what the board did"), "invalid_choice": _("Choose what the board did")},
        widget=Radios(hints=OUTCOME_HINTS),
    )  # fmt: skip
    condition = forms.CharField(
        label=_("If it was deferred: until when, or until what"), max_length=LONGEST_CONDITION, required=False,
        help_text=_("For example, until the Heads of Terms are agreed"),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("If it was rejected or withdrawn: why"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the Commissioner’s office reads this"),
    )  # fmt: skip
    minute_item = MinuteItemChoice(
        MinuteItem.objects.none(), label=_("Where the minutes say so, if you know"), required=False,
        empty_label=_("Not known"), to_field_name="slug",
        error_messages={"invalid_choice": _("Choose an item of the minutes of this board")},
    )  # fmt: skip

    def __init__(self, *args: Any, items: Any, chosen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minute_item"].queryset, self.fields["minute_item"].initial = items, chosen or None
        if not items.exists():
            del self.fields["minute_item"]

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in ("version", *self.base_fields) if name in self.cleaned_data}


class TakeBackOutcomeForm(ActForm):
    """Why what was recorded of a board is taken back."""

    reason = forms.CharField(
        label=_("Why it is taken back"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the Commissioner’s office reads this"), error_messages={"required": _("Say why it is taken back")},
    )  # fmt: skip


class CorrectForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """Why a number stands for a decision; and for which, where the register has none in its place."""

    fields: dict[str, Any]

    decision = DecisionChoice(
        Decision.objects.none(), label=_("Which decision it is"), empty_label=_("Choose a decision"),
        help_text=_("If the register does not have it, log it first"),
        error_messages={"required": _("Choose which decision it is"), "invalid_choice": _("Choose a decision from the list")},
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why, or how you know"), max_length=LONGEST_WHY, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, or how you know")},
    )  # fmt: skip

    def __init__(self, *args: Any, decisions: Any = None, why_hint: str = "", **kwargs: Any) -> None:
        """`decisions` are None where the register says which decision is meant."""
        super().__init__(*args, **kwargs)
        self.fields["why"].help_text = why_hint
        if decisions is None:
            del self.fields["decision"]
            return
        self.fields["decision"].queryset = decisions


class UndoCorrectionForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """Why a reading that was put right is undone."""

    fields: dict[str, Any]

    why = forms.CharField(
        label=_("Why it is undone"), max_length=LONGEST_WHY, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why it is undone")},
    )  # fmt: skip
