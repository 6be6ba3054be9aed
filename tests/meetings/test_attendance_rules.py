"""Rules of attendance: who is in the room, what makes a quorum, and how somebody is named."""

from datetime import time

import pytest

from meetings.choices import AttendanceGroup
from meetings.rules import attendance as rules
from meetings.rules.attendance import Came
from panels.choices import RuleUnit
from tests.factories.minutes import AttendanceFactory, MinuteItemFactory
from tests.factories.panels import LocalRuleFactory
from tests.meetings.attending import APOLOGIES, EXPECTED, PRESENT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "arrived", "left", "is_out", "expected"),
    [
        pytest.param(PRESENT, None, None, False, [1, 2, 3, 4], id="throughout"),
        pytest.param(PRESENT, 2, None, False, [2, 3, 4], id="late: in from the item they came for"),
        pytest.param(PRESENT, None, 3, False, [1, 2], id="early: out from the item they missed"),
        pytest.param(PRESENT, 2, 4, False, [2, 3], id="late and early"),
        pytest.param(PRESENT, None, None, True, [], id="out for the item"),
        pytest.param(APOLOGIES, None, None, False, [], id="apologies"),
        pytest.param(EXPECTED, None, None, False, [], id="nobody said yet"),
    ],
)
def test_who_is_in_the_room(status, arrived, left, is_out, expected):
    found = [n for n in (1, 2, 3, 4) if rules.is_in_room(n, status=status, arrived=arrived, left=left, is_out=is_out)]

    assert found == expected


@pytest.mark.parametrize(
    ("count", "number", "unit", "needed", "is_met"),
    [
        pytest.param(5, 1, RuleUnit.THIRDS, 6, False, id="a third of 17 is 5.7, so 6"),
        pytest.param(6, 1, RuleUnit.THIRDS, 6, True, id="six are enough"),
        pytest.param(4, 1, RuleUnit.QUARTERS, 5, False, id="a quarter of 17 is 4.25, so 5"),
        pytest.param(7, 7, RuleUnit.MEMBERS, 7, True, id="a number of its own"),
    ],
)
def test_quorum_counts_whole_persons(count, number, unit, needed, is_met):
    rule = LocalRuleFactory.build(number=number, unit=unit, provision="Rules of procedure 4", title="Quorum", body=None)

    assert rules.quorum(count, 17, rule) == rules.Quorum(needed, is_met, "Rules of procedure 4", "Quorum")


def test_quorum_without_a_rule_is_unknown():
    assert rules.quorum(3, 17, None) is None
    assert rules.quorum_words(None, 17) == "No rule of the body’s own says how many must be in the room"


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        pytest.param({"status": APOLOGIES, "arrived_at": time(11)}, ["arrived_at"], id="apologies with a time"),
        pytest.param({"arrived_at": time(11)}, ["arrived_item"], id="late without an item"),
        pytest.param({"left_at": time(11)}, ["left_item"], id="early without an item"),
        pytest.param({"arrived_at": time(9), "arrived_item": 2}, ["arrived_at"], id="before the start"),
        pytest.param({"left_at": time(15), "left_item": 2}, ["left_at"], id="after the end"),
        pytest.param({"arrived_item": 3, "left_item": 2}, ["left_item"], id="left before they came"),
        pytest.param(
            {"arrived_at": time(12), "arrived_item": 2, "left_at": time(11), "left_item": 3}, ["left_at"], id="times crossed"
        ),
        pytest.param({"arrived_item": 2}, [], id="an item alone is enough"),
        pytest.param({"arrived_at": time(11), "arrived_item": 2, "left_at": time(12), "left_item": 3}, [], id="both"),
    ],
)
def test_arrival_problems(facts, fields):
    items = {n: MinuteItemFactory.build(position=n, minutes=None, number=str(n), slug="", title="") for n in (2, 3)}
    facts = {name: items[value] if name.endswith("_item") else value for name, value in facts.items()}
    came = Came(attendance=None, version=1, **{"status": PRESENT, **facts})

    found = rules.arrival_problems("Ann Ash", AttendanceGroup.MEMBERS, came, started=time(10, 30), ended=time(14))

    assert sorted(found) == fields


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        pytest.param({"name": "da Silva", "office": "Clerk"}, "da Silva, Clerk", id="a name stays as it is written"),
        pytest.param({"office": "interim Treasurer", "organisation": "Force"}, "Interim Treasurer, Force", id="office alone"),
        pytest.param({"name": "A", "organisation": "Ashby", "office": "Chair"}, "A, Ashby, Chair", id="council, then office"),
    ],
)
def test_how_somebody_is_named(facts, line):
    assert rules.attendance_line(AttendanceFactory.build(meeting=None, number=1, person=None, **facts)) == line
