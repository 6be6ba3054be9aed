"""The calendar of commissioning: what ends, is to be decided, spent and returned, and which stages are expected."""

import csv
import io
from datetime import date

import icalendar
import pytest

from commissioning.choices import AwardStatus, ExerciseStatus, ReturnStatus, StageKind
from commissioning.models import Award
from tests.commissioning.pipeline.reading import address, words
from tests.factories import commissioning as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract(area):
    made = make.AwardFactory(area=area, contract=True, title="Helpline", reference="C-2022-001", ended_on=date(2022, 6, 30))
    make.ExtensionFactory(award=made, decide_by=date(2022, 3, 31))
    make.ReturnFactory(award=made, due_on=date(2022, 4, 30))
    return made


@pytest.fixture
def exercise(area):
    made = make.ExerciseFactory(area=area, title="Refuge")
    make.StageFactory(exercise=made, kind=StageKind.NOTICE, planned_on=date(2022, 2, 1))
    make.StageFactory(exercise=made, kind=StageKind.CLOSED, planned_on=date(2022, 3, 1), actual_on=date(2022, 3, 1))
    make.StageFactory(exercise=made, kind=StageKind.AWARD, planned_on=date(2022, 4, 1), planned_as="month")
    return made


def lines(client, query="", name="calendar-export", fmt="csv"):
    response = client.get(f"{address(name, fmt)}{query}")
    found = csv.DictReader(io.StringIO(response.content.decode()))
    return [(one["As it is known"], one["What"], one["About"]) for one in found]


def test_dates_stand_by_month_in_order(client, contract, exercise):
    make.FundFactory(area=contract.area, title="Fund", spend_by=date(2022, 3, 31))

    text = words(client.get(address("calendar")))

    assert "4 dates" in text
    assert lines(client) == [
        ("31 Mar 2022", "Extension to be decided", "Helpline"), ("31 Mar 2022", "Fund to be spent", "Fund"),
        ("April 2022", "Stage: Award", "Refuge"), ("30 Jun 2022", "Contract ends", "Helpline"),
    ]  # fmt: skip
    assert "March 2022 to February 2023" in text


def test_returns_are_the_offices_own(client, contract, office, member):
    for person in (None, member, office):
        if person:
            client.force_login(person)
        told = "Monitoring return due" in words(client.get(address("calendar")))
        assert told is (person == office)
        assert (("30 Apr 2022", "Monitoring return due", "Helpline") in lines(client)) is (person == office)


@pytest.mark.parametrize(
    "facts", [{"published_at": None}, {"access": "exempt", "neutral_title": "One", "exempt_paragraph": 3,
                                       "public_interest_reason": "Prices"}]
)  # fmt: skip
def test_of_what_is_private_no_date_is_told(client, contract, office, facts):
    Award.objects.update(**facts)

    assert lines(client) == []
    assert b"Helpline" not in client.get(address("calendar-feed")).content
    client.force_login(office)
    assert len(lines(client)) == 3


def test_what_is_over_is_no_longer_waited_for(client, area, contract, exercise, office):
    Award.objects.update(status=AwardStatus.ENDED)
    contract.returns.update(status=ReturnStatus.NOT_NEEDED)
    type(exercise).objects.update(status=ExerciseStatus.COMPLETE)
    client.force_login(office)

    assert lines(client) == []


def test_it_is_narrowed_and_turned_to_other_months(client, contract, exercise):
    assert [one[1] for one in lines(client, "?kind=stages")] == ["Stage: Award"]
    assert lines(client, "?kind=nonsense") == []
    assert [one[0] for one in lines(client, "?start=2022-06")] == ["30 Jun 2022"]
    for start in ("", "nonsense", "9999-99", "0001-01", "9999-12"):
        assert client.get(f"{address('calendar')}?start={start}").status_code == 200


def test_the_feed_is_always_the_publics(client, contract, exercise, office):
    make.AwardFactory(area=contract.area, contract=True, unpublished=True, title="CANARY", ended_on=date(2022, 6, 30))
    client.force_login(office)

    response = client.get(address("calendar-feed"))
    found = {str(one["summary"]): one["dtstart"].dt for one in icalendar.Calendar.from_ical(response.content).walk("VEVENT")}

    assert found == {
        "Extension to be decided: Helpline": date(2022, 3, 31), "Contract ends: Helpline": date(2022, 6, 30),
        "Stage: Award: Refuge": date(2022, 4, 1),
    }  # fmt: skip
    assert client.get(address("calendar-feed"), headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_last_days_to_apply_and_needs_that_are_due_stand_in_it(client, area, exercise):
    make.ExerciseFactory(area=area, of_grants=True, title="Round", closes_on=date(2022, 3, 20))
    type(exercise).objects.filter(pk=exercise.pk).update(closes_on=date(2022, 4, 2))  # its stage says when
    make.NeedFactory(area=area, title="Victims", planned_on=date(2022, 5, 1), planned_as="quarter")

    assert lines(client) == [
        ("20 Mar 2022", "Last day to apply or bid", "Round"), ("April 2022", "Stage: Award", "Refuge"),
        ("April to June 2022", "Needs assessment due", "Victims"),
    ]  # fmt: skip
