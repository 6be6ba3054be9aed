"""What hangs on awards and procurements that everybody reads in whole: fetched with them, as far as everybody reads it too.

Whether a person may read a row is asked of its parent once, in `open_to_all` and `published`; asking it of each row again makes
the database work for minutes on thousands of awards.
"""

from typing import Any

from django.db.models import Prefetch

from commissioning.models import Document, Extension, Lot, Party, Payment, Share, Stage, Variation
from documents.choices import Access


def parts_of_awards() -> list[Prefetch]:
    """Of awards that are open to all."""
    return [
        _of("shares", Share, "organisation"), _of("variations", Variation), _of("extensions", Extension), _documents(),
    ]  # fmt: skip


def parts_of_contracts() -> list[Prefetch]:
    """Of contracts that are open to all: their parties and public payments too."""
    payments: Any = Payment.objects.all()
    paid = Prefetch("payments", payments.published().order_by("paid_on", "reference"), to_attr="open_payments")
    return [*parts_of_awards(), _of("parties", Party, "provider"), paid]


def parts_of_procurements() -> list[Prefetch]:
    """Of procurements that are public."""
    return [_of("stages", Stage), _of("lots", Lot), _of("shares", Share, "organisation"), _documents()]


def _of(name: str, model: Any, *related: str) -> Prefetch:
    rows = model.objects.kept()
    return Prefetch(name, rows.select_related(*related) if related else rows, to_attr=f"open_{name}")


def _documents() -> Prefetch:
    """Documents have an access of their own."""
    rows: Any = Document.objects.all()
    return Prefetch("documents", rows.kept().filter(access=Access.PUBLIC).select_related("file"), to_attr="open_documents")
