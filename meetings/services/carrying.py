"""Carrying the papers of a postponed meeting over to the day it moved to."""

from accounts.models import User
from documents.models import Paper
from documents.services.copies import copy_paper
from meetings.models import Meeting
from meetings.services.agenda import agenda_change, link_paper


def papers_to_carry(meeting: Meeting) -> list[Paper]:
    """The published papers on a meeting's agenda that were not withdrawn, in its order; none before it is published."""
    if not meeting.agenda_is_out:
        return []
    links = (link for item in meeting.agenda_items.for_page() for link in item.item_papers.all())
    return [link.paper for link in links if link.paper.current and not link.paper.withdrawn_at]


def carry_over(*, source: Meeting, target: Meeting, actor: User | None) -> list[Paper]:
    """Copy the papers of one meeting, as they stood, into drafts of another, on the items of the same address.

    Called within the change that postpones. A paper whose item the other meeting lacks stays where it is.
    """
    items = {item.slug: item for item in target.agenda_items.select_related("meeting")}
    copies = []
    for paper in papers_to_carry(source):
        item = items.get(paper.item_paper.item.slug)
        if item is None:
            continue
        with agenda_change(target, actor=actor, action="meetings.paper_carried_over", label="") as (locked, detail):
            copy = copy_paper(paper=paper, collection=locked.slug, actor=actor)
            link_paper(item, copy, actor)
            detail |= {"item": item.reference, "paper": copy.reference, "from": paper.reference}
        copies.append(copy)
    return copies
