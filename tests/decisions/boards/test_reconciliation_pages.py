"""The reconciliation page: what agrees at a glance, the evidence, and one click to put a reading right."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from decisions.models import BoardCorrection
from decisions.services.boards.corrections import correct
from meetings.choices import Publication
from meetings.models import Meeting
from meetings.registry import taken_up_at
from tests.decisions.boards.papers import AGENDA, agenda_of, line, written
from tests.decisions.boards.test_board_pages import greens, url, words
from tests.factories.minutes import HeldMeetingFactory, MinutesFactory
from tests.factories.register import BoardCorrectionFactory, BoardDecisionFactory, DecisionFactory, PublishedDecisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def differing(held, minutes, area):
    """A board whose agenda and minutes differ in five decisions of seven."""
    agenda_of(held)
    written(minutes)
    DecisionFactory(area=area, number=12, title="IBM Software")
    return held


def test_the_page_says_how_many_agree_and_what_each_result_is(client, office, differing):
    client.force_login(office)

    page = client.get(url(differing, "reconciliation"))

    text = words(page)
    assert "2 of 7 agree." in text
    for tag, count in (("Renumbered", 1), ("Swapped", 2), ("Missing", 1), ("New", 1), ("Matched", 2)):
        assert page.content.decode().count(f">{tag}</strong>") + page.content.decode().count(f">\n  {tag}\n</strong>") == count
    assert "The minutes have 2022/009, agenda and register 2022/005." in text
    assert not greens(page)


def test_each_side_leads_to_where_it_stands(client, office, differing):
    client.force_login(office)

    page = client.get(url(differing, "reconciliation")).content.decode()

    assert f"{reverse('meetings:minutes-detail', args=['avon', differing.slug])}#entry-1" in page
    assert reverse("decisions:decision-detail", args=["avon", "2022-005"]) in page


def test_a_board_that_agrees_says_so(client, office, held, minutes):
    agenda_of(held, AGENDA[:1])
    written(minutes, ["2022/005 (Out of Court Disposals)"])
    client.force_login(office)

    page = client.get(url(held, "reconciliation"))

    assert "Everything agrees." in words(page)
    assert "Correct" not in words(page)


def test_a_board_without_decisions_says_the_next_act(client, office, held, minutes):
    client.force_login(office)

    page = client.get(url(held, "reconciliation"))

    assert "No decision is named" in words(page)
    assert url(held) in page.content.decode()


def test_papers_that_are_not_there_are_said_to_be_so(client, office, coming):
    client.force_login(office)

    text = words(client.get(url(coming, "reconciliation")))

    assert "The agenda is not out yet." in text
    assert "The minutes say nothing of decisions yet." in text


def test_a_reading_is_put_right_and_undone_from_the_page(client, office, differing):
    client.force_login(office)
    page = client.get(url(differing, "reading-correct", "2022-005"))
    assert "In the minutes 2022/009 is read as 2022/005." in words(page)
    assert len(greens(page)) == 1

    form = {"why": "The notice is numbered 005", "token": uuid4()}
    answer = client.post(url(differing, "reading-correct", "2022-005"), form, follow=True)
    assert "In the minutes 2022/009 stands for 2022/005." in words(answer)
    assert "3 of 7 agree." in words(answer)

    answer = client.post(url(differing, "reading-undo", 1), {"why": "In error", "token": uuid4()}, follow=True)
    assert "2 of 7 agree." in words(answer)
    assert client.get(url(differing, "reading-undo", 1)).status_code == 404


def test_a_reading_without_why_is_not_kept(client, office, differing):
    client.force_login(office)

    page = client.post(url(differing, "reading-correct", "2022-005"), {"why": "", "token": uuid4()})

    assert "Say why, or how you know" in words(page)
    assert not BoardCorrection.objects.exists()


def test_what_is_not_in_the_register_offers_its_decisions(client, office, held, minutes):
    line(held, "2022/005 – Kennels")
    written(minutes, ["2022/005 (Kennels)"])
    meant = DecisionFactory(area=held.area, number=40, title="Dogs")
    DecisionFactory(number=41, title="CANARY of another area")
    client.force_login(office)
    page = client.get(url(held, "reading-correct", "agenda-2022-005"))
    assert "2022/040 – Dogs" in words(page)
    assert "CANARY" not in words(page)

    form = {"why": "Logged late", "decision": meant.pk, "token": uuid4()}
    client.post(url(held, "reading-correct", "agenda-2022-005"), form)

    assert [one.decision for one in BoardCorrection.objects.all()] == [meant, meant]


@pytest.mark.parametrize("key", ["2022-999", "nothing"])
def test_a_row_that_is_not_there_is_not_found(client, office, differing, key):
    client.force_login(office)

    assert client.get(url(differing, "reading-correct", key)).status_code == 404


@pytest.mark.parametrize("name", ["reading-correct", "reading-undo"])
def test_only_who_keeps_the_board_puts_readings_right(client, clerk, member, differing, name):
    BoardCorrectionFactory(meeting=differing, decision=DecisionFactory(area=differing.area))
    for user in (clerk, member):
        client.force_login(user)
        key = "2022-005" if name == "reading-correct" else 1
        assert client.post(url(differing, name, key), {"why": "x", "token": uuid4()}).status_code in (403, 404)
    assert BoardCorrection.objects.get().undone_at is None


# On the page of the meeting ------------------------------------------------------------------------------------------


def said(meeting, user):
    found = Meeting.objects.for_page().get(pk=meeting.pk)
    return [(one.words, one.what) for one in taken_up_at(found, user)]


@pytest.fixture
def public(board):
    """A board of 1 February whose agenda and minutes everybody reads."""
    meeting = HeldMeetingFactory(body=board, publication=Publication.PUBLIC)
    MinutesFactory(meeting=meeting, published=True)
    return meeting


def test_everybody_reads_what_a_number_stands_for(public):
    decision = PublishedDecisionFactory(area=public.area, number=5)
    BoardCorrectionFactory(meeting=public, decision=decision, why="CANARY")

    assert said(public, AnonymousUser()) == [("In the minutes 2022/009 stands for 2022/005.", "")]


def test_nobody_reads_a_number_of_a_decision_that_is_not_theirs_to_know(public):
    BoardCorrectionFactory(meeting=public, decision=DecisionFactory(area=public.area, number=5))

    assert said(public, AnonymousUser()) == []


def test_what_a_board_took_is_told_in_public_words(public, office):
    decision = PublishedDecisionFactory(area=public.area, number=5, title="CANARY", exempt=True)
    BoardDecisionFactory(meeting=public, decision=decision, outcome="agreed")

    assert said(public, AnonymousUser()) == [("2022/005 – Decision on a contract", "Agreed")]
    assert ("2022/005 – CANARY", "Agreed") in said(public, office)


def test_nothing_is_told_of_a_board_whose_papers_are_not_released(held):
    decision = PublishedDecisionFactory(area=held.area, number=5)
    BoardDecisionFactory(meeting=held, decision=decision, outcome="agreed")
    BoardCorrectionFactory(meeting=held, decision=decision)

    assert said(held, AnonymousUser()) == []


def test_the_office_finds_its_pages_from_the_meeting(held, office, clerk):
    assert [words_ for words_, _what in said(held, office)] == [
        "Decisions of this board",
        "Do agenda, minutes and register agree?",
    ]
    assert said(held, clerk) == []


def test_a_reading_that_the_minutes_have_taken_over_is_said_no_more(public, office, monkeypatch):
    monkeypatch.setattr("meetings.services.minutes.corrections.print_minutes", lambda **_facts: None)
    decision = PublishedDecisionFactory(area=public.area, number=5, title="Kennels")
    BoardDecisionFactory(meeting=public, decision=decision)
    line(public, "2022/005 – Kennels")
    written(public.minutes, ["2022/009 (Kennels)"])
    (made,) = correct(meeting=public, key="2022-005", why="So it is", actor=office)
    assert len(said(public, AnonymousUser())) == 2
    type(made.minutes_correction).objects.update(status="accepted")

    assert said(public, AnonymousUser()) == [("2022/005 – Kennels", "")]
