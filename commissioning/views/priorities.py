"""What spending is told by, as it is read: the priorities, and what was awarded under each."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.models import Priority
from commissioning.rules.overview import Slice, together, vat_together
from commissioning.services import overview as services
from commissioning.views.cells import QUIET, row_acts
from commissioning.views.office import crumbs
from commissioning.views.parts import parts
from interface import clock
from interface.links import url_or_none
from interface.tables import Column, Table
from interface.templatetags.dates import money

EVERY = 500  # priorities of a plan: never cut in pages


def around(request: Any, _area: Any) -> dict[str, Any]:
    """What the pages below the list have around their form."""
    here = url_or_none("commissioning:priority-list", request.area.slug) or ""
    return {"back": (here, _("Back to the priorities")), "steps": [(here, _("Priorities"))]}


@require_safe
def priority_list(request: Any, area: str) -> HttpResponse:
    """By what is spending told, and what was awarded under each since the portal holds awards?"""
    works = permissions.can_commission(request.user, request.area)
    rows = list(Priority.objects.visible_to(request.user).filter(area=request.area).order_by("position", "title"))
    slices = services.of_all_years(request.area, request.user, on=clock.today())
    standing = [one for one in rows if one.removed_at is None]
    count = ngettext("%(count)s priority", "%(count)s priorities", len(standing)) % {"count": f"{len(standing):,}"}
    context = {
        "table": _table(request, standing, slices, works=works), "works": works, "words": count, "slices": slices,
        "total": money(together(slices), "pence"), "vat": vat_together(slices),
        "create_url": reverse("commissioning:priority-create", args=[area]) if works else "",
        "removed": _removed(request, rows) if works else [],
        "private_words": services.private_words(request.area, request.user),
        "parts": parts(request), "breadcrumbs": crumbs(request),
    }  # fmt: skip
    return render(request, "commissioning/priority_list.html", context)


def _table(request: Any, rows: list[Priority], slices: list[Slice], *, works: bool) -> Table:
    by_key = {one.priority.pk: one for one in slices if one.priority}

    def of(name: str) -> Any:
        return lambda one: money(getattr(by_key[one.pk], name), "pence") if one.pk in by_key else _("none")

    columns = [
        Column("title", _("Priority"), _title_cell, heads_row=True),
        Column("count", _("Awards"), lambda one: f"{by_key[one.pk].count:,}" if one.pk in by_key else _("none"), numeric=True),
        Column("total", _("Awarded"), of("total"), numeric=True),
        Column("vat", _("VAT"), lambda one: by_key[one.pk].vat if one.pk in by_key else _("none")),
    ]
    if works:
        columns.append(Column("acts", _("For the office"), lambda one: _acts(request, one)))
    return Table(
        request, rows, columns=columns, caption=_("Priorities, with all awards made under each, in pounds"), per_page=EVERY,
        empty=_("No priority is entered yet. Until one is, spending is told as a whole."),
    )  # fmt: skip


def _title_cell(one: Priority) -> Any:
    return format_html(QUIET, one.title, one.plan_words) if one.plan_words else one.title


def _acts(request: Any, one: Priority) -> Any:
    args = [request.area.slug, one.slug]
    change, remove = (reverse(f"commissioning:priority-{act}", args=args) for act in ("update", "remove"))
    return row_acts(change, remove, one.title)


def _removed(request: Any, rows: list[Priority]) -> list[dict[str, str]]:
    return [
        {"words": one.title, "url": reverse("commissioning:priority-restore", args=[request.area.slug, one.slug])}
        for one in rows if one.removed_at
    ]  # fmt: skip
