"""What the public sent in, and what is private in a year, must come out nowhere but where it is meant to be read.

The pages are walked by the access table. Here: packs and their manifests, letters, calendars, the log and the audit trail, while
everything that can be done with a question is done.
"""

import logging
import re
from datetime import date

import pypdfium2
import pytest
import structlog
from django.core import mail
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from documents import rendering
from documents.models import Pack
from interface import clock
from jobs.models import Job
from jobs.services import run_all
from meetings.choices import RejectionGround
from meetings.emails.questions import follow_key
from meetings.models import Meeting, PublicQuestion
from meetings.services import add_item, add_paper, publish_agenda
from meetings.services.packs import build_packs
from meetings.services.questions.answering import answer_question
from meetings.services.questions.asking import send_question
from meetings.services.questions.deciding import accept_question, carry_question, reject_question
from panel_portal.settings import base
from panels.choices import RuleUnit
from tests.access.check import readable
from tests.access.world import _quick_piece
from tests.factories.due import CalendarAddressFactory
from tests.factories.meetings import AnnouncedMeetingFactory, PrivateItemFactory, ReadyMeetingFactory
from tests.factories.panels import AppointmentFactory, LocalRuleFactory
from tests.factories.programme import EventFactory, ProgrammeEntryFactory, WorkProgrammeFactory

# What each sender typed: none of it may be met in what these tests look at, but for its own sender
TYPED = ("kestrelwords", "kestrelname", "kestrelemail", "kestrelphone")
PRIVATE = ("kestrelentry", "kestrelevent", "kestrelwithheld", "kestreltold")
FORBIDDEN = (*TYPED, *PRIVATE)
OUT_ON, ASKED_ON, HELD_ON = date(2022, 3, 9), date(2022, 3, 8), date(2022, 3, 17)
WORDS = "What is done about speeding?"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(rendering, "render_piece", _quick_piece)
    monkeypatch.setattr(rendering, "overflowing_pages", lambda pdf: [])


@pytest.fixture
def meeting(body, clerk, member):
    for key, unit in (("question-clear-days", RuleUnit.CLEAR_DAYS), ("statement-clear-days", RuleUnit.CLEAR_DAYS)):
        LocalRuleFactory(body=body, key=key, unit=unit)
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 5, 19))
    return ReadyMeetingFactory(body=body, held_on=HELD_ON)


def announce(meeting: Meeting) -> Meeting:
    Meeting.objects.filter(pk=meeting.pk).update(status="announced", announced_at=clock.now())
    meeting.refresh_from_db()
    return meeting


def ask(body, meeting, number, kind="question", words="") -> PublicQuestion:
    """What one sender sends: every field holds a word of theirs and their number."""
    typed = words or f"{WORDS} kestrelwords{number}"
    return send_question(
        body=body, meeting=meeting, kind=kind, words=[typed], name=f"Kestrelname{number} Reed",
        email=f"kestrelemail{number}@mail.example", phone=f"01632 96000{number}", residence="lives", consented=True,
        now=clock.now(),
    )[0]  # fmt: skip


def accept(question, clerk, *, words, name="A resident", shown=True) -> PublicQuestion:
    question.refresh_from_db()
    facts = {"published_words": words, "published_name": name, "item": None, "is_published": shown}
    return accept_question(question=question, version=question.version, actor=clerk, **facts)


@pytest.fixture
def asked(body, clerk, meeting):
    """One accepted and answered, one not accepted, one carried to the next meeting, one waiting, one circulated alone."""
    announce(meeting)
    with clock.stand_on(ASKED_ON):
        made = [ask(body, meeting, number) for number in range(1, 5)]
        statement = ask(body, meeting, 5, kind="statement", words="A statement that is long enough. kestrelwords5")
    accept(made[0], clerk, words="What is done about speeding in the town?")
    accept(statement, clerk, words="A statement. kestrelwithheld", shown=False)
    made[1].refresh_from_db()
    told = {"ground": RejectionGround.OPERATIONAL, "words": "This is one case. kestreltold"}
    reject_question(question=made[1], version=made[1].version, actor=clerk, **told)
    made[2].refresh_from_db()
    later = Meeting.objects.get(body=body, held_on=date(2022, 5, 19))
    carry_question(question=made[2], version=made[2].version, to=later, reason="The time is full", actor=clerk)
    return [*made, statement]


@pytest.fixture
def year(body, meeting):
    programme = WorkProgrammeFactory(body=body)
    ProgrammeEntryFactory(programme=programme, meeting=meeting, title="Open business")
    ProgrammeEntryFactory(programme=programme, meeting=meeting, private=True, title="kestrelentry")
    EventFactory(body=body, title="Open forum")
    EventFactory(body=body, private=True, title="kestrelevent", about="kestrelevent", place="kestrelevent")
    return programme


def paper(meeting, clerk, title, source):
    item = add_item(meeting=meeting, actor=clerk, title=title)
    return add_paper(item=item, actor=clerk, title=title, source=source)


@pytest.fixture
def published(meeting, asked, year, clerk):
    """Both live papers are on the agenda, which goes out; a private item makes a pack for members."""
    with clock.stand_on(OUT_ON):
        PrivateItemFactory(meeting=meeting)
        paper(meeting, clerk, "Public question time", "public-questions")
        paper(meeting, clerk, "Work programme", "work-programme")
        build_packs(meeting=meeting, actor=clerk)
        meeting.refresh_from_db()
        publish_agenda(meeting=meeting, actor=clerk)
    return meeting


def text_of(answer) -> str:
    """All that a response holds; of a PDF what is printed too."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not content.startswith(b"%PDF"):
        return readable(content)
    sheets = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]
    return readable(content) + " ".join(" ".join(sheets).split())


def found(text: str, words: tuple[str, ...] = FORBIDDEN) -> set[str]:
    return {word for word in words if word in text.lower()}


def test_packs_and_manifests_hold_what_was_accepted_and_nothing_that_was_typed(published, client):
    names = ("pack-file", "pack-manifest", "pack-screen")
    packs = Pack.objects.filter(collection=published.slug)
    assert {pack.edition for pack in packs} == {"public", "members"}
    public = [client.get(reverse(f"meetings:{name}", args=[published.area.slug, published.slug, "public"])) for name in names]
    texts = [text_of(one) for one in public]

    assert [one.status_code for one in public] == [200, 200, 200]
    assert "speeding in the town?" in texts[0]
    assert "Open business" in texts[0]
    assert found("".join(texts)) == set()


def test_members_pack_holds_nothing_as_it_was_sent(published, client, member):
    client.force_login(member)
    answer = client.get(reverse("meetings:pack-file", args=[published.area.slug, published.slug, "members"]))
    text = text_of(answer)

    assert "speeding in the town?" in text
    assert found(text, (*TYPED, "kestreltold")) == set()


def test_letters_tell_each_sender_of_their_own_alone_and_nobody_else(published, asked, clerk, area, body):
    asked[0].refresh_from_db()
    with clock.stand_on(date(2022, 3, 18)):
        facts = {"answer": "A warden starts.", "answered_by": "The Commissioner", "answered_on": HELD_ON}
        answer_question(question=asked[0], version=asked[0].version, actor=clerk, **facts)
        run_all()
    # An email address stands in the letter's own envelope
    others = [letter for letter in mail.outbox if not any("kestrelemail" in one for one in letter.to)]
    own = [letter for letter in mail.outbox if letter not in others]

    assert {to for letter in own for to in letter.to} == {f"kestrelemail{number}@mail.example" for number in range(1, 6)}
    assert others
    for letter in others:
        assert found(f"{letter.subject} {letter.body}") == set(), letter.subject
    for letter in own:
        number = re.search(r"kestrelemail(\d)", letter.to[0])[1]
        said = f"{letter.subject}\n{letter.body}".lower()
        assert len(letter.to) == 1
        assert not letter.cc
        assert not letter.bcc
        assert set(re.findall(r"kestrel(?:words|name|email|phone)(\d)", said)) <= {number}
        assert found(letter.subject) == set()
        keys = {follow_key(question) for question in asked if question.sender.email != letter.to[0]}
        assert not [key for key in keys if key in letter.body]


def test_log_and_audit_trail_hold_no_word_of_anybody(caplog, capfd, request):
    with caplog.at_level(logging.DEBUG):
        asked = request.getfixturevalue("asked")
        request.getfixturevalue("published")
        run_all()
    said = caplog.text + "".join(capfd.readouterr())
    trail = "\n".join(f"{entry.action} {entry.target_reference} {entry.detail}" for entry in AuditEntry.objects.all())
    jobs = "\n".join(f"{job.key} {job.payload} {job.result} {job.error}" for job in Job.objects.all())

    assert "question_accepted" in trail
    assert found(trail) == set()
    assert found(jobs) == set()
    assert found(re.sub(r"(?m)^.*django\.db\.backends.*$", "", said)) == set()
    assert not [one for one in asked if follow_key(one) in said + trail + jobs]


def test_log_holds_no_key_of_a_link_that_was_opened(asked, client, caplog):
    """Nor of a calendar's address: whoever reads the log must not be able to open them. Lines as the portal writes them."""
    calendar = "a-key-of-a-calendar-that-is-long-enough-0001"
    CalendarAddressFactory(key=calendar)
    with caplog.at_level(logging.INFO):
        opened = client.get(
            reverse("questions:question-follow", args=[asked[0].area.slug, asked[0].reference, follow_key(asked[0])])
        )
        fetched = client.get(reverse("calendar-file", args=[calendar]))
        client.get(reverse("calendar-file", args=[f"{calendar}-wrong"]))
    lines = structlog.stdlib.ProcessorFormatter(**{k: v for k, v in base.LOGGING["formatters"]["json"].items() if k != "()"})
    said = "\n".join(lines.format(record) for record in caplog.records)

    assert asked[0].reference in said
    assert (opened.status_code, fetched.status_code) == (200, 200)
    assert follow_key(asked[0]) not in said
    assert calendar not in said


def test_public_calendar_and_a_members_own_hold_no_private_word(published, client, member, body):
    CalendarAddressFactory(user=member, key="a-key-of-a-calendar-that-is-long-enough-0002")
    feed = client.get(reverse("meetings:calendar-feed", args=[body.area.slug])).content.decode()
    own = client.get(reverse("calendar-file", args=["a-key-of-a-calendar-that-is-long-enough-0002"])).content.decode()

    assert "Open forum" in feed
    assert "BEGIN:VEVENT" in own
    unfolded = re.sub(r"\r\n[ \t]", "", feed + own)
    assert found(unfolded) == set()


@pytest.mark.parametrize("role", [None, Role.PANEL_MEMBER, Role.OFFICE_DECISIONS, Role.AUDITOR])
def test_pages_and_files_of_questions_hold_nothing_as_it_was_sent(published, asked, client, area, role):
    """For everybody who does not prepare the meeting, members too."""
    if role:
        client.force_login(AppointmentFactory(area=area, role=role).user)
    addresses = [
        reverse("questions:question-list", args=[area.slug]),
        *(reverse("questions:question-export", args=[area.slug, fmt]) for fmt in ("csv", "xlsx", "ods")),
        *(reverse("questions:question-detail", args=[area.slug, one.reference]) for one in asked),
        reverse("meetings:meeting-detail", args=[area.slug, published.slug]),
        reverse("area-home", args=[area.slug]),
    ]
    answers = [client.get(address) for address in addresses]
    texts = [text_of(one) for one in answers]
    hidden = (*TYPED, "kestreltold") + (() if role == Role.PANEL_MEMBER else ("kestrelwithheld",))

    assert "speeding in the town?" in texts[0]
    assert [(address, found(text, hidden)) for address, text in zip(addresses, texts, strict=True) if found(text, hidden)] == []
    assert [one.status_code for one in answers[4:6]] == [200, 404]
