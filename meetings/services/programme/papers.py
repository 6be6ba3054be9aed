"""Putting the work programme on the agenda of a meeting that is being prepared."""

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
from meetings.papers.work_programme import WORK_PROGRAMME, programme_on
from meetings.permissions import Reader
from meetings.services.locks import lock_open
from meetings.services.papers import add_paper
from panels.models import Body


@dataclass(frozen=True)
class Place:
    """An item of an open agenda that can carry the paper."""

    meeting: Meeting
    item: AgendaItem

    @property
    def key(self) -> str:
        return f"{self.meeting.slug}/{self.item.slug}"

    @property
    def is_for_it(self) -> bool:
        """Whether the item is the one that the paper belongs to by its title."""
        return is_programme_item(self.item)


def is_programme_item(item: AgendaItem) -> bool:
    """Whether an item is, by its title, the one that takes the paper of the work programme."""
    return title_of(WORK_PROGRAMME).lower() in item.title.lower()


def places_for(user: Reader, body: Body, *, with_it: bool = False) -> list[Place]:
    """The items that can take the paper: of the coming meetings of a body whose agenda is open and lacks it.

    With `with_it` those of agendas that have it are there too: a form that was sent twice names one. Three queries.
    """
    open_ones = Meeting.objects.visible_to(user).upcoming(clock.today()).filter(body=body, status__in=rules.CHANGEABLE)
    meetings = {one.pk: one for one in open_ones.select_related("area", "body")}
    slugs = [] if with_it else [one.slug for one in meetings.values()]
    have_it = set(_papers(body, slugs).values_list("collection", flat=True))
    items = AgendaItem.objects.in_order().filter(meeting__in=meetings, kind=ItemKind.ITEM).exclude(state=ItemState.WITHDRAWN)
    by_meeting: dict[int, list[AgendaItem]] = {}
    for item in items:
        by_meeting.setdefault(item.meeting_id, []).append(item)
    return [Place(one, item) for one in meetings.values() if one.slug not in have_it for item in by_meeting.get(one.pk, [])]


def is_published(body: Body) -> bool:
    """Whether there is anything for the paper to say: it tells what the public may read."""
    return programme_on(body, clock.today()) is not None


@transaction.atomic
def add_programme_paper(*, item: AgendaItem, actor: User | None) -> Paper:
    """Put the paper, drawn as at today, on an item. An agenda has it once; it is drawn anew from its page.

    Raises ValidationError where the agenda is closed or has the paper, or no programme is published.
    """
    meeting = lock_open(item.meeting)
    if not is_published(meeting.body):
        raise ValidationError(_("No work programme of this year is published. Publish it first"), code="draft")
    if _papers(meeting.body, [meeting.slug]).exists():
        words = _("That agenda has this paper already. Take it from the register again on its page")
        raise ValidationError({"item": words})
    return add_paper(item=item, actor=actor, title=title_of(WORK_PROGRAMME), source=WORK_PROGRAMME)


def _papers(body: Body, slugs: list[str]):
    own = Paper.objects.filter(area=body.area_id, collection__in=slugs, source=WORK_PROGRAMME)
    return own.exclude(status=PaperStatus.WITHDRAWN)
