"""Minutes as they are begun: with the agenda, everybody expected and the chair of the day; and what they then hold fast."""

from datetime import date

import pytest

from documents.choices import Access
from interface import clock
from meetings.choices import AttendanceStatus, ItemKind, ItemState, MeetingStatus, MinutesStatus, Publication
from meetings.models import AgendaItem, Attendance, Minutes
from meetings.services import cancel_meeting, delete_item, postpone_meeting, undo_agenda
from meetings.services import minutes as services
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import HeldOfficeFactory, MembershipFactory
from tests.meetings.minutes_services.minuting import CANARY, HELD_ON, last_audit, refused

# Starting --------------------------------------------------------------------------------------------------------


def agenda_line(meeting, title, position, **facts):
    return AgendaItem.objects.create(meeting=meeting, title=title, slug=f"line-{position}", position=position, **facts)


def test_minutes_begin_with_the_agenda_in_reading_order(meeting, clerk):
    agenda_line(meeting, "Public part", 1, kind=ItemKind.HEADING)
    budget = agenda_line(meeting, "Budget", 2, number="1")
    agenda_line(meeting, "Update", 3, number="2")
    agenda_line(meeting, "Precept", 4, number="1.1", parent=budget)
    agenda_line(meeting, "Estates", 5, number="3", state=ItemState.WITHDRAWN)
    agenda_line(
        meeting, CANARY, 6, number="4", access=Access.EXEMPT, neutral_title="Staffing matter", exempt_paragraph=1,
        public_interest_reason="One person’s employment",
    )  # fmt: skip

    minutes = services.start_minutes(meeting=meeting, actor=clerk)

    rows = [(one.position, one.number, str(one), one.outcome, one.is_done) for one in minutes.items.all()]
    assert rows == [
        (1, "", "Public part", "taken", True),
        (2, "1", "Budget", "", False),
        (3, "1.1", "Precept", "", False),
        (4, "2", "Update", "", False),
        (5, "3", "Estates", "withdrawn", True),
        (6, "4", "Staffing matter", "", False),
    ]
    private = minutes.items.get(position=6)
    assert (private.title, private.access, private.exempt_paragraph, private.slug) == (CANARY, "exempt", 1, "line-6")
    assert (minutes.status, minutes.created_by) == (MinutesStatus.DRAFTING, clerk)
    entry = last_audit()
    assert (entry.chain, entry.action) == ("avon", "meetings.minutes_started")
    assert CANARY not in str(entry.detail)


def test_minutes_begin_with_everybody_expected_and_the_chair_of_the_day(meeting, clerk):
    seat = MembershipFactory(body=meeting.body, person__name="Heather Shearer")
    MembershipFactory(body=meeting.body, person__name="Late Comer", started_on=date(2022, 2, 2))
    HeldOfficeFactory(membership=seat)

    minutes = services.start_minutes(meeting=meeting, actor=clerk)

    assert minutes.chair == seat.person
    rows = meeting.attendances.values_list("person__name", "status")
    assert list(rows) == [("Heather Shearer", AttendanceStatus.EXPECTED)]


def test_minutes_are_begun_once(meeting, clerk):
    services.start_minutes(meeting=meeting, actor=clerk)

    error = refused(services.start_minutes, meeting=meeting, actor=clerk)

    assert (error.code, error.messages) == ("begun", ["The minutes of this meeting are begun already"])
    assert Minutes.objects.count() == 1


def test_minutes_begin_on_the_day_and_not_before(body, clerk):
    meeting = HeldMeetingFactory(body=body, held_on=date(2022, 2, 3), status=MeetingStatus.PUBLISHED)

    assert refused(services.start_minutes, meeting=meeting, actor=clerk).messages == ["The day of the meeting has not come yet"]
    with clock.stand_on(date(2022, 2, 3)):
        assert services.start_minutes(meeting=meeting, actor=clerk)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (MeetingStatus.DRAFT, "The meeting is a draft. Announce it, then begin its minutes"),
        (MeetingStatus.CANCELLED, "The meeting is cancelled. There is nothing to minute"),
        (MeetingStatus.POSTPONED, "The meeting is postponed. There is nothing to minute"),
    ],
)
def test_a_meeting_that_did_not_take_place_has_no_minutes(body, clerk, status, said):
    meeting = HeldMeetingFactory(body=body, status=status, status_reason="Snow")

    assert refused(services.start_minutes, meeting=meeting, actor=clerk).messages == [said]
    assert (Minutes.objects.count(), Attendance.objects.count()) == (0, 0)


def test_a_private_day_has_minutes_too(body, clerk):
    meeting = HeldMeetingFactory(body=body, publication=Publication.MEMBERS, status=MeetingStatus.ANNOUNCED)
    agenda_line(meeting, "Briefing", 1, number="1")

    assert services.start_minutes(meeting=meeting, actor=clerk).items.get().title == "Briefing"


# What minutes hold fast -------------------------------------------------------------------------------------------


@pytest.fixture
def announced(body, clerk):
    """An announced meeting of the day before whose agenda never went out, with two items and minutes begun."""
    meeting = AnnouncedMeetingFactory(body=body, held_on=HELD_ON, actor=clerk)
    for title in ("Budget", "Update"):
        AgendaItemFactory(meeting=meeting, title=title, actor=clerk)
    services.start_minutes(meeting=meeting, actor=clerk)
    return meeting


def test_what_stands_in_the_minutes_is_not_taken_off_the_agenda(announced, clerk):
    line = announced.agenda_items.get(title="Budget")

    assert refused(delete_item, item=line, actor=clerk).code == "minuted"
    assert refused(undo_agenda, meeting=announced, actor=clerk).code == "minuted"
    assert announced.agenda_items.count() == 2


@pytest.mark.parametrize("act", [cancel_meeting, postpone_meeting])
def test_a_meeting_with_minutes_took_place(announced, clerk, act):
    facts = {"held_on": date(2022, 3, 1), "starts_at": None} if act is postpone_meeting else {}

    error = refused(act, meeting=announced, actor=clerk, reason="Snow", **facts)

    assert error.messages == ["The minutes of this meeting are begun: it took place"]
