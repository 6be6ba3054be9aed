"""The action log, and the same as a file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from documents.links import SeenLink
from interface import clock
from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag
from meetings import permissions
from meetings.choices import ActionStatus
from meetings.filters import ActionFilter
from meetings.links import short
from meetings.models import Action
from meetings.resources import ActionResource, evidence_words
from meetings.services.actions.reading import LogCounts, count_log, exempt_actions_words_of, for_log, newest_evidence
from meetings.views import listing
from panels.choices import BodyKind

WORDS_SHOWN = 240  # letters of an action in the log; its page has all of them
COUNTED = (ActionStatus.OPEN, ActionStatus.ANSWERED, ActionStatus.CLOSED, ActionStatus.SUPERSEDED)


@require_safe
def action_list(request: Any, area: str) -> HttpResponse:
    """What was promised, and is it done? The open ones first, the first due on top."""
    narrowed = _narrowed(request)
    counts = count_log(narrowed.queryset)
    table = _table(request, narrowed)
    keeps = permissions.can_create_meeting(request.user, request.area)
    context = {
        "table": table,
        "key_facts": _key_facts(request, counts) if counts.total else [],
        "keeps": keeps,
        **listing.shown(request, narrowed, words=_count_words(table.count), export="actions:action-export"),
    }
    table.empty = _empty(narrowed, counts)
    context["exports"] = context["exports"] if table.count else []
    context["exempt_words"] = exempt_actions_words_of(request.user, request.area)
    return render(request, "meetings/action_list.html", context)


@require_safe
def action_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the log shows with its filters and its order, on every page of it."""
    rows = list(_table(request, _narrowed(request)).page.paginator.object_list)
    found = newest_evidence(request.user, [action.pk for action in rows])
    return listing.as_file(ActionResource(evidence=evidence_words(found)), rows, fmt=fmt, name=f"{area}-actions")


def _narrowed(request: Any) -> ActionFilter:
    seen = Action.objects.visible_to(request.user).for_page().filter(area=request.area)
    return ActionFilter(request.GET, queryset=for_log(seen, clock.today(), request.user), user=request.user, area=request.area)


def _table(request: Any, narrowed: ActionFilter) -> Table:
    """The log as a table; the evidence of a page's rows is looked up once, when the first of them is drawn."""
    found: dict[int, SeenLink] = {}
    looked_up: list[bool] = []

    def evidence(action: Any) -> Any:
        if not looked_up:
            looked_up.append(True)
            found.update(newest_evidence(request.user, [one.pk for one in table.page]))
        return _evidence_cell(request, action, found.get(action.pk))

    columns = [
        Column("reference", _("Reference"), _reference_cell, "reference", heads_row=True),
        Column("action", _("Action"), lambda one: _action_cell(one, narrowed.several)),
        Column("owner", _("Who is to do it"), "owner_words", "owner_words"),
        Column("due", _("Due"), _due_cell, "due_by"),
        Column("state", _("State"), lambda one: tag(one.get_status_display()), "status_rank"),
        Column("evidence", _("Last evidence"), evidence),
    ]
    table = Table(request, narrowed.rows, columns=columns, caption=_("What was promised"), empty="")
    return table


def _reference_cell(action: Action) -> str:
    private = format_html(" {}", tag(_("Private"))) if action.is_private else ""
    waits = "" if action.published_at else format_html(" {}", tag(_("Draft")))
    link = format_html('<a class="govuk-link app-nowrap" href="{}">{}</a>', action.get_absolute_url(), action.reference)
    return format_html("{}{}{}", link, private, waits)


def _action_cell(action: Action, several: bool) -> str:
    """What was asked, and by which body where the area has several and it is not the panel."""
    words = short(action.text, WORDS_SHOWN)
    if not several or action.body.kind == BodyKind.PANEL:
        return words
    return format_html('{}<br><span class="app-quiet">{}</span>', words, action.body.name)


def _due_cell(action: Any) -> str:
    """The day, or the next meeting with its day once that is known; overdue in a tag."""
    day = format_html('<span class="app-nowrap">{}</span>', short_date(action.due_by)) if action.due_by else ""
    words: Any = day or _("no day agreed")
    if action.due_next_meeting:
        words = format_html("{}<br>{}", _("Next meeting"), day) if day else _("Next meeting")
    return format_html("{}<br>{}", words, tag(_("Overdue"), "orange")) if action.is_overdue else words


def _evidence_cell(request: Any, action: Any, link: SeenLink | None) -> str:
    """The newest thing that bears on it, else the day of the newest update; whoever answers for it may add one."""
    words: Any = _("none")
    if link:
        page = _(", page %(page)s") % {"page": link.link.page} if link.link.page else ""
        words = format_html(
            '<div class="app-read"><a class="govuk-link" href="{}">{}{}</a></div>', link.url, link.other.words, page
        )
    elif action.last_said_on:
        words = _("Update of %(day)s") % {"day": short_date(action.last_said_on)}
    if action.is_unsettled and request.user.is_authenticated and action.owner_user_id == request.user.pk:
        say = reverse("actions:action-say", args=[request.area.slug, action.reference])
        hidden = format_html('<span class="govuk-visually-hidden">: {}</span>', action.reference)
        return format_html('{}<br><a class="govuk-link" href="{}">{}{}</a>', words, say, _("Add an update"), hidden)
    return words


def _key_facts(request: Any, counts: LogCounts) -> list[dict[str, Any]]:
    """How many stand in each state, each number leading to those."""
    facts = []
    for status in COUNTED:
        number = counts.by_status[status]
        url = listing.address(request, status=status)
        value: Any = format_html('<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>', url, f"{number:,}")
        facts.append({"term": status.label, "value": value if number else "0", "note": _overdue(counts, status)})
    return [
        fact for fact, status in zip(facts, COUNTED, strict=True) if status != ActionStatus.SUPERSEDED or fact["value"] != "0"
    ]


def _overdue(counts: LogCounts, status: str) -> str:
    if status != ActionStatus.OPEN or not counts.overdue:
        return ""
    return ngettext("%(count)s overdue", "%(count)s overdue", counts.overdue) % {"count": f"{counts.overdue:,}"}


def _count_words(count: int) -> str:
    return ngettext("%(count)s action", "%(count)s actions", count) % {"count": f"{count:,}"}


def _empty(narrowed: ActionFilter, counts: LogCounts) -> str:
    """Why no row is shown, and what to do next."""
    asked = narrowed.data.get("status")
    only_state = [name for name, _words in narrowed.in_force()] == ["status"]
    if only_state and asked == ActionStatus.OPEN and counts.last_closed_on:
        return _("Every action is closed. The last was closed on %(day)s.") % {"day": short_date(counts.last_closed_on)}
    if narrowed.in_force():
        return _("No actions match. Remove a filter.")
    return _("No action is entered yet. They come from the minutes of the meetings at which they are agreed.")
