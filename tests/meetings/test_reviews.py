"""What a proactive review is made of, how far it comes by itself, and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from documents.choices import Access, ExemptParagraph
from interface import clock
from meetings.choices import EvidenceKind, RecommendationStatus, ReviewStatus
from meetings.models import Review, ReviewEvidence
from meetings.rules.review_steps import Law, Standing, steps_of
from meetings.rules.reviews import Progress, stages_of, status_of
from meetings.services import recommendations
from meetings.services.reviews import keeping, parts
from tests.factories.documents import PaperFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.minutes import HeldMeetingFactory, RecommendationFactory
from tests.factories.panels import BodyFactory
from tests.factories.reviews import ReviewEvidenceFactory, ReviewFactory, ReviewMeetingFactory, ReviewWitnessFactory

TODAY = date(2022, 3, 20)
EVIDENCE = {"kind": EvidenceKind.WRITTEN, "title": "Letter", "access": Access.PUBLIC, "exempt_paragraph": None}


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


def _open(body, **facts):
    usual = {"title": "Rural crime", "why": "", "scope": "Thefts.", "lead": None, "started_on": TODAY, "actor": None}
    return keeping.open_review(body=body, **usual | facts)


def _refused(error):
    return {name: [str(one) for one in found] for name, found in error.value.message_dict.items()}


# How far a review has come


@pytest.mark.parametrize(
    ("progress", "status"),
    [
        (Progress(False, False, 0, 0), ReviewStatus.PLANNED),
        (Progress(False, True, 0, 0), ReviewStatus.GATHERING),
        (Progress(True, True, 0, 0), ReviewStatus.REPORTED),  # nothing is recommended, so no response is waited for
        (Progress(True, True, 2, 1), ReviewStatus.REPORTED),
        (Progress(True, True, 2, 2), ReviewStatus.ANSWERED),
    ],
)
def test_state_follows_from_what_happened(progress, status):
    assert status_of(progress) == status


def test_stages_of_a_review_that_was_closed_without_a_report_leave_the_middle_open():
    days = {"reported_on": None, "closed_on": date(2022, 3, 1), "started_on": date(2021, 6, 1)}
    closed = stages_of(ReviewStatus.CLOSED, **days)
    assert [(one.name, one.state) for one in closed] == [
        ("Planned", "done"), ("Gathering evidence", "done"), ("Reported", ""), ("Answered", ""), ("Closed", "now"),
    ]  # fmt: skip
    reported = stages_of(ReviewStatus.REPORTED, **days | {"reported_on": date(2022, 2, 1), "closed_on": None})
    assert [one.state for one in reported] == ["done", "done", "now", "", ""]


def test_report_is_not_open_before_anything_was_found_and_says_why():
    standing = Standing(ReviewStatus.GATHERING, True, False, has_findings=False, recommended=0, answered=0)
    steps = {one.route: one for one in steps_of(standing, reports=Law("s.28(7)"), response=Law("s.12(5)"))}
    assert steps["report-issue"].why_not == "Write what the panel found first"
    assert steps["report-issue"].law.provision == "s.28(7)"
    assert "publish" not in steps


# Opening, changing, showing and closing


def test_two_reviews_of_one_topic_and_words_of_addresses_get_addresses_of_their_own(body):
    made = [_open(body, title=title).slug for title in ("Rural crime", "Rural crime", "Create", "Export", "!!")]
    assert made == ["rural-crime", "rural-crime-2", "create-2", "export-2", "review"]
    assert AuditEntry.objects.filter(action="meetings.review_opened").count() == 5


def test_review_without_topic_or_scope_is_refused_by_field(body):
    with pytest.raises(ValidationError) as error:
        _open(body, title=" ", scope=" ")
    assert _refused(error) == {
        "title": ["Enter the topic"], "scope": ["Say what the review covers, and what it does not"],
    }  # fmt: skip
    assert not Review.objects.exists()


def test_publishing_is_undone_until_the_report_is_out(body):
    review = _open(body)
    review = keeping.publish_review(review=review, version=review.version, actor=None)
    assert review.published_at
    with pytest.raises(ValidationError):
        keeping.publish_review(review=review, version=review.version, actor=None)
    review = keeping.hide_review(review=review, version=review.version, actor=None)
    assert review.published_at is None
    reported = ReviewFactory(body=body, reported=True)
    with pytest.raises(ValidationError) as error:
        keeping.hide_review(review=reported, version=reported.version, actor=None)
    assert error.value.code == "reported"


def test_words_stand_once_the_report_is_out(body):
    review = ReviewFactory(body=body, reported=True)
    with pytest.raises(ValidationError) as error:
        keeping.change_review(review=review, version=1, actor=None, title="Something else")
    assert error.value.code == "reported"
    for work in (parts.add_evidence, parts.add_witness):
        with pytest.raises(ValidationError) as error:
            work(review=review, actor=None, **EVIDENCE)
        assert error.value.code == "reported"


def test_closing_asks_how_it_ended_and_reopening_brings_it_back_to_where_it_stood(body):
    review = ReviewFactory(body=body, reported=True)
    with pytest.raises(ValidationError) as error:
        keeping.close_review(review=review, version=1, closed_on=date(2022, 3, 21), note=" ", actor=None)
    assert _refused(error) == {"closed_on": ["Enter today or an earlier day"], "note": ["Say how it ended"]}
    closed = keeping.close_review(review=review, version=1, closed_on=TODAY, note="Done.", actor=None)
    assert (closed.status, closed.closed_on) == (ReviewStatus.CLOSED, TODAY)
    with pytest.raises(ValidationError) as error:
        parts.add_meeting(review=closed, meeting=HeldMeetingFactory(body=body), item=None, what="", actor=None)
    assert error.value.code == "closed"
    again = keeping.reopen_review(review=closed, version=closed.version, actor=None)
    assert (again.status, again.closed_on, again.closed_note) == (ReviewStatus.REPORTED, None, "")


def test_stale_change_is_refused(body):
    review = _open(body)
    keeping.change_review(review=review, version=1 + 1, actor=None, title="Thefts")
    with pytest.raises(ValidationError) as error:
        keeping.change_review(review=review, version=2, actor=None, title="Mine")
    assert error.value.code == "stale"


# Its parts


def test_first_evidence_begins_the_gathering_and_taking_it_out_ends_it(body):
    review = _open(body)
    row = parts.add_evidence(review=review, actor=None, **EVIDENCE)
    review.refresh_from_db()
    assert (review.status, row.number) == (ReviewStatus.GATHERING, 1)
    parts.remove_part(part=row, actor=None)
    review.refresh_from_db()
    assert review.status == ReviewStatus.PLANNED
    parts.restore_part(part=row, actor=None)
    parts.restore_part(part=row, actor=None)  # twice does no harm
    review.refresh_from_db()
    assert (review.status, ReviewEvidence.objects.get().removed_at) == (ReviewStatus.GATHERING, None)


def test_meetings_to_come_and_witnesses_not_heard_begin_nothing(body):
    review = _open(body)
    parts.add_meeting(review=review, meeting=HeldMeetingFactory(body=body), item=None, what="", actor=None)
    witness = parts.add_witness(review=review, actor=None, name="Head of roads")
    review.refresh_from_db()
    assert review.status == ReviewStatus.PLANNED
    parts.change_witness(witness=witness, version=1, actor=None, heard_on=date(2022, 2, 1), text="Forty cameras.")
    review.refresh_from_db()
    assert review.status == ReviewStatus.GATHERING


def test_a_part_does_not_make_the_review_that_somebody_edits_stale(body):
    review = _open(body)
    parts.add_evidence(review=review, actor=None, **EVIDENCE)
    assert keeping.change_review(review=review, version=review.version, actor=None, title="Thefts").title == "Thefts"


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        ({"title": " "}, {"title": ["Say what it is"]}),
        ({"on": date(2022, 3, 21)}, {"on": ["Enter today or an earlier day"]}),
        ({"access": Access.EXEMPT}, {"exempt_paragraph": ["Choose the paragraph of Schedule 12A"]}),
    ],
)
def test_wrong_evidence_is_refused_by_field_and_takes_no_number(body, facts, problems):
    review = _open(body)
    with pytest.raises(ValidationError) as error:
        parts.add_evidence(review=review, actor=None, **EVIDENCE | facts)
    assert _refused(error) == problems
    assert parts.add_evidence(review=review, actor=None, **EVIDENCE).number == 1


def test_private_paper_makes_no_public_evidence(body):
    review = _open(body)
    paper = PaperFactory(area=body.area, body=body, access=Access.EXEMPT, exempt_paragraph=ExemptParagraph.INDIVIDUAL)
    with pytest.raises(ValidationError) as error:
        parts.add_evidence(review=review, actor=None, **EVIDENCE | {"paper": paper})
    assert list(_refused(error)) == ["access"]
    private = {"access": Access.EXEMPT, "exempt_paragraph": ExemptParagraph.INDIVIDUAL, "paper": paper}
    assert parts.add_evidence(review=review, actor=None, **EVIDENCE | private).paper == paper


def test_what_a_witness_said_needs_the_day_on_which_they_were_heard(body):
    with pytest.raises(ValidationError) as error:
        parts.add_witness(review=_open(body), actor=None, name="", text="Forty cameras.")
    assert _refused(error) == {
        "name": ["Enter the office or the name"], "heard_on": ["Enter the day on which they were heard"],
    }  # fmt: skip


def test_meeting_of_another_body_foreign_item_and_the_same_twice_are_refused(body):
    review, meeting = _open(body), MeetingFactory(body=body)
    item = AgendaItemFactory(meeting=meeting)
    facts = {"review": review, "what": "", "actor": None}
    with pytest.raises(ValidationError) as error:
        parts.add_meeting(meeting=HeldMeetingFactory(body=BodyFactory(area=body.area)), item=None, **facts)
    assert "meeting" in error.value.message_dict
    with pytest.raises(ValidationError) as error:
        parts.add_meeting(meeting=HeldMeetingFactory(body=body), item=item, **facts)
    assert "item" in error.value.message_dict
    row = parts.add_meeting(meeting=meeting, item=item, **facts)
    with pytest.raises(ValidationError) as error:
        parts.add_meeting(meeting=meeting, item=item, **facts)
    assert "meeting" in error.value.message_dict
    parts.remove_meeting(review=review, number=row.number, actor=None)
    parts.remove_meeting(review=review, number=row.number, actor=None)
    assert parts.add_meeting(meeting=meeting, item=item, **facts).number == row.number + 1


def test_trail_names_parts_by_their_number_and_never_by_their_words(body):
    review = _open(body)
    private = {"title": "CANARY", "text": "CANARY", "access": Access.EXEMPT, "exempt_paragraph": ExemptParagraph.CRIME}
    parts.add_evidence(review=review, actor=None, **EVIDENCE | private)
    parts.add_witness(review=review, actor=None, name="CANARY")
    told = str(list(AuditEntry.objects.values_list("action", "target_reference", "detail")))
    assert "CANARY" not in told
    assert "meetings.review_evidence_added" in told


# What follows from the responses


def test_review_is_answered_once_every_standing_recommendation_has_a_response(body):
    review = ReviewFactory(body=body, reported=True)
    made = [RecommendationFactory(body=body, review=review, made_on=date(2022, 3, 10)) for _turn in range(3)]
    said = {"responded_on": TODAY, "position": RecommendationStatus.ACCEPTED, "text": "Agreed", "actor": None}
    recommendations.respond(recommendation=made[0], version=1, **said)
    recommendations.respond(recommendation=made[1], version=1, **said)
    review.refresh_from_db()
    assert review.status == ReviewStatus.REPORTED
    recommendations.take_back_recommendation(recommendation=made[2], actor=None)
    review.refresh_from_db()
    assert review.status == ReviewStatus.ANSWERED
    recommendations.restore_recommendation(recommendation=made[2], actor=None)
    review.refresh_from_db()
    assert review.status == ReviewStatus.REPORTED


def test_closed_review_stays_closed_when_a_response_comes(body):
    review = ReviewFactory(body=body, closed=True)
    made = RecommendationFactory(body=body, review=review, made_on=date(2022, 3, 10))
    said = {"responded_on": TODAY, "position": RecommendationStatus.REJECTED, "text": "No", "actor": None}
    recommendations.respond(recommendation=made, version=1, **said)
    review.refresh_from_db()
    assert review.status == ReviewStatus.CLOSED


def test_parts_of_factories_count_as_those_of_services(body):
    review = ReviewFactory(body=body)
    ReviewEvidenceFactory(review=review)
    ReviewMeetingFactory(review=review)
    ReviewWitnessFactory(review=review)
    review.refresh_from_db()
    assert parts.add_evidence(review=review, actor=None, **EVIDENCE).number == 4
