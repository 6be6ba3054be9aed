"""Decisions about what the public sends: the very second of closing, lengths, caps, and what is taken out of a text."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from interface import clock
from interface.clock import LONDON
from meetings.rules.questions import (
    LETTERS_A_LINE,
    LINES_A_SIDE,
    QUESTION_LETTERS,
    cap_problem,
    closes_words,
    closing,
    closing_state,
    length_problem,
    lines_of,
    plain,
    same_sender,
    sides_of_a4,
    signatures_problem,
    unreadable,
)
from meetings.services.questions.spam import _key, check_allowance, count_sending
from panels.models import LocalRule
from tests.factories.meetings import AnnouncedMeetingFactory
from tests.meetings.asking import ASKED, answer, ask, open_page, post, rules_for, send


def of_questions(held_on, clear_days=3, closes_at=time(17), nation="england", kind="question"):
    return closing(kind, held_on=held_on, clear_days=clear_days, closes_at=closes_at, provision="Sheet", nation=nation)


@pytest.mark.parametrize(
    ("held_on", "clear_days", "closes_at", "moment"),
    [
        (date(2022, 3, 17), 3, time(17), "2022-03-11T17:00:00+00:00"),
        (date(2022, 3, 17), 0, time(12), "2022-03-16T12:00:00+00:00"),
        (date(2022, 4, 20), 3, time(17), "2022-04-12T17:00:00+01:00"),  # over Easter
        (date(2022, 3, 31), 3, time(17), "2022-03-25T17:00:00+00:00"),  # before the clocks go forward
        (date(2022, 4, 1), 3, time(17), "2022-03-28T17:00:00+01:00"),  # and after
        (date(2022, 11, 3), 3, time(17), "2022-10-28T17:00:00+01:00"),
        (date(2022, 11, 4), 3, time(17), "2022-10-31T17:00:00+00:00"),
        (date(2023, 1, 4), 3, time(17), "2022-12-28T17:00:00+00:00"),  # over New Year
        (date(2022, 3, 17), 3, None, "2022-03-12T00:00:00+00:00"),
    ],
)
def test_closing_is_a_moment_in_london(held_on, clear_days, closes_at, moment):
    assert of_questions(held_on, clear_days, closes_at).moment.isoformat() == moment


@pytest.mark.parametrize(
    ("now", "words", "state"),
    [
        (datetime(2022, 3, 9, 10, tzinfo=LONDON), "close at 5pm on Friday 11 March 2022, in 2 days.", ""),
        (datetime(2022, 3, 10, 23, 59, tzinfo=LONDON), "close at 5pm on Friday 11 March 2022, tomorrow.", "Closes tomorrow"),
        (datetime(2022, 3, 11, 16, 59, 59, tzinfo=LONDON), "close at 5pm on Friday 11 March 2022, today.", "Closes today"),
        (datetime(2022, 3, 11, 17, tzinfo=LONDON), "closed at 5pm on Friday 11 March 2022.", "Closed"),
    ],
)
def test_closing_is_told_live(now, words, state):
    found = of_questions(date(2022, 3, 17))

    assert closes_words(found, now) == f"Questions for Thursday 17 March 2022 {words}"
    assert closing_state(found, now) == state


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one", 1),
        ("one\n\nthree", 3),
        ("a" * LETTERS_A_LINE, 1),
        ("a" * (LETTERS_A_LINE + 1), 2),
        ("a" * (3 * LETTERS_A_LINE), 3),
        (f"{'a' * 44} {'b' * 43}", 1),
        (f"{'a' * 44} {'b' * 44}", 2),
        ("one\ttwo", 1),
    ],
)
def test_lines_are_counted_as_a_letter_breaks_them(text, lines):
    assert lines_of(text) == lines


def test_one_line_more_than_a_side_takes_two_sides():
    full = "\n".join(["line"] * LINES_A_SIDE)

    assert (sides_of_a4(full), sides_of_a4(f"{full}\nline")) == (1, 2)


@pytest.mark.parametrize(
    ("kind", "text", "sides", "problem"),
    [
        ("question", "Why?", None, ""),
        ("question", "", None, "Enter your question"),
        ("question", "?!…", None, "Enter your question"),
        ("statement", "  ", 1, "Enter your statement"),
        ("petition", "", None, "Enter what the petition asks for"),
        ("question", "a" * QUESTION_LETTERS, None, ""),
        ("question", "a" * (QUESTION_LETTERS + 25), None,
         "What you wrote must be 2,000 characters or fewer. Take out 25 characters"),
        ("statement", "x\n" * 100, 2, "Your statement takes about 3 sides of A4. Shorten it to 2 sides of A4"),
    ],
)  # fmt: skip
def test_lengths_are_refused_with_what_to_do(kind, text, sides, problem):
    assert length_problem(kind, text, sides) == problem


@pytest.mark.parametrize(
    ("most", "had", "sent", "problem"),
    [
        (2, 0, 2, ""),
        (2, 1, 1, ""),
        (None, 9, 9, ""),
        (2, 1, 2, "You can ask two questions at a meeting. Remove one"),
        (2, 0, 4, "You can ask two questions at a meeting. Remove two"),
        (1, 0, 2, "You can ask one question at a meeting. Remove one"),
        (2, 2, 1, "You can ask two questions at a meeting. You have sent as many already"),
    ],
)
def test_caps(most, had, sent, problem):
    assert cap_problem(most=most, had=had, sent=sent) == problem


@pytest.mark.parametrize(("signatures", "ok"), [(None, False), (0, False), (-3, False), (9, False), (10, True), (10**8, False)])
def test_signatures(signatures, ok):
    assert (signatures_problem(signatures, 10) == "") is ok


@pytest.mark.parametrize("email", ["a@b.example", "A@B.example", " a@b.example ", "a+x@b.example", "a+x+y@B.EXAMPLE"])
def test_one_box_is_one_sender(email):
    assert same_sender(email) == "a@b.example"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\u202eabc\u2066\u200b\ufeff", "abc"),
        ("e\u0301", "é"),
        ("z" + "\u0303" * 40, "z" + "\u0303" * 4),
        ("  a  ", "a"),
        ("ŵyth ŷd", "ŵyth ŷd"),
    ],
)
def test_texts_lose_what_hides_or_turns_them(text, kept):
    assert plain(text) == kept


@pytest.mark.parametrize(("text", "one_line", "bad"), [
    ("a\nb\tc", False, False), ("a\nb", True, True), ("a\x00", False, True), ("a\x9b", False, True), ("\ud800", False, True),
    ("ok", True, False),
])  # fmt: skip
def test_controls_cannot_be_shown(text, one_line, bad):
    assert unreadable(text, one_line=one_line) is bad


@pytest.fixture
def meeting(body):
    rules_for(body)
    with clock.stand_on(date(2022, 3, 9)):
        yield AnnouncedMeetingFactory(body=body)


def test_a_rule_that_begins_later_holds_for_meetings_from_that_day(client, meeting, body):
    LocalRule.objects.filter(key="questions-each").update(in_force_from=date(2022, 4, 1))

    assert "questions at a meeting" not in open_page(client, "ask").content.decode()


def test_the_box_that_people_do_not_see_catches_machines_and_keeps_the_rest(client, meeting):
    response = answer(client, you={"website": "https://spam.example"})

    assert response.context["form"].errors["website"] == ["Empty the last box, which is there to catch machines, then go on"]
    assert "app-unseen" not in response.content.decode()
    assert "Robin Reed" in response.content.decode()
    assert "app-unseen" in open_page(client, "ask-you").content.decode()


def test_faster_than_anybody_types_is_refused_and_kept(client, meeting, settings):
    settings.ASKING_SECONDS = 4
    answer(client)

    fast = send(client)
    with clock.stand_on(clock.now() + timedelta(seconds=4)):
        patient = send(client)

    assert fast.context["form"].non_field_errors() == [
        "That was faster than anybody types. Wait a few seconds, then send it again"
    ]
    assert patient.status_code == 302


def test_one_line_sends_only_so_much_in_a_day(client, meeting, settings):
    settings.ASKING_MOST_A_DAY_FROM_A_LINE = 1
    ask(client)

    second = ask(client, you={"email": "someone@mail.example"})
    with clock.stand_on(date(2022, 3, 10)):
        tomorrow = send(client)

    assert second.context["form"].non_field_errors() == [
        "Too much was sent from your internet connection today. Send this tomorrow, or write to the contact officer"
    ]
    assert ASKED in second.content.decode()
    assert tomorrow.status_code == 302


def test_one_email_address_sends_only_so_much_in_a_day(db, settings):
    settings.ASKING_MOST_A_DAY_FROM_AN_EMAIL = 2
    now = clock.now()
    for number in range(2):
        check_allowance(line=f"10.0.0.{number}", email="a@b.example", now=now)
        count_sending(line=f"10.0.0.{number}", email="a@b.example", now=now)

    with pytest.raises(ValidationError, match="with your email address"):
        check_allowance(line="10.0.0.9", email="A+again@b.example", now=now)
    check_allowance(line="10.0.0.9", email="c@b.example", now=now)


def test_neither_line_nor_address_is_kept(db):
    count_sending(line="198.51.100.7", email="secret@mail.example", now=clock.now())

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM portal_cache")
        kept = str(cursor.fetchall())
    assert "asking/line/" in kept
    assert "198.51.100.7" not in kept
    assert "secret@mail" not in kept


def test_names_of_a_days_counts_are_of_no_use_the_next_day(db):
    now = clock.now()

    assert _key("line", "198.51.100.7", now) != _key("line", "198.51.100.7", now + timedelta(days=1))


def test_a_refused_step_keeps_what_was_typed_on_the_page(client, meeting):
    post(client, "ask")
    post(client, "ask-kind", kind="question")
    post(client, "ask-eligible", residence="lives")

    long = post(client, "ask-words", words_1="why " * 600)

    assert "Take out 399 characters" in long.content.decode()
    assert long.content.decode().count("why why") > 100
