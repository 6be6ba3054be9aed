"""Scrutiny panels as they are read: every panel, its sessions, and one session with its findings and the force's answer."""

from typing import Any

from django.db.models import Count, Max, Min, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from interface import clock, markdown
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from meetings.views import listing
from panels.choices import BodyKind
from panels.models import Body
from performance import permissions
from performance.filters.scrutiny import WAITING, SessionFilter
from performance.models import CaseFinding, ScrutinySession
from performance.rules.scrutiny import is_planned, sum_problem
from performance.views import scrutiny_words as words_of
from performance.views.inspection_lists import dataset, day_cell, yes_or_no
from performance.views.inspection_reading import outer_link
from performance.views.measures import steps
from performance.views.office import crumbs
from performance.views.parts import PANELS, parts


def find(request: Any, slug: str) -> ScrutinySession:
    """A session that the reader may see."""
    seen = ScrutinySession.objects.visible_to(request.user).select_related("area", "body__area")
    return get_object_or_404(seen, area=request.area, slug=slug)


def findings_of(request: Any, session: ScrutinySession) -> list[CaseFinding]:
    """What the session found, in order."""
    rows = CaseFinding.objects.visible_to(request.user).kept().filter(session=session)
    return list(rows.order_by("position", "number"))


def panel_steps(request: Any) -> list[tuple[str, str]]:
    """The way to a page below the scrutiny panels."""
    return [*steps(request), (reverse("scrutiny:panel-list", args=[request.area.slug]), _("Scrutiny panels"))]


@require_safe
def panel_list(request: Any, area: str) -> HttpResponse:
    """What did each panel look at and find, and has the force said what it learns from it?"""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    works = permissions.can_report(request.user, request.area)
    words = ngettext("%(count)s session", "%(count)s sessions", table.count) % {"count": f"{table.count:,}"}
    table.empty = _empty(narrowed, works=works)
    context = {
        "table": table, "panels": _panels(request), "works": works, "parts": parts(request, PANELS),
        "breadcrumbs": crumbs(request, *steps(request)),
        **listing.shown(request, narrowed, words=words, export="scrutiny:session-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "performance/panel_list.html", context)


@require_safe
def session_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order."""
    rows, today = _table(request, _narrowed(request)).page.paginator.object_list, clock.today()
    heads = (
        _("Panel"), _("From"), _("Until"), _("Theme"), _("Planned"), _("Cases"), _("Findings"), _("Report published on"),
        _("Force asked on"), _("Force answered on"), _("The force’s answer"), _("Public"), _("Address"),
    )  # fmt: skip
    made = (
        (one.body.name, day_cell(one.held_on), day_cell(one.ended_on), one.theme, yes_or_no(is_planned(one, today)),
         "" if one.cases is None else one.cases, words_of.findings_words(one.standing), day_cell(one.report_on),
         day_cell(one.asked_on), day_cell(one.answered_on), words_of.answer_words(one, today),
         yes_or_no(one.published_at is not None), one.get_absolute_url())
        for one in rows
    )  # fmt: skip
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-scrutiny-panels")


def _narrowed(request: Any) -> SessionFilter:
    kept = CaseFinding.objects.visible_to(request.user).kept().order_by("position", "number")
    seen = ScrutinySession.objects.visible_to(request.user).filter(area=request.area).select_related("area", "body")
    rows = seen.prefetch_related(Prefetch("findings", kept, to_attr="standing")).order_by("-held_on", "body__name", "pk")
    return SessionFilter(request.GET, queryset=rows)


def _table(request: Any, narrowed: SessionFilter) -> Table:
    today = clock.today()
    columns = [
        Column("held", _("Session"), lambda one: words_of.session_cell(one, today), "held_on", heads_row=True),
        Column("panel", _("Panel"), "body.name", "body__name"),
        Column("cases", _("Cases"), lambda one: words_of.cases_cell(one, one.standing, today), "cases"),
        Column("report", _("Report"), words_of.report_cell, "report_on"),
        Column("answer", _("The force’s answer"), lambda one: words_of.answer_words(one, today), "asked_on"),
    ]
    return Table(request, narrowed.rows, columns=columns, caption=_("Sessions, the newest first"), empty="")


def _empty(narrowed: SessionFilter, *, works: bool) -> str:
    """Why no row is shown, and what to do next."""
    if narrowed.in_force():
        return _("No sessions match. Remove a filter.")
    if works:
        return _("No session is entered yet. Enter one that was held, or one that is planned.")
    return _("No session is published yet. Sessions appear here with what the panel found and what the force says to it.")


# By panel -------------------------------------------------------------------------------------------------------------


def _panels(request: Any) -> Table:
    """Each scrutiny panel of the area with its sessions counted: last, next, and those without an answer."""
    today = clock.today()
    seen = ScrutinySession.objects.visible_to(request.user)
    ours = Q(scrutiny_sessions__in=seen)
    to_come = Q(scrutiny_sessions__held_on__gt=today)
    waits = ours & Q(scrutiny_sessions__asked_on__isnull=False, scrutiny_sessions__answered_on__isnull=True)
    bodies = Body.objects.visible_to(request.user).filter(area=request.area, kind=BodyKind.SCRUTINY_PANEL)
    rows = bodies.select_related("area").annotate(
        sessions=Count("scrutiny_sessions", filter=ours),
        last_on=Max("scrutiny_sessions__held_on", filter=ours & ~to_come),
        next_on=Min("scrutiny_sessions__held_on", filter=ours & to_come),
        unanswered=Count("scrutiny_sessions", filter=waits),
    )  # fmt: skip
    here = reverse("scrutiny:panel-list", args=[request.area.slug])
    columns = [
        Column("name", _("Panel"), _panel_cell, heads_row=True),
        Column("sessions", _("Sessions"), lambda one: _link(f"{here}?panel={one.slug}", one.sessions, one.name), numeric=True),
        Column("last", _("Last"), lambda one: short_date(one.last_on) or _("none")),
        Column("next", _("Next"), lambda one: short_date(one.next_on) or _("none entered")),
        Column(
            "unanswered", _("No answer yet"),
            lambda one: _link(f"{here}?panel={one.slug}&answer={WAITING}", one.unanswered, one.name), numeric=True,
        ),
    ]  # fmt: skip
    return Table(
        request, rows.order_by("name"), columns=columns, caption=_("The panels"),
        empty=_("The area has no scrutiny panel yet."),
    )  # fmt: skip


def _panel_cell(body: Any) -> SafeString:
    link = format_html('<a class="govuk-link" href="{}">{}</a>', body.get_absolute_url(), body.name)
    return format_html(words_of.QUIET, link, body.meets) if body.meets else link


def _link(url: str, count: int, name: str) -> SafeString:
    """A number that leads to what it counts."""
    if not count:
        return format_html("{}", _("none"))
    hidden = format_html('<span class="govuk-visually-hidden">: {}</span>', name)
    return format_html('<a class="govuk-link" href="{}">{}{}</a>', url, f"{count:,}", hidden)


# One session ----------------------------------------------------------------------------------------------------------


@require_safe
def session_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """What did the panel look at, what did it find, and what does the force learn from it?"""
    session, today = find(request, slug), clock.today()
    findings, works = findings_of(request, session), permissions.can_report(request.user, request.area)
    counts = [one.count for one in findings]
    context = {
        "session": session,
        "title": _("%(panel)s, %(when)s") % {"panel": session.body.name, "when": words_of.when_words(session)},
        "tags": words_of.state_tags(session, today),
        "is_planned": is_planned(session, today),
        "key_facts": _key_facts(session, findings, today),
        "facts": _facts(session),
        "about": markdown.render(session.about, level=3),
        "findings": [(one, _share(one.count, sum(counts))) for one in findings],
        "together": f"{sum(counts):,}" if counts else "",
        "problem": sum_problem(session.cases, counts) if works else "",
        "answer": words_of.answer_words(session, today),
        "learning": markdown.render(session.learning, level=4),
        "force_action": markdown.render(session.force_action, level=4),
        "acts": _acts(session) if works else [],
        "parts": parts(request, PANELS),
        "breadcrumbs": crumbs(request, *panel_steps(request)),
    }
    return render(request, "performance/session_detail.html", context)


def _share(count: int, total: int) -> str:
    return f"{100 * count / total:.0f}%" if total else _("not known")


def _key_facts(session: ScrutinySession, findings: list[CaseFinding], today: Any) -> list[dict[str, Any]]:
    cases = words_of.cases_words(session, findings, today)
    asked = _("asked on %(day)s") % {"day": short_date(session.asked_on)} if session.asked_on else ""
    return [
        {"term": _("Cases"), "value": cases, "note": words_of.findings_words(findings)},
        {"term": _("Report"), "value": words_of.report_cell(session)},
        {"term": _("The force’s answer"), "value": words_of.answer_words(session, today), "note": asked},
    ]


def _facts(session: ScrutinySession) -> list[dict[str, Any]]:
    panel = format_html('<a class="govuk-link" href="{}">{}</a>', session.body.get_absolute_url(), session.body.name)
    rows: list[tuple[str, Any]] = [
        (_("Panel"), panel),
        (_("Theme"), session.theme),
        (_("Held on, or from"), long_date(session.held_on)),
        (_("Until"), long_date(session.ended_on)),
        (_("Report published on"), long_date(session.report_on)),
        (_("Report"), outer_link(session.report_url, _("Read the report"))),
    ]
    return [{"term": term, "value": value} for term, value in rows if value]


def _acts(session: ScrutinySession) -> list[dict[str, str]]:
    """What the office can do next; the first is the button."""
    public = session.published_at is not None
    publish = (_("Take the session from the public"), "session-hide") if public else (_("Publish the session"), "session-publish")
    named = [
        (_("Enter the findings"), "findings-update"), (_("Enter the force’s answer"), "answer-update"),
        (_("Change the session"), "session-update"),
    ]  # fmt: skip
    args = [session.area.slug, session.slug]
    ordered = [*named, publish] if public else [publish, *named]
    return [{"text": words, "url": reverse(f"scrutiny:{name}", args=args)} for words, name in ordered]
