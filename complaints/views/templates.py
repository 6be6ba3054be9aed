"""The wording of a panel's letters: listed, read, changed, and older ones brought back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from complaints import permissions
from complaints.choices import LetterKind, Recipient
from complaints.forms.letters import TemplateForm
from complaints.papers.merging import fields_for, required_for
from complaints.papers.templates import WORDINGS, Wording, wording_of
from complaints.services import templates as services
from complaints.views.links import crumbs
from interface import clock, markdown
from interface.links import url_or_none
from interface.once import done_once
from meetings.views.programme import sent
from panels.models import Body


@login_required
@require_safe
def template_list(request: Any, area: str) -> HttpResponse:
    """Every letter with whose words it has."""
    panel = _panel(request)
    own = services.newest_of_all(panel)
    rows = [
        {"title": title_of(one), "own": own.get(one.key), "url": _url(request, "template-update", one.key)}
        for one in WORDINGS.values()
    ]
    context = {
        "rows": rows, "panel": panel, "keeps": permissions.can_keep_templates(request.user, panel),
        "breadcrumbs": crumbs(request),
    }  # fmt: skip
    return render(request, "complaints/template_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def template_update(request: Any, area: str, kind: str) -> HttpResponse:
    """The wording of a letter with made-up values; who keeps it changes it here, or begins with an older one (`?from=2`)."""
    panel, known = _panel(request), _known(kind)
    keeps = permissions.can_keep_templates(request.user, panel)
    if request.method == "POST" and not keeps:
        raise PermissionDenied
    words = services.wording_for(panel, known.kind, known.recipient)
    form = TemplateForm(sent(request), words=words, start=_older(request, panel, kind))

    def work() -> str:
        said = form.cleaned_data
        services.write_template(
            body=panel, key=kind, version=said["version"], subject=said["subject"], text=said["text"], actor=request.user
        )
        return _url(request, "template-update", kind)

    if form.is_valid() and (url := done_once(form, work)):
        messages.success(request, _("Wording saved. Letters that are begun from now on have it"))
        return redirect(url)
    subject, text = services.with_examples(form["subject"].value() or "", form["text"].value() or "")
    context = {
        **_page(request, panel, known), "form": form, "keeps": keeps, "words": words,
        "fields": fields_for(known.kind, known.recipient), "required": required_for(known.kind),
        "subject": subject, "html": markdown.render(text, level=3), "history_url": _url(request, "template-history", kind),
    }  # fmt: skip
    return render(request, "complaints/template_update.html", context)


@login_required
@require_safe
def template_history(request: Any, area: str, kind: str) -> HttpResponse:
    """Every wording that the panel has given a letter; any of them, and the portal's own, can be brought back."""
    panel, known = _panel(request), _known(kind)
    context = {
        **_page(request, panel, known), "rows": services.history(panel, kind), "portals": services.older(panel, kind, 0),
        "keeps": permissions.can_keep_templates(request.user, panel), "update_url": _url(request, "template-update", kind),
    }  # fmt: skip
    return render(request, "complaints/template_history.html", context)


def title_of(known: Wording) -> str:
    """A letter with its recipient: “Recorded, to the office holder”."""
    kind = str(LetterKind(known.kind).label)
    if known.recipient == Recipient.COMPLAINANT:
        return kind
    to = {Recipient.OFFICE_HOLDER: _("to the office holder"), Recipient.IOPC: _("to the IOPC")}[known.recipient]
    return _("%(letter)s, %(to)s") % {"letter": kind, "to": to}


def _panel(request: Any) -> Body:
    """The panel of the area, for those who may read its wording; nobody else learns that there is a page."""
    panel = Body.objects.panel_of(request.area, clock.today())
    if panel is None:
        raise Http404
    if not permissions.can_read_templates(request.user, panel):
        raise PermissionDenied
    return panel


def _known(kind: str) -> Wording:
    known = wording_of(kind)
    if known is None:
        raise Http404
    return known


def _older(request: Any, panel: Body, kind: str) -> services.Words | None:
    asked = request.GET.get("from", "")
    return services.older(panel, kind, int(asked)) if asked.isdecimal() and len(asked) < 5 else None


def _page(request: Any, panel: Body, known: Wording) -> dict[str, Any]:
    title = title_of(known)
    listed = url_or_none("complaints:template-list", request.area.slug)
    return {
        "title": title, "panel": panel, "list_url": listed,
        "breadcrumbs": [*crumbs(request), {"url": listed, "text": _("Wording of letters")}],
    }  # fmt: skip


def _url(request: Any, name: str, key: str) -> str:
    return reverse(f"complaints:{name}", args=[request.area.slug, key])
