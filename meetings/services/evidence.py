"""Linking an action to what answers it or bears on it, and taking such a link away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from documents.choices import PaperStatus, Relation
from documents.links import End, Key, find_ends
from documents.models import Link, Paper
from documents.services.links import add_link, remove_link, restore_link
from interface import clock
from meetings.choices import ActionStatus
from meetings.models import Action, Meeting, MinuteEntry, Recommendation
from meetings.permissions import Reader
from meetings.rules.actions import NOT_TAKING_PLACE
from meetings.services.actions import say_of_action
from meetings.services.reader import packs_offered, ranges_of

UNDO_DAYS = 30  # how long a removed link is offered back


@dataclass(frozen=True)
class OfferedPaper:
    """A paper that can be linked, with the item it lies under and its pages in the pack."""

    paper: Paper
    item: str
    pages: tuple[int, int] | None


def meetings_to_link(action: Action, user: Reader) -> list[Meeting]:
    """The meetings of the area from the day on which the action was asked, the latest first."""
    seen = Meeting.objects.visible_to(user).filter(area=action.area_id, held_on__gte=action.raised_on)
    return list(seen.exclude(status__in=NOT_TAKING_PLACE).select_related("body").order_by("-held_on", "-starts_at", "slug"))


def papers_to_link(meeting: Meeting, user: Reader) -> list[OfferedPaper]:
    """The papers of a meeting that are out, in the order of its agenda."""
    seen = Paper.objects.visible_to(user).filter(area=meeting.area_id, collection=meeting.slug, status=PaperStatus.PUBLISHED)
    rows = seen.select_related("item_paper__item").order_by("item_paper__item__position", "item_paper__position", "title")
    ranges = ranges_of(packs_offered(meeting, user))
    return [OfferedPaper(paper, _item_of(paper), _pages(ranges.get(paper.slug))) for paper in rows]


def _item_of(paper: Paper) -> str:
    link = getattr(paper, "item_paper", None)
    return link.item.number if link else ""


def _pages(pages: Sequence[int] | None) -> tuple[int, int] | None:
    return (pages[0], pages[1]) if pages else None


def entries_to_link(meeting: Meeting, user: Reader) -> list[MinuteEntry]:
    """The paragraphs of a meeting's minutes that are out, in their order."""
    seen = MinuteEntry.objects.visible_to(user).filter(minutes__meeting=meeting, minutes__published_at__isnull=False)
    return list(seen.select_related("item").order_by("item__position", "position", "number"))


def record_to_link(reference: str, action: Action, user: Reader) -> Key | None:
    """Another action or a recommendation of the area by its reference, however it is typed."""
    wanted = {"area": action.area_id, "reference__iexact": reference.strip(), "published_at__isnull": False}
    other = Action.objects.visible_to(user).filter(**wanted).exclude(pk=action.pk).first()
    if other:
        return ("action", other.pk)
    made = Recommendation.objects.visible_to(user).filter(**wanted).first()
    return ("recommendation", made.pk) if made else None


@transaction.atomic
def link_evidence(
    *, action: Action, version: int, actor: User, source: Key, page: int | None, on: date, text: str, answers: bool
) -> None:
    """Tie an action to what answers it or bears on it, with the page of the pack and what it says there.

    What answers an action that is not settled is said in its log too, which makes it answered. The day is not before the
    action was asked, nor to come. Raises ValidationError by field, `stale` when `version` is not the newest.
    """
    if source not in find_ends(actor, [source]):
        raise ValidationError(_("Choose what to link to"), code="unknown")
    day = min(max(on, action.raised_on), clock.today())
    if answers and action.is_unsettled:
        say_of_action(action=action, version=version, actor=actor, on=day, text=text, answers=True, evidence=[(source, page, "")])
        return
    relation = Relation.ANSWERS if answers else Relation.BEARS_ON
    target = ("action", action.pk)
    add_link(area=action.area, source=source, relation=relation, target=target, actor=actor, on=day, page=page, note=text)


@dataclass(frozen=True)
class KeptLink:
    """A link of an action as those who keep the log see it, with its number; `removed_at` says that it can be put back."""

    link: Link
    other: End


def links_kept(action: Action, user: User) -> list[KeptLink]:
    """The links of an action as far as the person may see their far ends, and those that were removed in the last days."""
    here = Q(target_kind="action", target_key=action.pk) | Q(source_kind="action", source_key=action.pk)
    lately = clock.now() - timedelta(days=UNDO_DAYS)
    standing = Q(removed_at__isnull=True) | Q(removed_at__gte=lately)
    links = list(Link.objects.filter(here, standing, area=action.area_id).order_by("on", "number"))
    far = {link.pk: _far(link, action) for link in links}
    ends = find_ends(user, far.values())
    return [KeptLink(link, ends[far[link.pk]]) for link in links if far[link.pk] in ends]


def _far(link: Link, action: Action) -> Key:
    source, target = (link.source_kind, link.source_key), (link.target_kind, link.target_key)
    return target if source == ("action", action.pk) else source


@transaction.atomic
def change_link(*, link: Link, action: Action, actor: User, removed: bool) -> bool:
    """Remove a link or put it back. Says whether the action now calls itself answered while no link answers it."""
    if removed:
        remove_link(link=link, actor=actor)
    else:
        restore_link(link=link, actor=actor)
    answers = Link.objects.filter(target_kind="action", target_key=action.pk, relation=Relation.ANSWERS, removed_at__isnull=True)
    return action.status == ActionStatus.ANSWERED and not answers.exists()
