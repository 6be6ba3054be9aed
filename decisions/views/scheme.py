"""The publication scheme as everybody reads it: every item by heading, what was published under it, and the files."""

from http import HTTPStatus
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import condition, require_safe
from tablib import Dataset

from decisions import permissions
from decisions.choices import SchemeHeading
from decisions.forms.scheme import SchemeFilter
from decisions.models import SchemeItem, SchemePublication
from decisions.rules import scheme as rules
from decisions.rules.scheme_tables import SCHEMAS, CellKind, Schema
from decisions.services.scheme.reading import Line, current_item, line_of, lines_of
from decisions.services.scheme.tables import published_rows
from documents.choices import StoreName
from documents.services.files import FileLost, open_file
from interface.tables import Column, Table, safe_cell
from interface.templatetags.dates import file_size, long_date, money, short_date
from interface.templatetags.govuk import tag
from meetings.views import listing

LINK = '<a class="govuk-link" href="{}">{}</a>'
QUIET = '{}<br><span class="app-quiet">{}</span>'
COLOURS = {
    rules.OVERDUE: "red", rules.DUE: "yellow", rules.NOTHING: "grey", rules.NONE_YET: "grey", rules.PUBLISHED: "green",
    rules.HERE: "green", rules.ELSEWHERE: "green", rules.NOT_APPLICABLE: "grey",
}  # fmt: skip
NAMED = 3  # times that a cell names before it counts the rest


# The checklist -----------------------------------------------------------------------------------------------------


@require_safe
def scheme_list(request: Any, area: str) -> HttpResponse:
    """What must the Commissioner publish, where is it, and what is late?"""
    works = permissions.can_work_on_decisions(request.user, request.area)
    lines = lines_of(request.area)
    narrowed = SchemeFilter(request.GET, lines, user=request.user, works=works)
    rows = narrowed.rows
    words = ngettext("%(count)s item", "%(count)s items", len(rows)) % {"count": f"{len(rows):,}"}
    context = {
        "tables": _tables(request, rows, works=works),
        "works": works,
        "summary": _summary(lines),
        "empty": _empty(lines, works=works),
        "breadcrumbs": crumbs(request, is_top=True),
        **listing.shown(request, narrowed, words=words, export="scheme:scheme-export"),
    }
    context["exports"] = context["exports"] if rows else []
    return render(request, "decisions/scheme_list.html", context)


@require_safe
def scheme_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the checklist shows with its filters."""
    works = permissions.can_work_on_decisions(request.user, request.area)
    rows = SchemeFilter(request.GET, lines_of(request.area), user=request.user, works=works).rows
    return listing.dataset_as_file(_dataset(request, rows, works=works), fmt=fmt, name=f"{area}-publication-scheme")


def _tables(request: Any, rows: list[Line], *, works: bool) -> list[Table]:
    """One table for each heading, in the Order's own sequence."""
    columns = [
        Column("item", _("What"), lambda line: _item_cell(request, line), heads_row=True),
        Column("often", _("How often"), lambda line: line.item.get_period_display()),
        Column("last", _("Last published"), lambda line: _last_cell(request, line)),
    ]
    if works:
        columns.append(Column("owner", _("Who sees to it"), lambda line: line.owner or _("nobody yet")))
        columns.append(Column("due", _("Due"), lambda line: short_date(line.state.due_on) or _("no day")))
    columns.append(Column("state", _("State"), _state_cell))
    groups: dict[str, list[Line]] = {}
    for line in rows:
        groups.setdefault(line.item.heading, []).append(line)
    return [
        Table(request, found, columns=columns, caption=str(SchemeHeading(key).label), empty="", per_page=len(found))
        for key, found in groups.items()
    ]


def _item_cell(request: Any, line: Line) -> SafeString:
    item = line.item
    link = format_html(LINK, item_url(request, item), item.title)
    mark = "" if item.is_verified else format_html(" {}", tag(_("Not yet verified"), "grey"))
    words = '{}<br><span class="app-quiet">{}</span>{}'
    return format_html(words, link, _("Paragraph %(number)s") % {"number": item.paragraph}, mark)


def _last_cell(request: Any, line: Line) -> SafeString | str:
    """When something was last published, for which time, and where that leads."""
    if line.fact is not None:
        return format_html('<a class="govuk-link" href="{}">{}</a>', line.fact.url, line.fact.words)
    if line.newest is not None:
        where = format_html(LINK, where_of(request, line.newest), line.newest.title)
        return format_html(QUIET, where, short_date(line.newest.published_on))
    if line.duty is not None and line.duty.page_url:
        return format_html(LINK, line.duty.page_url, _("The page where it stands"))
    return _("nothing recorded")


def _state_cell(line: Line) -> SafeString:
    """The tag, and under it since when and for which times, or why it does not apply."""
    mark = tag(line.state.words, COLOURS[line.state.key])
    if more := state_more(line):
        return format_html(QUIET, mark, more)
    return format_html("{}", mark)


def state_more(line: Line) -> str:
    """What stands under the tag of an item."""
    state = line.state
    if state.overdue_since is not None:
        said = {"day": short_date(state.overdue_since), "times": named_periods(state.missing)}
        return _("since %(day)s: %(times)s") % said
    if state.key == rules.DUE and state.period is not None:
        return state.period.words
    return line.duty.not_applicable_why if line.duty is not None and state.key == rules.NOT_APPLICABLE else ""


def named_periods(periods: tuple[rules.Period, ...]) -> str:
    """“January 2022, February 2022”; of a long list its beginning and how many more."""
    shown = ", ".join(one.words for one in periods[:NAMED])
    more = len(periods) - NAMED
    return shown if more <= 0 else _("%(shown)s and %(more)d more") % {"shown": shown, "more": more}


def _summary(lines: list[Line]) -> str:
    """What is late, in one sentence."""
    late = sum(line.state.key == rules.OVERDUE for line in lines)
    unknown = sum(line.state.key == rules.NOTHING for line in lines)
    words = ngettext("%(count)d item is overdue.", "%(count)d items are overdue.", late) if late else _("Nothing is overdue.")
    said = [words % {"count": late} if late else words]
    if unknown:
        more = ngettext("Of %(count)d nothing is recorded here yet.", "Of %(count)d nothing is recorded here yet.", unknown)
        said.append(more % {"count": unknown})
    return " ".join(said)


def _empty(lines: list[Line], *, works: bool) -> str:
    if lines:
        return _("No items match. Remove a filter.")
    if works:
        return _("No item of the scheme is loaded. Ask whoever runs the portal to load it.")
    return _("The scheme is not set up for this area yet.")


def _dataset(request: Any, rows: list[Line], *, works: bool) -> Dataset:
    heads = [
        _("Heading"), _("Paragraph"), _("What"), _("How often"), _("When, in words"), _("Provision"), _("Verified"), _("State"),
        _("Overdue since"), _("Missing"), _("Last published on"), _("For the time from"), _("Until"), _("Title"), _("Where"),
    ]  # fmt: skip
    made = Dataset(headers=heads + ([_("Who sees to it"), _("Due on")] if works else []))
    for line in rows:
        cells = _cells(request, line)
        if works:
            cells += [line.owner, line.state.due_on.isoformat() if line.state.due_on else ""]
        made.append([safe_cell(cell) for cell in cells])
    return made


def _cells(request: Any, line: Line) -> list[str]:
    item, state, newest = line.item, line.state, line.newest
    days = [newest.published_on, newest.started_on, newest.ended_on] if newest else [None] * 3
    where = line.fact.url if line.fact else where_of(request, newest) if newest else line.duty.page_url if line.duty else ""
    return [
        str(item.get_heading_display()), item.paragraph, item.title, str(item.get_period_display()), item.timing, item.provision,
        _("Yes") if item.is_verified else _("Not yet verified"), state.words,
        state.overdue_since.isoformat() if state.overdue_since else "", ", ".join(one.words for one in state.missing),
        *(day.isoformat() if day else "" for day in days), newest.title if newest else "", where,
    ]  # fmt: skip


# One item ----------------------------------------------------------------------------------------------------------


@require_safe
def scheme_detail(request: Any, area: str, item: str) -> HttpResponse:
    """What is asked under an item, how it stands, and all that was published under it."""
    works = permissions.can_work_on_decisions(request.user, request.area)
    line = line_of(request.area, find_item(item))
    rows = SchemePublication.objects.visible_to(request.user).filter(area=request.area, item=line.item)
    table = _history(request, rows.select_related("item", "file").order_by("-published_on", "-number"), works=works)
    context = {
        "line": line,
        "item": line.item,
        "colour": COLOURS[line.state.key],
        "more": state_more(line),
        "facts": _facts(line, works=works),
        "table": table,
        "works": works,
        "can_publish": works and line.state.key != rules.NOT_APPLICABLE,
        "breadcrumbs": crumbs(request),
    }
    return render(request, "decisions/scheme_detail.html", context)


def _facts(line: Line, *, works: bool) -> list[dict[str, Any]]:
    item, duty, state = line.item, line.duty, line.state
    mark = "" if item.is_verified else format_html(" {}", tag(_("Not yet verified"), "grey"))
    found: list[dict[str, Any]] = [
        {"term": _("How often"), "value": item.get_period_display()},
        {"term": _("When"), "value": item.timing},
    ]
    if state.due_on is not None and state.overdue_since is None:
        said = {"day": long_date(state.due_on), "period": state.period.words if state.period else ""}
        found.append({"term": _("Due next"), "value": _("%(period)s, by %(day)s") % said})
    if state.counting and item.period in rules.PERIODIC:
        found.append({"term": _("How this is counted"), "value": state.counting})
    found.append({"term": _("Provision"), "value": format_html("{}{}", item.provision, mark)})
    found.append({"term": _("Where we read it"), "value": item.source})
    if duty is not None and duty.page_url:
        found.append({"term": _("Page where it stands"), "value": format_html(LINK, duty.page_url, duty.page_url)})
    if duty is not None and duty.note:
        found.append({"term": _("Note"), "value": duty.note})
    if works:
        found.append({"term": _("Who sees to it"), "value": line.owner or _("nobody yet")})
    return found


def _history(request: Any, rows: Any, *, works: bool) -> Table:
    columns = [
        Column("published", _("Published on"), lambda one: short_date(one.published_on), "published_on", heads_row=True),
        Column("title", _("What"), lambda one: _title_cell(request, one)),
        Column("time", _("About the time"), time_of, "started_on"),
        Column("holds", _("Holds"), holds_of),
    ]
    if works:
        columns.append(Column("acts", _("Keep"), lambda one: _withdraw_cell(request, one), stack_label=""))
    empty = _("Nothing is recorded under this item yet.")
    if works:
        empty = _("Nothing is recorded under this item yet. Record what was published, and where.")
    return Table(request, rows, columns=columns, caption=_("What was published"), empty=empty)


def _title_cell(request: Any, one: SchemePublication) -> SafeString:
    link = format_html(LINK, publication_url(request, one), one.title)
    if one.withdrawn_at is None:
        return link
    return format_html('{} {}<br><span class="app-quiet">{}</span>', link, tag(_("Withdrawn")), one.withdrawn_why)


def _withdraw_cell(request: Any, one: SchemePublication) -> SafeString | str:
    if one.withdrawn_at is not None:
        return ""
    words = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'
    return format_html(words, publication_url(request, one, "withdraw"), _("Withdraw"), one.title)


def time_of(one: SchemePublication) -> str:
    """“1 Jan 2022 to 31 Jan 2022”; nothing for what is about no time of its own."""
    if one.started_on is None or one.ended_on is None:
        return _("no time of its own")
    return _("%(first)s to %(last)s") % {"first": short_date(one.started_on), "last": short_date(one.ended_on)}


def holds_of(one: SchemePublication) -> str:
    """How many rows and pounds, or how large the file is; or that it stands elsewhere."""
    if one.withdrawn_at is not None:
        return ""
    if one.rows is not None:
        words = ngettext("%(count)s row, %(total)s", "%(count)s rows, %(total)s", one.rows)
        return words % {"count": f"{one.rows:,}", "total": money(one.total, "pence")}
    return _("PDF, %(size)s") % {"size": file_size(one.file.size)} if one.file else _("A page elsewhere")


# One publication ---------------------------------------------------------------------------------------------------


@require_safe
def scheme_publication(request: Any, area: str, item: str, number: int) -> HttpResponse:
    """One publication: the rows of a table as a page, where a file or page is, or why it was withdrawn."""
    one = find_publication(request, item, number)
    works = permissions.can_work_on_decisions(request.user, request.area)
    table = _table_of(request, one)
    facts = [
        {"term": _("Published on"), "value": long_date(one.published_on)},
        {"term": _("About the time"), "value": time_of(one)},
        {"term": _("Provision"), "value": one.item.provision},
    ]
    if one.rows is not None and one.withdrawn_at is None:
        facts.append({"term": _("Together"), "value": holds_of(one)})
    context = {
        "one": one, "item": one.item, "facts": facts, "table": table, "works": works,
        "item_url": item_url(request, one.item), "withdraw_url": publication_url(request, one, "withdraw"),
        "file_url": publication_url(request, one, "file") if one.file and (one.withdrawn_at is None or works) else "",
        "columns": SCHEMAS[one.item.table].fields if table else (),
        "breadcrumbs": crumbs(request, one.item),
    }  # fmt: skip
    return render(request, "decisions/scheme_publication.html", context)


def _table_of(request: Any, one: SchemePublication) -> Table | None:
    """The rows as they were published, page by page; None for what is no table, or was withdrawn."""
    try:
        headings, rows = published_rows(one)
    except FileLost as error:
        raise Http404 from error
    if not headings:
        return None
    schema = SCHEMAS[one.item.table]
    return Table(request, rows, columns=row_columns(schema), caption=_("The rows of the table"), empty="")


def row_columns(schema: Schema) -> list[Column]:
    """The columns of a table as it is published; amounts stand to the right."""
    return [
        Column(one.name, str(one.heading), _cell_at(place), numeric=one.kind is CellKind.POUNDS, heads_row=place == 0)
        for place, one in enumerate(schema.fields)
    ]


def _cell_at(place: int) -> Any:
    return lambda row: row[place] if place < len(row) else ""


@require_safe
def scheme_file(request: Any, area: str, item: str, number: int) -> HttpResponseBase:
    """The file as it was published: for everybody while it stands, for the office alone once it is withdrawn."""
    one = find_publication(request, item, number)
    is_for_all = one.withdrawn_at is None and one.file is not None and one.file.store == StoreName.PUBLIC
    if one.file is None or not (is_for_all or permissions.can_work_on_decisions(request.user, request.area)):
        raise Http404
    file, is_csv = one.file, one.rows is not None

    @condition(etag_func=lambda request: f'"{file.sha256}"')
    def send(request: HttpRequest) -> HttpResponseBase:
        try:
            opened = open_file(file)
        except FileLost as error:
            raise Http404 from error
        media_type = f"{file.media_type}; charset=utf-8" if is_csv else file.media_type
        return FileResponse(opened, content_type=media_type, filename=one.file_name, as_attachment=is_csv)

    response = send(request)
    response["Cache-Control"] = "no-cache" if is_for_all else "private, no-store"
    if response.status_code == HTTPStatus.OK:
        response["X-Content-Type-Options"] = "nosniff"
    return response


# What the pages share ----------------------------------------------------------------------------------------------


def find_item(key: str) -> SchemeItem:
    """An item by its key; 404 where the scheme holds none."""
    item = current_item(key)
    if item is None:
        raise Http404
    return item


def find_publication(request: Any, item: str, number: int) -> SchemePublication:
    """A publication of the area under an item, withdrawn ones too."""
    rows = SchemePublication.objects.visible_to(request.user).select_related("area", "item", "file")
    return get_object_or_404(rows, area=request.area, item__key=item, number=number)


def item_url(request: Any, item: SchemeItem, act: str = "detail") -> str:
    """The address of an item, or of an act upon it."""
    return reverse(f"scheme:scheme-{act}", args=[request.area.slug, item.key])


def publication_url(request: Any, one: SchemePublication, act: str = "publication") -> str:
    """The address of a publication, or of an act upon it."""
    return reverse(f"scheme:scheme-{act}", args=[request.area.slug, one.item.key, one.number])


def where_of(request: Any, one: SchemePublication) -> str:
    """Where a publication is read: its page elsewhere, or the one here."""
    return one.url or publication_url(request, one)


def crumbs(request: Any, item: SchemeItem | None = None, *, is_top: bool = False) -> list[dict[str, str]]:
    """The way to a page of the scheme."""
    found = [{"url": reverse("area-home", args=[request.area.slug]), "text": request.area.name}]
    if not is_top:
        found.append({"url": reverse("scheme:scheme-list", args=[request.area.slug]), "text": _("Publication scheme")})
    return [*found, {"url": item_url(request, item), "text": item.title}] if item else found
