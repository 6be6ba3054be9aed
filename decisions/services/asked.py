"""What the panel has asked of the Commissioner across all its papers, as one reader may see it, in a fixed number of queries.

Recommendations, reports that were sent, requests for information and to attend, and actions that the Commissioner's office
answers for. Each comes from its own `visible_to`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Min, OuterRef, Prefetch, Q, Subquery
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from decisions import permissions
from decisions.choices import ASKED, CaseKind, CaseStatus, Outcome, ReportStatus
from decisions.due.cases import KIND as CASE
from decisions.models import Case, Report, Response
from decisions.rules.asked import NAMES_OFFICE, Asked, AskedKind, in_order, state_of
from interface import clock
from interface.templatetags.dates import long_date
from meetings.choices import ActionStatus
from meetings.links import short
from meetings.models import Action, ActionUpdate, Recommendation
from meetings.permissions import can_respond, can_update_action
from meetings.services.actions.reading import for_log
from panels import rulebook
from panels.choices import SERVES_COMMISSIONER
from panels.models import Appointment, Obligation, PoliceArea, Rule

WORDS = 200  # letters of a text that stand for it
KINDS_OF_CASE = {CaseKind.INFORMATION: AskedKind.INFORMATION, CaseKind.ATTENDANCE: AskedKind.ATTENDANCE}
LAW_OF = {
    AskedKind.RECOMMENDATION: rulebook.REPORT_RESPONSE,
    AskedKind.REPORT: rulebook.REPORT_RESPONSE,
    AskedKind.INFORMATION: rulebook.INFORMATION_DUTY,
    AskedKind.ATTENDANCE: rulebook.ATTENDANCE_POWER,
}
Due = tuple[date | None, str, bool]  # the day, the provision, whether it is verified


def read_asked(area: PoliceArea, user: Any) -> list[Asked]:
    """Everything that was asked, in the order in which it presses. What a reader may not see is not in it."""
    laws = _laws(area)
    found = [
        *_recommendations(area, user, laws),
        *_of_cases(area, user, laws),
        *_actions(area, user),
    ]
    return in_order(found)


# Recommendations and actions ---------------------------------------------------------------------------------------


def _recommendations(area: PoliceArea, user: Any, laws: Mapping[str, list[Rule]]) -> Iterable[Asked]:
    seen = Recommendation.objects.visible_to(user).out().filter(area=area, withdrawn_at__isnull=True)
    for made in seen.select_related("area", "body").annotate(received_on=Min("responses__responded_on")):
        yield _row(
            AskedKind.RECOMMENDATION,
            made,
            asked_on=made.made_on,
            due=_asked_by(made.response_due_on, laws, AskedKind.RECOMMENDATION, made.made_on),
            received_on=made.received_on,
            respond=_address("recommendations:recommendation-respond", area, made.reference) if can_respond(user, made) else "",
        )


def _actions(area: PoliceArea, user: Any) -> Iterable[Asked]:
    """Those that somebody of the office answers for, or that name the Commissioner's office as the one who is to do it."""
    held = Appointment.objects.filter(area=area, role__in=SERVES_COMMISSIONER)
    of_office = Q(owner_user__in=held.values("user")) | Q(owner_person__isnull=True, owner_name__iregex=NAMES_OFFICE)
    said = ActionUpdate.objects.filter(action=OuterRef("pk"), status=ActionStatus.ANSWERED).order_by("on", "number")
    seen = Action.objects.visible_to(user).out().filter(of_office, area=area).exclude(status=ActionStatus.SUPERSEDED)
    rows = seen.select_related("area", "body", "owner_user").annotate(answered_on=Subquery(said.values("on")[:1]))
    for action in for_log(rows, clock.today(), user):
        is_open = action.status == ActionStatus.OPEN
        said_words = {"day": long_date(action.raised_on), "reference": action.reference}
        under = _("Minutes of %(day)s, action %(reference)s") if action.raised_meeting_id else _("Action log, %(reference)s")
        may = is_open and can_update_action(user, action)
        yield _row(
            AskedKind.ACTION,
            action,
            asked_on=action.raised_on,
            due=(action.due_by, under % said_words, True),
            received_on=None if is_open else action.answered_on or action.closed_on,
            respond=_address("actions:action-say", area, action.reference) if may else "",
        )


def _row(kind: AskedKind, one: Any, *, asked_on: date, due: Due, received_on: date | None, respond: str) -> Asked:
    due_on, under, is_verified = due
    state = state_of(received_on=received_on, due_on=due_on, is_over=False, today=clock.today())
    return Asked(
        kind, one.reference, short(one.text, WORDS), one.get_absolute_url(), asked_on, due_on, under, is_verified, received_on,
        state, one.body.name, one.is_private, "" if received_on else respond,
    )  # fmt: skip


# Reports and requests ----------------------------------------------------------------------------------------------


def _of_cases(area: PoliceArea, user: Any, laws: Mapping[str, list[Rule]]) -> Iterable[Asked]:
    """Reports that were sent and what was asked for in cases, with the days that are kept for them."""
    answers = Prefetch("responses", Response.objects.visible_to(user).order_by("responded_on", "number"), to_attr="said")
    reports = Report.objects.visible_to(user).filter(case__area=area).exclude(status=ReportStatus.DRAFT)
    sent = reports.exclude(case__status=CaseStatus.WITHDRAWN)
    rows = list(sent.select_related("case__area", "case__body").prefetch_related(answers).order_by("pk"))
    asked = Case.objects.visible_to(user).filter(area=area, kind__in=ASKED, shared_at__isnull=False)
    cases = list(asked.exclude(status=CaseStatus.WITHDRAWN).select_related("area", "body").prefetch_related(answers))
    kept = _kept(area, user, {str(one.case_id) for one in rows} | {str(one.pk) for one in cases})
    for report in rows:
        yield _report(report, user, laws, kept)
    for case in cases:
        yield _request(case, user, laws, kept)


def _kept(area: PoliceArea, user: Any, keys: set[str]) -> dict[tuple[str, str], Obligation]:
    """The obligations of cases that the reader may see, by case and key."""
    seen = Obligation.objects.visible_to(user).filter(area=area, subject_kind=CASE, subject_key__in=keys)
    return {(one.subject_key, one.key): one for one in seen}


def _report(report: Any, user: Any, laws: Mapping[str, list[Rule]], kept: Mapping[tuple[str, str], Obligation]) -> Asked:
    case, sent_on = report.case, report.issued_on
    keys = [f"response-{report.number}", f"answer-{report.number}", *(["response"] if report.number == 1 else [])]
    own = _asked_by(report.response_due_on, laws, AskedKind.REPORT, sent_on)
    duty = _duty(kept, str(case.pk), keys)
    received_on = report.said[0].responded_on if report.said else _met_on(duty)
    about = _("%(title)s: %(position)s") % {"title": case.title, "position": report.get_position_display()}
    is_private = report.status != ReportStatus.PUBLISHED
    return _case_row(AskedKind.REPORT, case, about, sent_on, _due_of(duty) or own, received_on, user, is_private)


def _request(case: Any, user: Any, laws: Mapping[str, list[Rule]], kept: Mapping[tuple[str, str], Obligation]) -> Asked:
    kind = KINDS_OF_CASE[CaseKind(case.kind)]
    sent_on = clock.as_local(case.shared_at).date()
    duty = _duty(kept, str(case.pk), ["answer", "attendance"])
    due = _due_of(duty) or _asked_by(case.due_on, laws, kind, sent_on)
    answers = [one.responded_on for one in case.said if one.report_id is None]
    received_on = min(answers, default=None) or _met_on(duty)
    if received_on is None and case.outcome in (Outcome.ANSWERED, Outcome.DONE):
        received_on = case.outcome_on
    return _case_row(kind, case, case.title, sent_on, due, received_on, user, case.published_at is None)


def _case_row(
    kind: AskedKind, case: Case, about: str, asked_on: date, due: Due, received_on: date | None, user: Any, is_private: bool
) -> Asked:
    due_on, under, is_verified = due
    state = state_of(received_on=received_on, due_on=due_on, is_over=case.is_over, today=clock.today())
    may = received_on is None and not case.is_over and permissions.can_notify(user, case)
    respond = _address("cases:response-create", case.area, case.kind, case.slug) if may else ""
    return Asked(
        kind, case.slug, about, _address("cases:case-detail", case.area, case.kind, case.slug), asked_on, due_on, under,
        is_verified, received_on, state, case.body.name, is_private, respond,
    )  # fmt: skip


def _duty(kept: Mapping[tuple[str, str], Obligation], case: str, keys: Iterable[str]) -> Obligation | None:
    return next((kept[case, key] for key in keys if (case, key) in kept), None)


def _due_of(duty: Obligation | None) -> Due | None:
    return (duty.due_on, duty.provision, duty.is_verified) if duty else None


def _met_on(duty: Obligation | None) -> date | None:
    """When what is due was done: an answer that is not published is still known to have come."""
    return clock.as_local(duty.met_at).date() if duty and duty.met_at else None


# What the law says --------------------------------------------------------------------------------------------------


def _laws(area: PoliceArea) -> dict[str, list[Rule]]:
    """The rules under which something is owed, by key, those of the area's own kind of policing body first. One query."""
    places = rulebook.jurisdictions_of(area)
    rows = Rule.objects.filter(key__in=set(LAW_OF.values()), jurisdiction__in=places).order_by("-in_force_from")
    found: dict[str, list[Rule]] = {}
    for rule in sorted(rows, key=lambda one: places.index(one.jurisdiction)):
        found.setdefault(rule.key, []).append(rule)
    return found


def _asked_by(due_on: date | None, laws: Mapping[str, list[Rule]], kind: AskedKind, on: date) -> Due:
    """A day of the panel's own, with the rule that held when it asked."""
    in_force = (one for one in laws.get(LAW_OF[kind], []) if one.in_force_from <= on <= (one.in_force_until or date.max))
    if (rule := next(in_force, None)) is None:
        return due_on, _("The panel’s own day") if due_on else "", True
    return due_on, rule.provision, rule.is_verified


def _address(name: str, area: PoliceArea, *more: str) -> str:
    try:
        return reverse(name, args=[area.slug, *more])
    except NoReverseMatch:
        return ""
