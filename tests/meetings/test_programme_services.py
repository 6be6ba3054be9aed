"""What becomes of a work programme: begun, carried over, and every step of its entries, each with its undo."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from interface import clock
from meetings.choices import EntryState, MeetingKind
from meetings.models import ProgrammeEntry, ProgrammeMove, WorkProgramme
from meetings.services import cancel_meeting, hold_meeting
from meetings.services import programme as services
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory, MeetingFactory
from tests.factories.panels import BodyFactory
from tests.factories.programme import ProgrammeEntryFactory, StandingReportFactory

TODAY = date(2022, 2, 10)
FIRST, LAST = date(2021, 6, 24), date(2022, 6, 23)


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def meetings(body):
    """December (over), 1 February (over), 17 March and 26 April to come."""
    days = (date(2021, 12, 9), date(2022, 2, 1), date(2022, 3, 17), date(2022, 4, 26))
    return [AnnouncedMeetingFactory(body=body, held_on=day, venue=None) for day in days]


@pytest.fixture
def entry(programme, meetings):
    return ProgrammeEntryFactory(programme=programme, meeting=meetings[0], title="SECRET-WORDS", minutes_planned=30)


def _problems(error):
    return error.value.message_dict


def _begin(body, **facts):
    usual = {"started_on": date(2022, 6, 24), "ended_on": date(2023, 6, 23), "actor": None}
    return services.create_programme(body=body, **usual | facts)


# The year


def test_year_begins_as_a_draft_with_the_standing_reports_of_the_year_before(body, programme):
    StandingReportFactory(programme=programme, title="Complaints", note="Monitoring")
    begun = _begin(body)
    assert (begun.slug, begun.published_at) == ("2022-23", None)
    assert list(begun.standing_reports.values_list("title", "note")) == [("Complaints", "Monitoring")]


def test_another_body_has_its_own_address_for_the_same_year(body, programme):
    board = BodyFactory(area=body.area, slug="board", kind="board")
    assert _begin(board, started_on=FIRST, ended_on=LAST).slug == "2021-22-board"


def test_what_was_left_undone_is_carried_and_what_is_to_come_or_settled_stays(body, programme, meetings):
    december, _february, march, _april = meetings
    undone = ProgrammeEntryFactory(programme=programme, meeting=december, notes="Kept", is_private=True)
    nowhere = ProgrammeEntryFactory(programme=programme)
    stays = [
        ProgrammeEntryFactory(programme=programme, meeting=march),
        ProgrammeEntryFactory(programme=programme, meeting=december, done=True),
        ProgrammeEntryFactory(programme=programme, removed=True),
    ]
    begun = _begin(body, carry_undone=True)
    carried = list(begun.entries.order_by("number"))
    assert [one.follows_id for one in carried] == [undone.pk, nowhere.pk]
    assert (carried[0].notes, carried[0].is_private, carried[0].meeting, carried[0].number) == ("Kept", True, None, 1)
    undone.refresh_from_db()
    assert (undone.state, undone.state_reason) == (EntryState.DEFERRED, "Carried to the work programme 2022/23")
    assert [ProgrammeEntry.objects.get(pk=one.pk).state for one in stays] == [one.state for one in stays]


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2022, 6, 24), date(2022, 6, 24), "ended_on"),
        (date(2022, 6, 24), date(2122, 6, 24), "ended_on"),
        (date(2022, 6, 1), date(2023, 6, 1), "started_on"),
    ],
)
def test_wrong_years_are_refused_beside_their_field(body, programme, first, last, field):
    with pytest.raises(ValidationError) as error:
        _begin(body, started_on=first, ended_on=last)
    assert list(_problems(error)) == [field]
    assert WorkProgramme.objects.count() == 1


def test_standing_reports_are_set_in_order_and_an_empty_title_goes(programme):
    StandingReportFactory(programme=programme, title="Old")
    services.set_standing_reports(
        programme=programme, version=1, reports=[("Update", "Decisions"), (" ", ""), ("Complaints", "")], actor=None
    )
    assert [(one.position, one.title) for one in programme.standing_reports.all()] == [(1, "Update"), (2, "Complaints")]
    with pytest.raises(ValidationError, match="Someone else saved"):
        services.set_standing_reports(programme=programme, version=1, reports=[], actor=None)


def test_publishing_is_done_once(body):
    begun = _begin(body)
    published = services.publish_programme(programme=begun, version=1, actor=None)
    assert published.published_at == clock.now()
    with pytest.raises(ValidationError, match="published already"):
        services.publish_programme(programme=begun, version=2, actor=None)


# Entries


def test_entries_are_numbered_and_never_reuse_a_number(programme, meetings):
    first = services.add_entry(programme=programme, title=" One ", meeting=meetings[2], actor=None)
    services.remove_entry(entry=first, version=1, actor=None)
    second = services.add_entry(programme=programme, title="Two", actor=None, planned_for=date(2022, 2, 3), is_private=True)
    assert (first.title, first.number, second.number, second.is_private) == ("One", 1, 2, True)


def test_entry_stands_only_at_a_meeting_of_its_body_that_takes_place(programme, meetings):
    cancel_meeting(meeting=meetings[3], reason="No business", actor=None)
    meetings[3].refresh_from_db()
    for wrong in (AnnouncedMeetingFactory(), meetings[3]):
        with pytest.raises(ValidationError) as error:
            services.add_entry(programme=programme, title="One", meeting=wrong, actor=None)
        assert list(_problems(error)) == ["meeting"]


def test_move_asks_why_and_is_kept(entry, meetings):
    with pytest.raises(ValidationError) as error:
        services.move_entry(entry=entry, version=1, meeting=meetings[2], reason=" ", actor=None)
    assert _problems(error) == {"reason": ["Say why it is moved"]}
    services.move_entry(entry=entry, version=1, meeting=meetings[2], reason="The agenda was full", actor=None)
    entry.refresh_from_db()
    move = ProgrammeMove.objects.get()
    assert (entry.meeting, move.from_meeting, move.to_meeting, move.reason) == (
        meetings[2], meetings[0], meetings[2], "The agenda was full"
    )  # fmt: skip
    with pytest.raises(ValidationError) as error:
        services.move_entry(entry=entry, version=2, meeting=meetings[2], reason="Again", actor=None)
    assert list(_problems(error)) == ["meeting"]


def test_entry_moves_up_among_those_of_its_meeting_alone(programme, meetings):
    rows = [ProgrammeEntryFactory(programme=programme, meeting=meetings[place]) for place in (0, 2, 0, 0)]
    services.shift_entry(entry=rows[3], version=1, step=-1, actor=None)
    services.shift_entry(entry=rows[0], version=1, step=-1, actor=None)
    of_december = programme.entries.filter(meeting=meetings[0]).order_by("position", "number")
    assert [one.number for one in of_december] == [1, 4, 3]
    assert ProgrammeEntry.objects.get(pk=rows[1].pk).position == 2


def test_shift_parts_entries_that_share_a_place(programme):
    rows = [ProgrammeEntryFactory(programme=programme, position=0) for _turn in range(3)]
    services.shift_entry(entry=rows[2], version=1, step=-1, actor=None)
    assert [one.number for one in programme.entries.order_by("position", "number")] == [1, 3, 2]


def test_deferral_stands_at_the_later_meeting_and_is_undone(entry, meetings):
    following = services.defer_entry(entry=entry, version=1, meeting=meetings[2], reason="Not ready", actor=None)
    entry.refresh_from_db()
    assert (entry.state, entry.meeting, following.follows_id, following.meeting) == (
        EntryState.DEFERRED, meetings[0], entry.pk, meetings[2]
    )  # fmt: skip
    assert (following.title, following.minutes_planned, following.state) == ("SECRET-WORDS", 30, EntryState.PLANNED)

    services.reopen_entry(entry=entry, version=2, reason="A slip", actor=None)
    entry.refresh_from_db()
    following.refresh_from_db()
    assert (entry.state, following.follows, following.removed_at is None) == (EntryState.PLANNED, None, False)
    again = services.defer_entry(entry=entry, version=3, meeting=meetings[3], reason="Not ready", actor=None)
    assert again.meeting == meetings[3]
    steps = list(ProgrammeMove.objects.filter(entry=entry).order_by("pk").values_list("to_state", "to_meeting"))
    assert steps == [("deferred", meetings[2].pk), ("planned", meetings[0].pk), ("deferred", meetings[3].pk)]


def test_deferral_goes_into_the_programme_of_its_day(entry, body):
    later = _begin(body)
    september = AnnouncedMeetingFactory(body=body, held_on=date(2022, 9, 22), venue=None)
    following = services.defer_entry(entry=entry, version=1, meeting=september, reason="Not ready", actor=None)
    assert (following.programme_id, following.number) == (later.pk, 1)
    services.reopen_entry(entry=entry, version=2, reason="A slip", actor=None)
    assert later.entries.filter(removed_at__isnull=True).count() == 0


def test_deferral_to_an_earlier_or_the_same_meeting_is_refused(entry, meetings):
    services.move_entry(entry=entry, version=1, meeting=meetings[2], reason="Later", actor=None)
    for wrong in (meetings[0], meetings[2]):
        with pytest.raises(ValidationError) as error:
            services.defer_entry(entry=entry, version=2, meeting=wrong, reason="Not ready", actor=None)
        assert list(_problems(error)) == ["meeting"]


def test_deferral_is_not_undone_once_something_became_of_it(entry, meetings):
    following = services.defer_entry(entry=entry, version=1, meeting=meetings[2], reason="Not ready", actor=None)
    services.cancel_entry(entry=following, version=following.version, reason="Not wanted", actor=None)
    with pytest.raises(ValidationError, match="Undo that first"):
        services.reopen_entry(entry=entry, version=2, reason="A slip", actor=None)
    for one in (entry, following):
        one.refresh_from_db()
        with pytest.raises(ValidationError, match="It was deferred"):
            services.remove_entry(entry=one, version=one.version, actor=None)


def test_done_waits_for_the_day_and_names_an_item_of_that_meeting(programme, meetings):
    held, coming = meetings[1], meetings[2]
    early = ProgrammeEntryFactory(programme=programme, meeting=coming)
    with pytest.raises(ValidationError, match="has not come yet"):
        services.mark_done(entry=early, version=1, actor=None)
    done = ProgrammeEntryFactory(programme=programme, meeting=held)
    with pytest.raises(ValidationError) as error:
        services.mark_done(entry=done, version=1, item=AgendaItemFactory(meeting=coming), actor=None)
    assert list(_problems(error)) == ["item"]
    item = AgendaItemFactory(meeting=held)
    hold_meeting(meeting=held, actor=None)
    services.mark_done(entry=done, version=1, item=item, actor=None)
    services.reopen_entry(entry=done, version=2, reason="It was not taken", actor=None)
    done.refresh_from_db()
    assert (done.state, done.item) == (EntryState.PLANNED, None)


def test_entry_of_a_meeting_that_is_off_is_moved_before_it_is_done(entry, meetings):
    cancel_meeting(meeting=meetings[0], reason="Snow", actor=None)
    with pytest.raises(ValidationError, match="Move it to another meeting first"):
        services.mark_done(entry=entry, version=1, actor=None)


@pytest.mark.parametrize("act", ["move_entry", "defer_entry", "cancel_entry", "mark_done"])
def test_what_is_settled_is_opened_before_anything_else(entry, meetings, act):
    services.cancel_entry(entry=entry, version=1, reason="Not wanted", actor=None)
    facts = {"reason": "Why", "meeting": meetings[2]}
    wanted = {"cancel_entry": ["reason"], "mark_done": []}.get(act, ["reason", "meeting"])
    with pytest.raises(ValidationError, match="Undo that first"):
        getattr(services, act)(entry=entry, version=2, actor=None, **{name: facts[name] for name in wanted})


def test_stale_version_changes_nothing(entry):
    services.change_entry(entry=entry, version=1, title="Newer", actor=None)
    for act in (services.change_entry, services.remove_entry):
        with pytest.raises(ValidationError, match="Someone else saved"):
            act(entry=entry, version=1, actor=None)
    assert ProgrammeEntry.objects.get().title == "Newer"


def test_removed_entry_is_brought_back_and_meanwhile_left_alone(entry):
    services.remove_entry(entry=entry, version=1, actor=None)
    with pytest.raises(ValidationError, match="Bring it back first"):
        services.change_entry(entry=entry, version=2, title="Other", actor=None)
    restored = services.restore_entry(entry=entry, version=2, actor=None)
    assert restored.removed_at is None


def test_trail_names_entries_by_number_and_holds_no_words(entry, meetings):
    services.change_entry(entry=entry, version=1, notes="SECRET-NOTES", actor=None)
    services.defer_entry(entry=entry, version=2, meeting=meetings[2], reason="SECRET-REASON", actor=None)
    services.reopen_entry(entry=entry, version=3, reason="SECRET-REASON", actor=None)
    acts = AuditEntry.objects.filter(action__startswith="meetings.programme")
    assert set(acts.values_list("action", flat=True)) == {
        "meetings.programme_entry_changed", "meetings.programme_entry_deferred", "meetings.programme_entry_added",
        "meetings.programme_entry_reopened", "meetings.programme_entry_removed",
    }  # fmt: skip
    assert "SECRET" not in "".join(f"{one.detail}{one.target_reference}" for one in acts)
    assert all(one.detail["entry"] for one in acts)


def test_draft_meeting_of_a_private_kind_can_take_business(programme, body):
    briefing = MeetingFactory(body=body, kind=MeetingKind.PRIVATE_BRIEFING, held_on=date(2022, 4, 1), venue=None)
    assert services.add_entry(programme=programme, title="Budget", meeting=briefing, actor=None).meeting == briefing
