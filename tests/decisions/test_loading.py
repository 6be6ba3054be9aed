"""The cases and reviews of the fictional area: whole, once, and refused by name."""

import json

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.choices import Role
from decisions.choices import CaseKind, CaseStatus, Outcome
from decisions.models import Case
from decisions.services.loading import load_cases, read_cases
from interface import clock
from meetings.choices import MeetingStatus, ReviewStatus
from meetings.models import Meeting, Recommendation, Review
from meetings.services import loading
from meetings.services.loading import year
from meetings.services.loading.reviews import load_reviews, read_reviews
from panels.services import load_panel, load_rulebook, read_panel
from tests.factories.accounts import UserFactory
from tests.factories.panels import AppointmentFactory

FOLDER = settings.BASE_DIR / "fixtures" / "northshire"
pytestmark = pytest.mark.django_db


@pytest.fixture
def area(monkeypatch, settings, tmp_path):
    """Northshire and its year of meetings, without packs."""
    settings.STORES = {"public": tmp_path / "public", "restricted": tmp_path / "restricted"}
    load_rulebook(json.loads((FOLDER.parent / "rulebook.json").read_text()))
    made = load_panel(read_panel(FOLDER))
    for name in ("decisions", "performance", "complaints"):
        AppointmentFactory(area=made, role=f"office-{name}", user__email=f"{name}@office.example")
    AppointmentFactory(area=made, role=Role.CHAIR)
    AppointmentFactory(area=made, role=Role.PANEL_MEMBER, user__email="member@panel.example")
    monkeypatch.setattr(year, "_publish", lambda row, meeting, *more: _out(meeting))
    with clock.stand_on(clock.today().replace(year=2022, month=3, day=10)):
        loading.load_year(loading.read_year(FOLDER), area=made, actor=UserFactory(), tell=lambda words: None)
        yield made


def _out(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(status=MeetingStatus.PUBLISHED, published_at=clock.now())


def test_the_fictional_cases_run_from_a_veto_to_its_end_and_load_once(area):
    rows = read_cases(FOLDER)

    assert (load_cases(rows, area=area, actor=UserFactory()), load_cases(rows, area=area, actor=UserFactory())) == (6, 0)

    vetoed = Case.objects.get(kind=CaseKind.PRECEPT, year=2021)
    hearing = Case.objects.get(kind=CaseKind.APPOINTMENT, year=2021)
    assert [report.position for report in vetoed.reports.all()] == ["veto-high", "recommend"]
    assert [report.position for report in hearing.reports.all()] == ["veto", "appoint"]
    assert [one.status for one in Recommendation.objects.filter(text__contains="second control room")] == ["accepted"]
    assert (vetoed.outcome, hearing.outcome) == (Outcome.CHANGED, Outcome.CHANGED)
    assert Case.objects.get(kind=CaseKind.INFORMATION).status == CaseStatus.NOTIFIED
    assert not Case.objects.get(kind=CaseKind.APPOINTMENT, year=2022).published_at


def test_reviews_load_once_and_the_reported_one_has_its_print_and_an_answer(area):
    data, clerk = read_reviews(FOLDER), UserFactory()

    load_reviews(data, area=area, actor=clerk)
    load_reviews(data, area=area, actor=clerk)

    reported = Review.objects.get(slug="hospital-watch")
    assert Review.objects.count() == 2
    assert reported.status == ReviewStatus.REPORTED
    assert sorted(one.status for one in reported.recommendations.all()) == ["accepted", "made"]


def test_a_case_that_may_not_be_is_refused_by_name_and_leaves_nothing(area):
    [row] = [row for row in read_cases(FOLDER) if (row["kind"], row.get("year")) == ("precept", 2021)]
    revised = next(act for act in row["acts"] if act.get("notice") == "revised")
    revised["band_d"] = "270.00"

    with pytest.raises(ValidationError, match=r"precept 2021, receive_precept: .*must be lower"):
        load_cases([row], area=area, actor=UserFactory())

    assert not Case.objects.exists()
