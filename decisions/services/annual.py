"""A panel's own annual report: begun, written, published with the figures of its year, and printed."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.choices import AnnualStatus, CaseStatus
from decisions.models import Case, PanelAnnualReport
from decisions.papers.annual import annual_sheet
from decisions.rules.annual import publish_problems, year_problems
from documents.choices import Access
from documents.models import Print
from documents.services.prints import Sheet, newest_print, print_sheet
from interface import clock
from meetings.choices import AttendanceGroup, AttendanceStatus, MeetingStatus, Publication, QuestionStatus, RecommendationStatus
from meetings.models import Action, Attendance, Meeting, Minutes, PublicQuestion, Recommendation, Review
from meetings.rules import OFF
from meetings.rules.programme import years_slug
from panels.choices import BodyKind
from panels.models import Body

OWNER_KIND = "annual-report"
TEXTS = ("foreword", "looking_back", "looking_ahead")
PUBLIC = AnonymousUser()  # figures count what everybody may see, whoever asks for them


# What is written --------------------------------------------------------------------------------------------------


@transaction.atomic
def create_annual_report(*, body: Body, started_on: date, ended_on: date, actor: User | None) -> PanelAnnualReport:
    """Begin a body's report on a year, as a draft. Raises ValidationError by field: `started_on`, `ended_on`."""
    Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    others = list(PanelAnnualReport.objects.filter(body=body).values_list("started_on", "ended_on"))
    if problems := year_problems(started_on, ended_on, others):
        raise ValidationError(problems)
    slug = str(started_on.year)
    if started_on.year != ended_on.year or body.kind != BodyKind.PANEL:
        slug = years_slug(started_on, ended_on, body.slug, is_panel=body.kind == BodyKind.PANEL)
    report = PanelAnnualReport(
        area=body.area, body=body, slug=slug, started_on=started_on, ended_on=ended_on, created_at=clock.now(), created_by=actor
    )
    return _saved(report, actor, "begun")


@transaction.atomic
def change_annual_report(*, report: PanelAnnualReport, version: int, actor: User | None, **texts: str) -> PanelAnnualReport:
    """Change the foreword and the words of a draft (Markdown). Raises ValidationError "stale", "published"."""
    held = _lock(report, version)
    for name in TEXTS:
        setattr(held, name, texts.get(name, getattr(held, name)).strip())
    held.bump()
    return _saved(held, actor, "changed")


@transaction.atomic
def publish_annual_report(*, report: PanelAnnualReport, version: int, actor: User | None) -> PanelAnnualReport:
    """Publish a report: the figures stay as they stand now, and it is printed. Nothing of it changes afterwards.

    Raises ValidationError listing every problem; "stale", "published".
    """
    held = _lock(report, version)
    if problems := publish_problems(held, clock.today()):
        raise ValidationError(problems)
    held.figures = figures_of(held)
    held.status, held.published_at = AnnualStatus.PUBLISHED, clock.now()
    held.bump()
    _saved(held, actor, "published")
    print_sheet(
        area=held.area, owner_kind=OWNER_KIND, owner_key=held.pk, sheet=annual_sheet(held, held.figures),
        access=Access.PUBLIC, actor=actor,
    )  # fmt: skip
    return held


def _lock(report: PanelAnnualReport, version: int) -> PanelAnnualReport:
    rows = PanelAnnualReport.objects.select_for_update(of=("self",)).select_related("area", "body")
    held = rows.get(pk=report.pk)
    if held.status == AnnualStatus.PUBLISHED:
        raise ValidationError(_("The report is published. It stays as it is"), code="published")
    held.still_at(version)
    return held


def _saved(report: PanelAnnualReport, actor: User | None, act: str) -> PanelAnnualReport:
    report.full_clean()
    report.save()
    action, year = f"decisions.annual_report_{act}", {"year": report.slug}
    record(actor=actor, action=action, target=report, area=report.area, detail=year)
    return report


# What is read -----------------------------------------------------------------------------------------------------


def sheet_of(report: PanelAnnualReport) -> Sheet:
    """The report as it would be printed now: a draft with the figures of the day."""
    figures = report.figures if report.status == AnnualStatus.PUBLISHED else figures_of(report)
    return annual_sheet(report, figures)


def printed(report: PanelAnnualReport) -> Print | None:
    """What was printed of a published report; None for a draft."""
    return newest_print(OWNER_KIND, report.pk)


def figures_of(report: PanelAnnualReport) -> dict[str, Any]:
    """What the body's public records say of a year, in a fixed number of queries. Days are ISO texts, so that it can be kept."""
    body, first, last = report.body, report.started_on, report.ended_on
    return {
        "as_at": clock.today().isoformat(),
        "meetings": _meetings(body, first, last),
        "questions": _questions(body, first, last),
        "recommendations": _recommendations(body, first, last),
        "actions": _actions(body, first, last),
        "cases": _cases(body, first, last),
        "reviews": _reviews(body, first, last),
    }


def _held(body: Body, first: date, last: date):
    """Public meetings of the year that are behind us."""
    over = Q(status=MeetingStatus.HELD) | Q(held_on__lt=clock.today())
    rows = Meeting.objects.visible_to(PUBLIC).filter(over, body=body, held_on__range=(first, last))
    return rows.filter(publication=Publication.PUBLIC).exclude(status__in=[*OFF, MeetingStatus.DRAFT])


def _meetings(body: Body, first: date, last: date) -> list[dict[str, Any]]:
    meetings = list(_held(body, first, last).order_by("held_on", "slug"))
    out = set(Minutes.objects.visible_to(PUBLIC).filter(meeting__in=meetings).values_list("meeting", flat=True))
    present: dict[int, int] = {}
    places: dict[int, int] = {}
    rows = Attendance.objects.filter(meeting__in=out, group=AttendanceGroup.MEMBERS)
    for meeting, status, stands_in in rows.values_list("meeting", "status", "substitute_for"):
        present[meeting] = present.get(meeting, 0) + (status == AttendanceStatus.PRESENT)
        places[meeting] = places.get(meeting, 0) + (stands_in is None)
    return [
        {"on": one.held_on.isoformat(), "kind": one.kind, "present": present.get(one.pk, 0), "possible": places.get(one.pk, 0)}
        for one in meetings
    ]


def _questions(body: Body, first: date, last: date) -> dict[str, int]:
    seen = PublicQuestion.objects.visible_to(PUBLIC).filter(body=body, meeting__in=_held(body, first, last))
    rows = list(seen.values_list("kind", "status"))
    counts = {kind: sum(one == kind for one, _state in rows) for kind in ("question", "statement", "petition")}
    return {**counts, "answered": sum(status == QuestionStatus.ANSWERED for _name, status in rows)}


def _recommendations(body: Body, first: date, last: date) -> dict[str, int]:
    made = Recommendation.objects.visible_to(PUBLIC).filter(body=body, made_on__range=(first, last))
    states = list(made.values_list("status", flat=True))
    return {"made": len(states), "answered": sum(one != RecommendationStatus.MADE for one in states)}


def _actions(body: Body, first: date, last: date) -> dict[str, int]:
    seen = Action.objects.visible_to(PUBLIC).filter(body=body)
    raised, closed = Q(raised_on__range=(first, last)), Q(closed_on__range=(first, last))
    rows = list(seen.filter(raised | closed).values_list("raised_on", "closed_on"))
    return {
        "raised": sum(first <= on <= last for on, _end in rows),
        "closed": sum(on is not None and first <= on <= last for _start, on in rows),
    }


def _cases(body: Body, first: date, last: date) -> list[dict[str, Any]]:
    """Cases that were open in the year, with the outcome only where it came by the last day of it."""
    seen = Case.objects.visible_to(PUBLIC).filter(body=body, opened_on__lte=last).exclude(status=CaseStatus.WITHDRAWN)
    open_then = seen.filter(~Q(status=CaseStatus.CLOSED) | Q(outcome_on__gte=first)).order_by("opened_on", "kind", "slug")
    return [_case(one, last) for one in open_then]


def _case(case: Case, last: date) -> dict[str, Any]:
    is_ended = case.status == CaseStatus.CLOSED and case.outcome_on is not None and case.outcome_on <= last
    on = case.outcome_on.isoformat() if is_ended and case.outcome_on else ""
    return {"title": case.title, "kind": case.kind, "outcome": case.outcome if is_ended else "", "on": on}


def _reviews(body: Body, first: date, last: date) -> list[dict[str, Any]]:
    seen = Review.objects.visible_to(PUBLIC).filter(body=body, started_on__lte=last)
    in_year = seen.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=first)).order_by("started_on", "slug")
    return [{"title": one.title, "status": one.status} for one in in_year]
