"""The demo's own year of Avon and Somerset, packs and minutes whole: what the page shows is what the record says."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.choices import Role
from documents.links import links_around
from documents.models import Pack
from interface import clock
from meetings.choices import MinutesStatus
from meetings.models import Action, Minutes
from meetings.services import loading
from meetings.services.no_answer import no_answer_yet
from panels.services import load_panel, load_rulebook, read_panel
from tests.factories.accounts import UserFactory
from tests.factories.panels import AppointmentFactory
from tests.meetings.test_packs import own_stores  # noqa: F401

FIXTURES = settings.BASE_DIR / "fixtures"
pytestmark = pytest.mark.django_db
# The day on which the demo stands
DEMO_DAY = date(2022, 3, 10)


@pytest.fixture
def year():
    load_rulebook(json.loads((FIXTURES / "rulebook.json").read_text()))
    area = load_panel(read_panel(FIXTURES / "avon-and-somerset"))
    AppointmentFactory(area=area, role=Role.CHAIR)
    clerk = UserFactory()
    AppointmentFactory(area=area, role=Role.CLERK, user=clerk)
    with clock.stand_on(DEMO_DAY):
        loading.load_year(loading.read_year(FIXTURES / "avon-and-somerset"), area=area, actor=clerk, tell=lambda words: None)
        yield area


def test_demo_year_is_what_its_pages_show(year):
    """One test: loading the year takes a quarter of a minute."""
    _three_actions_have_no_answer_and_the_other_two_a_page(year)
    _the_vote_is_recorded_and_papers_keep_their_pages(year)


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
    assert ranges == [(7, 22), (23, 30), (31, 50), (51, 70), (71, 74), (75, 78), (79, 92)]
