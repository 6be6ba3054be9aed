"""A quarterly report published: its text and charts stay, everybody reads its figures, and it goes into a meeting's agenda."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from documents.choices import Access, PaperKind, PaperStatus
from documents.models import Paper, Print
from documents.rules import guess_item
from documents.services import papers
from documents.services.prints import newest_print, print_sheet
from interface import clock
from meetings.choices import ItemKind, ItemState, Publication
from meetings.models import AgendaItem, Meeting
from meetings.rules import OFF
from meetings.services.locks import lock, lock_open
from meetings.services.papers import attach_paper, redraw_paper
from performance.choices import ReportStatus
from performance.models import Measure, QuarterlyReport
from performance.papers.report import report_sheet
from performance.services.reports.keeping import lock_report, save_report
from performance.services.reports.readiness import in_the_way, readiness
from performance.services.reports.reading import hold_measures, measures_of, meeting_on, read_report
from performance.services.standing import keep_standings

REPORT = "performance-report"  # also the key of the live paper, which papers keep


@dataclass(frozen=True)
class Placed:
    """Where the live paper of a report went: a draft of the meeting's, on an item or still on none."""

    paper: Paper
    item: AgendaItem | None


@transaction.atomic
def freeze_report(*, report: QuarterlyReport, meeting: Meeting, version: int, actor: User | None) -> QuarterlyReport:
    """Publish a draft to a meeting: its text and charts stay as they are now, it is printed, and everybody reads the figures of
    its measures until the end of the quarter.

    Raises ValidationError listing every problem; "stale", "published", "too-wide"; by field: `meeting`.
    """
    meeting = lock(meeting)  # two reports are never published to one meeting
    held = lock_report(report, version)
    _check_meeting(held, meeting)
    held.meeting = meeting
    hold_measures(measures_of(held))  # no figure and no trend changes between what is read and what is released
    if problems := in_the_way(readiness(held, actor)):
        raise ValidationError(problems)
    read = read_report(held)
    released = release(measures_of(held), held)
    held.frozen_text, held.frozen_charts, held.frozen_on = read.text, read.charts, clock.today()
    held.status, held.published_at, held.published_by = ReportStatus.FROZEN, clock.now(), actor
    held.bump()
    save_report(held, actor, "report_published", meeting=meeting.slug, measures=released)
    sheet = report_sheet(held, read.text, read.charts, meeting_on(held))
    print_sheet(
        area=held.area, owner_kind=REPORT, owner_key=held.pk, sheet=sheet, access=Access.PUBLIC, actor=actor,
    )  # fmt: skip
    return held


def release(measures: Iterable[Measure], report: QuarterlyReport) -> int:
    """Let everybody read the figures of measures until the end of a report's quarter; gives how many measures that moved."""
    later = [one for one in hold_measures(measures) if one.released_until is None or one.released_until < report.ended_on]
    for one in later:
        one.released_until = report.ended_on
        one.bump()
    Measure.objects.bulk_update(later, ["released_until", "version"])
    keep_standings(later)
    return len(later)


@transaction.atomic
def put_on_agenda(*, report: QuarterlyReport, actor: User | None) -> Placed:
    """Draw the live paper of a published report for the agenda of its meeting while that is being prepared: the one that is
    there, else a new draft on the item that names it. Where no item does, the draft waits with the meeting for its clerk.

    Raises ValidationError "closed", "published" where nothing on the agenda can be changed any more.
    """
    if report.meeting is None:
        raise ValidationError(_("The report is not published to a meeting"), code="draft")
    meeting = lock_open(report.meeting)
    mine = Paper.objects.filter(area=meeting.area, collection=meeting.slug, kind=PaperKind.LIVE, source=REPORT)
    if paper := mine.filter(status=PaperStatus.DRAFT).first():
        drawn = redraw_paper(paper=paper, actor=actor, version=paper.version)
        return Placed(drawn, AgendaItem.objects.filter(item_papers__paper=drawn).first())
    item = _item_for(meeting, report)
    paper = papers.take_live_paper(
        area=meeting.area, body=meeting.body, collection=meeting.slug, title=report.title, source=REPORT, actor=actor,
        report_of=report.contact_office, access=Access.PUBLIC,
    )  # fmt: skip
    if item is not None:
        attach_paper(item=item, paper=paper, actor=actor)
    return Placed(paper, item)


def _item_for(meeting: Meeting, report: QuarterlyReport) -> AgendaItem | None:
    """The public item of an agenda that speaks of the report; None where none does, or two do equally."""
    rows = meeting.agenda_items.filter(kind=ItemKind.ITEM, access=Access.PUBLIC).exclude(state=ItemState.WITHDRAWN)
    items = list(rows.order_by("position", "pk"))
    return guess_item(report.title, items) or guess_item(_("Performance report"), items)


def meetings_to_come(report: QuarterlyReport, user: User) -> QuerySet[Meeting]:
    """Public meetings of the report's body from today on whose agendas are being prepared, as far as somebody knows of them."""
    seen = Meeting.objects.visible_to(user).filter(body=report.body, publication=Publication.PUBLIC, published_at__isnull=True)
    coming = seen.filter(Q(held_on__gte=clock.today()) & Q(held_on__gt=report.ended_on)).exclude(status__in=OFF)
    return coming.select_related("area", "body").order_by("held_on", "starts_at", "pk")


def printed_report(report: QuarterlyReport) -> Print | None:
    """The print of a published report; None for a draft."""
    return newest_print(REPORT, report.pk)


def _check_meeting(report: QuarterlyReport, meeting: Meeting) -> None:
    if meeting.body_id != report.body_id or meeting.publication != Publication.PUBLIC:
        raise ValidationError({"meeting": _("Choose a public meeting of the body that the report is to")})
    if meeting.status in OFF:
        raise ValidationError({"meeting": _("The meeting does not take place. Choose another")})
    if meeting.held_on <= report.ended_on:
        raise ValidationError({"meeting": _("Choose a meeting after the end of the quarter")})
    if QuarterlyReport.objects.filter(meeting=meeting).exclude(pk=report.pk).exists():
        raise ValidationError({"meeting": _("Another report is published to this meeting. Choose another")})
