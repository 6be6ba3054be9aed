"""A whole action log from a spreadsheet: looked at first, then kept whole or not at all."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from tablib import Dataset

from interface import clock
from interface.once import done_once
from interface.spreadsheets import MOST_ROWS, Sheet, read_sheet
from interface.templatetags.dates import short_date
from meetings import permissions
from meetings.choices import OwnerKind
from meetings.forms.actions import ImportFileForm, ImportKeepForm
from meetings.resources import ActionImportResource, wrong_cells
from meetings.rules.action_rows import COLUMNS, NEEDED, Headings, read_headings
from meetings.views import listing
from panels.models import Body

EXAMPLE = ("text", "owner_kind", "owner_name", "due_on", "raised_on", "access")


class Refused(ValidationError):
    """The rows of an import that are wrong; nothing was kept."""

    def __init__(self, report: list[dict[str, Any]]) -> None:
        super().__init__(_("Nothing was kept"))
        self.report = report


@login_required
def action_import(request: Any, area: str) -> HttpResponse:
    """Send a file; see every row as it would be entered, or every row that is wrong; then keep them all."""
    bodies = list(permissions.bodies_to_call(request.user, request.area).select_related("area"))
    if not bodies:
        raise PermissionDenied
    if request.method == "POST" and "sheet" in request.POST:
        return _kept(request, bodies)
    is_sent = request.method == "POST"
    form = ImportFileForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid():
        try:
            return _looked_at(request, bodies, read_sheet(form.cleaned_data["file"].name, form.cleaned_data["file"].read()))
        except ValidationError as error:
            form.add_error("file", error)
    return render(request, "meetings/action_import.html", _page(bodies, form))


@login_required
@require_safe
def action_columns(request: Any, area: str, fmt: str) -> HttpResponse:
    """The columns of an import, in a file of one of the formats, with one row to write over."""
    bodies = permissions.bodies_to_call(request.user, request.area)
    if not bodies.exists():
        raise PermissionDenied
    names = list(EXAMPLE) if bodies.count() == 1 else ["body", *EXAMPLE]
    example = Dataset(headers=[str(COLUMNS[name]) for name in names])
    cells = {
        "body": bodies[0].name,
        "text": _("Report how many calls were answered in ten seconds"),
        "owner_kind": _("office"),
        "owner_name": _("Chief Finance Officer"),
        "due_on": _("next meeting"),
        "raised_on": short_date(clock.today()),
        "access": _("no"),
    }
    example.append([cells[name] for name in names])
    return listing.dataset_as_file(example, fmt=fmt, name=f"{area}-actions-to-fill-in")


def _looked_at(request: Any, bodies: list[Body], sheet: Sheet) -> HttpResponse:
    """Every row as it would be entered; or what is wrong, row by row, and a new file to send."""
    try:
        rows, headings = _take_in(request, bodies, sheet, dry_run=True)
    except Refused as refusal:
        form = ImportFileForm()
        context = _page(bodies, form) | {"report": refusal.report, "report_words": _report_words(refusal.report)}
        return render(request, "meetings/action_import.html", context)
    content = json.dumps({"headings": sheet.headings, "rows": sheet.rows}, ensure_ascii=False)
    context = {
        "form": ImportKeepForm(initial={"sheet": content}),
        "rows": rows,
        "names_bodies": len({row.body.pk for row in rows}) > 1,
        "passed_over": ", ".join(headings.passed_over),
        "button": ngettext("Enter %(count)s action", "Enter %(count)s actions", len(rows)) % {"count": len(rows)},
    }
    return render(request, "meetings/action_import_preview.html", context)


def _kept(request: Any, bodies: list[Body]) -> HttpResponse:
    """Enter the rows that were looked at, if they are all still right."""
    form = ImportKeepForm(request.POST)
    report: list[dict[str, Any]] = []
    if form.is_valid():
        sheet = Sheet(form.cleaned_data["sheet"]["headings"], form.cleaned_data["sheet"]["rows"])

        def work() -> str:
            try:
                rows, _headings = _take_in(request, bodies, sheet, dry_run=False)
            except Refused as refusal:
                report.extend(refusal.report)
                raise
            words = ngettext("%(count)s action entered", "%(count)s actions entered", len(rows))
            messages.success(request, words % {"count": len(rows)})
            return reverse("actions:action-list", args=[request.area.slug])

        if url := done_once(form, work):
            return redirect(url)
    context = _page(bodies, ImportFileForm()) | {"report": report, "report_words": _report_words(report)}
    return render(request, "meetings/action_import.html", context)


def _take_in(request: Any, bodies: list[Body], sheet: Sheet, *, dry_run: bool) -> tuple[list[Any], Headings]:
    """The actions that the rows make. Raises Refused with all that is wrong, and then nothing is kept."""
    headings = read_headings(sheet.headings)
    problems = [{"row": "", "column": "", "cell": "", "reason": problem} for problem in headings.problems]
    if len(sheet.rows) > MOST_ROWS:
        problems.append({"row": "", "column": "", "cell": "", "reason": _("There are too many rows. Send the file again")})
    if problems:
        raise Refused(problems)
    numbers = [number for number, _cells in sheet.rows]
    dataset = Dataset(headers=[name for name in headings.fields if name])
    for _number, cells in sheet.rows:
        row = [*cells, *[""] * (len(headings.fields) - len(cells))]
        dataset.append([cell for name, cell in zip(headings.fields, row, strict=False) if name])
    resource = ActionImportResource(bodies=bodies, actor=request.user, numbers=numbers, keeps=not dry_run)
    result = resource.import_data(dataset, dry_run=dry_run, use_transactions=True, rollback_on_validation_errors=True)
    wrong = wrong_cells(result, numbers)
    if wrong or result.base_errors:
        raise Refused(_report(wrong, dict(sheet.rows), headings) or [_unexpected(result)])
    return [row.instance for row in result.rows], headings


def _report(wrong: list[tuple[int, str, str]], rows: dict[int, list[str]], headings: Headings) -> list[dict[str, Any]]:
    """Each wrong cell: row, column, what stands there, what to do."""
    places = {name: place for place, name in enumerate(headings.fields) if name}
    report = []
    for number, name, reason in wrong:
        cells, place = rows.get(number, []), places.get(name, -1)
        cell = cells[place] if 0 <= place < len(cells) else ""
        report.append({"row": number, "column": str(COLUMNS.get(name, "")), "cell": cell[:120], "reason": reason})
    return report


def _unexpected(result: Any) -> dict[str, Any]:
    return {"row": "", "column": "", "cell": "", "reason": "; ".join(str(one.error) for one in result.base_errors)}


def _report_words(report: list[dict[str, Any]]) -> str:
    """2 rows are wrong. Nothing was kept."""
    if not report:
        return ""
    rows = len({line["row"] for line in report if line["row"]})
    if not rows:
        return _("The columns are not right. Nothing was kept")
    words = ngettext("%(count)s row is wrong. Nothing was kept", "%(count)s rows are wrong. Nothing was kept", rows)
    return words % {"count": f"{rows:,}"}


def _page(bodies: list[Body], form: ImportFileForm) -> dict[str, Any]:
    """What the page says of the columns."""
    hints = {
        "body": ", ".join(body.name for body in bodies),
        "text": _("What is to be done"),
        "owner_kind": ", ".join(str(kind.label) for kind in OwnerKind),
        "owner_name": _("For a person, a name that the portal knows: a member’s, for instance"),
        "due_on": _("17/3/22, 17 Mar 2022, 2022-03-17 or “next meeting”; empty when none was agreed"),
        "raised_on": _("The same three ways of writing a day"),
        "access": _("yes or no; empty means no"),
        "status": _("Open, or empty: closed actions are left out"),
    }
    shown = [name for name in COLUMNS if name != "body" or len(bodies) > 1]
    columns = [{"name": COLUMNS[name], "needed": name in NEEDED or name == "body", "hint": hints[name]} for name in shown]
    return {"form": form, "columns": columns, "button": _("Look through the file"), "formats": list(listing.FORMATS)}
