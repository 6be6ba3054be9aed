"""What is typed in the case of a precept: the figures of the year, the notices, the issue, and what the calculator asks."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from decisions.choices import NoticeKind, PreceptService
from decisions.models import Case, Notice
from decisions.rules.bands import NINTHS, Stated
from interface import clock
from interface.fields import DateField, MoneyField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from meetings.forms.refusals import RefusalMixin

DATE_HINT = _("For example, 1 2 2022")
BAND_D_DIGITS, TOTAL_DIGITS, BASE_DIGITS = 8, 14, 12
STATED = ("charge", "increase")


def too_large(example: str) -> dict[str, Any]:
    """Our words for an amount with more figures than there is room for."""
    words = gettext_lazy("Enter a smaller amount, like %(example)s") % {"example": example}
    return {"max_digits": words, "max_whole_digits": words}


def band_d_field(label: Any, **more: Any) -> MoneyField:
    """A band D figure, or the charge of another band."""
    messages = too_large("251.20") | more.pop("error_messages", {})
    return MoneyField(label=label, max_digits=BAND_D_DIGITS, error_messages=messages, **more)


def without_noughts(total: Decimal | None) -> Decimal | None:
    """A whole amount of pounds without “.00” behind it, as it is typed."""
    return total.quantize(Decimal(1)) if total is not None and total == total.to_integral_value() else total


def total_field(label: Any, **more: Any) -> MoneyField:
    """A whole precept in pounds."""
    return MoneyField(label=label, max_digits=TOTAL_DIGITS, required=False, error_messages=too_large("144,800,000"), **more)


class TaxBaseField(MoneyField):
    """A number of band D equivalents, with or without commas."""

    default_error_messages = {
        "invalid": _("Enter a number, like 576,433 or 576,433.10"),
        "max_decimal_places": _("Enter a number with two figures behind the point, like 576,433.10"),
        "min_value": _("Enter a number of %(limit_value)s or more"),
        "max_digits": _("Enter a smaller number, like 576,433"),
        "max_whole_digits": _("Enter a smaller number, like 576,433"),
    }


# The figures of the year ------------------------------------------------------------------------------------------


class FactsForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Band D of the year before and the tax base; for whom the precept is, where an area has two."""

    fields: dict[str, Any]

    band_d_before = band_d_field(
        _("Band D of the year before"),
        required=False,
        help_text=_("In pounds and pence. The increase of each band is counted from it"),
    )
    tax_base = TaxBaseField(
        label=_("Council tax base"),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        required=False,
        min_value=1,
        max_digits=BASE_DIGITS,
        help_text=_("Band D equivalents of the whole area, for example 576,433.10"),
    )
    service = forms.ChoiceField(label=_("Which precept it is"), choices=PreceptService.choices, widget=Radios)

    def __init__(self, *args: Any, case: Case, has_fire: bool, **kwargs: Any) -> None:
        row: Any = case.precept  # type: ignore[attr-defined]  # the other side of a one-to-one
        initial = {name: getattr(row, name) for name in ("band_d_before", "tax_base", "service")}
        super().__init__(*args, versioned=case, initial=initial, **kwargs)
        if not has_fire:
            del self.fields["service"]
            self._saved.pop("service")

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        said = self.cleaned_data
        return {name: said.get(name) or ("" if name == "service" else None) for name in ("band_d_before", "tax_base", "service")}


# Notices ----------------------------------------------------------------------------------------------------------


class _Bands(forms.Form):
    """Two boxes for each band: the charge and the increase that papers state."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for band in NINTHS:
            for name in STATED:
                self.fields[f"{name}-{band}"] = _stated_field(name, band)


class NoticeForm(RefusalMixin, GovukForm, _Bands):
    """A notice of a proposed or revised precept, and what the papers state for each band."""

    fields: dict[str, Any]

    received_on = DateField(
        label=_("Received by the panel on"),
        help_text=DATE_HINT,
        error_messages={"required": _("Enter the day on which the panel received it")},
    )
    band_d = band_d_field(
        _("Band D"),
        help_text=_("The charge of a band D property, in pounds and pence, not the increase"),
        error_messages={"required": _("Enter the band D figure")},
    )
    total = total_field(
        _("Precept"), help_text=_("The whole amount in pounds, for example 144,800,000. Leave empty if it is not known")
    )
    text = forms.CharField(
        label=_("What the notice says"),
        help_text=_("In a few words, or leave empty. Everybody who can read the case reads it"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def bands(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The boxes of each band with its heading."""
        return [(gettext("Band %(band)s") % {"band": band}, [self[f"{name}-{band}"] for name in STATED]) for band in NINTHS]

    @property
    def states_bands(self) -> bool:
        """Whether anything is typed or wrong in the boxes of the bands, so that they are shown open."""
        return any(field.value() or field.errors for _heading, fields in self.bands() for field in fields)

    def plain(self) -> list[forms.BoundField]:
        """The fields other than those of the bands."""
        stated = {f"{name}-{band}" for band in NINTHS for name in STATED}
        return [field for field in self if field.name not in stated]

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the services."""
        said = self.cleaned_data
        return {**{name: said[name] for name in ("received_on", "band_d", "total", "text")}, "bands": self.stated()}

    def stated(self) -> dict[str, Stated]:
        """What the papers state, of the bands of which they state something."""
        found = {band: (self.cleaned_data[f"charge-{band}"], self.cleaned_data[f"increase-{band}"]) for band in NINTHS}
        return {band: pair for band, pair in found.items() if pair != (None, None)}


def _stated_field(name: str, band: str) -> MoneyField:
    words = _("Charge, band %(band)s") if name == "charge" else _("Increase, band %(band)s")
    least = Decimal(0) if name == "charge" else None
    return band_d_field(words % {"band": band}, min_value=least, required=False)


class NoticeCreateForm(OnceFormMixin, NoticeForm):
    """A notice that has come."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"received_on": clock.today()}, **kwargs)


class NoticeUpdateForm(VersionedFormMixin, NoticeForm):
    """A notice that was entered wrongly."""

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        proposal: Any = notice.precept  # type: ignore[attr-defined]  # the other side of a one-to-one
        initial = {
            "received_on": notice.received_on, "text": notice.text, "band_d": proposal.band_d,
            "total": without_noughts(proposal.total),
        }  # fmt: skip
        for row in proposal.bands.all():
            initial |= {f"charge-{row.band}": row.amount, f"increase-{row.band}": row.increase}
        super().__init__(*args, versioned=notice, initial=initial, **kwargs)


def notice_words(kind: str) -> str:
    """What a notice of a kind is called on its page."""
    return gettext("revised precept") if kind == NoticeKind.REVISED else gettext("proposed precept")


# The issue and the calculator -------------------------------------------------------------------------------------


class IssueForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """The precept that the Commissioner issued."""

    issued_on = DateField(
        label=_("Issued on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day on which it was issued")}
    )
    band_d = band_d_field(_("Band D issued"), error_messages={"required": _("Enter the band D figure that was issued")})
    total = total_field(_("Precept issued"), help_text=_("In pounds. Leave empty if it is not known"))
    note = forms.CharField(
        label=_("What was decided"),
        help_text=_("In a few words, or leave empty. Everybody who can read the case reads it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, case: Case, band_d: Decimal | None, total: Decimal | None, **kwargs: Any) -> None:
        initial = {"issued_on": clock.today(), "band_d": band_d, "total": without_noughts(total)}
        super().__init__(*args, versioned=case, initial=initial, **kwargs)
        self._saved = {}

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in ("version", "issued_on", "band_d", "total", "note")}


class CalculatorForm(GovukForm, forms.Form):
    """Two band D figures; nothing that is typed is kept."""

    after = band_d_field(
        _("Band D"),
        help_text=_("The charge of a band D property, for example 251.20"),
        error_messages={"required": _("Enter a band D figure, like 251.20")},
    )
    before = band_d_field(
        _("Band D of the year before"),
        help_text=_("To see the increase of each band. Leave empty if it is not needed"),
        required=False,
    )
