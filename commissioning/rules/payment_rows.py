"""A payment as a table has it: its columns, and what is wrong with one beside the others and beside the day."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning.choices import Spender
from commissioning.rules.sheets import CellKind, FileTable, SheetColumn

WITHHELD = gettext_lazy("Withheld: personal data")

COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("reference", gettext_lazy("Number"), gettext_lazy("The number of the payment in your accounts"),
                "P-204817", longest=60, others=("transaction number", "payment reference", "reference", "transaction no")),
    SheetColumn("paid_on", gettext_lazy("Date"), gettext_lazy("The day of the payment"), "17/02/2022", CellKind.DAY,
                others=("payment date", "date paid", "paid on")),
    SheetColumn("recipient", gettext_lazy("Recipient"), gettext_lazy("Who received the money"), "Avon Vehicle Repairs Ltd",
                longest=200, others=("supplier", "supplier name", "beneficiary", "paid to")),
    SheetColumn("withheld", gettext_lazy("Recipient is a person"), gettext_lazy("Yes keeps the name for the office"), "No",
                CellKind.YES_NO, needed=False, others=("withheld",)),
    SheetColumn("department", gettext_lazy("Department"), gettext_lazy("Which department spent it"), "Commissioning",
                needed=False, longest=120),
    SheetColumn("purpose", gettext_lazy("Purpose"), gettext_lazy("What the money was spent on"), "Support sessions",
                others=("description", "purpose of expenditure", "summary of purpose")),
    SheetColumn("reason", gettext_lazy("Why it is good value"), gettext_lazy("Why it was thought good value for money"),
                "Lowest of three quotations", needed=False, others=("value for money",)),
    SheetColumn("category", gettext_lazy("Category"), gettext_lazy("The heading under which it is counted"),
                "Grants and donations", needed=False, longest=120, others=("merchant category", "expense type")),
    SheetColumn("amount", gettext_lazy("Amount in pounds without recoverable VAT"),
                gettext_lazy("With the VAT that cannot be recovered, and no other VAT"),
                "1,204.50", CellKind.POUNDS, others=("amount", "amount (£)", "net amount", "amount in pounds")),
    SheetColumn("vat", gettext_lazy("VAT that cannot be recovered"), gettext_lazy("How much of the amount it is, in pounds"),
                "0.00", CellKind.POUNDS, needed=False, others=("irrecoverable vat", "vat irrecoverable")),
    SheetColumn("spender", gettext_lazy("Spent by"), gettext_lazy("The Commissioner, or the Chief Constable"), "Commissioner",
                CellKind.CHOICE, needed=False, choices=Spender.choices),
    SheetColumn("award", gettext_lazy("Award"), gettext_lazy("The reference of the grant or contract that it was paid under"),
                "G-2022-001", needed=False, longest=16, others=("award reference", "contract reference")),
)  # fmt: skip
HEADS: dict[str, Any] = {one.name: one.heading for one in COLUMNS}


def check_payments(sheet: FileTable, awards: Mapping[str, int], today: date) -> None:
    """Refuse rows that contradict another row, the calendar, or the awards that the area has, by reference."""
    sheet.refuse_twins("reference")
    for row in sheet.rows:
        values = row.values
        if values["recipient"] == str(WITHHELD):
            sheet.wrong_in(row, "recipient", _("This is from a public file, which names nobody. Write the recipient"))
        if values["paid_on"] > today:
            sheet.wrong_in(row, "paid_on", _("This day has not come yet. Write the day on which it was paid"))
        if values["amount"] == 0:
            sheet.wrong_in(row, "amount", _("Nothing was paid. Take the row out, or write the amount"))
        if vat_is_beyond(values["amount"], values.get("vat") or Decimal(0)):
            sheet.wrong_in(row, "vat", _("The VAT must not be more than the amount, which holds it"))
        if (wanted := values.get("award", "")) and wanted.upper() not in awards:
            sheet.wrong_in(row, "award", _("There is no award with this reference. Enter it first, or leave this empty"))


def vat_is_beyond(amount: Decimal, vat: Decimal) -> bool:
    """Whether the VAT that cannot be recovered is more than the amount that holds it; money that came back has both below 0."""
    return not (0 <= vat <= amount) if amount >= 0 else not (amount <= vat <= 0)
