"""Giving everybody a paper of an agenda that was for members: its item was opened, or a board approved it for release."""

from django.conf import settings
from django.db import transaction
from django.utils import translation

from accounts.models import User
from documents.choices import Access, PaperStatus
from documents.models import Paper
from documents.services.opening import open_paper
from documents.services.pack_plans import STYLESHEETS
from documents.services.packs import keep_printed, piece_cache
from documents.services.papers import set_paper_access
from meetings.models import AgendaItem
from meetings.rules import seen_item
from meetings.services.pack_plans import paper_section, running_head


@transaction.atomic
def open_for_all(paper: Paper, line: AgendaItem, actor: User | None) -> Paper:
    """Let everybody read a paper that stands under a line of an agenda open to all.

    What was printed from a text is printed again, without the line that says it is exempt. A draft follows: it is open once
    it goes out. `line` comes with its meeting. Refuses what was withdrawn.
    """
    if paper.status == PaperStatus.DRAFT:  # with a supplement that is not out
        return set_paper_access(paper=paper, access=Access.PUBLIC, exempt_paragraph=None, actor=actor)
    opened = open_paper(paper=paper, actor=actor)
    with translation.override(settings.LANGUAGE_CODE):
        section = paper_section(opened, seen_item(line, False).label, running_head(line.meeting))
    if section.html:
        keep_printed(paper=opened, pdf=piece_cache().get_or_render(section.html, stylesheets=STYLESHEETS))
    return opened
