"""Putting a reading right: the print stays, the minutes follow by how far they have come, and no signed notice changes."""

import pytest

from accounts.models import AuditEntry
from decisions.choices import Agreement, BoardSide
from decisions.models import BoardCorrection, Decision
from decisions.services.boards.corrections import correct, undo_correction
from decisions.services.boards.reconciling import lay_side_by_side
from meetings.choices import CorrectionStatus
from meetings.models import Correction, Corrigendum, Meeting
from meetings.services.minutes.corrections import decide_correction
from tests.decisions.boards.papers import AGENDA, agenda_of, line, refused, written
from tests.factories.minutes import MinutesFactory
from tests.factories.register import DecisionFactory, SignedDecisionFactory

pytestmark = pytest.mark.django_db
TEXT = "**2022/009 (Out of Court Disposals)** – two tiers from July."


def rows(meeting, user):
    return {row.key: row for row in lay_side_by_side(Meeting.objects.for_page().get(pk=meeting.pk), user).rows}


def put_right(meeting, user, key="2022-005", **facts):
    return correct(meeting=meeting, key=key, why="The notice is numbered 005", actor=user, **facts)


@pytest.fixture
def renumbered(held, minutes):
    """Out of Court Disposals, 005 on the agenda and 009 in minutes that are being written."""
    agenda_of(held, AGENDA[:1])
    written(minutes, [TEXT])
    return held


@pytest.fixture
def draft(held):
    """The same in minutes that are published as a draft."""
    agenda_of(held, AGENDA[:1])
    (entry,) = written(MinutesFactory(meeting=held, published=True), [TEXT])
    return entry


@pytest.fixture
def confirmed(held, monkeypatch):
    """The same in confirmed minutes."""
    monkeypatch.setattr("meetings.services.minutes.corrections.print_minutes", lambda **_facts: None)
    agenda_of(held, AGENDA[:1])
    (entry,) = written(MinutesFactory(meeting=held, confirmed=True), [TEXT])
    return entry


def test_a_reading_is_kept_with_why_and_recorded(renumbered, office):
    (made,) = put_right(renumbered, office)

    assert (made.side, made.printed, made.printed_title) == (BoardSide.MINUTES, "2022/009", "Out of Court Disposals")
    assert (made.decision.reference, made.why, made.made_by) == ("2022/005", "The notice is numbered 005", office)
    assert rows(renumbered, office)["2022-005"].agreement == Agreement.CORRECTED
    detail = {"number": 1, "side": "minutes", "printed": "2022/009", "decision": "2022/005"}
    assert AuditEntry.objects.get(action="decisions.reading_corrected").detail == detail


def test_minutes_being_written_are_not_touched(renumbered, office):
    (made,) = put_right(renumbered, office)

    assert (made.minutes_correction, made.corrigendum) == (None, None)
    assert not Correction.objects.exists()


def test_a_correction_of_draft_minutes_is_proposed(held, draft, office):
    (made,) = put_right(held, office)

    proposed = made.minutes_correction
    assert (proposed.entry, proposed.quoted, proposed.proposed) == (draft, "2022/009", "2022/005")
    assert (proposed.status, proposed.why) == (CorrectionStatus.PROPOSED, "The notice is numbered 005")
    draft.refresh_from_db()
    assert draft.text == TEXT


def test_a_number_that_stands_twice_is_quoted_with_its_line(held, office):
    agenda_of(held, AGENDA[:1])
    text = "2022/009 (Out of Court Disposals) – agreed.\n\nThe notice of 2022/009 follows."
    written(MinutesFactory(meeting=held, published=True), [text])

    (made,) = put_right(held, office)

    assert made.minutes_correction.quoted == "2022/009 (Out of Court Disposals) – agreed."


def test_once_the_minutes_say_it_themselves_the_row_matches(held, draft, office, monkeypatch):
    monkeypatch.setattr("meetings.services.minutes.corrections.print_minutes", lambda **_facts: None)
    (made,) = put_right(held, office)
    one = made.minutes_correction

    decide_correction(correction=one, version=one.version, accept=True, reason="So it is", actor=office)

    assert rows(held, office)["2022-005"].agreement == Agreement.MATCHED
    assert refused(undo_correction, correction=made, why="Error", actor=office).code == "accepted"


def test_beside_confirmed_minutes_stands_a_corrigendum(held, confirmed, office):
    (made,) = put_right(held, office)

    assert (made.corrigendum.entry, made.corrigendum.text) == (confirmed, "2022/009 stands for 2022/005.")
    assert made.corrigendum.reason == "The notice is numbered 005"


def test_a_corrigendum_is_met_by_another_when_the_reading_is_undone(held, confirmed, office):
    (made,) = put_right(held, office)

    undo_correction(correction=made, why="It was 009 after all", actor=office)

    last = Corrigendum.objects.order_by("number").last()
    assert (last.number, last.text) == (2, "2022/009 does not stand for 2022/005, as was said before.")


def test_undoing_takes_the_proposed_correction_back(held, draft, office):
    (made,) = put_right(held, office)

    undo_correction(correction=made, why="It was 009 after all", actor=office)

    made.refresh_from_db()
    assert made.undone_at is not None
    assert made.minutes_correction.status == CorrectionStatus.WITHDRAWN
    assert rows(held, office)["2022-005"].agreement == Agreement.RENUMBERED
    assert AuditEntry.objects.filter(action="decisions.reading_undone").count() == 1


def test_a_reading_is_undone_once(renumbered, office):
    (made,) = put_right(renumbered, office)
    undo_correction(correction=made, why="Error", actor=office)

    assert refused(undo_correction, correction=made, why="Error", actor=office).code == "undone"


@pytest.mark.parametrize(("key", "code"), [("2022-999", "gone"), ("2022-006", "agrees")])
def test_nothing_is_put_right_where_nothing_differs(held, minutes, office, key, code):
    agenda_of(held, AGENDA[:2])
    written(minutes, [TEXT, "2022/006 (Williton Police Station)"])

    assert refused(put_right, held, office, key).code == code
    assert not BoardCorrection.objects.exists()


def test_a_reading_says_why(renumbered, office):
    assert "why" in refused(correct, meeting=renumbered, key="2022-005", why=" ", actor=office).message_dict


def test_what_the_minutes_leave_out_is_kept_as_such(held, minutes, office):
    agenda_of(held, AGENDA[:2])
    written(minutes, ["2022/005 (Out of Court Disposals)"])

    (made,) = put_right(held, office, "2022-006")

    assert (made.side, made.printed) == (BoardSide.MINUTES, "")
    assert rows(held, office)["2022-006"].agreement == Agreement.CORRECTED


def test_what_is_not_in_the_register_asks_for_the_decision(held, minutes, office):
    line(held, "2022/005 – Kennels")
    written(minutes, ["2022/005 (Kennels)"])
    meant = DecisionFactory(area=held.area, number=40, title="Dogs")

    assert "decision" in refused(put_right, held, office, "agenda-2022-005").message_dict
    made = put_right(held, office, "agenda-2022-005", decision=meant)

    assert [(one.side, one.printed) for one in made] == [("agenda", "2022/005"), ("minutes", "2022/005")]
    assert rows(held, office)["2022-040"].agreement == Agreement.CORRECTED


def test_a_decision_of_another_area_cannot_be_meant(held, minutes, office):
    line(held, "2022/005 – Kennels")
    written(minutes, ["2022/005 (Kennels)"])

    error = refused(put_right, held, office, "agenda-2022-005", decision=DecisionFactory())

    assert "decision" in error.message_dict


def test_two_that_exchanged_numbers_are_put_right_one_by_one(held, minutes, office):
    agenda_of(held, AGENDA[1:3])
    written(minutes, ["2022/006 (Shepton Mallet Station)", "2022/007 (Williton Police Station)"])

    put_right(held, office, "2022-006")
    assert [row.agreement for row in rows(held, office).values()] == [Agreement.CORRECTED, Agreement.SWAPPED]
    put_right(held, office, "2022-007")
    assert [row.agreement for row in rows(held, office).values()] == [Agreement.CORRECTED, Agreement.CORRECTED]


def test_no_signed_notice_changes(held, minutes, office):
    signed = SignedDecisionFactory(area=held.area, number=5, title="Kennels")
    line(held, "2022/005 – Kennels")
    written(minutes, ["2022/009 (Kennels)"])
    before = Decision.objects.filter(pk=signed.pk).values().get()

    put_right(held, office)

    assert Decision.objects.filter(pk=signed.pk).values().get() == before
