"""The chain of an action both ways: what raised it, what answered it, and what came of papers and meetings."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.models import AuditEntry
from documents.choices import Access, PaperKind, PaperStatus, Relation
from documents.links import find_ends
from documents.models import Link, Pack, Paper
from documents.services.links import add_link, remove_link
from interface import clock
from meetings.choices import ActionStatus, ClosedBy, EntryKind
from meetings.models import Action, ActionUpdate, ItemPaper
from meetings.services.chain import chain_of, links_of, outcome_of_meeting, outcome_of_paper
from tests.factories.accounts import UserFactory
from tests.factories.meetings import AgendaItemFactory
from tests.factories.minutes import (
    ActionFactory,
    ActionUpdateFactory,
    HeldMeetingFactory,
    MinuteEntryFactory,
    MinuteItemFactory,
    MinutesFactory,
    RecommendationFactory,
    StoredFileFactory,
)

PUBLIC = AnonymousUser()
DEMO_DAY = date(2022, 3, 10)
OUT = date(2022, 3, 9)


def paper_row(meeting, title, **fields):
    """A paper that is out, as a row."""
    slug = title.lower().replace(" ", "-")
    facts = {
        "area": meeting.area, "body": meeting.body, "collection": meeting.slug, "slug": slug, "title": title,
        "kind": PaperKind.WRITTEN, "status": PaperStatus.PUBLISHED, "published_at": clock.now(),
    }  # fmt: skip
    return Paper.objects.create(**{**facts, **fields})


def private_paper(meeting, title="CANARY-PAPER"):
    return paper_row(meeting, title, slug="paper-1", access=Access.EXEMPT, exempt_paragraph=1)


@pytest.fixture(autouse=True)
def demo_day():
    with clock.stand_on(DEMO_DAY):
        yield


@pytest.fixture
def asked(body):
    """The meeting that asked, on 1 February 2022."""
    return HeldMeetingFactory(body=body)


@pytest.fixture
def coming(body):
    """The meeting whose pack is out, on 17 March 2022."""
    return HeldMeetingFactory(body=body, held_on=date(2022, 3, 17), status="published")


@pytest.fixture
def minutes(asked):
    return MinutesFactory(meeting=asked, published=True)


@pytest.fixture
def action(body, asked, minutes):
    item = MinuteItemFactory(minutes=minutes, number="10", title="Performance")
    entry = MinuteEntryFactory(item=item, kind=EntryKind.ACTION, text="To define serious violence.")
    return ActionFactory(body=body, entry=entry, raised_meeting=asked, reference="A-2022-004", text=entry.text)


def link(action, kind, thing, relation=Relation.ANSWERS, **facts):
    return add_link(
        area=action.area, source=(kind, thing.pk), relation=relation, target=("action", action.pk), actor=None, **facts
    )


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


def pack_row(meeting, **ranges):
    """The public pack of a meeting, as a row: papers with their first and last pages."""
    pages = max(last for _first, last in ranges.values())
    ranges = {slug.replace("_", "-"): list(pair) for slug, pair in ranges.items()}
    manifest = {"first": 1, "last": pages, "pieces": [], "ranges": ranges}
    return Pack.objects.create(
        area=meeting.area, body=meeting.body, collection=meeting.slug, edition="public", number=1, status="published",
        file=StoredFileFactory(), page_count=pages, manifest=manifest, inputs="0" * 64, built_at=clock.now(),
        published_at=clock.now(),
    )  # fmt: skip


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


# The page ---------------------------------------------------------------------------------------------------------


def page_of(client, action):
    return client.get(reverse("actions:action-detail", args=[action.area.slug, action.reference]))


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
@pytest.mark.parametrize(("name", "queries"), [("meeting", 10), ("paper", 12)])
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


# Linking an answer ------------------------------------------------------------------------------------------------


def link_url(action, **asked):
    url = reverse("actions:link-create", args=[action.area.slug, action.reference])
    return f"{url}?{'&'.join(f'{name}={value}' for name, value in asked.items())}" if asked else url


def send(client, url, **words):
    token = client.get(url).context["form"]["token"].value()
    version = client.get(url).context["form"]["version"].value()
    return client.post(url, {"token": token, "version": version, "text": "It is in the glossary.", **words})


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def test_linking_begins_with_what_and_which_meeting(desk, action, asked, coming):
    first = desk.get(link_url(action))
    refused = desk.get(link_url(action, what="paper"))
    none = desk.get(link_url(action, what="paper", meeting=coming.slug))

    assert [slug for slug, _words in first.context["form"].fields["meeting"].choices] == ["", coming.slug, asked.slug]
    assert refused.context["form"].errors["meeting"] == ["Choose the meeting"]
    assert none.context["form"].errors["meeting"] == ["No paper of that meeting is out. Choose another meeting"]


def test_a_paper_that_answers_makes_the_action_answered(desk, action, coming, clerk):
    paper = paper_row(coming, "Performance summary")

    response = send(desk, link_url(action, what="paper", meeting=coming.slug), paper=paper.slug, relation="answers")

    assert response.url == "/avon/actions/A-2022-004/#chain"
    action.refresh_from_db()
    made = Link.objects.get()
    assert action.status == ActionStatus.ANSWERED
    assert (made.source_kind, made.source_key, made.relation, made.on) == ("paper", paper.pk, "answers", DEMO_DAY)
    assert ActionUpdate.objects.get().text == "It is in the glossary."


def test_what_bears_on_it_leaves_it_open(desk, action, minutes):
    entry = MinuteEntryFactory(item=action.entry.item, text="Members asked again.")
    url = link_url(action, what="minute", meeting=minutes.meeting.slug)

    send(desk, url, entry=entry.number, relation="bears-on")

    action.refresh_from_db()
    made = Link.objects.get()
    assert (action.status, ActionUpdate.objects.count()) == (ActionStatus.OPEN, 0)
    assert (made.source_key, made.relation, made.note, made.on) == (
        entry.pk, "bears-on", "It is in the glossary.", date(2022, 2, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "field", "problem"),
    [
        ({"relation": "answers"}, "paper", "Choose the paper"),
        ({"paper": "performance-summary"}, "relation", "Say whether it answers the action"),
        ({"paper": "performance-summary", "relation": "answers", "text": ""}, "text", "Enter what it says, in a sentence"),
        (
            {"paper": "performance-summary", "relation": "answers", "page": "9"},
            "page",
            "This paper is in no pack. Leave the page empty",
        ),
        ({"paper": "paper-9", "relation": "answers"}, "paper", "Choose a paper from the list"),
        ({"paper": "performance-summary", "relation": "answers", "page": "x"}, "page", "Enter the page as a number"),
    ],
)
def test_a_wrong_link_is_refused_beside_its_field(desk, action, coming, words, field, problem):
    paper_row(coming, "Performance summary")

    response = send(desk, link_url(action, what="paper", meeting=coming.slug), **words)

    assert response.context["form"].errors[field] == [problem]
    assert Link.objects.count() == 0


def test_a_page_is_one_of_the_papers_own(desk, action, coming):
    paper = paper_row(coming, "Performance summary")
    pack_row(coming, performance_summary=(23, 40))
    url = link_url(action, what="paper", meeting=coming.slug)

    refused = send(desk, url, paper=paper.slug, relation="answers", page="41")
    send(desk, url, paper=paper.slug, relation="answers", page="40")

    assert refused.context["form"].errors["page"] == ["This paper has pages 23 to 40. Enter one of them, or leave it empty"]
    assert Link.objects.get().page == 40


def test_another_record_is_named_by_its_reference(desk, action, body):
    other = ActionFactory(body=body, reference="A-2022-005")
    url = link_url(action, what="record")

    wrong = send(desk, url, reference="A-2022-099", relation="bears-on")
    itself = send(desk, url, reference=action.reference, relation="bears-on")
    send(desk, url, reference="a-2022-005 ", relation="bears-on")

    said = "There is no other action or recommendation with the reference"
    assert wrong.context["form"].errors["reference"] == [f"{said} A-2022-099"]
    assert itself.context["form"].errors["reference"] == [f"{said} A-2022-004"]
    assert Link.objects.get().source_key == other.pk


def test_a_form_sent_twice_links_once(desk, action, coming):
    url = link_url(action, what="meeting", meeting=coming.slug)
    form = desk.get(url).context["form"]
    sent = {"token": form["token"].value(), "version": action.version, "text": "Said there.", "relation": "answers"}

    urls = {desk.post(url, sent).url for _time in range(2)}

    assert urls == {"/avon/actions/A-2022-004/#chain"}
    assert (Link.objects.count(), ActionUpdate.objects.count()) == (1, 1)


def test_an_answer_over_a_newer_save_is_refused(desk, action, coming):
    url = link_url(action, what="meeting", meeting=coming.slug)

    response = send(desk, url, relation="answers", version=action.version + 5)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert Link.objects.count() == 0


def test_members_and_the_public_link_nothing(client, action, member):
    assert client.get(link_url(action)).status_code == 302
    client.force_login(member)
    assert client.get(link_url(action)).status_code == 403
    client.force_login(UserFactory())
    assert client.get(link_url(action)).status_code == 403


def change_url(action, number, act):
    return reverse("actions:link-change", args=[action.area.slug, action.reference, number, act])


def test_a_link_is_removed_and_put_back(desk, action, coming):
    made = link(action, "meeting", coming)
    Action.objects.update(status=ActionStatus.ANSWERED)

    response = desk.post(change_url(action, made.number, "remove"), follow=True)

    made.refresh_from_db()
    words = [str(message) for message in response.context["messages"]]
    assert made.removed_at is not None
    assert words[1] == "The action still says that it is answered, and no link answers it. Say what answers it"
    assert "Put it back" in response.content.decode()
    desk.post(change_url(action, made.number, "restore"))
    made.refresh_from_db()
    assert made.removed_at is None


def test_a_link_of_another_action_is_not_found(desk, action, body, coming):
    other = ActionFactory(body=body)
    made = link(other, "meeting", coming)

    assert desk.post(change_url(action, made.number, "remove")).status_code == 404
    assert desk.post(change_url(other, made.number, "burn")).status_code == 404
    assert desk.get(change_url(other, made.number, "remove")).status_code == 405


def test_members_change_no_link(client, action, coming, member):
    made = link(action, "meeting", coming)
    client.force_login(member)

    assert client.post(change_url(action, made.number, "remove")).status_code == 403
