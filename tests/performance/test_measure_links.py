"""Linking a measure with an action, recommendation, decision, minute, paper or meeting, from its page; and taking links away."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from documents.links import find_ends, offering_of
from documents.models import Link
from interface import clock
from performance.links import MEASURE
from performance.services.links import link_measure
from tests.factories.accounts import UserFactory
from tests.factories.minutes import (
    ActionFactory,
    HeldMeetingFactory,
    MinuteEntryFactory,
    MinuteItemFactory,
    MinutesFactory,
    RecommendationFactory,
)
from tests.factories.panels import BodyFactory
from tests.factories.performance import InspectionFactory, MeasureFactory, PlannedActionFactory
from tests.factories.register import PublishedDecisionFactory
from tests.meetings.chains import paper_row
from tests.performance.reading import analyst_of, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo_day():
    with clock.stand_on(date(2022, 3, 10)):
        yield


@pytest.fixture
def measure():
    return MeasureFactory(title="Personal robbery")


@pytest.fixture
def body(measure):
    return BodyFactory(area=measure.area)


@pytest.fixture
def desk(client, measure):
    client.force_login(analyst_of(measure.area))
    return client


def link_url(measure, query=""):
    return url_of("link-create", measure) + query


def send(client, url, **words):
    token = client.get(url).context["form"]["token"].value()
    return client.post(url, {"token": token, "text": "Robberies were a concern.", **words})


def ends_of(link):
    return (link.source_kind, link.source_key), link.relation, (link.target_kind, link.target_key)


def test_an_action_is_linked_by_its_reference_and_its_page_shows_the_measure(desk, measure, body):
    action = ActionFactory(body=body, reference="A-2022-004", raised_on=date(2022, 2, 1))

    response = send(desk, link_url(measure, "?what=record"), reference="a-2022-004")

    assert response.url == f"{measure.get_absolute_url()}#said"
    assert ends_of(Link.objects.get()) == ((MEASURE, measure.pk), "bears-on", ("action", action.pk))
    action_page = desk.get(action.get_absolute_url()).content.decode()
    assert "Measure: Personal robbery" in action_page
    assert measure.get_absolute_url() in action_page
    assert AuditEntry.objects.filter(action="documents.link_added").exists()


def test_a_recommendation_and_a_decision_are_linked_by_their_references(desk, measure, body):
    made = RecommendationFactory(body=body, reference="R-2022-002")
    decision = PublishedDecisionFactory(area=measure.area)

    send(desk, link_url(measure, "?what=record"), reference="R-2022-002")
    send(desk, link_url(measure, "?what=record"), reference=decision.reference)

    assert [ends_of(one) for one in Link.objects.order_by("number")] == [
        ((MEASURE, measure.pk), "bears-on", ("recommendation", made.pk)),
        (("decision", decision.pk), "bears-on", (MEASURE, measure.pk)),
    ]


def test_a_paragraph_of_the_minutes_is_linked_on_the_day_of_its_meeting(desk, measure, body):
    meeting = HeldMeetingFactory(body=body, held_on=date(2022, 2, 1))
    minutes = MinutesFactory(meeting=meeting, published=True)
    entry = MinuteEntryFactory(item=MinuteItemFactory(minutes=minutes, number="10"), text="Robberies worry members.")

    send(desk, link_url(measure, f"?what=minute&meeting={meeting.slug}"), entry=entry.number)

    link = Link.objects.get()
    assert ends_of(link) == (("minute", entry.pk), "bears-on", (MEASURE, measure.pk))
    assert link.on == date(2022, 2, 1)
    said = desk.get(measure.get_absolute_url()).context["said"][0]
    assert said["event"].words == "Minutes of 1 Feb 2022, item 10 Performance" or "item 10" in said["event"].words


def test_minutes_tell_which_measure_they_concern(desk, measure, body):
    meeting = HeldMeetingFactory(body=body, held_on=date(2022, 2, 1))
    minutes = MinutesFactory(meeting=meeting, published=True)
    entry = MinuteEntryFactory(item=MinuteItemFactory(minutes=minutes, number="10"), text="Robberies worry members.")
    send(desk, link_url(measure, f"?what=minute&meeting={meeting.slug}"), entry=entry.number)

    page = desk.get(minutes.get_absolute_url()).content.decode()

    assert "Measure: Personal robbery" in page
    assert "earlier actions" not in page


def test_a_paper_and_a_meeting_are_linked(desk, measure, body):
    meeting = HeldMeetingFactory(body=body, held_on=date(2022, 2, 1))
    paper = paper_row(meeting, "Performance summary")

    send(desk, link_url(measure, f"?what=paper&meeting={meeting.slug}"), paper=paper.slug)
    send(desk, link_url(measure, f"?what=meeting&meeting={meeting.slug}"))

    assert set(Link.objects.values_list("source_kind", flat=True)) == {"paper", "meeting"}


@pytest.mark.parametrize(
    ("query", "field", "problem"),
    [
        pytest.param("?what=", "what", "Choose what concerned it", id="nothing chosen"),
        pytest.param("?what=other", "what", "Choose what concerned it", id="something else chosen"),
        pytest.param("?what=minute", "meeting", "Choose the meeting", id="no meeting"),
        pytest.param("?what=minute&meeting=none", "meeting", "Choose a meeting from the list", id="a meeting that is none"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(desk, measure, query, field, problem):
    assert desk.get(link_url(measure, query)).context["form"].errors[field] == [problem]


def test_minutes_that_are_not_out_cannot_be_linked(desk, measure, body):
    meeting = HeldMeetingFactory(body=body, held_on=date(2022, 2, 1))

    form = desk.get(link_url(measure, f"?what=minute&meeting={meeting.slug}")).context["form"]

    assert form.errors["meeting"] == ["The minutes of that meeting are not published. Choose another meeting"]


def test_a_reference_that_nobody_has_or_another_area_has_is_refused(desk, measure):
    ActionFactory(reference="A-2022-009")

    response = send(desk, link_url(measure, "?what=record"), reference="A-2022-009")

    assert "There is no action, recommendation or decision" in response.context["form"].errors["reference"][0]
    assert not Link.objects.exists()


def test_a_form_sent_twice_links_once(desk, measure, body):
    ActionFactory(body=body, reference="A-2022-004")
    url = link_url(measure, "?what=record")
    token = desk.get(url).context["form"]["token"].value()
    sent = {"token": token, "text": "A concern.", "reference": "A-2022-004"}

    addresses = {desk.post(url, sent).url for _time in range(2)}

    assert len(addresses) == 1
    assert Link.objects.count() == 1


def test_nobody_but_the_office_links(client, measure, body):
    action = ActionFactory(body=body)
    link = link_measure(measure=measure, other=("action", action.pk), text="", actor=analyst_of(measure.area))
    for user, status in ((None, 302), (UserFactory(), 403)):
        if user:
            client.force_login(user)
        assert client.get(link_url(measure)).status_code == status
        assert client.post(url_of("link-remove", measure, link.number)).status_code == status
    assert Link.objects.get().removed_at is None


def test_a_link_is_removed_and_put_back(desk, measure, body):
    action = ActionFactory(body=body)
    link = link_measure(measure=measure, other=("action", action.pk), text="", actor=analyst_of(measure.area))

    desk.post(url_of("link-remove", measure, link.number))
    page = desk.get(measure.get_absolute_url())
    assert page.context["said"] == []
    assert "Put it back" in page.content.decode()

    desk.post(url_of("link-restore", measure, link.number))
    assert len(desk.get(measure.get_absolute_url()).context["said"]) == 1


def test_a_link_of_another_measure_is_not_found_and_get_changes_nothing(desk, measure, body):
    other = MeasureFactory(objective=measure.objective)
    link = link_measure(measure=other, other=("action", ActionFactory(body=body).pk), text="", actor=analyst_of(measure.area))

    assert desk.post(url_of("link-remove", measure, link.number)).status_code == 404
    assert desk.get(url_of("link-remove", other, link.number)).status_code == 405


def test_what_the_actor_does_not_see_is_not_linked(measure, body):
    hidden = ActionFactory(body=body, access="exempt")

    for other in (("action", hidden.pk), ("nothing", 1), (MEASURE, measure.pk)):
        with pytest.raises(ValidationError, match="Choose what to link to"):
            link_measure(measure=measure, other=other, text="", actor=analyst_of(measure.area))


def test_ends_are_as_visible_as_the_things_themselves(measure, django_user_model):
    draft = MeasureFactory(objective=measure.objective, draft=True)
    keys = [(MEASURE, measure.pk), (MEASURE, draft.pk), ("inspection", InspectionFactory(area=measure.area).pk)]
    keys.append(("planned-action", PlannedActionFactory(objective=measure.objective).pk))

    public, office = find_ends(UserFactory(), keys), find_ends(analyst_of(measure.area), keys)

    assert list(public) == [(MEASURE, measure.pk)]
    assert set(office) == set(keys)
    assert office[MEASURE, draft.pk].is_private


def test_forms_are_offered_public_measures_of_the_area_alone(measure):
    MeasureFactory(objective=measure.objective, draft=True)
    MeasureFactory()

    offered = offering_of(MEASURE).find(analyst_of(measure.area), measure.area)

    assert [(one.value, one.key) for one in offered] == [(measure.slug, measure.pk)]
