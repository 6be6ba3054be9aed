"""The internal register of complaints, and the same as a file."""

from functools import cached_property
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.services import record
from complaints import permissions
from complaints.filters import ComplaintFilter, for_list, handlers_in
from complaints.models import Complaint, SavedView
from complaints.resources import ComplaintResource
from complaints.rules.register import ending_words, holder_words, with_whom
from complaints.views.links import crumbs, state_tags
from interface import clock
from interface.links import url_or_none
from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag
from meetings.views import listing
from panels.choices import BodyKind
from panels.due import state_of
from panels.models import Body, Obligation

QUIET = '{}<br><span class="app-quiet govuk-!-font-weight-regular">{}</span>'


class ComplaintTable(Table):
    """Complaints, with what is due next in those of the page, fetched once."""

    @cached_property
    def due(self) -> dict[int, Obligation]:
        return coming_in(self.page)


@login_required
@require_safe
def complaint_list(request: Any, area: str) -> HttpResponse:
    """Which complaints are there, where is each, and what is due next? Nobody who complains is named."""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    logs = permissions.can_log(request.user, request.area)
    words = ngettext("%(count)s complaint", "%(count)s complaints", table.count) % {"count": f"{table.count:,}"}
    context = {
        "table": table,
        "create_url": url_or_none("complaints:intake-create", area) if logs else None,
        "other_links": _other_links(request),
        "views": saved_views(request),
        "save_url": _save_url(request, narrowed),
        "breadcrumbs": crumbs(request)[:-1],
        **listing.shown(request, narrowed, words=words, export="complaints:complaint-export"),
    }
    table.empty = _empty(narrowed, logs=logs)
    context["exports"] = context["exports"] if table.count else []
    return render(request, "complaints/complaint_list.html", context)


@login_required
@require_safe
def complaint_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it. That it was taken out stands in the
    audit trail."""
    narrowed = _narrowed(request)
    rows = list(_table(request, narrowed).page.paginator.object_list)
    made = ComplaintResource(due=coming_in(rows), handlers=narrowed.handlers)
    response = listing.as_file(made, rows, fmt=fmt, name=f"{area}-complaints")
    record(actor=request.user, action="complaints.register_exported", area=request.area, detail={"rows": len(rows), "kind": fmt})
    return response


def coming_in(rows: Any) -> dict[int, Obligation]:
    """What is due next in the complaints of `for_list`, by its key. Its words name a complaint by its reference alone."""
    keys = [row.next_key for row in rows if row.next_key and row.erased_at is None]
    return {one.pk: one for one in Obligation.objects.filter(pk__in=keys).select_related("area")} if keys else {}


def saved_views(request: Any) -> list[SavedView]:
    """The reader's own views of this register."""
    return list(SavedView.objects.visible_to(request.user).filter(area=request.area).order_by("name", "slug"))


def readable(request: Any) -> None:
    """Raise PermissionDenied for those who do not read the internal register."""
    if not permissions.can_read_register(request.user, request.area):
        raise PermissionDenied


def _narrowed(request: Any) -> ComplaintFilter:
    readable(request)
    seen = Complaint.objects.listed_for(request.user).filter(area=request.area).for_page()
    rows = for_list(seen, request.user, clock.now())
    return ComplaintFilter(request.GET, queryset=rows, handlers=handlers_in(request.area))


def _table(request: Any, narrowed: ComplaintFilter) -> ComplaintTable:
    now, handlers = clock.now(), narrowed.handlers

    def coming(row: Any) -> Any:
        return _due_cell(table.due.get(row.next_key), now)

    columns = [
        Column("reference", _("Complaint"), _reference_cell, "reference", heads_row=True),
        Column("received", _("Received"), _received_cell, "received_on"),
        Column("about", _("About, in one line"), _about_cell, "office_holder__name"),
        Column("state", _("State, and with whom or outcome"), lambda row: _state_cell(row, handlers), "status"),
        Column("due", _("Next due"), coming, "next_on"),
    ]
    caption = _("Complaints, those that live first")
    table = ComplaintTable(request, narrowed.rows, columns=columns, caption=caption, empty="")
    return table


def _reference_cell(row: Any) -> SafeString:
    """The reference, a link for those who may open the page, and the number of an older register."""
    name = format_html('<span class="app-nowrap">{}</span>', row.reference)
    if row.has_page:
        name = format_html('<a class="govuk-link app-nowrap" href="{}">{}</a>', row.get_absolute_url(), row.reference)
    if row.printed_label:
        return format_html(QUIET, name, _("printed as %(number)s") % {"number": row.printed_label})
    return name


def _received_cell(row: Any) -> SafeString:
    day = format_html('<span class="app-nowrap">{}</span>', short_date(row.received_on))
    return format_html(QUIET, day, row.get_came_to_display())


def _about_cell(row: Any) -> SafeString:
    if row.line:
        return format_html(QUIET, row.line, holder_words(row.office_holder))
    return format_html("{}", holder_words(row.office_holder))


def _state_cell(row: Any, handlers: Any) -> SafeString:
    """Where it stands, and with whom it is; of one that is over, how and when it ended, and who handled it by an old register."""
    state = state_tags(row)[0]
    if not row.is_over:
        return format_html(QUIET, state, with_whom(row, handlers).label)
    ended = _("Ended %(day)s") % {"day": short_date(row.ended_on)}
    said = [ending_words(row), row.raw_handler, ended]
    return format_html(QUIET, state, ". ".join(str(one).rstrip(".") for one in said if one))


def _due_cell(one: Obligation | None, now: Any) -> SafeString:
    """What is due next, by when and under which provision."""
    if one is None:
        return format_html("{}", _("none"))
    mark = "" if one.is_verified else format_html(" {}", tag(_("Not yet verified"), "grey"))
    words = '{}<br><span class="app-nowrap">{}</span> {}<br><span class="app-quiet">{}</span>{}'
    return format_html(words, one.title, short_date(one.due_on), tag(state_of(one, now).words), one.provision, mark)


def _other_links(request: Any) -> list[dict[str, str]]:
    """What else there is about complaints, for those who keep it."""
    area, user = request.area, request.user
    panel = Body.objects.filter(area=area, kind=BodyKind.PANEL).order_by("-started_on").first()
    wanted = [
        ("register-import", _("Import an older register"), permissions.can_import(user, area)),
        ("template-list", _("Wording of letters"), panel is not None and permissions.can_read_templates(user, panel)),
        ("retention-list", _("Retention"), panel is not None and permissions.can_keep_records(user, panel)),
        ("power-list", _("Who handles what"), True),
        ("public-register", _("What the public sees"), True),
    ]
    found = [(url_or_none(f"complaints:{name}", area.slug), text) for name, text, is_open in wanted if is_open]
    return [{"url": url, "text": text} for url, text in found if url]


def _save_url(request: Any, narrowed: ComplaintFilter) -> str:
    """Where the filters in force are kept under a name; empty where none is."""
    url = url_or_none("complaints:view-create", request.area.slug)
    query = listing.address(request)
    return f"{url}{query}" if url and narrowed.in_force() and narrowed.form.is_valid() else ""


def _empty(narrowed: ComplaintFilter, *, logs: bool) -> str:
    """Why no row is shown, and what to do next."""
    if narrowed.in_force():
        return _("No complaints match. Remove a filter.")
    if logs:
        return _("No complaint is entered yet. Log one when it comes in, or import an older register.")
    return _("No complaint is entered yet. Complaints appear here when the Commissioner’s office or the panel logs them.")
