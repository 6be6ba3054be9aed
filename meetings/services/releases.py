"""The item “Publication” of a board: documents put before it, approved one by one, held back. What it approves opens at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.choices import Access, PaperStatus
from documents.models import Paper
from interface import clock
from meetings.choices import MinutesEdition, Publication, ReleaseKind, ReleaseStatus
from meetings.models import ItemPaper, Meeting, MinuteItem, Minutes, Recommendation, Release
from meetings.rules.meeting import OFF
from meetings.rules.releases import (
    approving_problem,
    asking_problem,
    document_problem,
    document_words,
    paper_problem,
    step_problem,
)
from meetings.services.locks import lock
from meetings.services.minutes.locks import lock_minutes
from meetings.services.minutes.printing import edition_of, print_minutes
from meetings.services.opening import open_for_all
from meetings.services.recommendations import change_recommendation

NEWEST = 6  # meetings whose documents are offered first: half a year of a board that meets every month


@dataclass(frozen=True)
class Document:
    """Something that a board can be asked to release: the agenda or the minutes of one of its meetings, or a paper.

    `is_held` says whether the portal holds it: what it does not hold can be approved all the same, and is a recorded fact.
    """

    kind: str
    of_meeting: Meeting
    paper: Paper | None = None
    is_held: bool = True

    @property
    def key(self) -> str:
        """What a form sends for it: kind, meeting and paper."""
        return "/".join([self.kind, self.of_meeting.slug, *([self.paper.slug] if self.paper else [])])

    @property
    def words(self) -> str:
        """What it is called on the page of the office."""
        return document_words(self.kind, self.of_meeting, self.paper)


def documents_to_release(meeting: Meeting, *, older: bool = False, taken_too: bool = False) -> list[Document]:
    """What a meeting can be asked to release: nothing that is public, asked here, or approved before; the newest first.

    Of the newest meetings of the body alone, unless `older` asks for all. `taken_too` gives what is asked already as well,
    which `ask_release` refuses: a form that is sent twice is known by its token. Four queries.
    """
    rows = Meeting.objects.filter(body=meeting.body_id, held_on__lte=meeting.held_on).exclude(status__in=OFF)
    held = list(
        rows.select_related("area", "body", "minutes").order_by("-held_on", "-starts_at", "slug")[: None if older else NEWEST]
    )
    known = Release.objects.filter(of_meeting__in=held)
    taken = set(known.filter(status=ReleaseStatus.APPROVED).values_list("kind", "of_meeting", "paper"))
    taken |= set(known.filter(meeting=meeting).values_list("kind", "of_meeting", "paper"))
    papers = _papers_of(held)
    if taken_too:
        taken = set()
    found = [document for one in held for document in _documents_of(one, meeting, papers.get(one.pk, []))]
    return [one for one in found if (one.kind, one.of_meeting.pk, one.paper.pk if one.paper else None) not in taken]


def has_older(meeting: Meeting) -> bool:
    """Whether the body has more meetings than those whose documents are offered first."""
    return Meeting.objects.filter(body=meeting.body_id, held_on__lte=meeting.held_on).exclude(status__in=OFF).count() > NEWEST


@transaction.atomic
def ask_release(*, meeting: Meeting, documents: Sequence[Document], actor: User | None) -> list[Release]:
    """Put documents before a meeting, to be approved for release under its item “Publication”.

    Refuses, beside `documents`: none, a document of another body or a later day, one that is private by a paragraph, one that
    is a draft, and one that is before the meeting already or was approved before.
    """
    locked = lock(meeting)
    if problem := asking_problem(locked):
        raise ValidationError(problem, code="closed")
    if not documents:
        raise ValidationError({"documents": _("Choose at least one document")})
    number = locked.releases.aggregate(last=Max("number"))["last"] or 0
    made = []
    for place, document in enumerate(documents, start=1):
        _refuse_document(locked, document)
        release = Release(
            meeting=locked, number=number + place, kind=document.kind, of_meeting=document.of_meeting, paper=document.paper,
            asked_at=clock.now(), asked_by=actor,
        )  # fmt: skip
        release.full_clean()
        release.save()
        made.append(release)
    _record(locked, actor, "meetings.release_asked", made)
    return made


@transaction.atomic
def approve_releases(
    *, meeting: Meeting, chosen: Iterable[tuple[int, int]], actor: User | None, minute_item: MinuteItem | None = None
) -> list[Release]:
    """Record that a meeting approved documents for release, each as its number and the version that was read: they open at once.

    The agenda and the minutes become public, a paper goes to the public store, minutes that are out are printed again with
    the face that everybody reads. Refuses before the day of the meeting, what is held back, what was approved before, and,
    beside `chosen`, a paper that became private or was withdrawn.
    """
    wanted = dict(chosen)
    locked = lock(meeting)
    if problem := approving_problem(locked, clock.today()):
        raise ValidationError(problem, code="early")
    if minute_item and minute_item.minutes.meeting_id != locked.pk:
        raise ValidationError({"minute_item": _("Choose an item of this meeting")})
    rows = list(_held(locked).filter(number__in=wanted))
    if not rows or len(rows) != len(wanted):
        raise ValidationError({"chosen": _("Choose at least one document that is before the meeting")})
    for row in rows:
        row.still_at(wanted[row.number])
        _settle(row, ReleaseStatus.APPROVED, actor, minute_item=minute_item)
    for row in rows:
        OPENERS[ReleaseKind(row.kind)](row, actor)
    _record(locked, actor, "meetings.release_approved", rows)
    return rows


@transaction.atomic
def hold_back(*, release: Release, version: int, reason: str, actor: User | None) -> Release:
    """Record that a document is not released, and why. It can be asked for again. Refuses what was approved: it stays open."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is held back")})
    row = _lock_release(release, version)
    _settle(row, ReleaseStatus.HELD_BACK, actor, reason=reason.strip())
    _record(row.meeting, actor, "meetings.release_held_back", [row])
    return row


@transaction.atomic
def ask_again(*, release: Release, version: int, actor: User | None) -> Release:
    """Put what was held back before the meeting again."""
    row = _lock_release(release, version)
    if problem := step_problem(row.status, ReleaseStatus.ASKED):
        raise ValidationError(problem, code="settled")
    row.status, row.reason = ReleaseStatus.ASKED, ""
    row.decided_on, row.decided_at, row.decided_by, row.minute_item = None, None, None, None
    _save(row)
    _record(row.meeting, actor, "meetings.release_asked_again", [row])
    return row


@transaction.atomic
def remove_release(*, release: Release, version: int, actor: User | None) -> None:
    """Take a document off the list that was put there in error. Refuses what was approved."""
    row = _lock_release(release, version)
    if row.status == ReleaseStatus.APPROVED:
        raise ValidationError(step_problem(row.status, ReleaseStatus.ASKED), code="settled")
    _record(row.meeting, actor, "meetings.release_removed", [row])
    row.delete()


# Inside ----------------------------------------------------------------------------------------------------------


def _papers_of(held: Sequence[Meeting]) -> dict[int, list[Paper]]:
    """The published papers of meetings that a release can open, by meeting, in the order of the agenda."""
    links = ItemPaper.objects.filter(
        item__meeting__in=held, item__access=Access.PUBLIC, paper__access=Access.MEMBERS, paper__status=PaperStatus.PUBLISHED
    )
    found: dict[int, list[Paper]] = {}
    for link in links.select_related("item", "paper__area").order_by("item__position", "position"):
        found.setdefault(link.item.meeting_id, []).append(link.paper)
    return found


def _documents_of(of: Meeting, meeting: Meeting, papers: Sequence[Paper]) -> list[Document]:
    found: list[Document] = []
    if of.publication != Publication.PUBLIC:
        minutes = getattr(of, "minutes", None)
        found.append(Document(ReleaseKind.AGENDA, of, is_held=of.agenda_is_out))
        if of.held_on < meeting.held_on:
            found.append(Document(ReleaseKind.MINUTES, of, is_held=minutes is not None and minutes.is_out))
    return found + [Document(ReleaseKind.PAPER, of, paper) for paper in papers]


def _refuse_document(meeting: Meeting, document: Document) -> None:
    problem = document_problem(meeting, document.kind, document.of_meeting, document.paper)
    same = Release.objects.filter(kind=document.kind, of_meeting=document.of_meeting, paper=document.paper)
    if not problem and same.filter(status=ReleaseStatus.APPROVED).exists():
        problem = _("It was approved for release already, and everybody can read it")
    if not problem and same.filter(meeting=meeting).exists():
        problem = _("It is before this meeting already")
    if problem:
        raise ValidationError({"documents": f"{document.words}: {problem}"})


def _held(meeting: Meeting) -> Any:
    rows = Release.objects.select_for_update(of=("self",)).filter(meeting=meeting)
    return rows.select_related("meeting__area", "meeting__body", "of_meeting__area", "of_meeting__body", "paper").order_by(
        "number"
    )


def _lock_release(release: Release, version: int) -> Release:
    """The row and its meeting, held: the meeting always first."""
    locked = lock(release.meeting)
    row = _held(locked).filter(pk=release.pk).first()
    if row is None:
        raise ValidationError(_("Somebody else took this off the list already"), code="gone")
    row.still_at(version)
    return row


def _settle(row: Release, status: str, actor: User | None, *, reason: str = "", minute_item: MinuteItem | None = None) -> None:
    if problem := step_problem(row.status, status):
        raise ValidationError(problem, code="settled")
    row.status, row.reason, row.minute_item = status, reason, minute_item
    row.decided_on, row.decided_at, row.decided_by = row.meeting.held_on, clock.now(), actor
    _save(row)


def _save(row: Release) -> None:
    row.bump()
    row.full_clean()
    row.save()


def _open_agenda(row: Release, _actor: User | None) -> None:
    of = lock(row.of_meeting)
    of.agenda_released_at = of.agenda_released_at or clock.now()
    of.bump()
    of.save(update_fields=["agenda_released_at", "version"])


def _open_minutes(row: Release, actor: User | None) -> None:
    """Minutes that are not out yet, or not here, open when they come."""
    of = lock(row.of_meeting)
    of.minutes_released_at = of.minutes_released_at or clock.now()
    of.bump()
    of.save(update_fields=["minutes_released_at", "version"])
    begun = Minutes.objects.filter(meeting=of).first()
    if begun is None or not (begun.is_out or begun.decisions_published_at):
        return
    minutes = lock_minutes(begun)
    for made in Recommendation.objects.filter(entry__minutes=minutes, entry__item__access=Access.PUBLIC, access=Access.MEMBERS):
        change_recommendation(recommendation=made, actor=actor, access=Access.PUBLIC)
    if minutes.decisions_published_at:
        print_minutes(minutes=minutes, edition=MinutesEdition.DECISIONS, actor=actor)
    if minutes.is_out:
        print_minutes(minutes=minutes, edition=edition_of(minutes), actor=actor)


def _open_paper(row: Release, actor: User | None) -> None:
    paper = row.paper
    if paper is None:
        return
    problem = paper_problem(paper.access, paper.status)
    link = ItemPaper.objects.filter(paper=paper).select_related("item__meeting__area", "item__meeting__body").first()
    if not problem and (link is None or link.item.is_private):
        problem = _("The paper stands under a private item. A release does not open it")
    if problem or link is None:
        raise ValidationError({"chosen": f"{document_words(row.kind, row.of_meeting, paper)}: {problem}"})
    lock(row.of_meeting)  # whoever changes a paper of an agenda holds its meeting
    open_for_all(paper, link.item, actor)


OPENERS = {ReleaseKind.AGENDA: _open_agenda, ReleaseKind.MINUTES: _open_minutes, ReleaseKind.PAPER: _open_paper}


def _record(meeting: Meeting, actor: User | None, action: str, rows: Iterable[Release]) -> None:
    """Numbers and kinds alone: what a paper is called may be known to nobody."""
    detail = {"releases": [row.number for row in rows], "kinds": [str(row.kind) for row in rows]}
    record(actor=actor, action=action, target=meeting, area=meeting.area, detail=detail)
