"""What is private in a statutory case or a review must come out nowhere but where it is meant to be read.

Each page is asked by the whole cast in the access table. Here everything is done by the services as in life, from the
candidate's notice to the report and the response, and then looked for in what everybody else can lay hands on: every page,
export, feed and file of the area, letters, the log, jobs, what is due, and the audit trail.
"""

import logging
import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.core import mail
from django.urls import NoReverseMatch, reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from decisions.choices import CaseKind, MeetingPart, NoticeKind, Position, Post
from decisions.models import Case, Notice, Report, Response
from decisions.services.appointments import notify_candidate
from decisions.services.cases import open_case, publish_case
from decisions.services.meetings import tie_meeting
from decisions.services.reports import issue_report, write_report
from decisions.services.responses import respond
from decisions.services.voting import record_vote
from documents import rendering
from documents.models import Print, StoredFile
from interface import clock
from jobs.models import Job
from jobs.services import run_all
from meetings.models import Meeting, Recommendation, Review
from panels.choices import Nation
from panels.models import Obligation
from tests.access.check import readable
from tests.access.routes import ROUTES
from tests.access.world import _quick_piece
from tests.factories.decisions import AnnualReportFactory
from tests.factories.due import CalendarAddressFactory
from tests.factories.meetings import PrivateItemFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, MembershipFactory, PoliceAreaFactory, RuleFactory
from tests.factories.reviews import CycleEntryFactory, ReviewEvidenceFactory, ReviewFactory

# What only the panel and the Commissioner's office read; what the panel alone reads; and what only those who write it read
CANDIDATE = ("kestrelname", "kestrelwhy", "kestrelterms")
# The question of a vote is repeated by the report, which the office has
TOLD = ("kestrelremoval", "kestrelissued", "kestrelrecommended", "kestrelresponse", "kestrelvote")
OF_THE_PANEL = (
    "kestrelrequest", "kestreldeliberation", "kestrelnote", "kestrelreview", "kestrelevidence", "kestrelcycle",
)  # fmt: skip
DRAFTED = ("kestreldraft", "kestrelasked", "kestrelforeword", "kestrelfindings")
SECRETS = (*CANDIDATE, *TOLD, *OF_THE_PANEL, *DRAFTED)
RECEIVED, HEARD, SENT = date(2022, 2, 1), date(2022, 2, 15), date(2022, 2, 17)
WEEKS = {"number": 3, "unit": "weeks", "title": "Report on a senior appointment", "provision": "2011 Act, Schedule 8 paragraph 4"}
CALENDAR = "a-key-of-the-calendar-of-the-office-long-0001"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(rendering, "render_piece", _quick_piece)
    monkeypatch.setattr(rendering, "overflowing_pages", lambda pdf: [])


@pytest.fixture
def area(db):
    return PoliceAreaFactory(slug="avon", name="Avon", nation=Nation.ENGLAND)


@pytest.fixture
def body(area):
    made = BodyFactory(area=area, slug="panel", name="Avon Police and Crime Panel")
    for _number in range(10):
        MembershipFactory(body=made)
    RuleFactory(key="hearing-report-weeks", **WEEKS)
    return made


@pytest.fixture
def people(area):
    roles = {"clerk": Role.CLERK, "office": Role.OFFICE_DECISIONS, "member": Role.PANEL_MEMBER, "chair": Role.CHAIR}
    return {name: AppointmentFactory(area=area, role=role).user for name, role in roles.items()}


@pytest.fixture
def done(body, people) -> dict[str, Case]:
    """Two hearings, one reported and one in draft; a removal and a request that are not public; a review in preparation."""
    with clock.stand_on(RECEIVED):
        reported, drafted = (_notified(body, people, post) for post in (Post.DEPUTY, Post.CHIEF_EXECUTIVE))
        removal = open_case(
            body=body, kind=CaseKind.REMOVAL, year=2022, opened_on=RECEIVED, actor=people["clerk"], about="kestrelremoval"
        )
        request = open_case(
            body=body, kind=CaseKind.INFORMATION, title="kestrelrequest", opened_on=RECEIVED, actor=people["clerk"],
            about="kestrelrequest",
        )  # fmt: skip
    with clock.stand_on(HEARD):
        _deliberated(reported, people)
    with clock.stand_on(SENT):
        _reported(reported, people)
        write_report(
            case=drafted, version=0, number=1, position=Position.NOT_APPOINT, text="kestreldraft", actor=people["clerk"],
            recommendations=["kestrelasked"],
        )  # fmt: skip
    _of_the_panel(body)
    return {"reported": reported, "drafted": drafted, "removal": removal, "request": request}


def _notified(body, people, post) -> Case:
    case = open_case(body=body, kind=CaseKind.APPOINTMENT, post=post, year=2022, opened_on=RECEIVED, actor=people["clerk"])
    notify_candidate(
        case=case, version=case.version, kind=NoticeKind.PROPOSAL, received_on=RECEIVED, name="Kestrelname Smith",
        why="kestrelwhy", terms="kestrelterms", criteria="Ten years in office", exempt_paragraph=1, actor=people["office"],
    )  # fmt: skip
    case.refresh_from_db()
    case = publish_case(case=case, version=case.version, actor=people["clerk"])
    run_all()
    return case


def _deliberated(case, people) -> None:
    """Heard in public and thought over in private, on one day; the vote was taken where nobody else was."""
    meeting = HeldMeetingFactory(body=case.body, held_on=HEARD)
    private = HeldMeetingFactory(
        body=case.body, held_on=HEARD, slug=f"{HEARD}-panel-private", publication="members", kind="private-briefing",
        status="draft", published_at=None,
    )  # fmt: skip
    words = dict.fromkeys(("title", "purpose", "lead"), "kestreldeliberation")
    item = PrivateItemFactory(meeting=private, **words)
    Meeting.objects.filter(pk=private.pk).update(status="held", published_at=clock.now())
    for where, row, part in ((meeting, None, MeetingPart.HEARING), (private, item, MeetingPart.DELIBERATION)):
        case.refresh_from_db()
        note = "kestrelnote" if part == MeetingPart.DELIBERATION else ""
        tie_meeting(case=case, version=case.version, meeting=where, item=row, part=part, note=note, actor=people["clerk"])
    case.refresh_from_db()
    facts = {"votes_for": 6, "votes_against": 1, "abstained": 1, "not_voting": 0}
    record_vote(case=case, version=case.version, meeting=private, question="kestrelvote", actor=people["clerk"], **facts)


def _reported(case, people) -> None:
    """Sent to the Commissioner, who responded; neither is published."""
    report = write_report(
        case=case, version=0, number=1, position=Position.APPOINT, text="kestrelissued", signed_by="The Chair",
        recommendations=["kestrelrecommended"], vote=case.votes.get(), actor=people["clerk"], manner="On the website",
    )  # fmt: skip
    report = issue_report(report=report, version=report.version, issued_on=SENT, actor=people["clerk"])
    case.refresh_from_db()
    respond(
        case=case, version=case.version, report=report, responded_on=SENT, text="kestrelresponse", signed_by="The Commissioner",
        actor=people["office"],
    )  # fmt: skip
    run_all()


def _of_the_panel(body) -> None:
    planned = ReviewFactory(body=body, unpublished=True, slug="planned", title="kestrelreview", why="kestrelreview")
    open_one = ReviewFactory(body=body, slug="open", title="Speeding", findings="kestrelfindings", conclusions="kestrelfindings")
    for review in (planned, open_one):
        ReviewEvidenceFactory(
            review=review, private=True, title="kestrelevidence", text="kestrelevidence", given_by="kestrelevidence"
        )
    CycleEntryFactory(body=body, private=True, title="kestrelcycle")
    AnnualReportFactory(body=body, foreword="kestrelforeword")


# Where it is looked for --------------------------------------------------------------------------------------------


def addresses(area) -> Iterator[str]:
    """Every address of these parts that can be made for what there is, and where parts of it are told again."""
    cases = [{"kind": case.kind, "slug": case.slug} for case in Case.objects.all()]
    rows = {case.slug: range(1, case.rows_made + 2) for case in Case.objects.all()}
    things = [*cases, *({**case, "number": number} for case in cases for number in rows[case["slug"]])]
    things += [{"review": review.slug} for review in Review.objects.all()]
    things += [{"review": review.slug, "number": number} for review in Review.objects.all() for number in range(1, 4)]
    things += [{"slug": "2021-22"}, {}, *({"reference": one.reference} for one in Recommendation.objects.all())]
    things += [{"reference": one.reference} for one in Obligation.objects.all()]
    things += [{"fmt": fmt} for fmt in ("csv", "xlsx", "ods")]
    for route in ROUTES.values():
        for thing in things:
            if set(route.words) == {"area", *thing}:
                try:
                    yield reverse(route.name, kwargs={"area": area.slug, **thing})
                except NoReverseMatch:
                    continue


def text_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{readable(content)}\n{answer.headers}"


def found(text: str, words: tuple[str, ...]) -> set[str]:
    return {word for word in words if word in text.lower()}


def leaked(client, area, words: tuple[str, ...]) -> list[tuple[str, set[str]]]:
    """What of some words is met on all those pages. An address that holds what was typed into it gives nothing away."""
    texts = {url: text_of(client.get(url)) for url in sorted(set(addresses(area)))}
    assert len(texts) > 50
    return [(url, met) for url, text in texts.items() if (met := found(text.replace(url, ""), words))]


def test_nobody_from_outside_meets_anything_private(done, client, area):
    assert leaked(client, area, SECRETS) == []


def test_other_parts_of_the_office_meet_nothing_private(done, client, area):
    user = AppointmentFactory(area=area, role=Role.OFFICE_COMPLAINTS).user
    for role in (Role.OFFICE_PERFORMANCE, Role.OFFICE_COMMISSIONING):
        AppointmentFactory(area=area, role=role, user=user)
    client.force_login(user)

    assert leaked(client, area, SECRETS) == []


def test_members_and_deciders_of_another_area_meet_nothing_private(done, client, area):
    elsewhere = PoliceAreaFactory(slug="mercia")
    user = AppointmentFactory(area=elsewhere, role=Role.OFFICE_DECISIONS).user
    AppointmentFactory(area=elsewhere, role=Role.CLERK, user=user)
    client.force_login(user)

    assert leaked(client, area, SECRETS) == []


def test_the_office_that_sent_it_meets_nothing_that_the_panel_deliberates(done, client, area, people):
    client.force_login(people["office"])

    assert leaked(client, area, (*OF_THE_PANEL, *DRAFTED)) == []
    own = client.get(done["reported"].get_absolute_url()).content.decode().lower()
    assert found(own, CANDIDATE) == set(CANDIDATE)


def test_a_member_meets_no_draft(done, client, area, people):
    client.force_login(people["member"])

    assert leaked(client, area, DRAFTED) == []


def test_the_public_reads_the_preferred_candidate_and_why_no_more(done, client):
    text = text_of(client.get(done["reported"].get_absolute_url()))

    assert "preferred candidate" in text.lower()
    assert re.search(r"paragraph\s+1\b|\b1: information relating to any individual", text)


def test_log_trail_jobs_letters_duties_and_names_of_files_hold_no_private_word(caplog, capfd, request):
    with caplog.at_level(logging.DEBUG):
        request.getfixturevalue("done")
        run_all()
    said = "\n".join(one.getMessage() for one in caplog.records if not one.name.startswith(("factory", "django.db.backends")))
    said += re.sub(r"(?m)^.*(django\.db\.backends|factory).*$", "", "".join(capfd.readouterr()))
    trail = "\n".join(f"{entry.action} {entry.target_reference} {entry.detail}" for entry in AuditEntry.objects.all())
    jobs = "\n".join(f"{job.key} {job.payload} {job.result} {job.error}" for job in Job.objects.all())
    letters = "\n".join(f"{letter.subject}\n{letter.body}" for letter in mail.outbox)
    duties = "\n".join(
        f"{one.title} {one.about} {one.address} {one.met_how} {one.explanation}" for one in Obligation.objects.all()
    )
    named = "\n".join(str(one) for model in (Case, Notice, Report, Response, Print, StoredFile) for one in model.objects.all())
    hidden = tuple(word for word in SECRETS if word not in ("kestrelreview", "kestrelrequest"))

    assert "decisions.candidate_notified" in trail
    assert Obligation.objects.filter(subject_kind="case").exists()
    assert [found(text, hidden) for text in (said, trail, jobs, letters, duties, named)] == [set()] * 6
    # What the panel has not sent may be named where it is recorded, by its address alone
    assert found(letters + duties + said, SECRETS) == set()


def test_calendars_and_slugs_hold_no_private_word(done, client, area, people):
    CalendarAddressFactory(user=people["office"], key=CALENDAR)
    feed = client.get(reverse("meetings:calendar-feed", args=[area.slug])).content.decode()
    own = client.get(reverse("calendar-file", args=[CALENDAR])).content.decode()
    unfolded = re.sub(r"\r\n[ \t]", "", feed + own)
    slugs = " ".join(case.slug for case in Case.objects.exclude(kind=CaseKind.INFORMATION))
    titles = " ".join(case.title for case in Case.objects.exclude(kind=CaseKind.INFORMATION))

    assert "BEGIN:VCALENDAR" in unfolded
    assert found(f"{unfolded} {slugs} {titles}", SECRETS) == set()


def test_files_that_went_out_to_few_lie_in_no_public_store(done):
    kept = Print.objects.select_related("file")

    assert {(one.access, one.file.store) for one in kept} == {("exempt", "restricted")}
    assert kept.count() == 2
