"""What is typed for a step of a complaint: the day, who decided, why, and what the kind of step asks for besides."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.choices import (
    AllegationDecision,
    DisapplicationGround,
    Handling,
    RecordingGround,
    Resolver,
    StepKind,
)
from complaints.rules.endings import ASKED, RESOLVED, needs_reason
from complaints.rules.facts import ComplaintFacts
from complaints.rules.typed import StepFacts
from interface.fields import DateField
from interface.forms import OPEN_AGAIN, GovukForm, OnceFormMixin, VersionedFormMixin
from interface.widgets import Checkboxes, Radios
from meetings.forms.actions import MeetingChoice
from meetings.forms.refusals import RefusalMixin
from meetings.models import Meeting
from panels.models import Body

LONG_TEXT = 10_000
YES, NO = "yes", "no"
RECORDED = AllegationDecision.RECORDED.value
NOT_RECORDED = AllegationDecision.NOT_RECORDED.value


class PersonChoice(forms.ModelChoiceField):
    """Somebody who signs in, by name, named in the form by their reference."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, to_field_name="reference", **kwargs)

    def label_from_instance(self, person: User) -> str:
        return person.name or person.email


class StepForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """A step of a kind. Fields that the kind does not ask for are taken out; each allegation that it decides on gets its own."""

    fields: dict[str, Any]

    iopc_reference = forms.CharField(label=_("Reference of the IOPC, if there is one"), max_length=60, required=False)
    grounds = forms.MultipleChoiceField(
        label=_("On which grounds"), widget=Checkboxes, error_messages={"required": _("Choose at least one ground")},
    )  # fmt: skip
    handling = forms.ChoiceField(
        label=_("What is done with it"), choices=Handling.choices, widget=Radios,
        error_messages={"required": _("Say whether it is handled in another way, or no action is taken")},
    )  # fmt: skip
    resolver = forms.ChoiceField(
        label=_("Who resolves it"), choices=Resolver.choices, widget=Radios,
        help_text=_("Never the Commissioner’s office. It is not an investigation, whoever does it"),
        error_messages={"required": _("Say who resolves it")},
    )  # fmt: skip
    resolving_body = forms.ModelChoiceField(
        Body.objects.none(), label=_("Which sub-committee"), required=False, to_field_name="slug", empty_label=_("None"),
    )  # fmt: skip
    appointed = PersonChoice(
        User.objects.none(), label=_("Which person"), required=False, empty_label=_("Nobody"),
    )  # fmt: skip
    until_on = DateField(label=_("Last day for comments"), required=False)
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[(one.value, one.label) for one in RESOLVED], widget=Radios,
        error_messages={"required": _("Choose the outcome")},
    )  # fmt: skip
    apology_agreed = forms.BooleanField(
        label=_("The office holder agreed to the apology"), required=False,
        help_text=_("No apology is offered for the office holder without their agreement"),
    )  # fmt: skip
    outcome_text = forms.CharField(
        label=_("The outcome, as both sides are told"), widget=forms.Textarea(attrs={"rows": 8}), max_length=LONG_TEXT,
        help_text=_("It goes into the letters to both sides. The public reads only what is written for it"),
        error_messages={"required": _("Enter the outcome as both sides are told")},
    )  # fmt: skip
    publishes = forms.ChoiceField(
        label=_("Is the outcome published?"), widget=Radios,
        choices=[(YES, _("Yes: that is in the public interest")), (NO, _("No"))],
        error_messages={"required": _("Say whether the outcome is published")},
    )  # fmt: skip
    taken_on = DateField(
        label=_("Day of the decision"), help_text=_("For example, 17 3 2022"), error_messages={"required": _("Enter the day")}
    )
    meeting = MeetingChoice(Meeting.objects.none(), label=_("Meeting that decided"), required=False, empty_label=_("None"))
    decided_by = forms.CharField(label=_("Who decided, and how"), max_length=200, required=False)
    reason = forms.CharField(
        label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 5}), max_length=LONG_TEXT,
        help_text=_("For those who work on the complaint. Name nobody: write “the complainant”"),
    )  # fmt: skip

    def __init__(self, *args: Any, facts: ComplaintFacts, kind: str, decided_by: str, meetings: Any, **kwargs: Any) -> None:
        """`decided_by` is who decides where nothing is typed; empty where the panel decides itself, at one of the `meetings`."""
        super().__init__(*args, **kwargs)
        self.facts, self.kind = facts, StepKind(kind)
        self._keep_asked(panel_decides=not decided_by)
        self._choices()
        self._initial()
        self.fields["version"] = forms.IntegerField(
            initial=facts.complaint.version, widget=forms.HiddenInput,
            error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN},
        )  # fmt: skip
        self.fields["decided_by"].help_text = self._who_words(decided_by)
        if "meeting" in self.fields:
            self.fields["meeting"].queryset = meetings

    def offer(self, *, bodies: Any, people: Any, comment_words: str) -> None:
        """Who may resolve the complaint, and by when the sides are asked where no day is typed."""
        if "resolving_body" in self.fields:
            self.fields["resolving_body"].queryset, self.fields["appointed"].queryset = bodies, people
        if "until_on" in self.fields:
            self.fields["until_on"].help_text = comment_words

    def _keep_asked(self, *, panel_decides: bool) -> None:
        asked = ASKED.get(self.kind, ())
        always = ["taken_on", *(["meeting"] if panel_decides else []), "decided_by", "reason"]
        self._of_allegations = self._decision_fields() if "decisions" in asked else {}
        kept = [name for name in asked if name in self.fields and not (name == "grounds" and self._of_allegations)]
        for name in set(self.base_fields) - {*kept, *always, "token"}:
            del self.fields[name]
        self.fields |= self._of_allegations
        self.order_fields([*self._of_allegations, *kept, *always])

    def _decision_fields(self) -> dict[str, forms.ChoiceField]:
        """One question for each allegation: recorded, or not on a ground; where nothing is recorded, the ground."""
        recorded = [(RECORDED, AllegationDecision.RECORDED.label)] if self.kind == StepKind.RECORD else []
        not_words = gettext("Not recorded: %(ground)s")
        grounds = [(ground.value, not_words % {"ground": ground.label}) for ground in RecordingGround]
        made = {}
        for place, one in enumerate(self.facts.allegations, start=1):
            words = one.text or gettext("still to be confirmed")
            made[f"allegation-{one.number}"] = forms.ChoiceField(
                label=gettext("Allegation %(place)s: %(words)s") % {"place": place, "words": words}, widget=Radios,
                choices=[*recorded, *grounds], initial=recorded[0][0] if recorded else None,
                error_messages={"required": _("Say on which ground it is not recorded")},
            )  # fmt: skip
        return made

    def _choices(self) -> None:
        if "grounds" in self.fields:
            grounds = DisapplicationGround if self.kind == StepKind.DISAPPLY else RecordingGround
            self.fields["grounds"].choices = grounds.choices
        if needs_reason(self.facts, self.kind):
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _("Say why")
        else:
            self.fields["reason"].label = _("Why, if there is more to say")

    def _initial(self) -> None:
        complaint = self.facts.complaint
        known = {
            "taken_on": self.facts.today, "iopc_reference": complaint.iopc_reference, "outcome_text": complaint.outcome_text,
        }  # fmt: skip
        for name, value in known.items():
            if name in self.fields:
                self.fields[name].initial = value

    def _who_words(self, decided_by: str) -> str:
        if decided_by:
            return gettext("Left empty, it says: %(who)s") % {"who": decided_by}
        return gettext("The panel decides on this itself: choose its meeting, or say who decided and how")

    def typed(self) -> dict[str, Any]:
        """What a valid form says, as keywords for `services.steps.take_step`."""
        said = self.cleaned_data
        typed = StepFacts(
            grounds=tuple(said.get("grounds", ())), handling=said.get("handling", ""), decisions=self._decisions(),
            outcome=said.get("outcome", ""), outcome_text=said.get("outcome_text", ""),
            apology_agreed=said.get("apology_agreed", False), publishes={YES: True, NO: False}.get(said.get("publishes", "")),
            resolver=said.get("resolver", ""), resolving_body=said.get("resolving_body"), appointed=said.get("appointed"),
            iopc_reference=said.get("iopc_reference", ""), until_on=said.get("until_on"),
        )  # fmt: skip
        plain = {name: said.get(name) for name in ("version", "taken_on", "meeting")}
        return {**plain, "decided_by": said["decided_by"], "reason": said["reason"], "typed": typed}

    def _decisions(self) -> dict[int, tuple[str, str]]:
        answers = {one.number: self.cleaned_data.get(f"allegation-{one.number}", "") for one in self.facts.allegations}
        if not self._of_allegations:
            return {}
        return {number: (RECORDED, "") if said == RECORDED else (NOT_RECORDED, said) for number, said in answers.items()}

    def show_refusal(self, error: ValidationError) -> None:
        """Beside its field; what concerns the allegations beside the first. After a stale one the form carries the new version,
        so that sending it again is a decision."""
        if hasattr(error, "error_dict"):
            for name in {"decisions", "grounds"} - set(self.fields):
                if name in error.error_dict and self._of_allegations:
                    error.error_dict[next(iter(self._of_allegations))] = error.error_dict.pop(name)
        elif getattr(error, "code", "") == "stale":
            sent: Any = self.data
            sent = sent.copy()
            sent["version"] = str(self.facts.complaint.version)
            self.data = sent
        super().show_refusal(error)


class TakeBackForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """Why the last step is taken back."""

    fields: dict[str, Any]

    why = forms.CharField(
        label=_("Why it is taken back"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The step stays on record with this reason. Name nobody"),
        error_messages={"required": _("Say why it is taken back")},
    )  # fmt: skip

    def __init__(self, *args: Any, complaint: Any, **kwargs: Any) -> None:
        super().__init__(*args, versioned=complaint, **kwargs)
        self._saved = {}
