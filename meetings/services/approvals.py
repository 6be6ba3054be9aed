"""The Chair and the agenda: approval before it goes out, and the annotated edition with the clerk's notes.

Notes are for the Chair and those who prepare the meeting. They are in no pack, export or audit entry.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.models import Paper
from documents.services.papers import FACTS as PAPER_FACTS
from interface import clock
from meetings import permissions, rules
from meetings.choices import ApprovalStatus, ItemKind, MeetingStatus
from meetings.models import AgendaApproval, AgendaItem, AgendaUndo, Meeting
from meetings.services.letters import tell_chair, tell_clerk
from meetings.services.locks import lock, lock_open
from meetings.services.reading import as_printed
from panels import rulebook
from panels.models import PoliceArea

MEETING_FACTS = ("kind", "subject", "held_on", "starts_at", "ends_at", "venue_id", "publication")
ITEM_FACTS = (
    "parent_id", "number", "kind", "item_type", "title", "purpose", "lead", "state", "access", "neutral_title",
    "exempt_paragraph", "public_interest_reason", "content",
)  # fmt: skip
CLOSED_TO_NOTES = (MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)


@dataclass(frozen=True)
class ApprovalState:
    """Whether the Chair must approve an agenda, and how far that is. `status` is empty while nobody has asked.

    `is_current`: what the Chair last saw is what the agenda says now. `is_given`: it may go out as far as this is
    concerned, since approval is not needed, or was given to what stands there now.
    """

    needed: bool
    provision: str
    status: str
    is_current: bool
    is_given: bool
    remarks: str = ""
    number: int = 0
    asked_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: str = ""


def agenda_hash(meeting: Meeting) -> str:
    """The hash of all that the Chair approves: the meeting's facts, every line with its privacy, every paper's content."""
    items = as_printed(meeting, list(meeting.agenda_items.for_page()))
    facts = {
        "meeting": [getattr(meeting, name) for name in MEETING_FACTS],
        "items": [[item.pk, *(getattr(item, name) for name in ITEM_FACTS), _papers(item)] for item in items],
    }
    written = json.dumps(facts, cls=DjangoJSONEncoder, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def _papers(item: AgendaItem) -> list[list[Any]]:
    return [_paper(link.paper) for link in item.item_papers.all()]


def _paper(paper: Paper) -> list[Any]:
    content = paper.current.sha256 if paper.current else ""
    return [paper.pk, paper.title, content, *(getattr(paper, name) for name in sorted(PAPER_FACTS))]


def approval_state(meeting: Meeting) -> ApprovalState:
    """How the Chair's approval of a meeting's agenda stands. The agenda is read only where approval was asked for."""
    rule = rulebook.local_rule(meeting.body, rulebook.CHAIR_APPROVES, on=meeting.held_on)
    rule = rule if rule and rule.number else None
    newest = AgendaApproval.objects.filter(meeting=meeting).select_related("decided_by").order_by("-number").first()
    common: dict[str, Any] = {"needed": rule is not None, "provision": rule.provision if rule else ""}
    if newest is None:
        return ApprovalState(**common, status="", is_current=False, is_given=rule is None)
    is_current = newest.sha256 == agenda_hash(meeting)
    return ApprovalState(
        **common,
        status=newest.status,
        is_current=is_current,
        is_given=rule is None or (is_current and newest.status == ApprovalStatus.APPROVED),
        remarks=newest.remarks,
        number=newest.number,
        asked_at=newest.asked_at,
        decided_at=newest.decided_at,
        decided_by=newest.decided_by.name if newest.decided_by else "",
    )


def put_before(user: User, area: PoliceArea, slug: str) -> Meeting | None:
    """A meeting whose agenda somebody may look at as its Chair, or because they prepare it; else None.

    The Chair sees one that was put before them, or that is out; not an agenda in the making.
    """
    meeting = Meeting.objects.for_page().filter(area=area, slug=slug).first()
    if meeting is None or permissions.can_edit_agenda(user, meeting):
        return meeting
    if not permissions.can_approve_agenda(user, meeting):
        return None
    return meeting if meeting.agenda_is_out or meeting.approvals.exists() else None


# Approving -------------------------------------------------------------------------------------------------------


@transaction.atomic
def ask_approval(*, meeting: Meeting, actor: User | None) -> AgendaApproval:
    """Put an agenda before the Chair, who is written to.

    Refuses once it is out, an empty agenda, a body without a Chair, and one that the Chair has or approved as it stands.
    """
    locked = lock_open(meeting)
    sha256 = agenda_hash(locked)
    last = locked.approvals.order_by("-number").first()
    if problem := _asking_problem(locked, last, sha256):
        raise ValidationError(problem)
    approval = AgendaApproval(
        meeting=locked,
        number=last.number + 1 if last else 1,
        sha256=sha256,
        asked_at=clock.now(),
        asked_by=actor,
    )
    approval.full_clean()
    approval.save()
    _record("meetings.approval_asked", locked, actor, number=approval.number, sha256=sha256)
    tell_chair(approval, actor)
    return approval


def _asking_problem(meeting: Meeting, last: AgendaApproval | None, sha256: str) -> str:
    if not meeting.agenda_items.filter(kind=ItemKind.ITEM).exists():
        return _("Nothing is on the agenda yet. Add an item first")
    if not permissions.chairs_of(meeting):
        return _("Nobody is appointed as Chair of this body today. Ask an administrator to appoint the Chair")
    if last and last.sha256 == sha256 and last.status == ApprovalStatus.ASKED:
        return _("The Chair has this agenda already")
    if last and last.sha256 == sha256 and last.status == ApprovalStatus.APPROVED:
        return _("The Chair has approved the agenda as it stands")
    return ""


@transaction.atomic
def decide_approval(*, approval: AgendaApproval, approve: bool, remarks: str, seen: str, actor: User) -> AgendaApproval:
    """Approve an agenda, or return it with remarks. `seen` is the hash of what the Chair read.

    Refuses one that is decided, out, or put before the Chair again since; an agenda that changed while it was read;
    and a return without remarks. Whoever asked is written to.
    """
    meeting = lock_open(approval.meeting)
    locked = AgendaApproval.objects.select_for_update(of=("self",)).select_related("meeting__area").get(pk=approval.pk)
    locked.meeting = meeting
    if locked.status != ApprovalStatus.ASKED or meeting.approvals.filter(number__gt=locked.number).exists():
        raise ValidationError(_("This was decided already, or asked again. Open the page again"), code="decided")
    if seen != agenda_hash(meeting):
        raise ValidationError(_("The agenda changed while you read it. Read it again, then decide"), code="stale")
    if not approve and not remarks.strip():
        raise ValidationError({"remarks": _("Say what should change")})
    locked.status = ApprovalStatus.APPROVED if approve else ApprovalStatus.RETURNED
    locked.remarks, locked.sha256 = remarks.strip(), seen
    locked.decided_at, locked.decided_by = clock.now(), actor
    locked.bump()
    locked.full_clean()
    locked.save()
    action = "meetings.agenda_approved" if approve else "meetings.agenda_returned"
    _record(action, meeting, actor, number=locked.number, sha256=seen)
    tell_clerk(locked, actor)
    return locked


# Notes for the Chair ---------------------------------------------------------------------------------------------


@transaction.atomic
def save_chair_notes(*, meeting: Meeting, notes: Mapping[str, str], actor: User, version: int) -> Meeting:
    """Keep the notes for the Chair, by the slug of each item. Refuses a stale page and a meeting that is off.

    They may change after the agenda is out. The last change of the agenda can still be undone afterwards.
    """
    locked = lock(meeting)
    locked.still_at(version)
    if locked.status in CLOSED_TO_NOTES:
        raise ValidationError(_("The meeting does not take place. Its notes stay as they are"))
    changed = []
    for item in AgendaItem.objects.select_for_update(of=("self",)).filter(meeting=locked, slug__in=notes).order_by("pk"):
        note = notes[item.slug].strip()
        if note != item.chair_note:
            item.chair_note = note
            item.bump()
            item.save(update_fields=["chair_note", "version"])
            changed.append(item.reference)
    if changed:
        locked.bump()
        locked.save(update_fields=["version"])
        AgendaUndo.objects.filter(meeting=locked, meeting_version=version).update(meeting_version=locked.version)
        _record("meetings.chair_notes_saved", locked, actor, items=changed)
    return locked


def noted_items(meeting: Meeting) -> list[AgendaItem]:
    """The items that a note can be written for, in the order of the agenda, as it is printed."""
    items = {item.pk: item for item in as_printed(meeting, list(meeting.agenda_items.for_page()))}
    lines = [rules.Line(item.pk, item.parent_id, item.kind, item.state, item.number) for item in items.values()]
    return [items[line.key] for line in rules.reading_order(lines)]


def _record(action: str, meeting: Meeting, actor: User | None, **detail: Any) -> None:
    record(actor=actor, action=action, target=meeting, area=meeting.area, detail=detail)
