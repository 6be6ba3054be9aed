"""One exercise as it is read: where it stands, its stages planned and reached, lots, funders, and what was awarded."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.choices import DecidedBy, ExerciseKind, ExerciseStatus, Route
from commissioning.models import Award, Exercise, Fund, Lot, Need, Service, Share, Stage
from commissioning.permissions import can_read_award
from commissioning.rules.stages import date_words, passed_over
from commissioning.rules.standing import Standing
from commissioning.services import board
from commissioning.services.shares import share_problem
from commissioning.views import exercise_tables as tables
from commissioning.views import pipeline_words as words_of
from commissioning.views.award_documents import documents_of
from commissioning.views.cells import facts_of, linked, outer_link, priority_words
from commissioning.views.office import crumbs
from commissioning.views.parts import parts
from commissioning.views.pipeline import list_step
from interface import clock, markdown
from interface.links import url_or_none
from interface.templatetags.dates import long_date, short_date


def find(request: Any, ref: str) -> Exercise:
    """An exercise that the reader may see."""
    seen = Exercise.objects.visible_to(request.user).select_related("area", "priority")
    return get_object_or_404(seen, area=request.area, reference=ref)


@require_safe
def exercise_detail(request: Any, area: str, ref: str) -> HttpResponse:
    """Where does it stand, what slips, and what came of it?"""
    exercise = find(request, ref)
    works = permissions.can_commission(request.user, request.area)
    rows = Exercise.objects.visible_to(request.user).filter(pk=exercise.pk)
    standing = board.standings(rows, user=request.user, today=clock.today())[0]
    stages = list(Stage.objects.visible_to(request.user).filter(exercise=exercise))
    lots = list(Lot.objects.visible_to(request.user).filter(exercise=exercise))
    context = {
        "exercise": exercise,
        "works": works,
        "state": words_of.state_tag(exercise),
        "key_facts": _key_facts(standing),
        "about": markdown.render(exercise.about, level=3),
        "specification": markdown.render(exercise.specification, level=3),
        "tables": _tables(request, exercise, standing, lots, works=works),
        "facts": _facts(request, exercise),
        "services": list(Service.objects.visible_to(request.user).filter(exercises=exercise).select_related("area")),
        "private_note": markdown.render(exercise.private_note, level=3) if works else "",
        "acts": _acts(standing) if works else [],
        "removed": tables.removed(exercise, stages, lots) if works else [],
        "parts": parts(request),
        "breadcrumbs": crumbs(request, list_step(request)),
        **documents_of(request, exercise),
    }
    return render(request, "commissioning/exercise_detail.html", context)


def _key_facts(standing: Standing) -> list[dict[str, Any]]:
    now, exercise, today = standing.current, standing.exercise, clock.today()
    found = []
    if exercise.status == ExerciseStatus.IN_HAND and _is_open(exercise, today):
        found.append({"term": _("Open until"), "value": short_date(exercise.closes_on)})
    found += [
        {"term": _("Stage reached"), "value": board.place_words(standing.place),
         "note": date_words(now.actual_on, now.actual_as) if now else ""},
    ]  # fmt: skip
    if exercise.status == ExerciseStatus.IN_HAND:
        found.append({"term": _("Next"), "value": words_of.next_words(standing)})
    if standing.next:
        found.append({"term": _("Slip"), "value": words_of.slip_tag(standing.slip)})
    if standing.value:
        found.append({"term": _("Value"), "value": words_of.value_words(standing.value)})
    return found


def _tables(
    request: Any, exercise: Exercise, standing: Standing, lots: list[Lot], *, works: bool
) -> list[dict[str, Any]]:  # fmt: skip
    """What stands under it, each as a table; one without rows is left out for who does not keep it."""
    shares = list(Share.objects.visible_to(request.user).kept().filter(exercise=exercise).select_related("organisation"))
    told = works or exercise.is_estimate_public
    problem = share_problem(shares, exercise.estimate if told else None)
    passed = passed_over(standing.stages, is_over=exercise.status != ExerciseStatus.IN_HAND)
    found = [
        tables.stages(exercise, standing.stages, passed, clock.today(), works=works),
        tables.lots(exercise, [one for one in lots if one.removed_at is None], told=told, works=works),
        tables.shares(exercise, shares, problem, told=told, works=works),
        tables.awards(_awards(request, exercise)),
    ]
    return [one for one in found if one["lines"] or one["add"] or one["empty"]]


def _awards(request: Any, exercise: Exercise) -> list[tuple[Award, bool]]:
    """The awards made in it that the reader may know of, and whether they read them in whole."""
    seen = Award.objects.visible_to(request.user).filter(exercise=exercise).select_related("area", "provider", "lot")
    return [(one, can_read_award(request.user, one)) for one in seen.order_by("awarded_on", "reference")]


def _facts(request: Any, exercise: Exercise) -> list[dict[str, Any]]:
    need = Need.objects.visible_to(request.user).filter(pk=exercise.need_id).select_related("area").first()
    fund = Fund.objects.visible_to(request.user).filter(pk=exercise.fund_id).select_related("area").first()
    return facts_of(
        (_("Reference"), exercise.reference),
        (_("Kind"), exercise.get_kind_display()),
        (_("Led by"), exercise.led_by),
        (_("Needs assessment"), linked(need, need.title) if need else ""),
        (_("Fund"), linked(fund, fund.title) if fund and url_or_none("grants:fund-list", request.area.slug) else ""),
        (_("Priority"), priority_words(exercise, request.user)),
        (_("How bids are asked for"), exercise.get_route_display() if exercise.route != Route.NOT_STATED else ""),
        (_("Framework agreement"), exercise.framework),
        (_("For how long"), exercise.term),
        (_("Open"), _open_words(exercise)),
        (_("How to apply"), outer_link(fund.url, _("Read how to apply")) if fund and _is_open(exercise, clock.today()) else ""),
        (_("Who decides"), _decider(exercise)),
        (_("Decided on"), long_date(exercise.decided_on)),
        (_("Why it is cancelled"), exercise.cancelled_why),
    )


def _is_open(exercise: Exercise, today: date) -> bool:
    """Whether it can be applied or bid for, as far as its days are known."""
    first, last = exercise.opens_on, exercise.closes_on
    return last is not None and last >= today and (first is None or first <= today)


def _open_words(exercise: Exercise) -> str:
    days = {"first": short_date(exercise.opens_on), "last": short_date(exercise.closes_on)}
    if days["first"] and days["last"]:
        return _("%(first)s to %(last)s") % days
    if days["first"]:
        return _("from %(first)s") % days
    return _("until %(last)s") % days if days["last"] else ""


def _decider(exercise: Exercise) -> str:
    if exercise.decided_by == DecidedBy.NOT_STATED:
        return exercise.decided_words
    return exercise.decided_words or exercise.get_decided_by_display()


def _acts(standing: Standing) -> list[dict[str, Any]]:
    """What the office can do next; the first is the button."""
    exercise = standing.exercise
    args = [exercise.area.slug, exercise.reference]
    publish = [] if exercise.published_at else [(_("Publish it"), "commissioning:exercise-publish")]
    hide = [(_("Take it from the public"), "commissioning:exercise-hide")] if exercise.published_at else []
    applications = [(_("Applications"), "grants:application-list")] if exercise.kind != ExerciseKind.EXPRESSIONS else [
        (_("Expressions of interest"), "grants:application-list")
    ]  # fmt: skip
    more = [*applications, (_("Change it"), "commissioning:exercise-update")]
    ends = [(_("Complete it"), "commissioning:exercise-complete"), (_("Cancel it"), "commissioning:exercise-cancel")]
    if exercise.status != ExerciseStatus.IN_HAND:
        ends = [(_("Open it again"), "commissioning:exercise-reopen")]
    create = url_or_none("awards:award-create", exercise.area.slug)
    award = (_("Award something in it"), f"{create}?exercise={exercise.reference}" if create else None)
    found = [award] if exercise.status == ExerciseStatus.IN_HAND else []
    found += [(words, url_or_none(name, *args)) for words, name in [*more, *ends, *hide]]
    first = [(words, url_or_none(name, *args)) for words, name in publish] + _reach(standing, args)
    return [{"text": words, "url": url} for words, url in [*first, *found] if url]


def _reach(standing: Standing, args: list[str]) -> list[tuple[str, str | None]]:
    """To say that the next stage was reached."""
    if standing.next is None:
        return []
    words = _("Reached: %(stage)s") % {"stage": standing.next.get_kind_display()}
    return [(words, url_or_none("commissioning:stage-reach", *args, standing.next.number))]
