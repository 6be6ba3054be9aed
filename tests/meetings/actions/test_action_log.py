"""The log of actions: in which order, to whom it is shown, narrowed, and taken out as a file."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from documents.choices import Access, ExemptParagraph
from meetings.choices import ActionStatus, ClosedBy
from meetings.models import Action
from meetings.services import actions as services
from tests.factories.minutes import ActionFactory, ActionUpdateFactory, HeldMeetingFactory
from tests.meetings.actions.raising import MARCH, RAISED, TODAY, address_of, paper_of, raise_usual


def _references(response):
    return [action.reference for action in response.context["table"].page]


def test_log_shows_open_ones_first_by_the_day_they_are_due(client, body, march):
    late = ActionFactory(body=body, due_on=date(2022, 3, 1))
    answered = ActionFactory(body=body, status=ActionStatus.ANSWERED)
    undated = ActionFactory(body=body)
    at_meeting = ActionFactory(body=body, due_next_meeting=True)
    coming = ActionFactory(body=body, due_on=date(2022, 5, 1))

    response = client.get(address_of("action-list"))

    assert _references(response) == [one.reference for one in (late, at_meeting, coming, undated, answered)]
    assert [action.is_overdue for action in response.context["table"].page] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("meeting", "overdue"),
    [
        pytest.param({"held_on": MARCH}, True, id="took place"),
        pytest.param({"held_on": TODAY}, False, id="today"),
        pytest.param({"held_on": MARCH, "status": "cancelled", "status_reason": "Snow"}, False, id="cancelled"),
        pytest.param({"held_on": MARCH, "kind": "confirmatory-hearing"}, False, id="a hearing"),
        pytest.param({"held_on": RAISED}, False, id="the one that agreed it"),
    ],
)
def test_due_by_the_next_meeting_is_overdue_once_it_has_taken_place(client, body, meeting, overdue):
    ActionFactory(body=body, due_next_meeting=True)
    HeldMeetingFactory(body=body, **meeting)

    response = client.get(address_of("action-list") + "?overdue=yes")

    assert len(_references(response)) == int(overdue)


def test_counts_lead_to_the_states(client, body, march):
    ActionFactory.create_batch(2, body=body, due_on=date(2022, 3, 1))
    ActionFactory(body=body, status=ActionStatus.ANSWERED)

    facts = client.get(address_of("action-list")).context["key_facts"]

    assert [(fact["term"], fact["note"]) for fact in facts] == [("Open", "2 overdue"), ("Answered", ""), ("Closed", "")]
    assert 'href="?status=open">2</a>' in facts[0]["value"]
    assert facts[2]["value"] == "0"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?status=answered", ["A-2022-302"]),
        ("?owner=Chief+Constable", ["A-2022-303"]),
        ("?overdue=yes", ["A-2022-301"]),
        ("?meeting=2022-02-01-panel", ["A-2022-303"]),
        ("?status=open&owner=Nobody", []),
        ("?sort=-reference", ["A-2022-303", "A-2022-302", "A-2022-301"]),
        ("?sort=owner", ["A-2022-301", "A-2022-302", "A-2022-303"]),
    ],
)
def test_log_is_narrowed_and_sorted(client, body, query, found):
    ActionFactory(body=body, reference="A-2022-301", owner_name="A council", due_on=date(2022, 3, 1))
    ActionFactory(body=body, reference="A-2022-302", owner_name="B council", status=ActionStatus.ANSWERED)
    ActionFactory(body=body, reference="A-2022-303", owner_name="Chief Constable", raised_meeting=HeldMeetingFactory(body=body))
    assert _references(client.get(address_of("action-list") + query)) == found


def test_private_series_is_for_those_entitled(client, body, member, clerk):
    ActionFactory(body=body, reference="A-2022-301")
    ActionFactory(body=body, exempt=True, reference="AX-2022-301", text="CANARY-TEXT", owner_name="CANARY-OWNER")
    ActionFactory(body=body, unpublished=True, reference="A-2022-302", text="CANARY-DRAFT")

    page = client.get(address_of("action-list"))
    assert _references(page) == ["A-2022-301"]
    assert b"CANARY" not in page.content
    assert "series" not in page.context["filter_form"].fields
    for fmt in ("csv", "xlsx", "ods"):
        assert b"CANARY" not in client.get(address_of("action-export", fmt)).content

    client.force_login(member)
    assert _references(client.get(address_of("action-list") + "?series=private")) == ["AX-2022-301"]
    client.force_login(clerk)
    assert _references(client.get(address_of("action-list"))) == ["A-2022-301", "A-2022-302", "AX-2022-301"]


def test_last_evidence_is_what_the_reader_may_see(client, body, march, member):
    action = ActionFactory(body=body)
    shown = paper_of(body, march, title="Violence reduction")
    hidden = paper_of(body, march, title="CANARY-PAPER", access=Access.EXEMPT, exempt_paragraph=ExemptParagraph.INDIVIDUAL)
    for paper, day in ((shown, MARCH), (hidden, TODAY)):
        services.say_of_action(
            action=action, version=Action.objects.get().version, actor=None, on=day, text="Look", answers=True,
            evidence=[(("paper", paper.pk), 43, "")],
        )  # fmt: skip

    page = client.get(address_of("action-list")).content.decode()
    assert "Violence reduction, 17 Mar 2022, page 43" in page
    assert "CANARY" not in page
    client.force_login(member)
    assert "CANARY-PAPER" in client.get(address_of("action-list")).content.decode()


def test_whoever_answers_for_it_may_add_an_update_from_the_log(client, body, officer):
    action = ActionFactory(body=body, owner_user=officer)
    ActionFactory(body=body)
    assert "Add an update" not in client.get(address_of("action-list")).content.decode()
    client.force_login(officer)
    page = client.get(address_of("action-list")).content.decode()
    assert page.count("Add an update") == 1
    assert address_of("action-say", action.reference) in page


@pytest.mark.parametrize(
    ("rows", "query", "words"),
    [
        pytest.param(False, "", "No action is entered yet.", id="nothing at all"),
        pytest.param(True, "?status=open", "Every action is closed. The last was closed on 17 Mar 2022.", id="all closed"),
        pytest.param(True, "?status=answered", "No actions match. Remove a filter.", id="none match"),
    ],
)
def test_empty_log_says_why(client, body, march, rows, query, words):
    if rows:
        action = raise_usual(body, is_out=True)
        services.close_action(action=action, version=1, how=ClosedBy.MEETING, meeting=march, actor=None)
    assert words in client.get(address_of("action-list") + query).content.decode()


def _many(body, count):
    first = ActionFactory(body=body, due_next_meeting=True)
    copies = [
        Action(
            area=first.area, body=body, reference=f"A-2021-{number:03d}", text="To report", owner_name="Chief Finance Officer",
            raised_on=RAISED - timedelta(days=number), created_at=first.created_at, published_at=first.created_at,
        )
        for number in range(1, count)
    ]  # fmt: skip
    Action.objects.bulk_create(copies)
    ActionUpdateFactory(action=first)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_log_asks_the_same_questions_of_any_number(client, body, count, django_assert_num_queries):
    _many(body, count)
    with django_assert_num_queries(10):
        response = client.get(address_of("action-list"))
    assert (response.status_code, len(_references(response))) == (200, min(count, 50))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_export_asks_the_same_questions_of_any_number(client, body, count, django_assert_num_queries):
    _many(body, count)
    with django_assert_num_queries(7):
        response = client.get(address_of("action-export", "csv"))
    assert len(response.content.decode().splitlines()) == count + 1


def test_export_holds_exactly_what_the_log_shows_and_no_formula(client, body, march):
    ActionFactory(body=body, reference="A-2022-301", text="=HYPERLINK(0)", owner_name="+44 office", due_on=date(2022, 3, 1))
    ActionFactory(body=body, reference="A-2022-302", status=ActionStatus.ANSWERED)

    content = client.get(address_of("action-export", "xlsx") + "?status=open").content

    rows = [list(row) for row in load_workbook(BytesIO(content)).active.iter_rows(values_only=True)]
    assert rows[0][:9] == [
        "Reference", "Body", "Action", "Kind of owner", "Who is to do it", "Due", "Agreed on", "Private", "State",
    ]  # fmt: skip
    assert [row[:10] for row in rows[1:]] == [
        ["A-2022-301", "Avon Police and Crime Panel", "'=HYPERLINK(0)", "An office", "'+44 office", "1 Mar 2022", "1 Feb 2022",
         "no", "Open", "yes"],
    ]  # fmt: skip
    assert client.get(address_of("action-export", "pdf")).status_code == 404
