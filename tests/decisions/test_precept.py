"""What happens in a precept case: figures, notices, their correction, the figures behind it, and the issue."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from decisions.choices import CaseKind, CaseStatus, NoticeKind, Outcome, Position
from decisions.models import Case, Figure
from decisions.services import precept as services
from decisions.services.cases import open_case
from interface import clock
from panels.choices import PolicingBodyKind
from tests.decisions.precepts import load_rules
from tests.factories.decisions import FigureFactory, PreceptFactory, ReportFactory, SeniorAppointmentFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory

TODAY = date(2022, 2, 1)
BANDS = {"A": (None, Decimal("6.67")), "C": (Decimal("223.29"), Decimal("8.89"))}


@pytest.fixture(autouse=True)
def today(db):
    load_rules()
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def panel():
    return BodyFactory(area=PoliceAreaFactory(slug="avon", name="Avon"), slug="panel", name="Avon Police and Crime Panel")


@pytest.fixture
def clerk(panel):
    return AppointmentFactory(area=panel.area).user


@pytest.fixture
def case(panel, clerk):
    return open_case(body=panel, kind=CaseKind.PRECEPT, year=2022, opened_on=date(2022, 1, 10), actor=clerk)


def fresh(case):
    return Case.objects.for_page().get(pk=case.pk)


def receive(case, clerk, **changes):
    case = fresh(case)
    said = {
        "received_on": TODAY, "band_d": Decimal("251.20"), "total": Decimal("144800000"), "bands": BANDS, "text": " At noon. ",
        "version": case.version, "actor": clerk,
    }  # fmt: skip
    return services.receive_precept(case=case, **(said | changes))


def change(notice, clerk, **changes):
    said = {
        "version": notice.version, "received_on": TODAY, "band_d": Decimal("250.20"), "total": None, "bands": {}, "text": "",
        "actor": clerk,
    }  # fmt: skip
    return services.change_precept_notice(notice=notice, **(said | changes))


def issue(case, clerk, band_d="251.20", on=TODAY, **changes):
    case = fresh(case)
    said = {"version": case.version, "issued_on": on, "band_d": Decimal(band_d), "total": None, "note": "", "actor": clerk}
    return services.issue_precept(case=case, **(said | changes))


def acts():
    found = AuditEntry.objects.filter(action__startswith="decisions.").order_by("pk")
    return list(found.values_list("action", flat=True))


# Figures of the year ----------------------------------------------------------------------------------------------


def test_facts_are_kept_and_recorded(case, clerk):
    kept = services.set_precept_facts(
        case=case, version=case.version, band_d_before=Decimal("241.20"), tax_base=Decimal("576433.12"), actor=clerk
    )
    assert (kept.precept.band_d_before, kept.precept.tax_base) == (Decimal("241.20"), Decimal("576433.12"))
    assert acts()[-1] == "decisions.precept_facts_set"


def test_facts_over_a_newer_case_are_stale(case, clerk):
    with pytest.raises(ValidationError) as stale:
        services.set_precept_facts(case=case, version=case.version - 1, band_d_before=None, tax_base=None, actor=clerk)
    assert stale.value.code == "stale"


def test_fire_precept_is_for_areas_where_the_rule_book_sets_it_apart(case, clerk):
    with pytest.raises(ValidationError) as refused:
        services.set_precept_facts(
            case=case, version=case.version, band_d_before=None, tax_base=None, service="fire", actor=clerk
        )
    assert list(refused.value.error_dict) == ["service"]


def test_fire_precept_of_a_fire_commissioner_changes_the_title(clerk):
    area = PoliceAreaFactory(policing_body=PolicingBodyKind.FIRE_COMMISSIONER)
    case = open_case(body=BodyFactory(area=area), kind=CaseKind.PRECEPT, year=2022, opened_on=TODAY, actor=clerk)
    kept = services.set_precept_facts(
        case=case, version=case.version, band_d_before=None, tax_base=None, service="fire", actor=clerk
    )
    assert (kept.precept.service, kept.title) == ("fire", "Fire and rescue precept 2022/23")


def test_case_of_another_kind_is_refused(clerk):
    other = SeniorAppointmentFactory().case
    with pytest.raises(ValidationError, match="about no precept"):
        services.set_precept_facts(case=other, version=other.version, band_d_before=None, tax_base=None, actor=clerk)


# Notices ----------------------------------------------------------------------------------------------------------


def test_notice_brings_the_case_to_the_panel_with_its_figures(case, clerk):
    notice = receive(case, clerk)
    case = fresh(case)
    stated = {row.band: (row.amount, row.increase) for row in notice.precept.bands.all()}

    assert case.status == CaseStatus.NOTIFIED
    assert (notice.kind, notice.text, notice.precept.band_d) == (NoticeKind.PROPOSAL, "At noon.", Decimal("251.20"))
    assert stated == BANDS
    assert acts()[-1] == "decisions.precept_received"


def test_refused_notice_leaves_nothing_behind(case, clerk):
    with pytest.raises(ValidationError) as refused:
        receive(case, clerk, received_on=date(2022, 2, 2))
    assert list(refused.value.error_dict) == ["received_on"]
    assert (fresh(case).status, fresh(case).notices.count()) == (CaseStatus.EXPECTED, 0)


def test_revised_precept_follows_a_veto_and_opens_the_second_round(case, clerk):
    receive(case, clerk)
    ReportFactory(case=case, published=True, position=Position.VETO_HIGH, issued_on=date(2022, 2, 7))
    with clock.stand_on(date(2022, 2, 14)):
        wrong = {"kind": NoticeKind.REVISED, "received_on": date(2022, 2, 14), "total": None}
        with pytest.raises(ValidationError, match=r"must be lower.*SI 2012/2271, regulation 5"):
            receive(case, clerk, **wrong)
        receive(case, clerk, **wrong, band_d=Decimal("246.20"))
    assert fresh(case).status == CaseStatus.REVISED


def test_notice_is_changed_until_the_panel_has_reported(case, clerk):
    notice = change(receive(case, clerk), clerk)
    assert (notice.precept.band_d, notice.precept.total, notice.precept.bands.count()) == (Decimal("250.20"), None, 0)

    ReportFactory(case=case, published=True)
    with pytest.raises(ValidationError) as refused:
        change(notice, clerk, band_d=Decimal("249.20"))
    assert refused.value.code == "reported"
    notice.precept.refresh_from_db()
    assert notice.precept.band_d == Decimal("250.20")


def test_change_over_a_newer_notice_is_stale(case, clerk):
    notice = receive(case, clerk)
    change(notice, clerk)
    with pytest.raises(ValidationError) as stale:
        change(notice, clerk, version=1)
    assert stale.value.code == "stale"


def test_changed_first_notice_may_stand_where_it_stood(case, clerk):
    """It is not taken for a second first notice."""
    notice = receive(case, clerk)
    assert change(notice, clerk, received_on=date(2022, 1, 31)).received_on == date(2022, 1, 31)


# The figures behind it --------------------------------------------------------------------------------------------


def row(label, value="1.5", **more):
    return {
        "section": "budget", "label": label, "value": Decimal(value), "unit": "millions", "is_total": False, "is_rough": False,
        "where": "",
    } | more  # fmt: skip


def test_figures_take_the_place_of_those_that_stood(case, clerk):
    kept = services.keep_figures(case=case, version=case.version, rows=[row(" Pay "), row("Total", is_total=True)], actor=clerk)
    services.keep_figures(case=case, version=kept.version, rows=[row("Kit", where="page 43")], actor=clerk)
    assert [(one.number, one.label, one.where) for one in Figure.objects.all()] == [(1, "Kit", "page 43")]


def test_wrong_figure_is_named_by_its_line_and_nothing_is_kept(case, clerk):
    FigureFactory(precept=case.precept)
    with pytest.raises(ValidationError) as refused:
        services.keep_figures(case=case, version=case.version, rows=[row("Pay"), row("")], actor=clerk)
    assert list(refused.value.error_dict) == ["label-2"]
    assert Figure.objects.count() == 1


# The issue --------------------------------------------------------------------------------------------------------


def test_issue_ends_the_case_as_proposed(case, clerk):
    receive(case, clerk)
    ReportFactory(case=case, published=True, position=Position.SUPPORT, issued_on=TODAY)
    done = issue(case, clerk, note="Published on the site.")
    assert (done.status, done.outcome, done.outcome_on) == (CaseStatus.CLOSED, Outcome.AS_PROPOSED, TODAY)
    assert fresh(case).precept.band_d_issued == Decimal("251.20")
    assert acts()[-2:] == ["decisions.precept_issued", "decisions.case_closed"]


def test_issue_of_another_figure_names_the_provision_and_keeps_nothing(case, clerk):
    receive(case, clerk)
    ReportFactory(case=case, published=True, position=Position.SUPPORT, issued_on=TODAY)
    with pytest.raises(ValidationError) as refused:
        issue(case, clerk, band_d="250.00")
    assert "Schedule 5 paragraph 5" in refused.value.message_dict["band_d"][0]
    assert (fresh(case).status, fresh(case).precept.band_d_issued) == (CaseStatus.NOTIFIED, None)


def test_issue_before_the_case_was_opened_is_refused(case, clerk):
    receive(case, clerk, received_on=date(2022, 1, 3))
    with pytest.raises(ValidationError) as refused:
        issue(case, clerk, on=date(2022, 1, 5))
    assert list(refused.value.error_dict) == ["issued_on"]


def test_after_a_late_veto_the_proposed_precept_is_issued_against_advice(case, clerk):
    receive(case, clerk)
    ReportFactory(case=case, published=True, position=Position.VETO_HIGH, issued_on=date(2022, 2, 9), was_late=True)
    with clock.stand_on(date(2022, 2, 10)):
        assert issue(case, clerk, on=date(2022, 2, 10)).outcome == Outcome.AGAINST_ADVICE


def test_nothing_is_changed_in_a_case_that_has_ended(clerk):
    ended = PreceptFactory(case__closed=True).case
    for work in (
        lambda: services.set_precept_facts(case=ended, version=1, band_d_before=None, tax_base=None, actor=clerk),
        lambda: services.keep_figures(case=ended, version=1, rows=[], actor=clerk),
        lambda: receive(ended, clerk),
        lambda: issue(ended, clerk),
    ):
        with pytest.raises(ValidationError) as refused:
            work()
        assert refused.value.code == "over"
