"""The page of a case: where it is, what the law asks next, and all that happened in it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions import permissions
from decisions.choices import CaseKind, ReportStatus
from decisions.due.cases import KIND, due_for
from decisions.models import Case, CaseMeeting
from decisions.rules.facts import CaseFacts
from decisions.rules.naming import MEANINGS, years_words
from decisions.rules.parts import LAPSED, Step, Warning
from decisions.rules.status import COMMISSIONER, WAITS_FOR, state_words, waits_for
from decisions.rules.steps import stages_of, steps_of, told_by_kind, warnings_of
from decisions.rules.story import story_of
from decisions.rules.votes import VoteResult, result_of
from decisions.services.heard import Heard, heard_of
from decisions.services.reading import read_case
from decisions.views.acts import find_case
from decisions.views.parts import NOTICE_EDITS, case_url, part_of
from documents.links import links_around
from interface import clock, markdown
from interface.templatetags.dates import long_date
from interface.templatetags.govuk import tag, tag_colour
from meetings.views.meetings import AgendaLine, agenda_lines_in
from panels.choices import DutyStatus
from panels.due import state_of
from panels.views.due import deadline_words


@dataclass(frozen=True)
class SeenStep:
    """A step as a page draws it: with the address of its page for whoever may take it."""

    step: Step
    url: str


@dataclass(frozen=True)
class HeardRow:
    """A meeting of a case, its item as a line of an agenda, and where what is said of it is changed."""

    heard: Heard
    line: AgendaLine | None
    edit_url: str
    remove_url: str


@dataclass(frozen=True)
class VoteRow:
    vote: Any
    result: VoteResult
    take_back_url: str


@require_safe
def case_detail(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Where are we, and what does the law ask next? One address for the public, the panel and the Commissioner's office."""
    case = find_case(request, kind, slug)
    facts = read_case(case, request.user)
    keeps = permissions.can_keep_case(request.user, case)
    notifies = permissions.can_notify(request.user, case)
    part, part_context = part_of(request, facts)
    warnings = warnings_of(facts)
    waits = _waits_for(case, warnings)
    words = _state_words(case, waits)
    context = {
        **part_context,
        "case": case,
        "state": tag(words, tag_colour(words) or "blue"),
        "facts": facts,
        "can_keep": keeps,
        "can_notify": notifies,
        "warnings": warnings,
        "waits_for": WAITS_FOR[waits],
        "stages": [{"name": one.title, "note": one.small, "state": one.state} for one in stages_of(facts)],
        **_steps(facts, keeps=keeps, notifies=notifies),
        **_timetable(request, case),
        "rows": _facts(facts),
        "about": markdown.render(case.about, level=3),
        "part": part,
        "heard": _heard(request, facts, keeps=keeps),
        "taken_out": _taken_out(request, case) if keeps else [],
        "votes": _votes(facts, keeps=keeps),
        "notices": _notices(facts, acts=notifies and not facts.is_over),
        "reports": _reports(facts),
        "responses": _responses(facts),
        **_links(request, case),
        "story": story_of(facts, told_by_kind(facts)),
        "edit_url": case_url(case, "cases:case-update") if keeps and not case.is_over else "",
        "breadcrumbs": crumbs(request),
    }
    return render(request, "decisions/case_detail.html", context)


def crumbs(request: Any, case: Case | None = None) -> list[dict[str, str]]:
    """The way to a page of the cases, or below one of them."""
    found = [
        {"url": reverse("area-home", args=[request.area.slug]), "text": request.area.name},
        {"url": reverse("cases:case-list", args=[request.area.slug]), "text": _("Statutory cases")},
    ]
    return [*found, {"url": case.get_absolute_url(), "text": case.title}] if case else found


# What comes next --------------------------------------------------------------------------------------------------


def _steps(facts: CaseFacts, *, keeps: bool, notifies: bool) -> dict[str, Any]:
    """The steps that a reader may take, those that the law asks of others, and those that are not open with why not.

    A step that no law asks for is shown to whoever may take it, and to nobody else.
    """
    may = {"keep": keeps, "notify": notifies}
    seen = []
    for step in steps_of(facts):
        url = case_url(facts.case, step.route, *step.args)
        if url and (may[step.needs] or step.provision):
            seen.append(SeenStep(step, url if may[step.needs] else ""))
    is_open = [one for one in seen if one.step.is_open]
    main = [one for one in is_open if one.step.is_main] or _by_law(is_open)
    return {
        "acts": keeps or notifies,
        "primary": next((one for one in main if one.url and one.step.is_main), None),
        "main_steps": main,
        "more_steps": [one for one in is_open if one not in main],
        "closed_steps": [one.step for one in seen if not one.step.is_open],
    }


def _by_law(is_open: list[SeenStep]) -> list[SeenStep]:
    """Where nothing presses, the one step that the law asks for: the report, or else the first with a provision."""
    asked = [one for one in is_open if one.step.provision]
    return ([one for one in asked if one.step.key == "report"] or asked)[:1]


def _timetable(request: Any, case: Case) -> dict[str, Any]:
    """What is due in the case, by day, and the next of it with its counting."""
    now = clock.now()
    rows = list(due_for(case, request.user))
    lines = [
        {"one": one, "state": tag(state_of(one, now).words), "closed": one.status == DutyStatus.NOT_APPLICABLE} for one in rows
    ]
    coming = next((one for one in rows if one.status == DutyStatus.OPEN and not case.is_over), None)
    return {
        "timetable": lines,
        "next": coming,
        "next_is_missed": coming is not None and state_of(coming, now).key == "missed",
        "next_deadline": deadline_words(coming, now) if coming else None,
    }


def _waits_for(case: Case, warnings: list[Warning]) -> str:
    """For whom a case waits: for the Commissioner once the panel's time is over without a report."""
    if not case.is_over and any(one.kind == LAPSED for one in warnings):
        return COMMISSIONER
    return waits_for(case.kind, case.status)


def _state_words(case: Case, waits: str) -> str:
    """How far a case is; once the panel's time is over it is with the Commissioner, whatever its last step was."""
    if waits == COMMISSIONER != waits_for(case.kind, case.status):
        return _("With the Commissioner")
    return state_words(case.kind, case.status)


# What is known ----------------------------------------------------------------------------------------------------


def _facts(facts: CaseFacts) -> list[dict[str, Any]]:
    """The facts of a case, without those that it does not have."""
    case = facts.case
    rows = [
        (_("What this is"), MEANINGS[CaseKind(case.kind)]),
        (_("Panel"), case.body.name),
        (_("Year"), _years(case)),
        (_("Who is concerned"), case.concerns),
        (_("Asked for by"), long_date(case.due_on)),
        (_("From"), long_date(case.from_on)),
        (_("Until"), long_date(case.until_on)),
        (_("Opened"), long_date(case.opened_on)),
        (_("How it ended"), _ending(case)),
    ]
    return [{"term": term, "value": value} for term, value in rows if value]


def _years(case: Case) -> str:
    if not case.year or case.kind in (CaseKind.SUSPENSION, CaseKind.ACTING, CaseKind.APPOINTMENT, CaseKind.REMOVAL):
        return ""
    return years_words(case.year, case.ends_year if case.kind == CaseKind.PLAN else None, mark="-" if case.ends_year else "/")


def _ending(case: Case) -> str:
    if not case.outcome or case.outcome_on is None:
        return ""
    return _("%(outcome)s, %(day)s") % {"outcome": case.get_outcome_display(), "day": long_date(case.outcome_on)}


def _heard(request: Any, facts: CaseFacts, *, keeps: bool) -> list[HeardRow]:
    changes = keeps and not facts.is_over
    found = []
    for heard in heard_of(facts, request.user):
        row, lines = heard.row, []
        if heard.item is not None:
            lines = agenda_lines_in(row.meeting, [heard.item], list(heard.packs), {})
        edit = case_url(facts.case, "cases:case-meeting-update", row.number) if changes else ""
        remove = case_url(facts.case, "cases:case-meeting-remove", row.number) if changes else ""
        found.append(HeardRow(heard, lines[0] if lines else None, edit, remove))
    return found


def _taken_out(request: Any, case: Case) -> list[dict[str, Any]]:
    """Meetings that were taken out and that the reader may know of, for whoever may put them back."""
    seen = CaseMeeting.objects.visible_to(request.user).filter(case=case, removed_at__isnull=False)
    rows = seen.select_related("meeting").order_by("number")
    return [{"row": row, "url": "" if case.is_over else case_url(case, "cases:case-meeting-remove", row.number)} for row in rows]


def _votes(facts: CaseFacts, *, keeps: bool) -> list[VoteRow]:
    changes = keeps and not facts.is_over
    return [
        VoteRow(vote, result_of(vote, facts), case_url(facts.case, "cases:case-vote-take-back", vote.number) if changes else "")
        for vote in facts.votes
    ]


def _notices(facts: CaseFacts, *, acts: bool) -> list[dict[str, Any]]:
    edit = NOTICE_EDITS.get(CaseKind(facts.case.kind), "")
    return [
        {
            "notice": notice,
            "html": markdown.render(notice.text, level=4),
            "edit_url": case_url(facts.case, edit, notice.number) if acts and edit else "",
            "take_back_url": case_url(facts.case, "cases:notice-take-back", notice.number) if acts else "",
        }
        for notice in facts.notices
    ]


def _reports(facts: CaseFacts) -> list[dict[str, Any]]:
    return [
        {
            "report": report,
            "url": case_url(facts.case, "cases:report-detail", report.number),
            "file_url": case_url(facts.case, "cases:report-file", report.number) if report.is_out else "",
            "is_draft": report.status == ReportStatus.DRAFT,
        }
        for report in facts.reports
    ]


def _responses(facts: CaseFacts) -> list[dict[str, Any]]:
    return [
        {
            "response": one,
            "url": case_url(facts.case, "cases:response-detail", one.number),
            "file_url": case_url(facts.case, "cases:response-file", one.number),
            "html": markdown.render(one.text, level=4),
        }
        for one in facts.responses
    ]


def _links(request: Any, case: Case) -> dict[str, Any]:
    """The recommendations that came of the case, and everything else that is linked with it."""
    found = links_around(request.user, KIND, [case.pk])[case.pk]
    is_advice = [one for one in found if one.other.kind == "recommendation"]
    return {"recommendations": is_advice, "links": [one for one in found if one not in is_advice]}
