"""The demo's figures: illustrative series that agree with every word, rank and figure that the real report printed."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.choices import Role
from interface import clock
from panels.models import Body
from panels.services import load_panel, load_rulebook, read_panel
from performance.models import Measure, QuarterlyReport
from performance.services.loading import load_evidence, load_forces, load_performance, read_performance
from performance.services.loading.figures import of_title
from performance.services.standing import analyses_of
from performance.services.stated import checks_of
from tests.factories.accounts import UserFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.panels import AppointmentFactory
from tests.meetings.test_packs import own_stores  # noqa: F401  a fixture, asked for by its name

FIXTURES = settings.BASE_DIR / "fixtures"
pytestmark = pytest.mark.django_db
DEMO_DAY = date(2022, 3, 10)
PUBLIC = AnonymousUser()


def load(slug):
    load_rulebook(json.loads((FIXTURES / "rulebook.json").read_text()))
    area = load_panel(read_panel(FIXTURES / slug))
    load_forces(json.loads((FIXTURES / "forces.json").read_text()))
    analyst = UserFactory()
    AppointmentFactory(area=area, role=Role.OFFICE_PERFORMANCE, user=analyst, started_on=date(2018, 1, 1))
    data = {**read_performance(FIXTURES / slug), "links": []}  # of actions that the meetings bring
    with clock.stand_on(DEMO_DAY):
        if "meeting" in data["report"]:
            MeetingFactory(body=Body.objects.get(area=area, slug="panel"), held_on=date(2022, 3, 17))
        for _again in range(2):
            load_performance(data, area=area, actor=analyst)
            load_evidence(data, area=area, actor=analyst)
    return area, data


@pytest.mark.usefixtures("own_stores")
def test_series_of_the_real_area_agree_with_all_that_was_printed():
    area, data = load("avon-and-somerset")
    held = of_title(data["measures"], area)
    read = analyses_of(held.values(), PUBLIC)
    by_slug = {slug: read[measure.pk] for slug, measure in held.items()}

    printed = {row["slug"]: row["published"] for row in data["measures"] if row.get("published")}
    assert {slug: by_slug[slug].trend.word for slug in printed} == {slug: said[0] for slug, said in printed.items()}
    assert [slug for slug in printed if by_slug[slug].trend.is_overridden] == []
    ranked = {slug: tuple(said[1:]) for slug, said in printed.items() if len(said) == 4}
    places = {slug: by_slug[slug].place for slug in ranked}
    assert {slug: (one.rank, one.size, one.position) for slug, one in places.items()} == ranked
    assert {one.is_reckoned for one in places.values()} == {True}
    rate = by_slug["rape-charge-rate"]
    assert (round(rate.last.rolling, 1), round(rate.before.rolling, 1)) == (3.7, 3.6)
    assert [(round(by_slug["personal-robbery"].last.rolling, 2), by_slug["personal-robbery"].last.total)] == [(0.73, 1255)]

    checks = checks_of({one.objective for one in held.values()}, PUBLIC)
    assert len(checks) == len(data["stated"])
    assert [one for one in checks if not one.agrees] == []
    assert QuarterlyReport.objects.get(area=area).is_out


def test_fictional_area_has_a_draft_and_a_trend_that_an_analyst_set():
    area, data = load("northshire")
    held = of_title(data["measures"], area)
    knives = analyses_of([held["knife-crime"]], PUBLIC)[held["knife-crime"].pk]
    assert (knives.trend.proposed, knives.trend.word, knives.trend.is_overridden) == ("increasing", "moderate-increase", True)
    assert not QuarterlyReport.objects.get(area=area).is_out
    assert Measure.objects.visible_to(PUBLIC).filter(area=area).count() == len(held) - 1
