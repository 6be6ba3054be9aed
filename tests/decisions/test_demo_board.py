"""The demo's boards: the real one of 4 April 2018 with its discrepancies, and one of Northshire in which everything agrees."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.choices import Role
from decisions.choices import DecisionStatus
from decisions.models import Consultation, Decision, DiaryEntry, Project, UpdateReport
from decisions.services.boards.reconciling import lay_side_by_side
from decisions.services.loading import (
    load_board,
    load_office,
    load_updates,
    read_board,
    read_office,
    read_updates,
)
from decisions.services.scheme.loading import load_scheme
from interface import clock
from meetings.models import Action, Meeting
from panels.services import load_panel, load_rulebook, read_panel
from tests.factories.accounts import UserFactory
from tests.factories.panels import AppointmentFactory
from tests.meetings.test_packs import own_stores  # noqa: F401  a fixture, asked for by its name

FIXTURES = settings.BASE_DIR / "fixtures"
pytestmark = pytest.mark.django_db
DEMO_DAY = date(2022, 3, 10)


def load(slug):
    load_rulebook(json.loads((FIXTURES / "rulebook.json").read_text()))
    area = load_panel(read_panel(FIXTURES / slug))
    load_scheme(json.loads((FIXTURES / "scheme.json").read_text()))
    office = UserFactory()
    AppointmentFactory(area=area, role=Role.OFFICE_DECISIONS, user=office, started_on=date(2018, 1, 1))
    with clock.stand_on(DEMO_DAY):
        for _again in range(2):
            load_updates(read_updates(FIXTURES / slug), area=area, actor=office)
            load_board(read_board(FIXTURES / slug), area=area, actor=office)
            load_office(read_office(FIXTURES / slug), area=area, actor=office)
    return area, office


def rows_of(area, office, held_on):
    meeting = Meeting.objects.for_page().get(area=area, body__slug="board", held_on=held_on)
    with clock.stand_on(DEMO_DAY):
        laid = lay_side_by_side(meeting, office)
    return laid, [
        (
            row.title,
            *(getattr(side, "printed", "") for side in (row.agenda, row.minutes)),
            getattr(row.register, "reference", ""),
            str(row.agreement),
        )
        for row in laid.rows
    ]


def test_board_of_april_2018_shows_exactly_what_its_papers_disagree_on(own_stores):  # noqa: F811  the fixture
    area, office = load("avon-and-somerset")

    laid, rows = rows_of(area, office, date(2018, 4, 4))

    assert rows == [
        ("Out of Court Disposals", "2018/005", "2018/009", "2018/005", "renumbered"),
        ("Williton Police Station", "2018/006", "2018/007", "2018/006", "swapped"),
        ("Shepton Mallet Police Station", "2018/007", "2018/006", "2018/007", "swapped"),
        ("MFSS", "2018/008", "", "2018/008", "missing"),
        ("BT Wide Area Network", "2018/010", "2018/010", "2018/010", "matched"),
        ("Kenneth Steele House", "2018/011", "2018/011", "2018/011", "matched"),
        ("IBM Software", "", "2018/012", "2018/012", "new"),
    ]
    assert (laid.agree, laid.count) == (2, 7)
    public = Decision.objects.visible_to(AnonymousUser()).filter(area=area)
    assert [one.reference for one in public] == ["2018/012", "2018/011"]
    told = UpdateReport.objects.visible_to(AnonymousUser()).filter(area=area)
    assert [one.slug for one in told] == ["2022-03-17", "2018-02-01"]
    assert list(told.get(slug="2022-03-17").sections.filter(standing__isnull=False).values_list("heading", flat=True)) == [
        "Operation Uplift", "Estates", "Fire governance",
    ]  # fmt: skip


def test_board_of_northshire_agrees_and_its_private_decision_is_a_neutral_line(own_stores):  # noqa: F811  the fixture
    area, office = load("northshire")

    laid, rows = rows_of(area, office, date(2022, 2, 8))

    assert [(row[1], row[4]) for row in rows] == [
        ("2022/004", "matched"), ("2022/005", "matched"), ("2022/006", "matched"), ("2022/007", "matched"),
    ]  # fmt: skip
    assert laid.agree == laid.count
    public = Decision.objects.visible_to(AnonymousUser()).filter(area=area)
    assert [one.public_title for one in public if one.is_private] == ["Sale of a former police station"]
    assert sorted({one.status for one in Decision.objects.filter(area=area)}) == sorted(
        set(DecisionStatus.values) - {DecisionStatus.REJECTED, DecisionStatus.SIGNED}
    )
    assert (Consultation.objects.count(), Project.objects.count(), DiaryEntry.objects.count()) == (2, 2, 4)
    assert [one.reference for one in Action.objects.visible_to(AnonymousUser()).filter(area=area)] == [
        "A-2022-001"
    ]  # the other is exempt
