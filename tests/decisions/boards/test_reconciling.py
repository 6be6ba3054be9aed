"""A board's agenda, minutes and register as rows: what is found, where, and for whom."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.choices import Role
from decisions.choices import Agreement
from decisions.services.boards.reconciling import lay_side_by_side
from meetings.choices import ItemOutcome
from meetings.models import Meeting
from tests.decisions.boards.papers import AGENDA, agenda_of, line, put, written
from tests.factories.minutes import MinuteEntryFactory, MinuteItemFactory
from tests.factories.panels import AppointmentFactory
from tests.factories.register import DecisionFactory

pytestmark = pytest.mark.django_db


def lay(meeting, user):
    return lay_side_by_side(Meeting.objects.for_page().get(pk=meeting.pk), user)


def found(meeting, user):
    return [(row.key, row.agreement) for row in lay(meeting, user).rows]


def test_the_planted_differences_are_found_and_no_other(held, minutes, office):
    agenda_of(held)
    written(minutes)
    DecisionFactory(area=held.area, number=12, title="IBM Software")

    laid = lay(held, office)

    assert [(row.key, row.agreement) for row in laid.rows] == [
        ("2022-005", Agreement.RENUMBERED),
        ("2022-006", Agreement.SWAPPED),
        ("2022-007", Agreement.SWAPPED),
        ("2022-008", Agreement.MISSING),
        ("2022-010", Agreement.MATCHED),
        ("2022-011", Agreement.MATCHED),
        ("2022-012", Agreement.NEW),
    ]
    assert (laid.agree, laid.count) == (2, 7)


def test_a_clean_board_agrees(held, minutes, office):
    agenda_of(held)
    written(minutes, [f"2022/{number:03d} ({title}) – agreed." for number, title in AGENDA])

    assert {agreement for _key, agreement in found(held, office)} == {Agreement.MATCHED}


def test_the_evidence_says_where_it_stands(held, minutes, office):
    agenda_of(held, AGENDA[:1])
    (entry,) = written(minutes, ["2022/009 (Out of Court Disposals) – two tiers from July."])

    (row,) = lay(held, office).rows

    assert (row.agenda.place.words, row.agenda.quote) == ("Item 1a", "2022/005 – Out of Court Disposals")
    assert (row.minutes.place.words, row.minutes.place.anchor) == ("1. Decisions", entry.anchor)
    assert row.minutes.quote == "2022/009 (Out of Court Disposals) – two tiers from July."


def test_headings_copied_from_the_agenda_say_nothing_where_the_minutes_write_of_decisions(held, minutes, office):
    parent = agenda_of(held, AGENDA[:2])
    MinuteItemFactory(minutes=minutes, agenda_item=parent, title=parent.title)
    for item in held.agenda_items.filter(parent=parent):
        MinuteItemFactory(minutes=minutes, agenda_item=item, title=item.title, outcome=ItemOutcome.TAKEN)
    MinuteEntryFactory(item=minutes.items.first(), minutes=minutes, text="2022/005 (Out of Court Disposals) – agreed.")

    assert found(held, office) == [("2022-005", Agreement.MATCHED), ("2022-006", Agreement.MISSING)]


def test_headings_count_where_something_is_written_under_them(held, minutes, office):
    parent = agenda_of(held, AGENDA[:2])
    first, second = held.agenda_items.filter(parent=parent).order_by("position")
    item = MinuteItemFactory(minutes=minutes, agenda_item=first, title=first.title)
    MinuteItemFactory(minutes=minutes, agenda_item=second, title=second.title)
    MinuteEntryFactory(item=item, minutes=minutes, text="Agreed, to be signed.")

    assert found(held, office) == [("2022-005", Agreement.MATCHED), ("2022-006", Agreement.MISSING)]


def test_headings_count_where_nobody_wrote_of_any_decision(held, minutes, office):
    parent = agenda_of(held, AGENDA[:2])
    for item in held.agenda_items.filter(parent=parent):
        MinuteItemFactory(minutes=minutes, agenda_item=item, title=item.title, outcome=ItemOutcome.TAKEN)

    assert {agreement for _key, agreement in found(held, office)} == {Agreement.MATCHED}


def test_other_items_of_the_minutes_are_not_read(held, minutes, office):
    agenda_of(held, AGENDA[:1])
    written(minutes, ["2022/005 (Out of Court Disposals) – agreed."])
    other = MinuteItemFactory(minutes=minutes, title="Major projects")
    MinuteEntryFactory(item=other, minutes=minutes, text="2022/033 (Kennels) was mentioned.")

    assert found(held, office) == [("2022-005", Agreement.MATCHED)]


def test_nothing_is_missing_while_the_minutes_are_not_written(held, minutes, office):
    agenda_of(held)

    laid = lay(held, office)

    assert (laid.has_agenda, laid.has_minutes) == (True, False)
    assert {row.agreement for row in laid.rows} == {Agreement.MATCHED}


def test_an_agenda_in_preparation_is_compared_with_nothing(coming, office):
    item = line(coming, "Decisions")
    put(coming, 5, "Kennels", parent=item)

    laid = lay(coming, office)

    assert (laid.has_agenda, laid.has_minutes) == (False, False)


def test_a_decision_of_another_area_is_not_the_register_s(held, minutes, office):
    line(held, "2022/005 – Kennels")
    DecisionFactory(number=5, title="Kennels")
    written(minutes, ["2022/005 (Kennels) – agreed."])

    (row,) = lay(held, office).rows

    assert (row.register, row.words) == (None, ("It is not in the register.",))


def test_a_decision_that_the_reader_may_not_know_of_has_no_title(held, minutes, area, board):
    keeper = AppointmentFactory(area=area, body=board, role=Role.CLERK, user__email="keeper@opcc.example").user
    DecisionFactory(area=area, number=5, title="CANARY", exempt=True)
    written(minutes, ["2022/005 – Kennels"])

    (row,) = lay(held, keeper).rows

    assert (row.title, row.register.reference, row.register.title) == ("Kennels", "2022/005", "")


def test_the_page_of_the_pack_is_named_where_it_is_known(held, office, monkeypatch):
    agenda_of(held, AGENDA[:2])
    pieces = [{"kind": "front-sheet", "first": 1, "pages": 1}, {"kind": "agenda", "first": 3, "pages": 2}]
    pack = SimpleNamespace(part=0, manifest={"first": 1, "pieces": pieces})
    sheets = ["Front 2022/006", "", "2022/005 – Out of Court Disposals", "2022/006 – Williton"]
    monkeypatch.setattr("decisions.services.boards.reconciling.packs_offered", lambda *_asked: [pack])
    monkeypatch.setattr("decisions.services.boards.reconciling.pack_texts", lambda _pack: sheets)

    assert [row.agenda.place.page for row in lay(held, office).rows] == [3, 4]


@pytest.mark.parametrize("count", [1, 3, 60])
def test_the_number_of_questions_does_not_grow(held, minutes, office, count):
    agenda_of(held, [(number, f"Matter{number} lease") for number in range(1, count + 1)])
    written(minutes, [f"2022/{number:03d} (Matter{number} lease)" for number in range(1, count + 1)])
    meeting = Meeting.objects.for_page().get(pk=held.pk)
    office.refresh_from_db()

    with CaptureQueriesContext(connection) as asked:
        lay_side_by_side(meeting, office)

    assert len(asked) == 18
