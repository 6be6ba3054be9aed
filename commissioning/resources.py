"""Payments and awards as files: the tables that an import takes back, and the same to be filled."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from tablib import Dataset

from commissioning.choices import UploadKind
from commissioning.rules import award_columns, payment_rows
from commissioning.rules.sheets import SheetColumn
from commissioning.services.files_in.award_table import AwardResource, awards_for_export
from commissioning.services.files_in.payment_table import PaymentResource

__all__ = ["COLUMNS", "AwardResource", "PaymentResource", "awards_for_export", "columns_told", "template_dataset"]

COLUMNS: dict[str, Sequence[SheetColumn]] = {
    UploadKind.PAYMENTS: payment_rows.COLUMNS, UploadKind.AWARDS: award_columns.COLUMNS,
}  # fmt: skip


def template_dataset(kind: str) -> Dataset:
    """The headings of a table, to be filled. Without a row, so that no example is ever brought in."""
    return Dataset(headers=[str(one.heading) for one in COLUMNS[kind]])


def _needed(one: SheetColumn) -> str:
    if not one.needed:
        return _("optional")
    return _("may be empty") if one.may_be_empty else _("in every row")


def columns_told(kind: str) -> list[dict[str, Any]]:
    """What the columns of a table mean, for a page."""
    return [
        {"heading": one.heading, "meaning": one.meaning, "example": one.example or _("none"), "needed": _needed(one)}
        for one in COLUMNS[kind]
    ]  # fmt: skip
