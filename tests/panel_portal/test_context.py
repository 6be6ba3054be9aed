import pytest
from django.test import override_settings

from tests.factories.panels import PoliceAreaFactory

pytestmark = pytest.mark.django_db
PANEL, MEETINGS = ("Panel", "/avonshire/panel/"), ("Meetings", "/avonshire/meetings/")
ACTIONS, DUE = ("Actions", "/avonshire/actions/"), ("Due", "/avonshire/due/")
QUESTIONS, YEAR = ("Questions", "/avonshire/questions/queue/"), ("Work programme", "/avonshire/work-programme/")
DESK, PAPERS, AUDIT = ("Desk", "/avonshire/desk/"), ("My papers", "/avonshire/desk/"), ("Audit", "/avonshire/audit/")
CASES, ASKED = ("Statutory cases", "/avonshire/cases/"), ("Asked of us", "/avonshire/asked/")
COMPLAINTS, REGISTER = ("Complaints", "/avonshire/complaints/cases/"), ("Complaints", "/avonshire/complaints/")
DECISIONS, PERFORMANCE = ("Decisions", "/avonshire/decisions/"), ("Performance", "/avonshire/performance/")
COMMISSIONING = ("Commissioning", "/avonshire/commissioning/")
CLERKS = [DESK, MEETINGS, DUE, ACTIONS, QUESTIONS, COMPLAINTS, YEAR]
MEMBERS = [PAPERS, MEETINGS, ACTIONS, DECISIONS, PERFORMANCE, COMMISSIONING, COMPLAINTS]
LEADS = [DESK, COMPLAINTS, CASES, ("Recommendations", "/avonshire/recommendations/"), DUE, MEETINGS, ACTIONS]
PEOPLE, JOBS = ("People", "/settings/people/"), ("Jobs", "/settings/jobs/")


def navigation(response):
    return [(link["text"], link["url"]) for link in response.context["navigation"]]


def test_the_public_sees_meetings_what_came_of_them_and_the_panel(client, panel):
    response = client.get("/avonshire/")

    assert navigation(response) == [MEETINGS, ACTIONS, DECISIONS, PERFORMANCE, COMMISSIONING, REGISTER, PANEL]
    assert response.context["role_label"] == ""
    assert [link["text"] for link in response.context["account_links"]] == ["Sign in"]


@pytest.mark.parametrize(
    ("roles", "links", "label"),
    [
        pytest.param(["panel-member"], MEMBERS, "Signed in as panel member", id="member"),
        pytest.param(["chair"], MEMBERS, "Signed in as chair", id="chair"),
        pytest.param(["clerk"], CLERKS, "Signed in as clerk", id="clerk"),
        pytest.param(["lead-officer"], LEADS, "Signed in as lead officer", id="lead officer"),
        pytest.param(["office-complaints"], [DESK, COMPLAINTS, DUE, MEETINGS, ACTIONS, PANEL],
                     "Signed in as Commissioner’s office: complaints",
                     id="office"),
        pytest.param(["office-decisions"], [DESK, DECISIONS, CASES, ASKED, DUE, MEETINGS, ACTIONS],
                     "Signed in as Commissioner’s office: decisions", id="office, decisions"),
        pytest.param(["office-performance"], [DESK, PERFORMANCE, DUE, MEETINGS, ACTIONS, DECISIONS, PANEL],
                     "Signed in as Commissioner’s office: performance", id="office, performance"),
        pytest.param(["office-commissioning"], [DESK, COMMISSIONING, DUE, MEETINGS, ACTIONS, DECISIONS, PANEL],
                     "Signed in as Commissioner’s office: commissioning", id="office, commissioning"),
        pytest.param(["auditor"], [AUDIT, MEETINGS, ACTIONS, DECISIONS, PERFORMANCE, COMMISSIONING, REGISTER],
                     "Signed in as auditor", id="auditor"),
        pytest.param(["panel-member", "clerk"], CLERKS, "Signed in as clerk", id="member and clerk"),
        pytest.param(["auditor", "chair"], [PAPERS, AUDIT, MEETINGS, ACTIONS, DECISIONS, PERFORMANCE, COMMISSIONING, COMPLAINTS],
                     "Signed in as chair", id="auditor and chair"),
    ],
)  # fmt: skip
def test_each_role_has_its_own_words(client, panel, sign_in, roles, links, label):
    sign_in(*roles)

    response = client.get("/avonshire/panel/")

    assert navigation(response) == links
    assert response.context["role_label"] == label
    assert [link["text"] for link in response.context["account_links"]] == ["Account", "Sign out"]


def test_an_administrator_of_the_whole_portal_has_people_jobs_and_audit(client, panel, sign_in):
    sign_in("administrator", area=None)

    assert navigation(client.get("/avonshire/panel/")) == [PEOPLE, JOBS, AUDIT]
    assert navigation(client.get("/help/")) == [PEOPLE, JOBS]


def test_the_navigation_of_another_area_gives_nothing_away(client, panel, sign_in):
    sign_in("clerk")
    PoliceAreaFactory(slug="elsewhere")

    response = client.get("/elsewhere/")

    assert navigation(response) == [
        ("Meetings", "/elsewhere/meetings/"), ("Actions", "/elsewhere/actions/"), ("Decisions", "/elsewhere/decisions/"),
        ("Performance", "/elsewhere/performance/"), ("Commissioning", "/elsewhere/commissioning/"),
        ("Complaints", "/elsewhere/complaints/"), ("Panel", "/elsewhere/panel/"),
    ]  # fmt: skip
    assert response.context["role_label"] == "Signed in"


def test_pages_outside_areas_keep_the_navigation_of_the_role(client, panel, sign_in):
    sign_in("clerk")

    assert navigation(client.get("/help/")) == CLERKS


@pytest.mark.parametrize(
    ("address", "current"),
    [
        pytest.param("/avonshire/", [], id="home"),
        pytest.param("/avonshire/complaints/cases/create/", ["Complaints"], id="below Complaints"),
        pytest.param("/avonshire/desk/", ["Desk"], id="desk"),
        pytest.param("/avonshire/due/", ["Due"], id="due, which the panel's app serves"),
        pytest.param("/avonshire/events/", ["Work programme"], id="events, beside the work programme"),
    ],
)
def test_the_word_of_the_present_page_is_marked(client, panel, sign_in, address, current):
    sign_in("clerk")

    response = client.get(address)

    assert [link["text"] for link in response.context["navigation"] if link["current"]] == current


@pytest.mark.parametrize(
    ("address", "current"),
    [
        pytest.param("/settings/people/", ["People"], id="people"),
        pytest.param("/settings/people/create/", ["People"], id="below people"),
        pytest.param("/settings/jobs/", ["Jobs"], id="jobs"),
        pytest.param("/settings/audit/", [], id="audit of the portal"),
    ],
)
def test_the_word_of_a_settings_page_is_marked(client, panel, sign_in, address, current):
    sign_in("administrator", area=None)

    response = client.get(address)

    assert [link["text"] for link in response.context["navigation"] if link["current"]] == current


def test_signing_in_costs_one_query_more_than_the_session(client, panel, sign_in, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/help/")
    sign_in("clerk")

    with django_assert_num_queries(3):  # the session, the person, the appointments
        client.get("/help/")


@pytest.mark.parametrize(
    ("demo", "fictional", "notice"),
    [
        pytest.param(False, False, "", id="a real installation"),
        pytest.param(True, False, "Shown as on Thursday 10 March 2022. Some details are invented.", id="demo"),
        pytest.param(True, True, "Shown as on Thursday 10 March 2022. Some details are invented. Avonshire is fictional.",
                     id="demo of a fictional area"),
        pytest.param(False, True, "Avonshire is fictional.", id="a fictional area"),
    ],
)  # fmt: skip
def test_demo_notice(client, demo, fictional, notice):
    PoliceAreaFactory(slug="avonshire", name="Avonshire", is_fictional=fictional)

    with override_settings(DEMO=demo):
        response = client.get("/avonshire/")

    assert response.context["demo_notice"] == notice


def test_the_header_names_the_panel_by_its_kind(client, text):
    PoliceAreaFactory(slug="plain", name="Plain")
    PoliceAreaFactory(slug="fire", name="Fireshire", policing_body="pfcc")

    assert "Plain Police and Crime Panel" in text(client.get("/plain/"))
    assert "Fireshire Police, Fire and Crime Panel" in text(client.get("/fire/"))
