"""How every page works on which something of a panel's arrangements is written: whose panel, who may, done once or refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV, ODS, XLSX

from interface import clock
from interface.once import done_once
from panels import permissions
from panels.models import Body

FORMATS = {"csv": CSV, "xlsx": XLSX, "ods": ODS}
ACT = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'
LINK = '<a class="govuk-link" href="{}">{}</a>'
WITH_QUIET = '{}<br><span class="app-quiet">{}</span>'


@dataclass(frozen=True)
class ActPage:
    """What a page says on which one act is done: its title, the words of its button, where it leads back, what is told before.

    `facts` are what the act is about; `is_grave` gives a warning button; `after` are links under the form.
    """

    title: str
    button: str
    trail: Sequence[dict[str, str]]
    words: Sequence[str] = ()
    facts: Sequence[dict[str, Any]] = ()
    is_grave: bool = False
    after: Sequence[dict[str, str]] = field(default_factory=tuple)

    @property
    def back(self) -> dict[str, str]:
        """The page that the act began from."""
        return self.trail[-1]


def act(
    request: Any, form: Any, page: ActPage, work: Callable[[], str], template: str = "panels/arrangement_form.html"
) -> HttpResponse:
    """Draw a form, or do the work once it is valid and go where that leads; a refusal comes back on the form."""
    if form.is_valid():
        url = done_once(form, work)
        if url:
            return redirect(url)
    return render(request, template, {"form": form, "page": page, "breadcrumbs": page.trail})


def posted(request: Any) -> Any:
    """What was sent; None where the form is only asked for."""
    return request.POST if request.method == "POST" else None


def panel_here(request: Any) -> Body:
    """The area's panel of today; 404 where there is none."""
    panel = Body.objects.visible_to(request.user).panel_of(request.area, clock.today())
    if panel is None:
        raise Http404
    return panel


def kept_panel(request: Any) -> Body:
    """The area's panel, whose arrangements the reader keeps; 403 for who does not."""
    panel = panel_here(request)
    if not permissions.can_keep_arrangements(request.user, panel):
        raise PermissionDenied
    return panel


def trail(request: Any, *names: tuple[str, str]) -> list[dict[str, str]]:
    """The way to a page under "Panel": each a route without further words, and what it is called."""
    here = [request.area.slug]
    found = [
        {"url": reverse("area-home", args=here), "text": request.area.name},
        {"url": reverse("panels:panel-detail", args=here), "text": _("Panel")},
    ]
    return [*found, *({"url": reverse(f"panels:{name}", args=here), "text": text} for name, text in names)]


def acts_cell(*links: tuple[str, str, str]) -> SafeString:
    """Links of a row, each an address, a verb, and what it is done to for those who hear the page."""
    return format_html('<span class="app-actions">{}</span>', format_html_join("", ACT, links))


def exported(made: Any, name: str, fmt: str) -> HttpResponse:
    """A table as a file to keep."""
    if fmt not in FORMATS:
        raise Http404
    kind = FORMATS[fmt]()
    response = HttpResponse(kind.export_data(made), content_type=kind.get_content_type())
    response["Content-Disposition"] = f'attachment; filename="{name}.{fmt}"'
    return response


def exports(route: str, request: Any, query: str = "") -> list[dict[str, str]]:
    """Links to every kind of file."""
    return [
        {"text": _("Download as %(kind)s") % {"kind": fmt.upper()},
         "url": reverse(f"panels:{route}", args=[request.area.slug, fmt]) + query}
        for fmt in FORMATS
    ]  # fmt: skip
