"""The public register of complaints: what everybody reads, what is left out and why, and the same as a file."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from complaints.choices import AllegationDecision, Handler, OutcomeKind, Power, RecordingGround, StepKind
from complaints.models import Complaint
from complaints.services.register import counts_of
from tests.factories.complaints import (
    AllegationFactory,
    ComplaintFactory,
    HandlingPowerFactory,
    PartyFactory,
    PublicSummaryFactory,
    RegisterImportFactory,
    StepFactory,
    SubmissionFactory,
)
from tests.factories.panels import OfficeHolderFactory, PoliceAreaFactory

pytestmark = pytest.mark.usefixtures("rulebook", "today")
OFFICE = "Chief Executive of the Commissioner’s office"


@pytest.fixture
def told(body, holder, powers):
    """Makes a complaint of which the public is told, with the steps it has taken."""

    def made(*kinds, text="A letter was not answered.", **facts):
        given = {"body": body, "office_holder": holder} | facts
        complaint = ComplaintFactory(**given)
        for kind in kinds:
            StepFactory(complaint=complaint, kind=kind)
        PublicSummaryFactory(complaint=complaint, published=True, text=text)
        return complaint

    return made


def opened(client, area, **query):
    return client.get(reverse("complaints:public-register", args=[area.slug]), query)


def row_of(client, complaint):
    rows = [row for group in opened(client, complaint.area).context["groups"] for row in group["rows"]]
    return next(row for row in rows if row.reference == complaint.reference)


def test_it_shows_approved_summaries_by_office_holder_and_nothing_else(client, body, area, told, holder):
    before = OfficeHolderFactory(area=area, former=True, name="Pat Before")
    told(
        StepKind.RECORD,
        recorded=True,
        reference="CC-2022-002",
        printed_label="77",
        office_holder=before,
        text="A past operation.",
    )
    told(StepKind.RECORD, closed=True, reference="CC-2022-001", text="A late answer.")
    ComplaintFactory(body=body, office_holder=holder, reference="CC-2022-003", line="CANARY")
    PublicSummaryFactory(complaint=ComplaintFactory(body=body, office_holder=holder), text="CANARY draft")
    PublicSummaryFactory(complaint=ComplaintFactory(body=body, office_holder=holder), text="CANARY gone", withdrawn=True)

    response = opened(client, area)

    html = response.content.decode()
    assert '<p class="govuk-body">2 complaints</p>' in html
    assert [group["caption"] for group in response.context["groups"]] == [
        f"{holder.name}, Commissioner since 13 May 2021", "Pat Before, Commissioner from 12 May 2016 to 12 May 2021",
    ]  # fmt: skip
    assert response.context["sentence"] == (
        "As at Friday 11 February 2022, 5 complaints and conduct matters are known: 4 live, 1 closed or withdrawn."
    )
    assert "3 complaints are not shown: no summary of them has been written for the public" in html
    assert 'id="CC-2022-002"' in html
    assert "printed number 77" in html
    assert "CANARY" not in html


def test_nothing_private_of_a_shown_complaint_is_on_it_or_in_its_files(client, area, told):
    private = ("line", "raw_handler", "raw_outcome", "iopc_reference", "kept_from_office_why", "hold_reason", "outcome_text")
    complaint = told(StepKind.RECORD, recorded=True, **dict.fromkeys(private, "CANARY"))
    StepFactory(complaint=complaint, kind=StepKind.WITHDRAW, reason="CANARY", decided_by="CANARY", taken_back=True)
    AllegationFactory(complaint=complaint, text="CANARY", serious_why="CANARY")
    PartyFactory(complaint=complaint, name="CANARY", address="CANARY")
    SubmissionFactory(complaint=complaint, text="CANARY")

    assert b"CANARY" not in opened(client, area).content
    assert b"CANARY" not in client.get(reverse("complaints:public-export", args=[area.slug, "csv"])).content


def test_there_is_no_page_of_a_complaint_for_the_public(client, told):
    complaint = told(StepKind.RECORD, recorded=True)

    assert client.get(complaint.get_absolute_url()).status_code == 302
    assert complaint.get_absolute_url().encode() not in opened(client, complaint.area).content


@pytest.mark.parametrize(
    ("kinds", "facts", "wanted"),
    [
        ((), {}, ("Not decided yet", OFFICE, "None yet", "Live")),
        (("record",), {"recorded": True}, ("Yes", OFFICE, "None yet", "Live")),
        (("not-record",), {"not_recorded": True}, ("No", OFFICE, "Not recorded", "Live")),
        (("transfer", "close"), {"closed": True},
         ("No, passed on", OFFICE, "Passed on to the body that deals with it", "Closed")),
        (("record", "refer"), {"with_iopc": True}, ("Yes", "Independent Office for Police Conduct", "None yet", "Live")),
        (("record", "disapply"), {"disapplied": True}, ("Yes", OFFICE, "The regulations were disapplied", "Live")),
        (("record", "withdraw"), {"withdrawn": True}, ("Yes", OFFICE, "Withdrawn", "Withdrawn")),
        (("record", "resolve"), {"in_resolution": True}, ("Yes", "The panel", "None yet", "Live")),
        (("record", "resolve", "conclude"), {"concluded": True},
         ("Yes", "The panel", "Recorded; publication not decided yet", "Live")),
        (("record", "resolve", "conclude"), {"decided": True}, ("Yes", "The panel", "Resolved by an explanation", "Live")),
        (("record", "resolve", "conclude"), {"decided": True, "publishes_outcome": False},
         ("Yes", "The panel", "Not published", "Live")),
        (("record", "resolve", "conclude", "close"), {"closed": True, "outcome": OutcomeKind.EXPLANATION, "resolver": "panel"},
         ("Yes", "The panel", "Not published", "Closed")),
        (("withdraw",), {"withdrawn": True}, ("No, withdrawn first", OFFICE, "Withdrawn", "Withdrawn")),
        (("record",), {"recorded": True, "kept": True}, ("Yes", "The panel’s lead officer", "None yet", "Live")),
        (("record", "refer", "iopc-end"), {"concluded": True, "outcome": OutcomeKind.IOPC, "resolver": ""},
         ("Yes", "Independent Office for Police Conduct", "Ended by the IOPC", "Live")),
    ],
)  # fmt: skip
def test_each_state_says_what_is_public_of_it(client, told, kinds, facts, wanted):
    row = row_of(client, told(*kinds, **facts))

    assert (row.recorded, row.handled_by, row.outcome, row.state) == wanted


def test_a_complaint_recorded_in_part_says_so(client, told):
    complaint = told(StepKind.RECORD, recorded=True)
    AllegationFactory(complaint=complaint, decision=AllegationDecision.NOT_RECORDED, ground=RecordingGround.NOT_CONDUCT)

    assert row_of(client, complaint).recorded == "In part"


def test_the_words_on_an_outcome_go_when_the_decision_to_publish_is_taken_back(client, told):
    complaint = told(StepKind.RECORD, StepKind.RESOLVE, StepKind.CONCLUDE, decided=True)
    complaint.summaries.update(outcome_text="An explanation was given.")
    assert row_of(client, complaint).outcome_text == "An explanation was given."

    Complaint.objects.filter(pk=complaint.pk).update(publishes_outcome=None)

    row = row_of(client, complaint)
    assert (row.outcome_text, row.outcome) == ("", "Recorded; publication not decided yet")


@pytest.mark.parametrize(("printed", "wanted"), [("CEO", "Chief of Staff"), ("COS", "Chief of Staff"), ("Panel", "The panel"),
                                                 ("My friend Bob", OFFICE)])  # fmt: skip
def test_handlers_of_an_older_register_are_told_by_the_office_they_are_known_as(client, body, told, printed, wanted):
    HandlingPowerFactory(
        body=body,
        power=Power.PUBLISH,
        handler=Handler.OFFICE,
        to_title="Chief of Staff",
        aliases="CEO\nCoS\nInterim Chief Executive",
    )
    made = RegisterImportFactory(body=body)
    row = row_of(client, told(StepKind.RECORD, closed=True, imported=made, raw_handler=printed, outcome=OutcomeKind.EXPLANATION))

    assert (row.handled_by, row.outcome) == (wanted, "Resolved by an explanation")


# What is empty, erased and filtered -----------------------------------------------------------------------------------


def test_a_year_without_complaints_says_so_and_one_without_summaries_says_that(client, area, body, holder, told):
    told(StepKind.RECORD, recorded=True)
    ComplaintFactory(body=body, office_holder=holder, received_on=date(2020, 5, 4), made_on=None)

    assert "No complaints were recorded in 2021." in opened(client, area, year="2021").content.decode()
    html = opened(client, area, year="2020").content.decode()
    assert "1 complaint was received in 2020. No summary of it has been approved for the public yet." in html
    assert "No complaints match. Remove a filter." in opened(client, area, state="withdrawn").content.decode()


def test_filters_narrow_by_year_office_holder_and_state(client, area, told):
    before = OfficeHolderFactory(area=area, former=True)
    for facts in ({"recorded": True, "reference": "A1"}, {"closed": True, "reference": "A2"},
                  {"closed": True, "reference": "A3", "office_holder": before},
                  {"withdrawn": True, "reference": "A4", "received_on": date(2020, 1, 6), "made_on": None}):  # fmt: skip
        told(StepKind.RECORD, **facts)

    def found(**query):
        return {row.reference for group in opened(client, area, **query).context["groups"] for row in group["rows"]}

    assert found(state="live") == {"A1"}
    assert found(state="closed") == {"A2", "A3"}
    assert found(state="withdrawn", year="2020") == {"A4"}
    assert found(about=str(before.number)) == {"A3"}
    assert found(about="99") == set()


def test_what_was_erased_leaves_a_tombstone(client, area, body, holder):
    gone = ComplaintFactory(body=body, office_holder=holder, erased=True, received_on=date(2014, 6, 2), reference="CC-2014-001")
    PublicSummaryFactory(complaint=gone, published=True, text="CANARY")

    html = opened(client, area).content.decode()

    assert "CC-2014-001, received on Monday 2 June 2014, ended on Sunday 1 March 2015 (closed)" in html
    assert "CANARY" not in html
    assert counts_of(area).erased == 1


def test_another_area_has_its_own(client, told):
    told(StepKind.RECORD, recorded=True, text="CANARY")

    html = opened(client, PoliceAreaFactory()).content.decode()

    assert "CANARY" not in html
    assert "As at Friday 11 February 2022, no complaint has been entered." in html


# Files and size -------------------------------------------------------------------------------------------------------


def test_the_file_holds_what_the_page_shows_and_no_formula(client, area, told):
    told(StepKind.RECORD, recorded=True, reference="CC-2022-001", printed_label="=1+1", text="@SUM(A1) is said to be wrong.")
    told(StepKind.RECORD, closed=True, reference="CC-2022-002")

    url = reverse("complaints:public-export", args=[area.slug, "csv"])
    lines = client.get(url, {"state": "live"}).content.decode().splitlines()

    assert lines[0].startswith("Reference,Printed number,What it is,About whom,Received,Public summary,Recorded")
    assert len(lines) == 2
    assert "'=1+1" in lines[1]
    assert "'@SUM(A1) is said to be wrong." in lines[1]
    assert client.get(reverse("complaints:public-export", args=[area.slug, "exe"])).status_code == 404
    for fmt in ("xlsx", "ods"):
        assert client.get(reverse("complaints:public-export", args=[area.slug, fmt])).status_code == 200


def test_it_asks_as_much_for_one_as_for_three_hundred(client, area, told):
    counts = []
    for more in (1, 2, 297):
        for _each in range(more):
            told(StepKind.RECORD, recorded=True)
        with CaptureQueriesContext(connection) as asked:
            opened(client, area)
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 24


def test_staff_see_the_way_to_the_cases_and_the_public_does_not(client, area, office):
    cases = reverse("complaints:complaint-list", args=[area.slug])
    assert cases not in opened(client, area).content.decode()
    client.force_login(office)
    assert cases in opened(client, area).content.decode()


def test_every_rule_that_it_names_has_its_provision_and_mark(client, area, body):
    html = opened(client, area).content.decode()

    assert 'regulation 28</span> <strong class="govuk-tag govuk-tag--grey">Not yet verified</strong>' in html
    assert "regulation 10</span></dd>" in html


def test_an_area_with_nothing_entered_says_so_without_filters_and_claims_nothing_of_other_registers(client, area, body):
    text = opened(client, area).content.decode()
    assert "No complaint has been entered here" in text
    assert "No complaints were recorded" not in text
    assert "Filter the complaints" not in text
