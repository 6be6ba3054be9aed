"""An older register from a spreadsheet or a pasted table: looked through first, then brought in whole or not at all."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from complaints import permissions
from complaints.forms.importing import RegisterForm, RegisterKeepForm, UndoForm
from complaints.models import Complaint, RegisterImport
from complaints.rules.table_words import COLUMNS, NEEDED, ended
from complaints.rules.tables import Problem, RegisterRow
from complaints.services import importing as services
from complaints.views.links import crumbs, state_tags
from interface import clock
from interface.once import done_once
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from interface.templatetags.govuk import tag
from panels.models import Body, OfficeHolder

LINK = '<a class="govuk-link" href="{}">{}</a>'


@login_required
def register_import(request: Any, area: str) -> HttpResponse:
    """Send a table; see every row as it is understood, or every row that is wrong; then bring them all in."""
    _allowed(request)
    if request.method == "POST" and "source" in request.POST:
        return _kept(request)
    is_sent = request.method == "POST"
    form = RegisterForm(request.POST if is_sent else None, request.FILES if is_sent else None, holders=_holders(request))
    if form.is_valid():
        source, holder = form.source, form.cleaned_data["holder"]
        try:
            looked = services.look_through(area=request.area, source=source, holder=holder)
        except ValidationError as error:
            form.show_refusal(error)
        else:
            if looked.problems:
                return _shown(request, form, looked.problems)
            keep = RegisterKeepForm.of(source, holder, _holders(request))
            return render(request, "complaints/import_preview.html", _preview(request, keep, looked))
    return _shown(request, form)


def _kept(request: Any) -> HttpResponse:
    """Bring in the table that was looked through, if all of it is still right."""
    form = RegisterKeepForm(request.POST, holders=_holders(request))
    problems: list[Problem] = []

    def work() -> str:
        answers = form.cleaned_data
        try:
            made = services.import_register(
                area=request.area, body=_panel(request), source=answers["read"], holder=answers["holder"], actor=request.user
            )
        except services.NotImported as refusal:
            problems.extend(refusal.problems)
            raise
        words = ngettext("%(count)s complaint brought in", "%(count)s complaints brought in", made.rows)
        messages.success(request, words % {"count": f"{made.rows:,}"})
        return reverse("complaints:register-detail", args=[request.area.slug, made.reference])

    if form.is_valid() and (url := done_once(form, work)):
        return redirect(url)
    again = RegisterForm(None, holders=_holders(request))
    lost = " ".join(form.non_field_errors()) or _("Send the table again")
    return _shown(request, again, problems, lost="" if problems else lost)


def _shown(request: Any, form: RegisterForm, problems: list[Problem] | None = None, lost: str = "") -> HttpResponse:
    hints = {
        "label": _("As printed. It is kept as a label; every complaint gets a reference of its own"),
        "received": _("31/08/2021, 31/08/21, 31.08.21, 31 August 2021 or 2021-08-31; beside it a log number may stand"),
        "text": _("What is complained of. It stays restricted: the public never reads it"),
        "recorded": _("yes or no"), "handler": _("As printed"), "outcome": _("As printed"),
        "state": _("live, closed or withdrawn"),
        "holder": _("Or a line of its own, such as “Complaints against former Commissioner” and the name"),
        "came_to": _("panel, office or IOPC; or “Direct to PCC:” or “To Panel:” before the summary"),
    }  # fmt: skip
    columns = [{"name": COLUMNS[name], "hint": hint, "needed": name in NEEDED} for name, hint in hints.items()]
    context = {
        "form": form, "columns": columns, "button": _("Look through the table"), "problems": problems or [],
        "problem_words": _problem_words(problems or []) or lost, "earlier": _earlier(request), "breadcrumbs": crumbs(request),
    }  # fmt: skip
    return render(request, "complaints/import_form.html", context)


def _problem_words(problems: list[Problem]) -> str:
    """3 rows are wrong. Nothing was brought in."""
    rows = len({one.row for one in problems if one.row})
    if problems and not rows:
        return _("The table cannot be read as it is. Nothing was brought in")
    words = ngettext("%(count)s row is wrong. Nothing was brought in", "%(count)s rows are wrong. Nothing was brought in", rows)
    return words % {"count": f"{rows:,}"} if rows else ""


def _preview(request: Any, form: RegisterKeepForm, looked: services.Looked) -> dict[str, Any]:
    rows = looked.register.rows
    columns = [
        Column("label", _("No."), lambda row: row.label or (_("lost") if row.is_lost else _("none")), heads_row=True),
        Column("received", _("Received"), _received),
        Column("about", _("About"), lambda row: str(row.holder)),
        Column("text", _("Summary (restricted)"), "text"),
        Column("recorded", _("Recorded"), lambda row: row.recorded or _("not known")),
        Column("handler", _("Handled by"), lambda row: row.handler or _("not known")),
        Column("outcome", _("Outcome, as printed"), lambda row: row.outcome or _("none")),
        Column("state", _("State"), lambda row: tag(_("Closed") if ended(row.state) else _("Live"))),
    ]
    caption = ngettext("%(count)s complaint in the table", "%(count)s complaints in the table", len(rows))
    count = {"count": f"{len(rows):,}"}
    table = Table(
        request, rows, columns=columns, caption=caption % count, empty="", per_page=services.BOUNDS.rows, caption_size="m"
    )
    button = ngettext("Bring in %(count)s complaint", "Bring in %(count)s complaints", len(rows)) % count
    return {"form": form, "table": table, "faults": looked.faults, "button": button, "breadcrumbs": _trail(request)}


def _received(row: RegisterRow) -> SafeString:
    words = '<span class="app-nowrap">{}</span><br><span class="app-quiet">{}</span>'
    return format_html(words, short_date(row.day.day), row.day.raw)


# What was brought in ---------------------------------------------------------------------------------------------


@login_required
@require_safe
def register_detail(request: Any, area: str, register: str) -> HttpResponse:
    """What was noticed in a register when it was brought in, and the complaints that it made."""
    made = _register(request, register)
    mine = Complaint.objects.listed_for(request.user).filter(imported=made).for_page().order_by("printed_order")
    readable = set(Complaint.objects.visible_to(request.user).filter(imported=made).values_list("pk", flat=True))
    columns = [
        Column("reference", _("Reference"), lambda row: _reference(row, readable), heads_row=True),
        Column("label", _("Printed number"), lambda row: row.printed_label or _("none")),
        Column("received", _("Received"), lambda row: short_date(row.received_on)),
        Column("about", _("About"), lambda row: str(row.office_holder)),
        Column("state", _("State"), lambda row: state_tags(row)[0]),
    ]
    table = Table(
        request, mine, columns=columns, caption=_("Complaints that were brought in"),
        empty=_("None of them is left. The import was undone, or its complaints are not yours to read."),
    )  # fmt: skip
    facts = [
        {"term": _("Brought in"), "value": long_date(clock.as_local(made.imported_at).date())},
        {"term": _("By"), "value": str(made.imported_by or _("not known"))},
        {"term": _("From"), "value": made.name or _("a pasted table")},
        {"term": _("Date in its heading"), "value": long_date(made.headed_on) or _("none")},
        {"term": _("Complaints"), "value": f"{made.rows:,}"},
    ]
    context = {
        "register": made, "facts": facts, "table": table, "can_undo": made.undone_at is None and len(readable) == made.rows,
        "breadcrumbs": _trail(request),
    }  # fmt: skip
    return render(request, "complaints/import_detail.html", context)


@login_required
def register_undo(request: Any, area: str, register: str) -> HttpResponse:
    """Take an import back, while nobody has worked on its complaints."""
    made = _register(request, register)
    if services.is_closed_to(request.user, made):
        raise PermissionDenied
    form = UndoForm(request.POST if request.method == "POST" else None, versioned=made)
    here = reverse("complaints:register-detail", args=[request.area.slug, made.reference])

    def work() -> str:
        services.undo_import(register=made, version=form.cleaned_data["version"], actor=request.user)
        messages.success(request, _("The import is undone"))
        return here

    if form.is_valid() and (url := done_once(form, work)):
        return redirect(url)
    context = {
        "register": made, "form": form, "problem": services.undo_problem(made), "back": here,
        "breadcrumbs": [*_trail(request), {"url": here, "text": _("Register brought in")}],
    }  # fmt: skip
    return render(request, "complaints/import_undo.html", context)


def _reference(row: Complaint, readable: set[int]) -> SafeString | str:
    return format_html(LINK, row.get_absolute_url(), row.reference) if row.pk in readable else row.reference


def _earlier(request: Any) -> list[dict[str, Any]]:
    rows = RegisterImport.objects.visible_to(request.user).filter(area=request.area).order_by("-imported_at", "-pk")[:50]
    return [
        {
            "url": reverse("complaints:register-detail", args=[request.area.slug, one.reference]),
            "day": clock.as_local(one.imported_at).date(), "name": one.name or _("a pasted table"), "rows": one.rows,
            "is_undone": one.undone_at is not None,
        }
        for one in rows
    ]  # fmt: skip


def _register(request: Any, reference: str) -> RegisterImport:
    rows = RegisterImport.objects.visible_to(request.user).filter(area=request.area).select_related("area", "imported_by")
    made = get_object_or_404(rows, reference=reference)
    _allowed(request)
    return made


def _allowed(request: Any) -> None:
    if not permissions.can_import(request.user, request.area):
        raise PermissionDenied


def _panel(request: Any) -> Body:
    panel = Body.objects.visible_to(request.user).panel_of(request.area, clock.today())
    if panel is None:
        raise Http404
    return panel


def _holders(request: Any) -> Any:
    return OfficeHolder.objects.visible_to(request.user).filter(area=request.area).order_by("-started_on", "pk")


def _trail(request: Any) -> list[dict[str, str]]:
    here = {"url": reverse("complaints:register-import", args=[request.area.slug]), "text": _("Bring in an older register")}
    return [*crumbs(request), here]
