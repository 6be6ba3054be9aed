"""What a meeting's page says it takes up: cases and reviews, as far as the reader may know of them."""

import pytest
from django.urls import reverse

from decisions.choices import MeetingPart
from tests.factories.decisions import CaseFactory, CaseMeetingFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.reviews import ReviewFactory, ReviewMeetingFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook")


@pytest.fixture
def meeting(body):
    return HeldMeetingFactory(body=body)


def taken_up(client, meeting):
    response = client.get(reverse("meetings:meeting-detail", args=[meeting.area.slug, meeting.slug]))
    return [(line.words, line.what) for line in response.context["takes_up"]]


def test_a_meeting_names_its_cases_and_reviews(client, body, meeting):
    CaseMeetingFactory(case=CaseFactory(body=body, title="Precept 2022/23"), meeting=meeting, part=MeetingPart.REVIEW)
    ReviewMeetingFactory(review=ReviewFactory(body=body, title="Speeding"), meeting=meeting, what="Evidence is heard")

    assert taken_up(client, meeting) == [("Precept 2022/23", "Review"), ("Speeding", "Evidence is heard")]


def test_the_public_is_not_told_of_a_case_or_review_that_is_not_public(client, clerk, body, meeting):
    CaseMeetingFactory(case=CaseFactory(body=body, title="Chief Executive", unpublished=True), meeting=meeting)
    ReviewMeetingFactory(review=ReviewFactory(body=body, title="Custody", unpublished=True), meeting=meeting, what="")

    assert taken_up(client, meeting) == []
    client.force_login(clerk)
    assert [words for words, _what in taken_up(client, meeting)] == ["Chief Executive", "Custody"]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_meeting_asks_the_same_however_much_it_takes_up(client, body, meeting, count, django_assert_num_queries):
    for _number in range(count):
        CaseMeetingFactory(case=CaseFactory(body=body), meeting=meeting)
        ReviewMeetingFactory(review=ReviewFactory(body=body), meeting=meeting)
    url = reverse("meetings:meeting-detail", args=[meeting.area.slug, meeting.slug])
    client.get(url)

    with django_assert_num_queries(11):
        client.get(url)
