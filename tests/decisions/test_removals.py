"""The case of a call for a Chief Constable to go: six weeks, heard in private, and what only the panel and the office read."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from decisions.choices import CaseKind, CaseStatus, Outcome, Position
from decisions.models import Case, Notice
from decisions.services import removals as services
from decisions.services.cases import open_case, publish_case
from interface import clock
from panels.choices import DutyStatus
from panels.models import Obligation
from tests.decisions.hearings import RECEIVED, reported

D = date
pytestmark = pytest.mark.usefixtures("rulebook")
WHY = "The force was inspected twice and marked down."


@pytest.fixture
def case(body):
    with clock.stand_on(D(2022, 1, 20)):
        return open_case(body=body, kind=CaseKind.REMOVAL, opened_on=D(2022, 1, 20), actor=None)


def url(case, name, *args):
    return reverse(f"cases:{name}", args=[case.area.slug, case.kind, case.slug, *args])


def notify(case, *, on=RECEIVED, text=WHY):
    with clock.stand_on(on):
        fresh = Case.objects.get(pk=case.pk)
        return services.receive_removal_notice(case=fresh, version=fresh.version, received_on=on, text=text, actor=None)


def decide(case, on, outcome=Outcome.AS_PROPOSED):
    with clock.stand_on(on):
        fresh = Case.objects.get(pk=case.pk)
        return services.decide_removal(case=fresh, version=fresh.version, decided_on=on, outcome=outcome, note="", actor=None)


def published(case):
    with clock.stand_on(RECEIVED):
        fresh = Case.objects.get(pk=case.pk)
        return publish_case(case=fresh, version=fresh.version, actor=None)


def test_six_weeks_begin_with_the_day_received(case):
    notify(case)

    row = Obligation.objects.get(subject_key=str(case.pk))
    assert (row.title, row.due_on, row.provision) == (
        "Recommend on the call for the Chief Constable to go", D(2022, 3, 14),
        "Police Reform and Social Responsibility Act 2011, Schedule 8 paragraphs 12-16",
    )  # fmt: skip


def test_the_panel_is_notified_once(case):
    notify(case)

    with pytest.raises(ValidationError) as refusal:
        notify(case)

    assert refusal.value.message_dict == {"received_on": ["The panel was notified already"]}


def test_a_corrected_day_moves_what_is_due(case):
    notice = notify(case)

    with clock.stand_on(D(2022, 2, 10)):
        services.change_removal_notice(
            notice=notice, version=notice.version, received_on=D(2022, 2, 8), text=WHY, actor=None
        )  # fmt: skip

    assert Obligation.objects.get(subject_key=str(case.pk)).due_on == D(2022, 3, 21)


def test_the_commissioner_waits_for_the_panel_and_may_differ_from_it(case):
    notify(case)

    with pytest.raises(ValidationError) as refusal:
        decide(case, D(2022, 2, 20))
    reported(case, D(2022, 3, 10), Position.STAY)
    decide(case, D(2022, 3, 12))

    case.refresh_from_db()
    assert refusal.value.message_dict == {
        "goes_ahead": [
            "The panel had not reported by then, and has until Monday 14 March 2022 (Police Reform and Social Responsibility Act "
            "2011, Schedule 8 paragraphs 12-16)"
        ]
    }
    assert (case.status, case.outcome) == (CaseStatus.CLOSED, Outcome.AGAINST_ADVICE)


def test_to_let_it_be_ends_the_case_and_sets_the_deadline_aside(case):
    notify(case)

    decide(case, D(2022, 2, 3), Outcome.NOT_PROCEEDED)

    assert Obligation.objects.get(subject_key=str(case.pk)).status == DutyStatus.NOT_APPLICABLE


def test_nobody_outside_knows_of_it_before_it_is_public(case, client, member, office):
    answers = [client.get(case.get_absolute_url()).status_code]
    for reader in (member, office):
        client.force_login(reader)
        answers.append(client.get(case.get_absolute_url()).status_code)

    assert answers == [404, 200, 200]


def test_why_it_is_proposed_stays_with_the_panel_and_the_office_once_it_is_public(case, client, member, office):
    notify(case)
    published(case)
    with clock.stand_on(D(2022, 2, 2)):
        public = client.get(case.get_absolute_url()).content.decode()
        client.force_login(member)
        panel = client.get(case.get_absolute_url()).content.decode()
        client.force_login(office)
        theirs = client.get(case.get_absolute_url()).content.decode()

    assert [WHY in page for page in (public, panel, theirs)] == [False, True, True]
    assert "Why the Commissioner proposes it is private" in public
    assert "holds a hearing in private" in public
    assert "Not yet verified" in public


def test_the_office_enters_the_notice_and_changes_it(case, client, office):
    client.force_login(office)
    day = {"received_on-day": "1", "received_on-month": "2", "received_on-year": "2022"}
    with clock.stand_on(RECEIVED):
        made = client.post(url(case, "removal-notify"), {"token": str(uuid4()), "text": WHY, **day})
        notice = Notice.objects.get()
        changed = client.post(
            url(case, "removal-update", notice.number), {"version": str(notice.version), "text": "Another reason.", **day}
        )  # fmt: skip

    notice.refresh_from_db()
    assert (made.status_code, changed.status_code, notice.text) == (302, 302, "Another reason.")


def test_the_decision_is_entered_on_its_page(case, client, clerk):
    notify(case)
    reported(case, D(2022, 3, 10), Position.GO)
    client.force_login(clerk)
    case.refresh_from_db()
    sent = {"version": str(case.version), "goes_ahead": "as-proposed", "decided_on": "2022-03-12"}
    with clock.stand_on(D(2022, 3, 12)):
        answer = client.post(url(case, "removal-decide"), sent)

    case.refresh_from_db()
    assert (answer.status_code, case.outcome) == (302, Outcome.AS_PROPOSED)


@pytest.mark.parametrize("name", ["removal-notify", "removal-decide"])
def test_a_member_may_not_act_for_the_commissioner(case, client, member, name):
    client.force_login(member)

    assert client.get(url(case, name)).status_code == 403


def test_a_removal_has_no_page_of_a_candidate(case, client, clerk):
    client.force_login(clerk)
    here = case.get_absolute_url()

    assert [client.get(f"{here}{path}").status_code for path in ("post/", "stages/", "observers/")] == [404, 404, 404]
