"""The action log: what was promised, who closes it, and what the list, its filters and its files show."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from accounts.choices import Role
from accounts.models import AuditEntry
from documents.choices import Access, ExemptParagraph, PaperStatus, Relation
from documents.models import Link, Paper
from interface import clock
from jobs.models import Job
from meetings.choices import ActionStatus, ClosedBy, MinutesStatus, OwnerKind
from meetings.models import Action, ActionUpdate
from meetings.services import actions as services
from meetings.services.actions.letters import ACTION_JOB
from meetings.tasks import tell_action_owner
from tests.factories.documents import PaperFactory
from tests.factories.minutes import ActionFactory, ActionUpdateFactory, HeldMeetingFactory, MinuteEntryFactory, MinuteItemFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, MembershipFactory

TODAY = date(2022, 3, 20)
RAISED = date(2022, 2, 1)
MARCH = date(2022, 3, 17)


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def march(body):
    return HeldMeetingFactory(body=body, held_on=MARCH)


@pytest.fixture
def chair(area, body):
    return AppointmentFactory(area=area, body=body, role=Role.CHAIR).user


@pytest.fixture
def officer(area):
    """Who answers for an action in the portal, without a seat on the panel."""
    return AppointmentFactory(area=area, role=Role.OFFICE_DECISIONS, user__email="officer@opcc.example").user


def _raise(body, **facts):
    usual = {
        "text": "Say what serious violence means", "access": Access.PUBLIC, "owner_kind": OwnerKind.OFFICE,
        "owner_name": "Office of the Commissioner", "raised_on": RAISED, "actor": None,
    }  # fmt: skip
    return services.raise_action(body=body, **usual | facts)


def _paper(body, meeting, **facts):
    """A paper that went out for a meeting."""
    paper = PaperFactory(body=body, collection=meeting.slug, **facts)
    Paper.objects.filter(pk=paper.pk).update(status=PaperStatus.PUBLISHED)
    return paper


def _url(name, *more):
    return reverse(f"actions:{name}", args=["avon", *more])


def _references(response):
    return [action.reference for action in response.context["table"].page]


def _problems(error):
    return {name: [str(one) for one in found] for name, found in error.value.message_dict.items()}


# What is entered


def test_actions_of_both_series_count_apart(body):
    given = [_raise(body, access=access).reference for access in (Access.PUBLIC, Access.EXEMPT, Access.PUBLIC)]
    assert given == ["A-2022-001", "AX-2022-001", "A-2022-002"]


def test_raising_writes_the_trail_without_the_words(body, clerk):
    action = _raise(body, actor=clerk, text="Look into the CANARY case", access=Access.EXEMPT)

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
        _raise(body, **facts)
    assert _problems(error) == problems
    assert _raise(body).reference == "A-2022-001"


def test_owner_of_another_area_is_refused(body):
    stranger = MembershipFactory().person
    with pytest.raises(ValidationError) as error:
        _raise(body, owner_kind=OwnerKind.PERSON, owner_person=stranger, owner_name="")
    assert _problems(error) == {"owner_person": ["Choose somebody of this police area"]}


def test_owner_hears_by_mail_once_the_action_is_out(body, officer, django_capture_on_commit_callbacks):
    action = _raise(body, owner_user=officer, text="CANARY-TEXT", access=Access.EXEMPT, due_on=date(2022, 4, 1))
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
    actions = [_raise(body, entry=entry) for entry in entries]
    entries[1].removed_at = clock.now()
    entries[1].save()
    services.take_back_action(action=actions[2], actor=None)

    assert [one.reference for one in services.publish_actions(minutes=minutes, actor=None)] == ["A-2022-001"]
    assert services.publish_actions(minutes=minutes, actor=None) == []
    assert AuditEntry.objects.get(action="meetings.actions_published").detail == {"references": ["A-2022-001"]}


def test_words_of_an_action_in_confirmed_minutes_stand(body):
    entry = MinuteEntryFactory(item__minutes__meeting__body=body, item__minutes__confirmed=True)
    action = _raise(body, entry=entry)
    with pytest.raises(ValidationError) as error:
        services.change_action(action=action, actor=None, text="Something else", due_on=MARCH)
    said = ["The minutes are confirmed. An error is met by a corrigendum"]
    assert (_problems(error), entry.minutes.status) == ({"text": said, "due_on": said}, MinutesStatus.CONFIRMED)
    action.refresh_from_db()
    assert action.text == "Say what serious violence means"


def test_private_action_keeps_its_reference_when_it_becomes_public_and_never_goes_back(body):
    action = _raise(body, access=Access.EXEMPT, is_out=True)
    opened = services.change_action(action=action, actor=None, access=Access.PUBLIC)
    assert (opened.reference, opened.is_private) == ("AX-2022-001", False)
    with pytest.raises(ValidationError) as error:
        services.change_action(action=action, actor=None, access=Access.EXEMPT)
    assert _problems(error) == {"access": ["This action is known to the public. It cannot be made private"]}


def test_taking_back_is_undone_to_what_the_newest_update_said(body):
    action = _raise(body, is_out=True)
    services.say_of_action(action=action, version=1, actor=None, on=MARCH, text="Here it is", answers=True)
    taken = services.take_back_action(action=action, reason="Entered twice", actor=None)
    assert (taken.status, taken.superseded_by, taken.closed_reason) == (ActionStatus.SUPERSEDED, None, "Entered twice")

    back = services.restore_action(action=action, actor=None)

    assert (back.status, back.closed_on, back.closed_reason) == (ActionStatus.ANSWERED, None, "")


# What comes of it


def test_saying_keeps_a_dated_update_and_links_what_shows_it(body, clerk, march):
    action = _raise(body, is_out=True)
    paper = _paper(body, march)

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
    action = _raise(body, is_out=True)
    services.say_of_action(action=action, version=1, actor=None, on=MARCH, text="Asked for again", answers=False)
    action.refresh_from_db()
    assert action.status == ActionStatus.OPEN


def test_evidence_that_the_writer_cannot_see_is_refused(body, officer, march):
    action = _raise(body, is_out=True, owner_user=officer)
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
    action = _raise(body, is_out=True)
    services.say_of_action(action=action, version=1, actor=None, on=MARCH, text="First", answers=False)
    with pytest.raises(ValidationError) as error:
        services.say_of_action(action=action, version=1, actor=None, on=MARCH, text="Second", answers=True)
    assert error.value.code == "stale"
    assert [one.text for one in action.updates.all()] == ["First"]


# Who closes it

NOBODY = "Only a meeting, or the Chair with a reason, can close this action"


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
    action = _raise(body, is_out=True)
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
    action = _raise(body, is_out=True)
    other = HeldMeetingFactory(body=body, **meeting)
    with pytest.raises(ValidationError) as error:
        services.close_action(action=action, version=1, how=ClosedBy.MEETING, meeting=other, actor=None)
    assert _problems(error) == {"meeting": [said]}


def test_meeting_of_another_body_does_not_close(body, area):
    action = _raise(body, is_out=True)
    other = HeldMeetingFactory(body=BodyFactory(area=area), held_on=MARCH)
    with pytest.raises(ValidationError) as error:
        services.close_action(action=action, version=1, how=ClosedBy.MEETING, meeting=other, actor=None)
    assert _problems(error) == {"meeting": ["Choose a meeting of the body that agreed the action"]}


def test_meeting_closes_on_its_own_day(body, march):
    action = _raise(body, is_out=True)
    closed = services.close_action(action=action, version=1, how=ClosedBy.MEETING, meeting=march, actor=None)
    assert (closed.status, closed.closed_on, closed.closed_meeting) == (ActionStatus.CLOSED, MARCH, march)


def test_chair_closes_with_a_reason_and_it_can_be_opened_again(body, chair):
    action = _raise(body, is_out=True)
    closed = services.close_action(action=action, version=1, how=ClosedBy.CHAIR, reason="Answered by letter", actor=chair)
    assert (closed.closed_on, closed.closed_reason, closed.closed_by) == (TODAY, "Answered by letter", chair)

    again = services.reopen_action(action=action, version=2, reason="The letter was of another case", actor=chair)

    said = "Opened again. It had been closed on Sunday 20 March 2022. The letter was of another case"
    assert (again.status, again.closed_how, again.closed_on) == (ActionStatus.OPEN, "", None)
    assert [(one.on, one.text) for one in action.updates.all()] == [(TODAY, said)]


@pytest.mark.parametrize("act", ["say", "close", "supersede", "take back"])
def test_a_closed_action_is_left_alone(body, march, act):
    action, other = _raise(body, is_out=True), _raise(body, is_out=True)
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
    old, new = _raise(body, is_out=True), _raise(body, is_out=True)
    with pytest.raises(ValidationError) as error:
        services.supersede_action(action=old, version=1, by=old, reason="", actor=None)
    assert _problems(error) == {"by": ["Choose another action than this one"]}

    gone = services.supersede_action(action=old, version=1, by=new, reason="Asked more widely", actor=None)

    assert (gone.status, gone.superseded_by, gone.closed_reason) == (ActionStatus.SUPERSEDED, new, "Asked more widely")
    with pytest.raises(ValidationError):
        services.supersede_action(action=new, version=1, by=old, reason="", actor=None)


# The log


def test_log_shows_open_ones_first_by_the_day_they_are_due(client, body, march):
    late = ActionFactory(body=body, due_on=date(2022, 3, 1))
    answered = ActionFactory(body=body, status=ActionStatus.ANSWERED)
    undated = ActionFactory(body=body)
    at_meeting = ActionFactory(body=body, due_next_meeting=True)
    coming = ActionFactory(body=body, due_on=date(2022, 5, 1))

    response = client.get(_url("action-list"))

    assert _references(response) == [one.reference for one in (late, at_meeting, coming, undated, answered)]
    assert [action.is_overdue for action in response.context["table"].page] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("meeting", "overdue"),
    [
        pytest.param({"held_on": MARCH}, True, id="took place"),
        pytest.param({"held_on": TODAY}, False, id="today"),
        pytest.param({"held_on": MARCH, "status": "cancelled", "status_reason": "Snow"}, False, id="cancelled"),
        pytest.param({"held_on": MARCH, "kind": "confirmatory-hearing"}, False, id="a hearing"),
        pytest.param({"held_on": RAISED}, False, id="the one that agreed it"),
    ],
)
def test_due_by_the_next_meeting_is_overdue_once_it_has_taken_place(client, body, meeting, overdue):
    ActionFactory(body=body, due_next_meeting=True)
    HeldMeetingFactory(body=body, **meeting)

    response = client.get(_url("action-list") + "?overdue=yes")

    assert len(_references(response)) == int(overdue)


def test_counts_lead_to_the_states(client, body, march):
    ActionFactory.create_batch(2, body=body, due_on=date(2022, 3, 1))
    ActionFactory(body=body, status=ActionStatus.ANSWERED)

    facts = client.get(_url("action-list")).context["key_facts"]

    assert [(fact["term"], fact["note"]) for fact in facts] == [("Open", "2 overdue"), ("Answered", ""), ("Closed", "")]
    assert 'href="?status=open">2</a>' in facts[0]["value"]
    assert facts[2]["value"] == "0"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?status=answered", ["A-2022-302"]),
        ("?owner=Chief+Constable", ["A-2022-303"]),
        ("?overdue=yes", ["A-2022-301"]),
        ("?meeting=2022-02-01-panel", ["A-2022-303"]),
        ("?status=open&owner=Nobody", []),
        ("?sort=-reference", ["A-2022-303", "A-2022-302", "A-2022-301"]),
        ("?sort=owner", ["A-2022-301", "A-2022-302", "A-2022-303"]),
    ],
)
def test_log_is_narrowed_and_sorted(client, body, query, found):
    ActionFactory(body=body, reference="A-2022-301", owner_name="A council", due_on=date(2022, 3, 1))
    ActionFactory(body=body, reference="A-2022-302", owner_name="B council", status=ActionStatus.ANSWERED)
    ActionFactory(body=body, reference="A-2022-303", owner_name="Chief Constable", raised_meeting=HeldMeetingFactory(body=body))
    assert _references(client.get(_url("action-list") + query)) == found


def test_private_series_is_for_those_entitled(client, body, member, clerk):
    ActionFactory(body=body, reference="A-2022-301")
    ActionFactory(body=body, exempt=True, reference="AX-2022-301", text="CANARY-TEXT", owner_name="CANARY-OWNER")
    ActionFactory(body=body, unpublished=True, reference="A-2022-302", text="CANARY-DRAFT")

    page = client.get(_url("action-list"))
    assert _references(page) == ["A-2022-301"]
    assert b"CANARY" not in page.content
    assert "series" not in page.context["filter_form"].fields
    for fmt in ("csv", "xlsx", "ods"):
        assert b"CANARY" not in client.get(_url("action-export", fmt)).content

    client.force_login(member)
    assert _references(client.get(_url("action-list") + "?series=private")) == ["AX-2022-301"]
    client.force_login(clerk)
    assert _references(client.get(_url("action-list"))) == ["A-2022-301", "A-2022-302", "AX-2022-301"]


def test_last_evidence_is_what_the_reader_may_see(client, body, march, member):
    action = ActionFactory(body=body)
    shown = _paper(body, march, title="Violence reduction")
    hidden = _paper(body, march, title="CANARY-PAPER", access=Access.EXEMPT, exempt_paragraph=ExemptParagraph.INDIVIDUAL)
    for paper, day in ((shown, MARCH), (hidden, TODAY)):
        services.say_of_action(
            action=action, version=Action.objects.get().version, actor=None, on=day, text="Look", answers=True,
            evidence=[(("paper", paper.pk), 43, "")],
        )  # fmt: skip

    page = client.get(_url("action-list")).content.decode()
    assert "Violence reduction, 17 Mar 2022, page 43" in page
    assert "CANARY" not in page
    client.force_login(member)
    assert "CANARY-PAPER" in client.get(_url("action-list")).content.decode()


def test_whoever_answers_for_it_may_add_an_update_from_the_log(client, body, officer):
    action = ActionFactory(body=body, owner_user=officer)
    ActionFactory(body=body)
    assert "Add an update" not in client.get(_url("action-list")).content.decode()
    client.force_login(officer)
    page = client.get(_url("action-list")).content.decode()
    assert page.count("Add an update") == 1
    assert _url("action-say", action.reference) in page


@pytest.mark.parametrize(
    ("rows", "query", "words"),
    [
        pytest.param(False, "", "No action is entered yet.", id="nothing at all"),
        pytest.param(True, "?status=open", "Every action is closed. The last was closed on 17 Mar 2022.", id="all closed"),
        pytest.param(True, "?status=answered", "No actions match. Remove a filter.", id="none match"),
    ],
)
def test_empty_log_says_why(client, body, march, rows, query, words):
    if rows:
        action = _raise(body, is_out=True)
        services.close_action(action=action, version=1, how=ClosedBy.MEETING, meeting=march, actor=None)
    assert words in client.get(_url("action-list") + query).content.decode()


def _many(body, count):
    first = ActionFactory(body=body, due_next_meeting=True)
    copies = [
        Action(
            area=first.area, body=body, reference=f"A-2021-{number:03d}", text="To report", owner_name="Chief Finance Officer",
            raised_on=RAISED - timedelta(days=number), created_at=first.created_at, published_at=first.created_at,
        )
        for number in range(1, count)
    ]  # fmt: skip
    Action.objects.bulk_create(copies)
    ActionUpdateFactory(action=first)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_log_asks_the_same_questions_of_any_number(client, body, count, django_assert_num_queries):
    _many(body, count)
    with django_assert_num_queries(9):
        response = client.get(_url("action-list"))
    assert (response.status_code, len(_references(response))) == (200, min(count, 50))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_export_asks_the_same_questions_of_any_number(client, body, count, django_assert_num_queries):
    _many(body, count)
    with django_assert_num_queries(7):
        response = client.get(_url("action-export", "csv"))
    assert len(response.content.decode().splitlines()) == count + 1


def test_export_holds_exactly_what_the_log_shows_and_no_formula(client, body, march):
    ActionFactory(body=body, reference="A-2022-301", text="=HYPERLINK(0)", owner_name="+44 office", due_on=date(2022, 3, 1))
    ActionFactory(body=body, reference="A-2022-302", status=ActionStatus.ANSWERED)

    content = client.get(_url("action-export", "xlsx") + "?status=open").content

    rows = [list(row) for row in load_workbook(BytesIO(content)).active.iter_rows(values_only=True)]
    assert rows[0][:9] == [
        "Reference", "Body", "Action", "Kind of owner", "Who is to do it", "Due", "Agreed on", "Private", "State",
    ]  # fmt: skip
    assert [row[:10] for row in rows[1:]] == [
        ["A-2022-301", "Avon Police and Crime Panel", "'=HYPERLINK(0)", "An office", "'+44 office", "1 Mar 2022", "1 Feb 2022",
         "no", "Open", "yes"],
    ]  # fmt: skip
    assert client.get(_url("action-export", "pdf")).status_code == 404


# The pages of the acts


def _token(response):
    return response.context["form"]["token"].value()


def _entered(client, **facts):
    page = client.get(_url("action-create"))
    sent = {
        "token": _token(page), "body": "panel", "text": "Report on 101 calls", "owner_kind": "office",
        "owner_name": "Chief Constable", "access": "public", "raised_on": "1/2/22",
    }  # fmt: skip
    return client.post(_url("action-create"), sent | facts)


def test_clerk_enters_an_action_by_hand_once(client, body, clerk):
    client.force_login(clerk)
    page = client.get(_url("action-create"))
    sent = {
        "token": _token(page), "body": "panel", "text": "Report on 101 calls", "owner_kind": "office",
        "owner_name": "Chief Constable", "access": "public", "raised_on": "1 Feb 2022", "due_next_meeting": "on",
    }  # fmt: skip
    for _turn in range(2):
        response = client.post(_url("action-create"), sent)

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
    action = _raise(body, is_out=True)
    client.force_login(clerk)
    services.change_action(
        action=action, actor=None, text="Their words", owner_kind=OwnerKind.PERSON, owner_person=seat.person, owner_name=""
    )

    sent = {"version": 1, "text": "My words", "owner_kind": "person", "owner_person": seat.person.slug}
    response = client.post(_url("action-update", action.reference), sent)

    stale = [(one.label, one.theirs, one.yours) for one in response.context["form"].stale]
    assert stale == [("What is to be done", "Their words", "My words")]
    action.refresh_from_db()
    assert action.text == "Their words"


def test_words_of_an_action_in_minutes_are_not_on_offer_in_the_log(client, body, clerk, officer):
    entry = MinuteEntryFactory(item__minutes__meeting__body=body)
    action = _raise(body, entry=entry)
    client.force_login(clerk)
    page = client.get(_url("action-update", action.reference))
    assert list(page.context["form"].fields) == ["owner_user", "version"]

    client.post(_url("action-update", action.reference), {"version": 1, "owner_user": officer.reference, "text": "Other"})

    action.refresh_from_db()
    assert (action.owner_user, action.text) == (officer, "Say what serious violence means")


def test_owner_says_what_has_come_of_it_with_a_page(client, body, officer, march):
    action = ActionFactory(body=body, owner_user=officer)
    paper = _paper(body, march)
    client.force_login(officer)
    page = client.get(_url("action-say", action.reference))
    sent = {
        "token": _token(page), "version": 1, "on": "17/3/22", "text": "It is on page 43", "answers": "on",
        "evidence": f"{march.slug}/{paper.slug}", "page": "43", "note": "The definition",
    }  # fmt: skip

    response = client.post(_url("action-say", action.reference), sent)

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
    paper = _paper(body, march)
    client.force_login(clerk)
    page = client.get(_url("action-say", action.reference))
    sent = {"token": _token(page), "version": 1, "on": "17/3/22", "text": "Words", "evidence": f"{march.slug}/{paper.slug}"}

    response = client.post(_url("action-say", action.reference), sent | facts)

    assert response.context["form"].errors[field][0].startswith(said)
    assert not ActionUpdate.objects.exists()


def test_chair_closes_with_a_reason_on_the_page(client, body, chair):
    action = ActionFactory(body=body)
    client.force_login(chair)
    url = _url("action-close", action.reference)

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
    page = client.get(_url("action-close", action.reference))
    assert list(page.context["form"].fields["meeting"].queryset) == [march, raised]

    client.post(_url("action-close", action.reference), {"version": 1, "how": "meeting", "meeting": march.slug})
    assert Action.objects.get().closed_meeting == march
    client.post(_url("action-reopen", action.reference), {"version": 2, "reason": "It was another one"})
    assert Action.objects.get().status == ActionStatus.OPEN


def test_another_action_takes_its_place_on_the_page(client, body, clerk):
    old, new = ActionFactory.create_batch(2, body=body)
    client.force_login(clerk)
    url = _url("action-supersede", old.reference)
    assert client.post(url, {"version": 1}).context["form"].errors == {"by": ["Choose the action that takes its place"]}
    client.post(url, {"version": 1, "by": new.reference, "reason": "Asked more widely"})
    assert Action.objects.get(pk=old.pk).superseded_by == new


@pytest.mark.parametrize("name", ["action-update", "action-say", "action-close", "action-supersede"])
def test_settled_action_offers_no_act_but_opening_again(client, body, clerk, name):
    action = ActionFactory(body=body, status=ActionStatus.SUPERSEDED)
    client.force_login(clerk)
    page = client.get(_url(name, action.reference))
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
        assert (who, client.get(_url(name, action.reference)).status_code) == (who, 200 if who in allowed else 403)


def test_action_that_is_not_known_is_not_found(client, body, officer):
    action = ActionFactory(body=body, unpublished=True, owner_user=officer)
    client.force_login(officer)
    assert client.get(_url("action-say", action.reference)).status_code == 404
    assert client.get(_url("action-create")).status_code == 403
