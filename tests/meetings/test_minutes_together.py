"""Several clerks at the same minutes at once: nothing is lost, doubled or numbered twice, and nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from meetings.models import Action, EntryDraft, EntryText, MinuteEntry, Minutes
from meetings.services import minutes as services
from meetings.services.attendance import set_room
from tests.factories.accounts import UserFactory
from tests.factories.minutes import AttendanceFactory, HeldMeetingFactory, MinuteEntryFactory, MinuteItemFactory

CLERKS = 8
OWNED = {"owner_kind": "office", "owner_name": "Chief Constable"}


@pytest.fixture
def item(transactional_db):
    return MinuteItemFactory()


def at_once(work):
    """What eight clerks were answered who did their work at the same moment: a result or a refusal."""
    start = Barrier(CLERKS)

    def run(number):
        try:
            start.wait()
            return work(number)
        except ValidationError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(CLERKS) as threads:
        return list(threads.map(run, range(CLERKS)))


def test_entries_added_at_once_have_each_a_number_and_a_place(item):
    made = at_once(lambda n: services.add_entry(item=item, kind="narrative", actor=None, text=f"token-{n}"))

    rows = list(MinuteEntry.objects.order_by("number"))
    assert [(row.number, row.position) for row in rows] == [(n, n) for n in range(1, CLERKS + 1)]
    assert {row.text for row in rows} == {f"token-{n}" for n in range(CLERKS)}
    assert len({one.pk for one in made}) == CLERKS


def test_of_saves_over_one_version_one_is_kept_and_the_others_are_told(item):
    entry = MinuteEntryFactory(item=item, text="before")

    answers = at_once(lambda n: services.save_entry(entry=entry, version=1, actor=None, text=f"token-{n}"))

    kept = [one.text for one in answers if isinstance(one, MinuteEntry)]
    assert [one.code for one in answers if isinstance(one, ValidationError)] == ["stale"] * (CLERKS - 1)
    assert (MinuteEntry.objects.get().text, MinuteEntry.objects.get().version) == (kept[0], 2)
    assert len(kept) == 1


def test_every_acknowledged_save_stays_among_the_texts(item):
    entry = MinuteEntryFactory(item=item, text="before")

    def write(n):
        while True:
            now = MinuteEntry.objects.get(pk=entry.pk)
            try:
                return services.save_entry(entry=now, version=now.version, actor=None, text=f"{now.text} token-{n}")
            except ValidationError:
                continue

    at_once(write)

    words = MinuteEntry.objects.get().text.split()
    assert sorted(words[1:]) == [f"token-{n}" for n in range(CLERKS)]
    assert sorted(EntryText.objects.values_list("number", flat=True)) == list(range(1, CLERKS + 2))


def test_minutes_begun_at_once_are_begun_once(transactional_db):
    meeting = HeldMeetingFactory()

    answers = at_once(lambda _n: services.start_minutes(meeting=meeting, actor=None))

    assert Minutes.objects.count() == 1
    assert sorted(one.code for one in answers if isinstance(one, ValidationError)) == ["begun"] * (CLERKS - 1)


def test_votes_and_the_room_are_never_at_odds(item):
    """A vote of three is kept only while three are in the room, whatever a second clerk does at that moment."""
    rows = [AttendanceFactory(meeting=item.minutes.meeting) for _one in range(3)]

    def work(n):
        if n % 2:
            return set_room(item=item, absent=[rows[0].pk], actor=None)
        return services.add_entry(item=item, kind="resolution", actor=None, text="To note.", votes_for=3)

    answers = at_once(work)

    kept = [one for one in answers if isinstance(one, MinuteEntry)]
    assert all(one.resolution.in_room == 3 for one in kept)
    for one in answers:
        if isinstance(one, ValidationError):
            assert one.messages == ["3 and 0 and 0 and 0 make 3, but 2 members were in the room"]


def test_different_work_at_once_never_waits_for_ever(item):
    other = MinuteItemFactory(minutes=item.minutes)
    entry = MinuteEntryFactory(item=item)
    rows = [AttendanceFactory(meeting=item.minutes.meeting) for _one in range(2)]
    work = [
        lambda: services.add_entry(item=other, kind="action", actor=None, text="To report.", **OWNED),
        lambda: services.add_entry(item=item, kind="action", actor=None, text="To report.", **OWNED),
        lambda: services.settle_item(item=item, version=1, actor=None, outcome="taken"),
        lambda: services.move_entry(entry=entry, position=1, actor=None),
        lambda: services.remove_entry(entry=entry, actor=None),
        lambda: services.add_entry(
            item=other, kind="declaration", actor=None, text="Land.", attendance=rows[0], about=item, left_room=True
        ),
        lambda: services.raise_item(minutes=item.minutes, title="Thanks", actor=None, after=item),
        lambda: set_room(item=other, absent=[rows[1].pk], actor=None),
    ]

    answers = at_once(lambda n: work[n]())

    refusals = [one for one in answers if isinstance(one, ValidationError)]
    assert all(one.code == "removed" for one in refusals)
    assert sorted(Action.objects.values_list("reference", flat=True)) == ["A-2022-001", "A-2022-002"]


def test_drafts_kept_at_once_are_one(item):
    user = UserFactory()

    answers = at_once(
        lambda n: services.keep_draft(user=user, item=item, entry=None, kind="narrative", content={"text": f"token-{n}"})
    )

    assert EntryDraft.objects.count() == 1
    assert not any(isinstance(one, ValidationError) for one in answers)
