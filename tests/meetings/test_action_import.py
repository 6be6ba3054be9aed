"""An action log from a spreadsheet: looked at first, kept whole or not at all, by those who may."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import Workbook
from tablib import Dataset

from accounts.choices import Role
from accounts.models import AuditEntry
from interface import clock
from interface.spreadsheets import MOST_ROWS
from meetings.models import Action
from meetings.resources import ActionImportResource, wrong_cells
from panels.models import Counter, PersonAlias
from tests.factories.minutes import ActionFactory, HeldMeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, MembershipFactory
from tests.meetings.importing import HEADINGS, TODAY, kept_after, report_of, sent_file

GOOD = [
    ["Say what serious violence means", "office", "Office of the Commissioner", "next meeting", "1/2/22", ""],
    ["Report the 101 figures", "an organisation", "Avon Council", "17 Mar 2022", "2022-02-01", "yes"],
    ["=cmd|' /C calc'!A0", "Office", "Chief Constable", "", "1 February 2022", "No"],
]


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def page(client, body, clerk):
    client.force_login(clerk)
    return reverse("actions:action-import", args=["avon"])


def _csv(*rows, headings=HEADINGS):
    return Dataset(*rows, headers=headings).export("csv").encode()


# Looked at, then kept


def test_file_is_shown_before_anything_is_kept(client, page):
    response = sent_file(client, page, _csv(*GOOD))

    assert response.templates[0].name == "meetings/action_import_preview.html"
    rows = [(row.text, row.owner, row.due_on, row.due_next_meeting, row.is_private) for row in response.context["rows"]]
    assert rows == [
        ("Say what serious violence means", "Office of the Commissioner", None, True, False),
        ("Report the 101 figures", "Avon Council", date(2022, 3, 17), False, True),
        ("=cmd|' /C calc'!A0", "Chief Constable", None, False, False),
    ]
    assert response.context["button"] == "Enter 3 actions"
    assert not Action.objects.exists()
    assert not Counter.objects.filter(last__gt=0).exists()
    assert not AuditEntry.objects.filter(action="meetings.action_raised").exists()


def test_what_was_looked_at_is_kept_once(client, page, body, clerk):
    meeting = HeldMeetingFactory(body=body)
    preview = sent_file(client, page, _csv(*GOOD))

    for _turn in range(2):
        response = kept_after(client, page, preview)

    assert response.status_code == 302, (response.context["report"], response.context["form"].errors)
    assert response.url == reverse("actions:action-list", args=["avon"])
    kept = Action.objects.order_by("pk").values_list("reference", "raised_on", "created_by", "raised_meeting")
    assert list(kept) == [
        (reference, date(2022, 2, 1), clerk.pk, meeting.pk) for reference in ("A-2022-001", "AX-2022-001", "A-2022-002")
    ]
    assert Action.objects.filter(published_at__isnull=True).count() == 0


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods"])
def test_every_kind_of_file_is_read_alike(client, page, fmt):
    data = Dataset(*GOOD[:2], headers=HEADINGS).export(fmt)
    response = sent_file(client, page, data if isinstance(data, bytes) else data.encode(), f"Log.{fmt.upper()}")
    assert [row.text for row in response.context["rows"]] == [row[0] for row in GOOD[:2]]


def test_dates_and_numbers_of_a_spreadsheet_are_understood(client, page):
    book = Workbook()
    book.active.append(HEADINGS)
    book.active.append([101, "office", "Chief Constable", datetime.fromisoformat("2022-03-17"), date(2022, 2, 1), False])
    data = io.BytesIO()
    book.save(data)

    (row,) = sent_file(client, page, data.getvalue(), "log.xlsx").context["rows"]

    assert (row.text, row.due_on, row.raised_on, row.is_private) == ("101", date(2022, 3, 17), date(2022, 2, 1), False)


def test_headings_may_stand_in_any_order_and_case(client, page):
    headings = ["agreed on", " ACTION ", "Who is to do it", "Kind of owner"]
    response = sent_file(client, page, _csv(["1/2/22", "Report", "Chief Constable", "office"], headings=headings))
    assert [row.text for row in response.context["rows"]] == ["Report"]


# All or nothing


def test_every_wrong_cell_is_named_and_nothing_is_kept(client, page, body):
    MembershipFactory(body=body, person__name="Nicola Clark")
    ActionFactory(body=body, text="Already here.", reference="A-2022-301", raised_on=date(2022, 2, 1))
    rows = [
        GOOD[0],
        ["", "clerk", "Somebody", "31/2/22", "soon", "perhaps"],
        ["Ask Nicola", "person", "Nicola Clerk", "", "1/2/22", ""],
        ["already  HERE", "office", "Chief Constable", "", "1/2/22", ""],
        ["Too early", "office", "Chief Constable", "31/1/22", "1/2/22", ""],
        ["Tomorrow", "office", "Chief Constable", "", "21/3/22", ""],
        [GOOD[0][0].upper(), *GOOD[0][1:]],
        ["Nobody does it", "office", " ", "", "1/2/22", ""],
    ]

    response = sent_file(client, page, _csv(*rows))

    assert report_of(response) == [
        (3, "Action", "", "Write what is to be done"),
        (3, "Kind of owner", "clerk", "Write person, office or organisation"),
        (3, "Due", "31/2/22", "Write a day like 17/3/22, 17 Mar 2022 or 2022-03-17, or “next meeting”"),
        (3, "Agreed on", "soon", "Write a day like 17/3/22, 17 Mar 2022 or 2022-03-17"),
        (3, "Private", "perhaps", "Write yes or no"),
        (4, "Who is to do it", "Nicola Clerk",
         "Nobody of that name is known here. Check the spelling, or write an office"),
        (5, "Action", "already  HERE", "This action is in the log already as A-2022-301. Take the row out"),
        (6, "Due", "31/1/22", "The action was agreed on Tuesday 1 February 2022. Choose that day or a later one"),
        (7, "Agreed on", "21/3/22", "An action cannot be agreed on a day that has not come yet"),
        (8, "Action", GOOD[0][0].upper(), "This is the same action as in row 2. Take one of them out"),
        (9, "Who is to do it", "", "Write who is to do it"),
    ]  # fmt: skip
    assert response.context["report_words"] == "7 rows are wrong. Nothing was kept"
    assert response.content.decode().count("<title>Error: ") == 1
    assert Action.objects.count() == 1
    assert not Counter.objects.filter(last__gt=0).exists()


def test_rows_that_became_wrong_meanwhile_are_not_kept(client, page, body):
    preview = sent_file(client, page, _csv(*GOOD))
    ActionFactory(body=body, text=GOOD[0][0], reference="A-2022-301", raised_on=date(2022, 2, 1))

    response = kept_after(client, page, preview)

    assert [(row, column) for row, column, _cell, _reason in report_of(response)] == [(2, "Action")]
    assert Action.objects.count() == 1
    again = kept_after(client, page, preview)  # the token was not used up by the refusal
    assert report_of(again) == report_of(response)


def test_the_libraries_default_would_keep_the_good_rows(body, clerk):
    """The same rows without the two switches: it shows that the test above would notice."""
    rows = [[GOOD[0][0], "office", "Chief Constable", "", "1/2/22", ""], ["", "office", "Chief Constable", "", "1/2/22", ""]]
    dataset = Dataset(*rows, headers=["text", "owner_kind", "owner_name", "due_on", "raised_on", "access"])
    resource = ActionImportResource(bodies=[body], actor=clerk, numbers=[2, 3])

    result = resource.import_data(dataset, use_transactions=False)

    assert (wrong_cells(result, [2, 3]), Action.objects.count()) == ([(3, "text", "Write what is to be done")], 1)


@pytest.mark.parametrize(
    ("headings", "problems"),
    [
        (["Action", "Kind of owner", "Agreed on"], ["Add the column “Who is to do it”"]),
        ([*HEADINGS, "Notes"], ["We do not know the column “Notes”. Take it out, or correct its heading"]),
        ([*HEADINGS, "action"], ["The column “action” is there twice. Take one out"]),
        ([*HEADINGS, ""], []),
    ],
)
def test_headings_that_are_not_right_are_named(client, page, headings, problems):
    response = sent_file(client, page, _csv([*GOOD[0][: len(headings)], "x"][: len(headings)], headings=headings))
    if problems:
        assert [line["reason"] for line in response.context["report"]] == problems
        assert response.context["report_words"] == "The columns are not right. Nothing was kept"
    else:
        assert response.status_code == 200
    assert not Action.objects.exists()


def test_member_is_known_by_another_name_and_two_of_one_name_are_refused(client, page, body):
    seat = MembershipFactory(body=body, person__name="Nicola Clark")
    PersonAlias.objects.create(person=seat.person, name="Cllr N. Clark")
    for _turn in range(2):
        MembershipFactory(body=body, person__name="Ann Ash", person__area=body.area)
    row = ["person", "", "1/2/22", ""]

    preview = sent_file(client, page, _csv(["Ask her", row[0], "cllr  n. clark", *row[1:]]))
    assert [(one.owner_person, one.owner_name) for one in preview.context["rows"]] == [(seat.person, "")]

    refused = sent_file(client, page, _csv(["Ask her", row[0], "Ann Ash", *row[1:]]))
    assert report_of(refused)[0][3] == "Several people have that name. Enter this action in the log itself"


def test_closed_actions_are_left_to_those_who_may_close(client, page):
    rows = [[*GOOD[0], "Closed"], [*GOOD[1], "Answered"], [*GOOD[2], "Open"]]
    response = sent_file(client, page, _csv(*rows, headings=[*HEADINGS, "State"]))
    assert [(row, reason) for row, _column, _cell, reason in report_of(response)] == [
        (2, "Only a meeting, or the Chair with a reason, can close this action. Leave closed actions out"),
        (3, "Only open actions can be taken in. Take them in as open, then record in the log what answered them"),
    ]


# Several bodies, and who may


def test_body_is_needed_when_somebody_keeps_several(client, page, body, area):
    BodyFactory(area=area, slug="board", name="Governance Board")
    headings = ["Body", *HEADINGS]
    refused = sent_file(client, page, _csv(["", *GOOD[0]], ["Other", *GOOD[1]], headings=headings))
    assert [reason for _row, _column, _cell, reason in report_of(refused)] == [
        "Write the body that agreed the action",
        "You keep the actions of no body of that name. Check the spelling",
    ]
    preview = sent_file(client, page, _csv(["governance board", *GOOD[0]], ["panel", *GOOD[1]], headings=headings))
    assert [row.body.slug for row in preview.context["rows"]] == ["board", "panel"]


def test_clerk_of_one_body_takes_in_for_that_body_alone(client, body, area):
    BodyFactory(area=area, slug="board", name="Governance Board")
    own = AppointmentFactory(area=area, body=body, role=Role.CLERK).user
    client.force_login(own)
    url = reverse("actions:action-import", args=["avon"])
    refused = sent_file(client, url, _csv(["board", *GOOD[0]], headings=["Body", *HEADINGS]))
    assert report_of(refused)[0][3] == "You keep the actions of no body of that name. Check the spelling"


def test_others_take_nothing_in(client, body, member):
    url = reverse("actions:action-import", args=["avon"])
    assert client.get(url).status_code == 302
    client.force_login(member)
    assert (client.get(url).status_code, sent_file(client, url, _csv(*GOOD)).status_code) == (403, 403)
    assert client.get(reverse("actions:action-columns", args=["avon", "csv"])).status_code == 403


# Tampered with, many, and two at once


@pytest.mark.parametrize("sheet", ["", "{}", "[]", '{"headings": 1, "rows": []}', '{"headings": [], "rows": [[1]]}'])
def test_rows_that_were_tampered_with_are_sent_afresh(client, page, sheet):
    preview = sent_file(client, page, _csv(*GOOD))
    response = client.post(page, {"sheet": sheet, "token": preview.context["form"]["token"].value()})
    assert response.status_code == 200
    assert not Action.objects.exists()


def test_more_rows_than_a_file_may_have_are_refused_when_kept_too(client, page):
    preview = sent_file(client, page, _csv(*GOOD))
    sheet = json.loads(preview.context["form"]["sheet"].value())
    sheet["rows"] = [[number, sheet["rows"][0][1]] for number in range(MOST_ROWS + 1)]
    response = client.post(page, {"sheet": json.dumps(sheet), "token": preview.context["form"]["token"].value()})
    assert [line["reason"] for line in response.context["report"]] == ["There are too many rows. Send the file again"]
    assert not Action.objects.exists()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_looking_through_a_file_asks_the_same_of_any_number(client, page, count, django_assert_num_queries):
    rows = [[f"Report {number}", "office", "Chief Constable", "", "1/2/22", ""] for number in range(count)]
    savepoints = 2 * count
    with django_assert_num_queries(15 + savepoints):
        response = sent_file(client, page, _csv(*rows))
    assert len(response.context["rows"]) == count


@pytest.mark.parametrize("count", [1, 3, 60])
def test_keeping_a_file_asks_a_dozen_questions_of_each_row(client, page, count, django_assert_max_num_queries):
    rows = [[f"Report {number}", "office", "Chief Constable", "", "1/2/22", ""] for number in range(count)]
    preview = sent_file(client, page, _csv(*rows))
    with django_assert_max_num_queries(26 + 14 * count):
        kept_after(client, page, preview)
    assert Action.objects.count() == count


@pytest.mark.django_db(transaction=True)
def test_one_file_kept_by_two_at_once_is_entered_once():
    seat = AppointmentFactory(area__slug="avon")
    body = BodyFactory(area=seat.area)
    numbers, dataset = [2], Dataset(["Report", "office", "Chief Constable", "1/2/22"])
    dataset.headers = ["text", "owner_kind", "owner_name", "raised_on"]
    start = Barrier(2)

    def keep(_turn):
        try:
            start.wait()
            with clock.stand_on(TODAY):
                resource = ActionImportResource(bodies=[body], actor=seat.user, numbers=numbers, keeps=True)
                result = resource.import_data(dataset, use_transactions=True, rollback_on_validation_errors=True)
                return wrong_cells(result, numbers)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        said = sorted(threads.map(keep, range(2)))

    assert said == [[], [(2, "text", "This action is in the log already as A-2022-001. Take the row out")]]
    assert Action.objects.count() == 1
