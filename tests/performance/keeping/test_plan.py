"""The plan with its parts, what contributes to which, and objectives in order."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from decisions.choices import CaseKind
from performance.models import Crosswalk, FocusArea, Objective, Plan, Priority
from performance.services import objectives
from performance.services import plan as services
from tests.factories.decisions import CaseFactory
from tests.factories.performance import (
    FocusAreaFactory,
    MeasureFactory,
    ObjectiveFactory,
    PlanFactory,
    PriorityFactory,
    TermFactory,
)
from tests.performance.keeping.pages import fresh, parts, send, url, words


@pytest.fixture
def plan(area):
    return PlanFactory(area=area, published=True)


def test_office_enters_a_plan_and_publishes_it(client, area, analyst):
    client.force_login(analyst)
    typed = {"title": "Plan", **parts("started_on", date(2021, 12, 9)), **parts("ended_on", date(2025, 3, 31))}
    page = send(client, url("plan-create"), **typed)["Location"]
    assert page == url("plan-detail", "2021-25")
    client.logout()
    assert client.get(page).status_code == 404
    assert "No plan is published here yet." in words(client.get(url("plan-list")))
    client.force_login(analyst)
    send(client, url("plan-publish", "2021-25"))
    client.logout()
    assert "in force today" in words(client.get(url("plan-list")))
    assert client.get(page).status_code == 200


def test_second_plan_of_the_same_years_has_a_name_of_its_own(area):
    facts = {"area": area, "actor": None, "title": "Plan", "started_on": date(2021, 12, 9)}
    assert [services.create_plan(**facts).slug, services.create_plan(**facts).slug] == ["2021", "2021-2"]


def test_plan_that_cannot_be_is_refused_by_field(area, plan):
    with pytest.raises(ValidationError) as refusal:
        services.change_plan(plan=plan, version=1, actor=None, ended_on=date(2021, 12, 8), case=CaseFactory())
    assert set(refusal.value.message_dict) == {"ended_on", "case"}
    assert fresh(plan).version == 1


def test_review_is_linked_for_who_may_know_of_it(client, area, analyst, plan):
    case = CaseFactory(body__area=area, kind=CaseKind.PLAN, slug="2021-25")
    plan.case = case
    plan.save()
    page = client.get(plan.get_absolute_url())
    seen = type(case).objects.visible_to(page.context["user"]).exists()
    assert (case.get_absolute_url() in words(page)) is seen


def test_page_shows_parts_under_their_priorities_with_terms_linked(client, area, plan):
    TermFactory(area=area, slug="msg", term="MSG")
    first = PriorityFactory(plan=plan, title="Safer streets", about="Unlike the MSG.")
    FocusAreaFactory(plan=plan, priority=first, title="Knife crime")
    FocusAreaFactory(plan=plan, title="Loose")
    html = words(client.get(plan.get_absolute_url()))
    assert html.index("Safer streets") < html.index("Knife crime") < html.index("Areas of focus under no priority")
    assert 'Unlike the <a class="govuk-link" href="/northshire/performance/glossary/#msg">MSG</a>.' in html


def test_office_keeps_priorities_and_areas_of_focus(client, plan, analyst):
    client.force_login(analyst)
    send(client, url("priority-create", plan.slug), title="First")
    send(client, url("priority-create", plan.slug), title="Second")
    send(client, url("focus-create", plan.slug), title="Knives", priority="2")
    refused = send(client, url("focus-create", plan.slug), title="Drugs", priority="9")
    assert refused.context["form"].errors == {"priority": ["Choose one from the list"]}
    client.post(url("priority-move", plan.slug, 2), {"direction": "up"})
    assert list(Priority.objects.order_by("position").values_list("title", flat=True)) == ["Second", "First"]
    assert client.post(url("priority-move", plan.slug, 2), {"direction": "left"}).status_code == 404
    send(client, url("priority-update", plan.slug, 1), title="Once first")
    send(client, url("focus-update", plan.slug, 1), priority="")
    assert (Priority.objects.get(number=1).title, FocusArea.objects.get().priority) == ("Once first", None)


def test_what_something_hangs_on_is_not_taken_out(plan):
    priority = PriorityFactory(plan=plan)
    focus = FocusAreaFactory(plan=plan, priority=priority)
    Crosswalk.objects.create(plan=plan, objective=ObjectiveFactory(area=plan.area), focus=focus)
    for row in (priority, focus):
        with pytest.raises(ValidationError) as refusal:
            services.remove_part(row=row, version=1, actor=None)
        assert refusal.value.code == "used"


def test_taken_out_is_the_offices_and_comes_back(client, plan, analyst):
    row = FocusAreaFactory(plan=plan, title="Canary focus")
    client.force_login(analyst)
    send(client, url("focus-remove", plan.slug, row.number))
    assert url("focus-restore", plan.slug, row.number) in words(client.get(plan.get_absolute_url()))
    client.logout()
    assert "Canary focus" not in words(client.get(plan.get_absolute_url()))
    client.force_login(analyst)
    send(client, url("focus-restore", plan.slug, row.number))
    assert fresh(row).removed_at is None


def test_area_of_focus_does_not_come_back_under_a_priority_that_is_out(plan):
    priority = PriorityFactory(plan=plan)
    focus = FocusAreaFactory(plan=plan, priority=priority)
    services.remove_part(row=focus, version=1, actor=None)
    services.remove_part(row=priority, version=1, actor=None)
    with pytest.raises(ValidationError) as refusal:
        services.restore_part(row=focus, version=2, actor=None)
    assert list(refusal.value.message_dict) == ["priority"]


def test_many_objectives_contribute_to_one_area_of_focus(client, area, plan, analyst):
    for position, slug in enumerate(["knives", "drugs"]):
        ObjectiveFactory(area=area, slug=slug, title=slug.title(), position=position)
    ObjectiveFactory(area=area, slug="version", title="Canary", published_at=None)
    focus = FocusAreaFactory(plan=plan, title="Serious violence")
    client.force_login(analyst)
    page = url("crosswalk-update", plan.slug)
    assert send(client, page, **{"of-knives": "1", "of-drugs": "1", "of-version": "1"})["Location"].endswith("#crosswalk")
    assert Crosswalk.objects.filter(focus=focus).count() == 3
    client.logout()
    html = words(client.get(plan.get_absolute_url()))
    assert html.count('href="#focus-1">Serious violence</a>') == 2
    assert "Canary" not in html
    client.force_login(analyst)
    send(client, page, **{"of-drugs": ""})
    assert list(Crosswalk.objects.values_list("objective__slug", flat=True).order_by("objective__slug")) == ["knives", "version"]
    assert AuditEntry.objects.filter(action="performance.crosswalk_set").count() == 2


def test_crosswalk_does_not_leave_the_plan(area, plan):
    mine, theirs = ObjectiveFactory(area=area), ObjectiveFactory()
    here, there = FocusAreaFactory(plan=plan), FocusAreaFactory(plan__slug="2016-20", plan__area=area)
    for focus_of in ({mine: there}, {theirs: here}):
        with pytest.raises(ValidationError) as refusal:
            services.set_crosswalk(plan=plan, version=1, focus_of=focus_of, actor=None)
        assert refusal.value.code == "crosswalk"


@pytest.mark.parametrize("count", [1, 3, 30])
def test_page_of_a_plan_asks_as_much_for_many_parts_as_for_one(client, area, plan, count, django_assert_num_queries):
    for _number in range(count):
        focus = FocusAreaFactory(plan=plan, priority=PriorityFactory(plan=plan))
        Crosswalk.objects.create(plan=plan, objective=ObjectiveFactory(area=area), focus=focus)
    client.get(plan.get_absolute_url())
    with django_assert_num_queries(6):
        client.get(plan.get_absolute_url())


# Objectives -----------------------------------------------------------------------------------------------------------


def test_office_enters_an_objective_and_puts_it_in_order(client, area, analyst):
    ObjectiveFactory(area=area, slug="first", position=1)
    client.force_login(analyst)
    assert send(client, url("objective-create"), title="Second")["Location"] == f"{url('objective-list')}#second"
    one = Objective.objects.get(slug="second")
    assert (one.position, one.published_at) == (2, None)
    client.post(url("objective-move", "second"), {"direction": "up"})
    client.post(url("objective-move", "second"), {"direction": "up"})
    assert list(Objective.objects.order_by("position").values_list("slug", flat=True)) == ["second", "first"]
    moves = AuditEntry.objects.filter(action="performance.objective_moved")
    assert (moves.count(), moves.get().detail) == (1, {"direction": "up"})


def test_objective_that_is_hidden_hides_its_measures(client, area, analyst):
    measure = MeasureFactory(objective__area=area)
    client.force_login(analyst)
    send(client, url("objective-update", measure.objective.slug), title="Renamed")
    send(client, url("objective-hide", measure.objective.slug))
    assert "Renamed" in words(client.get(url("objective-list")))
    client.logout()
    assert client.get(measure.get_absolute_url()).status_code == 404
    objectives.publish_objective(objective=measure.objective, version=3, actor=None)
    assert client.get(measure.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("count", [1, 3, 30])
def test_list_of_objectives_asks_as_much_for_many_as_for_one(client, area, analyst, count, django_assert_num_queries):
    for _number in range(count):
        MeasureFactory(objective__area=area)
    client.force_login(analyst)
    client.get(url("objective-list"))
    with django_assert_num_queries(6):
        client.get(url("objective-list"))
    assert Plan.objects.count() == 0
