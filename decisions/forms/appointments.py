"""What is typed in the case of a senior appointment: the post, the candidate's notice, and the decision."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.choices import NoticeKind, Outcome, Post
from decisions.models import Notice, SeniorAppointment
from decisions.services.appointments import FACTS
from documents.choices import Access, ExemptParagraph
from interface import clock
from interface.fields import DateField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from meetings.forms.actions import DATE_HINT, MeetingChoice
from meetings.forms.refusals import RefusalMixin
from meetings.models import Meeting

ENTITLED = _("The panel and the Commissioner’s office: it is private")
NAME_ACCESS = [(Access.EXEMPT, ENTITLED), (Access.PUBLIC, _("Everybody: the name is public"))]
PARTICULARS_ACCESS = [(Access.EXEMPT, ENTITLED), (Access.PUBLIC, _("Everybody"))]


class PostForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Which post is filled, whether for a time, and how many applied."""

    post = forms.ChoiceField(label=_("Post"), choices=Post.choices, widget=Radios)
    is_temporary = forms.BooleanField(label=_("It is a temporary or interim appointment"), required=False)
    applications = forms.IntegerField(
        label=_("Applications received"),
        help_text=_("A number. Leave it empty if it is not known"),
        min_value=0,
        max_value=9999,
        required=False,
        error_messages={
            "invalid": _("Enter a whole number"),
            "min_value": _("Enter a whole number, 0 or more"),
            "max_value": _("Enter a number of 9,999 or less"),
        },
    )

    def __init__(self, *args: Any, row: SeniorAppointment, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in ("post", "is_temporary", "applications")}
        super().__init__(*args, initial=initial, versioned=row.case, **kwargs)


class CandidateForm(RefusalMixin, GovukForm, forms.Form):
    """What the Commissioner says of a candidate, and who may read it."""

    fields: dict[str, Any]

    received_on = DateField(
        label=_("Received by the panel on"),
        help_text=_("The panel’s time begins with this day, which counts. For example, 1 2 2022"),
        error_messages={"required": _("Enter the day the panel received it")},
    )
    moved_for = MeetingChoice(
        Meeting.objects.none(),
        label=_("The hearing that was put off"),
        help_text=_("If that is why the notice is given again"),
        required=False,
        empty_label=_("None of these"),
    )
    name = forms.CharField(
        label=_("Name of the candidate"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter the name of the candidate")},
    )
    name_access = forms.ChoiceField(
        label=_("Who may read the name"),
        choices=NAME_ACCESS,
        initial=Access.EXEMPT,
        widget=Radios,
        help_text=_("While it is private, everybody else reads “the preferred candidate”"),
        error_messages={"required": _("Choose who may read the name")},
    )
    criteria = forms.CharField(
        label=_("Criteria used to assess the candidate"),
        help_text=_("Everybody reads them once the case is public. Name nobody here"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    why = forms.CharField(label=_("Why the candidate meets them"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    terms = forms.CharField(
        label=_("Terms and conditions of the appointment"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    particulars_access = forms.ChoiceField(
        label=_("Who may read why the candidate meets them, and the terms"),
        choices=PARTICULARS_ACCESS,
        initial=Access.EXEMPT,
        widget=Radios,
        error_messages={"required": _("Choose who may read it")},
    )
    exempt_paragraph = forms.TypedChoiceField(
        label=_("Why it is private"),
        help_text=_("Local Government Act 1972, Schedule 12A, paragraph"),
        choices=[("", _("Nothing in it is private")), *ExemptParagraph.choices],
        coerce=int,
        empty_value=None,
        required=False,
        initial=ExemptParagraph.INDIVIDUAL,
    )

    def __init__(self, *args: Any, meetings: Any, moved: bool, **kwargs: Any) -> None:
        """`meetings` are those of the case; only a notice given again (`moved`) is for one that was put off."""
        super().__init__(*args, **kwargs)
        self.fields["moved_for"].queryset = meetings
        if not moved:
            del self.fields["moved_for"]

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for a service."""
        said = {name: self.cleaned_data[name] for name in FACTS}
        return {**said, "received_on": self.cleaned_data["received_on"], "moved_for": self.cleaned_data.get("moved_for")}


class CandidateNotifyForm(OnceFormMixin, CandidateForm):
    """The same, for a notice that is entered now. `kind` is what the page was opened for; `before` is the notice that it gives
    again, whose words stand in the boxes."""

    kind = forms.ChoiceField(choices=NoticeKind.choices, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, before: Notice | None = None, **kwargs: Any) -> None:
        moved, initial = kind == NoticeKind.RENOTIFICATION, {"kind": kind, "received_on": clock.today()}
        if moved and before is not None:
            initial |= {name: getattr(before.candidate, name) for name in FACTS}
        super().__init__(*args, initial=initial, moved=moved, **kwargs)


class CandidateUpdateForm(VersionedFormMixin, CandidateForm):
    """The same, over a notice that stands."""

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        said = {name: getattr(notice.candidate, name) for name in FACTS}
        moved_for = notice.moved_for.slug if notice.moved_for else None
        initial = {**said, "received_on": notice.received_on, "moved_for": moved_for}
        moved = notice.kind == NoticeKind.RENOTIFICATION
        super().__init__(*args, initial=initial, versioned=notice, moved=moved, **kwargs)


class DecisionForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """What the Commissioner decided. What it amounts to is told from the record."""

    ANSWERS = (
        (Outcome.AS_PROPOSED, _("The candidate is appointed")),
        (Outcome.NOT_PROCEEDED, _("The candidate is not appointed")),
    )

    goes_ahead = forms.ChoiceField(
        label=_("What the Commissioner decided"),
        choices=ANSWERS,
        widget=Radios,
        error_messages={"required": _("Choose what the Commissioner decided")},
    )
    decided_on = DateField(
        label=_("Decided on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day of the decision")}
    )
    note = forms.CharField(
        label=_("What the Commissioner told the panel"),
        help_text=_("Everybody reads it once the case is public. Leave out what is private"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @property
    def outcome(self) -> str:
        """What was chosen in a valid form."""
        return self.cleaned_data["goes_ahead"]


class RemovalDecisionForm(DecisionForm):
    """What the Commissioner did after the panel's recommendation on a Chief Constable."""

    ANSWERS = (
        (Outcome.AS_PROPOSED, _("The Commissioner called on the Chief Constable to resign or retire")),
        (Outcome.NOT_PROCEEDED, _("The Commissioner did not call on the Chief Constable to go")),
    )

    goes_ahead = forms.ChoiceField(
        label=_("What the Commissioner did"),
        choices=ANSWERS,
        widget=Radios,
        error_messages={"required": _("Choose what the Commissioner did")},
    )
    field_order: Sequence[str] = ("goes_ahead",)


class RemovalNoticeForm(RefusalMixin, GovukForm, forms.Form):
    """The Commissioner's notice of a call to go."""

    received_on = DateField(
        label=_("Received by the panel on"),
        help_text=_("The panel’s time begins with this day, which counts. For example, 1 2 2022"),
        error_messages={"required": _("Enter the day the panel received it")},
    )
    text = forms.CharField(
        label=_("Why the Commissioner proposes it"),
        help_text=_("Only the panel and the Commissioner’s office read this, also once the case is public"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for a service."""
        return {name: self.cleaned_data[name] for name in ("received_on", "text")}


class RemovalNotifyForm(OnceFormMixin, RemovalNoticeForm):
    """The same, for a notice that is entered now."""


class RemovalUpdateForm(VersionedFormMixin, RemovalNoticeForm):
    """The same, over the notice that stands."""

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        initial = {"received_on": notice.received_on, "text": notice.text}
        super().__init__(*args, initial=initial, versioned=notice, **kwargs)
