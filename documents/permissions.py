"""Who may do what with a paper. Who may read it is `visible_to`; these are asked after that."""

from documents.choices import PaperStatus
from documents.models import Paper
from panels.models import Body
from panels.permissions import can_read_restricted, can_write_agendas


def can_write_paper(user, body: Body) -> bool:
    """Clerks and the lead officer write and take in the papers of a body."""
    return can_write_agendas(user, body)


def can_revise_paper(user, paper: Paper) -> bool:
    """While it is a draft, those who prepare papers change its text, file, facts and access."""
    return paper.status == PaperStatus.DRAFT and can_write_agendas(user, paper.body)


def can_discard_paper(user, paper: Paper) -> bool:
    """Only a draft can go altogether."""
    return can_revise_paper(user, paper)


def can_withdraw_paper(user, paper: Paper) -> bool:
    """What has been published is withdrawn, never deleted."""
    return paper.status == PaperStatus.PUBLISHED and can_write_agendas(user, paper.body)


def can_read_original(user, paper: Paper) -> bool:
    """The file as its author sent it is for those who prepare papers: it may hold more than what is published."""
    return can_write_agendas(user, paper.body)


def can_read_private_paper(user, paper: Paper) -> bool:
    """Private papers are for the panel's members, its chair, clerks and lead officer."""
    return can_read_restricted(user, paper.body)


def can_read_findings(user, paper: Paper) -> bool:
    """What was found in a file is for those who prepare papers and, while it is a draft, for whoever sent it in."""
    is_author = paper.status == PaperStatus.DRAFT and user.is_authenticated and paper.author_id == user.pk
    return is_author or can_write_agendas(user, paper.body)
