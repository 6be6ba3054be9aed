"""Putting an agenda before the public: what is checked, what is frozen, and who is told."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.choices import Edition, PaperKind
from documents.models import Pack, Paper
from documents.services.findings import open_blocking, override_findings
from documents.services.papers import publish_papers
from interface import clock
from meetings import rules
from meetings.choices import ItemKind, ItemState, MeetingStatus, Publication, RequestStatus, StandingContent
from meetings.models import AgendaItem, AgendaVersion, Meeting, PaperRequest
from meetings.services import undo
from meetings.services.agenda import update_item
from meetings.services.approvals import approval_state
from meetings.services.duties import keep_calendar
from meetings.services.lateness import lateness
from meetings.services.locks import lock
from meetings.services.notices import Letter, tell_members
from meetings.services.packs import current_packs, editions_agree, pack_inputs, publish_packs
from meetings.services.reading import (
    clear_days_given,
    members_on_the_day,
    next_meeting_text,
    notice_for,
    offices_on_the_day,
    seen_agenda,
)
from meetings.services.requests import mark_to_follow, outstanding
from panels.models import ContactOfficer


@transaction.atomic
def publish_agenda(
    *,
    meeting: Meeting,
    actor: User,
    accept_unreadable: bool = False,
    reports_follow: bool = False,
    answered_for: str = "",
    findings_reason: str = "",
) -> AgendaVersion:
    """Open an agenda, its papers and its packs to those who may read them, and freeze what was said.

    Raises ValidationError listing every problem, and changes nothing if it does. A late agenda goes out only once
    it is said why (`lateness.say_why_late`), a paper that cannot be read out only with
    `accept_unreadable`, findings that nobody decided only on the name in `answered_for`, with `findings_reason`, and
    without a report that was asked for only with `reports_follow`: “to follow” is printed in its place.
    Members are sent the notice of meeting.
    """
    locked = lock(meeting)
    override = rules.Override(answered_for.strip(), findings_reason.strip())
    answers = Answers(accept_unreadable=accept_unreadable, reports_follow=reports_follow, override=override)
    facts = readiness(locked, answers)
    if problems := rules.publication_problems(facts):
        raise ValidationError(problems)
    mark_to_follow(locked)
    papers = papers_to_publish(locked)
    override_findings(papers=papers, answered_for=override.answered_for, reason=override.reason, actor=actor)
    with _own_language():
        _freeze_standing_text(locked)
    locked.status, locked.published_at = MeetingStatus.PUBLISHED, clock.now()
    locked.announced_at = locked.announced_at or locked.published_at
    locked.bump()
    locked.full_clean()
    locked.save()
    publish_papers(papers=papers, actor=actor)
    publish_packs(meeting=locked, actor=actor)
    with _own_language():
        version = _freeze(locked, actor, _late(facts.lateness))
    undo.forget(locked)
    detail = {"version": version.number, "sha256": version.sha256, "clear_days": version.clear_days}
    record(actor=actor, action="meetings.agenda_published", target=locked, area=locked.area, detail=detail)
    keep_calendar(locked, actor)
    tell_members(locked, Letter.NOTICE, actor)
    return version


@transaction.atomic
def print_to_follow(*, item: AgendaItem, actor: User) -> AgendaItem:
    """Let an agenda go out without the paper of one of its items: “To follow” is printed until it comes.

    Refuses a heading, and an item that waits for no paper.
    """
    if item.kind != ItemKind.ITEM or item.state != ItemState.EXPECTED:
        raise ValidationError(_("This item waits for no paper"), code="settled")
    return update_item(item=item, actor=actor, version=item.version, state=ItemState.TO_FOLLOW)


@dataclass(frozen=True)
class Answers:
    """What whoever publishes said to the questions of the form."""

    accept_unreadable: bool = False
    reports_follow: bool = False
    override: rules.Override = field(default_factory=rules.Override)


def readiness(meeting: Meeting, answers: Answers | None = None) -> rules.Readiness:
    """Everything that decides whether the agenda may go out today."""
    answers = answers or Answers()
    notice = notice_for(meeting)
    contact = ContactOfficer.objects.on(clock.today()).filter(body=meeting.body_id)  # whom the front sheet will name
    packs = current_packs(meeting)
    states = _states(meeting, packs)
    built = [pack for pack in packs.values() if pack] if all(state.is_current for state in states) else []
    return rules.Readiness(
        status=meeting.status,
        held_on=meeting.held_on,
        today=clock.today(),
        has_venue=meeting.venue_id is not None,
        items=_items(meeting),
        member_count=members_on_the_day(meeting).count(),
        has_contact=contact.exists(),
        packs=states,
        last_day=notice.last_day if notice else None,
        clear_days_required=notice.clear_days if notice else 0,
        lateness=lateness(meeting),
        accept_unreadable=answers.accept_unreadable,
        reports_follow=answers.reports_follow,
        override=answers.override,
        approval=_approval(meeting),
        editions_agree=editions_agree(built) if built else None,
        unlike_the_standard=_unlike_the_standard(built),
        attendee_count=offices_on_the_day(meeting).count() if meeting.body.is_of_commissioner else None,
        of_commissioner=meeting.body.is_of_commissioner,
    )


def outstanding_report(request: PaperRequest, found: Mapping[int, Sequence[Any]]) -> rules.OutstandingReport:
    """A report that was asked for, as the checks see it; `found` is what `open_blocking` says of the papers sent in."""
    has_come = request.status == RequestStatus.SUBMITTED
    is_late = not has_come and request.due_on < clock.today()
    findings = None
    if has_come and request.paper and request.paper.pk in found:
        findings = rules.OpenFindings(request.paper.slug, request.title, len(found[request.paper.pk]))
    return rules.OutstandingReport(request.number, str(request.asked_of), has_come, is_late, request.title, findings)


def papers_to_publish(meeting: Meeting) -> list[Paper]:
    """The papers on the agenda, in its order, without those of withdrawn items."""
    items = meeting.agenda_items.for_page().exclude(state=ItemState.WITHDRAWN)
    return [link.paper for item in items for link in item.item_papers.all()]


def pack_states(meeting: Meeting) -> list[rules.PackState]:
    """Whether each edition's newest pack was built from what the agenda and its papers say now."""
    return _states(meeting, current_packs(meeting))


def public_face(meeting: Meeting) -> dict[str, Any]:
    """What the public reads of an agenda, as plain values: no private title, paper or reason beyond the printed one.

    Of a body that approves its papers for release: what the public will read of it then.
    """
    opened = meeting.publication == Publication.PUBLIC or meeting.body.approves_release
    items = seen_agenda(meeting, entitled=False) if opened else []
    return {
        "meeting": {
            "slug": meeting.slug,
            "body": meeting.body.name,
            "kind": meeting.kind,
            "date": meeting.held_on.isoformat(),
            "starts_at": meeting.starts_at.isoformat("minutes") if meeting.starts_at else "",
            "venue": str(meeting.venue or ""),
        },
        "items": [_plain(item) for item in items],
    }


def _states(meeting: Meeting, packs: Mapping[str, Pack | None]) -> list[rules.PackState]:
    states = []
    for edition, built in packs.items():
        current = built is not None and built.inputs == pack_inputs(meeting, edition)
        states.append(rules.PackState(str(Edition(edition).label), built is not None, current, built.page_count if built else 0))
    return states


def _unlike_the_standard(packs: list[Pack]) -> list[tuple[str, str]]:
    """The uploads of a pack that fail the accessibility standard: each is read as a web page."""
    pieces = [piece for pack in packs for piece in pack.manifest.get("pieces", [])]
    found = {piece["key"]: piece["title"] for piece in pieces if piece["kind"] == "upload" and not piece.get("claims_ua", True)}
    return list(found.items())


def _approval(meeting: Meeting) -> rules.Approval | None:
    state = approval_state(meeting)
    return rules.Approval(state.status, state.is_current) if state.needed else None


def _items(meeting: Meeting) -> list[rules.ItemFacts]:
    """Every item, with what was found in its papers and what was asked for it: one query each for the whole agenda."""
    items = list(meeting.agenda_items.for_page())
    waiting = outstanding(meeting)
    sent = [request.paper for request in waiting if request.paper]
    found = open_blocking([*(link.paper for item in items for link in item.item_papers.all()), *sent])
    asked: dict[int, list[PaperRequest]] = {}
    for request in waiting:
        asked.setdefault(request.item_id, []).append(request)
    return [_facts(meeting, item, found, asked.get(item.pk, [])) for item in items]


def _facts(
    meeting: Meeting, item: AgendaItem, found: Mapping[int, Sequence[Any]], asked: Sequence[PaperRequest]
) -> rules.ItemFacts:
    papers = [link.paper for link in item.item_papers.all()]
    wanted = rules.paper_access(meeting.publication, item.access)
    return rules.ItemFacts(
        number=item.number,
        title=item.title,
        kind=item.kind,
        state=item.state,
        access=item.access,
        needs_paper=item.needs_paper,
        paper_count=len(papers),
        neutral_title=item.neutral_title,
        exempt_paragraph=item.exempt_paragraph,
        public_interest_reason=item.public_interest_reason,
        papers_out_of_step=sum(paper.access != wanted for paper in papers),
        unreadable=tuple(paper.title for paper in papers if _is_unreadable(paper)),
        slug=item.slug,
        findings=tuple(rules.OpenFindings(one.slug, one.title, len(found[one.pk])) for one in papers if one.pk in found),
        reports=tuple(outstanding_report(request, found) for request in asked),
    )


def _is_unreadable(paper: Paper) -> bool:
    """Whether a paper is pictures of pages alone: no software can read it out, search it or enlarge its words."""
    version = paper.current
    return paper.kind == PaperKind.PDF and version is not None and not any(text.strip() for text in version.page_texts)


def _own_language() -> AbstractContextManager[None]:
    """What is kept is in the portal's own language, whatever the language of whoever publishes."""
    return translation.override(settings.LANGUAGE_CODE)


def _freeze_standing_text(meeting: Meeting) -> None:
    """The date of the next meeting stays as it was when the agenda went out."""
    standing = meeting.agenda_items.filter(content=StandingContent.NEXT_MEETING)
    if standing.exists():
        standing.update(purpose=next_meeting_text(meeting))


def _late(said: rules.Lateness | None) -> dict[str, str]:
    if said is None:
        return {}
    names = ("ground", "reason", "agreed_by", "provision")
    return {f"late_{name}": getattr(said, name) for name in names}


def _freeze(meeting: Meeting, actor: User, late: dict[str, str]) -> AgendaVersion:
    notice = notice_for(meeting)
    opened = meeting.published_at or clock.now()
    face = public_face(meeting)
    canonical = json.dumps(face, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    version = AgendaVersion(
        meeting=meeting,
        number=meeting.agenda_versions.count() + 1,
        published_at=opened,
        published_by=actor,
        clear_days=clear_days_given(meeting, clock.today()),
        clear_days_required=notice.clear_days if notice else 0,
        provision=notice.provision if notice else rules.without_notice(of_commissioner=meeting.body.is_of_commissioner),
        snapshot=face,
        sha256=hashlib.sha256(canonical.encode()).hexdigest(),
        **late,
    )
    version.full_clean()
    version.save()
    return version


def _plain(item: rules.SeenItem) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "purpose": item.purpose,
        "is_heading": item.is_heading,
        "is_sub_item": item.is_sub_item,
        "state": item.state,
        "private": item.is_private,
        "paragraph": item.paragraph,
        "reason": item.reason if item.is_private else "",
        "papers": [{"slug": paper.slug, "title": paper.title} for paper in item.papers],
    }
