"""What a board approves for release under its item “Publication”: what may be asked, approved and held back, and when."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from documents.choices import Access, PaperStatus
from interface.templatetags.dates import long_date
from meetings.choices import MeetingStatus, ReleaseKind, ReleaseStatus
from meetings.rules.meeting import OFF


def asking_problem(meeting: Any) -> str:
    """Why nothing can be put before a meeting for release; empty when it can. `meeting` comes with its body."""
    if not meeting.body.approves_release:
        return _("%(body)s does not approve its papers for release") % {"body": meeting.body.name}
    if meeting.status in OFF:
        return _("The meeting does not take place")
    return ""


def document_problem(meeting: Any, kind: str, of_meeting: Any, paper: Any = None) -> str:
    """Why a meeting cannot be asked to release a document of a meeting of the same body; empty when it can.

    The minutes of a meeting are there only after it; the agenda and papers of the day itself are. What is private by a
    paragraph of Schedule 12A is opened with its item, never by a release.
    """
    if of_meeting.body_id != meeting.body_id:
        return _("Choose a document of the same body")
    if of_meeting.held_on > meeting.held_on or (kind == ReleaseKind.MINUTES and of_meeting.held_on >= meeting.held_on):
        return _("Choose a document of an earlier meeting")
    if kind != ReleaseKind.PAPER:
        return ""
    if paper is None:
        return _("Choose the paper")
    return paper_problem(paper.access, paper.status)


def paper_problem(access: str, status: str) -> str:
    """Why a paper cannot be opened to everybody by a release; empty when it can."""
    if access == Access.EXEMPT:
        return _("The paper is private by a paragraph of Schedule 12A. A release does not open it")
    if status == PaperStatus.DRAFT:
        return _("The paper is a draft. It is published with its agenda first")
    if status != PaperStatus.PUBLISHED:
        return _("The paper was withdrawn or replaced")
    return ""


def approving_problem(meeting: Any, today: date) -> str:
    """Why a meeting cannot have approved anything yet; empty when it can."""
    if meeting.status in OFF:
        return _("The meeting does not take place")
    if meeting.status == MeetingStatus.DRAFT:
        return _("The meeting is a draft. Announce it first")
    if today < meeting.held_on:
        return _("The meeting is on %(day)s. It approves nothing before") % {"day": long_date(meeting.held_on)}
    return ""


def step_problem(status: str, wanted: str) -> str:
    """Why a document in one state cannot get another; empty when it can. What was approved stays open."""
    if status == ReleaseStatus.APPROVED:
        return _("It was approved for release already, and everybody can read it")
    if status == wanted:
        return _("Somebody else did this already")
    if wanted == ReleaseStatus.APPROVED and status == ReleaseStatus.HELD_BACK:
        return _("It is held back. Ask for it again first")
    return ""


def document_words(kind: str, of_meeting: Any, paper: Any = None) -> str:
    """“Minutes of 7 March 2018”; a paper is called by its title, with the day."""
    day = long_date(of_meeting.held_on)
    if kind == ReleaseKind.PAPER and paper is not None:
        return _("%(title)s, paper of %(day)s") % {"title": paper.title, "day": day}
    if kind == ReleaseKind.MINUTES:
        return _("Minutes of %(day)s") % {"day": day}
    return _("Agenda of %(day)s") % {"day": day}
