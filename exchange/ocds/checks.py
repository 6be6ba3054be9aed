"""What contracts lack before they meet the standard well: everything it requires is always there."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commissioning.choices import Vat
from exchange.ocds.facts import Contract, Process
from exchange.publishing.missing import Missing


def missing_of(processes: Iterable[Process]) -> list[Missing]:
    """By contract what is missing; those that lack nothing are not there."""
    found = [Missing(one.reference, one.title, _lacks(one, process)) for process in processes for one in process.contracts]
    return [one for one in found if one.words]


def _lacks(one: Contract, process: Process) -> tuple[str, ...]:
    lacks = {
        _("Its purpose"): not one.purpose.strip(),
        _("A registered number of the supplier: an identifier of our own stands in its place"): not one.suppliers[0].registers,
        _("The days from which and until which it runs"): not (one.started_on and one.ended_on),
        _("The day on which it was signed"): one.signed_on is None,
        _("How the amount stands to VAT"): one.amount.vat == Vat.NOT_STATED,
        _("The procurement that it came of, published: the file has no tender without it"): process.tender is None,
    }
    return tuple(words for words, is_missing in lacks.items() if is_missing)
