"""What is typed of who uses a panel's powers over complaints."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from complaints.choices import Handler, Power
from complaints.models import HandlingPower
from interface.fields import DateField
from interface.forms import OnceFormMixin, VersionedFormMixin
from panels.forms.arrangements import A_DAY, LAST_DAY, FactsForm
from panels.models import Body


class PowerForm(FactsForm):
    """Who uses a power, under which decision, from when to when."""

    FACTS: tuple[str, ...] = ("handler", "to_title", "aliases", "sub_committee", "decided_by", "started_on", "ended_on")

    handler = forms.ChoiceField(
        label=gettext_lazy("Used by"),
        choices=Handler.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who uses the power")},
    )
    sub_committee = forms.ModelChoiceField(
        Body.objects.none(),
        label=gettext_lazy("Which sub-committee, if it is one"),
        empty_label=gettext_lazy("None"),
        to_field_name="slug",
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a sub-committee from the list")},
    )
    to_title = forms.CharField(
        label=gettext_lazy("Title of who uses it"),
        help_text=gettext_lazy("The office, not the person. For example, Chief Executive of the Commissioner’s office"),
        max_length=160,
        error_messages={"required": gettext_lazy("Enter the title of who uses it")},
    )
    aliases = forms.CharField(
        label=gettext_lazy("Other names in papers"),
        help_text=gettext_lazy("One on each line. For example, Chief of Staff, COS, CEO"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    decided_by = forms.CharField(
        label=gettext_lazy("Decided by"),
        help_text=gettext_lazy("For example, the panel, 24 June 2021, item 6"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter who decided it, and when")},
    )
    started_on = DateField(
        label=gettext_lazy("From"),
        help_text=A_DAY,
        error_messages={"required": gettext_lazy("Enter the day from which it holds")},
    )
    ended_on = DateField(label=gettext_lazy("Last day"), help_text=LAST_DAY, required=False)

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sub_committee"].queryset = bodies


class PowerCreateForm(OnceFormMixin, PowerForm):
    """The same, for one that is not entered yet, with the power that it is about."""

    FACTS = ("power", *PowerForm.FACTS)

    power = forms.ChoiceField(
        label=gettext_lazy("Power"),
        choices=Power.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the power")},
    )
    field_order = ["power"]


class PowerUpdateForm(VersionedFormMixin, PowerForm):
    """The same, over one that is entered."""

    def __init__(self, *args: Any, held: HandlingPower, **kwargs: Any) -> None:
        super().__init__(*args, versioned=held, initial=self.of(held), **kwargs)
