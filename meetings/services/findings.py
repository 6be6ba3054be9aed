"""What was found in the files of a meeting's papers: decided with the meeting held, before its papers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from documents.choices import PaperStatus
from documents.models import Finding, Paper
from documents.services import findings as of_papers
from documents.services import second_looks
from jobs.choices import JobState
from jobs.models import Job
from meetings.models import Meeting
from meetings.services import undo
from meetings.services.agenda import agenda_change
from meetings.services.locks import lock
from meetings.services.papers import meeting_of


@dataclass(frozen=True)
class SecondLook:
    """What software can still do with a draft's file: `act` on so many pages, if it is `possible` here, and the last time."""

    act: str
    pages: int
    possible: bool
    job: Job | None

    @property
    def is_running(self) -> bool:
        return self.job is not None and self.job.is_alive

    @property
    def is_done(self) -> bool:
        """What is left now did not come out: asking again would not help."""
        return self.job is not None and self.job.state == JobState.DONE

    @property
    def failure(self) -> str:
        """Why it failed, in words meant for whoever asked; a place in the program is not."""
        if self.job is None or self.job.state not in (JobState.FAILED, JobState.DEAD):
            return ""
        given_up = _("It did not work. Try again, or tell whoever looks after this portal")
        return self.job.error if self.job.state == JobState.FAILED else given_up


def second_looks_of(paper: Paper, findings: Sequence[Finding]) -> list[SecondLook]:
    """What can still be done with the file of a draft, of which these are the findings. No query where there is nothing."""
    version = paper.current
    if version is None or paper.status != PaperStatus.DRAFT:
        return []
    pages = {
        second_looks.LOOK: len(second_looks.unseen_pages(version, findings)),
        second_looks.RECOGNISE: len(second_looks.wordless_pages(version, findings)),
    }
    if not any(pages.values()):
        return []
    jobs = second_looks.newest_jobs(version)
    can = {second_looks.LOOK: True, second_looks.RECOGNISE: second_looks.can_recognise()}
    return [SecondLook(act, count, can[act], jobs.get(act)) for act, count in pages.items() if count]


def keep_finding(*, paper: Paper, finding: Finding, reason: str, actor: User | None) -> Finding:
    """Let stand what was found in a draft, and say why. The pack stays as it is."""
    meeting = meeting_of(paper)
    return of_papers.keep_finding(finding=finding, reason=reason, actor=actor, hold=lambda: lock(meeting))


def reopen_finding(*, paper: Paper, finding: Finding, actor: User | None) -> Finding:
    """Take back the decision to keep something."""
    meeting = meeting_of(paper)
    return of_papers.reopen_finding(finding=finding, actor=actor, hold=lambda: lock(meeting))


def remove_findings(*, paper: Paper, findings: Iterable[Finding], actor: User | None) -> Paper:
    """Take hidden words out of a draft's file. While the agenda is prepared that is a change of it: its pack is out of date.

    Slow, and never inside a transaction.
    """
    meeting = meeting_of(paper)
    return of_papers.remove_findings(paper=paper, findings=findings, actor=actor, hold=lambda: _hold(meeting, paper, actor))


def _hold(meeting: Meeting, paper: Paper, actor: User | None) -> None:
    """Hold the meeting and count the change. Once the agenda is out only a supplement's drafts change, not the agenda."""
    if lock(meeting).agenda_is_out:
        return
    action = "meetings.findings_removed"
    with agenda_change(meeting, actor=actor, action=action, label="") as (_locked, detail):
        detail["paper"] = paper.reference
    undo.forget(meeting)
