"""Excluding the press and public from an item, and what follows where the panel does not agree to it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.choices import Access, PaperStatus
from documents.models import Paper
from meetings import rules
from meetings.choices import Publication, Result
from meetings.models import Action, AgendaItem, MinuteItem, Recommendation, Resolution
from meetings.services import actions, recommendations
from meetings.services.minutes.locks import lock_item, lock_minutes, lock_writing, note_change
from meetings.services.opening import open_for_all
from panels.choices import Nation


def offer_exclusion(item: MinuteItem) -> int | None:
    """The paragraph of Schedule 12A with which the public may be excluded before an item; None where that is not asked.

    Asked of an exempt item of a meeting in public that has no such resolution yet (Local Government Act 1972, s.100A(4)).
    """
    is_open = item.minutes.meeting.publication == Publication.PUBLIC
    if item.access != Access.EXEMPT or not is_open or exclusions(item).exists():
        return None
    return item.exempt_paragraph


def exclusions(item: MinuteItem):
    """The resolutions to exclude the press and public that stand under an item."""
    return Resolution.objects.filter(entry__item=item, entry__removed_at__isnull=True, excludes_public=True)


def may_open(item: MinuteItem) -> bool:
    """Whether a private item may be made public: the panel did not agree to exclude the public, and nothing else says so."""
    return item.is_private and _was_refused(item)


def exclusion_words(item: MinuteItem, paragraph: int | None) -> str:
    """The resolution in the words of the Act, for an item that comes without words of its own."""
    part = _("Part 4") if item.minutes.meeting.area.nation == Nation.WALES else _("Part 1")
    words = _(
        "That under section 100A(4) of the Local Government Act 1972 the press and public be excluded from the meeting for "
        "this item, because exempt information as defined in paragraph %(paragraph)s of %(part)s of Schedule 12A to that "
        "Act would otherwise be likely to be disclosed to them."
    )
    return words % {"paragraph": paragraph or "", "part": part}


@transaction.atomic
def open_item(*, item: MinuteItem, actor: User | None) -> MinuteItem:
    """Make the minutes of a private item public, with its actions and recommendations. Its papers are a step of their own.

    Refuses while no resolution to exclude the public was lost or fell there. A second time changes nothing.
    """
    locked = lock_writing(item.minutes)
    fresh = lock_item(item, locked)
    if not fresh.is_private:
        return fresh
    if not _was_refused(fresh):
        words = _("First add the resolution to exclude the press and public, with the result that it was lost or fell")
        raise ValidationError(words, code="private")
    _set_access(fresh, Access.PUBLIC, None, actor)
    note_change(locked, actor)
    _record(fresh, actor, "meetings.minute_item_opened")
    return fresh


def follow_ruling(item: MinuteItem, actor: User | None) -> None:
    """Make an item private again when the resolution for which it was opened is changed or removed; within that change.

    Once its papers are public it stays so: what everybody could read is not taken back.
    """
    line = item.agenda_item
    if item.is_private or _was_refused(item) or not (line.is_private if line else item.neutral_title):
        return
    if line:
        _set_access(item, line.access, line.exempt_paragraph, actor)
    else:  # raised at the meeting: what it was is told by its resolutions
        put = Resolution.objects.filter(entry__item=item, excludes_public=True).order_by("entry__removed_at", "-entry__number")
        _set_access(item, Access.EXEMPT, put.values_list("exempt_paragraph", flat=True).first(), actor)
    _record(item, actor, "meetings.minute_item_closed")


def papers_to_open(item: MinuteItem) -> list[Paper]:
    """The private papers of an item that become public with it, in order; not those that were withdrawn."""
    if item.agenda_item_id is None:
        return []
    held = Paper.objects.filter(item_paper__item=item.agenda_item_id, withdrawn_at__isnull=True)
    there = held.exclude(access=Access.PUBLIC).exclude(status=PaperStatus.SUPERSEDED)
    return list(there.select_related("area", "body", "current").order_by("item_paper__position"))


@transaction.atomic
def publish_opened_papers(*, item: MinuteItem, actor: User | None) -> list[Paper]:
    """Make the papers of an item public that was opened in the minutes, and its line of the agenda with its title.

    Written papers are printed again without the line that says they are exempt. Packs that are out stay as they were.
    Refuses an item that is private still. Returns the papers that everybody may read from now on.
    """
    locked = lock_minutes(item.minutes)
    fresh = lock_item(item, locked)
    _refuse_private(fresh)
    line = _lock_line(fresh)
    if line is None:
        return []
    line.access = Access.PUBLIC  # paragraph and reason stay: they say why it was private when the agenda went out
    line.bump()
    line.full_clean()
    line.save()
    opened = [open_for_all(paper, line, actor) for paper in papers_to_open(fresh)]
    papers = [paper.reference for paper in opened]
    detail = {"item": line.reference, "papers": papers}
    record(actor=actor, action="meetings.item_opened", target=locked.meeting, area=locked.meeting.area, detail=detail)
    return opened


def refused_among(items: Iterable[MinuteItem]) -> set[int]:
    """The items at which the panel was asked to exclude the press and public and did not agree to it. One query."""
    rows = Resolution.objects.filter(entry__item__in=list(items), entry__removed_at__isnull=True, excludes_public=True)
    found: dict[int, set[str]] = {}
    for item, result in rows.values_list("entry__item", "result"):
        found.setdefault(item, set()).add(result)
    return {item for item, results in found.items() if Result.CARRIED not in results}


def _was_refused(item: MinuteItem) -> bool:
    return item.pk in refused_among([item])


def _set_access(item: MinuteItem, access: str, paragraph: int | None, actor: User | None) -> None:
    """Give an item its access, and what came of it the same."""
    item.access, item.exempt_paragraph = access, paragraph
    item.bump()
    item.full_clean()
    item.save()
    followed = rules.paper_access(item.minutes.meeting.publication, access)
    here = Q(entry__item=item) & ~Q(access=followed)
    for action in Action.objects.filter(here).order_by("pk"):
        actions.change_action(action=action, actor=actor, access=followed)
    for made in Recommendation.objects.filter(here).order_by("pk"):
        recommendations.change_recommendation(recommendation=made, actor=actor, access=followed)


def _refuse_private(item: MinuteItem) -> None:
    if item.is_private:
        raise ValidationError(_("The item is private. Its papers stay so"), code="private")
    if item.minutes.meeting.publication != Publication.PUBLIC:
        raise ValidationError(_("The meeting is not open to the public. Its papers stay with its members"), code="private")


def _lock_line(item: MinuteItem) -> AgendaItem | None:
    """The line of the agenda, held; None where there is nothing left to open. A sub-item follows the item it is under."""
    lines = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting", "parent")
    line = lines.filter(pk=item.agenda_item_id or 0, meeting=item.minutes.meeting_id).first()
    if line is None or not line.is_private:
        return None
    if line.parent and line.parent.is_private:
        raise ValidationError(_("It stands under a private item. Open that one first"), code="private")
    line.meeting = item.minutes.meeting
    return line


def _record(item: MinuteItem, actor: User | None, action: str) -> None:
    minutes = item.minutes
    detail = {"item": item.reference, "access": item.access}
    record(actor=actor, action=action, target=minutes, area=minutes.meeting.area, detail=detail)
