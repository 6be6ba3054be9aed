"""The pipeline: as a board by stage, as a plain list, and the same as files."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.choices import ExerciseStatus
from commissioning.filters.pipeline import ExerciseFilter
from commissioning.models import Exercise, Priority
from commissioning.rules.stages import date_words, expected
from commissioning.rules.standing import Standing
from commissioning.services import board
from commissioning.views import office
from commissioning.views import pipeline_words as words_of
from commissioning.views.cells import dataset, linked, priority_words
from commissioning.views.parts import parts
from interface import clock
from interface.links import url_or_none
from interface.tables import Column, Table
from meetings.views import listing


def priorities_of(request: Any) -> Any:
    """The priorities of the area that the reader may know of."""
    return Priority.objects.visible_to(request.user).filter(area=request.area)


def list_step(request: Any) -> tuple[str, str]:
    """The board, as a step on the way to a page below it."""
    return reverse("commissioning:pipeline", args=[request.area.slug]), _("Pipeline")


@require_safe
def pipeline_board(request: Any, area: str) -> HttpResponse:
    """Where is each procurement, and what slips? What slips stands first, then every stage with what reached it."""
    narrowed, found = _found(request)
    works = permissions.can_commission(request.user, request.area)
    columns = board.phases(found)
    context = {
        "phases": [{"phase": one, "groups": [(words, _cards(rows)) for words, rows in one.groups]} for one in columns],
        "slipping": _cards(board.slipping(found)),
        "count": len(found), "works": works, "empty": _empty(narrowed, works=works),
        "query": listing.address(request),
        **_around(request, narrowed, found),
    }  # fmt: skip
    return render(request, "commissioning/pipeline.html", context)


@require_safe
def exercise_list(request: Any, area: str) -> HttpResponse:
    """The same as a plain list."""
    narrowed, found = _found(request)
    works = permissions.can_commission(request.user, request.area)
    table = _table(request, found, _empty(narrowed, works=works))
    context = {"table": table, "works": works, "query": listing.address(request), **_around(request, narrowed, found)}
    context["breadcrumbs"] = office.crumbs(request, list_step(request))
    return render(request, "commissioning/exercise_list.html", context)


@require_safe
def exercise_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    _narrowed, found = _found(request)
    heads = (
        _("Reference"), _("Title"), _("Kind"), _("State"), _("Stage reached"), _("Reached on"), _("Next stage"), _("Expected"),
        _("Days late"), _("Amount in pounds"), _("Estimated or awarded"), _("VAT"), _("Priority"), _("Public"), _("Address"),
    )  # fmt: skip
    made = (_line(request, one) for one in _table(request, found, "").page.paginator.object_list)
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-commissioning-pipeline")


def _line(request: Any, one: Standing) -> tuple[Any, ...]:
    row, now, comes, value = one.exercise, one.current, one.next, one.value
    estimated = "" if value is None else _("Estimated") if value.is_estimate else _("Awarded")
    return (
        row.reference, row.title, row.get_kind_display(), row.get_status_display(), board.place_words(one.place),
        date_words(now.actual_on, now.actual_as) if now else "", comes.get_kind_display() if comes else "",
        date_words(*expected(comes)) if comes else "", "" if one.slip is None else one.slip,
        "" if value is None else f"{value.amount:.2f}", estimated, value.vat if value else "",
        priority_words(row, request.user), _("Yes") if row.published_at else _("No"), row.get_absolute_url(),
    )  # fmt: skip


def _found(request: Any) -> tuple[ExerciseFilter, list[Standing]]:
    """The exercises that the filters leave, as they stand."""
    seen = Exercise.objects.visible_to(request.user).filter(area=request.area).order_by("reference")
    narrowed = ExerciseFilter(request.GET, queryset=seen, priorities=priorities_of(request))
    found = board.standings(narrowed.rows, user=request.user, today=clock.today())
    return narrowed, [one for one in found if one.slips] if narrowed.only_slipping else found


def _around(request: Any, narrowed: ExerciseFilter, found: list[Standing]) -> dict[str, Any]:
    words = ngettext("%(count)s procurement or round", "%(count)s procurements and rounds", len(found))
    told = words % {"count": f"{len(found):,}"}
    shown = listing.shown(request, narrowed, words=told, export="commissioning:exercise-export")
    shown["exports"] = shown["exports"] if found else []
    slug = request.area.slug
    links = [
        (reverse("commissioning:need-list", args=[slug]), _("Needs assessments")),
        (reverse("commissioning:calendar", args=[slug]), _("Calendar of dates")),
        (url_or_none("grants:fund-list", slug), _("Funds")),
        ("" if request.GET.get("state") else f"?state={ExerciseStatus.COMPLETE}", _("What is complete")),
    ]
    return {
        **shown, "parts": parts(request), "breadcrumbs": office.crumbs(request),
        "links": [{"url": url, "text": text} for url, text in links if url],
    }  # fmt: skip


def _cards(found: Any) -> list[dict[str, Any]]:
    return [
        {"standing": one, "exercise": one.exercise, "value": words_of.value_words(one.value), "next": words_of.next_words(one),
         "slip": words_of.slip_tag(one.slip) if one.next and one.slip is not None else "",
         "state": words_of.state_tag(one.exercise)}
        for one in found
    ]  # fmt: skip


def _table(request: Any, found: list[Standing], empty: str) -> Table:
    def title(one: Standing) -> Any:
        row = one.exercise
        known = [row.reference, row.get_kind_display(), priority_words(row, request.user)]
        return linked(row, row.title, ", ".join(part for part in known if part))

    columns = [
        Column("title", _("Title"), title, "exercise.title", heads_row=True),
        Column("stage", _("Stage reached"), lambda one: board.place_words(one.place), "order"),
        Column("next", _("Next"), words_of.next_words, "next_on"),
        Column("slip", _("Slip"), lambda one: words_of.slip_tag(one.slip), "slip"),
        Column("value", _("Value"), lambda one: words_of.value_cell(one.value), "amount"),
        Column("state", _("State"), lambda one: words_of.state_tag(one.exercise), "exercise.status"),
    ]
    caption = _("Procurements, grant rounds and calls for interest, with VAT as each value says")
    return Table(request, found, columns=columns, caption=caption, empty=empty)


def _empty(narrowed: ExerciseFilter, *, works: bool) -> str:
    """Why nothing is shown, and what to do next."""
    if narrowed.in_force():
        return _("Nothing matches. Remove a filter.")
    if works:
        return _("Nothing is in hand. Open a procurement, a grant round or a call for expressions of interest.")
    return _("Nothing that is in hand is published. Procurements and grant rounds appear here once they are.")
