"""What those who keep a panel's host type: notice, the host that comes next, and what each authority gives in a year."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from interface.fields import DateField, MoneyField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from panels.choices import ContributionStatus
from panels.forms.interests import RefusalMixin
from panels.models import Authority, Contribution, Host, HostNotice
from panels.rules.hosts import years_words

A_DAY = gettext_lazy("For example, 17 3 2022")
FIRST_YEAR, LAST_YEAR = 2012, 2079
PENNY = Decimal("0.01")


class HostNoticeForm(RefusalMixin, GovukForm, forms.Form):
    """The notice of a host that wishes to stop."""

    given_on = DateField(
        label=gettext_lazy("Day on which notice is given"),
        help_text=gettext_lazy("For example, 17 3 2022. It may be a day to come, such as that of the next meeting"),
        error_messages={"required": gettext_lazy("Enter the day on which notice is given")},
    )
    transfer_on = DateField(
        label=gettext_lazy("Another host is to take over on"),
        help_text=gettext_lazy("Leave it empty while no day is agreed. The day by which the notice runs out is worked out"),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why the host wishes to stop"),
        help_text=gettext_lazy("Everybody reads it. Name no private matter"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def facts(self) -> dict[str, Any]:
        """The facts of a valid form, as keywords for a service."""
        return {name: self.cleaned_data[name] for name in ("given_on", "transfer_on", "reason")}


class HostNoticeCreateForm(OnceFormMixin, HostNoticeForm):
    """The same, for a notice that is not there yet."""


class HostNoticeUpdateForm(VersionedFormMixin, HostNoticeForm):
    """The same, over the notice that stands."""

    def __init__(self, *args: Any, notice: HostNotice, **kwargs: Any) -> None:
        initial = {name: getattr(notice, name) for name in ("given_on", "transfer_on", "reason")}
        super().__init__(*args, versioned=notice, initial=initial, **kwargs)


class HostNoticeTakeBackForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """The day on which the host said that it stays."""

    taken_back_on = DateField(
        label=gettext_lazy("Day on which it was taken back"),
        help_text=A_DAY,
        error_messages={"required": gettext_lazy("Enter the day on which it was taken back")},
    )


class PlainForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Nothing to type: an act that is confirmed on a page of its own."""


class HostForm(RefusalMixin, GovukForm, forms.Form):
    """The council that hosts the panel, and from which day."""

    started_on = DateField(
        label=gettext_lazy("First day as host"),
        help_text=gettext_lazy("For example, 1 10 2022. The host before it ends the day before"),
        error_messages={"required": gettext_lazy("Enter the first day as host")},
    )
    address = forms.CharField(label=gettext_lazy("Address"), max_length=300, required=False)
    date_note = forms.CharField(
        label=gettext_lazy("What is not known of the dates"),
        help_text=gettext_lazy("For example, that only the month is recorded"),
        max_length=200,
        required=False,
    )

    def facts(self) -> dict[str, Any]:
        """The facts of a valid form, as keywords for a service."""
        names = ("authority", "started_on", "address", "date_note")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class HostCreateForm(OnceFormMixin, HostForm):
    """The same, with which council it is."""

    authority = forms.ModelChoiceField(
        Authority.objects.none(),
        label=gettext_lazy("Council"),
        empty_label=gettext_lazy("Choose a council"),
        to_field_name="slug",
        error_messages={
            "required": gettext_lazy("Choose a council"),
            "invalid_choice": gettext_lazy("Choose a council from the list"),
        },
    )
    field_order = ["authority"]

    def __init__(self, *args: Any, councils: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = councils


class HostUpdateForm(VersionedFormMixin, HostForm):
    """The same, over the newest host."""

    def __init__(self, *args: Any, host: Host, **kwargs: Any) -> None:
        initial = {name: getattr(host, name) for name in ("started_on", "address", "date_note")}
        super().__init__(*args, versioned=host, initial=initial, **kwargs)


# What the authorities give ----------------------------------------------------------------------------------------


class YearForm(GovukForm, forms.Form):
    """A financial year, by the calendar year in which it starts."""

    year = forms.IntegerField(
        label=gettext_lazy("Financial year that starts in"),
        help_text=gettext_lazy("For example, 2022 for 2022/23"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={
            "required": gettext_lazy("Enter the year in which the financial year starts"),
            "invalid": gettext_lazy("Enter a year like 2022"),
            "min_value": gettext_lazy("Enter a year like 2022"),
            "max_value": gettext_lazy("Enter a year like 2022"),
        },
    )


class PenceField(MoneyField):
    """An amount to the penny, so that 5,000 and 5000.00 are the same when two saves are held against each other."""

    def clean(self, value: Any) -> Decimal | None:
        amount = super().clean(value)
        return None if amount is None else amount.quantize(PENNY)


class ContributionsForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """What every authority gives in a year, in one form: four boxes for each."""

    def __init__(
        self,
        *args: Any,
        authorities: Sequence[Authority],
        rows: Mapping[int, Contribution],
        year: int,
        sheet: int,
        **kwargs: Any,
    ) -> None:
        self.authorities, self.year = authorities, year
        self.base_fields = _boxes(authorities, rows)  # type: ignore[misc]  # its boxes are those of the area's councils
        super().__init__(*args, versioned=SimpleNamespace(version=sheet), **kwargs)

    def groups(self) -> list[tuple[Authority, list[forms.BoundField]]]:
        """The boxes of each authority, for a fieldset of its own, which says whose they are: the boxes need not."""
        return [(one, [self._short(name, one) for name in BOXES]) for one in self.authorities]

    def _short(self, name: str, authority: Authority) -> forms.BoundField:
        box = self[f"{name}_{authority.slug}"]
        box.label = str(BOXES[name])
        return box

    def answers(self) -> list[dict[str, Any]]:
        """What a valid form says of each authority, as keywords for a share."""
        return [
            {"authority": one, **{name: self.cleaned_data[f"{name}_{one.slug}"] for name in BOXES}} for one in self.authorities
        ]

    @property
    def years(self) -> str:
        """The financial year in words."""
        return years_words(self.year)


BOXES = {
    "amount": gettext_lazy("Amount for the year"),
    "status": gettext_lazy("State"),
    "agreed_on": gettext_lazy("Agreed on"),
    "note": gettext_lazy("Note"),
}


def _boxes(authorities: Sequence[Authority], rows: Mapping[int, Contribution]) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for one in authorities:
        row = rows.get(one.pk)
        label = {name: f"{words}, {one.name}" for name, words in BOXES.items()}
        found |= {
            f"amount_{one.slug}": PenceField(
                label=label["amount"], max_digits=10, required=False, initial=row.amount if row else None
            ),
            f"status_{one.slug}": forms.ChoiceField(
                label=label["status"],
                choices=ContributionStatus.choices,
                initial=row.status if row else ContributionStatus.PENDING,
            ),
            f"agreed_on_{one.slug}": DateField(label=label["agreed_on"], required=False, initial=row.agreed_on if row else None),
            f"note_{one.slug}": forms.CharField(
                label=label["note"], max_length=300, required=False, initial=row.note if row else ""
            ),
        }
    return found


def chosen_year(text: str, usual: int) -> int:
    """The year that an address names; the usual one where it names none that can be."""
    form = YearForm({"year": text.replace("\0", "")})
    return form.cleaned_data["year"] if form.is_valid() else usual
