"""What the clerk types to lay down a panel's own rule, how readers narrow the rule book, and a day to count from."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interface.fields import PARTS, DateField, TimeField, parse_date
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from panels.choices import Jurisdiction, Reckoning, RuleUnit
from panels.forms.interests import RefusalMixin
from panels.models import LocalRule
from panels.rulebook import LOCAL, LocalKey
from panels.rules import amount_words

EARLIEST, LATEST = date(1980, 1, 1), date(2079, 12, 31)
LARGEST = 1000
LIMITS: dict[str, int] = {Reckoning.YEARS_AFTER: 50, Reckoning.MONTHS_AFTER: 600, Reckoning.WEEKS_BEGINNING: 520}
HERE, EVERYWHERE = "", "all"
CONFIRM_PAST = gettext_lazy("The day has gone by, and I mean it: deadlines that are over are not worked out anew")
A_DAY = gettext_lazy("For example, 17 3 2022")


class PastDayMixin(RefusalMixin):
    """Asks to confirm a day that has gone by, once the service refused it."""

    data: Any
    cleaned_data: dict[str, Any]
    asks_for_past = False

    def show_refusal(self, error: ValidationError) -> None:
        super().show_refusal(error)
        found = error.error_dict.values() if hasattr(error, "error_dict") else [error.error_list]
        self.asks_for_past = any(one.code == "past" for problems in found for one in problems)

    def drawn(self) -> list[forms.BoundField]:
        """The fields to draw: the tick for a past day only once it is asked for."""
        asked = self.asks_for_past or bool(self.data.get("past_is_meant"))
        return [field for field in self if field.name != "past_is_meant" or asked]  # type: ignore[attr-defined]  # mixed into forms


class LocalRuleForm(PastDayMixin, GovukForm, forms.Form):
    """One rule under a key of the rule book's vocabulary: only the boxes that such a rule has."""

    number = forms.IntegerField(
        label=gettext_lazy("Number"),
        error_messages={"required": gettext_lazy("Enter a number"), "invalid": gettext_lazy("Enter a whole number")},
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("Does it hold?"),
        choices=[("1", gettext_lazy("Yes")), ("0", gettext_lazy("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose yes or no")},
    )
    unit = forms.ChoiceField(label=gettext_lazy("Counted in"), widget=forms.RadioSelect)
    closes_at = TimeField(
        label=gettext_lazy("Time of day, if there is one"),
        help_text=gettext_lazy("For example, 5pm or noon. Without a time it is the end of the day"),
        required=False,
    )
    provision = forms.CharField(
        label=gettext_lazy("Where it is laid down"),
        help_text=gettext_lazy("For example, Rules of procedure, paragraph 4. It is named with every deadline"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter where it is laid down")},
    )
    in_force_from = DateField(
        label=gettext_lazy("Holds from"),
        help_text=A_DAY,
        error_messages={"required": gettext_lazy("Enter the day from which it holds")},
    )
    past_is_meant = forms.BooleanField(label=CONFIRM_PAST, required=False)

    def __init__(self, *args: Any, known: LocalKey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.fields["unit"].choices = [(unit.value, unit.label) for unit in known.units]
        self._shape()

    def _shape(self) -> None:
        units, fields = self.known.units, self.fields
        yes_no = units == (RuleUnit.YES_NO,)
        del fields["number" if yes_no else "answer"]
        if len(units) == 1:
            del fields["unit"]
        if not self.known.has_hour:
            del fields["closes_at"]
        if not yes_no:
            fields["number"].help_text = self.known.hint
            if len(units) == 1:
                fields["number"].label = str(units[0].label).capitalize()

    def facts(self) -> dict[str, Any]:
        """The facts of a valid form, as keywords for the service."""
        answers = self.cleaned_data
        return {
            "number": int(answers["answer"]) if "answer" in answers else answers["number"],
            "unit": answers.get("unit") or self.known.units[0],
            "closes_at": answers.get("closes_at"),
            "provision": answers["provision"],
            "in_force_from": answers["in_force_from"],
            "past_is_meant": answers["past_is_meant"],
        }


class LocalRuleCreateForm(OnceFormMixin, LocalRuleForm):
    """The same, for a rule that is not there yet."""


class LocalRuleUpdateForm(VersionedFormMixin, LocalRuleForm):
    """The same, over the rule that holds. `newest` is the key's newest save, against which a stale one is told."""

    def __init__(self, *args: Any, rule: LocalRule, newest: LocalRule, **kwargs: Any) -> None:
        names = ("number", "unit", "closes_at", "provision", "in_force_from")
        initial = {name: getattr(rule, name) for name in names}
        super().__init__(*args, versioned=newest, initial={**initial, "answer": str(rule.number)}, **kwargs)


class LocalRuleEndForm(VersionedFormMixin, PastDayMixin, GovukForm, forms.Form):
    """The last day of a rule after which nothing takes its place."""

    ended_on = DateField(
        label=gettext_lazy("Last day on which it holds"),
        help_text=A_DAY,
        error_messages={"required": gettext_lazy("Enter the last day on which it holds")},
    )
    past_is_meant = forms.BooleanField(label=CONFIRM_PAST, required=False)


class LocalRuleWithdrawForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Nothing to type: a rule that has not begun is taken back."""


class LocalRuleChooseForm(GovukForm, forms.Form):
    """Which rule is to be laid down, of those that the panel has not."""

    key = forms.ChoiceField(
        label=gettext_lazy("What is the rule about?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what the rule is about"),
            "invalid_choice": gettext_lazy("Choose what the rule is about from the list"),
        },
    )

    def __init__(self, *args: Any, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [(key, known.title) for key, known in LOCAL.items() if key not in taken]


def in_boxes(data: Any, name: str) -> Any:
    """What an address says, with a day that stands in one text put into the three boxes that the form draws."""
    day = parse_date(data.get(name, ""))
    if day is None:
        return data
    spread = data.copy()
    del spread[name]
    spread.update({f"{name}-{part}": str(getattr(day, part)) for part in PARTS})
    return spread


class RuleFilterForm(GovukForm, forms.Form):
    """On which day, and where, the rules shown hold."""

    on = DateField(label=gettext_lazy("Rules that hold on"), help_text=A_DAY, required=False)
    where = forms.ChoiceField(label=gettext_lazy("Where"), required=False)

    def __init__(self, *args: Any, here: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = [(HERE, here), *Jurisdiction.choices, (EVERYWHERE, _("Everywhere"))]

    def answer(self, name: str) -> Any:
        """What was asked for; nothing where the address asks for what cannot be."""
        self.is_valid()
        return self.cleaned_data.get(name)


class CountForm(GovukForm, forms.Form):
    """A day, and a rule or a count of one's own."""

    day = DateField(
        label=gettext_lazy("Day"),
        help_text=gettext_lazy("The day of the meeting, or the day from which it is counted. For example, 17 3 2022"),
        error_messages={"required": gettext_lazy("Enter a day")},
        validators=[
            MinValueValidator(EARLIEST, gettext_lazy("Enter a day from 1980 on")),
            MaxValueValidator(LATEST, gettext_lazy("Enter a day before 2080")),
        ],
    )
    rule = forms.ChoiceField(
        label=gettext_lazy("Rule"),
        required=False,
        help_text=gettext_lazy("Or leave it at “A count of my own” and fill in the two boxes below"),
        error_messages={"invalid_choice": gettext_lazy("Choose a rule from the list")},
    )
    number = forms.IntegerField(
        label=gettext_lazy("Number, for a count of your own"),
        required=False,
        error_messages={"invalid": gettext_lazy("Enter a whole number")},
        validators=[
            MinValueValidator(0, gettext_lazy("Enter 0 or more")),
            MaxValueValidator(LARGEST, gettext_lazy("Enter 1,000 or fewer")),
        ],
    )
    reckoning = forms.ChoiceField(
        label=gettext_lazy("How it is counted, for a count of your own"),
        required=False,
        choices=[(one.value, one.label) for one in Reckoning if one != Reckoning.ON_DAY],
    )

    def __init__(self, *args: Any, rules: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(key, f"{rule.title}: {amount_words(rule.number, rule.unit)}") for key, rule in rules.items()]
        self.fields["rule"].choices = [("", _("A count of my own")), *named]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if not answers.get("rule") and "rule" not in self.errors:
            self._check_own(answers)
        return answers

    def _check_own(self, answers: dict[str, Any]) -> None:
        """A count of one's own needs its number and its way of counting, and an end within the years that are known."""
        number, reckoning = answers.get("number"), answers.get("reckoning", "")
        if number is None and "number" not in self.errors:
            self.add_error("number", _("Enter a number, or choose a rule"))
        if not reckoning and "reckoning" not in self.errors:
            self.add_error("reckoning", _("Choose how it is counted"))
        if number is not None and number > LIMITS.get(reckoning, number):
            words = _("Enter %(most)s or fewer, or choose another way to count")
            self.add_error("number", words % {"most": LIMITS[reckoning]})
