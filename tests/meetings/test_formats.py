"""Readers ask for another format; those who prepare the meeting answer."""

import pytest
from django.core import mail
from django.urls import reverse

from documents.models import FormatRequest
from documents.services.papers import publish_papers
from jobs.services import run_all
from meetings.services import add_paper, formats
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory, PrivateItemFactory
from tests.factories.panels import ContactOfficerFactory

ASK = {"what": "pack", "wanted": "braille", "words": "Grade 2, and thank you", "reply_to": "reader@mail.example"}


@pytest.fixture
def meeting(body):
    return AnnouncedMeetingFactory(body=body)


def _address(meeting, name="create", *more):
    return reverse(f"meetings:format-request-{name}", args=[meeting.area.slug, meeting.slug, *more])


def _token(client, meeting):
    return str(client.get(_address(meeting)).context["form"]["token"].value())


def _ask(client, meeting, **changes):
    return client.post(_address(meeting), {"token": _token(client, meeting), **ASK, **changes}, follow=True)


def _paper(meeting, clerk, factory=AgendaItemFactory, **facts):
    paper = add_paper(item=factory(meeting=meeting, **facts), actor=clerk, title=facts.get("title", "Budget"), text="1.1 Money.")
    publish_papers(papers=[paper], actor=clerk)
    return paper


def test_anybody_asks_and_reads_the_reference_but_not_the_address(client, meeting):
    response = _ask(client, meeting)

    asked = FormatRequest.objects.get()
    words = response.content.decode()
    assert (asked.paper, asked.format, asked.reply_to) == (None, "braille", "reader@mail.example")
    assert asked.reference in words
    assert "reader@mail.example" not in words


def test_a_form_sent_twice_makes_one_request(client, meeting):
    token = _token(client, meeting)
    first, second = (client.post(_address(meeting), {"token": token, **ASK}) for _time in range(2))

    assert first.url == second.url
    assert FormatRequest.objects.count() == 1


def test_errors_stand_by_their_fields(client, meeting):
    response = _ask(client, meeting, what="", wanted="", reply_to="me")

    errors = response.context["form"].errors
    assert errors["what"] == ["Choose a paper, or the whole pack"]
    assert errors["wanted"] == ["Choose a format"]
    assert errors["reply_to"] == ["Enter an email address like name@example.com"]
    assert FormatRequest.objects.count() == 0


def test_the_paper_is_chosen_among_those_that_the_reader_may_read(client, meeting, clerk, member):
    public, private = _paper(meeting, clerk), _paper(meeting, clerk, PrivateItemFactory, title="CANARY-TITLE")

    page = client.get(f"{_address(meeting)}?paper={public.slug}")
    refused = _ask(client, meeting, what=f"paper:{private.slug}")
    client.force_login(member)
    _ask(client, meeting, what=f"paper:{private.slug}")

    assert page.context["form"]["what"].value() == f"paper:{public.slug}"
    assert "CANARY" not in page.content.decode()
    assert "what" in refused.context["form"].errors
    assert FormatRequest.objects.get().paper == private


def test_the_contact_officer_is_told_without_private_words_or_addresses(client, meeting, clerk, member):
    ContactOfficerFactory(body=meeting.body, email="officer@panel.example")
    private = _paper(meeting, clerk, PrivateItemFactory, title="CANARY-TITLE")
    client.force_login(member)
    _ask(client, meeting, what=f"paper:{private.slug}")

    run_all()

    letter = mail.outbox[-1]
    assert letter.to == ["officer@panel.example"]
    assert FormatRequest.objects.get().reference in letter.body
    for secret in ("CANARY", "reader@mail.example", "Grade 2"):
        assert secret not in letter.body + letter.subject


def test_only_those_who_prepare_read_the_list_and_answer(client, meeting, clerk, member):
    _ask(client, meeting)
    asked = FormatRequest.objects.get()
    answer = _address(meeting, "answer", asked.reference)
    client.force_login(member)

    assert client.get(_address(meeting, "list")).status_code == 403
    assert client.post(answer).status_code == 403

    client.force_login(clerk)
    assert "reader@mail.example" in client.get(_address(meeting, "list")).content.decode()
    client.post(answer)
    client.post(answer)  # the second is told so, and changes nothing

    asked.refresh_from_db()
    assert (asked.status, asked.reply_to, asked.words) == ("answered", "", "")
    assert "reader@mail.example" not in client.get(_address(meeting, "list")).content.decode()


def test_the_page_of_the_meeting_counts_what_waits(client, meeting, clerk):
    _ask(client, meeting)

    assert "asks for another format" not in client.get(meeting.get_absolute_url()).content.decode()
    client.force_login(clerk)
    assert "1 reader asks for another format" in client.get(meeting.get_absolute_url()).content.decode()


def test_one_meeting_takes_only_so_many_requests_an_hour(client, meeting, monkeypatch):
    monkeypatch.setattr(formats, "MOST_AN_HOUR", 2)

    answers = [_ask(client, meeting) for _time in range(3)]

    assert FormatRequest.objects.count() == 2
    assert "Too many requests came in the last hour" in answers[2].content.decode()
    assert answers[2].status_code == 200
