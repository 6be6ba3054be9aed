"""The pages of reviews: what everybody reads, what their keepers do, and how many questions a page asks."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.choices import Role
from documents.choices import Access
from interface import clock
from meetings.choices import ReviewStatus
from meetings.models import Recommendation, RecommendationResponse, Review, ReviewEvidence, ReviewWitness
from meetings.services.reviews import parts
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.minutes import HeldMeetingFactory, RecommendationFactory, RecommendationResponseFactory
from tests.factories.panels import AppointmentFactory, MembershipFactory, RuleFactory
from tests.factories.reviews import ReviewEvidenceFactory, ReviewFactory, ReviewMeetingFactory, ReviewWitnessFactory

TODAY = date(2022, 3, 20)
LAW = "Police Reform and Social Responsibility Act 2011, s.12(5)"


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def law(db):
    return RuleFactory(key="report-response", number=None, unit="none", provision=LAW, is_verified=False)


def _url(name, *more):
    name = name if name.startswith(("report-", "evidence-", "witness-", "meeting-", "draft-")) else f"review-{name}"
    return reverse(f"reviews:{name}", args=["avon", *more])


def _page(client, name, *more):
    return client.get(_url(name, *more)).content.decode()


def _hidden(form):
    return {name: form[name].value() for name in ("version", "token") if name in form.fields}


# The list


def test_list_says_what_each_made_and_narrows(client, body, law):
    first = ReviewFactory(body=body, reported=True, title="Hospital watch", started_on=date(2021, 6, 1))
    RecommendationFactory(body=body, review=first)
    answered = RecommendationFactory(body=body, review=first, status="accepted")
    RecommendationFactory(body=body, review=first, withdrawn_at=clock.now())
    RecommendationFactory(body=body, review=first, unpublished=True)
    RecommendationResponseFactory(recommendation=answered)
    ReviewFactory(body=body, title="Rural crime", started_on=date(2022, 1, 1))
    ReviewFactory(body=body, title="Over", closed=True, started_on=date(2022, 2, 1))
    response = client.get(_url("list"))
    assert [one.title for one in response.context["table"].page] == ["Rural crime", "Hospital watch", "Over"]
    assert "2, 1 with a response" in response.content.decode()
    assert [one.title for one in client.get(_url("list") + "?status=reported").context["table"].page] == ["Hospital watch"]
    lines = client.get(_url("export", "csv") + "?year=2021").content.decode().splitlines()
    assert len(lines) == 2
    assert (
        "Hospital watch,Avon Police and Crime Panel,,1 Jun 2021,Reported,10 Mar 2022,2,1,10 Apr 2022,/avon/reviews/" in lines[1]
    )


def test_empty_list_says_the_next_act(client, area, clerk):
    assert "A panel may look into a topic of its own choosing." in _page(client, "list")
    client.force_login(clerk)
    assert "Begin one, and add its scope." in _page(client, "list")
    assert "No reviews match. Remove a filter." in client.get(_url("list") + "?status=closed").content.decode()


# One review


def test_page_tells_the_review_its_report_and_the_law(client, body, law):
    review = ReviewFactory(body=body, reported=True)
    meeting = HeldMeetingFactory(body=body)
    ReviewMeetingFactory(review=review, meeting=meeting, what="The panel agreed the scope")
    ReviewEvidenceFactory(review=review, title="What parishes say")
    ReviewWitnessFactory(review=review, heard=True)
    made = RecommendationFactory(body=body, review=review)
    page = _page(client, "detail", review.slug)
    for words in (
        "The panel agreed the scope", "What parishes say", "There are forty cameras.", "There are too few of them.",
        made.reference, "The panel asks for a response by Sunday 10 April 2022.", LAW, "Not yet verified",
        "Head of roads policing was heard", "What the law asks next",
    ):  # fmt: skip
        assert words in page
    assert "Next steps" not in page
    assert "No response yet" in page


def test_story_runs_from_the_newest_to_the_oldest(client, body, law):
    review = ReviewFactory(body=body, closed=True, started_on=date(2021, 11, 1))
    ReviewEvidenceFactory(review=review, on=date(2021, 12, 1), title="Letter")
    made = RecommendationFactory(body=body, review=review)
    RecommendationResponseFactory(recommendation=made, responded_on=date(2022, 3, 12))
    titles = [one.title for one in client.get(_url("detail", review.slug)).context["story"]]
    response = f"Response to {made.reference}: accepted"
    assert titles == [
        "The review was published", "The review was closed", response, "The panel reported", "Evidence: Letter",
        "The review began",
    ]  # fmt: skip


def test_responses_all_in_time_meet_the_day(client, body, law):
    review = ReviewFactory(body=body, answered=True)
    for day in (date(2022, 3, 12), date(2022, 3, 14)):
        made = RecommendationFactory(body=body, review=review, status="accepted")
        RecommendationResponseFactory(recommendation=made, responded_on=day)
    assert "Met 14 Mar" in _page(client, "detail", review.slug)
    RecommendationFactory(body=body, review=review)
    with clock.stand_on(date(2022, 4, 11)):
        assert "Missed" in _page(client, "detail", review.slug)


def test_office_responds_from_the_review(client, body, law):
    office = AppointmentFactory(area=body.area, role=Role.OFFICE_DECISIONS).user
    review = ReviewFactory(body=body, reported=True)
    made = RecommendationFactory(body=body, review=review)
    url = reverse("recommendations:recommendation-respond", args=["avon", made.reference])
    assert url not in _page(client, "detail", review.slug)
    client.force_login(office)
    assert url in _page(client, "detail", review.slug)


# What its keepers do


def test_clerk_begins_a_review_once_and_publishes_it(client, body, clerk, member):
    lead = MembershipFactory(body=body, person__area=body.area).person
    client.force_login(clerk)
    form = client.get(_url("create")).context["form"]
    sent = {"body": "panel", "title": "Rural crime", "scope": "Thefts", "lead": lead.slug, "started_on": "1 3 2022"}
    for _twice in range(2):
        response = client.post(_url("create"), sent | _hidden(form))
        assert response.url == _url("detail", "rural-crime")
    review = Review.objects.get()
    assert (review.lead, review.status, review.published_at) == (lead, ReviewStatus.PLANNED, None)
    client.logout()
    assert client.get(_url("detail", "rural-crime")).status_code == 404
    client.force_login(member)
    assert client.get(_url("detail", "rural-crime")).status_code == 200
    assert client.get(_url("update", "rural-crime")).status_code == 403
    client.force_login(clerk)
    form = client.get(_url("publish", "rural-crime")).context["form"]
    assert client.post(_url("publish", "rural-crime"), _hidden(form)).status_code == 302
    client.logout()
    assert client.get(_url("detail", "rural-crime")).status_code == 200


def test_two_writers_read_both_texts(client, body, clerk):
    review = ReviewFactory(body=body, scope="Theirs")
    client.force_login(clerk)
    form = client.get(_url("update", review.slug)).context["form"]
    Review.objects.filter(pk=review.pk).update(scope="Somebody else's", version=2)
    sent = {"title": review.title, "scope": "Mine", "started_on": "1 11 2021", **_hidden(form)}
    page = client.post(_url("update", review.slug), sent).content.decode()
    assert "Saved by someone else" in page
    assert "Somebody else" in page
    assert "Mine" in page


def test_meeting_is_chosen_then_its_item_and_taken_out_after_a_second_look(client, body, clerk):
    review, meeting = ReviewFactory(body=body), MeetingFactory(body=body)
    item = AgendaItemFactory(meeting=meeting, title="Rural crime")
    client.force_login(clerk)
    assert meeting.slug in _page(client, "meeting-create", review.slug)
    url = f"{_url('meeting-create', review.slug)}?meeting={meeting.slug}"
    form = client.get(url).context["form"]
    assert client.post(url, {"item": item.slug, "what": "Scope", **_hidden(form)}).status_code == 302
    assert "Rural crime" in _page(client, "detail", review.slug)
    row = review.meetings.get()
    assert client.get(_url("meeting-remove", review.slug, row.number)).status_code == 200
    assert review.meetings.exists()
    assert client.post(_url("meeting-remove", review.slug, row.number)).status_code == 302
    assert not review.meetings.exists()


def test_evidence_is_added_edited_taken_out_and_put_back(client, body, clerk):
    review = ReviewFactory(body=body, planned=True)
    client.force_login(clerk)
    form = client.get(_url("evidence-create", review.slug)).context["form"]
    sent = {"kind": "visit", "title": "A night out", "access": "exempt", "exempt_paragraph": ""}
    page = client.post(_url("evidence-create", review.slug), sent | _hidden(form)).content.decode()
    assert "Choose the paragraph of Schedule 12A" in page
    sent |= {"access": "public"} | _hidden(client.get(_url("evidence-create", review.slug)).context["form"])
    for _twice in range(2):
        assert client.post(_url("evidence-create", review.slug), sent).status_code == 302
    row = ReviewEvidence.objects.get()
    edit = _url("evidence-update", review.slug, row.number)
    sent = sent | {"title": "Two nights out"} | _hidden(client.get(edit).context["form"])
    assert client.post(edit, sent).status_code == 302
    for act in ("remove", "restore"):
        assert client.get(_url(f"evidence-{act}", review.slug, row.number)).status_code == 405
        assert client.post(_url(f"evidence-{act}", review.slug, row.number)).status_code == 302
        row.refresh_from_db()
        assert (row.title, bool(row.removed_at)) == ("Two nights out", act == "remove")
        if act == "remove":
            assert _url("evidence-restore", review.slug, row.number) in _page(client, "detail", review.slug)


def test_witness_is_added_heard_and_taken_out(client, body, clerk):
    review, meeting = ReviewFactory(body=body), HeldMeetingFactory(body=body)
    client.force_login(clerk)
    form = client.get(_url("witness-create", review.slug)).context["form"]
    assert client.post(_url("witness-create", review.slug), {"name": "Head of roads", **_hidden(form)}).status_code == 302
    row = ReviewWitness.objects.get()
    edit = _url("witness-update", review.slug, row.number)
    said = {"name": "Head of roads", "text": "Forty.", "meeting": meeting.slug}
    page = client.post(edit, said | _hidden(client.get(edit).context["form"])).content.decode()
    assert "Enter the day on which they were heard" in page
    said |= {"heard_on": "1 2 2022"}
    assert client.post(edit, said | _hidden(client.get(edit).context["form"])).status_code == 302
    assert "Heard on Tuesday 1 February 2022" in _page(client, "detail", review.slug)
    assert client.post(_url("witness-remove", review.slug, row.number)).status_code == 302
    assert "Nobody is asked to speak yet" in _page(client, "detail", review.slug)


def test_closing_is_told_on_the_page_and_undone(client, body, clerk, law):
    review = ReviewFactory(body=body, reported=True)
    client.force_login(clerk)
    form = client.get(_url("close", review.slug)).context["form"]
    sent = {"closed_on": "15 3 2022", "note": "The pilot has begun.", **_hidden(form)}
    assert client.post(_url("close", review.slug), sent).status_code == 302
    page = _page(client, "detail", review.slug)
    assert "Closed on Tuesday 15 March 2022. The pilot has begun." in page
    form = client.get(_url("reopen", review.slug)).context["form"]
    assert client.post(_url("reopen", review.slug), _hidden(form)).status_code == 302
    review.refresh_from_db()
    assert review.status == ReviewStatus.REPORTED


def test_part_of_another_review_is_not_found(client, body, clerk):
    review, other = ReviewFactory(body=body), ReviewFactory(body=body)
    row = parts.add_evidence(review=other, actor=None, kind="visit", title="Visit", access=Access.PUBLIC)
    client.force_login(clerk)
    for act in ("remove", "restore"):
        assert client.post(_url(f"evidence-{act}", review.slug, row.number + 8)).status_code == 404
    assert client.get(_url("evidence-update", review.slug, 99)).status_code == 404


# How much is asked


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_asks_the_same_questions_of_any_number(client, body, count, django_assert_num_queries):
    first = ReviewFactory(body=body)
    copies = [
        Review(
            area=body.area, body=body, slug=f"copy-{number}", title="Copy", scope="All", started_on=TODAY - timedelta(number),
            published_at=first.published_at, created_at=first.created_at,
        )
        for number in range(1, count)
    ]  # fmt: skip
    Review.objects.bulk_create(copies)
    with django_assert_num_queries(6):
        response = client.get(_url("list"))
    assert len(response.context["table"].page) == min(count, 50)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_page_asks_the_same_questions_of_any_number_of_parts(client, body, law, count, django_assert_num_queries):
    review = ReviewFactory(body=body, reported=True)
    now = clock.now()
    numbers = range(1, count + 1)
    ReviewEvidence.objects.bulk_create(ReviewEvidence(review=review, number=one, title=f"Letter {one}") for one in numbers)
    ReviewWitness.objects.bulk_create(ReviewWitness(review=review, number=one, name=f"Office {one}") for one in numbers)
    made = Recommendation.objects.bulk_create(
        Recommendation(
            area=body.area, body=body, review=review, reference=f"R-2021-{one}", text="To report", made_to="The Commissioner",
            made_on=TODAY, created_at=now, published_at=now,
        )
        for one in numbers
    )  # fmt: skip
    RecommendationResponse.objects.bulk_create(
        RecommendationResponse(recommendation=one, number=1, responded_on=TODAY, position="accepted", text="Yes", made_at=now)
        for one in made
    )
    with django_assert_num_queries(9):
        response = client.get(_url("detail", review.slug))
    assert len(response.context["recommendations"]) == count


def test_of_two_main_steps_of_a_review_one_has_the_main_button(client, clerk, body, law):
    client.force_login(clerk)
    review = ReviewFactory(body=body, unpublished=True)
    response = client.get(_url("detail", review.slug))
    assert [one["step"].is_main for one in response.context["steps"]][:2] == [True, True]
    assert response.context["primary"] == response.context["steps"][0]
    main = [part for part in response.content.decode().split('class="govuk-button')[1:] if not part.startswith(" govuk-button--")]
    assert len(main) == 1
