"""The directory of the bodies that meet, the page of each, and how it is kept."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from interface import clock
from interface.markdown import render
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from panels import permissions
from panels.choices import OF_COMMISSIONER, HeldOfficeKind
from panels.forms.arrangements import EndForm
from panels.forms.bodies import BodyCreateForm, BodyUpdateForm
from panels.models import Body, HeldOffice
from panels.registry import BodyCells, body_columns, body_parts
from panels.services import bodies as services
from panels.views.keeping import LINK, WITH_QUIET, ActPage, act, posted
from panels.views.pages import PanelPage


class BodyListView(PanelPage):
    """Every body of the area: what it is, who chairs it, how often it meets, and what other apps say of its meetings."""

    template_name = "panels/body_list.html"
    part = "body-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, area = self.request.user, self.request.area
        bodies = Body.objects.visible_to(user).filter(area=area).for_page().order_by("name", "pk")
        empty = _("No body of this area is recorded.")
        table = Table(self.request, bodies, columns=[], caption=_("Bodies that meet"), empty=empty)
        table.columns = _columns(list(table.page.object_list), user)
        can_create = bool(permissions.kinds_of_body_to_add(user, area)) if user.is_authenticated else False
        return super().get_context_data(table=table, can_create=can_create, **kwargs)


def _columns(rows: list[Body], user: Any) -> list[Column]:
    """The columns of the bodies on this page: what is said of all of them is fetched at once."""
    chairs = _chairs(rows)
    return [
        Column("name", _("Body"), _named, heads_row=True),
        Column("kind", _("Kind"), lambda body: body.get_kind_display()),
        Column("chair", _("Chair"), lambda body: body.chaired_by or chairs.get(body.pk) or _("not known")),
        Column("meets", _("Meets"), lambda body: body.meets or _("not known")),
        *(_column(place, cells) for place, cells in enumerate(body_columns(rows, user))),
    ]


def _named(body: Body) -> SafeString:
    link = format_html(LINK, body.get_absolute_url(), body.name)
    if body.ended_on and body.ended_on < clock.today():
        return format_html(WITH_QUIET, link, _("until %(day)s") % {"day": short_date(body.ended_on)})
    return link


def _column(place: int, cells: BodyCells) -> Column:
    return Column(f"more-{place}", cells.label, lambda body: cells.cells.get(body.pk) or _("none"))


def _chairs(bodies: list[Body]) -> dict[int, str]:
    """The member in the chair of each body today."""
    held = HeldOffice.objects.on(clock.today()).filter(kind=HeldOfficeKind.CHAIR, membership__body__in=bodies)
    named = held.values_list("membership__body", "membership__person__style", "membership__person__name")
    return {body: f"{style} {name}".strip() for body, style, name in named.order_by("-started_on")}


class BodyDetailView(PanelPage):
    """One body: what it is for, who chairs it, who attends, and what other apps say of its meetings."""

    template_name = "panels/body_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        bodies = Body.objects.visible_to(user).filter(area=self.request.area)
        body = get_object_or_404(bodies.for_page(), slug=self.kwargs["body"])
        table = self.members(body)
        context = super().get_context_data(
            body=body,
            chair=body.chaired_by or _chairs([body]).get(body.pk, ""),
            terms=render(body.terms, level=3) if body.terms else "",
            table=table if table.count or not body.is_of_commissioner else None,
            parts=body_parts(body, user),
            can_keep=permissions.can_keep_body(user, body),
            **kwargs,
        )
        directory = reverse("panels:body-list", args=[self.request.area.slug])
        context["breadcrumbs"].append({"url": directory, "text": _("Bodies")})
        return context


# Keeping it -------------------------------------------------------------------------------------------------------


@login_required
def body_create(request: Any, area: str) -> HttpResponse:
    """Enter a body that meets."""
    kinds = permissions.kinds_of_body_to_add(request.user, request.area)
    if not kinds:
        raise PermissionDenied
    form = BodyCreateForm(
        posted(request),
        kinds=kinds,
        others=_others(request),
        of_commissioner=bool(kinds & OF_COMMISSIONER),
        initial={"started_on": clock.today(), "kind": next(iter(kinds)) if len(kinds) == 1 else ""},
    )
    page = ActPage(_("Add a body"), _("Add the body"), _trail(request))

    def work() -> str:
        made = services.add_body(area=request.area, actor=request.user, **form.facts())
        return _told(request, made, _("%(name)s is in the directory") % {"name": made.name})

    return act(request, form, page, work)


@login_required
def body_update(request: Any, area: str, body: str) -> HttpResponse:
    """Correct what the directory says of a body."""
    row = _kept(request, body)
    form = BodyUpdateForm(posted(request), body=row, others=_others(request).exclude(pk=row.pk))
    page = ActPage(_("Change: %(name)s") % {"name": row.name}, _("Save the body"), _trail(request, row))

    def work() -> str:
        saved = services.change_body(body=row, version=form.cleaned_data["version"], actor=request.user, **form.facts())
        return _told(request, saved, _("%(name)s is saved") % {"name": saved.name})

    return act(request, form, page, work)


@login_required
def body_end(request: Any, area: str, body: str) -> HttpResponse:
    """Give a body its last day."""
    row = _kept(request, body)
    form = EndForm(posted(request), versioned=row, initial={"ended_on": row.ended_on or clock.today()})
    words = [_("Its page, its meetings and their papers stay. To undo this, change the body and empty the day.")]
    facts = [{"term": _("Since"), "value": long_date(row.started_on)}]
    page = ActPage(
        _("End: %(name)s") % {"name": row.name}, _("Enter the last day"), _trail(request, row), words=words, facts=facts
    )

    def work() -> str:
        said = form.cleaned_data
        services.end_body(body=row, version=said["version"], ended_on=said["ended_on"], actor=request.user)
        return _told(request, row, _("%(name)s meets until %(day)s") % {"name": row.name, "day": long_date(said["ended_on"])})

    return act(request, form, page, work)


def _others(request: Any) -> Any:
    return Body.objects.visible_to(request.user).filter(area=request.area).order_by("name")


def _kept(request: Any, slug: str) -> Body:
    rows = Body.objects.visible_to(request.user).filter(area=request.area).for_page()
    body = get_object_or_404(rows, slug=slug)
    if not permissions.can_keep_body(request.user, body):
        raise PermissionDenied
    return body


def _told(request: Any, body: Body, words: str) -> str:
    messages.success(request, words)
    return body.get_absolute_url()


def _trail(request: Any, body: Body | None = None) -> list[dict[str, str]]:
    here = [request.area.slug]
    found = [
        {"url": reverse("area-home", args=here), "text": request.area.name},
        {"url": reverse("panels:body-list", args=here), "text": _("Bodies")},
    ]
    return [*found, {"url": body.get_absolute_url(), "text": body.name}] if body else found
