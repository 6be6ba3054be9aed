"""What is typed of payments, and of files of payments and awards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissioning.choices import Spender, UploadKind
from commissioning.models import Award, Fund, Payment
from commissioning.services import files_in
from decisions.forms.consultations import FactsForm
from decisions.forms.rows import TitledChoiceField
from interface.fields import DateField, FileField, MoneyField
from interface.forms import OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from panels.models import PoliceArea


class PaymentForm(FactsForm):
    """A payment as the accounts have it."""

    paid_on = DateField(label=_("Date"), help_text=_("For example, 17 2 2022"))
    recipient = forms.CharField(label=_("Recipient"), max_length=200)
    is_withheld = forms.BooleanField(
        label=_("The recipient is a person"), required=False,
        help_text=_("The office alone reads the name. Everybody else reads “Withheld: personal data”"),
    )  # fmt: skip
    amount = MoneyField(
        label=_("Amount in pounds"), min_value=None,
        help_text=_("With the VAT that cannot be recovered, and no other VAT. Money that came back has a minus"),
    )  # fmt: skip
    irrecoverable_vat = MoneyField(
        label=_("VAT in it that cannot be recovered, in pounds"), min_value=None, initial=0,
        help_text=_("0 where all of it is recovered, or there is none"),
    )  # fmt: skip
    purpose = forms.CharField(label=_("Purpose"), max_length=300, help_text=_("Everybody reads this. Name no person"))
    department = forms.CharField(label=_("Department (optional)"), max_length=120, required=False)
    category = forms.CharField(label=_("Category (optional)"), max_length=120, required=False)
    reason = forms.CharField(label=_("Why it is good value (optional)"), max_length=300, required=False)
    spender = forms.ChoiceField(label=_("Spent by"), choices=Spender.choices, widget=Radios, initial=Spender.COMMISSIONER)
    award = TitledChoiceField(
        label=_("Award (optional)"), queryset=Award.objects.none(), required=False, named="reference",
        empty_label=_("none"), help_text=_("The grant or contract that it was paid under"),
    )  # fmt: skip

    def __init__(self, *args: Any, area: PoliceArea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["award"].queryset = Award.objects.filter(area=area).order_by("-reference")


class PaymentCreateForm(OnceFormMixin, PaymentForm):
    """A new payment."""

    field_order = ["reference"]

    reference = forms.CharField(
        label=_("Number in the accounts"), max_length=60, help_text=_("For example, P-204817. It stays the same")
    )


class PaymentUpdateForm(VersionedFormMixin, PaymentForm):
    """One that is there."""

    def __init__(self, *args: Any, row: Payment, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in self.base_fields}
        super().__init__(*args, versioned=row, initial=initial, area=row.area, **kwargs)


class OnceForm(OnceFormMixin, FactsForm):
    """An act upon no single row, which asks nothing but to be sure."""


class FileForm(OnceFormMixin, FactsForm):
    """One file and what it holds."""

    kind = forms.ChoiceField(label=_("What it holds"), choices=UploadKind.choices, widget=Radios, initial=UploadKind.PAYMENTS)
    file = FileField(label=_("File"))
    fund = TitledChoiceField(
        label=_("Fund (optional)"), queryset=Fund.objects.none(), required=False, empty_label=_("As the file says"),
        help_text=_("Grants of the file that name no fund go into this one"),
    )  # fmt: skip

    def __init__(self, *args: Any, area: PoliceArea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = files_in.kinds()
        self.fields["kind"].choices = [(one.value, one.label) for one in UploadKind if one.value in kinds]
        self.fields["fund"].queryset = Fund.objects.filter(area=area)
        bounds = {"rows": f"{files_in.BOUNDS.rows:,}", "size": files_in.BOUNDS.size // 1_000_000}
        self.fields["file"].help_text = _("CSV, XLSX or ODS; at most %(rows)s rows and %(size)s MB") % bounds
        endings = sorted({ending for kind in kinds for ending in files_in.endings_of(kind)})
        if "json" in endings:
            self.fields["file"].help_text = (
                _("CSV, XLSX or ODS; 360Giving as JSON too. At most %(rows)s rows and %(size)s MB") % bounds
            )
        self.fields["file"].widget.attrs["accept"] = ",".join(f".{one}" for one in endings)
