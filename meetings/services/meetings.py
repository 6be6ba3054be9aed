"""Calling a meeting, changing it while it is prepared, announcing, postponing and cancelling it."""

from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.models import Pack, Paper
from interface import clock
from meetings import rules
from meetings.choices import MeetingKind, MeetingStatus
from meetings.due.reports import awaited
from meetings.models import AgendaItem, Meeting, Minutes, TemplateItem
from meetings.services import agenda
from meetings.services.carrying import carry_over, move_work
from meetings.services.deadlines import keep_due
from meetings.services.duties import keep_calendar, keep_meeting, keep_reports
from meetings.services.locks import lock, lock_open
from meetings.services.notices import Letter, tell_members
from meetings.services.privacy import match_papers
from meetings.services.questions.keeping import hold_waiting, move_questions, take_up_waiting
from panels.models import Body

FACTS = ("kind", "subject", "held_on", "starts_at", "ends_at", "venue", "webcast_url")


@transaction.atomic
def create_meeting(
    *,
    body: Body,
    actor: User | None,
    held_on: date,
    starts_at: time | None,
    kind: str = MeetingKind.ORDINARY,
    **facts: Any,
) -> Meeting:
    """Draft a meeting of a body, with the standing items of its kind. Refuses a second one of that kind on the day."""
    meeting = Meeting(
        area=body.area,
        body=body,
        slug=rules.slug_for(held_on, body.slug, kind),
        kind=kind,
        publication=rules.publication_for(kind, approves_release=body.approves_release),
        held_on=held_on,
        starts_at=starts_at,
        created_at=clock.now(),
        **facts,
    )
    _refuse_same_address(meeting)
    meeting.full_clean()
    meeting.save()
    _start_agenda(meeting)
    record(actor=actor, action="meetings.meeting_created", target=meeting, area=meeting.area, detail=_facts(meeting))
    keep_meeting(meeting, actor)
    return meeting


@transaction.atomic
def update_meeting(*, meeting: Meeting, actor: User | None, version: int, **changes: Any) -> Meeting:
    """Change a meeting that is still being prepared.

    Refuses once its agenda is published, and a new date or type once it is announced: that is a postponement.
    """
    locked = lock_open(meeting)
    locked.still_at(version)
    changed = [name for name in FACTS if name in changes and getattr(locked, name) != changes[name]]
    for name in changed:
        setattr(locked, name, changes[name])
    if {"held_on", "kind"} & set(changed):
        _move_address(locked)
    locked.bump()
    locked.full_clean()
    locked.save()
    match_papers(locked, actor)
    if {"held_on", "kind"} & set(changed):
        keep_due(locked)
    detail = {"fields": changed, **_facts(locked)}
    record(actor=actor, action="meetings.meeting_updated", target=locked, area=locked.area, detail=detail)
    keep_meeting(locked, actor)
    if {"held_on", "kind"} & set(changed):
        keep_reports(awaited(locked), actor)
    return locked


@transaction.atomic
def announce_meeting(*, meeting: Meeting, actor: User | None) -> Meeting:
    """Tell that the meeting takes place: the date and the place are public (or known to members), the agenda is not."""
    locked = lock(meeting)
    waiting = hold_waiting(locked.body)
    _become(locked, MeetingStatus.ANNOUNCED)
    _saved(locked, actor, "meetings.meeting_announced", _facts(locked))
    take_up_waiting(meeting=locked, waiting=waiting, actor=actor)
    return locked


@transaction.atomic
def hold_meeting(*, meeting: Meeting, actor: User | None) -> Meeting:
    """Record that the meeting took place. Refuses before its day."""
    locked = lock(meeting)
    if locked.held_on > clock.today():
        raise ValidationError(_("The day of the meeting has not come yet"))
    _become(locked, MeetingStatus.HELD)
    return _saved(locked, actor, "meetings.meeting_held", {})


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, actor: User | None) -> Meeting:
    """Call a meeting off. Its page stays and says why; its members are told if it was announced.

    A draft that nobody knew of stays with those who prepare it: `announced_at` is not set.
    """
    locked = lock(meeting)
    was_known = locked.announced_at is not None
    _become(locked, MeetingStatus.CANCELLED, reason)
    _saved(locked, actor, "meetings.meeting_cancelled", {"reason": locked.status_reason})
    move_questions(meeting=locked, to=None, reason=_("The meeting is cancelled"), actor=actor)
    if was_known:
        tell_members(locked, Letter.OFF, actor)
    return locked


@transaction.atomic
def postpone_meeting(
    *,
    meeting: Meeting,
    reason: str,
    held_on: date,
    starts_at: time | None,
    actor: User | None,
    carry_papers: bool = False,
    **facts: Any,
) -> Meeting:
    """Put a meeting off to another day and give the meeting it moved to.

    The old one keeps its page, its reason and its published papers, and points at the new one. That one is announced;
    it starts with the same agenda, unless a meeting of that kind is called for the day already. With `carry_papers` the
    papers as published go along, as drafts on the items of the same address. The notes for the Chair, the reports that are
    awaited and the drafts of an agenda that was not published go along in any case.
    """
    locked = lock(meeting)
    if held_on == locked.held_on:
        raise ValidationError({"held_on": _("Choose another day than the present one")})
    _become(locked, MeetingStatus.POSTPONED, reason)
    target = _target(locked, held_on, starts_at, actor, facts)
    locked.moved_to = target
    if carry_papers and target.status in rules.CHANGEABLE:
        carry_over(source=locked, target=target, actor=actor)
    move_work(source=locked, target=target, actor=actor)
    move_questions(meeting=locked, to=target, reason=_("The meeting is postponed"), actor=actor)
    _saved(locked, actor, "meetings.meeting_postponed", {"reason": locked.status_reason, "to": target.slug})
    tell_members(locked, Letter.OFF, actor)
    return target


def _become(meeting: Meeting, status: str, reason: str = "") -> None:
    if not rules.may_become(meeting.status, status):
        said = {"state": meeting.get_status_display().lower(), "wanted": MeetingStatus(status).label.lower()}
        raise ValidationError(_("The meeting is %(state)s and cannot become %(wanted)s") % said)
    if status in rules.OFF and Minutes.objects.filter(meeting=meeting).exists():
        raise ValidationError(_("The minutes of this meeting are begun: it took place"), code="minuted")
    if status in rules.OFF and not reason.strip():
        raise ValidationError({"reason": _("Say why the meeting does not take place")})
    meeting.status = status
    meeting.status_reason = reason.strip()
    if status == MeetingStatus.ANNOUNCED:
        meeting.announced_at = clock.now()


def _saved(meeting: Meeting, actor: User | None, action: str, detail: dict) -> Meeting:
    meeting.bump()
    meeting.full_clean()
    meeting.save()
    record(actor=actor, action=action, target=meeting, area=meeting.area, detail=detail)
    keep_calendar(meeting, actor)
    return meeting


def _refuse_same_address(meeting: Meeting) -> None:
    same = Meeting.objects.filter(area=meeting.area_id, slug=meeting.slug).exclude(pk=meeting.pk)
    if same.exists():
        words = _("A meeting of this type on that date exists. Choose another day or type")
        raise ValidationError({"held_on": words})


def _move_address(meeting: Meeting) -> None:
    """A draft's address follows its date and type; nobody outside has seen it. Its papers and previews go with it."""
    if meeting.status != MeetingStatus.DRAFT:
        words = _("The meeting is announced. Postpone it to change its date, or cancel it to change its type")
        raise ValidationError({"held_on": words})
    before, meeting.slug = meeting.slug, rules.slug_for(meeting.held_on, meeting.body.slug, meeting.kind)
    meeting.publication = rules.publication_for(meeting.kind, approves_release=meeting.body.approves_release)
    _refuse_same_address(meeting)
    for rows in (Paper.objects, Pack.objects):
        rows.filter(area=meeting.area, body=meeting.body, collection=before).update(collection=meeting.slug)


def _start_agenda(meeting: Meeting) -> None:
    standing = TemplateItem.objects.filter(body=meeting.body, kind=meeting.kind).order_by("position")
    for template in standing:
        agenda.place_item(
            meeting,
            title=template.title,
            purpose=template.purpose,
            item_type=template.item_type,
            lead=template.lead,
            content=template.content,
            needs_paper=template.needs_paper,
        )
    agenda.renumber(meeting)


def _target(meeting: Meeting, held_on: date, starts_at: time | None, actor: User | None, facts: dict) -> Meeting:
    """The meeting that another is postponed to: the one called for that day, or a new one with the same agenda."""
    slug = rules.slug_for(held_on, meeting.body.slug, meeting.kind)
    target = Meeting.objects.select_for_update(of=("self",)).filter(area=meeting.area, slug=slug).first()
    if target is None:
        hold_waiting(meeting.body)
        kept = {"subject": meeting.subject, "venue": meeting.venue, "webcast_url": meeting.webcast_url, **facts}
        target = create_meeting(body=meeting.body, actor=actor, held_on=held_on, starts_at=starts_at, kind=meeting.kind, **kept)
        _copy_agenda(meeting, target)
    if target.status == MeetingStatus.DRAFT:
        return announce_meeting(meeting=target, actor=actor)
    if target.status not in (MeetingStatus.ANNOUNCED, MeetingStatus.PUBLISHED):
        state = target.get_status_display().lower()
        raise ValidationError({"held_on": _("The meeting of that day is %(state)s. Choose another day") % {"state": state}})
    return target


def _copy_agenda(source: Meeting, target: Meeting) -> None:
    """Give a new meeting the items of another, without papers, in place of the standing ones."""
    target.agenda_items.all().delete()
    copies: dict[int, AgendaItem] = {}
    for item in source.agenda_items.in_order():
        key, parent = item.pk, copies.get(item.parent_id)
        item.pk, item.id, item._state.adding = None, None, True
        item.meeting, item.parent, item.version = target, parent, 1
        item.full_clean()
        item.save()
        copies[key] = item
    agenda.renumber(target)


def _facts(meeting: Meeting) -> dict[str, str]:
    return {"date": meeting.held_on.isoformat(), "kind": meeting.kind}
