"""The overview and the list of measures: what changed, by objective, filters, files, a fixed number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.services.links import add_link
from interface import clock
from performance.models import Crosswalk
from performance.services.standing import keep_standings
from tests.factories.minutes import ActionFactory
from tests.factories.panels import BodyFactory, PoliceAreaFactory
from tests.factories.performance import (
    ActionStandingFactory,
    FocusAreaFactory,
    MeasureFactory,
    ObjectiveFactory,
    PlanFactory,
    PlannedActionFactory,
    ReportFactory,
    TrendWordFactory,
)
from tests.performance.reading import analyst_of, measure_with, overview_url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo_day():
    with clock.stand_on(date(2022, 3, 10)):
        yield


@pytest.fixture
def area():
    return PoliceAreaFactory()


@pytest.fixture
def objective(area):
    return ObjectiveFactory(area=area, title="Reduce neighbourhood crime", slug="neighbourhood")


def rows_of(table):
    return [[str(cell["value"]) for cell in row] for row in table.rows]


def drawn(response):
    return [one for section in response.context["sections"] for one in section["shown"]]


def test_measures_stand_under_their_objectives(client, area, objective):
    measure_with(objective=objective, title="Robbery")
    measure_with(objective=ObjectiveFactory(area=area, kind="oversight"), title="Complaint reviews")

    response = client.get(overview_url(area))

    assert [section["kind"] for section in response.context["sections"]] == ["national", "oversight"]
    assert "Robbery" in rows_of(drawn(response)[0].table)[0][0]
    assert response.context["words"] == "2 measures"


def test_a_row_says_trend_position_line_and_last_mention(client, area, objective):
    measure = measure_with(objective=objective)
    action = ActionFactory(body=BodyFactory(area=area), reference="A-2022-001", raised_on=date(2022, 2, 1))
    add_link(area=area, source=("measure", measure.pk), relation="answers", target=("action", action.pk), actor=None)

    _name, trend, position, line, mention = rows_of(drawn(client.get(overview_url(area)))[0].table)[0]

    assert trend.startswith("Stable<br>")
    assert position == "Not available"
    assert "<svg" in line
    assert "1 Feb 2022" in mention
    assert "A-2022-001" in mention


def test_what_changed_stands_on_top(client, area, objective):
    changed, same = measure_with(objective=objective, title="Changed one"), measure_with(objective=objective, title="Same one")
    for one, word in ((changed, "increasing"), (same, "stable")):
        TrendWordFactory(measure=one, ended_on=date(2021, 9, 30), word=word, reason="Said then")

    table = client.get(overview_url(area)).context["changed"]

    assert len(rows_of(table)) == 1
    assert "Changed one" in rows_of(table)[0][0]
    assert rows_of(table)[0][3] == "The trend was increasing at the end of Sep 2021"


def test_a_trend_is_better_or_worse_only_by_the_measures_direction(client, area, objective):
    for direction in ("down", "up", "context"):
        measure = measure_with(objective=objective, direction=direction, title=direction)
        TrendWordFactory(measure=measure, word="increasing", reason="It rose")
        keep_standings([measure])

    words = {row[0].split(">")[1].split("<")[0]: row[1] for row in rows_of(drawn(client.get(overview_url(area)))[0].table)}

    assert words["down"].startswith("Increasing (worse)")
    assert words["up"].startswith("Increasing (better)")
    assert words["context"].startswith("Increasing<br>")
    assert not any("govuk-tag" in one for one in words.values())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("?objective=neighbourhood", {"One", "Two"}, id="objective"),
        pytest.param("?trend=increasing", {"Two"}, id="trend"),
        pytest.param("?changed=yes", {"Two"}, id="changed"),
        pytest.param("?changed=no", {"One", "Three"}, id="not changed"),
        pytest.param("?kind=local", {"Three"}, id="kind"),
        pytest.param("?trend=sideways", set(), id="a trend that is none"),
        pytest.param("?objective=none", set(), id="an objective that is none"),
    ],
)
def test_filters_narrow_overview_list_and_files_alike(client, area, objective, query, found):
    measure_with(objective=objective, title="One")
    two = measure_with(objective=objective, title="Two")
    measure_with(objective=ObjectiveFactory(area=area, kind="local"), title="Three")
    TrendWordFactory(measure=two, ended_on=date(2021, 9, 30))
    TrendWordFactory(measure=two, word="increasing", reason="It rose")
    keep_standings([two])

    page = client.get(overview_url(area, query))
    shown = {line.measure.title for one in drawn(page) for line in one.block.lines}
    listed = client.get(reverse("performance:measure-list", args=[area.slug]) + query).context["table"].page
    exported = client.get(reverse("performance:measure-export", args=[area.slug, "csv"]) + query).content.decode()

    assert shown == {line.measure.title for line in listed} == found
    assert {title for title in ("One", "Two", "Three") if f",{title}," in exported} == found
    assert [one["url"] for one in page.context["filters"]] == ["?"]


def test_national_objectives_stand_beside_their_area_of_focus(client, area, objective):
    plan = PlanFactory(area=area, published=True)
    focus = FocusAreaFactory(plan=plan, title="Neighbourhood crime and anti-social behaviour")
    Crosswalk.objects.create(plan=plan, objective=objective, focus=focus)
    measure_with(objective=objective)

    response = client.get(overview_url(area))

    assert [one.focus for one in response.context["crosswalk"]] == [focus]
    assert response.content.decode().count(focus.title) >= 2


def test_a_draft_plan_is_not_shown_to_everybody(client, area, objective):
    plan = PlanFactory(area=area, title="Draft of a plan")
    Crosswalk.objects.create(plan=plan, objective=objective, focus=FocusAreaFactory(plan=plan, title="Not yet public"))
    measure_with(objective=objective)

    page = client.get(overview_url(area)).content.decode()

    assert "Not yet public" not in page
    assert "Draft of a plan" not in page


def test_promises_are_told_under_their_objective(client, area, objective):
    measure_with(objective=objective)
    action = PlannedActionFactory(objective=objective, text="Map the records.")
    ActionStandingFactory(report=ReportFactory(body=BodyFactory(area=area), frozen=True), action=action)

    page = client.get(overview_url(area)).content.decode()

    assert "1 planned action" in page
    assert "Map the records." in page
    assert "No update" in page


def test_drafts_and_measures_that_ended_are_left_out(client, area, objective):
    measure_with(objective=objective, title="Over", ended_on=date(2021, 12, 31))
    MeasureFactory(objective=objective, draft=True, title="Draft one")
    MeasureFactory(objective=ObjectiveFactory(area=area, published_at=None), title="Under a draft")

    public = client.get(overview_url(area))
    client.force_login(analyst_of(area))
    office = {line.measure.title for one in drawn(client.get(overview_url(area))) for line in one.block.lines}

    assert public.context["has_lines"] is False
    assert "No measure is published yet." in public.content.decode()
    assert office == {"Draft one", "Under a draft"}


def test_the_list_has_measures_that_ended_too(client, area, objective):
    measure_with(objective=objective, title="Over", ended_on=date(2021, 12, 31))

    page = client.get(reverse("performance:measure-list", args=[area.slug])).content.decode()

    assert "Over" in page
    assert "counted until 31 Dec 2021" in page


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods"])
def test_the_list_comes_as_a_file(client, area, objective, fmt):
    measure_with(objective=objective)

    assert client.get(reverse("performance:measure-export", args=[area.slug, fmt])).status_code == 200


def test_a_title_that_a_spreadsheet_would_run_is_text(client, area, objective):
    measure_with(objective=objective, title="=1+1")

    assert ",'=1+1," in client.get(reverse("performance:measure-export", args=[area.slug, "csv"])).content.decode()


def test_the_parts_of_performance_offer_data_to_the_office_alone(client, area):
    public = [one["text"] for one in client.get(overview_url(area)).context["parts"]]
    client.force_login(analyst_of(area))
    office = [one["text"] for one in client.get(overview_url(area)).context["parts"]]

    assert public[:2] == ["Overview", "Measures"]
    assert "Data" not in public
    assert [one for one in office if one not in public] in ([], ["Data"])


def asked(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("query", ["", "?charts=1"])
def test_the_overview_asks_the_same_of_1_10_and_40_measures(client, area, query):
    counts = []
    for count in (1, 9, 30):
        rows = []
        for number in range(count):
            objective = ObjectiveFactory(area=area) if number % 5 == 0 else rows[-1].objective
            rows.append(measure_with([100 + number, 103, 99, 104] * 4, objective=objective, kept=False))
            action = ActionFactory(body=area.bodies.first() or BodyFactory(area=area), reference=f"A-2022-{count}{number:02}")
            add_link(area=area, source=("measure", rows[-1].pk), relation="bears-on", target=("action", action.pk), actor=None)
        keep_standings(rows)
        counts.append(asked(client, overview_url(area, query)))

    assert counts == [OVERVIEW_QUERIES] * 3


OVERVIEW_QUERIES = 15


def test_with_charts_every_measure_is_drawn(client, area, objective):
    measures = [measure_with(objective=objective) for _number in range(2)]

    page = client.get(overview_url(area, "?charts=1")).content.decode()

    assert page.count("<figure") >= len(measures)
    assert "Without charts" in page


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_list_of_measures_asks_the_same_however_long(client, area, objective, count):
    for number in range(count):
        measure_with([100, 103], objective=objective if number % 2 else ObjectiveFactory(area=area))

    assert asked(client, reverse("performance:measure-list", args=[area.slug])) == LIST_QUERIES


LIST_QUERIES = 10
