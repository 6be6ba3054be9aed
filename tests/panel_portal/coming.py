"""A coming meeting with its papers, for the tests of the desk."""

from documents.choices import Access, PaperKind, PaperStatus
from documents.models import Paper
from meetings.models import AgendaItem, ItemPaper, Venue
from tests.panel_portal.makers import make_meeting


def meeting_with_papers(panel):
    """A published agenda with a public and a private paper."""
    venue = Venue.objects.create(area=panel.area, name="Town Hall", address="Oldtown")
    held = make_meeting(panel, published=True, venue=venue)
    for number, access in enumerate((Access.PUBLIC, Access.EXEMPT), start=1):
        exempt = access == Access.EXEMPT
        item = AgendaItem.objects.create(
            meeting=held, slug=f"item-{number}", position=number, number=str(number), title=f"Item {access}", access=access,
            neutral_title="Staffing" if exempt else "", exempt_paragraph=1 if exempt else None,
            public_interest_reason="One person’s terms" if exempt else "",
        )  # fmt: skip
        paper = Paper.objects.create(
            area=panel.area, body=panel, collection=held.slug, slug=f"paper-{number}", title=f"Paper {access}", access=access,
            kind=PaperKind.WRITTEN, status=PaperStatus.PUBLISHED, exempt_paragraph=1 if exempt else None,
        )  # fmt: skip
        ItemPaper.objects.create(item=item, paper=paper)
    return held
