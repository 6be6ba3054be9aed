"""The chain of an action both ways: what raised it, what answered it, and what came of papers and meetings."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from documents.choices import Access, PaperStatus, Relation
from documents.links import find_ends
from documents.services.links import remove_link
from interface import clock
from meetings.choices import ActionStatus, ClosedBy, EntryKind
from meetings.models import Action, ItemPaper
from meetings.services.chain import chain_of, links_of, outcome_of_meeting, outcome_of_paper
from tests.factories.meetings import AgendaItemFactory
from tests.factories.minutes import (
    ActionFactory,
    ActionUpdateFactory,
    HeldMeetingFactory,
    MinuteEntryFactory,
    RecommendationFactory,
)
from tests.meetings.chains import OUT, link, pack_row, page_of, paper_row, private_paper

PUBLIC = AnonymousUser()


# Ends -------------------------------------------------------------------------------------------------------------


def test_ends_have_names_and_addresses(body, asked, action):
    paper = paper_row(asked, "Performance summary")
    made = RecommendationFactory(body=body, reference="R-2022-001")
    keys = [
        ("action", action.pk), ("minute", action.entry_id), ("paper", paper.pk), ("meeting", asked.pk),
        ("recommendation", made.pk),
    ]  # fmt: skip

    found = find_ends(PUBLIC, keys)

    assert {kind: (end.words, end.url) for (kind, _key), end in found.items()} == {
        "action": ("A-2022-004: To define serious violence", "/avon/actions/A-2022-004/"),
        "minute": (
            "Minutes of 1 Feb 2022, item 10 Performance",
            "/avon/meetings/2022-02-01-panel/minutes/#action-10-1",
        ),
        "paper": ("Performance summary, 1 Feb 2022", "/avon/meetings/2022-02-01-panel/papers/performance-summary/"),
        "meeting": ("Ordinary meeting of 1 Feb 2022", "/avon/meetings/2022-02-01-panel/"),
        "recommendation": ("R-2022-001: To publish the figures by district", "/avon/recommendations/R-2022-001/"),
    }


def test_a_page_of_the_pack_is_the_address_of_a_link(action, coming):
    link(action, "paper", paper_row(coming, "Performance summary"), page=27)

    (step,) = chain_of(action, PUBLIC).steps

    assert step.links[0].url == "/avon/meetings/2022-03-17-panel/pack/27/"


def test_anchors_count_what_is_kept_of_a_kind_in_an_item(action):
    MinuteEntryFactory(item=action.entry.item, kind=EntryKind.ACTION, removed_at=clock.now())
    third = MinuteEntryFactory(item=action.entry.item, kind=EntryKind.ACTION)
    note = MinuteEntryFactory(item=action.entry.item)

    ends = find_ends(PUBLIC, [("minute", third.pk), ("minute", note.pk)])

    assert [end.url.partition("#")[2] for end in ends.values()] == ["action-10-2", f"entry-{note.number}"]


@pytest.mark.parametrize("case", ["draft minutes", "exempt item", "removed entry", "private meeting"])
def test_a_minute_that_is_not_yours_is_no_end(case, action, minutes, member):
    if case == "draft minutes":
        type(minutes).objects.filter(pk=minutes.pk).update(status="drafting")
    elif case == "exempt item":
        type(action.entry.item).objects.update(access=Access.EXEMPT)
    elif case == "removed entry":
        type(action.entry).objects.update(removed_at=clock.now())
    else:
        type(minutes.meeting).objects.filter(pk=minutes.meeting_id).update(publication="members")

    assert find_ends(PUBLIC, [("minute", action.entry_id)]) == {}
    seen_by_member = case in ("exempt item", "private meeting")
    assert bool(find_ends(member, [("minute", action.entry_id)])) == seen_by_member


def test_private_papers_and_records_are_ends_for_those_entitled_alone(body, asked, member):
    paper = private_paper(asked)
    hidden = ActionFactory(body=body, exempt=True, text="CANARY-ACTION")
    made = RecommendationFactory(body=body, exempt=True, text="CANARY-MADE")
    keys = [("paper", paper.pk), ("action", hidden.pk), ("recommendation", made.pk)]

    assert find_ends(PUBLIC, keys) == {}
    assert [end.is_private for end in find_ends(member, keys).values()] == [True, True, True]


# The chain --------------------------------------------------------------------------------------------------------


def test_a_chain_leads_back_to_minute_meeting_and_paper(action, asked, clerk):
    item = AgendaItemFactory(meeting=asked_as_draft(asked), title="Performance")
    restore(asked)
    paper = paper_row(asked, "Performance report")
    ItemPaper.objects.create(item=item, paper=paper)
    type(action.entry.item).objects.filter(pk=action.entry.item_id).update(agenda_item=item)
    action.refresh_from_db()

    raised = chain_of(Action.objects.for_page().get(pk=action.pk), PUBLIC).raised

    assert (raised.on, raised.meeting.words) == (date(2022, 2, 1), "Ordinary meeting of 1 Feb 2022")
    assert raised.minute.words == "Minutes of 1 Feb 2022, item 10 Performance"
    assert [(one.title, one.pages) for one in raised.papers] == [("Performance report", None)]


def asked_as_draft(meeting):
    type(meeting).objects.filter(pk=meeting.pk).update(status="draft", published_at=None)
    meeting.refresh_from_db()
    return meeting


def restore(meeting):
    type(meeting).objects.filter(pk=meeting.pk).update(status="held", published_at=clock.now())
    meeting.refresh_from_db()


def test_a_chain_leads_back_to_the_pages_of_the_pack(client, action, asked):
    item = AgendaItemFactory(meeting=asked_as_draft(asked), title="Performance")
    restore(asked)
    ItemPaper.objects.create(item=item, paper=paper_row(asked, "Performance report"))
    type(action.entry.item).objects.filter(pk=action.entry.item_id).update(agenda_item=item)
    pack_row(asked, performance_report=(7, 22))

    response = page_of(client, action)

    (paper,) = response.context["chain"].raised.papers
    assert (paper.pages, paper.pages_url) == ((7, 22), "/avon/meetings/2022-02-01-panel/pack/7/")
    assert "pages 7 to 22" in response.content.decode()


def test_what_is_said_stands_with_what_shows_it_in_order_of_day(action, coming):
    paper = paper_row(coming, "Performance summary")
    ActionUpdateFactory(action=action, on=date(2022, 3, 1), text="Work has begun.")
    ActionUpdateFactory(action=action, on=OUT, text="See the glossary.", status=ActionStatus.ANSWERED)
    link(action, "paper", paper, page=27, on=OUT)
    link(action, "meeting", coming, Relation.BEARS_ON, on=date(2022, 2, 20))
    Action.objects.update(status=ActionStatus.ANSWERED)
    action.refresh_from_db()

    chain = chain_of(action, PUBLIC)

    assert [(str(step.on), step.update and step.update.text, len(step.links), step.is_answer) for step in chain.steps] == [
        ("2022-02-20", None, 1, False),
        ("2022-03-01", "Work has begun.", 0, False),
        ("2022-03-09", "See the glossary.", 1, True),
    ]
    assert (chain.since, chain.has_answer) == (None, True)


def test_more_said_of_an_answered_action_is_no_second_answer(action):
    for text in ("This is the answer.", "And this is more."):
        ActionUpdateFactory(action=action, text=text, status=ActionStatus.ANSWERED)

    assert [step.is_answer for step in chain_of(action, PUBLIC).steps] == [True, False]


def test_an_action_opened_again_has_no_answer_again(action):
    ActionUpdateFactory(action=action, status=ActionStatus.ANSWERED)
    ActionUpdateFactory(action=action, on=OUT, status=ActionStatus.OPEN)

    chain = chain_of(action, PUBLIC)

    assert [(step.is_answer, step.reopens) for step in chain.steps] == [(True, False), (False, True)]
    assert chain.since.days == 37


def test_since_names_meetings_that_passed_and_papers_searched(action, body, coming):
    for title in ("One", "Two"):
        paper_row(coming, title)
    paper_row(coming, "Withdrawn", status=PaperStatus.WITHDRAWN, withdrawn_at=clock.now())
    HeldMeetingFactory(body=body, held_on=date(2022, 2, 20), kind="confirmatory-hearing", slug="2022-02-20-hearing")
    HeldMeetingFactory(body=body, held_on=date(2022, 2, 22), status="cancelled", status_reason="Snow")
    HeldMeetingFactory(body=body, held_on=date(2022, 3, 3))

    since = chain_of(action, PUBLIC).since

    assert [str(meeting.held_on) for meeting in since.passed] == ["2022-03-03"]
    assert since.searched == ["no link in the 2 papers of 17 March 2022"]


def test_papers_that_are_private_are_searched_for_those_entitled_alone(action, coming, member):
    private_paper(coming)

    assert chain_of(action, PUBLIC).since.searched == []
    assert chain_of(action, member).since.searched == ["no link in the one paper of 17 March 2022"]


def test_a_paper_that_bears_on_it_is_no_answer_and_is_said_so(action, coming):
    papers = [paper_row(coming, title) for title in ("One", "Two")]
    link(action, "paper", papers[0], Relation.BEARS_ON)

    assert chain_of(action, PUBLIC).since.searched == ["1 of the 2 papers of 17 March 2022 speaks of it and does not answer it"]


def test_earlier_meetings_are_told_in_sum(action, body):
    for day in range(2, 8):
        paper_row(HeldMeetingFactory(body=body, held_on=date(2022, 2, day)), "Report")

    since = chain_of(action, PUBLIC).since

    assert since.searched[0] == "no link in the one paper of 7 February 2022"
    assert since.searched[-1] == "no link in the 3 papers of 3 earlier meetings"
    assert ([meeting.held_on.day for meeting in since.latest_passed], since.earlier_passed) == ([7, 6, 5], 3)


def test_closing_says_on_whose_authority(action, coming):
    Action.objects.update(
        status=ActionStatus.CLOSED, closed_how=ClosedBy.MEETING, closed_meeting=coming, closed_on=coming.held_on
    )
    action.refresh_from_db()

    closing = chain_of(action, PUBLIC).closing

    assert (closing.on, closing.meeting.words) == (date(2022, 3, 17), "Ordinary meeting of 17 Mar 2022")


def test_what_took_its_place_is_named_only_to_those_who_may_see_it(action, body, member):
    other = ActionFactory(body=body, exempt=True, text="CANARY-OTHER")
    Action.objects.filter(pk=action.pk).update(status=ActionStatus.SUPERSEDED, superseded_by=other, closed_on=OUT)
    action.refresh_from_db()

    public, entitled = chain_of(action, PUBLIC).closing, chain_of(action, member).closing

    assert (public.replaced_by, public.is_hidden) == (None, True)
    assert (entitled.replaced_by.key, entitled.is_hidden) == (other.pk, False)


def test_a_removed_link_is_gone_from_the_chain(action, coming):
    remove_link(link=link(action, "meeting", coming), actor=None)

    assert chain_of(action, PUBLIC).steps == []


# And back ---------------------------------------------------------------------------------------------------------


def test_a_paper_tells_what_it_answers_and_what_was_asked_at_its_item(action, asked, coming, body):
    answering, before = paper_row(coming, "Performance summary"), paper_row(asked, "Performance report")
    link(action, "paper", answering, page=27)
    item = AgendaItemFactory(meeting=asked_as_draft(asked), title="Performance")
    restore(asked)
    ItemPaper.objects.create(item=item, paper=before)
    type(action.entry.item).objects.filter(pk=action.entry.item_id).update(agenda_item=item)

    said, raised = outcome_of_paper(answering, PUBLIC), outcome_of_paper(before, PUBLIC)

    assert [(one.relation, one.other.key, one.link.page) for one in said.said] == [("answers", action.pk, 27)]
    assert [(one.action, one.words) for one in raised.raised] == [(action, "To define serious violence.")]
    assert (bool(said), bool(outcome_of_paper(paper_row(coming, "Another"), PUBLIC))) == (True, False)


def test_a_meeting_tells_what_it_asked_and_what_its_papers_answer(action, asked, coming, body):
    link(action, "paper", paper_row(coming, "Performance summary"), page=27)
    link(action, "paper", private_paper(coming), Relation.BEARS_ON)
    hidden = ActionFactory(body=body, exempt=True, raised_meeting=asked)
    ActionFactory(body=body, unpublished=True, raised_meeting=asked)

    assert [one.action for one in outcome_of_meeting(asked, PUBLIC).raised] == [action]
    assert [one.link.page for one in outcome_of_meeting(coming, PUBLIC).said] == [27]
    assert hidden not in [one.action for one in outcome_of_meeting(asked, PUBLIC).raised]


def test_a_meeting_tells_those_entitled_more(action, asked, coming, body, member):
    link(action, "paper", private_paper(coming), Relation.BEARS_ON)
    hidden = ActionFactory(body=body, exempt=True, raised_meeting=asked)

    assert {one.action for one in outcome_of_meeting(asked, member).raised} == {action, hidden}
    assert len(outcome_of_meeting(coming, member).said) == 1
    assert not outcome_of_meeting(coming, PUBLIC)


def test_links_of_entries_come_by_their_keys(action, coming, minutes):
    entry = MinuteEntryFactory(item=action.entry.item, kind=EntryKind.RESOLUTION)
    link(action, "minute", entry, Relation.CLOSES)

    found = links_of("minute", [entry.pk, action.entry_id], PUBLIC)

    assert [one.other.key for one in found[entry.pk].said] == [action.pk]
    assert not found[action.entry_id]
