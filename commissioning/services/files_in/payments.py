"""Payments out of a file: read, set beside what the portal holds, and brought in through their resource, all of them or none."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissioning.models import Payment, Upload
from commissioning.rules.award_rows import Brought
from commissioning.rules.payment_rows import COLUMNS, check_payments
from commissioning.rules.sheets import FileTable
from commissioning.services.files_in.payment_table import (
    Bringing,
    PaymentResource,
    Progress,
    as_dataset,
    awards_by_reference,
)
from commissioning.services.files_in.reading import read_upload
from interface import clock
from panels.services.keeping import hold_area


def read_payments(upload: Upload) -> FileTable:
    """The payments of a file, and all that is wrong or odd about it."""
    found = read_upload(upload, COLUMNS)
    check_payments(found, awards_by_reference(upload.area), clock.today())
    _refuse_twisted(upload, found)
    found.tidy()
    return found


def _refuse_twisted(upload: Upload, found: FileTable) -> None:
    """Refuse a row whose VAT, with the amount that stands, would be more than it: a table may have but one of the two columns."""
    if "vat" in found.columns:
        return
    low = {row.values["reference"]: row for row in found.rows}
    rows = Payment.objects.filter(area=upload.area, reference__in=list(low)).exclude(irrecoverable_vat=0)
    for reference, vat in rows.values_list("reference", "irrecoverable_vat"):
        amount = low[reference].values["amount"]
        if abs(vat) > abs(amount) or (vat < 0) != (amount < 0):
            words = _("The portal holds VAT of this payment that is more than the amount. Add the column of the VAT")
            found.wrong_in(low[reference], "amount", words)


def total_of(found: FileTable) -> Decimal:
    """What the amounts of the rows make."""
    return sum((row.values["amount"] for row in found.rows), Decimal(0))


def try_payments(upload: Upload, found: FileTable, progress: Progress) -> Brought:
    """What bringing the payments in would do; it is done, counted and undone. What the public would read at once is noted."""
    with transaction.atomic():
        brought, resource = _import(upload, found, progress, _("Comparing with what the portal holds"), is_trial=True)
        transaction.set_rollback(True)
    _tell_changes(found, resource, brought)
    if public := resource.published_changed:
        words = ngettext(
            "%(count)s payment that changes is public. Everybody reads the change at once",
            "%(count)s payments that change are public. Everybody reads the changes at once", public,
        )  # fmt: skip
        found.odd(0, "", words % {"count": f"{public:,}"})
    return brought


def _tell_changes(found: FileTable, resource: PaymentResource, brought: Brought) -> None:
    """What becomes of payments that the portal holds; of many only the first."""
    rows = {row.values["reference"]: row.number for row in found.rows}
    for reference, words in resource.changes:
        found.odd(rows[reference], "", _("%(number)s: %(words)s") % {"number": reference, "words": words})
    if (more := brought.changed - len(resource.changes)) > 0:
        words = ngettext("%(count)s more payment changes", "%(count)s more payments change", more)
        found.odd(0, "", words % {"count": f"{more:,}"})


def bring_in_payments(upload: Upload, found: FileTable, progress: Progress) -> Brought:
    """Bring the payments in. They become public when their month is published."""
    return _import(upload, found, progress, _("Bringing the payments in"), is_trial=False)[0]


def _import(
    upload: Upload, found: FileTable, progress: Progress, stage: str, *, is_trial: bool
) -> tuple[Brought, PaymentResource]:  # fmt: skip
    area = hold_area(upload.area)
    awards = awards_by_reference(area)
    bringing = Bringing(
        area=area, at=clock.now(), awards=awards, given=frozenset(found.columns), progress=progress, stage=stage
    )  # fmt: skip
    rows = as_dataset(found.rows, awards)
    resource = PaymentResource(bringing=bringing)
    result = resource.import_data(rows, dry_run=is_trial, raise_errors=True, use_transactions=True, total=len(rows))
    counts = Brought(result.totals["new"], result.totals["update"], result.totals["skip"])
    return counts, resource
