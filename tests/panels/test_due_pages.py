"""What is due: who reads it, in which order, with which provision; and what is recorded of it by hand."""

import csv
import io
from datetime import date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from import_export.formats.base_formats import CSV, ODS, XLSX

from accounts.choices import Role
from interface import clock
from interface.clock import LONDON
from panels.choices import DutyOwner
from panels.models import Obligation
from panels.resources import state_of
from tests.factories.accounts import UserFactory
from tests.factories.due import ObligationFactory
from tests.factories.panels import AppointmentFactory, BodyFactory
from tests.panels.due_pages import UNVERIFIED, appointed, groups, page_of, shown, url, words_of

TODAY = date(2022, 3, 10)  # a Thursday

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, clerk):
    client.force_login(clerk)
    return clerk


# Who reads the list -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.CLERK, 200), (Role.LEAD_OFFICER, 200), (Role.OFFICE_DECISIONS, 200), (Role.PANEL_MEMBER, 403), (Role.CHAIR, 403),
        (Role.AUDITOR, 403), (None, 302),
    ],
)  # fmt: skip
def test_the_list_is_for_those_who_work_with_it(client, panel, role, status):
    if role:
        client.force_login(appointed(panel, role))

    assert client.get(url("obligation-list")).status_code == status
    assert client.get(url("obligation-export", "csv")).status_code == status


def test_a_clerk_of_another_area_does_not_read_it(client, panel):
    client.force_login(AppointmentFactory().user)

    assert client.get(url("obligation-list")).status_code == 403


def test_the_office_sees_what_it_owes_and_what_is_public(client, panel):
    client.force_login(appointed(panel, Role.OFFICE_DECISIONS))
    public, office = ObligationFactory(body=panel, public=True), ObligationFactory(body=panel, owner=DutyOwner.COMMISSIONER)
    ObligationFactory(body=panel, title="CANARY of the clerk")
    ObligationFactory(public=True, title="CANARY of another area")

    response = page_of(client)

    assert set(shown(response)) == {public.reference, office.reference}
    assert "CANARY" not in response.content.decode()


# The order and the words of it ---------------------------------------------------------------------------------------


def test_missed_ones_stand_first_then_week_by_week(client, clerk, panel):
    next_week = ObligationFactory(body=panel, due_on=date(2022, 3, 14))
    far = ObligationFactory(body=panel, due_on=date(2022, 5, 4))
    at_five = ObligationFactory(body=panel, due_on=TODAY, due_at=time(17))
    this_week = ObligationFactory(body=panel, due_on=date(2022, 3, 13))
    missed = ObligationFactory(body=panel, due_on=date(2022, 3, 8))
    just_missed = ObligationFactory(body=panel, due_on=TODAY, due_at=time(12))
    ObligationFactory(body=panel, closing=True, due_on=date(2022, 3, 8), title="It closed")

    response = page_of(client)

    rows = [missed, just_missed, at_five, this_week, next_week, far]
    assert shown(response) == [one.reference for one in rows]
    assert groups(response) == ["Missed", "This week", "Next week", "Week of Monday 2 May 2022"]
    assert "It closed" not in response.content.decode()
    assert "6 deadlines" in words_of(response)


def test_every_row_names_its_provision_and_marks_what_is_not_verified(client, clerk, panel):
    ObligationFactory(body=panel, provision="Section 1 of one Act")
    ObligationFactory(body=panel, provision="Section 2 of another", unverified=True)

    words = words_of(page_of(client))

    assert "Section 1 of one Act" in words
    assert f"Section 2 of another {UNVERIFIED}" in words
    assert words.count(UNVERIFIED) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"missed", "coming", "mine", "theirs", "closes"}),
        ("?state=missed", {"missed"}),
        ("?state=upcoming", {"coming", "mine", "theirs", "closes"}),
        ("?state=met", {"met", "late"}),
        ("?state=late", {"late"}),
        ("?state=closed", {"closed"}),
        ("?state=not-applicable", {"aside"}),
        ("?state=all", {"missed", "coming", "mine", "theirs", "closes", "met", "late", "closed", "aside"}),
        ("?state=nonsense", set()),
        ("?owner=commissioner", {"theirs"}),
        ("?kind=questions-close", {"closes"}),
        ("?kind=report&state=upcoming", {"mine"}),
        ("?mine=yes", {"missed", "coming", "mine"}),
    ],
)
def test_it_is_narrowed(client, clerk, panel, query, found):
    ObligationFactory(body=panel, reference="missed", missed=True)
    ObligationFactory(body=panel, reference="coming")
    ObligationFactory(body=panel, reference="mine", key="report", owner=DutyOwner.HOST, owner_user=clerk)
    ObligationFactory(body=panel, reference="theirs", key="report2", owner=DutyOwner.COMMISSIONER)
    ObligationFactory(body=panel, reference="closes", closing=True)
    ObligationFactory(body=panel, reference="closed", closing=True, due_on=date(2022, 3, 8))
    ObligationFactory(body=panel, reference="met", met=True)
    ObligationFactory(body=panel, reference="late", late=True)
    ObligationFactory(body=panel, reference="aside", set_aside=True)

    response = page_of(client, query)
    file = client.get(url("obligation-export", "csv") + query)

    assert set(shown(response)) == found
    assert {line["Reference"] for line in csv.DictReader(io.StringIO(file.content.decode()))} == found


def test_the_filter_and_the_tags_agree_on_every_deadline_around_now(client, clerk, panel):
    """Days and hours around a moment, owed and merely closing: each stands under the state that its tag says."""
    now = datetime(2022, 3, 10, 17, tzinfo=LONDON)
    hours = (None, time(16, 59), time(17), time(17, 1), time(0), time(23, 59))
    days = (date(2022, 3, 9), TODAY, date(2022, 3, 11))
    facts = [(day, hour, closing) for day in days for hour in hours for closing in (True, False)]
    for day, hour, closing in facts:
        ObligationFactory(body=panel, due_on=day, due_at=hour, is_closing=closing)
    said: dict[str, set[str]] = {"missed": set(), "upcoming": set(), "closed": set()}
    for one in Obligation.objects.all():
        key = state_of(one, now).key
        said["upcoming" if key == "today" else key].add(one.reference)

    with clock.stand_on(now):
        found = {state: set(shown(page_of(client, f"?state={state}"))) for state in said}

    assert found == said
    assert sum(len(rows) for rows in found.values()) == len(facts)


def test_what_another_person_owes_by_name_is_not_mine(client, clerk, panel):
    ObligationFactory(body=panel, owner_user=UserFactory())

    assert shown(page_of(client, "?mine=yes")) == []


def test_a_clerk_of_one_body_is_not_shown_anothers_as_theirs(client, panel):
    other = BodyFactory(area=panel.area)
    client.force_login(appointed(panel, body=panel))
    own = ObligationFactory(body=panel)
    ObligationFactory(body=other, public=True)

    assert shown(page_of(client, "?mine=yes")) == [own.reference]


def test_what_was_met_late_stays_on_record_under_its_own_heading(client, clerk, panel):
    older = ObligationFactory(body=panel, late=True, due_on=date(2022, 2, 1))
    newer = ObligationFactory(body=panel, late=True, due_on=date(2022, 3, 1), explanation="The printer broke.")

    response = page_of(client, "?state=late")

    assert "<h1" in response.content.decode()
    assert "What was met late" in words_of(response)
    assert shown(response) == [newer.reference, older.reference]
    assert "The printer broke." in words_of(response)
    assert "Met late 10 Mar" in words_of(response)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Nothing is due. Deadlines come here when a meeting is called"),
        ("?state=missed", "Nothing is missed."),
        ("?state=late", "Nothing was met late."),
        ("?owner=chair", "No deadlines match. Remove a filter."),
    ],
)
def test_an_empty_list_says_why_and_what_next(client, clerk, panel, query, words):
    response = page_of(client, query)

    assert words in words_of(response)
    assert "Download as" not in words_of(response)


def test_it_can_be_sorted_and_then_has_no_weeks(client, clerk, panel):
    second = ObligationFactory(body=panel, title="Bravo", due_on=date(2022, 3, 8))
    first = ObligationFactory(body=panel, title="Alpha", due_on=date(2022, 4, 8))

    response = page_of(client, "?sort=what")

    assert shown(response) == [first.reference, second.reference]
    assert groups(response) == []


@pytest.mark.parametrize("kind", [CSV, XLSX, ODS])
def test_the_file_holds_exactly_what_the_list_shows(client, clerk, panel, kind):
    rows = [ObligationFactory(body=panel, title=f"=cmd|{number}", due_on=date(2022, 4, 1)) for number in range(60)]
    ObligationFactory(body=panel, met=True)
    fmt = kind().get_extension()

    response = client.get(url("obligation-export", fmt) + "?sort=-when&page=2")
    content = response.content.decode() if fmt == "csv" else response.content
    table = kind().create_dataset(content)

    assert [one.reference for one in rows] == sorted(
        table["Reference"], key=lambda one: [row.reference for row in rows].index(one)
    )
    assert {title[:2] for title in table["What is due"]} == {"'="}
    assert set(table["Provision"]) == {rows[0].provision}


def test_a_file_of_no_known_kind_is_not_found(client, clerk, panel):
    assert client.get(url("obligation-export", "pdf")).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_asks_the_database_as_often_for_many_as_for_one(client, clerk, panel, count):
    people = [UserFactory() for _number in range(min(count, 5))]
    rows = [
        ObligationFactory.build(body=panel, area=panel.area, owner_user=people[number % len(people)], due_on=date(2022, 3, 8))
        for number in range(count)
    ]
    Obligation.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as listed:
        assert len(shown(page_of(client))) == min(count, 50)
    with CaptureQueriesContext(connection) as exported:
        client.get(url("obligation-export", "csv"))

    assert (len(listed), len(exported)) == (LISTED, EXPORTED)


LISTED, EXPORTED = 8, 7
