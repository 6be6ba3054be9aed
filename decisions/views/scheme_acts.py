"""What the Commissioner's office does in the publication scheme: says who sees to an item, records, publishes, withdraws."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions import permissions
from decisions.forms.scheme import (
    SchemeItemForm,
    SchemePublishForm,
    SchemeTableForm,
    SchemeTableKeepForm,
    SchemeWithdrawForm,
)
from decisions.models import SchemeDuty, SchemeItem
from decisions.rules.scheme_tables import SCHEMAS, Read, RowProblem, cells_of
from decisions.services.scheme import keeping, publishing, tables
from decisions.services.scheme.reading import people_of_office
from decisions.views.scheme import (
    crumbs,
    find_item,
    find_publication,
    holds_of,
    item_url,
    publication_url,
    row_columns,
    time_of,
)
from documents.choices import FindingKind
from documents.services.contents import Content
from interface.once import done_once, refused
from interface.tables import Table
from interface.templatetags.dates import long_date, money
from panels.views.keeping import ActPage, act, posted

SHOWN = 20  # rows of a table that its preview shows
TO_LOOK_AT = (FindingKind.PERSONAL, FindingKind.COMMENT, FindingKind.NO_TEXT)


@login_required
def scheme_update(request: Any, area: str, item: str) -> HttpResponse:
    """Say who sees to an item, where it stands, or why it does not apply."""
    row = _worked_item(request, item)
    rows = SchemeDuty.objects.visible_to(request.user).select_related("owner_user")
    duty = rows.filter(area=request.area, item=row).first() or SchemeDuty(area=request.area, item=row)
    form = SchemeItemForm(posted(request), duty=duty, people=people_of_office(request.area))

    def work() -> str:
        keeping.keep_item(area=request.area, item=row, actor=request.user, **form.facts())
        messages.success(request, _("Item saved"))
        return item_url(request, row)

    page = ActPage(_("Keep: %(item)s") % {"item": row.title}, _("Save the item"), crumbs(request, row))
    return act(request, form, page, work)


@login_required
def scheme_publish(request: Any, area: str, item: str) -> HttpResponse:
    """Record that something was published on a page, or publish a PDF."""
    row = _worked_item(request, item)
    files = request.FILES if request.method == "POST" else None
    form = SchemePublishForm(posted(request), files, item=row)
    if form.is_valid() and (url := _published(request, row, form)):
        return redirect(url)
    context = {"item": row, "form": form, "back": item_url(request, row), "breadcrumbs": crumbs(request, row)}
    return render(request, "decisions/scheme_publish.html", context)


def _published(request: Any, item: SchemeItem, form: SchemePublishForm) -> str:
    """Where publishing led; empty when something was refused. What takes long is done before anything is held."""
    content: Content | None = None
    if file := form.cleaned_data["file"]:
        try:
            content = publishing.examine_pdf(file.read(), file.name)
        except ValidationError as error:
            refused(form, error)
            return ""
        found = publishing.findings_in(content, TO_LOOK_AT)
        if found and not form.cleaned_data.get("seen"):
            form.warn(found)
            return ""

    def work() -> str:
        publishing.publish_item(area=request.area, item=item, told=form.told, content=content, actor=request.user)
        messages.success(request, _("Publication recorded. Everybody sees it in the scheme"))
        return item_url(request, item)

    return done_once(form, work)


# Tables ------------------------------------------------------------------------------------------------------------


@login_required
def scheme_table(request: Any, area: str, item: str) -> HttpResponse:
    """Send a table; see what it holds, or every row that is wrong; then publish all of it."""
    row = _worked_item(request, item)
    if not row.table:
        return redirect(item_url(request, row, "publish"))
    if request.method == "POST" and "source" in request.POST:
        return _table_kept(request, row)
    files = request.FILES if request.method == "POST" else None
    form = SchemeTableForm(posted(request), files, item=row)
    if form.is_valid():
        sent = form.sent
        try:
            read = tables.look_through(area=request.area, item=row, sent=sent, told=form.told)
        except ValidationError as error:
            refused(form, error)
        else:
            if not read.problems:
                return render(request, "decisions/scheme_table_preview.html", _preview(request, row, form, read, sent))
            refused(form, tables.TableRefused(read.problems))
            return _table_shown(request, row, form, read.problems)
    return _table_shown(request, row, form)


def _table_kept(request: Any, item: SchemeItem) -> HttpResponse:
    """Publish the table that was looked through, if all of it is still right."""
    form = SchemeTableKeepForm(request.POST, item=item)
    problems: list[RowProblem] = []

    def work() -> str:
        sent, told = form.cleaned_data["read"], form.told
        try:
            made = tables.publish_table(area=request.area, item=item, sent=sent, told=told, actor=request.user)
        except tables.TableRefused as refusal:
            problems.extend(refusal.problems)
            raise
        words = ngettext("%(count)s row published", "%(count)s rows published", made.rows or 0)
        messages.success(request, words % {"count": f"{made.rows:,}"})
        return publication_url(request, made)

    if form.is_valid() and (url := done_once(form, work)):
        return redirect(url)
    again = SchemeTableForm(None, item=item)
    lost = [] if problems else [*form.non_field_errors(), _("Send the table again")][:1]
    return _table_shown(request, item, again, problems, lost)


def _table_shown(
    request: Any, item: SchemeItem, form: SchemeTableForm, problems: list[RowProblem] | None = None,
    lost: list[str] | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "item": item, "form": form, "problems": problems or [], "lost": lost or [], "columns": SCHEMAS[item.table].fields,
        "back": item_url(request, item), "breadcrumbs": crumbs(request, item),
    }  # fmt: skip
    return render(request, "decisions/scheme_table.html", context)


def _preview(request: Any, item: SchemeItem, form: SchemeTableForm, read: Read, sent: tables.Sent) -> dict[str, Any]:
    schema, told, count = read.schema, form.told, len(read.rows)
    shown = [cells_of(schema, row) for row in read.rows[:SHOWN]]
    caption = ngettext("The row as it will be published", "The first rows as they will be published", len(shown))
    facts = [
        {"term": _("Title"), "value": told.title},
        {"term": _("About the time"), "value": form.period_told.words if form.period_told else _("no time of its own")},
        {"term": _("Published on"), "value": long_date(told.published_on)},
        {"term": _("Rows"), "value": f"{count:,}"},
        {"term": _("Together"), "value": money(read.total, "pence")},
    ]
    button = ngettext("Publish %(count)s row", "Publish %(count)s rows", count) % {"count": f"{count:,}"}
    return {
        "item": item, "form": SchemeTableKeepForm.of(form, sent), "facts": facts, "oddities": read.oddities, "button": button,
        "table": Table(request, shown, columns=row_columns(schema), caption=caption, empty="", per_page=SHOWN),
        "back": item_url(request, item, "table"), "breadcrumbs": crumbs(request, item),
    }  # fmt: skip


# Taking back -------------------------------------------------------------------------------------------------------


@login_required
def scheme_withdraw(request: Any, area: str, item: str, number: int) -> HttpResponse:
    """Take back a publication, with a reason that everybody reads."""
    row = _worked_item(request, item)
    one = find_publication(request, item, number)
    if one.withdrawn_at is not None:
        messages.error(request, _("This was withdrawn already"))
        return redirect(publication_url(request, one))
    form = SchemeWithdrawForm(posted(request), publication=one)

    def work() -> str:
        said = form.cleaned_data
        publishing.withdraw_publication(publication=one, version=said["version"], why=said["why"], actor=request.user)
        messages.success(request, _("Publication withdrawn"))
        return item_url(request, row)

    facts = [
        {"term": _("Title"), "value": one.title},
        {"term": _("About the time"), "value": time_of(one)},
        {"term": _("Holds"), "value": holds_of(one)},
    ]
    words = [_("That it was published, and why it is withdrawn, stays for everybody. Its file is not public any more.")]
    trail = [*crumbs(request, row), {"url": publication_url(request, one), "text": one.title}]
    page = ActPage(_("Withdraw a publication"), _("Withdraw the publication"), trail, words=words, facts=facts, is_grave=True)
    return act(request, form, page, work)


def _worked_item(request: Any, key: str) -> SchemeItem:
    """An item, for who keeps the scheme; 403 for everybody else."""
    item = find_item(key)
    if not permissions.can_work_on_decisions(request.user, request.area):
        raise PermissionDenied
    return item
