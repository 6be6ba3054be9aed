"""A reserve candidate and a Chief Constable under a call to go: no page, file, trail or log tells of them to whom it is private.

`test_case_secrets` looks through every address for a first candidate; here is what only these cases have.
"""

import logging
import re
from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from decisions.choices import CaseKind, NoticeKind, Position, Post
from decisions.models import Candidate, Case, Notice
from decisions.services.appointments import change_candidate
from decisions.services.cases import open_case, publish_case
from decisions.services.notices import take_back_notice
from decisions.services.removals import receive_removal_notice
from decisions.services.reports import NEW, issue_report, printed, publish_report, write_report
from documents.choices import Access, StoreName
from interface import clock
from panels.models import Obligation
from tests.decisions.hearings import RECEIVED, SAID, notify, opened, reported
from tests.factories.panels import AppointmentFactory, PoliceAreaFactory

D = date
pytestmark = pytest.mark.usefixtures("rulebook")
LATER = D(2022, 3, 12)
SENT = D(2022, 2, 11)
NAMES = {"name": "Kestrelfirst Ash", "why": "kestrelwhy", "terms": "kestrelterms"}
RESERVE = {"name": "Kestrelreserve Oak", "why": "kestrelwhy", "terms": "kestrelterms"}
CANARY = re.compile("kestrel", re.IGNORECASE)


def made_public(case):
    fresh = Case.objects.get(pk=case.pk)
    return publish_case(case=fresh, version=fresh.version, actor=None)


@pytest.fixture
def vetoed(body, office):
    """A Chief Constable who was vetoed, and a reserve candidate; public, with every name private."""
    case = opened(body, Post.CHIEF_CONSTABLE)
    notify(case, office, **NAMES)
    reported(case, D(2022, 2, 18), Position.VETO)
    notify(case, office, on=D(2022, 3, 10), kind=NoticeKind.RESERVE, **RESERVE)
    return made_public(case)


@pytest.fixture
def removal(body, office):
    """A call to go that is public, with the Commissioner's reasons."""
    with clock.stand_on(RECEIVED):
        case = open_case(body=body, kind=CaseKind.REMOVAL, opened_on=RECEIVED, actor=office)
        receive_removal_notice(case=case, version=case.version, received_on=RECEIVED, text="kestrelreasons", actor=office)
    return made_public(case)


def addresses(*cases):
    area = cases[0].area.slug
    yield from (case.get_absolute_url() for case in cases)
    yield reverse("cases:case-list", args=[area])
    yield from (reverse("cases:case-export", args=[area, fmt]) for fmt in ("csv",))
    yield from (reverse(name, args=[area]) for name in ("area-home", "panels:obligation-list", "asked:asked-list"))
    yield from (row.get_absolute_url() for row in Obligation.objects.select_related("area"))
    for case in cases:
        for notice in case.notices.all():
            for name in ("candidate-update", "removal-update", "notice-take-back"):
                kind = {"candidate-update": CaseKind.APPOINTMENT, "removal-update": CaseKind.REMOVAL}.get(name, case.kind)
                yield reverse(f"cases:{name}", args=[area, kind, case.slug, notice.number])


def met(client, *cases):
    """The addresses on which a private word is read."""
    with clock.stand_on(LATER):
        pages = {url: client.get(url).content.decode() for url in addresses(*cases)}
    return [url for url, page in pages.items() if CANARY.search(page)]


def test_the_public_meets_neither_candidate_nor_reasons(client, vetoed, removal):
    assert met(client, vetoed, removal) == []


@pytest.mark.parametrize(
    "role",
    [Role.OFFICE_COMPLAINTS, Role.OFFICE_PERFORMANCE, Role.OFFICE_COMMISSIONING, Role.AUDITOR, Role.ADMINISTRATOR],
)
def test_nobody_else_in_the_area_meets_them(client, vetoed, removal, role):
    client.force_login(AppointmentFactory(area=vetoed.area, role=role).user)

    assert met(client, vetoed, removal) == []


def test_the_panel_and_the_office_of_another_area_do_not_meet_them(client, vetoed, removal):
    elsewhere = PoliceAreaFactory(slug="mercia")
    user = AppointmentFactory(area=elsewhere, role=Role.CLERK).user
    AppointmentFactory(area=elsewhere, role=Role.OFFICE_DECISIONS, user=user)
    client.force_login(user)

    assert met(client, vetoed, removal) == []


@pytest.mark.parametrize("reader", ["member", "office", "clerk"])
def test_the_panel_and_its_office_do(client, vetoed, removal, request, reader):
    """That the words are there to leak at all."""
    client.force_login(request.getfixturevalue(reader))

    assert {vetoed.get_absolute_url(), removal.get_absolute_url()} <= set(met(client, vetoed, removal))


def test_both_candidates_are_named_by_what_they_are(client, vetoed):
    with clock.stand_on(LATER):
        page = client.get(vetoed.get_absolute_url()).content.decode()

    assert ["The preferred candidate" in page, "The reserve candidate" in page] == [True, True]


def test_opening_the_reserve_s_name_leaves_the_first_one_private(client, vetoed):
    Candidate.objects.filter(name__startswith="Kestrelreserve").update(name_access="public")
    with clock.stand_on(LATER):
        page = client.get(vetoed.get_absolute_url()).content.decode()

    assert ["Kestrelreserve" in page, "Kestrelfirst" in page] == [True, False]


def test_a_notice_that_was_taken_back_is_read_by_nobody(client, body, member):
    case = opened(body)
    notice = notify(case, **NAMES)
    made_public(case)
    with clock.stand_on(RECEIVED):
        take_back_notice(notice=Notice.objects.get(pk=notice.pk), version=notice.version, why="Entered twice.", actor=None)
    client.force_login(member)

    assert met(client, Case.objects.get(pk=case.pk)) == []


def test_trail_duties_letters_and_names_of_rows_hold_none_of_it(vetoed, removal):
    trail = "".join(f"{entry.target_reference} {entry.detail}" for entry in AuditEntry.objects.all())
    duties = "".join(f"{row.title} {row.about} {row.address} {row.met_how} {row.explanation}" for row in Obligation.objects.all())
    letters = "".join(f"{letter.subject} {letter.body}" for letter in mail.outbox)
    rows = "".join(str(row) for model in (Case, Notice, Candidate) for row in model.objects.all())

    assert Obligation.objects.count() == 3
    assert [bool(CANARY.search(text)) for text in (trail, duties, letters, rows)] == [False] * 4


def test_a_refused_form_leaves_nothing_in_log_or_trail(client, body, office, caplog, capfd):
    case = opened(body)
    client.force_login(office)
    sent = {"token": str(uuid4()), "kind": "proposal", "received_on": "2022-02-01", **NAMES, "name_access": "nobody"}
    url = reverse("cases:candidate-notify", args=[case.area.slug, case.kind, case.slug])
    with caplog.at_level(logging.DEBUG), clock.stand_on(RECEIVED):
        answer = client.post(url, sent)
    said = "".join(record.getMessage() for record in caplog.records) + "".join(capfd.readouterr())

    assert (answer.status_code, Notice.objects.count()) == (200, 0)
    assert CANARY.search(said + "".join(str(entry.detail) for entry in AuditEntry.objects.all())) is None


def test_a_name_that_is_made_private_again_leaves_the_print_of_the_report(body):
    """The report was printed while the name was public; publishing it later must not bring the name out."""
    case = opened(body)
    notice = notify(case, name_access=Access.PUBLIC, **NAMES)
    case = made_public(case)
    with clock.stand_on(SENT):
        said = {"position": Position.APPOINT, "signed_by": "Anna Ash, Chair", "number": 1, "version": NEW}
        draft = write_report(case=case, actor=None, **said)
        report = issue_report(report=draft, version=draft.version, issued_on=SENT, actor=None)
        first = printed(report)
        assert CANARY.search(first.html)
        facts = {**SAID, **NAMES, "name_access": Access.EXEMPT, "particulars_access": Access.EXEMPT}
        change_candidate(notice=notice, version=notice.version, received_on=RECEIVED, actor=None, **facts)
        publish_report(report=report, version=report.version, manner="On the website", actor=None)

    first.refresh_from_db()
    assert (first.withdrawn_at is not None, first.file.store) == (True, StoreName.RESTRICTED)
    kept = printed(report)
    assert (kept.access, kept.file.store, kept.number) == (Access.PUBLIC, StoreName.PUBLIC, first.number + 1)
    assert not CANARY.search(kept.html)
    assert "the preferred candidate" in kept.html
