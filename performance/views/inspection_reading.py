"""One inspection as it is read, and the page of the Commissioner's response at its own address."""

from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from interface import clock, markdown
from interface.templatetags.dates import long_date, short_date
from panels.due import MET_LATE, MISSED, state_of
from panels.models import Obligation
from panels.views.due import deadline_words
from performance import permissions
from performance.choices import InspectionStatus
from performance.due.inspections import KEY, KIND
from performance.models import AskNote, Inspection, InspectionAsk, InspectionGrade
from performance.rules.inspections import (
    DONE_WITH,
    NOT_OUT,
    is_response_out,
    same_question,
    unanswered,
    waits_for_response,
)
from performance.views import inspection_words as words_of
from performance.views.inspection_lists import list_step
from performance.views.office import crumbs
from performance.views.parts import INSPECTIONS, parts


def find(request: Any, slug: str) -> Inspection:
    """An inspection that the reader may see."""
    seen = Inspection.objects.visible_to(request.user).select_related("area")
    return get_object_or_404(seen, area=request.area, slug=slug)


def asks_of(request: Any, inspection: Inspection) -> list[InspectionAsk]:
    """What an inspection asks for, with what was said of each since, the newest first; those taken out as well."""
    notes = Prefetch("notes", AskNote.objects.visible_to(request.user).order_by("-on", "-number"))
    rows = InspectionAsk.objects.visible_to(request.user).filter(inspection=inspection)
    return list(rows.prefetch_related(notes).order_by("number"))


@require_safe
def inspection_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """What was found, what does the Commissioner say to it, and what became of the recommendations?"""
    inspection, now = find(request, slug), clock.now()
    works = permissions.can_report(request.user, request.area)
    asks, grades = asks_of(request, inspection), _grades(request, inspection)
    standing = [one for one in asks if one.removed_at is None]
    due = _due(request, inspection)
    context = {
        "inspection": inspection,
        "works": works,
        "state": words_of.state_tag(inspection),
        "key_facts": _key_facts(inspection, due, standing, now),
        "deadline": deadline_words(due, now) if due and waits_for_response(inspection) else None,
        "due": due,
        "is_missed": due is not None and waits_for_response(inspection) and state_of(due, now).key == MISSED,
        "note": markdown.render(inspection.note, level=3),
        "facts": _facts(inspection),
        "grades": [_grade_line(one, grades) for one in grades if one.inspection_id == inspection.pk and not one.removed_at],
        "asks": [_ask_line(one, clock.today()) for one in standing],
        "comments": markdown.render(_comments(inspection, works=works), level=3),
        "is_out": is_response_out(inspection),
        "has_draft": works and bool(inspection.response) and not is_response_out(inspection),
        "acts": _acts(inspection) if works else [],
        "removed": _removed(inspection, asks, grades) if works else [],
        "parts": parts(request, INSPECTIONS),
        "breadcrumbs": crumbs(request, list_step(request)),
    }
    return render(request, "performance/inspection_detail.html", context)


@require_safe
def inspection_response(request: Any, area: str, slug: str) -> HttpResponse:
    """What does the Commissioner say to the report? A draft is the office's own."""
    inspection, now = find(request, slug), clock.now()
    works = permissions.can_report(request.user, request.area)
    if not is_response_out(inspection) and not (works and inspection.response):
        raise Http404
    asks = [one for one in asks_of(request, inspection) if one.removed_at is None]
    due = _due(request, inspection)
    context = {
        "inspection": inspection,
        "works": works,
        "is_out": is_response_out(inspection),
        "due": due,
        "is_late": due is not None and state_of(due, now).key in (MET_LATE, MISSED),
        "key_facts": _response_facts(inspection, due),
        "report": outer_link(inspection.report_url, _("Read the report")),
        "elsewhere": outer_link(inspection.response_url, _("The same response on another site")),
        "text": markdown.render(inspection.response, level=2),
        "asks": [_ask_line(one, clock.today()) for one in asks],
        "left_open": len(unanswered(asks)) if works else 0,
        "comments": markdown.render(inspection.force_comments, level=3),
        "breadcrumbs": crumbs(request, list_step(request), (inspection.get_absolute_url(), inspection.title)),
    }
    return render(request, "performance/inspection_response.html", context)


# What is known ------------------------------------------------------------------------------------------------------


def _due(request: Any, inspection: Inspection) -> Obligation | None:
    """What is due for it, where the reader may know of it."""
    seen = Obligation.objects.visible_to(request.user).of(KIND, inspection.pk).filter(key=KEY)
    return seen.select_related("area").first()


def _comments(inspection: Inspection, *, works: bool) -> str:
    """What the chief officer says: out with the response, the office's own before."""
    return inspection.force_comments if works or is_response_out(inspection) else ""


def _key_facts(inspection: Inspection, due: Any, asks: list[InspectionAsk], now: Any) -> list[dict[str, Any]]:
    words, state = words_of.response_words(inspection, due, now)
    left = sum(one.status not in DONE_WITH for one in asks)
    found = [
        {"term": _("Report"), "value": short_date(inspection.report_on) or _("not published")},
        {"term": _("Response"), "value": words, "note": state},
    ]
    if asks:
        note = ngettext("of %(count)d recommendation", "of %(count)d recommendations", len(asks)) % {"count": len(asks)}
        found.append({"term": _("Not done with"), "value": str(left) if left else _("none"), "note": note})
    return found


def _facts(inspection: Inspection) -> list[dict[str, Any]]:
    rows: list[tuple[str, Any]] = [
        (_("Kind"), inspection.get_kind_display()),
        (_("By whom"), inspection.inspectorate),
        (_("Inspected"), _("the force itself") if inspection.is_of_force else ""),
        (_("When"), inspection.planned_words),
        (_("Report"), outer_link(inspection.report_url, _("Read the report"))),
        (_("Closed on"), long_date(inspection.closed_on)),
    ]
    return [{"term": term, "value": value} for term, value in rows if value]


def _response_facts(inspection: Inspection, due: Any) -> list[dict[str, Any]]:
    rows: list[tuple[str, str]] = [
        (_("Report published"), short_date(inspection.report_on)),
        (_("Response due by"), short_date(due.due_on) if due else ""),
        (_("Response published"), short_date(inspection.responded_on) or _("not published")),
    ]
    return [{"term": term, "value": value} for term, value in rows if value]


def outer_link(url: str, words: str) -> str:
    """A link to another site; empty without one."""
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, words) if url else ""


# Grades and recommendations -----------------------------------------------------------------------------------------


def _grades(request: Any, inspection: Inspection) -> list[InspectionGrade]:
    """The grades of this inspection, and those of the area's earlier ones, the newest first."""
    seen = InspectionGrade.objects.visible_to(request.user).filter(inspection__area=request.area)
    return list(seen.select_related("inspection__area").order_by("-inspection__report_on", "position", "number"))


def _grade_line(grade: InspectionGrade, every: list[InspectionGrade]) -> dict[str, Any]:
    question, report_on = same_question(grade.question), grade.inspection.report_on
    earlier = [
        one for one in every
        if one.inspection_id != grade.inspection_id and one.removed_at is None and same_question(one.question) == question
        and one.inspection.report_on and (report_on is None or one.inspection.report_on < report_on)
    ]  # fmt: skip
    return {"row": grade, "earlier": earlier}


def _ask_line(ask: InspectionAsk, today: Any) -> dict[str, Any]:
    return {
        "row": ask,
        "title": words_of.ask_title(ask),
        "state": words_of.ask_tag(ask, today),
        "notes": list(ask.notes.all()),
    }


# For the office -----------------------------------------------------------------------------------------------------


def _acts(inspection: Inspection) -> list[dict[str, Any]]:
    """What the office can do next; the first is the button."""
    named = _steps(inspection)
    named += [
        (_("Add a recommendation"), "ask-create"),
        (_("Add a grade"), "grade-create"),
        (_("Change the inspection"), "inspection-update"),
    ]
    args = [inspection.area.slug, inspection.slug]
    return [{"text": words, "url": reverse(f"inspections:{name}", args=args)} for words, name in named]


def _steps(inspection: Inspection) -> list[tuple[str, str]]:
    publish = [] if inspection.published_at else [(_("Publish the inspection"), "inspection-publish")]
    hide = [(_("Take it from the public"), "inspection-hide")] if inspection.published_at else []
    close = [(_("Close the inspection"), "inspection-close")]
    if inspection.status == InspectionStatus.CLOSED:
        return [(_("Open it again"), "inspection-reopen"), *publish]
    if inspection.status in NOT_OUT:
        return [(_("Say that the report is published"), "inspection-report"), *publish, *hide, *close]
    if inspection.status == InspectionStatus.RESPONDED:
        return [*close, (_("Take the response back"), "response-take-back")]
    report = [
        (_("Correct the day of the report"), "inspection-report"),
        (_("Take back that the report is published"), "report-take-back"),
    ]
    comments = [(_("Keep the chief officer’s comments"), "force-comments")]
    if not inspection.needs_response:
        return [*close, *publish, *comments, *hide, *report]
    return [*publish, *_response_steps(inspection), *comments, *hide, *report]


def _response_steps(inspection: Inspection) -> list[tuple[str, str]]:
    write = (_("Write the response"), "response-write")
    if not inspection.response:
        return [write]
    out = [(_("Publish the response"), "response-publish")] if inspection.published_at else []
    return [*out, (_("Change the response"), "response-write")]


def _removed(inspection: Inspection, asks: list[Any], grades: list[Any]) -> list[dict[str, str]]:
    """What was taken out, for who may put it back."""
    rows = [("ask-restore", words_of.ask_title(one), one) for one in asks if one.removed_at]
    rows += [
        ("grade-restore", one.question, one) for one in grades if one.removed_at and one.inspection_id == inspection.pk
    ]  # fmt: skip
    args = [inspection.area.slug, inspection.slug]
    return [{"words": words, "url": reverse(f"inspections:{name}", args=[*args, row.number])} for name, words, row in rows]
