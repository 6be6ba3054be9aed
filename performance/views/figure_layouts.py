"""Layouts of files as the office keeps them: what each column means, chosen from the headings of a file that was sent."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions.forms.cases import ActForm
from interface.once import done_once
from interface.tables import Column, Table
from meetings.views.programme import sent
from performance.forms.layouts import LayoutCreateForm, LayoutUpdateForm
from performance.models import ColumnMapping, FiguresUpload
from performance.rules.layouts import Reading
from performance.services import figures_in
from performance.views.figures import as_link
from performance.views.office import crumbs, form_page, require_reporting
from performance.views.parts import DATA, parts


@login_required
@require_safe
def layout_list(request: Any, area: str) -> HttpResponse:
    """The layouts that are kept, those that were taken out last."""
    require_reporting(request)
    rows = ColumnMapping.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    columns = [
        Column("title", _("Layout"), lambda one: as_link(one.title, _url(one, "update")), heads_row=True),
        Column("layout", _("Kind"), "get_layout_display"),
        Column("used", _("Files read"), lambda one: f"{one.used:,}", numeric=True),
        Column("state", _("State"), lambda one: _("Taken out") if one.removed_at else _("In use")),
        Column("act", _("Act"), _act_of),
    ]
    table = Table(
        request, rows.annotate(used=Count("uploads")).order_by("removed_at", "title"), columns=columns,
        caption=_("Layouts of files"), empty=_("No layout is kept yet. Send a file, then choose what its columns mean."),
    )  # fmt: skip
    context = {"table": table, "parts": parts(request, DATA), "breadcrumbs": crumbs(request, _data(request))}
    return render(request, "performance/layout_list.html", context)


def _act_of(one: Any) -> Any:
    if one.removed_at:
        return as_link(_("Put back %(title)s") % {"title": one.title}, _url(one, "restore"))
    return as_link(_("Take out %(title)s") % {"title": one.title}, _url(one, "remove"))


@login_required
def layout_create(request: Any, area: str) -> HttpResponse:
    """Choose what the columns of a file mean, keep that, and read the file with it."""
    require_reporting(request)
    rows = FiguresUpload.objects.visible_to(request.user).filter(area=request.area).select_related("area", "file")
    upload = get_object_or_404(rows, reference=request.GET.get("upload", ""))
    found = _headings(request, upload)
    if found is None:
        return redirect("figures:upload-detail", area, upload.reference)
    sheet = request.GET.get("sheet", "")
    form = LayoutCreateForm(
        sent(request), headings=found.texts, known=figures_in.known_of(request.area), initial={"sheet": sheet}
    )

    def work() -> str:
        mapping = figures_in.create_layout(area=request.area, actor=request.user, **form.facts())
        made = figures_in.read_again(upload=upload, mapping=mapping, actor=request.user)
        return reverse("figures:upload-detail", args=[area, made.reference])

    if form.is_valid() and (url := done_once(form, work)):
        messages.success(request, _("Layout kept. The file is being read with it"))
        return redirect(url)
    context = {
        "form": form, "title": _("What the columns mean"), "caption": upload.name, "headings": found, "upload": upload,
        "sheet": sheet, "button": _("Keep the layout and read the file"),
        "breadcrumbs": crumbs(request, _data(request), _list(request)),
    }  # fmt: skip
    return render(request, "performance/layout_form.html", context)


def _headings(request: Any, upload: FiguresUpload, *, sheet: str = "") -> figures_in.Headings | None:
    """The headings of the file in the row and sheet that the address names, else in `sheet`; None, with a message, where it
    cannot be read."""
    row = request.GET.get("row", "")
    try:
        return figures_in.headings_of(upload, sheet=request.GET.get("sheet", sheet), row=int(row) if row.isdecimal() else 0)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None


@login_required
def layout_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Change a layout. Headings of the last file that was read with it are offered."""
    mapping = _layout(request, slug)
    last = mapping.uploads.select_related("file", "area").first()
    found = _headings(request, last, sheet=Reading.of_json(mapping.reading).sheet) if last else None
    form = LayoutUpdateForm(
        sent(request), mapping=mapping, headings=found.texts if found else {}, known=figures_in.known_of(request.area)
    )

    def work() -> str:
        figures_in.change_layout(mapping=mapping, actor=request.user, **form.facts())
        return _list(request)[0]

    return form_page(
        request, form, work, title=_("Change the layout"), button=_("Save the layout"), done=_("Layout saved"),
        words=[_("Files that were sent before keep the reading that they were sent with.")], **_around(request, mapping),
    )  # fmt: skip


@login_required
def layout_remove(request: Any, area: str, slug: str) -> HttpResponse:
    """Offer a layout no longer."""
    return _done(
        request, slug, figures_in.remove_layout, title=_("Take out the layout"), button=_("Take out"),
        done=_("The layout was taken out"), words=[_("It is no longer offered. It can be put back.")],
    )  # fmt: skip


@login_required
def layout_restore(request: Any, area: str, slug: str) -> HttpResponse:
    """Offer a layout again."""
    return _done(
        request, slug, figures_in.restore_layout, title=_("Put back the layout"), button=_("Put back"),
        done=_("The layout was put back"), words=[_("It is offered again for files that are sent.")],
    )  # fmt: skip


def _done(request: Any, slug: str, service: Any, **page: Any) -> HttpResponse:
    mapping = _layout(request, slug)
    form = ActForm(sent(request), row=mapping)

    def work() -> str:
        service(mapping=mapping, version=form.cleaned_data["version"], actor=request.user)
        return _list(request)[0]

    return form_page(request, form, work, **page, **_around(request, mapping))


def _layout(request: Any, slug: str) -> ColumnMapping:
    rows = ColumnMapping.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    found: ColumnMapping = get_object_or_404(rows, slug=slug)
    require_reporting(request)
    return found


def _around(request: Any, mapping: ColumnMapping) -> dict[str, Any]:
    url, _words = _list(request)
    return {"caption": mapping.title, "back": (url, _("Back to the layouts")), "steps": [_data(request), _list(request)]}


def _url(mapping: ColumnMapping, act: str) -> str:
    return reverse(f"figures:layout-{act}", args=[mapping.area.slug, mapping.slug])


def _data(request: Any) -> tuple[str, str]:
    return reverse("figures:upload-list", args=[request.area.slug]), _("Data")


def _list(request: Any) -> tuple[str, str]:
    return reverse("figures:layout-list", args=[request.area.slug]), _("Layouts")
