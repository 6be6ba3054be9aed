"""What payments lack of the columns that the transparency code asks for."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from exchange.publishing.missing import Missing
from exchange.spending.facts import Spent


def missing_of(payments: Iterable[Spent]) -> list[Missing]:
    """By payment what is missing; those that lack nothing are not there."""
    found = [Missing(one.reference, one.purpose, _lacks(one)) for one in payments]
    return [one for one in found if one.words]


def _lacks(one: Spent) -> tuple[str, ...]:
    lacks = {_("The department that spent it"): not one.department, _("The merchant category"): not one.category}
    return tuple(words for words, is_missing in lacks.items() if is_missing)
