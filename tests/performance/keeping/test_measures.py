"""Measures entered, changed, published, released and no longer counted."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from performance.models import Measure
from performance.services import measures as services
from performance.services.standing import analysis_of
from tests.factories.performance import MeasureFactory, ObjectiveFactory, SeriesFactory, months
from tests.performance.keeping.pages import fresh, parts, send, sent_form, url, words


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_office_enters_a_measure_once(client, area, analyst):
    objective = ObjectiveFactory(area=area)
    client.force_login(analyst)
    page = f"{url('measure-create')}?objective={objective.slug}"
    first = sent_form(client, page) | {"title": "Knife crime", "direction": "down", "counted": "offences"}
    assert first["objective"] == objective.slug
    assert client.post(page, first)["Location"] == client.post(page, first)["Location"] == url("measure-keep", "knife-crime")
    one = Measure.objects.get()
    assert (one.objective, one.direction, one.published_at, one.is_in_reports) == (objective, "down", None, True)
    assert actions() == ["performance.measure_created"]


def test_name_of_a_page_is_not_given_to_a_measure(area):
    objective = ObjectiveFactory(area=area)
    made = [
        services.create_measure(area=area, actor=None, objective=objective, title=title).slug
        for title in ("Create", "Create", "?")
    ]
    assert made == ["create-2", "create-3", "measure"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"basis": "share", "unit": "percent"}, "whole"),
        ({"basis": "share", "whole": "count"}, "unit"),
        ({"basis": "share", "unit": "percent", "whole": "level"}, "whole"),
        ({"basis": "share", "unit": "percent", "whole": "foreign"}, "whole"),
        ({"basis": "share", "unit": "percent", "whole": "count", "frequency": "year"}, "frequency"),
        ({"basis": "ratio", "unit": "ratio", "whole": "count"}, "denominator"),
        ({"whole": "count"}, "whole"),
        ({"denominator": "group"}, "group"),
        ({"group": "asian"}, "group"),
        ({"basis": "level", "denominator": "population"}, "denominator"),
        ({"places": 5}, "places"),
        ({"title": ""}, "title"),
    ],
)  # fmt: skip
def test_measure_that_cannot_be_is_refused_by_field(area, facts, field):
    objective = ObjectiveFactory(area=area)
    others = {
        "count": MeasureFactory(objective=objective), "level": MeasureFactory(objective=objective, basis="level"),
        "foreign": MeasureFactory(),
    }  # fmt: skip
    facts = {name: others.get(value, value) if name == "whole" else value for name, value in facts.items()}
    with pytest.raises(ValidationError) as refusal:
        services.create_measure(area=area, actor=None, objective=objective, **{"title": "New"} | facts)
    assert list(refusal.value.message_dict) == [field]
    assert (Measure.objects.count(), actions()) == (3, [])


def test_measure_that_others_are_set_beside_stays_a_count(area, measure):
    MeasureFactory(objective=measure.objective, basis="share", unit="percent", whole=measure)
    with pytest.raises(ValidationError) as refusal:
        services.change_measure(measure=measure, version=measure.version, actor=None, basis="level", denominator="none")
    assert list(refusal.value.message_dict) == ["basis"]


def test_change_is_worked_out_anew_and_stale_ones_are_refused(client, measure, analyst):
    before = analysis_of(measure, analyst).last.rolling
    client.force_login(analyst)
    page = url("measure-update", measure.slug)
    sent = {"title": "Knives", "denominator": "none", "objective": measure.objective.slug}
    assert send(client, page, **sent)["Location"] == url("measure-keep", measure.slug)
    one = fresh(measure)
    assert (one.title, one.denominator) == ("Knives", "none")
    after = analysis_of(one, analyst).last
    assert after.rolling == after.total != before
    with pytest.raises(ValidationError) as refusal:
        services.change_measure(measure=measure, version=measure.version, actor=None, title="Old")
    assert refusal.value.code == "stale"


def test_publishing_and_hiding_decides_who_knows(client, measure, analyst):
    client.force_login(analyst)
    send(client, url("measure-hide", measure.slug))
    client.logout()
    assert client.get(measure.get_absolute_url()).status_code == 404
    client.force_login(analyst)
    send(client, url("measure-publish", measure.slug))
    client.logout()
    assert client.get(measure.get_absolute_url()).status_code == 200
    assert actions()[-2:] == ["performance.measure_hidden", "performance.measure_published"]


def test_release_lets_everybody_read_later_periods_and_is_taken_back(client, area, measure, analyst, member):
    series = SeriesFactory(measure=measure)
    months(series, [999], until=date(2022, 2, 1))
    client.force_login(analyst)
    send(client, url("measure-release", measure.slug), **parts("until", date(2022, 2, 28)))
    assert analysis_of(fresh(measure), member).points[-1].value == 999
    send(client, url("measure-take-back", measure.slug), **parts("until", date(2021, 12, 31)))
    assert analysis_of(fresh(measure), member).points[-1].value != 999
    send(client, url("measure-take-back", measure.slug), **{"until-day": "", "until-month": "", "until-year": ""})
    assert (fresh(measure).released_until, analysis_of(fresh(measure), member).points) == (None, ())
    assert actions()[-3:] == ["performance.figures_released", "performance.figures_taken_back", "performance.figures_taken_back"]


@pytest.mark.parametrize("until", [date(2021, 12, 31), date(2021, 6, 30), date(2022, 3, 10), date(2022, 12, 31)])
def test_figures_are_released_until_a_later_day_that_is_past(measure, until):
    with pytest.raises(ValidationError) as refusal:
        services.release_figures(measure=measure, version=measure.version, until=until, actor=None)
    assert list(refusal.value.message_dict) == ["until"]
    assert fresh(measure).released_until == date(2021, 12, 31)


def test_all_measures_are_released_at_once(client, area, measure, analyst):
    draft = MeasureFactory(objective=measure.objective, draft=True)
    later = MeasureFactory(objective=measure.objective, released_until=date(2022, 2, 28))
    client.force_login(analyst)
    assert "It releases the figures of all 2 published measures." in words(client.get(url("release-create")))
    send(client, url("release-create"), **parts("until", date(2022, 1, 31)))
    assert [fresh(one).released_until for one in (measure, draft, later)] == [date(2022, 1, 31), None, date(2022, 2, 28)]
    assert actions() == ["performance.figures_released"]


def test_retired_measure_can_be_counted_again(client, measure, analyst):
    client.force_login(analyst)
    send(client, url("measure-retire", measure.slug), **parts("ended_on", date(2021, 12, 31)))
    assert fresh(measure).ended_on == date(2021, 12, 31)
    send(client, url("measure-revive", measure.slug))
    assert fresh(measure).ended_on is None
