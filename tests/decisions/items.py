"""Items of an agenda that is out, as rows."""

from documents.choices import Access, ExemptParagraph
from meetings.models import AgendaItem


def item_of(meeting, title="Budget and precept", **facts):
    """A public item after those that are there."""
    position = meeting.agenda_items.count() + 1
    return AgendaItem.objects.create(
        meeting=meeting, slug=f"item-{position}", position=position, number=str(position), title=title, **facts
    )


def private_item_of(meeting, title):
    """A private item with a neutral title and its paragraph of Schedule 12A."""
    exempt = {"access": Access.EXEMPT, "exempt_paragraph": ExemptParagraph.INDIVIDUAL, "public_interest_reason": "Personal."}
    return item_of(meeting, title, neutral_title="Deliberation", **exempt)
