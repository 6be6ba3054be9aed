"""By when the panel asks for a response, what is due from that, and where each recommendation comes from."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.choices import Role
from documents.choices import Access, Relation
from documents.services.links import add_link
from interface import clock
from meetings.choices import RecommendationStatus
from meetings.services import recommendations as services
from panels.choices import DutyAccess, DutyOwner, DutyStatus
from panels.models import Obligation
from panels.services.due import refresh_duties
from tests.factories.decisions import CaseFactory
from tests.factories.minutes import MinuteEntryFactory, RecommendationFactory, RecommendationResponseFactory
from tests.factories.panels import AppointmentFactory, RuleFactory
from tests.factories.reviews import ReviewFactory

TODAY = date(2022, 3, 20)
MADE = date(2022, 2, 1)
ASKED = date(2022, 4, 1)
LAW = "Police Reform and Social Responsibility Act 2011, s.12(5)"


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def law(db):
    return RuleFactory(key="report-response", number=None, unit="none", provision=LAW, is_verified=True)


@pytest.fixture
def office(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_DECISIONS, user__email="office@opcc.example").user


def _make(body, **facts):
    usual = {"text": "Publish the figures", "made_to": "The Commissioner", "made_on": MADE, "actor": None, "is_out": True}
    return services.make_recommendation(body=body, **usual | {"access": Access.PUBLIC, "response_due_on": ASKED} | facts)


def _respond(made, day=date(2022, 3, 17)):
    said = {"responded_on": day, "position": RecommendationStatus.ACCEPTED, "text": "Agreed", "actor": None}
    made.refresh_from_db()
    return services.respond(recommendation=made, version=made.version, **said)


def _duty():
    return Obligation.objects.get(subject_kind="recommendation")


def _url(name, *more):
    return reverse(f"recommendations:recommendation-{name}", args=["avon", *more])


# What is due


def test_response_asked_for_is_due_of_the_commissioner_under_the_act_on_the_panels_own_day(body, law):
    made = _make(body)
    duty = _duty()
    assert (duty.title, duty.owner, duty.due_on) == (f"Respond to {made.reference}", DutyOwner.COMMISSIONER, ASKED)
    assert duty.provision == f"{LAW}. The law names no day: the panel asks for this one"
    assert (duty.is_verified, duty.access, duty.address) == (True, DutyAccess.PUBLIC, made.get_absolute_url())


def test_rule_that_is_not_verified_is_told_so(body, law):
    law.is_verified = False
    law.save()
    _make(body)
    assert not _duty().is_verified


def test_nothing_is_due_without_a_day_or_before_it_is_out(body, law):
    _make(body, response_due_on=None)
    _make(body, is_out=False)
    assert not Obligation.objects.filter(subject_kind="recommendation").exists()


def test_private_one_is_due_by_its_reference_alone_and_not_for_the_public(body, law):
    made = _make(body, access=Access.EXEMPT, text="CANARY-TEXT")
    duty = _duty()
    assert (duty.access, duty.about, duty.title) == (
        DutyAccess.STAFF, "", f"Respond to private recommendation {made.reference}",
    )  # fmt: skip


@pytest.mark.parametrize(("asked", "was_late"), [(ASKED, False), (date(2022, 3, 16), True)])
def test_first_response_meets_it_on_its_day_and_a_second_changes_nothing(body, law, asked, was_late):
    made = _make(body, response_due_on=asked)
    _respond(made)
    _respond(made, date(2022, 3, 19))
    duty = _duty()
    assert (duty.status, duty.was_late) == (DutyStatus.MET, was_late)
    assert clock.as_local(duty.met_at).date() == date(2022, 3, 17)


def test_taking_back_sets_it_aside_and_putting_back_brings_it_again(body, law):
    made = services.take_back_recommendation(recommendation=_make(body), actor=None)
    assert _duty().status == DutyStatus.NOT_APPLICABLE
    services.restore_recommendation(recommendation=made, actor=None)
    assert _duty().status == DutyStatus.OPEN


def test_day_is_changed_and_dropped_and_the_night_finds_nothing_to_mend(body, law):
    made = _make(body)
    services.ask_response_by(recommendation=made, version=made.version, due_on=date(2022, 5, 1), actor=None)
    assert _duty().due_on == date(2022, 5, 1)
    assert refresh_duties(area=body.area) == 0
    made.refresh_from_db()
    services.ask_response_by(recommendation=made, version=made.version, due_on=None, actor=None)
    assert _duty().status == DutyStatus.NOT_APPLICABLE


def test_day_before_it_was_made_and_one_that_is_answered_are_refused(body, law):
    made = _make(body)
    with pytest.raises(ValidationError) as error:
        services.ask_response_by(recommendation=made, version=made.version, due_on=date(2022, 1, 31), actor=None)
    assert list(error.value.message_dict) == ["response_due_on"]
    _respond(made)
    made.refresh_from_db()
    with pytest.raises(ValidationError) as error:
        services.ask_response_by(recommendation=made, version=made.version, due_on=ASKED, actor=None)
    assert error.value.code == "answered"


# Who answers


def test_office_responds_itself_and_cannot_set_the_day(client, body, office, law):
    made = _make(body)
    client.force_login(office)
    page = client.get(_url("detail", made.reference)).content.decode()
    assert _url("respond", made.reference) in page
    assert _url("due", made.reference) not in page
    assert client.get(_url("due", made.reference)).status_code == 403
    form = client.get(_url("respond", made.reference)).context["form"]
    sent = {
        "position": "partly", "responded_on": "17 3 2022", "text": "In part.",
        "version": form["version"].value(), "token": form["token"].value(),
    }  # fmt: skip
    assert [client.post(_url("respond", made.reference), sent).status_code for _twice in range(2)] == [302, 200]
    made.refresh_from_db()
    assert (made.status, made.responses.count(), made.responses.get().made_by) == (RecommendationStatus.PARTLY, 1, office)


def test_office_of_another_area_and_members_do_not_respond(client, body, member, law):
    made = _make(body)
    elsewhere = AppointmentFactory(role=Role.OFFICE_DECISIONS).user
    for user in (elsewhere, member):
        client.force_login(user)
        assert client.get(_url("respond", made.reference)).status_code == 403


def test_clerk_sets_the_day_and_the_page_names_the_provision(client, body, clerk, law):
    made = _make(body, response_due_on=None)
    client.force_login(clerk)
    page = client.get(_url("detail", made.reference)).content.decode()
    assert "The panel has asked for no response by a day." in page
    form = client.get(_url("due", made.reference)).context["form"]
    sent = {"response_due_on": "1 4 2022", "version": form["version"].value()}
    assert client.post(_url("due", made.reference), sent).status_code == 302
    page = client.get(_url("detail", made.reference)).content.decode()
    assert "The panel asks for a response by Friday 1 April 2022." in page
    assert LAW in page
    stale = client.post(_url("due", made.reference), sent)
    assert (stale.status_code, stale.context["form"].errors["__all__"].data[0].code) == (200, "stale")


# Where they come from


def _sources(response):
    return {one.reference: one.source for one in response.context["table"].page}


def test_list_tells_the_source_narrows_by_it_and_links_where_it_may(client, body, law):
    entry = MinuteEntryFactory(item__minutes__meeting__body=body)
    review = ReviewFactory(body=body, reported=True)
    minuted = RecommendationFactory(body=body, entry=entry)
    of_review = RecommendationFactory(body=body, review=review)
    of_case, hidden = RecommendationFactory(body=body), RecommendationFactory(body=body)
    by_hand = RecommendationFactory(body=body)
    case = CaseFactory(body=body, title="Precept 2022/23")
    unknown = CaseFactory(body=body, unshared=True, title="CANARY-CASE")
    for made, of in ((of_case, case), (hidden, unknown)):
        pair = {"source": ("recommendation", made.pk), "target": ("case", of.pk)}
        add_link(area=body.area, relation=Relation.FOLLOWS, actor=None, **pair)
    response = client.get(_url("list"))
    assert _sources(response) == {
        minuted.reference: "minutes", of_review.reference: "review", of_case.reference: "case", hidden.reference: "case",
        by_hand.reference: "hand",
    }  # fmt: skip
    assert list(_sources(client.get(_url("list") + "?source=review"))) == [of_review.reference]
    page = response.content.decode()
    assert review.get_absolute_url() in page
    assert "CANARY-CASE" not in page
    assert "CANARY-CASE" not in client.get(_url("detail", hidden.reference)).content.decode()
    assert review.get_absolute_url() in client.get(_url("detail", of_review.reference)).content.decode()


def test_late_ones_are_marked_and_narrowed_to_until_they_have_a_response(client, body, law):
    late = RecommendationFactory(body=body, response_due_on=date(2022, 3, 19))
    today = RecommendationFactory(body=body, response_due_on=TODAY)
    done = RecommendationFactory(body=body, response_due_on=MADE, status=RecommendationStatus.ACCEPTED)
    RecommendationResponseFactory(recommendation=done)
    response = client.get(_url("list"))
    assert {one.reference: one.is_late for one in response.context["table"].page} == {
        late.reference: True, today.reference: False, done.reference: False,
    }  # fmt: skip
    assert list(_sources(client.get(_url("list") + "?late=yes"))) == [late.reference]
    assert LAW in response.content.decode()
    lines = client.get(_url("export", "csv") + "?late=yes").content.decode().splitlines()
    assert "19 Mar 2022,yes,No response yet" in lines[1]
