"""What the agenda builder offers: a paper of everything that earlier meetings left open."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from documents.choices import PaperStatus
from documents.models import Paper
from documents.sources import title_of
from interface import clock
from meetings import rules
from meetings.choices import ItemKind, ItemState
from meetings.models import AgendaItem, Meeting
from meetings.papers.matters_arising import MATTERS_ARISING, open_actions
from meetings.services.locks import lock_open
from meetings.services.papers import add_paper


@dataclass(frozen=True)
class Offer:
    """How many actions are open, and the paper of them that the agenda has already."""

    count: int
    paper: Paper | None


def offer_for(meeting: Meeting) -> Offer | None:
    """What the builder of an agenda offers; None where the agenda is closed or nothing is left open. At most two queries."""
    if meeting.status not in rules.CHANGEABLE:
        return None
    count = open_actions(meeting.body, clock.today()).count()
    return Offer(count, paper_of(meeting)) if count else None


def paper_of(meeting: Meeting) -> Paper | None:
    """The paper of matters arising that a meeting has, on an item or on none."""
    own = Paper.objects.filter(area=meeting.area_id, collection=meeting.slug, source=MATTERS_ARISING)
    return own.exclude(status=PaperStatus.WITHDRAWN).select_related("area").order_by("pk").first()


def items_for(meeting: Meeting) -> list[AgendaItem]:
    """The items that can carry the paper; the one titled “Matters arising” first."""
    rows = meeting.agenda_items.in_order().filter(kind=ItemKind.ITEM).exclude(state=ItemState.WITHDRAWN)
    title = _("Matters arising").lower()
    return sorted(rows, key=lambda item: title not in item.title.lower())


def is_for_it(item: AgendaItem) -> bool:
    """Whether an item is the one that the paper belongs to by its title."""
    return _("Matters arising").lower() in item.title.lower()


@transaction.atomic
def add_matters_arising(*, item: AgendaItem, actor: User | None) -> Paper:
    """Put the paper, drawn from the register as at today, on an item. An agenda has it once; it is drawn anew from its page.

    Raises ValidationError where the agenda is closed or has the paper.
    """
    lock_open(item.meeting)
    if paper_of(item.meeting):
        raise ValidationError({"item": _("The agenda has this paper already. Take it from the register again instead")})
    return add_paper(item=item, actor=actor, title=title_of(MATTERS_ARISING), source=MATTERS_ARISING)
