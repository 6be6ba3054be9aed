"""Payments of a data file, entered as the accounts have them, and published by month."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

from commissioning.choices import Spender
from commissioning.services.loading.known import Known
from commissioning.services.payments import create_payment, publish_month
from decisions.services.loading.acts import Row, day

SPENDERS = {str(one.label): one for one in Spender}


def load_payments(data: Row, known: Known) -> int:
    """Enter the payments, and publish the months that the data file names; give how many acts were done."""
    rows = list(csv.DictReader(io.StringIO(data["payments"].decode("utf-8"))))
    for row in rows:
        _enter(row, known)
    months = [day(f"{month}-01") for month in data.get("publish_payments", [])]
    for month in months:
        publish_month(area=known.area, month=month, actor=known.actor)
    return len(rows) + len(months)


def _enter(row: dict[str, str], known: Known) -> None:
    create_payment(
        area=known.area, reference=row["Reference"], actor=known.actor, paid_on=_day(row["Date"]), recipient=row["Recipient"],
        department=row["Department"], purpose=row["Purpose"], reason=row["Why it is good value"], category=row["Category"],
        amount=Decimal(row["Amount"]), irrecoverable_vat=Decimal(row["VAT that cannot be recovered"]),
        spender=SPENDERS[row["Spent by"]], award=known.get("award", row["Award"]) if row["Award"] else None,
        is_withheld=row["Recipient is a person"] == "yes",
    )  # fmt: skip


def _day(words: str) -> date:
    return datetime.strptime(words, "%d/%m/%Y").date()  # noqa: DTZ007 (a day has no time zone)
