"""What is typed in a panel's own annual report: its year, and its words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.models import PanelAnnualReport
from decisions.services.annual import TEXTS
from interface.fields import DateField, MarkdownField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from meetings.forms.refusals import RefusalMixin
from panels.models import Body

LONGEST = 20_000


class AnnualCreateForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """The year of a new report."""

    fields: dict[str, Any]

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"), empty_label=None, to_field_name="slug")
    started_on = DateField(
        label=_("First day of the year"), help_text=_("For example, 24 6 2021"),
        error_messages={"required": _("Enter the first day of the year")},
    )  # fmt: skip
    ended_on = DateField(
        label=_("Last day of the year"), help_text=_("For example, 23 6 2022"),
        error_messages={"required": _("Enter the last day of the year")},
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies
        rows = list(bodies)
        if len(rows) == 1:
            self.fields["body"].widget, self.fields["body"].initial = forms.HiddenInput(), rows[0].slug

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in ("body", "started_on", "ended_on")}


class AnnualUpdateForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """What the panel says of its year. The figures come from its records."""

    foreword = MarkdownField(label=_("Foreword by the Chair"), required=False, max_length=LONGEST)
    looking_back = MarkdownField(
        label=_("What the panel did"), required=False, max_length=LONGEST,
        help_text=_("Beside the figures of meetings, questions, recommendations, actions and cases, which the portal counts"),
    )  # fmt: skip
    looking_ahead = MarkdownField(label=_("What comes next"), required=False, max_length=LONGEST)

    def __init__(self, *args: Any, report: PanelAnnualReport, **kwargs: Any) -> None:
        super().__init__(*args, versioned=report, initial={name: getattr(report, name) for name in TEXTS}, **kwargs)

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in ("version", *TEXTS)}


class AnnualPublishForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Only the version that was read."""

    def __init__(self, *args: Any, report: PanelAnnualReport, **kwargs: Any) -> None:
        super().__init__(*args, versioned=report, **kwargs)
