"""One deadline: its counting, what it tells to whom, and what is recorded of it by hand."""

from datetime import date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.choices import Role
from accounts.models import AuditEntry
from interface import clock
from interface.clock import LONDON
from interface.models import STALE
from panels.choices import DutyAccess, DutyOwner, DutyStatus, Reckoning
from panels.models import Obligation
from tests.factories.accounts import UserFactory
from tests.factories.due import ObligationFactory, ReminderFactory
from tests.panels.due_pages import ACTS, UNVERIFIED, appointed, groups, page_of, shown, url, words_of

TODAY = date(2022, 3, 10)  # a Thursday

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, clerk):
    client.force_login(clerk)
    return clerk


# One deadline -----------------------------------------------------------------------------------------------------


def detail(client, one):
    return client.get(one.get_absolute_url())


def test_the_days_are_counted_one_by_one(client, panel):
    """The vector of the published papers: a meeting on Thursday 17 March 2022 is published by Wednesday 9 March."""
    one = ObligationFactory(
        body=panel, public=True, due_on=date(2022, 3, 9), counted_from=date(2022, 3, 17), number=5,
        reckoning=Reckoning.CLEAR_BEFORE,
    )  # fmt: skip
    words = words_of(detail(client, one))

    assert "Due by the end of Wednesday 9 March 2022." in words
    for line in ("Thu 10 Mar 1", "Fri 11 Mar 2", "Sat 12 Mar No, weekend", "Wed 16 Mar 5", "Thu 17 Mar No, day of the meeting"):
        assert line in words
    assert one.provision in words
    assert UNVERIFIED not in words


def test_days_that_no_longer_lead_to_the_day_are_not_shown(client, panel):
    one = ObligationFactory(body=panel, public=True, due_on=date(2022, 3, 1), counted_from=date(2022, 3, 17))

    assert "one by one" not in words_of(detail(client, one))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"due_at": time(17)}, "Due by 5pm on Tuesday 15 March 2022. In 5 days"),
        ({"closing": True, "due_on": date(2022, 3, 11)}, "Closes on Friday 11 March 2022 at 5pm. Closes tomorrow"),
        ({"closing": True, "due_on": date(2022, 3, 8)}, "Closed"),
        ({"missed": True}, "Missed"),
        ({"unverified": True}, UNVERIFIED),
        ({"late": True}, "In time No, late"),
        ({"met": True}, "What met it It was published."),
        ({"set_aside": True}, "Why it does not apply The meeting is cancelled."),
    ],
)
def test_its_page_says_how_it_stands(client, panel, facts, words):
    assert words in words_of(detail(client, ObligationFactory(body=panel, **{"access": DutyAccess.PUBLIC, **facts})))


def test_the_public_reads_public_ones_without_names(client, panel):
    person = UserFactory(name="CANARY Person")
    one = ObligationFactory(body=panel, public=True, met=True, met_by=person, owner_user=person)
    ReminderFactory(obligation=one, user=person)

    response = detail(client, one)

    assert response.status_code == 200
    assert "CANARY" not in response.content.decode()
    assert "reminded" not in words_of(response)
    assert "Mark as met" not in words_of(response)


def test_what_is_not_for_a_reader_is_as_if_it_were_not_there(client, panel):
    one = ObligationFactory(body=panel)
    nothing = client.get(url("obligation-detail", "D-2022-000"))
    answers = [detail(client, one)]
    for role in (Role.PANEL_MEMBER, Role.OFFICE_DECISIONS, Role.AUDITOR):
        client.force_login(appointed(panel, role))
        answers.append(detail(client, one))

    assert [answer.status_code for answer in answers] == [404] * 4
    assert nothing.status_code == 404


def test_it_is_found_in_its_own_area_alone(client, panel):
    elsewhere = ObligationFactory(public=True)

    assert client.get(url("obligation-detail", elsewhere.reference)).status_code == 404


def test_those_who_work_with_it_see_who_was_reminded(client, clerk, panel):
    one = ObligationFactory(body=panel)
    assert "Nobody has been reminded." in words_of(detail(client, one))
    sent_at = datetime(2022, 3, 9, 7, 5, tzinfo=LONDON)
    ReminderFactory(obligation=one, user__name="Rhian Rees", sent_at=sent_at)

    assert "Rhian Rees, on Wednesday 9 March 2022 at 7:05am (Due soon)" in words_of(detail(client, one))


def test_it_leads_to_its_thing_and_nowhere_else(client, panel):
    inside = ObligationFactory(body=panel, public=True, address="/avonshire/meetings/march/")
    outside = ObligationFactory(body=panel, public=True, address="javascript:alert(1)")

    assert 'href="/avonshire/meetings/march/"' in detail(client, inside).content.decode()
    assert "javascript:" not in detail(client, outside).content.decode()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_its_page_asks_the_database_as_often_for_many_reminders_as_for_one(client, clerk, panel, count):
    one = ObligationFactory(body=panel)
    for number in range(count):
        ReminderFactory(obligation=one, user=clerk, due_on=date.fromordinal(TODAY.toordinal() - number))
    with CaptureQueriesContext(connection) as asked:
        detail(client, one)

    assert len(asked) == DETAILED


DETAILED = 6


# What is recorded by hand -----------------------------------------------------------------------------------------


def sent(client, act, one, **words):
    page = client.get(url(act, one.reference))
    version = page.context["form"]["version"].value()
    return client.post(url(act, one.reference), {"version": version, **words}, follow=True)


def day_parts(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_it_is_marked_as_met_with_what_shows_it(client, clerk, panel):
    one = ObligationFactory(body=panel)

    response = sent(
        client, "obligation-meet", one, **day_parts("met_on", date(2022, 3, 9)), how="It is on the council’s website."
    )
    one.refresh_from_db()

    assert response.redirect_chain == [(one.get_absolute_url(), 302)]
    assert (one.status, one.was_late, one.met_by) == (DutyStatus.MET, False, clerk)
    assert "It is marked as met" in words_of(response)
    assert "council" not in str(AuditEntry.objects.filter(target_reference=one.reference).values_list("detail"))


def test_a_day_to_come_and_lateness_without_a_reason_are_refused_beside_their_boxes(client, clerk, panel):
    one = ObligationFactory(body=panel, missed=True)

    future = sent(client, "obligation-meet", one, **day_parts("met_on", date(2022, 3, 11)), how="x", explanation="y")
    silent = sent(client, "obligation-meet", one, **day_parts("met_on", TODAY), how="My words")
    one.refresh_from_db()

    assert "The day it was done must be today or earlier" in words_of(future)
    assert "Say why it was late" in words_of(silent)
    assert "My words" in silent.content.decode()
    assert one.status == DutyStatus.OPEN


def test_one_met_late_keeps_its_lateness_and_its_reason(client, clerk, panel):
    one = ObligationFactory(body=panel, missed=True)
    sent(client, "obligation-meet", one, **day_parts("met_on", TODAY), how="It went out.", explanation="The figures came late.")

    assert shown(page_of(client, "?state=late")) == [one.reference]
    assert "The figures came late." in words_of(page_of(client, "?state=late"))


def test_set_aside_and_opened_again(client, clerk, panel):
    one = ObligationFactory(body=panel)
    sent(client, "obligation-set-aside", one, reason="The meeting is informal.")
    one.refresh_from_db()
    assert (one.status, one.explanation) == (DutyStatus.NOT_APPLICABLE, "The meeting is informal.")

    response = sent(client, "obligation-reopen", one, reason="It is not.")
    one.refresh_from_db()

    assert one.status == DutyStatus.OPEN
    assert "It is open again" in words_of(response)


def test_a_missed_one_is_explained_and_stays_missed(client, clerk, panel):
    one = ObligationFactory(body=panel, missed=True)
    assert "This was missed. Do it now" in words_of(detail(client, one))

    response = sent(client, "obligation-explain", one, explanation="The office was closed.")

    assert "The office was closed." in words_of(response)
    assert "This was missed. Do it now" not in words_of(response)
    assert shown(page_of(client, "?state=missed")) == [one.reference]


@pytest.mark.parametrize(
    ("act", "facts", "words"),
    [
        ("obligation-meet", {"met": True}, "This is settled already"),
        ("obligation-meet", {"closing": True}, "Nobody owes this"),
        ("obligation-set-aside", {"set_aside": True}, "This is settled already"),
        ("obligation-reopen", {}, "This is open already"),
        ("obligation-reopen", {"met": True}, "The portal recorded this"),
        ("obligation-explain", {}, "neither missed nor late"),
    ],
)
def test_an_act_that_is_not_open_says_why_and_is_refused(client, clerk, panel, act, facts, words):
    one = ObligationFactory(body=panel, **facts)
    page = client.get(url(act, one.reference))
    everything = {"how": "x", "reason": "x", "explanation": "x", **day_parts("met_on", TODAY)}
    response = client.post(url(act, one.reference), {"version": one.version, **everything})
    before = one.status
    one.refresh_from_db()

    assert words in words_of(page)
    assert "<textarea" not in page.content.decode()
    assert response.status_code == 200
    assert "There is a problem" in words_of(response)
    assert one.status == before


def test_only_open_acts_are_offered(client, clerk, panel):
    def offered(**facts):
        response = detail(client, ObligationFactory(body=panel, **facts))
        return [act["text"] for act in response.context["acts"]]

    assert offered() == ["Mark as met", "It does not apply"]
    assert offered(missed=True) == ["Mark as met", "Say why it was late", "It does not apply"]
    assert offered(closing=True) == ["It does not apply"]
    assert offered(met=True) == []
    assert offered(late=True, met_by=clerk) == ["Say why it was late", "Open it again"]
    setting_aside = detail(client, ObligationFactory(body=panel, closing=True)).context["acts"]
    assert [act["is_button"] for act in setting_aside] == [False]


@pytest.mark.parametrize("act", ACTS)
def test_who_may_settle(client, panel, act):
    office, clerks, hidden = (
        ObligationFactory(body=panel, public=True, owner=DutyOwner.COMMISSIONER),
        ObligationFactory(body=panel, public=True),
        ObligationFactory(body=panel),
    )
    answers = {}
    for role in (Role.CLERK, Role.OFFICE_DECISIONS, Role.PANEL_MEMBER):
        client.force_login(appointed(panel, role))
        answers[role] = [client.get(url(act, one.reference)).status_code for one in (office, clerks, hidden)]
    client.logout()

    assert answers == {Role.CLERK: [200, 200, 200], Role.OFFICE_DECISIONS: [200, 403, 404], Role.PANEL_MEMBER: [403, 403, 404]}
    assert client.get(url(act, clerks.reference)).status_code == 302


def test_a_save_over_somebody_elses_is_refused_and_the_words_stay(client, clerk, panel):
    one = ObligationFactory(body=panel, missed=True)
    Obligation.objects.filter(pk=one.pk).update(version=2, explanation="Said by somebody else")

    response = client.post(url("obligation-explain", one.reference), {"version": 1, "explanation": "Said by me"})
    one.refresh_from_db()

    assert str(STALE) in words_of(response)
    assert "Said by me" in response.content.decode()
    assert one.explanation == "Said by somebody else"


def test_what_is_typed_is_shown_as_text(client, clerk, panel):
    one = ObligationFactory(body=panel, missed=True)
    sent(client, "obligation-explain", one, explanation="<script>alert(1)</script>")

    for response in (detail(client, one), page_of(client)):
        assert "<script>alert" not in response.content.decode()
        assert "&lt;script&gt;alert" in response.content.decode()


def test_the_clock_decides(client, clerk, panel):
    ObligationFactory(body=panel, due_on=TODAY, due_at=time(17))
    words = {}
    for hour, minute in ((16, 59), (17, 0)):
        with clock.stand_on(datetime(2022, 3, 10, hour, minute, tzinfo=LONDON)):
            words[hour] = groups(page_of(client))

    assert words == {16: ["This week"], 17: ["Missed"]}
