from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from documents.choices import Access, PaperStatus
from documents.models import Paper
from meetings import services
from meetings.choices import ItemKind, ItemState
from meetings.models import AgendaItem, AgendaUndo, ItemPaper
from tests.factories.documents import PaperFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, PrivateItemFactory
from tests.meetings.conftest import titles

PRIVATE = {
    "neutral_title": "Staffing matter",
    "exempt_paragraph": 1,
    "public_interest_reason": "One person’s employment is discussed.",
}


def _item(meeting, title):
    return AgendaItem.objects.select_related("meeting__area", "meeting__body").get(meeting=meeting, title=title)


def test_add_item_goes_last_and_is_numbered(agenda, clerk):
    services.add_item(meeting=agenda, actor=clerk, title="Date of next meeting")

    assert titles(agenda) == [("1", "Apologies for absence"), ("2", "Update"), ("3", "Programme"), ("4", "Date of next meeting")]


def test_add_item_puts_sub_items_under_their_parent(agenda, clerk):
    services.add_item(meeting=agenda, actor=clerk, title="Scope", parent=_item(agenda, "Update"))

    assert titles(agenda) == [("1", "Apologies for absence"), ("2", "Update"), ("2.1", "Scope"), ("3", "Programme")]


def test_add_item_refuses_a_sub_item_of_a_sub_item(agenda, clerk):
    sub = services.add_item(meeting=agenda, actor=clerk, title="Scope", parent=_item(agenda, "Update"))

    with pytest.raises(ValidationError) as refused:
        services.add_item(meeting=agenda, actor=clerk, title="Deeper", parent=sub)

    assert refused.value.message_dict == {"parent": ["Choose an item of this agenda that is not itself a sub-item"]}
    assert AgendaItem.objects.filter(meeting=agenda).count() == 4


def test_add_item_records_who_and_never_the_title(agenda, clerk):
    services.add_item(meeting=agenda, actor=clerk, title="SECRET", access=Access.EXEMPT, **PRIVATE)

    entry = AuditEntry.objects.order_by("sequence").last()
    assert (entry.action, entry.actor, entry.target_reference) == ("meetings.item_added", clerk, agenda.reference)
    assert entry.detail == {"item": _item(agenda, "SECRET").reference}


def test_heading_takes_no_number(agenda, clerk):
    services.add_item(meeting=agenda, actor=clerk, title="Private business", kind=ItemKind.HEADING)

    assert titles(agenda)[-1] == ("", "Private business")


def test_update_item_keeps_its_address(agenda, clerk):
    item = _item(agenda, "Update")

    services.update_item(item=item, actor=clerk, version=item.version, title="Commissioner’s update")

    changed = _item(agenda, "Commissioner’s update")
    assert (changed.slug, changed.version) == ("update", item.version + 1)


def test_update_item_refuses_a_stale_version(agenda, clerk):
    item = _item(agenda, "Update")
    entries = AuditEntry.objects.count()

    with pytest.raises(ValidationError) as refused:
        services.update_item(item=item, actor=clerk, version=item.version - 1, title="Other")

    assert refused.value.code == "stale"
    item.refresh_from_db()
    assert (item.title, AuditEntry.objects.count()) == ("Update", entries)


def test_set_item_private_hides_its_papers_and_its_address(agenda, clerk):
    item = _item(agenda, "Update")
    paper = PaperFactory(body=agenda.body, collection=agenda.slug, title="Dismissal")
    services.attach_paper(item=item, paper=paper, actor=clerk)

    services.set_item_private(item=item, actor=clerk, version=item.version, **PRIVATE)

    item.refresh_from_db()
    paper.refresh_from_db()
    assert (item.slug, item.access, str(item)) == ("staffing-matter", Access.EXEMPT, "Staffing matter")
    assert (paper.access, paper.exempt_paragraph, paper.slug) == (Access.EXEMPT, 1, "private-paper-1")


def test_set_item_private_asks_for_every_part(agenda, clerk):
    item = _item(agenda, "Update")

    with pytest.raises(ValidationError) as refused:
        services.set_item_private(item=item, actor=clerk, version=item.version)

    assert refused.value.message_dict == {
        "neutral_title": ["Enter the title that the public sees"],
        "exempt_paragraph": ["Choose the paragraph of Schedule 12A"],
        "public_interest_reason": ["Say why the public interest is in withholding it"],
    }
    item.refresh_from_db()
    assert item.access == Access.PUBLIC


def test_set_item_public_again_opens_its_papers(ready, clerk):
    item = PrivateItemFactory(meeting=ready)
    paper = PaperFactory(body=ready.body, collection=ready.slug)
    services.attach_paper(item=item, paper=paper, actor=clerk)

    services.set_item_private(item=item, actor=clerk, version=item.version, access=Access.PUBLIC)

    paper.refresh_from_db()
    assert paper.access == Access.PUBLIC


@pytest.mark.parametrize(
    ("place", "order"),
    [
        ({"step": -1}, ["Programme", "Update"]),
        ({"step": 1}, ["Update", "Programme"]),
        ({"position": 1}, ["Programme", "Apologies for absence", "Update"]),
    ],
    ids=["up", "down from the end", "to the top"],
)
def test_move_item_renumbers(agenda, clerk, place, order):
    services.move_item(item=_item(agenda, "Programme"), actor=clerk, **place)

    found = titles(agenda)
    assert [title for _number, title in found][-len(order) :] == order
    assert [number for number, _title in found] == ["1", "2", "3"]


def test_reorder_takes_the_whole_list(agenda, clerk):
    services.reorder(meeting=agenda, actor=clerk, slugs=["programme", "update", "apologies-for-absence"], version=agenda.version)

    assert titles(agenda) == [("1", "Programme"), ("2", "Update"), ("3", "Apologies for absence")]


@pytest.mark.parametrize(
    "slugs",
    [["programme", "update"], ["programme", "update", "update"], []],
    ids=["one missing", "one twice", "none"],
)
def test_reorder_refuses_another_list(agenda, clerk, slugs):
    before = titles(agenda)

    with pytest.raises(ValidationError) as refused:
        services.reorder(meeting=agenda, actor=clerk, slugs=slugs, version=agenda.version)

    assert refused.value.messages == ["The list does not hold every item once. Open the agenda again"]
    assert titles(agenda) == before


def test_reorder_refuses_a_stale_agenda(agenda, clerk):
    with pytest.raises(ValidationError) as refused:
        services.reorder(meeting=agenda, actor=clerk, slugs=[], version=agenda.version - 1)

    assert refused.value.code == "stale"


def test_withdraw_item_keeps_its_line_without_a_number(agenda, clerk):
    item = _item(agenda, "Update")

    services.withdraw_item(item=item, actor=clerk, version=item.version)

    item.refresh_from_db()
    assert (item.state, titles(agenda)) == (
        ItemState.WITHDRAWN,
        [("1", "Apologies for absence"), ("", "Update"), ("2", "Programme")],
    )


def test_delete_item_leaves_its_papers_with_the_meeting(agenda, clerk):
    item = _item(agenda, "Update")
    paper = PaperFactory(body=agenda.body, collection=agenda.slug)
    services.attach_paper(item=item, paper=paper, actor=clerk)

    services.delete_item(item=item, actor=clerk)

    assert titles(agenda) == [("1", "Apologies for absence"), ("2", "Programme")]
    assert Paper.objects.filter(pk=paper.pk, item_paper__isnull=True).exists()


def test_undo_brings_back_a_deleted_item_with_its_sub_items_and_papers(agenda, clerk):
    item = _item(agenda, "Update")
    AgendaItemFactory(meeting=agenda, title="Scope", parent=item)
    paper = PaperFactory(body=agenda.body, collection=agenda.slug)
    services.attach_paper(item=item, paper=paper, actor=clerk)
    before = titles(agenda)
    services.delete_item(item=item, actor=clerk)

    services.undo_agenda(meeting=agenda, actor=clerk)

    assert titles(agenda) == before
    assert ItemPaper.objects.get(paper=paper).item_id == item.pk


def test_undo_of_privacy_opens_the_papers_again(agenda, clerk):
    item = _item(agenda, "Update")
    paper = PaperFactory(body=agenda.body, collection=agenda.slug)
    services.attach_paper(item=item, paper=paper, actor=clerk)
    services.set_item_private(item=item, actor=clerk, version=item.version, **PRIVATE)

    services.undo_agenda(meeting=agenda, actor=clerk)

    paper.refresh_from_db()
    assert (_item(agenda, "Update").access, paper.access) == (Access.PUBLIC, Access.PUBLIC)


def test_undo_goes_back_one_change_and_no_further(agenda, clerk):
    services.move_item(item=_item(agenda, "Programme"), actor=clerk, step=-1)
    services.undo_agenda(meeting=agenda, actor=clerk)

    with pytest.raises(ValidationError) as refused:
        services.undo_agenda(meeting=agenda, actor=clerk)

    assert refused.value.messages == ["There is nothing to undo"]
    assert titles(agenda)[-1] == ("3", "Programme")


def test_undo_refuses_when_the_meeting_changed_since(agenda, clerk):
    services.move_item(item=_item(agenda, "Programme"), actor=clerk, step=-1)
    agenda.refresh_from_db()
    services.announce_meeting(meeting=agenda, actor=clerk)

    with pytest.raises(ValidationError) as refused:
        services.undo_agenda(meeting=agenda, actor=clerk)

    assert refused.value.messages == ["The meeting has changed since. The last change of the agenda cannot be undone"]


def test_paper_moves_from_item_to_item(agenda, clerk):
    paper = PaperFactory(body=agenda.body, collection=agenda.slug)
    services.attach_paper(item=_item(agenda, "Update"), paper=paper, actor=clerk)

    services.attach_paper(item=_item(agenda, "Programme"), paper=paper, actor=clerk)

    assert [link.item.title for link in ItemPaper.objects.filter(paper=paper)] == ["Programme"]


def test_attach_paper_refuses_another_meetings(agenda, clerk):
    paper = PaperFactory(body=agenda.body, collection="2022-02-01-panel")

    with pytest.raises(ValidationError) as refused:
        services.attach_paper(item=_item(agenda, "Update"), paper=paper, actor=clerk)

    assert refused.value.messages == ["The paper belongs to another meeting"]


def test_detach_paper_leaves_it_with_the_meeting(agenda, clerk):
    item, paper = _item(agenda, "Update"), PaperFactory(body=agenda.body, collection=agenda.slug)
    services.attach_paper(item=item, paper=paper, actor=clerk)

    services.detach_paper(item=item, paper=paper, actor=clerk)

    assert (ItemPaper.objects.count(), Paper.objects.count()) == (0, 1)


def test_add_paper_is_as_private_as_its_item(ready, clerk):
    item = PrivateItemFactory(meeting=ready)

    paper = services.add_paper(item=item, actor=clerk, title="Dismissal", text="Words")

    assert (paper.access, paper.exempt_paragraph, paper.item_paper.item) == (Access.EXEMPT, 1, item)


def test_add_paper_refuses_a_file_and_keeps_nothing(agenda, clerk):
    item = _item(agenda, "Update")
    entries = AuditEntry.objects.count()

    with pytest.raises(ValidationError) as refused:
        services.add_paper(item=item, actor=clerk, title="Report", upload=services.papers.Upload("report.pdf", b"not a pdf"))

    assert list(refused.value.message_dict) == ["file"]
    assert (Paper.objects.count(), ItemPaper.objects.count(), AuditEntry.objects.count()) == (0, 0, entries)


def test_discard_paper_takes_it_off_and_drops_the_undo(agenda, clerk):
    paper = services.add_paper(item=_item(agenda, "Update"), actor=clerk, title="Report", text="Words")

    services.discard_paper(paper=paper, actor=clerk)

    assert (Paper.objects.count(), AgendaUndo.objects.count()) == (0, 0)


def test_revise_paper_counts_as_a_change_of_the_meeting(agenda, clerk):
    paper = services.add_paper(item=_item(agenda, "Update"), actor=clerk, title="Report", text="Words")
    agenda.refresh_from_db()
    before = agenda.version

    services.revise_paper(paper=paper, actor=clerk, version=paper.version, text="Other words")

    agenda.refresh_from_db()
    assert agenda.version == before + 1


def test_take_in_several_guesses_items_and_says_what_was_refused(agenda, clerk):
    uploads = [services.papers.Upload("2 Update.pdf", b"not a pdf"), services.papers.Upload("holiday.pdf", b"x")]

    taken = services.take_in_several(meeting=agenda, actor=clerk, uploads=uploads, token=uuid4())

    assert [one.item.title if one.item else None for one in taken] == ["Update", None]
    assert all(one.problem for one in taken)
    assert Paper.objects.count() == 0


def test_papers_of_a_private_day_are_for_members(body, clerk):
    meeting = MeetingFactory(body=body, kind="development-day")
    item = AgendaItemFactory(meeting=meeting)

    paper = services.add_paper(item=item, actor=clerk, title="Slides", text="Words")

    assert (paper.access, paper.status) == (Access.MEMBERS, PaperStatus.DRAFT)
