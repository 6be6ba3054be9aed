"""Calendars as other programs read them: two libraries, one of which did not write them, find what was put in."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
import vobject

from interface.calendars import Entry, write
from interface.clock import LONDON

SIX_HOURS = timedelta(hours=6)
STAMPED = datetime(2022, 1, 4, 9, 30, tzinfo=UTC)
NASTY = "Commissioner’s “update”; costs, £30,797.50 \\ déjà vu 🚓 " * 4
INJECTED = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged"
# The Fridays before and after both changes of the clock, in 2022; the first in 2024
CHANGES = [(2022, 3, 25), (2022, 4, 1), (2022, 10, 28), (2022, 11, 4), (2024, 3, 29), (2024, 4, 5)]


def entry(**changes: Any) -> Entry:
    return Entry(
        **{"uid": "due-1@panel.example", "title": "Something", "starts": date(2022, 3, 17), "stamped": STAMPED, **changes}
    )


def written(*entries: Entry, name: str = "Meetings") -> bytes:
    return write(name, entries, refresh=SIX_HOURS)


def by_icalendar(made: bytes) -> list[dict[str, Any]]:
    return [
        {
            "title": str(event["summary"]),
            "starts": event.decoded("dtstart"),
            "ends": event.decoded("dtend") if "dtend" in event else None,
            "description": str(event.get("description", "")),
        }
        for event in icalendar.Calendar.from_ical(made).walk("VEVENT")
    ]


def by_vobject(made: bytes) -> list[dict[str, Any]]:
    calendar = vobject.readOne(made.decode())
    return [
        {
            "title": event.summary.value,
            "starts": event.dtstart.value,
            "ends": event.dtend.value if hasattr(event, "dtend") else None,
            "description": event.description.value if hasattr(event, "description") else "",
        }
        for event in getattr(calendar, "vevent_list", [])
    ]


READERS = [by_icalendar, by_vobject]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("day", CHANGES, ids=str)
def test_five_in_the_afternoon_stays_so_around_the_change_of_the_clock(read, day):
    five = datetime(*day, 17, tzinfo=LONDON)

    (found,) = read(written(entry(starts=five)))

    assert found["starts"].astimezone(UTC) == five.astimezone(UTC)
    assert found["starts"].strftime("%Y-%m-%d %H:%M") == five.strftime("%Y-%m-%d %H:%M")


def test_a_moment_given_in_another_zone_is_written_on_londons_clock():
    made = written(entry(starts=datetime(2022, 7, 1, 16, tzinfo=UTC)))

    assert b"DTSTART;TZID=Europe/London:20220701T170000" in made


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        written(entry(starts=datetime(2022, 7, 1, 16)))  # noqa: DTZ001  that is the point


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("day", [date(2022, 3, 27), date(2022, 10, 30), date(2024, 2, 29), date(2021, 12, 31)], ids=str)
def test_days_without_a_time_survive(read, day):
    (found,) = read(written(entry(starts=day)))

    assert (found["starts"], found["ends"]) == (day, day + timedelta(days=1))
    assert not isinstance(found["starts"], datetime)


@pytest.mark.parametrize("read", READERS)
def test_the_last_of_several_days_belongs_to_them(read):
    (found,) = read(written(entry(starts=date(2022, 3, 17), ends=date(2022, 3, 18))))

    assert found["ends"] == date(2022, 3, 19)


@pytest.mark.parametrize("read", READERS)
def test_words_come_back_as_they_were(read):
    (found,) = read(written(entry(title=NASTY.strip(), description=f"Provision: s.100A(6), 100B\n{NASTY}")))

    assert found["title"] == NASTY.strip()
    assert found["description"] == f"Provision: s.100A(6), 100B\n{NASTY}"


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("field", ["title", "description", "location", "url", "uid"])
def test_no_word_makes_an_entry_of_its_own(read, field):
    made = written(entry(**{field: INJECTED}), name=INJECTED)

    assert len(read(made)) == 1
    assert b"\r\nSUMMARY:forged" not in made


@pytest.mark.parametrize("read", READERS)
def test_what_no_calendar_may_carry_is_left_out(read):
    (found,) = read(written(entry(title="a\x00b\x0b\x1b\x85\u2028\ud800c")))

    assert found["title"] == "abc"


def test_a_thousand_random_entries_are_read_alike_by_both():
    dice = random.Random(5)
    entries = []
    for number in range(1000):
        day = date(2012, 1, 1) + timedelta(days=dice.randrange(10_958))
        starts: Any = (
            day if dice.random() < 0.4 else datetime(day.year, day.month, day.day, dice.choice([9, 12, 17]), tzinfo=LONDON)
        )
        words = "".join(dice.choice("ab ,;:\\\"'é漢🚓-=") for _letter in range(dice.randrange(1, 120))).strip() or "x"
        entries.append(entry(uid=f"{number:04}@x", starts=starts, title=" ".join(words.split()), description=words))
    made = written(*entries)
    expected = sorted((one.title, one.description, _utc(one.starts)) for one in entries)

    for read in READERS:
        assert sorted((row["title"], row["description"], _utc(row["starts"])) for row in read(made)) == expected


def _utc(when: Any) -> str:
    return when.astimezone(UTC).isoformat() if isinstance(when, datetime) else when.isoformat()


def test_the_same_entries_give_the_same_bytes_in_any_order():
    entries = [entry(uid=f"{number}@x", starts=date(2022, 3, number % 28 + 1)) for number in range(40)]

    assert written(*entries) == written(*reversed(entries))


def test_lines_are_short_and_end_as_the_standard_says():
    made = written(entry(title=NASTY, description=NASTY), name=NASTY)

    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert made.startswith(b"BEGIN:VCALENDAR\r\n")
    assert made.endswith(b"END:VCALENDAR\r\n")


def test_what_every_calendar_needs_is_there():
    made = written(entry(is_cancelled=True, sequence=4), entry(uid="2", is_tentative=True, is_busy=False))
    calendar = icalendar.Calendar.from_ical(made)
    first, second = calendar.walk("VEVENT")

    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/London"]
    assert (first["status"], first["transp"], first["sequence"]) == ("TENTATIVE", "TRANSPARENT", 0)
    assert (second["status"], second["transp"], second["sequence"]) == ("CANCELLED", "TRANSPARENT", 4)
    assert second.decoded("dtstamp") == STAMPED


def test_the_rules_of_the_zone_agree_with_the_zone_for_thirty_years():
    """The VTIMEZONE that travels with the calendar is what a reader without a list of zones goes by."""
    days = [(year, month, day) for year in range(2012, 2042) for month in (3, 10) for day in range(20, 32)]
    moments = [datetime(*day, 17, tzinfo=LONDON) for day in days]
    made = written(*(entry(uid=f"{at:%Y%m%d}", starts=at) for at in moments)).replace(b"Europe/London", b"Somewhere/Else")

    found = [row["starts"].utcoffset() for row in by_vobject(made)]

    assert found == [at.utcoffset() for at in moments]


def test_the_last_day_of_the_calendar_is_a_day_like_any_other():
    """A mistyped year must not take the whole calendar from everybody."""
    made = written(entry(starts=date.max))
    assert b"DTSTART;VALUE=DATE:99991231" in made
