"""The columns of a table of awards."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commissioning.choices import AwardKind, Vat
from commissioning.rules.sheets import CellKind, SheetColumn


def _open(name: str, heading: Any, meaning: Any, example: str = "", kind: CellKind = CellKind.TEXT, **more: Any) -> SheetColumn:
    """A column that a table must have, lest an award lose what it says there; its cells may be empty."""
    return SheetColumn(name, heading, meaning, example, kind, may_be_empty=True, **more)


COLUMNS: tuple[SheetColumn, ...] = (
    _open("reference", _("Reference"), _("Of an award that the portal holds; empty for a new one"), longest=16,
          others=("award reference",)),
    SheetColumn("kind", _("Kind"), _("Grant or Contract"), "Grant", CellKind.CHOICE, choices=AwardKind.choices),
    SheetColumn("title", _("Title"), _("What it is called"), "Young people’s sessions", longest=200),
    SheetColumn("provider_name", _("Provider"), _("Who receives it. Never a person"), "Harbour Youth Trust", longest=200,
                others=("recipient", "supplier", "organisation")),
    _open("charity_number", _("Charity number"), _("As its register writes it"), "1012345", longest=16),
    _open("company_number", _("Company number"), _("As its register writes it, with its leading noughts"), longest=16),
    SheetColumn("amount", _("Amount in pounds"), _("What was awarded"), "12,500.00", CellKind.POUNDS,
                others=("amount", "amount (£)", "value", "amount awarded")),
    SheetColumn("vat", _("VAT"), _("How the amount stands to VAT"), "Outside the scope of VAT", CellKind.CHOICE,
                choices=Vat.choices),
    _open("purpose", _("Purpose"), _("What it is for"), "Sessions after school", longest=10_000, lines=True),
    _open("conditions", _("Conditions"), _("What it hangs on"), "Quarterly returns", longest=10_000, lines=True),
    _open("reasons", _("Reasons"), _("Why it was awarded"), "It keeps young people from harm", longest=10_000, lines=True,
          others=("why it was awarded",)),
    _open("awarded_on", _("Awarded on"), _("Empty while it is being prepared"), "31/01/2022", CellKind.DAY,
          others=("award date", "date awarded")),
    _open("started_on", _("From"), _("Its first day"), "01/02/2022", CellKind.DAY, others=("start date",)),
    _open("ended_on", _("Last day"), _("Its last day"), "31/07/2022", CellKind.DAY, others=("end date", "until")),
    SheetColumn("fund", _("Fund"), _("The name of the fund in the portal’s addresses"), needed=False, longest=80),
    SheetColumn("funder", _("Whose money it is"), _("Empty where it is the Commissioner’s own"), needed=False, longest=200,
                others=("funder",)),
    _open("is_crime_and_disorder", _("Crime and disorder grant"), _("Yes for a crime and disorder reduction grant"), "Yes",
          CellKind.YES_NO),
    SheetColumn("publish", _("Publish"), _("Yes publishes the award and its provider as soon as it is brought in"), "No",
                CellKind.YES_NO, needed=False),
)  # fmt: skip
HEADS: dict[str, Any] = {one.name: one.heading for one in COLUMNS}
