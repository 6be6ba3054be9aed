"""What is typed of an allegation: what is alleged and when, and whether it is serious."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.models import Allegation
from complaints.services.allegations import AllegationFacts
from interface import clock
from interface.fields import DateField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from meetings.forms.refusals import RefusalMixin

YES, NO = "yes", "no"


class AllegationForm(RefusalMixin, GovukForm, forms.Form):
    """One thing that is alleged, in words that name nobody, and the days of the events."""

    fields: dict[str, Any]

    text = forms.CharField(
        label=_("What is alleged"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In neutral words. Name nobody: write “the complainant”, or the office of a person"),
    )  # fmt: skip
    is_unconfirmed = forms.BooleanField(
        label=_("Still to be confirmed with the complainant"), required=False,
        help_text=_("You can leave the words empty until then"),
    )  # fmt: skip
    incident_from = DateField(
        label=_("Day of the events, or the first"), required=False,
        help_text=_("For example, 12 1 2022. Leave empty if not known"),
    )  # fmt: skip
    incident_until = DateField(label=_("Last day of the events"), required=False, help_text=_("If they took more than a day"))

    def facts(self) -> AllegationFacts:
        """What a valid form says, for the service."""
        said = self.cleaned_data
        return AllegationFacts(
            text=said["text"], incident_from=said["incident_from"], incident_until=said["incident_until"],
            is_confirmed=not said["is_unconfirmed"],
        )  # fmt: skip


class AllegationCreateForm(OnceFormMixin, AllegationForm):
    """One more thing that is alleged."""


class AllegationUpdateForm(VersionedFormMixin, AllegationForm):
    """An allegation as it stands."""

    def __init__(self, *args: Any, allegation: Allegation, **kwargs: Any) -> None:
        initial = {name: getattr(allegation, name) for name in ("text", "incident_from", "incident_until")}
        initial["is_unconfirmed"] = not allegation.is_confirmed
        super().__init__(*args, versioned=allegation, initial=initial, **kwargs)


class AllegationRemoveForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """That an allegation, as it was read, is taken out or put back."""

    fields: dict[str, Any]


class JudgeForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Whether an allegation is serious, why, and since when that is clear."""

    fields: dict[str, Any]

    is_serious = forms.ChoiceField(
        label=_("Is it serious?"), widget=Radios,
        choices=[(YES, _("Yes: it could be a criminal offence, or must be referred for another reason")), (NO, _("No"))],
        error_messages={"required": _("Say whether it is serious")},
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For those who work on the complaint. Name nobody"),
    )  # fmt: skip
    became_clear_on = DateField(
        label=_("Day on which it became clear"), required=False,
        help_text=_("If it is serious. The time for the referral to the IOPC runs from this day"),
    )  # fmt: skip

    def __init__(self, *args: Any, allegation: Allegation, **kwargs: Any) -> None:
        known = {True: YES, False: NO, None: ""}[allegation.is_serious]
        day = allegation.complaint.serious_on or clock.today()
        initial = {"is_serious": known, "why": allegation.serious_why, "became_clear_on": day}
        super().__init__(*args, versioned=allegation, initial=initial, **kwargs)

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        said = self.cleaned_data
        is_serious = said["is_serious"] == YES
        return {"is_serious": is_serious, "why": said["why"], "became_clear_on": said["became_clear_on"] if is_serious else None}
