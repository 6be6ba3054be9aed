"""The page of a complaint: what it offers to whom, why it refuses the rest, its clocks, and what it never says."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from complaints.choices import ComplaintStatus, Handler, Power, StepKind
from panels.choices import DutyAccess
from tests.factories.complaints import (
    AllegationFactory,
    ComplaintFactory,
    HandlingPowerFactory,
    LetterFactory,
    PartyFactory,
    PublicSummaryFactory,
    RiskAssessmentFactory,
    SideCommentFactory,
    StepFactory,
    SubmissionFactory,
)
from tests.factories.due import ObligationFactory
from tests.factories.panels import AppointmentFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook", "powers")


def page(client, complaint, user, name="complaint-detail"):
    client.force_login(user)
    return client.get(reverse(f"complaints:{name}", args=[complaint.area.slug, complaint.reference]))


def words(response):
    """The words of a page, without its mark-up."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def recorded(body, holder):
    """Recorded, its one allegation not looked at yet."""
    made = ComplaintFactory(body=body, office_holder=holder, recorded=True)
    StepFactory(complaint=made)
    StepFactory(
        complaint=made, kind=StepKind.RECORD, from_status=ComplaintStatus.RECEIVED, to_status=ComplaintStatus.RECORDED,
        taken_on=date(2022, 2, 3), decided_by="Chief Executive, under the delegation of 24 June 2021",
        reason="It is about conduct.",
    )  # fmt: skip
    AllegationFactory(complaint=made, recorded=True)
    PartyFactory(complaint=made)
    SubmissionFactory(complaint=made)
    return made


def test_page_says_where_it_is_and_that_the_opening_was_logged(client, recorded, office):
    response = page(client, recorded, office)
    said = words(response)
    assert f"{recorded.reference} Recorded Live" in said
    assert "Complaint about the Commissioner" in said
    assert "Opening this page was logged at" in said
    entry = AuditEntry.objects.get(action="complaints.viewed")
    assert (entry.actor, entry.target_reference, entry.detail) == (office, recorded.reference, {"page": "complaint-detail"})
    stages = [(one["name"], one["state"]) for one in response.context["stages"]]
    assert stages[:3] == [("Received", "done"), ("Recorded", "done"), ("Is it serious?", "now")]


def test_nobody_who_complains_is_named_on_it(client, recorded, office, lead):
    RiskAssessmentFactory(complaint=recorded)
    for user in (office, lead):
        said = page(client, recorded, user).content.decode()
        for private in ("Marian", "Wren", "960 123", "Hazel", "nobody answered", "Long telephone calls", "Two officers"):
            assert private not in said, private
        assert "Assessed. What it says is restricted." in said


def test_office_takes_what_it_was_given_and_reads_whose_the_rest_is(client, recorded, office):
    response = page(client, recorded, office)
    by_title = {one.title: one for one in [*response.context["steps"], *response.context["more_steps"]]}
    assert response.context["primary"].title == "Say whether it is serious"
    assert by_title["Refer to the IOPC"].law.provision == "SI 2012/62, regulation 13"
    withdrawal = by_title["Record a withdrawal"]
    assert withdrawal.url is None
    assert withdrawal.who == "For: Monitoring Officer, under the delegation of 24 June 2021."


def test_steps_that_are_not_open_say_why_and_under_which_regulation(client, recorded, lead):
    response = page(client, recorded, lead)
    closed = {one.title: one for one in response.context["closed_steps"]}
    assert closed["Disapply the regulations"].why == "Say of each allegation whether it is serious first"
    assert closed["Disapply the regulations"].law.provision == "SI 2012/62, regulation 13"
    assert "Record the complaint" not in closed
    assert "Steps that are not open, and why" in words(response)


def test_serious_complaint_asks_for_the_referral_before_all_else(client, recorded, office):
    recorded.allegations.update(is_serious=True)
    recorded.serious_on = date(2022, 2, 10)
    recorded.save()
    response = page(client, recorded, office)
    assert response.context["steps"][0].title == "Refer to the IOPC"
    assert [one["name"] for one in response.context["stages"] if one["state"] == "now"] == ["Serious: to the IOPC"]


def test_one_step_at_most_has_the_green_button(client, recorded, lead, office):
    for user in (lead, office):
        main = page(client, recorded, user).content.decode().split("<main")[1]
        green = [part for part in main.split('role="button"')[1:] if "govuk-button--secondary" not in part.split(">")[0]]
        assert len(green) == 1


def test_clocks_name_their_provision_and_what_is_not_verified(client, recorded, office):
    ObligationFactory(
        body=recorded.body, subject_kind="complaint", subject_key=str(recorded.pk), key="acknowledge", due_on=date(2022, 2, 8),
        title=f"Acknowledge {recorded.reference}", provision="Complaints procedure, 3", is_verified=False,
        access=DutyAccess.COMPLAINTS,
    )  # fmt: skip
    response = page(client, recorded, office)
    rows = {row["title"]: row for row in response.context["clocks"]}
    assert "Missed" in rows[f"Acknowledge {recorded.reference}"]["state"]
    assert rows["Refer to the IOPC, if serious"]["by"] == "Starts when it becomes clear"
    assert not rows["Refer to the IOPC, if serious"]["law"].is_verified
    assert rows["Test: More than 12 months"]["state"] == "Does not hold"
    assert rows["Test: No name and address"]["law"].provision == "SI 2012/62, regulation 15(3)(d)"
    said = words(response)
    assert "Complaints procedure, 3 Not yet verified" in said
    assert "How this date is worked out" in said


def test_who_reads_the_line_alone_opens_no_page(client, recorded, member):
    assert page(client, recorded, member).status_code == 404
    assert not AuditEntry.objects.filter(action="complaints.viewed").exists()


def test_office_finds_nothing_that_is_kept_from_it(client, body, holder, office, lead):
    kept = ComplaintFactory(body=body, office_holder=holder, kept=True)
    StepFactory(complaint=kept)
    assert page(client, kept, office).status_code == 404
    said = words(page(client, kept, lead))
    assert "It is about a member of the office." in said
    assert "The panel’s lead officer, as the complaint is kept from the Commissioner’s office" in said


def test_letters_comments_and_summary_stand_with_their_states(client, body, sub_committee, office, lead):
    complaint = ComplaintFactory(body=body, in_resolution=True, resolving_body=sub_committee)
    StepFactory(complaint=complaint)
    LetterFactory(complaint=complaint, issued=True)
    LetterFactory(complaint=complaint, not_needed=True)
    SideCommentFactory(complaint=complaint, said=True)
    PublicSummaryFactory(complaint=complaint)
    response = page(client, complaint, lead)
    said = words(response)
    assert "Issued 3 Feb 2022" in said
    assert "Nobody can be reached." in said
    assert "Came 21 Feb 2022" in said
    assert "I want to know why" not in said
    assert "waits for a second person to approve it" in said
    assert "Complaints Sub-Committee" in said


def test_events_before_the_office_holder_came_are_warned_of(client, recorded, office):
    recorded.allegations.update(incident_from=date(2012, 5, 3))
    assert "No one held that office on Thursday 3 May 2012. Check the date or the person" in words(page(client, recorded, office))


def test_withdrawn_and_erased_ones_offer_nothing(client, body, holder, lead):
    withdrawn = ComplaintFactory(body=body, office_holder=holder, withdrawn=True)
    erased = ComplaintFactory(body=body, office_holder=holder, erased=True)
    assert "Nothing: this complaint is over." in words(page(client, withdrawn, lead))
    said = words(page(client, erased, lead))
    assert "Nothing that names anybody is left" in said
    assert "Nothing: this complaint was erased." in said


def test_history_tells_of_steps_that_were_taken_back(client, recorded, office):
    StepFactory(
        complaint=recorded, kind=StepKind.WITHDRAW, from_status="recorded", to_status="withdrawn", taken_back=True,
        taken_on=date(2022, 2, 4),
    )  # fmt: skip
    assert "Taken back" not in words(page(client, recorded, office))
    said = words(page(client, recorded, office, "complaint-history"))
    assert "Taken back: withdrawn" in said
    assert "It was entered twice." in said


def test_panels_own_powers_are_told_of(client, body, holder, lead):
    HandlingPowerFactory(body=body, power=Power.PUBLISH, handler=Handler.PANEL, to_title="The panel")
    complaint = ComplaintFactory(body=body, office_holder=holder, not_recorded=True)
    response = page(client, complaint, lead)
    decided = next(row["value"] for row in response.context["rows"] if row["term"] == "Decided by")
    assert decided == "The panel itself"


def test_every_state_has_a_page_for_every_reader(client, body, sub_committee, lead, office, clerk):
    chair = AppointmentFactory(area=body.area, body=body, role=Role.CHAIR, user__email="chair@panel.example").user
    for state in ComplaintStatus:
        ends = {"ended_on": date(2022, 2, 10)} if state in ("closed", "withdrawn") else {}
        complaint = ComplaintFactory(body=body, status=state, resolving_body=sub_committee, **ends)
        StepFactory(complaint=complaint)
        AllegationFactory(complaint=complaint, recorded=True)
        for user in (lead, office, clerk, chair):
            assert page(client, complaint, user).status_code == 200, (state, user)


def test_questions_to_the_database_do_not_grow(client, body, holder, office):
    """1, 3 and 300 rows of each kind on one page."""
    counts = []
    for rows in (1, 3, 300):
        complaint = ComplaintFactory(body=body, office_holder=holder, recorded=True)
        StepFactory(complaint=complaint)
        for _ in range(rows):
            AllegationFactory(complaint=complaint, recorded=True, harmless=True)
            LetterFactory(complaint=complaint, issued=True)
        page(client, complaint, office)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client, complaint, office)
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 32
