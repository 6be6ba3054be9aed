"""What a panel recommends to the policing body, and what was said to it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditEntry
from documents.choices import Access
from interface import clock
from meetings.choices import RecommendationStatus
from meetings.models import Recommendation, RecommendationResponse
from meetings.services import recommendations as services
from tests.factories.minutes import (
    HeldMeetingFactory,
    MinuteEntryFactory,
    MinuteItemFactory,
    RecommendationFactory,
    RecommendationResponseFactory,
)

TODAY = date(2022, 3, 20)
MADE = date(2022, 2, 1)
MARCH = date(2022, 3, 17)


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


def _make(body, **facts):
    usual = {
        "text": "Publish the figures",
        "made_to": "The Commissioner",
        "access": Access.PUBLIC,
        "made_on": MADE,
        "actor": None,
    }
    return services.make_recommendation(body=body, **usual | facts)


def _respond(made, version=1, **facts):
    usual = {"responded_on": MARCH, "position": RecommendationStatus.ACCEPTED, "text": "Agreed", "actor": None}
    return services.respond(recommendation=made, version=version, **usual | facts)


def _url(name, *more):
    return reverse(f"recommendations:recommendation-{name}", args=["avon", *more])


def _references(response):
    return [one.reference for one in response.context["table"].page]


def _problems(error):
    return {name: [str(one) for one in found] for name, found in error.value.message_dict.items()}


# What is written


def test_recommendations_of_both_series_count_apart(body):
    given = [_make(body, access=access).reference for access in (Access.PUBLIC, Access.EXEMPT, Access.PUBLIC)]
    assert given == ["R-2022-001", "RX-2022-001", "R-2022-002"]
    assert AuditEntry.objects.filter(action="meetings.recommendation_made").count() == 3


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        ({"text": " "}, {"text": ["Enter what is recommended"]}),
        ({"made_to": ""}, {"made_to": ["Enter to whom it is recommended"]}),
        ({"made_on": date(2022, 3, 21)}, {"made_on": ["A recommendation cannot be made on a day that has not come yet"]}),
    ],
)
def test_wrong_recommendation_is_refused_by_field_and_takes_no_number(body, facts, problems):
    with pytest.raises(ValidationError) as error:
        _make(body, **facts)
    assert _problems(error) == problems
    assert _make(body).reference == "R-2022-001"


def test_publishing_leaves_out_what_was_removed_or_taken_back(body):
    item = MinuteItemFactory(minutes__meeting__body=body)
    entries = [MinuteEntryFactory(item=item) for _turn in range(3)]
    made = [_make(body, entry=entry) for entry in entries]
    entries[1].removed_at = clock.now()
    entries[1].save()
    services.take_back_recommendation(recommendation=made[2], actor=None)

    assert [one.reference for one in services.publish_recommendations(minutes=item.minutes, actor=None)] == ["R-2022-001"]
    assert services.publish_recommendations(minutes=item.minutes, actor=None) == []


def test_words_of_a_recommendation_in_confirmed_minutes_stand(body):
    entry = MinuteEntryFactory(item__minutes__meeting__body=body, item__minutes__confirmed=True)
    made = _make(body, entry=entry)
    with pytest.raises(ValidationError) as error:
        services.change_recommendation(recommendation=made, actor=None, text="Something else")
    assert _problems(error) == {"text": ["The minutes are confirmed. An error is met by a corrigendum"]}


def test_taking_back_is_undone(body):
    made = _make(body)
    assert services.take_back_recommendation(recommendation=made, actor=None).withdrawn_at is not None
    assert services.restore_recommendation(recommendation=made, actor=None).withdrawn_at is None


def test_status_is_that_of_the_newest_response_by_its_day(body):
    made = _make(body, is_out=True)
    _respond(made, position=RecommendationStatus.REJECTED)
    _respond(made, version=2, responded_on=date(2022, 3, 1), position=RecommendationStatus.ACCEPTED)
    made.refresh_from_db()
    assert (made.status, made.responses.count()) == (RecommendationStatus.REJECTED, 2)


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        ({"responded_on": date(2022, 3, 21)}, {"responded_on": ["Enter today or an earlier day"]}),
        (
            {"responded_on": date(2022, 1, 31)},
            {"responded_on": ["The recommendation was made on Tuesday 1 February 2022. Choose that day or a later one"]},
        ),
        ({"position": RecommendationStatus.MADE}, {"position": ["Choose what was said to the recommendation"]}),
        ({"text": " "}, {"text": ["Enter what was said"]}),
    ],
)
def test_wrong_response_is_refused_by_field(body, facts, problems):
    made = _make(body, is_out=True)
    with pytest.raises(ValidationError) as error:
        _respond(made, **facts)
    assert _problems(error) == problems
    made.refresh_from_db()
    assert (made.status, made.version) == (RecommendationStatus.MADE, 1)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"published_at": None}, "This recommendation is not published yet"),
        ({"withdrawn": True}, "This recommendation was taken back"),
    ],
)
def test_only_a_standing_recommendation_that_is_out_takes_responses(body, facts, said):
    made = RecommendationFactory(
        body=body,
        published_at=facts.get("published_at", clock.now()),
        withdrawn_at=clock.now() if facts.get("withdrawn") else None,
    )
    with pytest.raises(ValidationError) as error:
        _respond(made)
    assert error.value.messages == [said]


# The pages


def test_list_begins_with_what_waits_for_a_response_and_narrows(client, body):
    answered = RecommendationFactory(body=body, reference="R-2022-301", status=RecommendationStatus.ACCEPTED)
    RecommendationResponseFactory(recommendation=answered)
    RecommendationFactory(body=body, reference="R-2022-302", made_to="The Chief Constable")
    RecommendationFactory(body=body, reference="R-2021-303", made_on=date(2021, 3, 1))
    assert _references(client.get(_url("list") + "?status=accepted")) == ["R-2022-301"]
    assert _references(client.get(_url("list") + "?year=2021")) == ["R-2021-303"]
    assert _references(client.get(_url("list") + "?sort=-made_to"))[-1] == "R-2022-302"
    assert _references(client.get(_url("list"))) == ["R-2021-303", "R-2022-302", "R-2022-301"]


def test_private_recommendations_are_for_those_entitled(client, body, member):
    RecommendationFactory(body=body, reference="R-2022-301")
    private = RecommendationFactory(body=body, exempt=True, reference="RX-2022-301", text="CANARY-TEXT", made_to="CANARY-TO")
    draft = RecommendationFactory(body=body, unpublished=True, text="CANARY-DRAFT")
    RecommendationResponseFactory(recommendation=private, text="CANARY-RESPONSE")

    assert _references(client.get(_url("list"))) == ["R-2022-301"]
    for content in (client.get(_url("list")), *(client.get(_url("export", fmt)) for fmt in ("csv", "xlsx", "ods"))):
        assert b"CANARY" not in content.content
    assert client.get(_url("detail", private.reference)).status_code == 404
    client.force_login(member)
    assert b"CANARY-RESPONSE" in client.get(_url("detail", private.reference)).content
    assert client.get(_url("detail", draft.reference)).status_code == 404


def test_page_shows_where_it_was_made_and_every_response(client, body):
    meeting = HeldMeetingFactory(body=body)
    made = RecommendationFactory(body=body, raised_meeting=meeting)
    page = client.get(_url("detail", made.reference)).content.decode()
    assert meeting.get_absolute_url() in page
    assert "No response yet" in page
    RecommendationResponseFactory(recommendation=made, text="In <b>part</b> later")
    page = client.get(_url("detail", made.reference)).content.decode()
    assert "In &lt;b&gt;part&lt;/b&gt; later" in page


def test_export_holds_exactly_what_the_list_shows_and_no_formula(client, body):
    RecommendationFactory(body=body, reference="R-2022-301", text="@SUM(1)", made_to="=me")
    RecommendationFactory(body=body, reference="R-2021-302", made_on=date(2021, 3, 1))
    lines = client.get(_url("export", "csv") + "?year=2022").content.decode().splitlines()
    assert lines[1:] == [
        "R-2022-301,Avon Police and Crime Panel,'@SUM(1),'=me,1 Feb 2022,Entered by the clerk,no,,no,No response yet,,"
        "/avon/recommendations/R-2022-301/"
    ]
    assert client.get(_url("export", "pdf")).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_asks_the_same_questions_of_any_number(client, body, count, django_assert_num_queries):
    first = RecommendationFactory(body=body)
    copies = [
        Recommendation(
            area=first.area, body=body, reference=f"R-2021-{number:03d}", text="To report", made_to="The Commissioner",
            made_on=MADE - timedelta(days=number), created_at=first.created_at, published_at=first.created_at,
        )
        for number in range(1, count)
    ]  # fmt: skip
    Recommendation.objects.bulk_create(copies)
    with django_assert_num_queries(6):  # one of them for the rule under which a response is owed
        response = client.get(_url("list"))
    assert (response.status_code, len(_references(response))) == (200, min(count, 50))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_page_asks_the_same_questions_of_any_number_of_responses(client, body, count, django_assert_num_queries):
    made = RecommendationFactory(body=body)
    one = RecommendationResponseFactory(recommendation=made)
    more = [
        RecommendationResponse(
            recommendation=made,
            number=number,
            responded_on=one.responded_on,
            position=one.position,
            text="More",
            made_at=one.made_at,
        )
        for number in range(2, count + 1)
    ]
    RecommendationResponse.objects.bulk_create(more)
    with django_assert_num_queries(5):
        response = client.get(_url("detail", made.reference))
    assert len(response.context["responses"]) == count


def test_clerk_enters_one_once_and_records_a_response(client, body, clerk):
    client.force_login(clerk)
    page = client.get(_url("create"))
    sent = {
        "token": page.context["form"]["token"].value(), "body": "panel", "made_on": "1/2/22", "text": "Publish the figures",
        "made_to": "The Commissioner", "access": "public",
    }  # fmt: skip
    for _turn in range(2):
        response = client.post(_url("create"), sent)
    made = Recommendation.objects.get()
    assert (response.url, made.reference, made.made_on) == (_url("detail", "R-2022-001"), "R-2022-001", MADE)

    page = client.get(_url("respond", made.reference))
    sent = {"token": page.context["form"]["token"].value(), "version": 1, "position": "partly", "responded_on": "17/3/22"}
    refused = client.post(_url("respond", made.reference), sent)
    assert refused.context["form"].errors == {"text": ["Enter what was said"]}
    client.post(_url("respond", made.reference), sent | {"text": "In part"})
    made.refresh_from_db()
    assert (made.status, made.responses.get().text) == (RecommendationStatus.PARTLY, "In part")


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"made_on": ""}, "made_on", "Choose the meeting, or enter the day on which it was made"),
        ({"made_on": "21/3/22"}, "made_on", "A recommendation cannot be made on a day that has not come yet"),
        ({"text": ""}, "text", "Enter what is recommended"),
        ({"made_to": ""}, "made_to", "Enter to whom it is recommended"),
        ({"raised_meeting": "2022-01-01-panel"}, "raised_meeting", "Choose a meeting from the list"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client, body, clerk, facts, field, said):
    client.force_login(clerk)
    page = client.get(_url("create"))
    sent = {
        "token": page.context["form"]["token"].value(), "body": "panel", "made_on": "1/2/22", "text": "Publish the figures",
        "made_to": "The Commissioner", "access": "public",
    }  # fmt: skip
    response = client.post(_url("create"), sent | facts)
    assert response.context["form"].errors[field] == [said]
    assert not Recommendation.objects.exists()


def test_members_record_nothing(client, body, member):
    made = RecommendationFactory(body=body)
    client.force_login(member)
    assert [client.get(url).status_code for url in (_url("create"), _url("respond", made.reference))] == [403, 403]
    assert "Record a response" not in client.get(_url("detail", made.reference)).content.decode()
