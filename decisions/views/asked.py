"""What the panel has asked of the Commissioner, on one page, and the same as a file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from decisions.forms.asked import AskedFilter
from decisions.resources import asked_dataset
from decisions.rules.asked import Asked, AskedKind, AskedState
from decisions.services.asked import read_asked
from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag
from meetings.views import listing
from panels.permissions import areas_served

COLOURS = {
    AskedState.LATE: "orange",
    AskedState.WAITING: "yellow",
    AskedState.ANSWERED: "green",
    AskedState.OVER: "grey",
}


@require_safe
def asked_list(request: Any, area: str) -> HttpResponse:
    """What was asked, by when, and what has come? What presses stands first."""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    table.empty = _("Nothing is published yet that the panel has asked of the Commissioner.")
    if narrowed.in_force():
        table.empty = _("Nothing matches. Remove a filter.")
    words = ngettext("%(count)s thing asked", "%(count)s things asked", table.count) % {"count": f"{table.count:,}"}
    context = {
        "table": table,
        "heading": _heading(request),
        "key_facts": _key_facts(request, narrowed.every) if narrowed.every else [],
        **listing.shown(request, narrowed, words=words, export="asked:asked-export"),
    }
    context["exports"] = context["exports"] if table.count else []
    return render(request, "decisions/asked_list.html", context)


@require_safe
def asked_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    rows = list(_table(request, _narrowed(request)).page.paginator.object_list)
    return listing.dataset_as_file(asked_dataset(rows), fmt=fmt, name=f"{area}-asked")


def _heading(request: Any) -> str:
    """The office reads what was asked of itself."""
    if request.area.pk in areas_served(request.user):
        return _("What the panel has asked of us")
    return _("What the panel has asked of the Commissioner")


def _narrowed(request: Any) -> AskedFilter:
    return AskedFilter(request.GET, read_asked(request.area, request.user))


def _table(request: Any, narrowed: AskedFilter) -> Table:
    several = len({one.body for one in narrowed.every}) > 1
    columns = [
        Column("kind", _("What was asked"), lambda one: _about_cell(one, several), "kind", heads_row=True),
        Column("asked", _("Asked on"), lambda one: _day(one.asked_on), "asked_on"),
        Column("due", _("Asked for by"), _due_cell, "due_on"),
        Column("received", _("Received"), _received_cell, "received_on"),
        Column("state", _("State"), lambda one: tag(one.state.label, COLOURS[one.state]), "rank"),
    ]
    return Table(request, narrowed.rows, columns=columns, caption=_("What was asked"), empty="")


def _about_cell(one: Asked, several: bool) -> SafeString:
    is_case = one.kind not in (AskedKind.RECOMMENDATION, AskedKind.ACTION)
    name = one.about if is_case else one.reference
    width = "" if is_case else " app-nowrap"
    link = format_html('<a class="govuk-link{}" href="{}">{}</a>', width, one.url, name) if one.url else format_html("{}", name)
    private = format_html(" {}", tag(_("Private"))) if one.is_private else ""
    words = "" if is_case else format_html('<br><span class="govuk-!-font-weight-regular">{}</span>', one.about)
    said = [one.kind.label, one.body] if several else [one.kind.label]
    where = format_html('<br><span class="app-quiet govuk-!-font-weight-regular">{}</span>', ", ".join(map(str, said)))
    return format_html("{}{}{}{}", link, private, words, where)


def _day(day: Any) -> SafeString:
    return format_html('<span class="app-nowrap">{}</span>', short_date(day))


def _due_cell(one: Asked) -> SafeString:
    """The day with what it is due under; what has no day still says under which provision it is owed."""
    day = _day(one.due_on) if one.due_on else format_html("{}", _("no day set"))
    if not one.under:
        return day
    unverified = "" if one.is_verified else format_html(" {}", tag(_("Not yet verified"), "grey"))
    return format_html('{}<br><span class="app-quiet app-small">{}{}</span>', day, one.under, unverified)


def _received_cell(one: Asked) -> SafeString:
    if one.received_on:
        late = format_html("<br>{}", tag(_("Late"))) if one.was_late else ""
        return format_html("{}{}", _day(one.received_on), late)
    if one.respond:
        hidden = format_html('<span class="govuk-visually-hidden">: {}</span>', one.reference)
        return format_html('<a class="govuk-link" href="{}">{}{}</a>', one.respond, _("Respond"), hidden)
    return format_html("{}", _("not yet") if one.state != AskedState.OVER else _("none"))


def _key_facts(request: Any, rows: list[Asked]) -> list[dict[str, Any]]:
    """How much stands in each state, each number leading to those."""
    counts = {state: sum(one.state == state for one in rows) for state in AskedState}
    shown = {
        AskedState.LATE: (_("Late"), counts[AskedState.LATE]),
        AskedState.WAITING: (_("No answer yet"), counts[AskedState.WAITING] + counts[AskedState.LATE]),
        AskedState.ANSWERED: (_("Answered"), counts[AskedState.ANSWERED]),
    }
    return [{"term": words, "value": _number(request, state, count), "note": ""} for state, (words, count) in shown.items()]


def _number(request: Any, state: AskedState, count: int) -> Any:
    if not count:
        return "0"
    url = listing.address(request, state=state.value)
    return format_html('<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>', url, f"{count:,}")
