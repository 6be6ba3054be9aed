"""The demo's own year of Avon and Somerset, packs and minutes whole: what the page shows is what the record says."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.choices import Role
from decisions.models import Case
from decisions.rules.bands import check_bands
from decisions.rules.steps import warnings_of
from decisions.services.loading import load_cases, load_updates, read_cases, read_updates
from decisions.services.reading import read_case
from documents.links import links_around
from documents.models import Pack
from interface import clock
from meetings.choices import MinutesStatus
from meetings.models import Action, Minutes, Review
from meetings.services import loading
from meetings.services.loading.reviews import load_reviews, read_reviews
from meetings.services.no_answer import no_answer_yet
from panels.models import Obligation
from panels.services import load_panel, load_rulebook, read_panel
from performance.services.loading import load_forces, load_performance, read_performance
from tests.factories.accounts import UserFactory
from tests.factories.panels import AppointmentFactory
from tests.meetings.test_packs import own_stores  # noqa: F401

FIXTURES = settings.BASE_DIR / "fixtures"
pytestmark = pytest.mark.django_db
# The day on which the demo stands
DEMO_DAY = date(2022, 3, 10)


def _reports_of_the_office(folder, area, actor):
    load_performance(read_performance(folder), area=area, actor=actor)
    load_updates(read_updates(folder), area=area, actor=actor)


@pytest.fixture
def year():
    load_rulebook(json.loads((FIXTURES / "rulebook.json").read_text()))
    area = load_panel(read_panel(FIXTURES / "avon-and-somerset"))
    load_forces(json.loads((FIXTURES / "forces.json").read_text()))
    AppointmentFactory(area=area, role=Role.CHAIR)
    clerk = UserFactory()
    AppointmentFactory(area=area, role=Role.CLERK, user=clerk)
    with clock.stand_on(DEMO_DAY):
        folder = FIXTURES / "avon-and-somerset"
        loading.load_year(
            loading.read_year(folder), area=area, actor=clerk, tell=lambda words: None,
            before_publishing=lambda: _reports_of_the_office(folder, area, clerk),
        )  # fmt: skip
        load_reviews(read_reviews(folder), area=area, actor=clerk)
        assert load_cases(read_cases(folder), area=area, actor=clerk) == 9
        assert load_cases(read_cases(folder), area=area, actor=clerk) == 0
        yield area


def test_demo_year_is_what_its_pages_show(year):
    """One test: loading the year takes a quarter of a minute."""
    _three_actions_have_no_answer_and_the_other_two_a_page(year)
    _the_vote_is_recorded_and_papers_keep_their_pages(year)
    _the_cases_are_as_published(year)


def _three_actions_have_no_answer_and_the_other_two_a_page(year):
    public = AnonymousUser()

    rows = no_answer_yet(public, year, DEMO_DAY)

    assert sorted(row.action.reference for row in rows) == ["A-2022-001", "A-2022-003", "A-2022-005"]
    assert {row.searched for row in rows} == {"no link in the 7 papers of 17 March 2022"}
    answered = Action.objects.filter(area=year).exclude(pk__in=[row.action.pk for row in rows]).order_by("reference")
    pack = Pack.objects.get(area=year, collection="2022-03-17-panel", edition="public")
    performance = next(piece for piece in pack.manifest["pieces"] if piece["key"].startswith("performance"))
    pages = [link.link.page for found in links_around(public, "action", [one.pk for one in answered]).values() for link in found]
    assert [one.reference for one in answered] == ["A-2022-002", "A-2022-004"]
    assert [performance["first"] <= page <= performance["last"] for page in pages] == [True, True]


def _the_vote_is_recorded_and_papers_keep_their_pages(year):
    minutes = Minutes.objects.get(meeting__area=year, meeting__slug="2022-02-01-panel")
    precept = minutes.entries.get(resolution__votes_for=12).resolution
    pack = Pack.objects.get(area=year, collection="2022-03-17-panel", edition="public")
    ranges = [(piece["first"], piece["last"]) for piece in pack.manifest["pieces"] if piece["first"] > 6]

    assert minutes.status == MinutesStatus.PUBLISHED
    assert (precept.not_recorded, precept.in_room, precept.is_unanimous, precept.members_on_day) == (2, 14, True, 17)
    assert ranges == [(7, 22), (23, 30), (31, 50), (51, 78), (79, 82), (83, 86), (87, 100)]


def _the_cases_are_as_published(year):
    public = AnonymousUser()
    cases = {(case.kind, case.slug): case for case in Case.objects.visible_to(public).filter(area=year).for_page()}
    facts = read_case(cases["precept", "2022-23"], public)
    bands = check_bands(facts.precept.band_d_before, facts.first_notice.precept.band_d, _stated(facts))
    vote = facts.latest_vote
    hearing = read_case(cases["hearings", "2022-deputy-commissioner"], public)
    recruitment = cases["hearings", "2022-chief-finance-officer"].appointment

    assert [band.problem for band in bands] == [""] * 8
    assert (vote.votes_for, vote.not_voting, vote.in_room, vote.members) == (12, 2, 14, 17)
    assert any("moved from 18 February to 17 March" in one.words for one in warnings_of(hearing))
    assert (recruitment.applications, recruitment.stages.count()) == (3, 4)
    missed = Obligation.objects.filter(area=year, subject_kind="case").missed(clock.now())
    assert [(one.due_on, one.explanation[:12]) for one in missed] == [(date(2022, 2, 21), "Storm Eunice")]
    reviews = Review.objects.visible_to(public).filter(area=year).order_by("slug")
    assert [one.slug for one in reviews] == ["integrated-offender-management", "serious-violence"]


def _stated(facts):
    return {row.band: (row.amount, row.increase) for row in facts.first_notice.precept.bands.all()}
