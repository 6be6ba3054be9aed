"""Files of payments and awards: what was sent, what each would do or did, and the tables to fill."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning.choices import UploadKind, UploadStatus
from commissioning.models import Upload
from commissioning.resources import COLUMNS, AwardResource, awards_for_export, columns_told, template_dataset
from commissioning.services import files_in
from commissioning.views.cells import facts_of
from commissioning.views.office import crumbs, require_commissioning
from commissioning.views.parts import parts
from commissioning.views.payments import list_step as spending_step
from decisions.views import files_in as pages
from interface import clock
from interface.links import url_or_none
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, money
from interface.templatetags.govuk import tag
from meetings.views import listing

READ_ON = (UploadStatus.READ, UploadStatus.ACCEPTED, UploadStatus.DONE)
WHERE_TO = {UploadKind.PAYMENTS: "spending:payment-list", UploadKind.AWARDS: "awards:award-list"}


@login_required
@require_safe
def upload_list(request: Any, area: str) -> HttpResponse:
    """Which files were sent, and what became of them?"""
    require_commissioning(request)
    rows = Upload.objects.visible_to(request.user).filter(area=request.area).select_related("area", "sent_by")
    columns = [
        Column("name", _("File"), lambda one: format_html('<a class="govuk-link" href="{}">{}</a>', url(one), one.name), "name",
               heads_row=True),
        Column("kind", _("What it holds"), "get_kind_display", "kind"),
        Column("sent_at", _("Sent"), pages.sent_cell, "sent_at"),
        Column("state", _("State"), state_tag, "status"),
        Column("made", _("New"), lambda one: f"{one.made:,}", "made", numeric=True),
        Column("changed", _("Changed"), lambda one: f"{one.changed:,}", "changed", numeric=True),
    ]  # fmt: skip
    table = Table(
        request, rows, columns=columns, caption=_("Files of payments and awards"), empty=_("Nobody has sent a file yet.")
    )
    context = {
        "table": table, "parts": parts(request), "kinds": kinds_told(area),
        "breadcrumbs": crumbs(request, spending_step(request)),
        "award_tables": [file_link("spending:award-table", area, fmt) for fmt in listing.FORMATS],
    }  # fmt: skip
    return render(request, "commissioning/upload_list.html", context)


def file_link(name: str, area: str, *arguments: str) -> dict[str, str]:
    """A file on offer; the last of the arguments is its format."""
    return {"text": arguments[-1].upper(), "url": reverse(name, args=[area, *arguments])}


def kinds_told(area: str, *, with_columns: bool = False) -> list[dict[str, Any]]:
    """Of each kind of table its name, the files to fill, and what its columns mean."""
    return [
        {"words": UploadKind(kind).label, "columns": columns_told(kind) if with_columns else [],
         "templates": [file_link("spending:upload-template", area, kind, fmt) for fmt in listing.FORMATS]}
        for kind in COLUMNS
    ]  # fmt: skip


@login_required
@require_safe
def upload_template(request: Any, area: str, kind: str, fmt: str) -> HttpResponse:
    """The headings of a table, to be filled."""
    require_commissioning(request)
    if kind not in COLUMNS:
        raise Http404
    return listing.dataset_as_file(template_dataset(kind), fmt=fmt, name=f"{kind}-to-fill")


@login_required
@require_safe
def award_table(request: Any, area: str, fmt: str) -> HttpResponse:
    """Every award of the area that is not private, as the table that an import takes back."""
    require_commissioning(request)
    rows = awards_for_export(request.user, request.area)
    return listing.as_file(AwardResource(), rows, fmt=fmt, name=f"{area}-awards")


@login_required
@require_safe
def upload_detail(request: Any, area: str, ref: str) -> HttpResponse:
    """How far the work on a file is; then what it would do, or every problem by row and column; then what came of it."""
    found = own_upload(request, ref)
    standing = pages.standing(found, files_in.job_of(found), url=url(found), cancel_url=url(found, "cancel"))
    context = {
        "upload": found, "state": state_tag(found), "facts": _facts(found), "words": _words(found),
        "problems": pages.remarks(request, found.problems, _("What to correct")),
        "notices": pages.remarks(request, found.notices, _("What to know")), "unmapped": _unmapped(request, found),
        "acts": _acts(found, is_broken=standing["is_broken"]), "parts": parts(request), "where_to": _where_to(found),
        "breadcrumbs": crumbs(request, spending_step(request), list_step(request)), **standing,
    }  # fmt: skip
    return render(request, "commissioning/upload_detail.html", context)


@login_required
@require_safe
def upload_problems(request: Any, area: str, ref: str) -> HttpResponse:
    """What is wrong with a file, as a file to work through."""
    return pages.problems_as_file(own_upload(request, ref), f"{area}-to-correct")


def own_upload(request: Any, reference: str) -> Upload:
    """A file of the area, for its office; for others it is not there."""
    rows = Upload.objects.visible_to(request.user).filter(area=request.area)
    found: Upload = get_object_or_404(rows.select_related("area", "file", "fund", "sent_by"), reference=reference)
    require_commissioning(request)
    return found


def url(upload: Upload, act: str = "detail") -> str:
    """The address of a file's page, or of an act upon it."""
    return reverse(f"spending:upload-{act}", args=[upload.area.slug, upload.reference])


def list_step(request: Any) -> tuple[str, str]:
    """The files, as a step on the way to a page below them."""
    return reverse("spending:upload-list", args=[request.area.slug]), _("Files")


def state_tag(upload: Upload) -> str:
    """The state of a file."""
    return tag(upload.get_status_display(), pages.STATE_COLOURS[upload.status])


def _facts(upload: Upload) -> list[dict[str, Any]]:
    facts = facts_of(
        (_("File"), upload.name), (_("What it holds"), upload.get_kind_display()),
        (_("Fund"), upload.fund.title if upload.fund else ""), (_("Sent"), long_date(clock.as_local(upload.sent_at))),
        (_("By"), str(upload.sent_by)),
    )  # fmt: skip
    if upload.status not in READ_ON:
        return facts
    vat = _("with the VAT that cannot be recovered") if upload.kind == UploadKind.PAYMENTS else _("VAT as each row states")
    total = _("%(sum)s, %(vat)s") % {"sum": money(upload.total, "pence"), "vat": vat} if upload.total is not None else ""
    return facts + facts_of(
        (_("Total of the file"), total), (_("New"), f"{upload.made:,}"), (_("Changed"), f"{upload.changed:,}"),
        (_("Held already"), f"{upload.same:,}"),
    )  # fmt: skip


def _unmapped(request: Any, upload: Upload) -> Table | None:
    """What the portal has no place for."""
    rows = [{"name": name, "count": count} for name, count in upload.unmapped.items()]
    columns = [
        Column("name", _("In the file"), "name", heads_row=True),
        Column("count", _("How often"), lambda one: f"{one['count']:,}", numeric=True),
    ]
    caption = _("What the portal has no place for, and leaves out")
    return Table(request, rows, columns=columns, caption=caption, empty="", per_page=max(len(rows), 1)) if rows else None


def _acts(upload: Upload, *, is_broken: bool) -> dict[str, str]:
    """The addresses of what may be done with a file now."""
    names = []
    if upload.status == UploadStatus.READ:
        names = ["accept", "drop"]
    elif upload.status in (UploadStatus.REFUSED, UploadStatus.DROPPED):
        names = ["again"]
    elif is_broken:
        names = ["drop", "again"] if upload.status == UploadStatus.SENT else ["accept", "drop"]
    return {name: url(upload, name) for name in [*names, *(["problems"] if upload.problems else [])]}


def _where_to(upload: Upload) -> str | None:
    """Where what was brought in stands."""
    if upload.status != UploadStatus.DONE:
        return None
    return url_or_none(WHERE_TO.get(UploadKind(upload.kind), "grants:grant-list"), upload.area.slug)


def _words(upload: Upload) -> str:
    """What became of a file, in a sentence; empty while a job is at work on it."""
    if upload.status == UploadStatus.REFUSED:
        count = len(upload.problems)
        return ngettext(
            "Nothing was brought in. There is %(count)s problem. Correct it in your file and send it again.",
            "Nothing was brought in. There are %(count)s problems. Correct them in your file and send it again.", count,
        ) % {"count": f"{count:,}"}  # fmt: skip
    if upload.status == UploadStatus.DONE and not upload.made and not upload.changed:
        return _("The portal holds every row of the file already. Nothing was changed.")
    said = {
        UploadStatus.READ: _("Nothing is brought in yet. Look through what the file would do, then bring in all of it or leave it"
                             " out."),
        UploadStatus.DROPPED: _("The file was left out. Nothing of it was brought in."),
        UploadStatus.DONE: _("Brought in. The public reads payments once their month is published.")
        if upload.kind == UploadKind.PAYMENTS else _("Brought in."),
    }  # fmt: skip
    return said.get(UploadStatus(upload.status), "")
