"""The work programme as it is laid out: by meeting, what does not fit, and where business went."""

from datetime import date, time
from types import SimpleNamespace

import pytest

from meetings.choices import EntryState, MeetingStatus, Publication
from meetings.rules import programme as rules

JUNE, FEBRUARY, MARCH = date(2021, 6, 24), date(2022, 2, 1), date(2022, 3, 17)


def _meeting(pk, day, **facts):
    usual = {"status": MeetingStatus.ANNOUNCED, "publication": Publication.PUBLIC, "body_id": 1, "slug": f"{day}-panel"}
    return SimpleNamespace(pk=pk, held_on=day, **usual | {"starts_at": time(10, 45), "ends_at": None} | facts)


def _entry(number, **facts):
    usual = {
        "pk": number, "number": number, "position": number, "programme_id": 1, "meeting": None, "meeting_id": None,
        "planned_for": None, "state": EntryState.PLANNED, "is_private": False, "minutes_planned": None,
        "programme": SimpleNamespace(pk=1, body_id=1, years="2021/22", published_at=JUNE),
    }  # fmt: skip
    made = SimpleNamespace(**usual | facts)
    made.meeting_id = made.meeting.pk if made.meeting else made.meeting_id
    return made


def _laid_out(entries, meetings, **more):
    return rules.lay_out(entries, meetings, named="the panel", **more)


def _shape(groups):
    return [(group.day, [row.entry.number for row in group.rows]) for group in groups]


def test_business_stands_by_meeting_in_the_order_of_days_and_what_has_no_day_last():
    june, march = _meeting(1, JUNE), _meeting(2, MARCH)
    entries = [
        _entry(1),
        _entry(2, meeting=march),
        _entry(3, planned_for=date(2021, 9, 15)),
        _entry(4, meeting=june, position=9),
        _entry(5, meeting=june),
    ]
    assert _shape(_laid_out(entries, [march, june])) == [
        (JUNE, [5, 4]), (date(2021, 9, 15), [3]), (MARCH, [2]), (None, [1])
    ]  # fmt: skip


def test_day_of_the_only_meeting_is_that_meeting_and_the_day_of_two_is_a_day():
    one, two = _meeting(1, JUNE), _meeting(2, JUNE, slug="2021-06-24-panel-confirmatory-hearing")
    assert _laid_out([_entry(1, planned_for=JUNE)], [one])[0].meeting is one
    assert _laid_out([_entry(1, planned_for=JUNE)], [one, two])[0].meeting is None


def test_day_that_is_no_meeting_is_flagged_with_the_nearest():
    meetings = [_meeting(1, date(2021, 12, 9)), _meeting(2, FEBRUARY), _meeting(3, MARCH)]
    groups = _laid_out([_entry(1, planned_for=date(2022, 2, 3)), _entry(2, planned_for=date(2022, 2, 3))], meetings)
    assert [group.mismatches for group in groups] == [
        ["3 February 2022 is not a meeting of the panel. The nearest is 1 February."]
    ]


def test_day_written_down_beside_another_meeting_is_flagged_too():
    february = _meeting(2, FEBRUARY)
    groups = _laid_out([_entry(1, meeting=february, planned_for=date(2022, 2, 3))], [february])
    assert (groups[0].meeting, len(groups[0].mismatches)) == (february, 1)


@pytest.mark.parametrize(
    ("state", "status", "flagged"),
    [
        (EntryState.PLANNED, MeetingStatus.ANNOUNCED, False),
        (EntryState.PLANNED, MeetingStatus.CANCELLED, True),
        (EntryState.PLANNED, MeetingStatus.POSTPONED, True),
        (EntryState.CANCELLED, MeetingStatus.CANCELLED, False),
    ],
)
def test_meeting_that_is_off_is_no_meeting(state, status, flagged):
    groups = _laid_out([_entry(1, planned_for=MARCH, state=state)], [_meeting(1, MARCH, status=status)])
    assert bool(groups[0].mismatches) is flagged


@pytest.mark.parametrize(
    ("day", "days", "words"),
    [
        (MARCH, [], "17 March 2022 is not a meeting of the panel."),
        (MARCH, [date(2022, 3, 16), date(2022, 3, 18)], "The nearest is 16 March."),
        (date(2021, 12, 30), [FEBRUARY], "The nearest is 1 February 2022."),
    ],
)
def test_nearest_is_the_earlier_of_two_and_says_another_year(day, days, words):
    assert words in rules.mismatch(day, days, "the panel")


def test_meeting_that_the_reader_does_not_know_of_gives_no_day():
    draft = _meeting(1, MARCH)
    assert _shape(_laid_out([_entry(1, meeting=draft)], [])) == [(None, [1])]


def test_meetings_of_the_year_without_business_stand_there_when_asked_for():
    meetings = [_meeting(1, JUNE), _meeting(2, FEBRUARY, status=MeetingStatus.CANCELLED), _meeting(3, date(2023, 1, 1))]
    assert _shape(_laid_out([], meetings, within=(JUNE, date(2022, 6, 23)))) == [(JUNE, [])]


def _deferred(**facts):
    following = _entry(9, **facts)
    return _entry(1, state=EntryState.DEFERRED, followed_by=following)


@pytest.mark.parametrize(
    ("facts", "known", "reads_all", "words"),
    [
        ({}, True, False, "Deferred to Thursday 17 March 2022"),
        ({}, False, False, "Deferred"),
        ({"is_private": True}, True, False, "Deferred"),
        ({"is_private": True}, True, True, "Deferred to Thursday 17 March 2022"),
    ],
)
def test_deferral_names_the_later_meeting_only_to_who_may_know(facts, known, reads_all, words):
    march = _meeting(2, MARCH)
    row = rules.row_of(_deferred(meeting=march, **facts), {2: march} if known else {}, reads_all=reads_all)
    assert row.words == words


@pytest.mark.parametrize(("published", "words"), [(None, "Deferred"), (JUNE, "Deferred to the work programme 2022/23")])
def test_deferral_to_another_year_names_a_published_programme_alone(published, words):
    elsewhere = SimpleNamespace(pk=2, years="2022/23", published_at=published)
    assert rules.row_of(_deferred(programme=elsewhere), {}).words == words


def test_load_counts_what_is_planned_or_done_and_says_what_names_no_time():
    entries = [
        _entry(1, minutes_planned=100),
        _entry(2, minutes_planned=30, state=EntryState.DONE),
        _entry(3, minutes_planned=90, state=EntryState.DEFERRED),
        _entry(4),
    ]
    load = rules.load_of(entries, 120)
    assert (load.is_over, load.words) == (True, "130 of 120 minutes planned; 1 entry says no time")
    assert not rules.load_of(entries, 130).is_over
    unbounded = rules.load_of(entries[:1], None)
    assert (unbounded.is_over, unbounded.words) == (False, "100 minutes planned")


def test_time_of_a_meeting_is_its_own_before_the_rule():
    assert rules.time_of(_meeting(1, JUNE, ends_at=time(13, 0)), 180) == 135
    assert rules.time_of(_meeting(1, JUNE), 180) == 180
    assert rules.time_of(_meeting(1, JUNE), None) is None


@pytest.mark.parametrize(("step", "order"), [(-1, [2, 1, 3]), (1, [1, 3, 2]), (-9, [2, 1, 3])])
def test_entry_moves_among_its_equals_and_stops_at_the_ends(step, order):
    assert rules.shifted([1, 2, 3], 2, step) == order


def test_address_is_that_of_the_years():
    assert rules.years_slug(JUNE, date(2022, 6, 23), "panel", is_panel=True) == "2021-22"
    assert rules.years_slug(date(1999, 6, 1), date(2000, 5, 31), "board", is_panel=False) == "1999-00-board"


def _move(before, after, state=EntryState.PLANNED, was=EntryState.PLANNED):
    return SimpleNamespace(from_meeting_id=before, to_meeting_id=after, from_state=was, to_state=state)


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (_move(1, 2), "Moved from Tuesday 1 February 2022 to Thursday 17 March 2022"),
        (_move(None, 2), "Moved to Thursday 17 March 2022"),
        (_move(1, None), "Taken off the meeting of Tuesday 1 February 2022"),
        (_move(None, None), "Moved to another day"),
        (_move(77, 78), "Moved to another day"),
        (_move(1, 2, EntryState.DEFERRED), "Deferred to Thursday 17 March 2022"),
        (_move(1, 78, EntryState.DEFERRED), "Deferred"),
        (_move(1, 1, EntryState.DONE), "Done"),
        (_move(1, 1, EntryState.PLANNED, EntryState.CANCELLED), "Planned again"),
    ],
)
def test_history_names_only_meetings_that_the_reader_knows(move, words):
    assert rules.move_words(move, {1: _meeting(1, FEBRUARY), 2: _meeting(2, MARCH)}) == words
