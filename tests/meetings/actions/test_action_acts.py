"""The pages on which actions are entered, changed, answered and closed."""

from datetime import date

import pytest

from documents.models import Link, Paper
from meetings.choices import ActionStatus, OwnerKind
from meetings.models import Action, ActionUpdate
from meetings.services import actions as services
from tests.factories.minutes import ActionFactory, HeldMeetingFactory, MinuteEntryFactory
from tests.factories.panels import MembershipFactory
from tests.meetings.actions.raising import NOBODY, RAISED, address_of, paper_of, raise_usual


def _token(response):
    return response.context["form"]["token"].value()


def _entered(client, **facts):
    page = client.get(address_of("action-create"))
    sent = {
        "token": _token(page), "body": "panel", "text": "Report on 101 calls", "owner_kind": "office",
        "owner_name": "Chief Constable", "access": "public", "raised_on": "1/2/22",
    }  # fmt: skip
    return client.post(address_of("action-create"), sent | facts)


def test_clerk_enters_an_action_by_hand_once(client, body, clerk):
    client.force_login(clerk)
    page = client.get(address_of("action-create"))
    sent = {
        "token": _token(page), "body": "panel", "text": "Report on 101 calls", "owner_kind": "office",
        "owner_name": "Chief Constable", "access": "public", "raised_on": "1 Feb 2022", "due_next_meeting": "on",
    }  # fmt: skip
    for _turn in range(2):
        response = client.post(address_of("action-create"), sent)

    action = Action.objects.get()
    assert response.url == action.get_absolute_url()
    assert (action.reference, action.raised_on, action.due_next_meeting, action.owner) == (
        "A-2022-001", RAISED, True, "Chief Constable",
    )  # fmt: skip
    assert action.published_at is not None


def test_action_takes_the_day_of_its_meeting(client, body, clerk):
    meeting = HeldMeetingFactory(body=body)
    client.force_login(clerk)
    _entered(client, raised_meeting=meeting.slug, raised_on="")
    action = Action.objects.get()
    assert (action.raised_meeting, action.raised_on) == (meeting, RAISED)


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"text": ""}, "text", "Enter what is to be done"),
        ({"owner_kind": ""}, "owner_kind", "Choose a person, an office or an organisation"),
        ({"owner_name": ""}, "owner_name", "Say who is to do it"),
        ({"raised_on": ""}, "raised_on", "Choose the meeting, or enter the day on which it was agreed"),
        ({"due_on": "31/1/22"}, "due_on", "The action was agreed on Tuesday 1 February 2022. Choose that day or a later one"),
        ({"due_on": "30/2/22"}, "due_on", "By when, if a day was agreed must be a real date"),
        ({"owner_person": "nobody"}, "owner_person", "Choose somebody from the list"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client, body, clerk, facts, field, said):
    client.force_login(clerk)
    response = _entered(client, **facts)
    assert response.context["form"].errors[field] == [said]
    assert not Action.objects.exists()


def test_changing_shows_both_texts_when_somebody_else_saved(client, body, clerk):
    seat = MembershipFactory(body=body)
    action = raise_usual(body, is_out=True)
    client.force_login(clerk)
    services.change_action(
        action=action, actor=None, text="Their words", owner_kind=OwnerKind.PERSON, owner_person=seat.person, owner_name=""
    )

    sent = {"version": 1, "text": "My words", "owner_kind": "person", "owner_person": seat.person.slug}
    response = client.post(address_of("action-update", action.reference), sent)

    stale = [(one.label, one.theirs, one.yours) for one in response.context["form"].stale]
    assert stale == [("What is to be done", "Their words", "My words")]
    action.refresh_from_db()
    assert action.text == "Their words"


def test_words_of_an_action_in_minutes_are_not_on_offer_in_the_log(client, body, clerk, officer):
    entry = MinuteEntryFactory(item__minutes__meeting__body=body)
    action = raise_usual(body, entry=entry)
    client.force_login(clerk)
    page = client.get(address_of("action-update", action.reference))
    assert list(page.context["form"].fields) == ["owner_user", "version"]

    client.post(address_of("action-update", action.reference), {"version": 1, "owner_user": officer.reference, "text": "Other"})

    action.refresh_from_db()
    assert (action.owner_user, action.text) == (officer, "Say what serious violence means")


def test_owner_says_what_has_come_of_it_with_a_page(client, body, officer, march):
    action = ActionFactory(body=body, owner_user=officer)
    paper = paper_of(body, march)
    client.force_login(officer)
    page = client.get(address_of("action-say", action.reference))
    sent = {
        "token": _token(page), "version": 1, "on": "17/3/22", "text": "It is on page 43", "answers": "on",
        "evidence": f"{march.slug}/{paper.slug}", "page": "43", "note": "The definition",
    }  # fmt: skip

    response = client.post(address_of("action-say", action.reference), sent)

    assert response.url == action.get_absolute_url()
    assert (Link.objects.get().page, Action.objects.get().status) == (43, ActionStatus.ANSWERED)


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"text": ""}, "text", "Enter what has happened"),
        ({"on": "21/3/22"}, "on", "Enter today or an earlier day"),
        ({"evidence": "", "page": "43"}, "evidence", "Choose the paper that the page belongs to"),
        ({"page": "x"}, "page", "Enter a page number, like 43"),
        ({"page": "60"}, "page", "The paper has pages 40 to 50 of the pack"),
        ({"version": 7}, "__all__", "Someone else saved this while you were writing."),
    ],
)
def test_what_is_wrong_with_an_update_stands_beside_its_field(client, body, clerk, march, monkeypatch, facts, field, said):
    action = ActionFactory(body=body)
    monkeypatch.setattr("meetings.services.evidence.ranges_of", lambda _packs: {Paper.objects.get().slug: (40, 50)})
    paper = paper_of(body, march)
    client.force_login(clerk)
    page = client.get(address_of("action-say", action.reference))
    sent = {"token": _token(page), "version": 1, "on": "17/3/22", "text": "Words", "evidence": f"{march.slug}/{paper.slug}"}

    response = client.post(address_of("action-say", action.reference), sent | facts)

    assert response.context["form"].errors[field][0].startswith(said)
    assert not ActionUpdate.objects.exists()


def test_chair_closes_with_a_reason_on_the_page(client, body, chair):
    action = ActionFactory(body=body)
    client.force_login(chair)
    url = address_of("action-close", action.reference)

    refused = client.post(url, {"version": 1, "how": "chair", "reason": ""})
    assert refused.context["form"].errors == {"reason": ["Say why the Chair closes it"]}
    nobody = client.post(url, {"version": 1, "how": ""})
    assert nobody.context["form"].errors == {"how": [NOBODY]}
    by_no_meeting = client.post(url, {"version": 1, "how": "meeting"})
    assert by_no_meeting.context["form"].errors == {"meeting": [NOBODY]}
    assert Action.objects.get().status == ActionStatus.OPEN

    client.post(url, {"version": 1, "how": "chair", "reason": "Answered by letter"})
    assert Action.objects.get().status == ActionStatus.CLOSED


def test_meetings_on_offer_to_close_are_those_held_since(client, body, clerk, march):
    HeldMeetingFactory(body=body, held_on=date(2022, 1, 11))
    HeldMeetingFactory(body=body, held_on=date(2022, 4, 26))
    raised = HeldMeetingFactory(body=body)
    action = ActionFactory(body=body)
    client.force_login(clerk)
    page = client.get(address_of("action-close", action.reference))
    assert list(page.context["form"].fields["meeting"].queryset) == [march, raised]

    client.post(address_of("action-close", action.reference), {"version": 1, "how": "meeting", "meeting": march.slug})
    assert Action.objects.get().closed_meeting == march
    client.post(address_of("action-reopen", action.reference), {"version": 2, "reason": "It was another one"})
    assert Action.objects.get().status == ActionStatus.OPEN


def test_another_action_takes_its_place_on_the_page(client, body, clerk):
    old, new = ActionFactory.create_batch(2, body=body)
    client.force_login(clerk)
    url = address_of("action-supersede", old.reference)
    assert client.post(url, {"version": 1}).context["form"].errors == {"by": ["Choose the action that takes its place"]}
    client.post(url, {"version": 1, "by": new.reference, "reason": "Asked more widely"})
    assert Action.objects.get(pk=old.pk).superseded_by == new


@pytest.mark.parametrize("name", ["action-update", "action-say", "action-close", "action-supersede"])
def test_settled_action_offers_no_act_but_opening_again(client, body, clerk, name):
    action = ActionFactory(body=body, status=ActionStatus.SUPERSEDED)
    client.force_login(clerk)
    page = client.get(address_of(name, action.reference))
    assert "This action is superseded. Reopen it first" in page.content.decode()
    assert b"<textarea" not in page.content


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("action-update", {"clerk"}),
        ("action-say", {"clerk", "officer"}),
        ("action-close", {"clerk", "chair"}),
        ("action-reopen", {"clerk", "chair"}),
        ("action-supersede", {"clerk"}),
    ],
)
def test_who_may_do_what(client, body, clerk, chair, member, officer, name, allowed):
    action = ActionFactory(body=body, owner_user=officer)
    people = {"clerk": clerk, "chair": chair, "member": member, "officer": officer}
    for who, person in people.items():
        client.force_login(person)
        assert (who, client.get(address_of(name, action.reference)).status_code) == (who, 200 if who in allowed else 403)


def test_action_that_is_not_known_is_not_found(client, body, officer):
    action = ActionFactory(body=body, unpublished=True, owner_user=officer)
    client.force_login(officer)
    assert client.get(address_of("action-say", action.reference)).status_code == 404
    assert client.get(address_of("action-create")).status_code == 403
