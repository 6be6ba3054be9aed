"""The page of a measure: the finding, facts with periods, charts, figures, revisions, what was promised and said."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.services.links import add_link
from interface import clock
from performance.choices import ReportStatus
from performance.models import Crosswalk, Observation, Revision
from performance.services.events import events_of
from performance.services.standing import keep_standings
from tests.factories.minutes import ActionFactory, HeldMeetingFactory
from tests.factories.panels import BodyFactory
from tests.factories.performance import (
    ActionStandingFactory,
    FocusAreaFactory,
    ForceFactory,
    MeasureFactory,
    PartFactory,
    PlanFactory,
    PlannedActionFactory,
    ReportFactory,
    SeriesBreakFactory,
    TermFactory,
    TrendWordFactory,
)
from tests.factories.register import PublishedDecisionFactory
from tests.performance.reading import YEARS, analyst_of, measure_with, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo_day():
    with clock.stand_on(date(2022, 3, 10)):
        yield


def facts_of(response):
    return {fact["term"]: (fact["value"], fact["note"]) for fact in response.context["key_facts"]}


def test_the_page_states_the_finding_and_four_facts_with_their_periods(client):
    measure = measure_with(title="Personal robbery")

    response = client.get(measure.get_absolute_url())

    facts = facts_of(response)
    assert "Personal robbery: the figures are stable." in response.content.decode()
    assert list(facts) == ["Trend", "Position", "Rate per 1,000 people, 12 months", "Offences"]
    assert facts["Trend"][0] == "Stable"
    assert facts["Trend"][1].endswith("At the end of December 2021")
    assert facts["Offences"] == (f"{sum(YEARS[-12:]):,}", f"12 months to December 2021; {sum(YEARS[-24:-12]):,} a year before")


def test_a_partial_period_is_marked_and_compared_with_nothing(client):
    measure = measure_with()
    Observation.objects.filter(started_on=date(2021, 12, 1)).update(is_partial=True, ended_on=date(2021, 12, 6))
    keep_standings([measure])

    response = client.get(measure.get_absolute_url())

    assert facts_of(response)["Offences"][1].startswith("12 months to November 2021")
    first = response.context["figures"]["rows"][0]
    assert (first.period, first.rolling) == ("up to 6 Dec 2021", "not known")
    assert "not over, compared with nothing" in first.state


def test_illustrative_figures_are_called_so_on_page_and_in_every_file(client):
    measure = measure_with(is_illustrative=True)

    page = client.get(measure.get_absolute_url()).content.decode()
    csv = client.get(url_of("measure-figures", measure, "csv")).content.decode()
    data = client.get(url_of("measure-figures", measure, "json")).json()

    assert "Figures, the newest first. Illustrative" in page
    assert csv.splitlines()[0].endswith("Illustrative")
    assert {line.rsplit(",", 1)[1] for line in csv.splitlines()[1:]} == {"Yes"}
    assert data["illustrative"] is True
    assert {row["Illustrative"] for row in data["figures"]} == {"Yes"}


def test_the_files_of_figures_hold_every_period(client):
    measure = measure_with()

    rows = client.get(url_of("measure-figures", measure, "json")).json()["figures"]

    assert [row["Figure"] for row in rows] == YEARS
    assert (rows[-1]["From"], rows[-1]["Until"]) == ("2021-12-01", "2021-12-31")
    assert rows[-1]["12-month total"] == sum(YEARS[-12:])
    assert rows[0]["12-month total"] == ""


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods", "json"])
def test_figures_come_in_four_formats(client, fmt):
    assert client.get(url_of("measure-figures", measure_with(), fmt)).status_code == 200


def test_a_format_that_is_none_is_not_found(client):
    assert client.get(url_of("measure-figures", measure_with(), "exe")).status_code == 404


def test_figures_after_the_release_are_the_offices_alone(client):
    measure = measure_with(released_until=date(2021, 9, 30))
    url = url_of("measure-figures", measure, "json")

    public = client.get(url).json()["figures"]
    client.force_login(analyst_of(measure.area))
    office = client.get(url).json()["figures"]

    assert (public[-1]["Until"], len(public)) == ("2021-09-30", len(YEARS) - 3)
    assert (office[-1]["Until"], len(office)) == ("2021-12-31", len(YEARS))


def test_a_revised_figure_says_what_it_was_and_only_the_office_reads_by_whom(client):
    measure = measure_with()
    analyst = analyst_of(measure.area)
    row = Observation.objects.get(started_on=date(2021, 11, 1))
    Revision.objects.create(
        observation=row, value=Decimal(91), ended_on=row.ended_on, state="provisional", entered_at=clock.now(),
        replaced_at=clock.now(), replaced_by=analyst, why="Late records",
    )  # fmt: skip

    public = client.get(measure.get_absolute_url()).content.decode()
    client.force_login(analyst)
    office = client.get(measure.get_absolute_url()).content.decode()

    assert "Nov 2021: 91 until 10 Mar 2022. Late records" in public
    assert str(analyst) not in public
    assert f"(by {analyst})" in office


def test_how_the_trend_word_is_chosen_names_the_analysts_reason(client):
    measure = measure_with()
    TrendWordFactory(measure=measure, word="increasing", reason="Counted late in November")
    keep_standings([measure])

    response = client.get(measure.get_absolute_url())

    assert facts_of(response)["Trend"][0] == "Increasing"
    assert any("Counted late in November" in words for words in response.context["rule"])


def test_drafts_are_not_found_and_private_to_the_office(client):
    measure = measure_with(published_at=None)

    assert client.get(measure.get_absolute_url()).status_code == 404
    assert client.get(url_of("measure-figures", measure, "csv")).status_code == 404
    assert client.get(url_of("chart-svg", measure, "limits")).status_code == 404
    client.force_login(analyst_of(measure.area))
    assert "This measure is not public." in client.get(measure.get_absolute_url()).content.decode()


def test_a_measure_of_another_area_is_not_found(client):
    measure, other = measure_with(), measure_with()

    assert client.get(measure.get_absolute_url().replace(measure.area.slug, other.area.slug)).status_code == 404


def test_a_share_beside_a_private_measure_does_not_name_it(client):
    whole = MeasureFactory(title="Secret counts", draft=True)
    measure = MeasureFactory(objective=whole.objective, basis="share", unit="percent", whole=whole)

    assert "Secret counts" not in client.get(measure.get_absolute_url()).content.decode()
    client.force_login(analyst_of(measure.area))
    assert "Secret counts" in client.get(measure.get_absolute_url()).content.decode()


def test_without_figures_the_page_says_so(client):
    response = client.get(MeasureFactory().get_absolute_url())

    assert facts_of(response)["Figures"][0] == "not known"
    assert response.context["charts"] == []


# Events and links -------------------------------------------------------------------------------------------------


def linked(measure, action, *, on=date(2021, 10, 5), note="Robberies were a concern."):
    return add_link(
        area=measure.area, source=("measure", measure.pk), relation="bears-on", target=("action", action.pk), actor=None, on=on,
        note=note,
    )  # fmt: skip


def action_of(measure, **facts):
    body = BodyFactory(area=measure.area)
    return ActionFactory(**({"body": body, "raised_on": date(2021, 10, 5), "reference": "A-2021-009"} | facts))


def test_an_action_is_lettered_on_the_charts_and_told_in_the_table(client):
    measure = measure_with()
    linked(measure, action_of(measure))

    response = client.get(measure.get_absolute_url())

    said = response.context["said"][0]
    assert (said["letter"], said["event"].on, said["result"]) == ("A", date(2021, 10, 5), "Open")
    assert "Robberies were a concern." in response.content.decode()


def test_a_decision_is_told_with_its_state(client):
    measure = measure_with()
    decision = PublishedDecisionFactory(area=measure.area)
    add_link(area=measure.area, source=("decision", decision.pk), relation="bears-on", target=("measure", measure.pk), actor=None)

    said = client.get(measure.get_absolute_url()).context["said"][0]

    assert decision.reference in said["event"].words
    assert said["result"] == decision.get_status_display()


def test_a_private_action_is_no_event_of_the_public(client):
    measure = measure_with()
    linked(measure, action_of(measure, access="exempt", reference="AX-2021-001"), note="Not for the public")

    page = client.get(measure.get_absolute_url()).content.decode()
    drawn = client.get(url_of("chart-svg", measure, "rolling")).content.decode()

    assert "Not for the public" not in page
    assert "AX-2021-001" not in page + drawn


def test_breaks_are_lettered_and_stand_in_no_table_of_the_panel(client):
    measure = measure_with()
    SeriesBreakFactory(measure=measure, on=date(2020, 3, 1))
    keep_standings([measure])

    response = client.get(measure.get_absolute_url())

    assert response.context["said"] == []
    assert response.content.decode().count("First Covid-19 restrictions: the limits start again.") == 2  # once a chart


def test_a_published_report_counts_as_said_and_a_draft_does_not(client):
    measure = measure_with()
    body = BodyFactory(area=measure.area)
    PartFactory(report=ReportFactory(body=body, frozen=True, frozen_on=date(2022, 3, 9)), objective=measure.objective)
    PartFactory(
        report=ReportFactory(body=body, slug="2022-03", title="A draft", meeting=HeldMeetingFactory(body=body)),
        objective=measure.objective,
    )

    client.force_login(analyst_of(measure.area))
    said = client.get(measure.get_absolute_url()).context["said"]

    assert [one["event"].words for one in said] == ["Performance report, quarter ending December 2021"]


def test_events_are_given_by_measure_with_breaks_plans_and_links():
    measure, other = measure_with(), measure_with()
    SeriesBreakFactory(measure=measure, on=date(2020, 3, 1))
    SeriesBreakFactory(measure=measure, on=date(2020, 4, 1), removed_at=clock.now())
    plan = PlanFactory(area=measure.area, published=True)
    Crosswalk.objects.create(plan=plan, objective=measure.objective, focus=FocusAreaFactory(plan=plan, title="Robbery"))
    linked(measure, action_of(measure))

    found = events_of([measure, other], AnonymousUser())

    assert [(one.kind, one.on) for one in found[measure.pk]] == [
        ("break", date(2020, 3, 1)), ("action", date(2021, 10, 5)), ("plan", date(2021, 12, 9)),
    ]  # fmt: skip
    assert found[measure.pk][2].words == "Police and Crime Plan 2021 to 2025: Robbery"
    assert found[other.pk] == []


def test_planned_actions_come_from_published_reports_with_their_newest_state(client):
    measure = measure_with()
    told = PlannedActionFactory(objective=measure.objective, text="Map the records.")
    untold = PlannedActionFactory(objective=measure.objective, text="Not told yet.")
    report = ReportFactory(body=BodyFactory(area=measure.area), frozen=True)
    ActionStandingFactory(report=report, action=told, status="in-progress")

    page = client.get(measure.get_absolute_url()).content.decode()

    assert report.status == ReportStatus.FROZEN
    assert "Map the records." in page
    assert "In progress" in page
    assert untold.text not in page


def test_the_definition_links_to_the_glossary(client):
    measure = measure_with(definition="Counts of personal robbery and burglary.")
    TermFactory(area=measure.area, slug="burglary", term="Burglary")

    assert "#burglary" in str(client.get(measure.get_absolute_url()).context["definition"])


# Charts -----------------------------------------------------------------------------------------------------------


def test_a_chart_comes_as_an_image_and_as_its_figures(client):
    measure = measure_with(is_illustrative=True)

    for key in ("rolling", "limits"):
        image = client.get(url_of("chart-svg", measure, key))
        table = client.get(url_of("chart-csv", measure, key)).content.decode()
        assert image["Content-Type"].startswith("image/svg+xml")
        assert "xmlns=" in image.content.decode()
        assert "Illustrative" in image.content.decode()
        assert "Illustrative" in table.splitlines()[0]


def test_a_chart_that_is_none_is_not_found(client):
    assert client.get(url_of("chart-svg", measure_with(), "pie")).status_code == 404


def test_the_page_asks_the_same_however_many_figures_and_links(client):
    small, large = measure_with(YEARS[:3]), measure_with(YEARS)
    ForceFactory(area=large.area)
    for number in range(4):
        linked(large, action_of(large, body=BodyFactory(area=large.area, slug=f"panel-{number}"), reference=f"A-2021-{number}"))
    linked(small, action_of(small))
    SeriesBreakFactory(measure=large, on=date(2020, 3, 1))
    counts = []
    for one in (small, large):
        client.get(one.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            client.get(one.get_absolute_url())
        counts.append(len(asked))

    assert counts[0] == counts[1], counts
