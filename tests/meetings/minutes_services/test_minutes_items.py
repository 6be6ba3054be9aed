"""Items of the minutes: raised at the meeting, settled, deferred, ticked."""

from datetime import date

import pytest

from documents.choices import Access
from meetings.choices import ItemOutcome, MeetingStatus, Publication
from meetings.models import MinuteItem
from meetings.services import minutes as services
from tests.factories.minutes import HeldMeetingFactory, MinuteItemFactory
from tests.meetings.minutes_services.minuting import CANARY, last_audit, problems, refused


def test_an_item_raised_at_the_meeting_has_no_number_and_moves_the_later_ones_on(minutes, clerk):
    first, second = MinuteItemFactory(minutes=minutes), MinuteItemFactory(minutes=minutes)

    raised = services.raise_item(minutes=minutes, title=" Thanks to the officers ", actor=clerk, after=first)
    last = services.raise_item(minutes=minutes, title="Thanks to the officers", actor=clerk)

    order = list(minutes.items.values_list("slug", flat=True))
    assert order == [first.slug, "thanks-to-the-officers", second.slug, "thanks-to-the-officers-2"]
    assert (raised.number, raised.title, raised.is_done, last.position) == ("", "Thanks to the officers", False, 4)
    assert last_audit().detail == {"item": last.reference}


def test_an_item_never_takes_the_address_of_a_form(minutes, clerk):
    assert services.raise_item(minutes=minutes, title="Create", actor=clerk).slug == "create-2"


def test_a_private_item_raised_at_the_meeting_is_explained_and_has_a_neutral_address(minutes, clerk):
    found = problems(services.raise_item, minutes=minutes, title="", actor=clerk, access=Access.EXEMPT)

    assert found == {
        "title": ["Enter the title of the item"],
        "neutral_title": ["Enter the title that the public sees"],
        "exempt_paragraph": ["Choose the paragraph of Schedule 12A"],
    }
    made = services.raise_item(
        minutes=minutes, title=CANARY, actor=clerk, access=Access.EXEMPT, neutral_title="Urgent matter", exempt_paragraph=3
    )
    assert (made.slug, str(made)) == ("urgent-matter", "Urgent matter")


def test_an_item_is_raised_only_after_one_of_these_minutes(minutes, clerk):
    other = MinuteItemFactory()

    found = problems(services.raise_item, minutes=minutes, title="Thanks", actor=clerk, after=other)

    assert found == {"after": ["Choose an item of these minutes"]}


def test_an_item_is_settled_and_ticked(item, clerk):
    settled = services.settle_item(item=item, version=1, actor=clerk, outcome=ItemOutcome.TAKEN)

    assert (settled.outcome, settled.is_done, settled.version) == ("taken", True, 2)
    assert last_audit().detail == {"item": item.reference, "outcome": "taken", "done": True}


def test_a_stale_outcome_is_refused(item, clerk):
    services.settle_item(item=item, version=1, actor=clerk, outcome=ItemOutcome.TAKEN)

    error = refused(services.settle_item, item=item, version=1, actor=clerk, outcome=ItemOutcome.LAPSED)

    assert error.code == "stale"
    assert MinuteItem.objects.get().outcome == "taken"


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"outcome": ""}, {"outcome": ["Choose what became of the item"]}),
        ({"outcome": "vanished"}, {"outcome": ["Choose what became of the item"]}),
        ({"outcome": "deferred"}, {"deferred_to": ["Choose the meeting to which the item is deferred"]}),
    ],
)
def test_an_outcome_says_what_became_of_the_item(item, clerk, facts, found):
    assert problems(services.settle_item, item=item, version=1, actor=clerk, **facts) == found
    assert not MinuteItem.objects.get().is_done


def test_an_item_is_deferred_to_an_announced_later_meeting_of_the_body(item, body, clerk):
    later = HeldMeetingFactory(body=body, held_on=date(2022, 3, 17), status=MeetingStatus.ANNOUNCED)
    wrong = [
        HeldMeetingFactory(body=body, held_on=date(2021, 12, 9)),
        HeldMeetingFactory(body=body, held_on=date(2022, 3, 24), status=MeetingStatus.DRAFT),
        HeldMeetingFactory(body=body, held_on=date(2022, 3, 25), publication=Publication.MEMBERS),
        HeldMeetingFactory(held_on=date(2022, 3, 26)),
    ]

    for one in wrong:
        found = problems(services.settle_item, item=item, version=1, actor=clerk, outcome="deferred", deferred_to=one)
        assert found == {"deferred_to": ["Choose a later meeting of the body that is announced"]}
    assert list(services.meetings_to_defer_to(item.minutes)) == [later]
    settled = services.settle_item(item=item, version=1, actor=clerk, outcome="deferred", deferred_to=later)
    assert settled.deferred_to == later
    taken = services.settle_item(item=item, version=2, actor=clerk, outcome="taken", deferred_to=later)
    assert taken.deferred_to is None


def test_only_a_private_item_takes_a_summary_for_the_public(item, private, clerk):
    for one in (item, private):
        services.settle_item(item=one, version=1, actor=clerk, outcome="taken", public_summary=" It was agreed. ")

    assert list(MinuteItem.objects.values_list("public_summary", flat=True)) == ["", "It was agreed."]


def test_a_tick_is_set_and_taken_away(item, clerk):
    assert services.tick_item(item=item, actor=clerk).is_done
    assert not services.tick_item(item=item, actor=clerk, is_done=False).is_done
    assert MinuteItem.objects.get().version == 3
