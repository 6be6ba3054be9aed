"""Reports asked of named people: asked for, sent in, accepted onto the agenda, returned, taken back, and late ones."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.models import Paper
from documents.services import papers
from documents.services.findings import open_blocking
from interface import clock
from meetings import permissions
from meetings.choices import ItemKind, ItemState, RequestStatus
from meetings.models import AgendaItem, ItemPaper, Meeting, PaperRequest
from meetings.rules import requests as request_rules
from meetings.services import undo
from meetings.services.deadlines import DraftDeadline, draft_deadline, due_day
from meetings.services.duties import keep_reports
from meetings.services.letters import Word, tell_author, tell_preparers
from meetings.services.locks import lock
from meetings.services.papers import Upload, attach_paper, draft_paper
from meetings.services.supplements import draft_supplement, link_to_supplement
from panels import working_days
from panels.models import PoliceArea

__all__ = [
    "AskedReport", "DraftDeadline", "LatePaper", "accept_report", "ask_report", "cancel_report", "draft_deadline", "due_day",
    "late_papers", "mark_to_follow", "outstanding", "requests_of", "return_report", "submit_report",
]  # fmt: skip


@dataclass(frozen=True)
class AskedReport:
    """A report as its author's desk shows it: what is asked, for when, how far it is and what to do next."""

    number: int
    title: str
    body: str
    held_on: date
    due_on: date
    due_words: str
    status: str
    state_words: str
    return_reason: str
    was_late: bool
    is_overdue: bool
    is_yours_to_do: bool
    url: str
    meeting: Meeting


@dataclass(frozen=True)
class LatePaper:
    """A line of the log of late papers; `came_on` is None while it has not come, and the days are those until today."""

    request: PaperRequest
    author: str
    due_on: date
    came_on: date | None
    days_late: int


# Asking ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def ask_report(*, item: AgendaItem, asked_of: User, title: str, asks: str = "", actor: User | None) -> PaperRequest:
    """Ask a person for a report for an item. When it is due is worked out; they are written to.

    Refuses a heading, a withdrawn item, a meeting that takes no more reports, and a person without an appointment in
    the area today.
    """
    meeting = lock(item.meeting)
    fresh = AgendaItem.objects.get(pk=item.pk)
    _refuse(_asking_problem(meeting, fresh))
    if not permissions.people_to_ask(meeting.area).filter(pk=asked_of.pk).exists():
        raise ValidationError({"asked_of": _("Choose somebody who holds an appointment in the area today")})
    last = meeting.paper_requests.order_by("-number").first()
    request = PaperRequest(
        meeting=meeting,
        item=fresh,
        number=last.number + 1 if last else 1,
        asked_of=asked_of,
        title=title.strip(),
        asks=asks.strip(),
        due_on=due_day(meeting),
        asked_at=clock.now(),
        asked_by=actor,
    )
    request.full_clean()
    request.save()
    undo.forget(meeting)  # going back may take the item away, and what was asked for it too
    _record("meetings.report_asked", request, actor, item=fresh.reference, due=request.due_on)
    keep_reports([request], actor)
    tell_author(request, Word.REPORT_ASKED, actor)
    return request


def _asking_problem(meeting: Meeting, item: AgendaItem) -> str:
    if meeting.status not in request_rules.TAKES_REPORTS:
        return _("The meeting takes no more reports")
    if item.kind == ItemKind.HEADING:
        return _("A heading takes no report. Choose an item")
    return _("The item is withdrawn. Choose another") if item.state == ItemState.WITHDRAWN else ""


# Sending in ------------------------------------------------------------------------------------------------------


@transaction.atomic
def submit_report(
    *,
    request: PaperRequest,
    actor: User,
    text: str = "",
    upload: Upload | None = None,
    version: int | None = None,
    **facts: Any,
) -> PaperRequest:
    """Take in the report that was asked for, as a draft on no item; or what replaces it, with the draft's `version`.

    Whether it is late is decided once, when it first comes. Refuses what `submission_problem` says, and a file that
    intake refuses, under `file`; keeps nothing then. The file is examined before any row is locked. Whoever asked for it
    is written to.
    """
    request = PaperRequest.objects.for_page().get(pk=request.pk)
    _refuse(_submission_problem(request, request.meeting))
    had = request.paper_id

    def hold() -> None:
        meeting, now = _lock(request)
        _refuse(_submission_problem(now, meeting))
        if now.paper_id != had:
            raise ValidationError(_("The report was sent in already. Open its page again"), code="stale")

    paper = _draft(request, actor, hold, text=text, upload=upload, version=version, **facts)
    meeting, locked = _lock(request)
    if locked.submitted_at is None:
        locked.submitted_at, locked.due_on = clock.now(), due_day(meeting)
        locked.was_late = clock.today() > locked.due_on
    locked.paper, locked.status = paper, RequestStatus.SUBMITTED
    locked.bump()
    locked.save()
    _record("meetings.report_submitted", locked, actor, paper=paper.reference, late=locked.was_late)
    keep_reports([locked], actor)
    tell_preparers(locked, actor)
    return locked


def _submission_problem(request: PaperRequest, meeting: Meeting) -> str:
    due_on = due_day(meeting) if request.status == RequestStatus.SUBMITTED else request.due_on
    return request_rules.submission_problem(
        status=request.status, due_on=due_on, today=clock.today(), meeting_status=meeting.status
    )


def _draft(
    request: PaperRequest,
    actor: User,
    hold: papers.Hold,
    *,
    text: str | None,
    upload: Upload | None,
    version: int | None,
    **facts: Any,
) -> Paper:
    """The author's draft: a new one, or the next version of the one that is there."""
    if request.paper is None:
        made = {**facts, "title": facts.get("title") or request.title}
        paper = draft_paper(item=request.item, actor=actor, hold=hold, text=text or "", upload=upload, **made)
        paper.author = actor
        paper.save(update_fields=["author"])
        return paper
    sent: dict[str, Any] = {"data": upload.read(), "filename": upload.name} if upload else {}
    if upload is None and text:
        sent["text"] = text
    read = request.paper.version if version is None else version
    return papers.revise_paper(paper=request.paper, actor=actor, version=read, hold=hold, **facts, **sent)


# Deciding --------------------------------------------------------------------------------------------------------


@transaction.atomic
def accept_report(*, request: PaperRequest, actor: User | None, version: int) -> PaperRequest:
    """Put a report that was sent in on its item; once the agenda is out, into the supplement that is being drafted.

    Refuses while something found in its file is undecided, and an item that was withdrawn.
    """
    meeting, locked = _lock(request)
    locked.still_at(version)
    _refuse(_decision_problem(locked, meeting, request_rules.ACCEPT))
    paper = locked.paper
    if paper is None:
        raise ValidationError(_("Nothing was sent in yet"))
    if locked.item.state == ItemState.WITHDRAWN:
        raise ValidationError(_("The item is withdrawn. Return the report, or say that it is no longer wanted"))
    if open_blocking([paper]):
        raise ValidationError(_("Decide first what to do with what was found in its file, or return the report"), code="findings")
    _decide(locked, RequestStatus.ACCEPTED, actor)
    if meeting.agenda_is_out:
        _into_supplement(meeting, locked.item, paper, actor)
    else:
        attach_paper(item=locked.item, paper=paper, actor=actor, confirmed=True)
    _record("meetings.report_accepted", locked, actor, item=locked.item.reference, paper=paper.reference)
    return locked


def _into_supplement(meeting: Meeting, item: AgendaItem, paper: Paper, actor: User | None) -> None:
    supplement = draft_supplement(meeting)
    if supplement is None:
        words = _("The agenda is published. Start a supplement first, then accept the report into it")
        raise ValidationError(words, code="no_supplement")
    link_to_supplement(supplement=supplement, item=item, paper=paper, actor=actor)


@transaction.atomic
def return_report(*, request: PaperRequest, reason: str, actor: User | None, version: int) -> PaperRequest:
    """Give a report back to its author with a reason, off the agenda if it was on it. Refuses one that is published."""
    meeting, locked = _lock(request)
    locked.still_at(version)
    _refuse(_decision_problem(locked, meeting, request_rules.RETURN))
    if not reason.strip():
        raise ValidationError({"reason": _("Say what the author should change")})
    if locked.status == RequestStatus.ACCEPTED:
        _take_off(meeting, locked)
    locked.return_reason = reason.strip()
    _decide(locked, RequestStatus.RETURNED, actor)
    _record("meetings.report_returned", locked, actor)
    tell_author(locked, Word.REPORT_RETURNED, actor)
    return locked


def _take_off(meeting: Meeting, request: PaperRequest) -> None:
    """Off the agenda that is being prepared, or off the supplement that is; what has gone out stays."""
    link = ItemPaper.objects.select_related("supplement", "paper").filter(paper=request.paper_id).first()
    if link is None:
        return
    is_out = link.supplement.is_out if link.supplement else meeting.agenda_is_out
    if is_out:
        raise ValidationError(_("The report is published. Withdraw it instead"), code="published")
    undo.forget(meeting)
    meeting.bump()
    meeting.save(update_fields=["version"])
    link.delete()


@transaction.atomic
def cancel_report(*, request: PaperRequest, actor: User | None, version: int) -> PaperRequest:
    """Say that a report is no longer wanted; its author is told. What was sent in stays a draft on no item."""
    meeting, locked = _lock(request)
    locked.still_at(version)
    _refuse(_decision_problem(locked, meeting, request_rules.CANCEL))
    _decide(locked, RequestStatus.CANCELLED, actor)
    _record("meetings.report_cancelled", locked, actor)
    keep_reports([locked], actor)
    tell_author(locked, Word.REPORT_CANCELLED, actor)
    return locked


def _decision_problem(request: PaperRequest, meeting: Meeting, act: str) -> str:
    return request_rules.decision_problem(status=request.status, act=act, meeting_status=meeting.status)


def _decide(request: PaperRequest, status: str, actor: User | None) -> None:
    request.status, request.decided_at, request.decided_by = status, clock.now(), actor
    request.bump()
    request.full_clean()
    request.save()


# Reading ---------------------------------------------------------------------------------------------------------


def requests_of(user: User, area: PoliceArea) -> list[AskedReport]:
    """What a person is asked to report on for meetings to come in an area, the most urgent first. One query.

    Empty for somebody who holds no appointment there today. What is done stays until its meeting is over.
    """
    today = clock.today()
    asked = PaperRequest.objects.visible_to(user).filter(asked_of=user, meeting__area=area)
    wanted = asked.filter(meeting__status__in=request_rules.TAKES_REPORTS).exclude(status=RequestStatus.CANCELLED)
    rows = wanted.select_related("meeting__area", "meeting__body").order_by("due_on", "meeting__held_on", "number")
    found = [_asked(row, today) for row in rows]
    return sorted(found, key=lambda one: not one.is_yours_to_do)


def _asked(request: PaperRequest, today: date) -> AskedReport:
    is_yours = request.status in (RequestStatus.ASKED, RequestStatus.RETURNED)
    return AskedReport(
        number=request.number,
        title=request.title,
        body=request.meeting.body.name,
        held_on=request.meeting.held_on,
        due_on=request.due_on,
        due_words=request_rules.due_words(request.due_on, today),
        status=request.status,
        state_words=str(request.get_status_display()),
        return_reason=request.return_reason if request.status == RequestStatus.RETURNED else "",
        was_late=request.was_late,
        is_overdue=is_yours and request.due_on < today,
        is_yours_to_do=is_yours,
        url=request.get_absolute_url(),
        meeting=request.meeting,
    )


def outstanding(meeting: Meeting) -> list[PaperRequest]:
    """The reports that a meeting still waits for, or that nobody has decided on."""
    wanted = meeting.paper_requests.outstanding().select_related("item", "asked_of", "meeting__area", "paper")
    return list(wanted.order_by("number"))


def late_papers(meeting: Meeting) -> list[LatePaper]:
    """The reports that came after their day, and those that should have come. Days are working days."""
    today, nation = clock.today(), meeting.area.nation
    asked = meeting.paper_requests.exclude(status=RequestStatus.CANCELLED)
    rows = asked.select_related("asked_of", "item", "meeting__area").order_by("number")
    return [row for request in rows if (row := _late(request, today, nation))]


def _late(request: PaperRequest, today: date, nation: str) -> LatePaper | None:
    came = clock.as_local(request.submitted_at).date() if request.submitted_at else None
    if not request.was_late and (came or request.due_on >= today):
        return None
    days = working_days.count_working_days_after(request.due_on, came or today, nation)
    return LatePaper(request, request.asked_of.name, request.due_on, came, days)


# Publishing ------------------------------------------------------------------------------------------------------


def mark_to_follow(meeting: Meeting) -> list[AgendaItem]:
    """Write "to follow" on the items that wait for a report and have no paper; called within the change that publishes.

    `reading.as_printed` shows the same before, so the pack that was built already says it.
    """
    waiting = meeting.agenda_items.filter(paper_requests__in=meeting.paper_requests.outstanding())
    items = list(waiting.filter(state=ItemState.EXPECTED, item_papers__isnull=True).distinct().order_by("position", "pk"))
    for item in items:
        item.state = ItemState.TO_FOLLOW
        item.bump()
        item.save(update_fields=["state", "version"])
    return items


# Inside ----------------------------------------------------------------------------------------------------------


def _lock(request: PaperRequest) -> tuple[Meeting, PaperRequest]:
    """The meeting and the request, held in that order, as everything else does."""
    meeting = lock(request.meeting)
    rows = PaperRequest.objects.select_for_update(of=("self",)).select_related("item__meeting", "asked_of", "paper")
    locked = rows.get(pk=request.pk)
    locked.meeting = meeting
    return meeting, locked


def _refuse(problem: str) -> None:
    if problem:
        raise ValidationError(problem)


def _record(action: str, request: PaperRequest, actor: User | None, **detail: Any) -> None:
    """On the meeting, whose history shows it; by number, since a title may be private."""
    meeting = request.meeting
    record(actor=actor, action=action, target=meeting, area=meeting.area, detail={"report": request.number, **detail})
