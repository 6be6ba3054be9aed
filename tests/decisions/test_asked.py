"""What the panel has asked of the Commissioner: one page across recommendations, reports, requests and actions."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.choices import Role
from decisions.choices import CaseStatus, Outcome
from decisions.models import Case, Report, Response
from decisions.rules.asked import Asked, AskedKind, AskedState, in_order, narrowed, state_of
from decisions.services.asked import read_asked
from interface import clock
from meetings.models import Action, Recommendation
from panels.choices import DutyAccess, DutyOwner, DutyStatus
from tests.factories.decisions import CaseFactory, ReportFactory, ResponseFactory
from tests.factories.due import ObligationFactory
from tests.factories.minutes import (
    ActionFactory,
    ActionUpdateFactory,
    HeldMeetingFactory,
    RecommendationFactory,
    RecommendationResponseFactory,
)
from tests.factories.panels import AppointmentFactory

TODAY = date(2022, 3, 20)
LATE, SOON, MADE = date(2022, 3, 19), date(2022, 4, 1), date(2022, 2, 1)
PCC = "Police and Crime Commissioner"


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def lists(client):
    def rows(query=""):
        return client.get(reverse("asked:asked-list", args=["avon"]) + query).context["table"].page

    return rows


def _asked(state=AskedState.WAITING, due_on=None, received_on=None, reference="X", kind=AskedKind.ACTION):
    return Asked(kind, reference, "", "", MADE, due_on, "", True, received_on, state)


def _page(client, query=""):
    return client.get(reverse("asked:asked-list", args=["avon"]) + query).content.decode()


# How something stands


@pytest.mark.parametrize(
    ("received_on", "due_on", "is_over", "state"),
    [
        (None, None, False, AskedState.WAITING),
        (None, TODAY, False, AskedState.WAITING),
        (None, LATE, False, AskedState.LATE),
        (SOON, LATE, True, AskedState.ANSWERED),
        (None, LATE, True, AskedState.OVER),
    ],
)
def test_state_follows_from_the_days(received_on, due_on, is_over, state):
    assert state_of(received_on=received_on, due_on=due_on, is_over=is_over, today=TODAY) == state


def test_what_presses_stands_first_and_what_came_last_before_what_came_earlier():
    rows = [
        _asked(AskedState.ANSWERED, received_on=MADE, reference="first answer"),
        _asked(reference="no day"),
        _asked(due_on=SOON, reference="soon"),
        _asked(AskedState.LATE, due_on=LATE, reference="late"),
        _asked(AskedState.ANSWERED, received_on=LATE, reference="last answer"),
        _asked(AskedState.LATE, due_on=MADE, reference="longest late"),
    ]
    names = [one.reference for one in in_order(rows)]
    assert names == ["longest late", "late", "soon", "no day", "last answer", "first answer"]


def test_what_is_late_waits_too():
    rows = [_asked(AskedState.LATE), _asked(), _asked(AskedState.ANSWERED)]
    assert len(narrowed(rows, state=AskedState.WAITING)) == 2
    assert len(narrowed(rows, state=AskedState.LATE)) == 1
    assert narrowed(rows, kind=AskedKind.REPORT) == []


# What stands there


def test_page_holds_every_kind_with_its_day_its_provision_and_what_came(client, body, rulebook, lists):
    made = RecommendationFactory(body=body, response_due_on=SOON)
    case = CaseFactory(body=body, reported=True)
    ReportFactory(case=case, published=True, response_due_on=LATE)
    CaseFactory(body=body, information=True, notified=True, slug="response-times")
    CaseFactory(body=body, attendance=True, slug="finance", status=CaseStatus.CLOSED, outcome=Outcome.DONE, outcome_on=MADE)
    action = ActionFactory(body=body, owner_name=PCC, due_on=SOON, raised_meeting=HeldMeetingFactory(body=body))
    rows = {(one.kind, one.reference): one for one in lists()}
    assert {key: (one.state, one.due_on, one.received_on) for key, one in rows.items()} == {
        ("recommendation", made.reference): (AskedState.WAITING, SOON, None),
        ("report", case.slug): (AskedState.LATE, LATE, None),
        ("information", "response-times"): (AskedState.WAITING, SOON, None),
        ("attendance", "finance"): (AskedState.ANSWERED, SOON, MADE),
        ("action", action.reference): (AskedState.WAITING, SOON, None),
    }
    assert rows["report", case.slug].under == "Police Reform and Social Responsibility Act 2011, s.12(5)"
    assert not rows["information", "response-times"].is_verified
    assert rows["action", action.reference].under == f"Minutes of Tuesday 1 February 2022, action {action.reference}"
    page = _page(client)
    assert "Where the law names no day, the panel asks for one of its own." in page
    assert "Not yet verified" in page
    assert "Police Reform and Social Responsibility Act 2011, s.13" in page


def test_days_that_the_law_lays_down_come_from_what_is_due(body, rulebook):
    case = CaseFactory(body=body, answered=True)
    report = ReportFactory(case=case, published=True)
    facts = {
        "area": body.area,
        "body": body,
        "subject_kind": "case",
        "subject_key": str(case.pk),
        "owner": DutyOwner.COMMISSIONER,
    }
    ObligationFactory(
        key="response", due_on=date(2022, 2, 15), provision="SI 2012/2271, regulation 6", access=DutyAccess.PUBLIC,
        status=DutyStatus.MET, met_at=clock.now(), **facts,
    )  # fmt: skip
    ResponseFactory(case=case, report=report, published_at=None)
    (row,) = read_asked(body.area, AppointmentFactory().user)
    assert (row.due_on, row.under) == (date(2022, 2, 15), "SI 2012/2271, regulation 6")
    # that an answer came is known from what is due, though nobody outside reads it
    assert (row.state, row.received_on, row.was_late) == (AskedState.ANSWERED, TODAY, True)


def test_answers_take_their_rows_out_of_what_waits(body, lists):
    made = RecommendationFactory(body=body, response_due_on=MADE, status="accepted")
    RecommendationResponseFactory(recommendation=made, responded_on=date(2022, 3, 1))
    RecommendationResponseFactory(recommendation=made, responded_on=date(2022, 3, 5))
    action = ActionFactory(body=body, owner_name=PCC, status="answered")
    ActionUpdateFactory(action=action, status="answered", on=date(2022, 3, 2))
    report = ReportFactory(case=CaseFactory(body=body, answered=True), published=True)
    ResponseFactory(case=report.case, report=report, responded_on=date(2022, 2, 11))
    assert [one.received_on for one in lists()] == [date(2022, 3, 2), date(2022, 3, 1), date(2022, 2, 11)]
    assert list(lists("?state=waiting")) == []


def test_only_actions_of_the_commissioners_office_stand_here(area, body, office, lists):
    for name in ("Chief Constable", "The panel", "Clerk to the panel", "Epcc working group"):
        ActionFactory(body=body, owner_name=name)
    wanted = [ActionFactory(body=body, owner_name=name) for name in ("OPCC", "The PCC’s office", "the commissioner")]
    wanted.append(ActionFactory(body=body, owner_name="Chief Finance Officer", owner_user=office))
    ActionFactory(body=body, owner_name=PCC, status="superseded")
    assert {one.reference for one in lists()} == {one.reference for one in wanted}


# Who reads what


def test_each_reader_sees_what_is_theirs(client, area, body, office, member, clerk, lists):
    RecommendationFactory(body=body)
    RecommendationFactory(body=body, exempt=True, text="CANARY-PRIVATE")
    RecommendationFactory(body=body, unpublished=True, text="CANARY-DRAFT")
    RecommendationFactory(body=body, withdrawn_at=clock.now(), text="CANARY-WITHDRAWN")
    ActionFactory(body=body, exempt=True, owner_name=PCC, text="CANARY-PRIVATE")
    shared = CaseFactory(body=body, unpublished=True, information=True, slug="canary-shared", title="CANARY-SHARED")
    CaseFactory(body=body, unshared=True, information=True, slug="canary-secret", title="CANARY-SECRET")
    CaseFactory(body=body, withdrawn=True, information=True, title="CANARY-WITHDRAWN")
    ReportFactory(case=CaseFactory(body=body, title="CANARY-DRAFT"))
    ReportFactory(case=CaseFactory(body=body, title="CANARY-ISSUED"), issued=True)
    seen = {}
    for name, user in {"public": None, "office": office, "member": member, "clerk": clerk}.items():
        client.logout()
        if user:
            client.force_login(user)
        page = _page(client)
        words = ("CANARY-PRIVATE", "CANARY-SHARED", "CANARY-ISSUED", "CANARY-DRAFT", "CANARY-SECRET", "CANARY-WITHDRAWN")
        seen[name] = [word for word in words if word in page]
    assert seen == {
        "public": [],
        "office": ["CANARY-SHARED", "CANARY-ISSUED"],
        "member": ["CANARY-PRIVATE", "CANARY-SHARED", "CANARY-ISSUED"],
        "clerk": ["CANARY-PRIVATE", "CANARY-SHARED", "CANARY-ISSUED"],
    }
    client.logout()
    for fmt in ("csv", "xlsx", "ods"):
        assert b"anary" not in client.get(reverse("asked:asked-export", args=["avon", fmt])).content.lower()
    assert shared.slug not in _page(client)


def test_office_reads_of_itself_and_is_led_to_its_answers(client, body, office):
    made = RecommendationFactory(body=body)
    respond = reverse("recommendations:recommendation-respond", args=["avon", made.reference])
    page = _page(client)
    assert "What the panel has asked of the Commissioner" in page
    assert respond not in page
    client.force_login(office)
    page = _page(client)
    assert "What the panel has asked of us" in page
    assert respond in page
    client.force_login(AppointmentFactory(role=Role.OFFICE_DECISIONS).user)
    assert "What the panel has asked of us" not in _page(client)


# The list


def test_filters_sort_and_file_hold_the_same_rows(client, body, lists):
    RecommendationFactory(body=body, reference="R-2022-301", response_due_on=LATE, text="=SUM(1)")
    RecommendationFactory(body=body, reference="R-2022-302", response_due_on=SOON)
    ActionFactory(body=body, reference="A-2022-301", owner_name=PCC, due_on=SOON)
    assert [one.reference for one in lists("?kind=recommendation")] == ["R-2022-301", "R-2022-302"]
    assert [one.reference for one in lists("?state=late")] == ["R-2022-301"]
    assert next(iter(lists("?sort=kind"))).reference == "A-2022-301"
    assert list(lists("?state=nonsense")) == []
    lines = client.get(reverse("asked:asked-export", args=["avon", "csv"]) + "?state=late").content.decode().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("R-2022-301,Recommendation,'=SUM(1),Avon Police and Crime Panel,1 Feb 2022,19 Mar 2022,")
    assert client.get(reverse("asked:asked-export", args=["avon", "pdf"])).status_code == 404


def test_empty_page_says_why(client, area):
    assert "Nothing is published yet that the panel has asked of the Commissioner." in _page(client)
    assert "Nothing matches. Remove a filter." in _page(client, "?state=late")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_page_asks_the_same_questions_of_any_number(client, body, office, count, django_assert_num_queries):
    now = clock.now()
    common = {"area": body.area, "body": body}
    out = {"created_at": now, "published_at": now}
    numbers = range(1, count + 1)
    Recommendation.objects.bulk_create(
        Recommendation(reference=f"R-2021-{one}", text="To do", made_to=PCC, made_on=MADE, **common, **out) for one in numbers
    )
    Action.objects.bulk_create(
        Action(reference=f"A-2021-{one}", text="To do", owner_name=PCC, raised_on=MADE, **common, **out) for one in numbers
    )
    cases = Case.objects.bulk_create(
        Case(
            kind="information", slug=f"asked-{one}", title=f"Figures {one}", opened_on=MADE, opened_at=now, shared_at=now,
            status="answered", **common,
        )
        for one in numbers
    )  # fmt: skip
    reports = Report.objects.bulk_create(
        Report(case=one, number=1, position="support", status="issued", issued_on=MADE) for one in cases
    )
    Response.objects.bulk_create(
        Response(case=one.case, report=one, number=1, responded_on=MADE, text="Yes", entered_at=now) for one in reports
    )
    client.force_login(office)
    client.get(reverse("asked:asked-list", args=["avon"]))
    with django_assert_num_queries(12):
        response = client.get(reverse("asked:asked-list", args=["avon"]))
    assert response.context["table"].count == count * 4
