"""What those who keep a panel's registers type: polls, consents, delegated powers, link members and representatives."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from interface.fields import DateField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from panels.choices import Delegator, RepresentativeKind
from panels.forms.interests import RefusalMixin
from panels.models import Body, CoOptionConsent, Delegation, Election, Person, Representative

A_DAY = gettext_lazy("For example, 17 3 2022")
LAST_DAY = gettext_lazy("Leave it empty while it goes on")


class FactsForm(RefusalMixin, GovukForm, forms.Form):
    """A form whose `FACTS` are the keywords of the service that keeps them."""

    FACTS: tuple[str, ...] = ()

    def facts(self) -> dict[str, Any]:
        """The facts of a valid form, as keywords for a service."""
        return {name: self.cleaned_data[name] for name in self.FACTS if name in self.cleaned_data}

    @classmethod
    def of(cls, row: Any) -> dict[str, Any]:
        """What a row says already, as what the boxes begin with."""
        return {name: getattr(row, name) for name in cls.FACTS}


class OnForm(GovukForm, forms.Form):
    """The day on which a register is read."""

    on = DateField(label=gettext_lazy("As it stands on"), help_text=A_DAY, required=False)

    def day_or(self, today: date) -> date:
        """The day that the address names; today where it names none that can be."""
        return self.answer("on") or today

    def answer(self, name: str) -> Any:
        """What was asked for; nothing where the address asks for what cannot be."""
        self.is_valid()
        return self.cleaned_data.get(name)


# Elections --------------------------------------------------------------------------------------------------------


class ElectionForm(FactsForm):
    """A poll, and when who was elected accepted the office."""

    FACTS = ("poll_on", "accepted_on", "is_by_election", "note")

    poll_on = DateField(
        label=gettext_lazy("Day of the poll"),
        help_text=gettext_lazy("For example, 6 5 2021"),
        error_messages={"required": gettext_lazy("Enter the day of the poll")},
    )
    accepted_on = DateField(
        label=gettext_lazy("Day on which the office was accepted"),
        help_text=gettext_lazy("Leave it empty until that has happened"),
        required=False,
    )
    is_by_election = forms.BooleanField(label=gettext_lazy("This is a by-election"), required=False)
    note = forms.CharField(label=gettext_lazy("What is not known of the dates"), max_length=200, required=False)


class ElectionCreateForm(OnceFormMixin, ElectionForm):
    """The same, for a poll that is not there yet."""


class ElectionUpdateForm(VersionedFormMixin, ElectionForm):
    """The same, over one that is entered."""

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, versioned=election, initial=self.of(election), **kwargs)


# Consents ---------------------------------------------------------------------------------------------------------


class ConsentForm(FactsForm):
    """A consent of the Secretary of State to more co-opted members."""

    FACTS = ("number", "started_on", "ended_on", "source")

    number = forms.IntegerField(
        label=gettext_lazy("Co-opted members in all"),
        min_value=1,
        max_value=99,
        error_messages={
            "required": gettext_lazy("Enter how many co-opted members it allows in all"),
            "invalid": gettext_lazy("Enter a whole number"),
            "min_value": gettext_lazy("Enter a number of 1 or more"),
            "max_value": gettext_lazy("Enter a number under 100"),
        },
    )
    started_on = DateField(
        label=gettext_lazy("From"),
        help_text=A_DAY,
        error_messages={"required": gettext_lazy("Enter the day from which it holds")},
    )
    ended_on = DateField(label=gettext_lazy("Last day"), help_text=LAST_DAY, required=False)
    source = forms.CharField(
        label=gettext_lazy("Where it is written"),
        help_text=gettext_lazy("For example, letter of the Home Office of 1 June 2021"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter where it is written")},
    )


class ConsentCreateForm(OnceFormMixin, ConsentForm):
    """The same, for a consent that is not there yet."""


class ConsentUpdateForm(VersionedFormMixin, ConsentForm):
    """The same, over one that is entered; its first day is its address, and stays."""

    started_on = None  # type: ignore[assignment]  # so Django leaves a field out

    def __init__(self, *args: Any, consent: CoOptionConsent, **kwargs: Any) -> None:
        super().__init__(*args, versioned=consent, initial=self.of(consent), **kwargs)


# Delegations ------------------------------------------------------------------------------------------------------


class DelegationForm(FactsForm):
    """A power that somebody else may use."""

    FACTS = ("delegator", "power", "to_whom", "limits", "provision", "decided_by", "started_on", "ended_on")

    delegator = forms.ChoiceField(
        label=gettext_lazy("Whose power is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whose power it is")},
    )
    power = forms.CharField(
        label=gettext_lazy("What may be done"),
        help_text=gettext_lazy("For example, sign contracts"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter what may be done")},
    )
    to_whom = forms.CharField(
        label=gettext_lazy("By whom"),
        help_text=gettext_lazy("The office, not the person"),
        max_length=160,
        error_messages={"required": gettext_lazy("Enter the office that may do it")},
    )
    limits = forms.CharField(
        label=gettext_lazy("Limits and conditions"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    provision = forms.CharField(
        label=gettext_lazy("Under which provision"),
        help_text=gettext_lazy("Leave it empty where it is not known"),
        max_length=200,
        required=False,
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

    def __init__(self, *args: Any, delegators: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delegator"].choices = [(one, Delegator(one).label) for one in delegators]
        if len(delegators) == 1:
            self.fields["delegator"].initial = delegators[0]


class DelegationCreateForm(OnceFormMixin, DelegationForm):
    """The same, for one that is not in the register yet."""


class DelegationUpdateForm(VersionedFormMixin, DelegationForm):
    """The same, over one of the register. With a day of change, what held before is ended and kept."""

    changed_on = DateField(
        label=gettext_lazy("Day from which the change holds"),
        help_text=gettext_lazy("What held before is then kept with its last day. Leave it empty to correct a slip"),
        required=False,
    )
    field_order = ["changed_on"]

    def __init__(self, *args: Any, delegation: Delegation, **kwargs: Any) -> None:
        super().__init__(*args, versioned=delegation, initial=self.of(delegation), **kwargs)


class EndForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """The last day of something in a register."""

    ended_on = DateField(
        label=gettext_lazy("Last day"), help_text=A_DAY, error_messages={"required": gettext_lazy("Enter the last day")}
    )


class DelegationFilterForm(OnForm):
    """Whose delegated powers are shown, as they stand on which day."""

    whose = forms.ChoiceField(
        label=gettext_lazy("Whose power"), choices=[("", gettext_lazy("Everybody’s")), *Delegator.choices], required=False
    )


# Representatives --------------------------------------------------------------------------------------------------


class RepresentativeForm(FactsForm):
    """A member who leads on a subject, or sits or observes elsewhere for the panel."""

    FACTS = ("person", "kind", "subject", "on_body", "on_name", "started_on", "ended_on", "note")

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Member"),
        empty_label=gettext_lazy("Choose a member"),
        to_field_name="slug",
        error_messages={
            "required": gettext_lazy("Choose a member"),
            "invalid_choice": gettext_lazy("Choose a member from the list"),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("As what"),
        choices=RepresentativeKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose as what")},
    )
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        help_text=gettext_lazy("For example, vulnerability. A link member always has one"),
        max_length=160,
        required=False,
    )
    on_body = forms.ModelChoiceField(
        Body.objects.none(),
        label=gettext_lazy("On which body of this area"),
        empty_label=gettext_lazy("None of these"),
        to_field_name="slug",
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a body from the list")},
    )
    on_name = forms.CharField(label=gettext_lazy("Or on another body, by its name"), max_length=160, required=False)
    started_on = DateField(
        label=gettext_lazy("From"),
        help_text=A_DAY,
        error_messages={"required": gettext_lazy("Enter the day from which it holds")},
    )
    ended_on = DateField(label=gettext_lazy("Last day"), help_text=LAST_DAY, required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Everybody reads it"),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, people: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["on_body"].queryset = bodies


class RepresentativeCreateForm(OnceFormMixin, RepresentativeForm):
    """The same, for one that is not in the register yet."""


class RepresentativeUpdateForm(VersionedFormMixin, RepresentativeForm):
    """The same, over one of the register."""

    def __init__(self, *args: Any, representative: Representative, **kwargs: Any) -> None:
        super().__init__(*args, versioned=representative, initial=self.of(representative), **kwargs)
