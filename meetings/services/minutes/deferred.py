"""What an earlier meeting deferred to this one, and putting it on the agenda."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.choices import ItemOutcome, ItemState
from meetings.models import AgendaItem, Meeting, MinuteItem
from meetings.services.agenda import add_item

COPIED = ("purpose", "item_type", "lead", "public_interest_reason", "needs_paper")


def deferred_items(meeting: Meeting) -> list[MinuteItem]:
    """The items that earlier meetings deferred to this one and its agenda does not hold yet, the oldest first. Two queries."""
    waiting = MinuteItem.objects.filter(deferred_to=meeting, outcome=ItemOutcome.DEFERRED)
    there = set(meeting.agenda_items.exclude(state=ItemState.WITHDRAWN).values_list("title", flat=True))
    rows = waiting.select_related("minutes__meeting", "agenda_item").order_by("minutes__meeting__held_on", "position")
    return [item for item in rows if item.title not in there]


@transaction.atomic
def take_up_deferred(*, meeting: Meeting, item: MinuteItem, actor: User | None) -> AgendaItem:
    """Put an item that was deferred to a meeting on its agenda, as private as it was.

    Raises ValidationError where the agenda can no longer change, and "gone" where it holds the item already.
    """
    if item not in deferred_items(meeting):
        raise ValidationError(_("The agenda holds this item already"), code="gone")
    facts = {name: getattr(item.agenda_item, name) for name in COPIED} if item.agenda_item else {}
    if item.is_private:
        facts |= {"access": item.access, "neutral_title": item.neutral_title, "exempt_paragraph": item.exempt_paragraph}
    return add_item(meeting=meeting, actor=actor, title=item.title, **facts)
