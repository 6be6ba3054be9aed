"""Nil returns: when nothing was formally decided, stated and taken back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions import permissions
from decisions.forms.nil_returns import NilReturnForm, TakeBackForm
from decisions.models import NilReturn
from decisions.rules.decision_rows import nil_sentence
from decisions.services.register import nil_returns as services
from interface import clock
from interface.once import done_once
from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag


@require_safe
def nil_return_list(request: Any, area: str) -> HttpResponse:
    """When was nothing decided, and what was taken back?"""
    rows = NilReturn.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    is_office = permissions.can_work_on_decisions(request.user, request.area)
    columns = [
        Column("days", _("Nil return"), nil_sentence, "ended_on", heads_row=True),
        Column("note", _("Note"), lambda row: row.note or _("none")),
        Column("stated", _("Stated on"), lambda row: short_date(clock.as_local(row.made_at)), "made_at"),
        Column("state", _("State"), _state_cell),
    ]
    empty = _("No nil return is stated. Where nothing was decided for some time, the Commissioner’s office says so here.")
    table = Table(request, rows.order_by("-ended_on", "-number"), columns=columns, caption=_("Nil returns"), empty=empty)
    standing = [one for one in table.page if one.taken_back_at is None] if is_office else []
    context = {
        "table": table,
        "standing": [{"words": nil_sentence(one), "url": _take_back_url(one)} for one in standing],
        "create_url": reverse("decisions:nil-return-create", args=[area]) if is_office else None,
        "breadcrumbs": crumbs(request),
    }
    return render(request, "decisions/nil_return_list.html", context)


@login_required
def nil_return_create(request: Any, area: str) -> HttpResponse:
    """State that nothing was decided from one day to another; public at once."""
    _allowed(request)
    first, last = services.days_to_state(request.area)
    form = NilReturnForm(request.POST if request.method == "POST" else None, initial={"started_on": first, "ended_on": last})

    def work() -> str:
        facts = {name: form.cleaned_data[name] for name in ("started_on", "ended_on", "note")}
        services.state_nil_return(area=request.area, actor=request.user, **facts)
        messages.success(request, _("The nil return is in the register"))
        return reverse("decisions:decision-list", args=[area])

    if form.is_valid() and (url := done_once(form, work)):
        return redirect(url)
    context = {"form": form, "breadcrumbs": [*crumbs(request), _listed(request)]}
    return render(request, "decisions/nil_return_form.html", context)


@login_required
def nil_return_take_back(request: Any, area: str, number: int) -> HttpResponse:
    """Take a nil return back with the reason, which everybody reads."""
    rows = NilReturn.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    nil = get_object_or_404(rows, number=number)
    _allowed(request)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    here = reverse("decisions:nil-return-list", args=[area])

    def work() -> str:
        services.take_back_nil_return(nil=nil, why=form.cleaned_data["why"], actor=request.user)
        messages.success(request, _("The nil return is taken back"))
        return here

    if form.is_valid() and (url := done_once(form, work)):
        return redirect(url)
    context = {
        "form": form, "nil": nil, "sentence": nil_sentence(nil), "back": here,
        "breadcrumbs": [*crumbs(request), _listed(request)],
    }  # fmt: skip
    return render(request, "decisions/nil_return_take_back.html", context)


def crumbs(request: Any) -> list[dict[str, str]]:
    """The way to a page below the register."""
    area = request.area
    return [
        {"url": reverse("area-home", args=[area.slug]), "text": area.name},
        {"url": reverse("decisions:decision-list", args=[area.slug]), "text": _("Decisions")},
    ]


def _listed(request: Any) -> dict[str, str]:
    return {"url": reverse("decisions:nil-return-list", args=[request.area.slug]), "text": _("Nil returns")}


def _allowed(request: Any) -> None:
    if not permissions.can_work_on_decisions(request.user, request.area):
        raise PermissionDenied


def _take_back_url(nil: NilReturn) -> str:
    return reverse("decisions:nil-return-take-back", args=[nil.area.slug, nil.number])


def _state_cell(nil: NilReturn) -> Any:
    """That it stands, or when and why it was taken back."""
    if nil.taken_back_at is None:
        return _("Stands")
    day = short_date(clock.as_local(nil.taken_back_at))
    said = _("%(day)s: %(why)s") % {"day": day, "why": nil.taken_back_why}
    return format_html("{} {}", tag(_("Taken back"), "magenta"), said)
