"""Papers are as private as what they are read with."""

from accounts.models import User
from documents.choices import Access, PaperStatus
from documents.services.papers import set_paper_access
from meetings import rules
from meetings.models import ItemPaper, Meeting, PaperRequest


def match_papers(meeting: Meeting, actor: User | None) -> None:
    """Make every paper on the agenda, or sent in for it, as private as its item and its meeting ask; within a change."""
    links = ItemPaper.objects.filter(item__meeting=meeting).select_related("item", "paper")
    sent = PaperRequest.objects.filter(meeting=meeting, paper__status=PaperStatus.DRAFT, paper__item_paper__isnull=True)
    pairs = [(link.item, link.paper) for link in links]
    pairs += [(one.item, one.paper) for one in sent.select_related("item", "paper") if one.paper]
    for item, paper in pairs:
        access = rules.paper_access(meeting.publication, item.access)
        paragraph = item.exempt_paragraph if access == Access.EXEMPT else None
        if (paper.access, paper.exempt_paragraph) != (access, paragraph):
            set_paper_access(paper=paper, access=access, exempt_paragraph=paragraph, actor=actor)
