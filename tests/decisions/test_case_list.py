"""The list of statutory cases: what it shows to whom, its filters, its files, and in how many questions to the database."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions.choices import CaseKind, CaseStatus
from decisions.models import Case
from interface import clock
from panels.choices import DutyAccess, DutyStatus
from tests.factories.decisions import CaseFactory
from tests.factories.due import ObligationFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook")
LIST = "/avon/cases/"


def _slugs(response):
    return [case.slug for case in response.context["table"].page]


def _due(case, **facts):
    """Something that is due in a case, known to everybody."""
    usual = {"subject_kind": "case", "subject_key": str(case.pk), "access": DutyAccess.PUBLIC, "title": "Report"}
    return ObligationFactory(body=case.body, key=f"key-{facts.get('due_on', '')}", **usual | facts)


@pytest.fixture
def cases(body):
    """One that is over, and three that are not: due in March, due in February, and without a day."""
    over = CaseFactory(body=body, slug="over", closed=True, opened_on=date(2021, 1, 5), year=2021)
    late = CaseFactory(body=body, slug="late", notified=True, year=2023)
    soon = CaseFactory(body=body, slug="soon", hearing=True, reported=True)
    bare = CaseFactory(body=body, slug="bare", information=True, notified=True, unpublished=True)
    _due(late, due_on=date(2022, 3, 1))
    _due(soon, due_on=date(2022, 2, 21))
    _due(soon, due_on=date(2022, 2, 8), status=DutyStatus.MET, met_at=clock.now())
    return [over, late, soon, bare]


def test_public_reads_published_cases_the_first_due_on_top(client, cases):
    response = client.get(LIST)
    assert _slugs(response) == ["soon", "late", "over"]
    words = response.content.decode()
    assert "3 cases" in words
    assert "21 Feb 2022" in words
    assert "Open a case" not in words


def test_the_clerk_reads_the_private_ones_and_opens_more(client, cases, clerk):
    client.force_login(clerk)
    response = client.get(LIST)
    assert _slugs(response) == ["soon", "late", "bare", "over"]
    assert "Open a case" in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=hearings", ["soon"]),
        ("kind=nonsense", []),
        ("year=2021", ["over"]),
        ("state=live", ["soon", "late"]),
        ("state=closed", ["over"]),
        ("waits=panel", ["late"]),
        ("waits=commissioner", ["soon"]),
        ("waits=nobody", ["over"]),
        ("sort=-title", ["over", "late", "soon"]),
        ("sort=due", ["soon", "late", "over"]),
    ],
)
def test_list_is_narrowed_and_sorted(client, cases, asked, found):
    assert _slugs(client.get(f"{LIST}?{asked}")) == found


def test_kind_has_an_address_of_its_own(client, cases):
    response = client.get("/avon/hearings/")
    assert response.url == "/avon/cases/?kind=hearings"


def test_deadline_that_is_not_verified_says_so(client, body):
    _due(CaseFactory(body=body), due_on=date(2022, 3, 1), is_verified=False, provision="SI 2012/2271")
    words = client.get(LIST).content.decode()
    words = words[words.index("<table") : words.index("</table>")]
    assert "SI 2012/2271" in words
    assert "Not yet verified" in words


def test_deadline_for_staff_is_not_told_to_the_public(client, body, clerk):
    _due(CaseFactory(body=body), due_on=date(2022, 3, 1), access=DutyAccess.STAFF, title="CANARY")
    assert "CANARY" not in client.get(LIST).content.decode()
    client.force_login(clerk)
    assert "CANARY" in client.get(LIST).content.decode()


def test_empty_list_says_what_comes_here_and_to_the_clerk_what_to_do(client, body, clerk):
    assert "No case is published yet." in client.get(LIST).content.decode()
    client.force_login(clerk)
    assert "No case is open yet. Open one when" in client.get(LIST).content.decode()
    assert "No cases match. Remove a filter." in client.get(f"{LIST}?kind=plans").content.decode()


def test_each_power_names_its_provision(client, body):
    powers = client.get(LIST).context["powers"]
    assert len(powers) == len(CaseKind)
    assert all(power["rule"].provision for power in powers)


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods"])
def test_file_holds_what_the_list_shows(client, cases, fmt):
    response = client.get(reverse("cases:case-export", args=["avon", fmt]) + "?kind=hearings")
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="avon-cases.{fmt}"'
    if fmt == "csv":
        lines = response.content.decode().splitlines()
        assert len(lines) == 2
        assert "Report,2022-02-21" in lines[1]
        assert "bare" not in response.content.decode()


def test_whoever_reads_a_private_case_reads_what_is_due_in_it(client, cases, member, office):
    """The panel’s deadline in a case that is not public: known to its readers, on a page of its own only to who keeps it."""
    bare = cases[-1]
    Case.objects.filter(pk=bare.pk).update(shared_at=clock.now())
    _due(bare, due_on=date(2022, 2, 23), access=DutyAccess.STAFF, title="Hear the candidate")
    for user in (member, office):
        client.force_login(user)
        words = client.get(LIST).content.decode()
        assert "Hear the candidate" in words
        assert ">Hear the candidate</a>" not in words
    client.logout()
    assert "Hear the candidate" not in client.get(LIST).content.decode()


def test_cases_of_one_name_are_told_apart_in_their_links(client, body):
    for slug, day in (("first", date(2021, 6, 1)), ("second", date(2021, 11, 1))):
        CaseFactory(body=body, slug=slug, hearing=True, opened_on=day, year=None)
    words = client.get(LIST).content.decode()
    assert ", opened 1 Jun 2021</span></a>" in words
    assert ", opened 1 Nov 2021</span></a>" in words


def test_file_of_no_format_is_not_found(client, cases):
    assert client.get(reverse("cases:case-export", args=["avon", "pdf"])).status_code == 404


def test_title_that_could_be_a_formula_is_exported_as_text(client, body):
    CaseFactory(body=body, title="=1+1", information=True)
    Case.objects.update(title="=1+1")
    assert "'=1+1" in client.get(reverse("cases:case-export", args=["avon", "csv"])).content.decode()


@pytest.mark.parametrize("page", [LIST, "/avon/cases/export/csv/"])
def test_list_asks_the_same_of_any_number(client, body, clerk, page):
    client.force_login(clerk)
    counts = []
    for number in (1, 3, 300):
        now = clock.now()
        have = Case.objects.count()
        Case.objects.bulk_create(
            Case(
                area=body.area, body=body, kind=CaseKind.INFORMATION, slug=f"case-{have + one}", title="Words",
                opened_on=date(2022, 1, 10), opened_at=now, shared_at=now, published_at=now, status=CaseStatus.NOTIFIED,
            )
            for one in range(number - have)
        )  # fmt: skip
        _due(Case.objects.order_by("-pk")[0], due_on=date(2022, 3, 1))
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= 20
