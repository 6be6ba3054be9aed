"""Only the office of the area writes, and what it keeps is not found elsewhere."""

from datetime import date

import pytest

from accounts.choices import Role
from performance.models import SimilarGroup
from tests.factories.panels import AppointmentFactory
from tests.factories.performance import (
    BenchmarkFactory,
    FocusAreaFactory,
    ForceFactory,
    PlanFactory,
    PopulationFactory,
    PriorityFactory,
    SeriesBreakFactory,
    TargetFactory,
    TermFactory,
    TrendWordFactory,
)
from tests.performance.keeping.pages import url


@pytest.fixture
def pages(area, measure):
    """Every page on which something is written."""
    plan, term = PlanFactory(area=area, published=True), TermFactory(area=area)
    priority, focus = PriorityFactory(plan=plan), FocusAreaFactory(plan=plan)
    row, target = SeriesBreakFactory(measure=measure), TargetFactory(measure=measure)
    BenchmarkFactory(measure=measure)
    TrendWordFactory(measure=measure)
    force = ForceFactory(area=area)
    population = PopulationFactory(force=force, on=date(2020, 6, 30))
    SimilarGroup.objects.create(force=force, started_on=date(2020, 1, 1))
    of_measure = [
        "keep", "update", "publish", "hide", "retire", "revive", "release", "take-back",
    ]  # fmt: skip
    found = [url(f"measure-{name}", measure.slug) for name in of_measure]
    found += [
        url(name, measure.slug) for name in ("trend-set", "trend-clear", "break-create", "target-create", "benchmark-create")
    ]
    found += [url(f"break-{act}", measure.slug, row.number) for act in ("update", "remove", "restore")]
    found += [url(f"target-{act}", measure.slug, target.number) for act in ("update", "remove", "restore")]
    found += [url(f"benchmark-{act}", measure.slug, "2021-12-31") for act in ("update", "delete")]
    found += [url("figure-update", measure.slug, force.slug, "2021-12-01")]
    found += [url(name) for name in ("measure-create", "release-create", "objective-list", "objective-create", "plan-create")]
    found += [url(name) for name in ("term-create", "force-create", "group-create", "population-create")]
    found += [url(f"objective-{act}", measure.objective.slug) for act in ("update", "publish", "hide")]
    found += [url(f"plan-{act}", plan.slug) for act in ("update", "publish", "hide")]
    found += [url(name, plan.slug) for name in ("crosswalk-update", "priority-create", "focus-create")]
    found += [url(f"priority-{act}", plan.slug, priority.number) for act in ("update", "remove", "restore")]
    found += [url(f"focus-{act}", plan.slug, focus.number) for act in ("update", "remove", "restore")]
    found += [url(f"term-{act}", term.slug) for act in ("update", "remove", "restore")]
    found += [url(f"group-{act}", "2020-01-01") for act in ("update", "delete")]
    return [*found, url("population-delete", force.slug, "population", "everybody", population.on.isoformat())]


def test_only_the_office_of_the_area_writes(client, pages, analyst, member):
    elsewhere = AppointmentFactory(role=Role.OFFICE_PERFORMANCE, user__email="analyst@elsewhere.example").user
    assert {client.get(page).status_code for page in pages} == {302}
    for user in (member, elsewhere):
        client.force_login(user)
        refused = {page: client.get(page).status_code for page in pages}
        assert set(refused.values()) == {403}, refused
    client.force_login(analyst)
    answered = {page: client.get(page).status_code for page in pages}
    assert set(answered.values()) == {200}, answered


def test_what_is_not_public_is_not_found(client, area, member):
    plan = PlanFactory(area=area)
    client.force_login(member)
    assert client.get(plan.get_absolute_url()).status_code == 404
    assert client.get(url("plan-update", plan.slug)).status_code == 404


@pytest.mark.parametrize("name", ["plan-list", "term-list", "force-list"])
def test_everybody_reads_the_open_pages(client, area, name):
    assert client.get(url(name)).status_code == 200
