"""Decisions are put on a board's agenda and taken off again."""

import pytest

from accounts.models import AuditEntry
from decisions.choices import DecisionStatus
from decisions.models import BoardDecision
from decisions.services.boards import agenda as services
from documents.choices import Access
from meetings.services import add_item, delete_item
from meetings.services.undo import undo_agenda
from tests.decisions.boards.papers import put, refused, titles
from tests.factories.meetings import AnnouncedMeetingFactory
from tests.factories.register import DecisionFactory

pytestmark = pytest.mark.django_db


def put_on(meeting, actor, *decisions, item=None):
    return services.put_all_on_board(decisions=decisions, meeting=meeting, actor=actor, item=item)


@pytest.fixture
def two(area):
    return DecisionFactory(area=area, number=6, title="Vans"), DecisionFactory(area=area, number=5, title="Kennels")


def test_decisions_stand_under_an_item_of_their_own_by_number(coming, office, two):
    add_item(meeting=coming, actor=office, title="Apologies")

    put_on(coming, office, *two)

    assert titles(coming)[1:] == [("2", "Decisions"), ("2a", "2022/005 – Kennels"), ("2b", "2022/006 – Vans")]


def test_a_decision_put_on_later_takes_its_place_among_the_others(coming, area, office, two):
    parent = add_item(meeting=coming, actor=office, title="Decisions (to be signed)")
    put_on(coming, office, two[0])
    add_item(meeting=coming, actor=office, title="Any other decision", parent=parent)

    put_on(coming, office, two[1])

    assert [title for _number, title in titles(coming)] == [
        "Decisions (to be signed)", "2022/005 – Kennels", "2022/006 – Vans", "Any other decision"
    ]  # fmt: skip


def test_putting_on_moves_the_decision_and_is_recorded_without_its_title(coming, office, two):
    (row,) = put_on(coming, office, two[0])

    two[0].refresh_from_db()
    assert two[0].status == DecisionStatus.ON_BOARD
    entry = AuditEntry.objects.get(action="decisions.put_on_board")
    assert entry.detail == {"decision": "2022/006", "on_agenda": True}
    assert (row.number, row.agenda_item.title) == (1, "2022/006 – Vans")


def test_a_private_decision_stands_there_in_the_words_for_everybody(coming, office, area):
    decision = DecisionFactory(area=area, number=9, title="Dismissal of X", exempt=True)

    (row,) = put_on(coming, office, decision)

    item = row.agenda_item
    assert (item.access, item.neutral_title) == (Access.EXEMPT, "2022/009 – Decision on a contract")
    assert (item.exempt_paragraph, item.public_interest_reason) == (3, "Bids for the contract are still open.")
    assert "dismissal" not in item.slug


def test_a_chosen_item_holds_the_lines(coming, office, two):
    item = add_item(meeting=coming, actor=office, title="Estates")

    put_on(coming, office, two[0], item=item)

    assert titles(coming) == [("1", "Estates"), ("1a", "2022/006 – Vans")]


def test_after_the_agenda_is_out_a_decision_is_raised_at_the_meeting(held, office, two):
    (row,) = put_on(held, office, two[0])

    assert row.agenda_item is None
    assert titles(held) == []


def test_all_or_none_are_put_on(coming, office, area, two):
    signed = DecisionFactory(area=area, number=4, signed=True)

    error = refused(put_on, coming, office, two[0], signed)

    assert error.code == "not-open"
    assert not BoardDecision.objects.exists()
    assert titles(coming) == []


def test_a_body_of_the_panel_takes_no_decisions(body, office, two):
    assert refused(put_on, AnnouncedMeetingFactory(body=body), office, two[0]).code == "no-board"


def test_a_decision_is_taken_off_and_put_on_again(coming, office, two):
    (row,) = put_on(coming, office, two[0])

    services.take_off_board(row=row, version=row.version, actor=office)
    two[0].refresh_from_db()

    assert titles(coming) == [("1", "Decisions")]
    assert two[0].status == DecisionStatus.PROPOSED
    put_on(coming, office, two[0])
    assert titles(coming) == [("1", "Decisions"), ("1a", "2022/006 – Vans")]


def test_what_is_printed_is_not_taken_off(held, office):
    row = put(
        held, 5, "Kennels", parent=services.AgendaItem.objects.create(meeting=held, title="Decisions", slug="d", position=1)
    )

    assert refused(services.take_off_board, row=row, version=row.version, actor=office).code == "published"


def test_undo_of_the_agenda_does_not_leave_a_decision_behind(coming, office, two):
    put_on(coming, office, two[0])

    refused(undo_agenda, meeting=coming, actor=office)

    assert titles(coming) == [("1", "Decisions"), ("1a", "2022/006 – Vans")]


def test_a_line_that_somebody_deleted_is_put_back(coming, office, two):
    (row,) = put_on(coming, office, two[0])
    delete_item(item=row.agenda_item, actor=office)
    row.refresh_from_db()

    services.restore_line(row=row, version=row.version, actor=office)

    assert titles(coming) == [("1", "Decisions"), ("1a", "2022/006 – Vans")]


def test_a_title_too_long_for_an_agenda_is_shortened(coming, office, area):
    decision = DecisionFactory(area=area, number=5, title="x" * 200)

    (row,) = put_on(coming, office, decision)

    assert len(row.agenda_item.title) == 200
    assert row.agenda_item.title.startswith("2022/005 – x")
