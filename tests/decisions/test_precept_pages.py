"""The pages of a precept: what everybody reads, what the office and the clerk type, and the calculator."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from decisions.choices import CaseStatus, FigureUnit, NoticeKind, Position
from decisions.models import Figure, Notice
from interface import clock
from tests.decisions.precepts import load_rules
from tests.factories.decisions import (
    BandFigureFactory,
    FigureFactory,
    NoticeFactory,
    PreceptFactory,
    PreceptProposalFactory,
    ReportFactory,
    SeniorAppointmentFactory,
)
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory

NOT_READ = '<strong class="govuk-tag govuk-tag--grey">Not yet verified</strong>'
ROWS = (1, 3, 300)


@pytest.fixture(autouse=True)
def today(db):
    load_rules()
    with clock.stand_on(date(2022, 2, 3)):
        yield


@pytest.fixture
def panel():
    return BodyFactory(area=PoliceAreaFactory(slug="avon", name="Avon"), slug="panel", name="Avon Police and Crime Panel")


@pytest.fixture
def case(panel):
    return PreceptFactory(case__body=panel, case__slug="2022-23").case


@pytest.fixture
def proposal(case):
    case.status = CaseStatus.NOTIFIED
    case.save()
    return PreceptProposalFactory(notice=NoticeFactory(case=case, received_on=date(2022, 2, 1)))


@pytest.fixture
def office(client, panel):
    user = AppointmentFactory(area=panel.area, role=Role.OFFICE_DECISIONS).user
    client.force_login(user)
    return user


def url(case, name, *args):
    return reverse(f"cases:{name}", args=[case.area.slug, case.kind, case.slug, *args])


def words(response):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def typed(**changes):
    said = {
        "received_on-day": "1", "received_on-month": "2", "received_on-year": "2022", "band_d": "£251.20", "total": "",
        "text": "", "token": str(uuid4()),
    }  # fmt: skip
    return said | changes


# What everybody reads ---------------------------------------------------------------------------------------------


def test_everybody_reads_the_bands_with_the_check_of_what_papers_state(client, case, proposal):
    BandFigureFactory(proposal=proposal, band="A")
    BandFigureFactory(proposal=proposal, band="C", increase=Decimal("9.00"))
    page = client.get(case.get_absolute_url())
    said = words(page)

    assert "£10.00 more, 4.1%" in said
    assert "A 6/9 £167.47 £6.67 increase £6.67 agrees" in said
    assert "Band C: the papers say an increase of £9.00, but 8 ninths of that of band D are £8.89." in said
    assert "An increase of £10.00 is within the £10 that needs no referendum in 2022/23." in said
    assert "£251.20 × 100,000 = £25,120,000, which agrees with £25,120,000" in said
    assert f"Local Government Finance Act 1992, s.5</span> {NOT_READ}" in page.content.decode()


def test_revised_precept_stands_above_the_first(client, case, proposal):
    ReportFactory(case=case, published=True, position=Position.VETO_HIGH, issued_on=date(2022, 2, 2))
    second = NoticeFactory(case=case, kind=NoticeKind.REVISED, received_on=date(2022, 2, 3))
    PreceptProposalFactory(notice=second, band_d=Decimal("246.20"), total=None)
    said = words(client.get(case.get_absolute_url()))
    assert said.index("Revised precept received on 3 Feb 2022") < said.index("Precept proposed on 1 Feb 2022")
    assert "Band D, revised £246.20 £5.00 more, 2.1%" in said


def test_notice_that_is_private_is_not_in_the_figures(client, case, proposal):
    Notice.objects.update(published_at=None)
    said = words(client.get(case.get_absolute_url()))
    assert "251.20" not in said
    assert "No figures are entered yet" not in said  # the tax base is


def test_figures_stand_by_part_with_the_check_of_their_totals(client, case, proposal):
    FigureFactory(precept=case.precept, section="reserves", label="General reserve", value=Decimal("12"))
    FigureFactory(precept=case.precept, label="Grant", value=Decimal("10"), rough=True)
    FigureFactory(
        precept=case.precept, label="Homes in bands A to C", value=Decimal("67.8"), unit=FigureUnit.PERCENT, where="page 43"
    )
    FigureFactory(precept=case.precept, label="Income", value=Decimal("19"), is_total=True)
    said = words(client.get(case.get_absolute_url()))
    assert said.index("Budget") < said.index("General reserve")
    assert "about £10 million" in said
    assert "67.8% page 43" in said
    assert "The lines make £10 million, and the total says £19 million. Some of them are only said roughly." in said


def test_page_asks_as_often_for_one_figure_as_for_three_hundred(client, case, proposal):
    asked = []
    client.get(case.get_absolute_url())
    for count in ROWS:
        Figure.objects.all().delete()
        Figure.objects.bulk_create(
            FigureFactory.build(precept=case.precept, number=number, label=f"Line {number}") for number in range(1, count + 1)
        )
        with CaptureQueriesContext(connection) as queries:
            page = client.get(case.get_absolute_url())
        assert f"Line {count} " in words(page)
        asked.append(len(queries))
    assert asked == [asked[0]] * 3


# What is typed ----------------------------------------------------------------------------------------------------


def test_office_enters_the_proposed_precept_once(client, case, office):
    sent = typed(**{"charge-A": "167.47", "increase-A": "£6.67"}, total="25,120,000")
    for _time in range(2):
        assert client.post(url(case, "precept-notice-create"), sent).headers["Location"] == case.get_absolute_url()
    notice = Notice.objects.get()
    assert (notice.precept.total, notice.precept.bands.get().increase) == (Decimal("25120000"), Decimal("6.67"))
    assert (notice.kind, notice.entered_by) == (NoticeKind.PROPOSAL, office)


def test_errors_of_a_notice_stand_beside_their_fields(client, case, office):
    sent = typed(band_d="", **{"charge-B": "a lot", "received_on-day": "4"})
    page = client.post(url(case, "precept-notice-create"), sent)
    assert errors(page) == {
        "band_d": ["Enter the band D figure"], "charge-B": ["Enter an amount in pounds, like 30,797 or 30,797.50"],
    }  # fmt: skip
    assert '<details class="govuk-details" open>' in page.content.decode()
    page = client.post(url(case, "precept-notice-create"), typed(**{"received_on-day": "4"}))
    assert errors(page) == {"received_on": ["The day on which the panel received it must be today or earlier"]}


def test_amount_with_too_many_figures_is_refused_in_our_words(client, case, office):
    page = client.post(url(case, "precept-notice-create"), typed(band_d="2512000000"))
    assert errors(page) == {"band_d": ["Enter a smaller amount, like 251.20"]}


def test_revised_precept_the_wrong_way_is_refused_with_its_provision(client, case, proposal, office):
    ReportFactory(case=case, published=True, position=Position.VETO_HIGH, issued_on=date(2022, 2, 2))
    case.refresh_from_db()
    sent = typed(band_d="260.00", **{"received_on-day": "3"})
    page = client.post(url(case, "precept-notice-create"), sent)
    assert "Enter the revised precept" in words(page)
    assert "The panel vetoed £251.20 as too high: the revised figure is lower" in words(page)
    assert errors(page)["band_d"][0].endswith("£260.00 is not (SI 2012/2271, regulation 5)")


def test_page_for_a_revised_precept_without_a_veto_says_why_not(client, case, proposal, office):
    page = client.get(url(case, "precept-notice-create"))
    assert "A revised precept follows a veto, and the panel has not reported (SI 2012/2271, regulation 5)" in words(page)
    assert '<form method="post" novalidate>' not in page.content.decode()


def test_notice_is_changed_with_what_stood_in_it(client, case, proposal, office):
    BandFigureFactory(proposal=proposal, band="A")
    address = url(case, "precept-notice-update", proposal.notice.number)
    page = client.get(address)
    assert page.context["form"]["increase-A"].value() == Decimal("6.67")
    stale = client.post(address, typed(version=99, band_d="250.00"))
    assert ("Band D", "251.20", "250.00") in stale.context["form"].stale
    client.post(address, typed(version=1, band_d="250.00"))
    proposal.refresh_from_db()
    assert proposal.band_d == Decimal("250.00")


def test_more_lines_keep_what_is_typed_and_save_nothing(client, case, office):
    address = url(case, "precept-figures")
    assert client.get(address).context["form"].count == 12
    page = client.post(address, {"version": case.version, "lines": "12", "label-1": "Grant", "preview": "more"})
    assert (page.context["form"].count, page.context["form"]["label-1"].value()) == (24, "Grant")
    assert "Line 24" in words(page)
    assert Figure.objects.count() == 0


def test_lines_are_kept_by_place_and_an_empty_one_is_taken_out(client, case, office):
    gone = FigureFactory(precept=case.precept, label="Gone")
    box = {"section": "budget", "unit": "millions"}
    lines = {
        1: {"label": "", "value": ""},
        2: {"label": "Total", "value": "15", "is_total": "on"},
        3: {"label": "Pay", "value": "15"},
    }
    places = {1: 10, 2: 20, 3: 15}
    sent = {f"{name}-{number}": value for number, line in lines.items() for name, value in {**box, **line}.items()}
    sent |= {f"place-{number}": place for number, place in places.items()}
    sent |= {f"{name}-{number}": value for number in range(4, 14) for name, value in box.items()}
    done = client.post(url(case, "precept-figures"), sent | {"version": case.version, "lines": "13"})
    assert done.status_code == 302
    assert [(one.label, one.is_total) for one in Figure.objects.order_by("number")] == [("Pay", False), ("Total", True)]
    assert not Figure.objects.filter(pk=gone.pk).exists()


def test_half_a_line_is_refused_beside_its_box(client, case, office):
    box = {
        f"{name}-{number}": value for number in range(1, 13) for name, value in {"section": "budget", "unit": "millions"}.items()
    }
    sent = box | {"version": case.version, "lines": "12", "label-1": "Grant", "value-2": "7"}
    page = client.post(url(case, "precept-figures"), sent)
    assert errors(page) == {
        "value-1": ["Enter the figure, or take the words out"], "label-2": ["Say what the figure is"],
    }  # fmt: skip


def test_facts_are_kept_and_the_fire_precept_is_not_offered_to_a_police_commissioner(client, case, office):
    address = url(case, "precept-facts")
    assert "service" not in client.get(address).context["form"].fields
    client.post(address, {"version": case.version, "band_d_before": "240.00", "tax_base": "576,433.10"})
    case.precept.refresh_from_db()
    assert (case.precept.band_d_before, case.precept.tax_base) == (Decimal("240.00"), Decimal("576433.10"))


def test_issue_waits_for_the_panel_and_then_ends_the_case(client, case, proposal, office):
    address = url(case, "precept-issue")
    assert "the panel has not reported and has until Tuesday 8 February 2022" in words(client.get(address))
    ReportFactory(case=case, published=True, issued_on=date(2022, 2, 2))
    page = client.get(address)
    assert page.context["form"]["band_d"].value() == Decimal("251.20")
    day = {"issued_on-day": "3", "issued_on-month": "2", "issued_on-year": "2022"}
    refused = client.post(address, day | {"version": case.version, "band_d": "240.00"})
    assert "Schedule 5 paragraph 5" in errors(refused)["band_d"][0]
    assert client.post(address, day | {"version": case.version, "band_d": "251.20"}).status_code == 302
    case.refresh_from_db()
    assert (case.status, case.outcome) == (CaseStatus.CLOSED, "as-proposed")
    assert "Band D issued £251.20 3 Feb 2022" in words(client.get(case.get_absolute_url()))


# Who may ----------------------------------------------------------------------------------------------------------


PAGES = ("precept-facts", "precept-figures", "precept-notice-create", "precept-issue")


def test_member_may_not_type_and_others_do_not_know_of_it(client, panel, case):
    member = AppointmentFactory(area=panel.area, body=panel, role=Role.PANEL_MEMBER).user
    assert {client.get(url(case, name)).status_code for name in PAGES} == {302}
    client.force_login(member)
    assert {client.get(url(case, name)).status_code for name in PAGES} == {403}
    case.published_at = case.shared_at = None
    case.save()
    client.force_login(AppointmentFactory(area=panel.area, role=Role.OFFICE_DECISIONS).user)
    assert {client.get(url(case, name)).status_code for name in PAGES} == {404}


def test_other_kinds_have_no_such_pages(client, panel, office):
    other = SeniorAppointmentFactory(case__body=panel).case
    here = other.get_absolute_url()
    assert {client.get(f"{here}{name}/").status_code for name in ("facts", "figures", "issue")} == {404}


# The calculator ---------------------------------------------------------------------------------------------------


def test_anybody_works_out_bands_and_reads_how_they_are_rounded(client, panel):
    page = client.get(reverse("cases:precept-calculator", args=["avon"]) + "?after=251.20&before=£241.20")
    assert "C 8/9 £223.29 £8.89" in words(page)
    assert "rounded to the penny and half a penny up" in words(page)
    assert NOT_READ in page.content.decode()


def test_calculator_names_the_bands_whose_charges_are_a_penny_apart(client, panel):
    page = client.get(reverse("cases:precept-calculator", args=["avon"]) + "?after=100.03&before=100.01")
    assert {"A"} <= set(page.context["apart"]) <= set("ABCEFG")  # never D itself, nor H, which is twice as much


def test_calculator_refuses_what_is_no_amount_in_plain_words(client, panel):
    address = reverse("cases:precept-calculator", args=["avon"])
    assert errors(client.get(address + "?after=ten")) == {"after": ["Enter an amount in pounds, like 30,797 or 30,797.50"]}
    assert errors(client.get(address + "?after=&before=5")) == {"after": ["Enter a band D figure, like 251.20"]}
    assert client.get(address).context["form"].errors == {}
