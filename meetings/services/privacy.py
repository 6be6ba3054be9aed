"""Papers are as private as what they are read with."""

from accounts.models import User
from documents.choices import Access
from documents.services.papers import set_paper_access
from meetings import rules
from meetings.models import ItemPaper, Meeting


def match_papers(meeting: Meeting, actor: User | None) -> None:
    """Make every paper on the agenda as private as its item and its meeting ask; called within a change."""
    for link in ItemPaper.objects.filter(item__meeting=meeting).select_related("item", "paper"):
        access = rules.paper_access(meeting.publication, link.item.access)
        paragraph = link.item.exempt_paragraph if access == Access.EXEMPT else None
        if (link.paper.access, link.paper.exempt_paragraph) != (access, paragraph):
            set_paper_access(paper=link.paper, access=access, exempt_paragraph=paragraph, actor=actor)
