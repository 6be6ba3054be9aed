"""What the live papers of the standing items say: for everybody, as at a day."""

from datetime import date
from decimal import Decimal

import pytest

from documents.sources import draw
from interface import markdown
from meetings.choices import MeetingStatus
from performance.choices import Basis
from performance.papers import estates
from performance.services import standing_items
from performance.services.measure_rows import add_target
from tests.factories.meetings import MeetingFactory
from tests.factories.office import MilestoneFactory, ProjectFactory, ProjectUpdateFactory
from tests.performance.scrutiny.conftest import TODAY
from tests.performance.scrutiny.test_casework import CONTACTS, month

assert estates
assert standing_items


@pytest.fixture
def drawn(area, body):
    """What a paper says as at a day; the panel met last on 1 February 2022."""
    MeetingFactory(body=body, held_on=date(2022, 2, 1), status=MeetingStatus.HELD)

    def draws(key, on=TODAY):
        return draw(key, area=area, body=body, on=on, collection="")

    return draws


def test_contacts_are_told_month_by_month_with_the_total_of_the_same_days(drawn, counted):
    counted("Contacts recorded", CONTACTS)

    text = drawn("contacts-and-reviews").text

    assert "| March (up to 6 March) | 32 | 35 | not compared |" in text
    assert "| 1 January to 6 March 2022 | 400 | 314 | +86 (+27%) |" in text
    assert "<table" in markdown.render(text)


def test_figures_after_the_day_and_those_not_released_are_not_told(drawn, counted):
    counted("Contacts recorded", CONTACTS)
    counted("CANARY", CONTACTS, released_until=date(2020, 1, 1))

    text = drawn("contacts-and-reviews", date(2022, 2, 28)).text

    assert "| January | 182 | 149 | +33 |" in text
    assert "March" not in text
    assert "CANARY" not in text


def test_establishment_is_what_has_a_target_with_its_chart(drawn, counted, contacts):
    officers = counted("Officers", [month(2022, 1, 31, 3069), month(2022, 2, 28, 3078)], basis=Basis.LEVEL, is_illustrative=True)
    add_target(measure=officers, actor=None, by_on=date(2023, 3, 31), value=Decimal(3291))

    paper = drawn("force-establishment")

    assert "| Officers | 31 Mar 2023 | 3,291 | 3,078 (Feb 2022) | 213 below |" in paper.text
    assert "Table: Against the targets. Illustrative" in paper.text
    assert "Chart: establishment-officers" in paper.text
    assert paper.charts["establishment-officers"]["illustrative"]
    assert "No figures of contacts" in drawn("contacts-and-reviews").text


def test_panels_tell_sessions_since_the_last_meeting_and_who_has_not_answered(drawn, session):
    session(theme="Long ago", held_on=date(2021, 12, 1), asked_on=date(2021, 12, 1))
    session(theme="Drug *misuse*", asked_on=date(2022, 3, 3))
    session(theme="Fingerprints", findings=(), cases=60, held_on=date(2022, 4, 20))
    session(theme="CANARY", public=False)

    text = drawn("scrutiny-panels").text

    assert "- Wednesday 2 March 2022: Drug \\*misuse\\*." in text
    assert "Cases: 22 = 6 + 9 + 7 (6 appropriate; 9 appropriate with observations; 7 inappropriate)" in text
    assert "On Wednesday 20 April 2022 it will look at: Fingerprints. 60 cases." in text
    assert "Of 2 sessions the force has not said yet" in text
    assert "Long ago" not in text
    assert "CANARY" not in text


def test_a_later_answer_is_not_told_in_an_earlier_paper(drawn, session):
    session(asked_on=date(2022, 3, 3), answered_on=date(2022, 3, 9), learning="Better forms")

    assert "The force answered on Wednesday 9 March 2022: Better forms" in drawn("scrutiny-panels").text
    assert "Better forms" not in drawn("scrutiny-panels", date(2022, 3, 8)).text


def test_estates_tell_published_projects_as_they_stood(drawn, area):
    project = ProjectFactory(area=area, title="New station", published=True)
    MilestoneFactory(project=project, title="Consent", planned_on=date(2022, 3, 1), expected_on=date(2022, 4, 5))
    ProjectUpdateFactory(project=project, as_at=date(2022, 3, 1), text="Plans go to the council.")
    ProjectUpdateFactory(project=project, as_at=date(2022, 3, 11), text="LATER")
    ProjectFactory(area=area, title="CANARY")

    text = drawn("estates").text

    assert "| New station | In progress | Consent, 5 Apr 2022 | 5 weeks behind |" in text
    assert "as at Tuesday 1 March 2022: Plans go to the council" in text
    assert "LATER" not in text
    assert "CANARY" not in text


@pytest.mark.parametrize("key", ["contacts-and-reviews", "scrutiny-panels", "force-establishment", "estates"])
def test_an_area_with_nothing_says_so(drawn, key):
    assert drawn(key).text.startswith("No ")
