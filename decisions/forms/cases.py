"""What is typed about a case itself: of which kind, about what, and why it is withdrawn."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.choices import CaseKind, Post, PreceptService
from decisions.models import Case, Decision
from decisions.rules.decision_reading import read_reference
from decisions.rules.review_steps import open_problem
from interface import clock
from interface.fields import DateField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from meetings.forms.refusals import RefusalMixin
from panels.models import Body

DATE_HINT = _("For example, 17 3 2022")
EARLIEST, LATEST = 2000, 2100  # years that a form takes
YEAR_WORDS = _("Enter a year, like 2022")

# What is asked of each kind, in this order
ASKED_OF: dict[str, tuple[str, ...]] = {
    CaseKind.PRECEPT: ("year", "service"),
    CaseKind.APPOINTMENT: ("post", "is_temporary", "applications"),
    CaseKind.REMOVAL: (),
    CaseKind.PLAN: ("year", "ends_year", "is_variation"),
    CaseKind.ANNUAL_REPORT: ("year",),
    CaseKind.INFORMATION: ("title", "due_on"),
    CaseKind.ATTENDANCE: ("title", "concerns", "due_on"),
    CaseKind.SUSPENSION: ("from_on",),
    CaseKind.ACTING: ("concerns", "from_on", "until_on"),
    CaseKind.DECISION: ("decision", "due_on"),
}
YEAR_LABELS = {
    CaseKind.PRECEPT: _("Year in which the financial year begins"),
    CaseKind.PLAN: _("First year of the plan"),
    CaseKind.ANNUAL_REPORT: _("Year in which the year of the report begins"),
}
CONCERNS = {
    CaseKind.ATTENDANCE: _("Who is asked to attend"),
    CaseKind.ACTING: _("Who is appointed"),
}
CONCERNS_MISSING = {
    CaseKind.ATTENDANCE: _("Enter who is asked to attend"),
    CaseKind.ACTING: _("Enter who is appointed"),
}


class KindForm(GovukForm, forms.Form):
    """Which power of the panel the case is about."""

    kind = forms.ChoiceField(
        label=_("What is the case about?"), choices=CaseKind.choices, widget=Radios,
        error_messages={"required": _("Choose what the case is about"), "invalid_choice": _("Choose what the case is about")},
    )  # fmt: skip


class CaseForm(RefusalMixin, GovukForm, forms.Form):
    """What every kind of case may have; a kind keeps the fields that it asks for."""

    fields: dict[str, Any]

    title = forms.CharField(
        label=_("What is asked for, in a few words"), max_length=200,
        help_text=_("It names the case in lists, calendars and mails, so name nobody in private"),
    )  # fmt: skip
    year = forms.IntegerField(
        min_value=EARLIEST, max_value=LATEST, label=_("Year"), help_text=_("For example, 2022 for 2022/23"),
        error_messages={"required": YEAR_WORDS, "invalid": YEAR_WORDS, "min_value": YEAR_WORDS, "max_value": YEAR_WORDS},
    )  # fmt: skip
    ends_year = forms.IntegerField(
        min_value=EARLIEST, max_value=LATEST, label=_("Last year of the plan"),
        error_messages={"required": YEAR_WORDS, "invalid": YEAR_WORDS, "min_value": YEAR_WORDS, "max_value": YEAR_WORDS},
    )  # fmt: skip
    is_variation = forms.BooleanField(label=_("It varies a plan that is in force"), required=False)
    service = forms.ChoiceField(label=_("Service"), choices=PreceptService.choices, widget=Radios, initial=PreceptService.POLICE)
    post = forms.ChoiceField(
        label=_("Post"), choices=Post.choices, widget=Radios, error_messages={"required": _("Choose the post")}
    )
    is_temporary = forms.BooleanField(label=_("It is temporary or interim"), required=False)
    applications = forms.IntegerField(label=_("Applications received, if you know"), min_value=0, max_value=9999, required=False)
    concerns = forms.CharField(label=_("Who is concerned"), max_length=160)
    decision = forms.CharField(
        label=_("Reference of the decision"), max_length=20,
        help_text=_("For example, 2018/005, as in the register of decisions"),
        error_messages={"required": _("Enter the reference of the decision, like 2018/005")},
    )  # fmt: skip
    due_on = DateField(
        label=_("By when"), required=False,
        help_text=_("The day that the panel asks for. The law says “reasonable”, and names no number of days"),
    )  # fmt: skip
    from_on = DateField(label=_("From, if it is known"), help_text=DATE_HINT, required=False)
    until_on = DateField(label=_("Until, if it is known"), required=False)
    about = forms.CharField(
        label=_("What it is about"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everybody reads this once the case is public"),
    )  # fmt: skip
    opened_on = DateField(label=_("Opened on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})

    def keep(self, kind: str, *names: str) -> None:
        """Take out what the kind does not ask for, and word the rest for it."""
        for name in set(self.base_fields) - {*names, "about", "opened_on"}:
            del self.fields[name]
        if "year" in self.fields:
            self.fields["year"].label = YEAR_LABELS[CaseKind(kind)]
        if "due_on" in self.fields and kind == CaseKind.DECISION:
            self.fields["due_on"].label = _("Day by which the panel means to report, if it has set one")
            self.fields["due_on"].help_text = _("A day of the panel’s own. The law names no number of days")
        if "concerns" in self.fields and CaseKind(kind) in CONCERNS:
            self.fields["concerns"].label = CONCERNS[CaseKind(kind)]
            self.fields["concerns"].error_messages["required"] = CONCERNS_MISSING[CaseKind(kind)]
        self.order_fields([*names, "about", "opened_on"])

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for a service; a count or day left empty is None."""
        return {name: self.cleaned_data[name] for name in self.base_fields if name in self.fields}


class CaseCreateForm(OnceFormMixin, CaseForm):
    """A new case of a kind, of one of the bodies whose business the writer prepares."""

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"), empty_label=None, to_field_name="slug")

    def __init__(self, *args: Any, kind: str, bodies: Any, decisions: Any = None, decision: str = "", **kwargs: Any) -> None:
        """`decisions` are those that the writer may know of, in the area; `decision` the reference to begin with."""
        initial = {"opened_on": clock.today(), "service": PreceptService.POLICE, "decision": decision}
        super().__init__(*args, initial=initial, **kwargs)
        self._decisions = decisions
        self.keep(kind, "body", *ASKED_OF[kind])
        self.fields["body"].queryset = bodies
        rows = list(bodies)
        if len(rows) == 1:
            self.fields["body"].widget, self.fields["body"].initial = forms.HiddenInput(), rows[0].slug
        elif rows:
            self.fields["body"].initial = next((one.slug for one in rows if one.kind == "panel"), rows[0].slug)

    def clean_decision(self) -> Decision:
        """The decision that the reference means, as far as the writer may know of it."""
        meant = read_reference(self.cleaned_data["decision"])
        if meant is None:
            raise ValidationError(_("Enter the reference of the decision, like 2018/005"))
        found: Decision | None = self._decisions.filter(year=meant[0], number=meant[1]).first()
        if found is None or (problem := open_problem(found)):
            raise ValidationError(open_problem(None) if found is None else problem)
        return found


class CaseUpdateForm(VersionedFormMixin, CaseForm):
    """What of a case may change after it was opened. Its kind and years are its address and stay."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        names = [name for name in ASKED_OF[case.kind] if name in ("title", "concerns", "due_on", "from_on", "until_on")]
        initial = {name: getattr(case, name) for name in (*names, "about", "opened_on")}
        super().__init__(*args, versioned=case, initial=initial, **kwargs)
        self.keep(case.kind, *names)
        self._saved = {name: value for name, value in self._saved.items() if name in self.fields}


class ActForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """An act upon a case, or a row of it, that asks nothing but to be sure."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, versioned=row, **kwargs)
        self._saved = {}


class WithdrawForm(ActForm):
    """Why a case is withdrawn, and when that was."""

    withdrawn_on = DateField(label=_("Withdrawn on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})
    why = forms.CharField(
        label=_("Why it was withdrawn"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=_("Everybody who can read the case reads this"),
        error_messages={"required": _("Say why it was withdrawn")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["withdrawn_on"].initial = clock.today()


class TakeBackForm(ActForm):
    """Why a notice is taken back."""

    why = forms.CharField(
        label=_("Why it is taken back"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays on record with this reason, and is shown to nobody else"),
        error_messages={"required": _("Say why it is taken back")},
    )  # fmt: skip
