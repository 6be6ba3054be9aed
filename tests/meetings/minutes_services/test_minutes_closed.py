"""Minutes that are out and are not written, what a change undoes, and the order of locks."""

import pytest
from django.db import connection

from accounts.models import AuditEntry
from interface import clock
from meetings.choices import AttendanceStatus, MinutesStatus
from meetings.models import Action, Attendance, EntryText, MinuteEntry, MinuteItem, Minutes
from meetings.services import minutes as services
from tests.factories.minutes import HeldMeetingFactory, MinuteEntryFactory, MinuteItemFactory, MinutesFactory
from tests.meetings.minutes_services.minuting import problems, refused, resolve

# What can no longer be written -----------------------------------------------------------------------------------


def writes(item, entry, clerk):
    """Every way of writing minutes, by name."""
    minutes = item.minutes
    return {
        "raise": lambda: services.raise_item(minutes=minutes, title="Thanks", actor=clerk),
        "settle": lambda: services.settle_item(item=item, version=item.version, actor=clerk, outcome="lapsed"),
        "tick": lambda: services.tick_item(item=item, actor=clerk),
        "add": lambda: services.add_entry(item=item, kind="narrative", actor=clerk, text="More"),
        "save": lambda: services.save_entry(entry=entry, version=entry.version, actor=clerk, text="More"),
        "move": lambda: services.move_entry(entry=entry, position=1, actor=clerk),
        "remove": lambda: services.remove_entry(entry=entry, actor=clerk),
        "restore": lambda: services.restore_entry(entry=entry, actor=clerk),
        "open": lambda: services.open_item(item=item, actor=clerk),
    }


def everything():
    tables = (Minutes, MinuteItem, MinuteEntry, EntryText, Action, AuditEntry)
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize(
    ("state", "code", "said"),
    [
        ("published", "published", "The minutes are published as a draft. To change them, propose a correction"),
        ("confirmed", "confirmed", "The minutes are confirmed. An error is met by a corrigendum"),
    ],
)
def test_minutes_that_are_out_are_not_written(body, clerk, state, code, said):
    minutes = MinutesFactory(meeting=HeldMeetingFactory(body=body), **{state: True})
    entry = MinuteEntryFactory(item=MinuteItemFactory(minutes=minutes))
    before = everything()

    for name, write in writes(entry.item, entry, clerk).items():
        error = refused(write)
        assert (name, error.code, error.messages) == (name, code, [said])
    assert everything() == before


def test_a_correction_amends_published_minutes_and_no_others(body, clerk):
    entries = {}
    for state in ("published", "confirmed", "checked"):
        minutes = MinutesFactory(meeting=HeldMeetingFactory(body=body, slug=state), **{state: True})
        entries[state] = MinuteEntryFactory(item=MinuteItemFactory(minutes=minutes), text="Twelve")

    amended = services.amend_entry(entry=entries["published"], actor=clerk, text="Thirteen")
    assert (amended.text, amended.version, amended.texts.count()) == ("Thirteen", 2, 2)
    assert refused(services.amend_entry, entry=entries["confirmed"], actor=clerk, text="No").code == "confirmed"
    assert refused(services.amend_entry, entry=entries["checked"], actor=clerk, text="No").code == "writing"
    assert problems(services.amend_entry, entry=entries["published"], actor=clerk, text=" ") == {"text": ["Enter what happened"]}


def test_words_are_amended_though_the_room_is_not_what_it_was(item, clerk, seats):
    entry = resolve(item, clerk, votes_for=3, moved_by=seats[0].person)
    Attendance.objects.filter(pk=seats[0].pk).update(status=AttendanceStatus.ABSENT)
    Minutes.objects.update(status=MinutesStatus.PUBLISHED)

    assert services.amend_entry(entry=entry, actor=clerk, text="To endorse the precept.").resolution.votes_for == 3
    assert set(problems(services.amend_entry, entry=entry, actor=clerk, votes_for=2)) == {"moved_by"}


def test_a_change_after_the_chairs_check_undoes_it(body, clerk):
    minutes = MinutesFactory(meeting=HeldMeetingFactory(body=body), checked=True, checked_note="By email")
    entry = MinuteEntryFactory(item=MinuteItemFactory(minutes=minutes))

    services.save_entry(entry=entry, version=1, actor=clerk, text="Other words")

    fresh = Minutes.objects.get()
    assert (fresh.status, fresh.checked_at, fresh.checked_by, fresh.checked_note) == (MinutesStatus.DRAFTING, None, None, "")
    assert (fresh.version, fresh.sent_to_chair_at is not None) == (2, True)
    assert "meetings.minutes_check_undone" in AuditEntry.objects.values_list("action", flat=True)


def test_what_the_chair_has_counts_its_changes(body, clerk):
    minutes = MinutesFactory(meeting=HeldMeetingFactory(body=body), sent=True)
    item = MinuteItemFactory(minutes=minutes)

    services.add_entry(item=item, kind="narrative", actor=clerk, text="More")
    services.settle_item(item=item, version=1, actor=clerk, outcome="taken")
    assert Minutes.objects.get().version == 3
    services.tick_item(item=item, actor=clerk, is_done=False)
    assert Minutes.objects.get().version == 3


def test_minutes_that_nobody_has_read_stay_at_their_version(item, clerk):
    services.add_entry(item=item, kind="narrative", actor=clerk, text="More")

    assert Minutes.objects.get().version == 1


# Locks -----------------------------------------------------------------------------------------------------------


def test_everyone_locks_in_one_order(item, clerk):
    entry = MinuteEntryFactory(item=item)
    seen = []

    def watch(execute, sql, params, many, context):
        if "FOR NO KEY UPDATE" in sql or "FOR UPDATE" in sql:
            seen.append(sql.split('FROM "')[1].split('"')[0])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        services.save_entry(entry=entry, version=1, actor=clerk, text="Other words")

    wanted = ["meetings_meeting", "meetings_minutes", "meetings_minuteitem", "meetings_minuteentry"]
    assert seen[:4] == wanted


def test_saving_a_note_asks_the_database_the_same_whatever_is_there(item, clerk):
    entry = MinuteEntryFactory(item=item)
    few = queries(lambda: services.save_entry(entry=entry, version=1, actor=clerk, text="One"))
    MinuteEntry.objects.bulk_create(
        MinuteEntry(
            minutes=item.minutes, item=item, number=n, position=n, kind="narrative", text="x", created_at=clock.now()
        )
        for n in range(100, 400)
    )  # fmt: skip

    many = queries(lambda: services.save_entry(entry=entry, version=2, actor=clerk, text="Two"))

    assert many == few


def queries(work):
    count = []
    with connection.execute_wrapper(lambda execute, *rest: count.append(1) or execute(*rest)):
        work()
    return len(count)
