"""What is typed of partners in a bid, councillor advocates, their meetings, and priorities."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decisions.forms.consultations import FactsForm
from decisions.forms.rows import DATE_HINT, OfRowForm, TitledChoiceField
from interface import clock
from interface.fields import DateField
from interface.forms import OnceFormMixin
from panels.models import Authority

NOT_A_PLACE = _("Enter a whole number, like 1")


class PartnerForm(FactsForm):
    """A partner in a bid."""

    name = forms.CharField(label=_("Partner"), max_length=200, help_text=_("An organisation. Name no person"))
    role = forms.CharField(label=_("What it does in the bid (optional)"), max_length=200, required=False)


class AdvocateForm(FactsForm):
    """A councillor who speaks for a council on policing."""

    authority = TitledChoiceField(
        Authority.objects.none(), named="name", label=_("Council"), required=False, to_field_name="slug",
        empty_label=_("Another council"),
    )  # fmt: skip
    council = forms.CharField(
        label=_("Name of another council (optional)"), max_length=160, required=False,
        help_text=_("For example, a town or parish council, which the list does not have"),
    )  # fmt: skip
    councillor = forms.CharField(
        label=_("Councillor"), max_length=120, help_text=_("Name and title, for example Cllr Mary Price")
    )
    policing_area = forms.CharField(label=_("Policing area (optional)"), max_length=160, required=False)
    started_on = DateField(label=_("From"), help_text=DATE_HINT, error_messages={"required": _("Enter the first day")})
    ended_on = DateField(label=_("Last day, if it has ended"), required=False)

    def __init__(self, *args: Any, area: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = Authority.objects.filter(area=area).order_by("name")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors.get("authority") and not self.errors.get("council"):
            chosen, written = self.cleaned_data.get("authority"), self.cleaned_data.get("council")
            if not chosen and not written:
                self.add_error("authority", ValidationError(gettext("Choose the council, or write its name below")))
            elif chosen and written:
                self.add_error("council", ValidationError(gettext("Take the name out, or choose “Another council” above")))
        return cleaned


class MeetingForm(FactsForm):
    """A meeting of the councillor advocates."""

    held_on = DateField(label=_("Date"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})
    place = forms.CharField(label=_("Place (optional)"), max_length=160, required=False)
    subjects = forms.CharField(
        label=_("Subjects (optional)"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody reads this"),
    )  # fmt: skip


class PriorityForm(FactsForm):
    """What spending is told by."""

    title = forms.CharField(label=_("Priority"), max_length=160)
    plan_words = forms.CharField(
        label=_("Where it stands (optional)"), max_length=200, required=False,
        help_text=_("For example, Police and Crime Plan 2021 to 2025, priority 1"),
    )  # fmt: skip
    position = forms.IntegerField(
        label=_("Place in the order"), min_value=1, max_value=999, initial=1,
        error_messages={"invalid": NOT_A_PLACE, "min_value": NOT_A_PLACE, "max_value": NOT_A_PLACE, "required": NOT_A_PLACE},
    )  # fmt: skip


class PartnerCreateForm(OnceFormMixin, PartnerForm):
    """A new partner."""


class PartnerUpdateForm(OfRowForm, PartnerForm):
    """A partner that is there."""


class AdvocateCreateForm(OnceFormMixin, AdvocateForm):
    """A new advocate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"started_on": clock.today()}, **kwargs)


class AdvocateUpdateForm(OfRowForm, AdvocateForm):
    """An advocate who is there."""


class MeetingCreateForm(OnceFormMixin, MeetingForm):
    """A new meeting."""


class MeetingUpdateForm(OfRowForm, MeetingForm):
    """A meeting that is there."""


class PriorityCreateForm(OnceFormMixin, PriorityForm):
    """A new priority."""


class PriorityUpdateForm(OfRowForm, PriorityForm):
    """A priority that is there."""
