"""What grants lack before they meet the standard well: everything it requires is always there, some of it in our own words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from exchange.publishing.missing import Missing
from exchange.threesixtygiving.facts import Grant

LONGEST_TITLE = 140


def missing_of(grants: Iterable[Grant]) -> list[Missing]:
    """By grant what is missing; those that lack nothing are not there."""
    found = [Missing(one.reference, one.title, _lacks(one)) for one in grants]
    return [one for one in found if one.words]


def _lacks(one: Grant) -> tuple[str, ...]:
    lacks = {
        _("Its purpose: the title stands in its place"): not one.purpose.strip(),
        _("A registered number of the recipient: an identifier of our own stands in its place"): not one.recipient.registers,
        _("The days from which and until which it runs"): not (one.started_on and one.ended_on),
        _("A title of 140 letters or fewer"): len(one.title) > LONGEST_TITLE,
    }
    return tuple(words for words, is_missing in lacks.items() if is_missing)
