"""Figures that come in files: what was sent, what it would do, and having it brought in."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from decisions.forms.cases import ActForm
from decisions.views import files_in
from interface import clock
from interface.once import done_once
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from interface.templatetags.govuk import tag
from meetings.views.programme import sent
from performance.choices import UploadStatus
from performance.forms.figures import AcceptForm, FiguresFileForm, ReadAgainForm
from performance.models import FiguresUpload
from performance.services import figures_in
from performance.services.figures_in.held import last_figures, measures_with_last
from performance.views.office import crumbs, form_page, require_reporting
from performance.views.parts import DATA, parts

UPLOADS_A_PAGE, MOST_MEASURES = 20, 1_000


@login_required
@require_safe
def upload_list(request: Any, area: str) -> HttpResponse:
    """Data: the files that were sent, and how far the figures of each measure go."""
    require_reporting(request)
    uploads = (
        FiguresUpload.objects.visible_to(request.user).filter(area=request.area).select_related("area", "sent_by", "mapping")
    )
    context = {
        "uploads": _uploads(request, uploads), "measures": _measures(request), "parts": parts(request, DATA),
        "breadcrumbs": crumbs(request), "exports": _files("figures:figures-export", area),
        "templates": _files("figures:figures-template", area),
    }  # fmt: skip
    return render(request, "performance/upload_list.html", context)


def as_link(words: str, url: str) -> SafeString:
    """A link in a cell of a table."""
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, words)


def _files(name: str, area: str) -> list[dict[str, str]]:
    return [{"text": fmt.upper(), "url": reverse(name, args=[area, fmt])} for fmt in ("csv", "xlsx", "ods")]


def _uploads(request: Any, rows: Any) -> Table:
    columns = [
        Column("name", _("File"), lambda one: as_link(one.name, _url(one)), heads_row=True),
        Column("sent_at", _("Sent"), files_in.sent_cell),
        Column("layout", _("Layout"), lambda one: one.mapping.title if one.mapping else _("The portal’s own")),
        Column("state", _("State"), lambda one: tag(one.get_status_display(), files_in.STATE_COLOURS[one.status])),
        Column("made", _("New"), lambda one: f"{one.made:,}", numeric=True),
        Column("revised", _("Changed"), lambda one: f"{one.revised:,}", numeric=True),
    ]
    return Table(
        request, rows, columns=columns, caption=_("Files of figures"), per_page=UPLOADS_A_PAGE,
        empty=_("Nobody has sent a file of figures yet."),
    )  # fmt: skip


def _measures(request: Any) -> Table:
    """How far the figures of each measure go, those first that nobody has brought anything in for."""
    rows = measures_with_last(request.user, request.area)
    last = last_figures(rows)

    def period(one: Any) -> str:
        found = last.get(one.pk)
        if found is None:
            return _("none")
        words = _("%(first)s to %(last)s") % {"first": short_date(found.started_on), "last": short_date(found.ended_on)}
        return _("%(period)s, partial") % {"period": words} if found.is_partial else words

    def entered(one: Any) -> str:
        found = last.get(one.pk)
        return short_date(clock.as_local(found.entered_at)) if found else _("none")

    columns = [
        Column("title", _("Measure"), lambda one: as_link(one.title, one.get_absolute_url()), heads_row=True),
        Column("key", _("Key"), "slug"),
        Column("often", _("Reported"), "get_frequency_display"),
        Column("last", _("Last period held"), period),
        Column("entered", _("Brought in"), entered),
        Column("released", _("Released until"), lambda one: short_date(one.released_until) or _("not released")),
    ]
    return Table(
        request, rows, columns=columns, caption=_("How far the figures go"), per_page=MOST_MEASURES,
        empty=_("No measure is entered yet."),
    )  # fmt: skip


@login_required
def upload_create(request: Any, area: str) -> HttpResponse:
    """Send a file of figures; a job reads it, and nothing is kept until somebody has looked through what it would do."""
    require_reporting(request)
    is_sent = request.method == "POST"
    form = FiguresFileForm(request.POST if is_sent else None, request.FILES if is_sent else None, area=request.area)

    def work() -> str:
        file = form.cleaned_data["file"]
        made = figures_in.send_figures(
            area=request.area, name=file.name, data=file.read(), mapping=form.cleaned_data["mapping"], actor=request.user
        )
        return _url(made)

    if form.is_valid() and (url := done_once(form, work)):
        return redirect(url)
    context = {
        "form": form, "breadcrumbs": crumbs(request, _step(request)), "templates": _files("figures:figures-template", area),
        "exports": _files("figures:figures-export", area),
    }  # fmt: skip
    return render(request, "performance/upload_form.html", context)


@login_required
@require_safe
def upload_detail(request: Any, area: str, upload: str) -> HttpResponse:
    """How far the work on a file is; then what it would do, or every problem by row and column; then what came of it."""
    found = _upload(request, upload)
    standing = files_in.standing(found, figures_in.job_of(found), url=_url(found), cancel_url=_url(found, "cancel"))
    context = {
        "upload": found, "state": tag(found.get_status_display(), files_in.STATE_COLOURS[found.status]), "facts": _facts(found),
        "words": _words(found), "problems": files_in.remarks(request, found.problems, _("What to correct")),
        "notices": files_in.remarks(request, found.notices, _("What to know")),
        "acts": _acts(found, is_broken=standing["is_broken"]), "breadcrumbs": crumbs(request, _step(request)), **standing,
    }  # fmt: skip
    return render(request, "performance/upload_detail.html", context)


def _acts(upload: FiguresUpload, *, is_broken: bool) -> dict[str, str]:
    """The addresses of what may be done with a file now."""
    names = []
    if upload.status == UploadStatus.READ:
        names = ["accept", "drop", "again"]
    elif upload.status in (UploadStatus.REFUSED, UploadStatus.DROPPED):
        names = ["again"]
    elif is_broken:
        names = ["drop", "again"] if upload.status == UploadStatus.SENT else ["accept", "drop"]
    acts = {name: _url(upload, name) for name in names}
    if upload.problems:
        acts["problems"] = _url(upload, "problems")
    if "again" in acts:
        acts["layout"] = f"{reverse('figures:layout-create', args=[upload.area.slug])}?upload={upload.reference}"
    return acts


def _facts(upload: FiguresUpload) -> list[dict[str, Any]]:
    facts = [
        {"term": _("File"), "value": upload.name},
        {"term": _("Layout"), "value": upload.mapping.title if upload.mapping else _("The portal’s own")},
        {"term": _("Sent"), "value": long_date(clock.as_local(upload.sent_at))},
        {"term": _("By"), "value": str(upload.sent_by)},
    ]
    if upload.status in (UploadStatus.READ, UploadStatus.ACCEPTED, UploadStatus.DONE):
        facts += [
            {"term": _("New figures"), "value": f"{upload.made:,}"},
            {"term": _("Figures that change"), "value": f"{upload.revised:,}"},
            {"term": _("Held already"), "value": f"{upload.same:,}"},
        ]
    if upload.why:
        facts.append({"term": _("Why figures change"), "value": upload.why})
    return facts


def _words(upload: FiguresUpload) -> str:
    """What became of a file, in a sentence; empty while a job is at work on it."""
    if upload.status == UploadStatus.REFUSED:
        count = len(upload.problems)
        return ngettext(
            "Nothing was brought in. There is %(count)s problem. Correct it in your file and send it again.",
            "Nothing was brought in. There are %(count)s problems. Correct them in your file and send it again.", count,
        ) % {"count": f"{count:,}"}  # fmt: skip
    if upload.status == UploadStatus.READ:
        return _("Nothing is brought in yet. Look through what the file would do, then bring in all of it or leave it out.")
    if upload.status == UploadStatus.DROPPED:
        return _("The file was left out. Nothing of it was brought in.")
    if upload.status != UploadStatus.DONE:
        return ""
    if not upload.made and not upload.revised:
        return _("The portal holds every figure of the file already. Nothing was changed.")
    return _("Brought in. The public reads the figures of a measure as far as they are released.")


@login_required
def upload_accept(request: Any, area: str, upload: str) -> HttpResponse:
    """Have a file brought in that was looked through."""
    found = _upload(request, upload)
    form = AcceptForm(sent(request), upload=found)

    def work() -> str:
        figures_in.accept_figures(upload=found, actor=request.user, **_cleaned(form))
        return _url(found)

    words = _("%(made)s new figures and %(revised)s that change; %(same)s stay as they are. All of them come in, or none.")
    counts = {"made": f"{found.made:,}", "revised": f"{found.revised:,}", "same": f"{found.same:,}"}
    return form_page(
        request, form, work, title=_("Bring in the figures"), button=_("Bring in the figures"),
        done=_("The figures are being brought in"), words=[words % counts], **_around(request, found),
    )  # fmt: skip


def _cleaned(form: Any) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name in ("version", "why")}


@login_required
def upload_drop(request: Any, area: str, upload: str) -> HttpResponse:
    """Leave a file out."""
    found = _upload(request, upload)
    form = ActForm(sent(request), row=found)

    def work() -> str:
        figures_in.drop_figures(upload=found, version=form.cleaned_data["version"], actor=request.user)
        return _url(found)

    return form_page(
        request, form, work, title=_("Leave the file out"), button=_("Leave it out"), done=_("The file was left out"),
        words=[_("Nothing of it is brought in. It can be read again.")], **_around(request, found),
    )  # fmt: skip


@login_required
def upload_again(request: Any, area: str, upload: str) -> HttpResponse:
    """Read a file once more, in another layout or after a measure was entered."""
    found = _upload(request, upload)
    form = ReadAgainForm(sent(request), area=request.area)

    def work() -> str:
        made = figures_in.read_again(upload=found, mapping=form.cleaned_data["mapping"], actor=request.user)
        return _url(made)

    return form_page(
        request, form, work, title=_("Read the file again"), button=_("Read the file"), done=_("The file is being read"),
        **_around(request, found),
    )  # fmt: skip


@login_required
@require_POST
def upload_cancel(request: Any, area: str, upload: str) -> HttpResponse:
    """Stop the work on a file at its next step. Nothing of what it did is kept."""
    found = _upload(request, upload)
    return files_in.cancel(request, lambda: figures_in.stop_work(upload=found, actor=request.user), _url(found))


def _around(request: Any, upload: FiguresUpload) -> dict[str, Any]:
    return {
        "caption": upload.name, "back": (_url(upload), _("Back to the file")),
        "steps": [_step(request), (_url(upload), upload.name)],
    }  # fmt: skip


def _upload(request: Any, reference: str) -> FiguresUpload:
    """A file of the area, for its office; for others it is not there."""
    rows = FiguresUpload.objects.visible_to(request.user).filter(area=request.area)
    found: FiguresUpload = get_object_or_404(rows.select_related("area", "file", "sent_by", "mapping"), reference=reference)
    require_reporting(request)
    return found


def _url(upload: FiguresUpload, act: str = "detail") -> str:
    return reverse(f"figures:upload-{act}", args=[upload.area.slug, upload.reference])


def _step(request: Any) -> tuple[str, str]:
    return reverse("figures:upload-list", args=[request.area.slug]), _("Data")
