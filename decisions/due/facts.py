"""Reads the rows of a case and the rules that hold for it, in a fixed number of queries.

Below the services, so that what is due is told from the same facts as the pages.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet

from decisions.choices import CaseKind
from decisions.models import Case, CaseMeeting, Notice, PanelVote, Report, Response
from decisions.rules.facts import CaseFacts
from interface import clock
from panels import rulebook
from panels.models import Election, Rule

# The rules that any case may ask for
KEYS = (
    rulebook.PRECEPT_PROPOSED, rulebook.PRECEPT_REPORT, rulebook.PRECEPT_RESPONSE, rulebook.PRECEPT_SECOND_REPORT,
    rulebook.PRECEPT_ISSUED, rulebook.PRECEPT_REVIEW, rulebook.PRECEPT_DIRECTION, rulebook.PRECEPT_VETO_LATE,
    rulebook.PRECEPT_VETO_ONCE, rulebook.PRECEPT_NO_VETO, rulebook.PRECEPT_VETO_WORDS, rulebook.REFERENDUM_CAP,
    rulebook.BAND_NINTHS, rulebook.PRECEPTS_APART, rulebook.VETO, rulebook.HEARING_REPORT, rulebook.CHIEF_CONSTABLE_VETO,
    rulebook.RESIGNATION_CALL, rulebook.HEARING_PUBLIC, rulebook.HEARING_NOTICE, rulebook.HEARING_PAUSE,
    rulebook.HEARING_LAPSE, rulebook.HEARING_PRIVATE, rulebook.APPOINTMENT_DECISION, rulebook.RESERVE_CANDIDATE,
    rulebook.REMOVAL_PRIVATE, rulebook.ACTING, rulebook.PLAN_REVIEW, rulebook.ANNUAL_MEETING, rulebook.PUBLISH_REPORTS,
    rulebook.REPORT_RESPONSE, rulebook.PUBLICATION_MANNER, rulebook.INFORMATION_DUTY, rulebook.ATTENDANCE_POWER,
    rulebook.SPECIAL_FUNCTIONS, rulebook.SUSPENSION, rulebook.DECISION_REVIEW,
)  # fmt: skip
FINANCIAL_YEAR = (4, 1)  # month and day on which one begins
BEFORE_IT = (2, 1)  # when its precept is proposed

See = Callable[[QuerySet], QuerySet]


def facts_of(case: Case) -> CaseFacts:
    """All that is known of a case, without a reader: for services and for what is due."""
    return load_facts(case, see=lambda rows: rows)


def load_facts(case: Case, *, see: See) -> CaseFacts:
    """What is known of a case, each kind of row narrowed by `see` to what somebody may read."""
    notices = list(
        see(Notice.objects.standing().filter(case=case))
        .select_related("precept", "candidate", "moved_for")
        .prefetch_related("precept__bands")
        .order_by("received_on", "number")
    )
    for notice in notices:
        notice.case = case
    meetings = see(CaseMeeting.objects.filter(case=case, removed_at__isnull=True))
    reports = see(Report.objects.filter(case=case)).select_related("vote__meeting", "notice").order_by("number")
    responses = see(Response.objects.filter(case=case, taken_back_at__isnull=True))
    votes = see(PanelVote.objects.filter(case=case, taken_back_at__isnull=True))
    meetings = meetings.select_related("meeting__body", "meeting__area", "meeting__moved_to", "item")
    votes = votes.select_related("meeting__area", "meeting__body", "resolution")
    return CaseFacts(
        case=case,
        notices=notices,
        meetings=list(meetings.order_by("meeting__held_on", "number")),
        votes=list(votes.order_by("meeting__held_on", "number")),
        reports=list(reports),
        responses=list(responses.select_related("report").order_by("responded_on", "number")),
        rules=rules_for(case, started_on=notices[0].received_on if notices else None),
        elections=list(Election.objects.filter(area=case.area).order_by("poll_on")),
        today=clock.today(),
    )


def rules_for(case: Case, *, started_on: date | None) -> dict[str, Rule]:
    """The rules that hold for a case, by key: of a precept on 1 February of its year and the cap on 1 April, else on the day
    on which the first notice came, or the case was opened. Those that the rule book does not hold are left out."""
    places = rulebook.jurisdictions_of(case.area)
    rows = Rule.objects.filter(jurisdiction__in=places, key__in=KEYS).order_by("in_force_from")
    found: dict[str, Rule] = {}
    for place in reversed(places):  # the nearest last, so that it wins
        for rule in rows:
            if rule.jurisdiction == place and _holds(rule, rules_day(case, rule.key, started_on)):
                found[rule.key] = rule
    return found


def rules_day(case: Case, key: str, started_on: date | None = None) -> date:
    """The day whose rules hold for a case under a key."""
    if case.kind != CaseKind.PRECEPT or case.year is None:
        return started_on or case.opened_on
    return date(case.year, *(FINANCIAL_YEAR if key == rulebook.REFERENDUM_CAP else BEFORE_IT))


def _holds(rule: Rule, day: date) -> bool:
    return rule.in_force_from <= day and (rule.in_force_until is None or day <= rule.in_force_until)
