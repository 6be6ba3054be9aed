"""What an officer does with a file of payments or awards: sends it, has it brought in, leaves it out, stops the work."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commissioning.choices import UploadKind
from commissioning.forms.spending import FileForm, OnceForm
from commissioning.models import Upload
from commissioning.services import files_in
from commissioning.views.office import crumbs, form_page, require_commissioning
from commissioning.views.payments import list_step as spending_step
from commissioning.views.uploads import kinds_told, list_step, own_upload, url
from decisions.forms.cases import ActForm
from decisions.views import files_in as pages
from interface.once import done_once
from interface.templatetags.dates import money
from meetings.views.programme import sent


@login_required
def upload_create(request: Any, area: str) -> HttpResponse:
    """Send a file; a job reads it, and nothing is kept until somebody has looked through what it would do."""
    require_commissioning(request)
    is_sent = request.method == "POST"
    asked = request.GET.get("kind", "")
    form = FileForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, area=request.area,
        initial={"kind": asked} if asked in UploadKind.values else {},
    )  # fmt: skip

    def work() -> str:
        facts = form.facts()
        file = facts.pop("file")
        made = files_in.send_file(area=request.area, name=file.name, data=file.read(), actor=request.user, **facts)
        return url(made)

    if form.is_valid() and (leads_to := done_once(form, work)):
        return redirect(leads_to)
    context = {
        "form": form, "kinds": kinds_told(area, with_columns=True),
        "breadcrumbs": crumbs(request, spending_step(request), list_step(request)),
    }  # fmt: skip
    return render(request, "commissioning/upload_form.html", context)


@login_required
def upload_accept(request: Any, area: str, ref: str) -> HttpResponse:
    """Have a file brought in that was looked through."""
    found = own_upload(request, ref)
    form = ActForm(sent(request), row=found)
    words = _("%(made)s new rows and %(changed)s that change; %(same)s stay as they are. All of them come in, or none.")
    counts = {"made": f"{found.made:,}", "changed": f"{found.changed:,}", "same": f"{found.same:,}"}
    total = _("The amounts of the file make %(sum)s.") % {"sum": money(found.total, "pence")} if found.total is not None else ""
    return _act(
        request, found, form, _of_version(files_in.accept_file, found, form, request), title=_("Bring in the file"),
        button=_("Bring in all of it"), done=_("The file is being brought in"),
        words=[part for part in (words % counts, total) if part],
    )  # fmt: skip


@login_required
def upload_drop(request: Any, area: str, ref: str) -> HttpResponse:
    """Leave a file out."""
    found = own_upload(request, ref)
    form = ActForm(sent(request), row=found)
    return _act(
        request, found, form, _of_version(files_in.drop_file, found, form, request), title=_("Leave the file out"),
        button=_("Leave it out"), done=_("The file was left out"),
        words=[_("Nothing of it is brought in. It can be read again.")],
    )  # fmt: skip


def _of_version(service: Any, upload: Upload, form: Any, request: Any) -> Callable[[], Upload]:
    return lambda: service(upload=upload, version=form.cleaned_data["version"], actor=request.user)


@login_required
def upload_again(request: Any, area: str, ref: str) -> HttpResponse:
    """Read a file once more, now that the portal holds what it lacked."""
    found = own_upload(request, ref)
    form = OnceForm(sent(request))
    return _act(
        request, found, form, lambda: files_in.read_again(upload=found, actor=request.user), title=_("Read the file again"),
        button=_("Read the file"), done=_("The file is being read"),
        words=[_("The same file is read as the register stands now. If you corrected your file, send it anew instead.")],
    )  # fmt: skip


@login_required
@require_POST
def upload_cancel(request: Any, area: str, ref: str) -> HttpResponse:
    """Stop the work on a file at its next step. Nothing of what it did is kept."""
    found = own_upload(request, ref)
    return pages.cancel(request, lambda: files_in.stop_work(upload=found, actor=request.user), url(found))


def _act(request: Any, upload: Upload, form: Any, do: Callable[[], Upload], **page: Any) -> HttpResponse:
    def work() -> str:
        return url(do())

    return form_page(
        request, form, work, caption=upload.name, back=(url(upload), _("Back to the file")),
        steps=[spending_step(request), list_step(request), (url(upload), upload.name)], **page,
    )  # fmt: skip
