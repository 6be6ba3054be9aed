"""Actions: numbered, told to their owners, answered by what somebody says, and closed by those who may."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from documents.choices import Access, Relation
from documents.models import Link
from interface import clock
from jobs.models import Job
from meetings.choices import ActionStatus, ClosedBy, MinutesStatus, OwnerKind
from meetings.models import Action, ActionUpdate
from meetings.services import actions as services
from meetings.services.actions.letters import ACTION_JOB
from meetings.tasks import tell_action_owner
from tests.factories.documents import PaperFactory
from tests.factories.minutes import HeldMeetingFactory, MinuteEntryFactory, MinuteItemFactory
from tests.factories.panels import BodyFactory, MembershipFactory
from tests.meetings.actions.raising import MARCH, NOBODY, TODAY, paper_of, raise_usual


def _problems(error):
    return {name: [str(one) for one in found] for name, found in error.value.message_dict.items()}


# What is entered


def test_actions_of_both_series_count_apart(body):
    given = [raise_usual(body, access=access).reference for access in (Access.PUBLIC, Access.EXEMPT, Access.PUBLIC)]
    assert given == ["A-2022-001", "AX-2022-001", "A-2022-002"]


def test_raising_writes_the_trail_without_the_words(body, clerk):
    action = raise_usual(body, actor=clerk, text="Look into the CANARY case", access=Access.EXEMPT)

    entry = AuditEntry.objects.get(action="meetings.action_raised")
    assert (entry.target_reference, entry.actor, "CANARY" in str(entry.detail)) == (action.reference, clerk, False)


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        pytest.param({"text": " "}, {"text": ["Enter what is to be done"]}, id="no text"),
        pytest.param({"owner_name": ""}, {"owner_name": ["Say who is to do it"]}, id="no owner"),
        pytest.param(
            {"due_on": MARCH, "due_next_meeting": True},
            {"due_on": ["Choose a date or the next meeting, not both"]},
            id="two days",
        ),
        pytest.param(
            {"due_on": date(2022, 1, 31)},
            {"due_on": ["The action was agreed on Tuesday 1 February 2022. Choose that day or a later one"]},
            id="due before it was agreed",
        ),
        pytest.param(
            {"raised_on": date(2022, 3, 21)},
            {"raised_on": ["An action cannot be agreed on a day that has not come yet"]},
            id="tomorrow",
        ),
    ],
)
def test_wrong_action_is_refused_by_field_and_takes_no_number(body, facts, problems):
    with pytest.raises(ValidationError) as error:
        raise_usual(body, **facts)
    assert _problems(error) == problems
    assert raise_usual(body).reference == "A-2022-001"


def test_owner_of_another_area_is_refused(body):
    stranger = MembershipFactory().person
    with pytest.raises(ValidationError) as error:
        raise_usual(body, owner_kind=OwnerKind.PERSON, owner_person=stranger, owner_name="")
    assert _problems(error) == {"owner_person": ["Choose somebody of this police area"]}


def test_owner_hears_by_mail_once_the_action_is_out(body, officer, django_capture_on_commit_callbacks):
    action = raise_usual(body, owner_user=officer, text="CANARY-TEXT", access=Access.EXEMPT, due_on=date(2022, 4, 1))
    assert not Job.objects.filter(name=ACTION_JOB).exists()

    entry = MinuteEntryFactory(item__minutes__meeting__body=body)
    Action.objects.filter(pk=action.pk).update(entry=entry)
    services.publish_actions(minutes=entry.minutes, actor=None)
    tell_action_owner(None, **Job.objects.get(name=ACTION_JOB).payload)

    (letter,) = mail.outbox
    assert letter.to == ["officer@opcc.example"]
    assert letter.subject == "Avon Police and Crime Panel: action AX-2022-001 is yours to answer"
    assert "It is due on Friday 1 April 2022." in letter.body
    assert "CANARY" not in letter.subject + letter.body


def test_publishing_leaves_out_what_was_removed_or_taken_back(body):
    item = MinuteItemFactory(minutes__meeting__body=body)
    entries = [MinuteEntryFactory(item=item) for _turn in range(3)]
    minutes = item.minutes
    actions = [raise_usual(body, entry=entry) for entry in entries]
    entries[1].removed_at = clock.now()
    entries[1].save()
    services.take_back_action(action=actions[2], actor=None)

    assert [one.reference for one in services.publish_actions(minutes=minutes, actor=None)] == ["A-2022-001"]
    assert services.publish_actions(minutes=minutes, actor=None) == []
    assert AuditEntry.objects.get(action="meetings.actions_published").detail == {"references": ["A-2022-001"]}


def test_words_of_an_action_in_confirmed_minutes_stand(body):
    entry = MinuteEntryFactory(item__minutes__meeting__body=body, item__minutes__confirmed=True)
    action = raise_usual(body, entry=entry)
    with pytest.raises(ValidationError) as error:
        services.change_action(action=action, actor=None, text="Something else", due_on=MARCH)
    said = ["The minutes are confirmed. An error is met by a corrigendum"]
    assert (_problems(error), entry.minutes.status) == ({"text": said, "due_on": said}, MinutesStatus.CONFIRMED)
    action.refresh_from_db()
    assert action.text == "Say what serious violence means"


def test_private_action_keeps_its_reference_when_it_becomes_public_and_never_goes_back(body):
    action = raise_usual(body, access=Access.EXEMPT, is_out=True)
    opened = services.change_action(action=action, actor=None, access=Access.PUBLIC)
    assert (opened.reference, opened.is_private) == ("AX-2022-001", False)
    with pytest.raises(ValidationError) as error:
        services.change_action(action=action, actor=None, access=Access.EXEMPT)
    assert _problems(error) == {"access": ["This action is known to the public. It cannot be made private"]}


def test_taking_back_is_undone_to_what_the_newest_update_said(body):
    action = raise_usual(body, is_out=True)
    services.say_of_action(action=action, version=1, actor=None, on=MARCH, text="Here it is", answers=True)
    taken = services.take_back_action(action=action, reason="Entered twice", actor=None)
    assert (taken.status, taken.superseded_by, taken.closed_reason) == (ActionStatus.SUPERSEDED, None, "Entered twice")

    back = services.restore_action(action=action, actor=None)

    assert (back.status, back.closed_on, back.closed_reason) == (ActionStatus.ANSWERED, None, "")


# What comes of it


def test_saying_keeps_a_dated_update_and_links_what_shows_it(body, clerk, march):
    action = raise_usual(body, is_out=True)
    paper = paper_of(body, march)

    update = services.say_of_action(
        action=action, version=1, actor=clerk, on=MARCH, text="Defined at page 43", answers=True,
        evidence=[(("paper", paper.pk), 43, "The definition")],
    )  # fmt: skip

    link = Link.objects.get()
    assert (update.number, update.on, update.status) == (1, MARCH, ActionStatus.ANSWERED)
    assert (link.relation, link.source_key, link.target_key, link.page, link.on) == (
        Relation.ANSWERS, paper.pk, action.pk, 43, MARCH,
    )  # fmt: skip
    action.refresh_from_db()
    assert (action.status, action.version) == (ActionStatus.ANSWERED, 2)


def test_saying_without_answering_leaves_it_open(body, march):
    action = raise_usual(body, is_out=True)
    services.say_of_action(action=action, version=1, actor=None, on=MARCH, text="Asked for again", answers=False)
    action.refresh_from_db()
    assert action.status == ActionStatus.OPEN


def test_evidence_that_the_writer_cannot_see_is_refused(body, officer, march):
    action = raise_usual(body, is_out=True, owner_user=officer)
    draft = PaperFactory(body=body, collection=march.slug)
    with pytest.raises(ValidationError) as error:
        services.say_of_action(
            action=action,
            version=1,
            actor=officer,
            on=MARCH,
            text="Look",
            answers=True,
            evidence=[(("paper", draft.pk), None, "")],
        )
    assert _problems(error) == {"evidence": ["Choose what shows it from the list"]}
    assert not ActionUpdate.objects.exists()


def test_two_who_say_something_at_once_are_told(body):
    action = raise_usual(body, is_out=True)
    services.say_of_action(action=action, version=1, actor=None, on=MARCH, text="First", answers=False)
    with pytest.raises(ValidationError) as error:
        services.say_of_action(action=action, version=1, actor=None, on=MARCH, text="Second", answers=True)
    assert error.value.code == "stale"
    assert [one.text for one in action.updates.all()] == ["First"]


# Who closes it


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        pytest.param({"how": "clerk"}, {"how": [NOBODY]}, id="the clerk"),
        pytest.param({"how": ClosedBy.MEETING}, {"meeting": [NOBODY]}, id="no meeting"),
        pytest.param({"how": ClosedBy.CHAIR}, {"reason": ["Say why the Chair closes it"]}, id="no reason"),
        pytest.param(
            {"how": ClosedBy.CHAIR, "reason": "Done", "on": date(2022, 3, 21)},
            {"on": ["Enter today or an earlier day"]},
            id="tomorrow",
        ),
    ],
)
def test_closing_without_authority_changes_nothing(body, facts, problems):
    action = raise_usual(body, is_out=True)
    with pytest.raises(ValidationError) as error:
        services.close_action(action=action, version=1, actor=None, **facts)
    assert _problems(error) == problems
    action.refresh_from_db()
    assert (action.status, action.version) == (ActionStatus.OPEN, 1)


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        pytest.param({"held_on": date(2022, 4, 26)}, "That meeting has not taken place. Choose one that has", id="to come"),
        pytest.param(
            {"held_on": MARCH, "status": "cancelled", "status_reason": "Snow"},
            "That meeting has not taken place. Choose one that has",
            id="cancelled",
        ),
        pytest.param(
            {"held_on": date(2022, 1, 11)},
            "The action was agreed on Tuesday 1 February 2022. Choose a meeting from then on",
            id="before",
        ),
    ],
)
def test_only_a_meeting_that_took_place_since_closes(body, meeting, said):
    action = raise_usual(body, is_out=True)
    other = HeldMeetingFactory(body=body, **meeting)
    with pytest.raises(ValidationError) as error:
        services.close_action(action=action, version=1, how=ClosedBy.MEETING, meeting=other, actor=None)
    assert _problems(error) == {"meeting": [said]}


def test_meeting_of_another_body_does_not_close(body, area):
    action = raise_usual(body, is_out=True)
    other = HeldMeetingFactory(body=BodyFactory(area=area), held_on=MARCH)
    with pytest.raises(ValidationError) as error:
        services.close_action(action=action, version=1, how=ClosedBy.MEETING, meeting=other, actor=None)
    assert _problems(error) == {"meeting": ["Choose a meeting of the body that agreed the action"]}


def test_meeting_closes_on_its_own_day(body, march):
    action = raise_usual(body, is_out=True)
    closed = services.close_action(action=action, version=1, how=ClosedBy.MEETING, meeting=march, actor=None)
    assert (closed.status, closed.closed_on, closed.closed_meeting) == (ActionStatus.CLOSED, MARCH, march)


def test_chair_closes_with_a_reason_and_it_can_be_opened_again(body, chair):
    action = raise_usual(body, is_out=True)
    closed = services.close_action(action=action, version=1, how=ClosedBy.CHAIR, reason="Answered by letter", actor=chair)
    assert (closed.closed_on, closed.closed_reason, closed.closed_by) == (TODAY, "Answered by letter", chair)

    again = services.reopen_action(action=action, version=2, reason="The letter was of another case", actor=chair)

    said = "Opened again. It had been closed on Sunday 20 March 2022. The letter was of another case"
    assert (again.status, again.closed_how, again.closed_on) == (ActionStatus.OPEN, "", None)
    assert [(one.on, one.text) for one in action.updates.all()] == [(TODAY, said)]


@pytest.mark.parametrize("act", ["say", "close", "supersede", "take back"])
def test_a_closed_action_is_left_alone(body, march, act):
    action, other = raise_usual(body, is_out=True), raise_usual(body, is_out=True)
    services.close_action(action=action, version=1, how=ClosedBy.MEETING, meeting=march, actor=None)
    acts = {
        "say": lambda: services.say_of_action(action=action, version=2, actor=None, on=MARCH, text="More", answers=False),
        "close": lambda: services.close_action(action=action, version=2, how=ClosedBy.MEETING, meeting=march, actor=None),
        "supersede": lambda: services.supersede_action(action=action, version=2, by=other, reason="", actor=None),
        "take back": lambda: services.take_back_action(action=action, actor=None),
    }
    with pytest.raises(ValidationError) as error:
        acts[act]()
    assert error.value.messages == ["This action is closed. Reopen it first"]


def test_superseding_points_at_the_one_that_stands(body):
    old, new = raise_usual(body, is_out=True), raise_usual(body, is_out=True)
    with pytest.raises(ValidationError) as error:
        services.supersede_action(action=old, version=1, by=old, reason="", actor=None)
    assert _problems(error) == {"by": ["Choose another action than this one"]}

    gone = services.supersede_action(action=old, version=1, by=new, reason="Asked more widely", actor=None)

    assert (gone.status, gone.superseded_by, gone.closed_reason) == (ActionStatus.SUPERSEDED, new, "Asked more widely")
    with pytest.raises(ValidationError):
        services.supersede_action(action=new, version=1, by=old, reason="", actor=None)
