"""The page of an action: its chain, who sees which part of it, and what it asks of the database."""

from datetime import date

import pytest

from accounts.models import AuditEntry
from documents.choices import Relation
from documents.models import Link
from interface import clock
from meetings.models import Action, ActionUpdate
from tests.factories.minutes import ActionFactory, HeldMeetingFactory
from tests.meetings.chains import OUT, link, page_of, paper_row, private_paper


@pytest.mark.parametrize(
    ("facts", "overdue"),
    [
        ({"due_on": date(2022, 3, 9)}, True),
        ({"due_on": date(2022, 3, 10)}, False),
        ({"due_next_meeting": True}, False),
        ({"due_on": date(2022, 3, 9), "status": "answered"}, False),
    ],
    ids=["the day is past", "today", "the next meeting is ahead", "answered"],
)
def test_the_page_says_that_an_action_is_overdue(client, action, coming, facts, overdue):
    Action.objects.filter(pk=action.pk).update(**facts)

    assert ("Overdue" in page_of(client, action).content.decode()) == overdue


def test_a_meeting_that_passed_makes_what_was_due_by_it_overdue(client, action, body):
    Action.objects.filter(pk=action.pk).update(due_next_meeting=True)
    HeldMeetingFactory(body=body, held_on=date(2022, 3, 1))

    assert "Overdue" in page_of(client, action).content.decode()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_asks_the_same_questions_however_much_was_said(client, action, coming, body, count, django_assert_num_queries):
    paper = paper_row(coming, "Performance summary")
    ActionUpdate.objects.bulk_create(
        ActionUpdate(action=action, number=n, on=OUT, text="Said.", status="open", made_at=clock.now()) for n in range(count)
    )
    Link.objects.bulk_create(
        Link(
            area=action.area, number=100 + n, source_kind="paper", source_key=paper.pk, relation="bears-on", page=n + 1,
            target_kind="action", target_key=action.pk, on=OUT, made_at=clock.now(),
        )
        for n in range(count)
    )  # fmt: skip
    for n in range(min(count, 3)):
        paper_row(HeldMeetingFactory(body=body, held_on=date(2022, 2, 2 + n)), "Report")
    page_of(client, action)

    with django_assert_num_queries(12):
        response = page_of(client, action)

    assert len(response.context["chain"].steps) == count


def test_the_page_shows_no_answer_where_the_answer_would_stand(client, action, coming):
    paper_row(coming, "Performance summary")

    html = page_of(client, action).content.decode()

    assert "37 days since it was asked" in html
    assert "No meeting of the panel has passed since." in html
    assert "no link in the one paper of 17 March 2022" in html


def test_nobody_signed_in_is_offered_no_act(client, action):
    context = page_of(client, action).context

    assert [context[name] for name in ("can_keep", "can_update", "can_close", "can_reopen")] == [False] * 4


def test_nothing_private_is_on_the_public_page(client, action, coming, body, member):
    link(action, "paper", private_paper(coming), page=77, note="CANARY-NOTE")
    other = ActionFactory(body=body, exempt=True, text="CANARY-OTHER")
    link(action, "action", other, Relation.BEARS_ON)

    html = page_of(client, action).content.decode()
    client.force_login(member)
    theirs = page_of(client, action).content.decode()

    assert [word for word in ("CANARY", "77", other.reference) if word in html] == []
    assert [word for word in ("CANARY-PAPER", "77", other.reference) if word not in theirs] == []


def test_a_private_action_is_a_page_for_those_entitled(client, body, member):
    action = ActionFactory(body=body, exempt=True)

    assert page_of(client, action).status_code == 404
    client.force_login(member)
    assert page_of(client, action).status_code == 200


def test_reading_a_private_action_is_kept_in_the_trail(client, body, member, action):
    hidden = ActionFactory(body=body, exempt=True, text="CANARY")
    client.force_login(member)

    page_of(client, action)
    page_of(client, hidden)
    client.head(hidden.get_absolute_url())

    (entry,) = AuditEntry.objects.filter(action="documents.restricted_read")
    assert (entry.target_reference, entry.actor) == (hidden.reference, member)


def test_only_those_who_keep_the_log_see_its_links(client, action, coming, clerk, member):
    link(action, "meeting", coming)

    for user, shown in ((member, False), (clerk, True)):
        client.force_login(user)
        assert bool(page_of(client, action).context["kept_links"]) == shown


@pytest.mark.parametrize("count", [1, 3, 300])
@pytest.mark.parametrize(("name", "queries"), [("meeting", 12), ("paper", 12)])
def test_pages_that_tell_what_came_of_them_ask_the_same_questions(
    client, body, asked, name, queries, count, django_assert_num_queries
):
    paper = paper_row(asked, "Performance summary")
    made = Action.objects.bulk_create(
        Action(
            area=body.area, body=body, reference=f"A-2022-{n:03}", text="To report.", owner_name="Office",
            raised_on=asked.held_on, raised_meeting=asked, created_at=clock.now(), published_at=clock.now(),
        )
        for n in range(count)
    )  # fmt: skip
    for one in made:
        link(one, "paper", paper, page=7)
    pages = {"meeting": asked.get_absolute_url(), "paper": paper.get_absolute_url()}
    client.get(pages[name])

    with django_assert_num_queries(queries):
        response = client.get(pages[name])

    assert len(response.context["outcome"].said) == count
