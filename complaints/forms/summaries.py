"""What is typed for the public of a complaint, and the acts upon it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint, PublicSummary
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from meetings.forms.refusals import RefusalMixin, WholeRefusalMixin

LETTERS = 1200


class SummaryForm(WholeRefusalMixin, GovukForm, forms.Form):
    """The words for the public, and why marked ones may stay. The outcome is asked for only where it is published."""

    fields: dict[str, Any]

    text = forms.CharField(
        label=_("What the public reads"), max_length=LETTERS, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Write it afresh, for somebody who knows nothing of it. Name nobody, and say nothing that leads to anybody"),
        error_messages={"required": _("Enter what the public reads")},
    )  # fmt: skip
    outcome_text = forms.CharField(
        label=_("What the public reads of the outcome"), max_length=LETTERS, required=False,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("The panel decided that the outcome is published"),
    )  # fmt: skip
    kept_words_why = forms.CharField(
        label=_("Why marked words may stay"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only if words are marked that name no private person. Those who work on the complaint read this"),
    )  # fmt: skip

    def keep_for(self, complaint: Complaint) -> None:
        """Leave out what is not asked of a complaint."""
        if not complaint.publishes_outcome:
            del self.fields["outcome_text"]

    def facts(self) -> dict[str, str]:
        """What a valid form says, as keywords for a service."""
        return {name: self.cleaned_data.get(name, "") for name in ("text", "outcome_text", "kept_words_why")}


class SummaryWriteForm(OnceFormMixin, SummaryForm):
    """A new summary: it begins empty, so that nothing private is carried over."""

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keep_for(complaint)


class SummaryChangeForm(VersionedFormMixin, SummaryForm):
    """A draft that is being written."""

    def __init__(self, *args: Any, summary: PublicSummary, **kwargs: Any) -> None:
        initial = {name: getattr(summary, name) for name in ("text", "outcome_text", "kept_words_why")}
        super().__init__(*args, versioned=summary, initial=initial, **kwargs)
        self.keep_for(summary.complaint)
        self._saved = {name: value for name, value in self._saved.items() if name in self.fields}


class SummaryActForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """An act upon a summary that asks nothing but to be sure."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, summary: PublicSummary, **kwargs: Any) -> None:
        super().__init__(*args, versioned=summary, **kwargs)
        self._saved = {}


class SummaryApproveForm(SummaryActForm):
    """That a second person has read what the public is to read."""

    is_read = forms.BooleanField(
        label=_("I have read every word of it. It names nobody privately, and leads to nobody who complains"),
        error_messages={"required": _("Tick that you have read it, or leave it a draft")},
    )


class SummaryWithdrawForm(SummaryActForm):
    """Why a summary is withdrawn."""

    why = forms.CharField(
        label=_("Why it is withdrawn"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who work on the complaint read this. The public does not"),
        error_messages={"required": _("Say why it is withdrawn")},
    )  # fmt: skip
