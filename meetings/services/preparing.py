"""What there is to do for several meetings at once: the desk of whoever prepares them.

What can be asked for all meetings together costs one query; the readiness of each open agenda costs its own.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count
from django.db.models.fields.json import KT

from accounts.models import User
from documents.choices import FormatRequestStatus
from documents.models import Finding, FormatRequest
from documents.services.findings import open_blocking
from interface import clock
from jobs.choices import JobState
from jobs.models import Job
from meetings import permissions, rules
from meetings.choices import ApprovalStatus, SupplementStatus
from meetings.models import AgendaApproval, Meeting, PaperRequest, Supplement
from meetings.services.deadlines import DraftDeadline, draft_deadline
from meetings.services.packs import BUILD_JOB
from meetings.services.publishing import outstanding_report, readiness
from meetings.services.reading import Notice, notice_for
from panels.models import PoliceArea
from panels.permissions import bodies_open_to
from panels.rulebook import RuleMissing

GIVEN_UP = (JobState.FAILED, JobState.DEAD, JobState.CANCELLED)


@dataclass(frozen=True)
class Preparation:
    """A meeting as whoever prepares it sees it. `facts` are those of an agenda that is open; `missing_rule` says why not.

    `came` is what others sent in or answered, and what waits for a decision of whoever prepares the meeting.
    """

    meeting: Meeting
    steps: list[rules.Step]
    facts: rules.Readiness | None = None
    notice: Notice | None = None
    drafts: DraftDeadline | None = None
    missing_rule: str = ""
    came: list[rules.Step] = field(default_factory=list)

    @property
    def checks(self) -> list[rules.Check]:
        return rules.publication_checks(self.facts) if self.facts else []

    @property
    def done_count(self) -> int:
        return sum(step.is_done for step in self.steps)


@dataclass(frozen=True)
class _Waiting:
    """What waits at the meetings of an area, by the key of each."""

    jobs: dict[str, Job]
    formats: Counter[str]
    supplements: dict[int, list[Supplement]] = field(default_factory=dict)
    reports: dict[int, list[PaperRequest]] = field(default_factory=dict)
    found: dict[int, list[Finding]] = field(default_factory=dict)


def preparations(area: PoliceArea, meetings: Sequence[Meeting]) -> list[Preparation]:
    """How far each meeting of an area is, and what comes next."""
    waits = _waiting(area, meetings)
    return [_open(one, waits) if one.status in rules.CHANGEABLE else _out(one, waits) for one in meetings]


def agendas_put_before(user: User, area: PoliceArea) -> list[Meeting]:
    """The agendas of an area that wait for somebody's answer as the Chair of their body, the nearest first. One query."""
    asked = AgendaApproval.objects.filter(meeting__area=area, meeting__body__in=bodies_open_to(user, permissions.CHAIRS))
    newest = asked.filter(meeting__status__in=rules.CHANGEABLE).order_by("meeting_id", "-number").distinct("meeting_id")
    rows = newest.select_related("meeting__area", "meeting__body", "meeting__venue")
    return sorted((one.meeting for one in rows if one.status == ApprovalStatus.ASKED), key=lambda one: (one.held_on, one.pk))


def _open(meeting: Meeting, waits: _Waiting) -> Preparation:
    job = waits.jobs.get(meeting.slug)
    try:
        notice = notice_for(meeting)
        facts = readiness(meeting)
    except RuleMissing as missing:
        return Preparation(meeting, [], missing_rule=str(missing))
    steps = rules.steps_before(facts, building=job.reference if job and job.is_alive else "")
    drafts = draft_deadline(meeting) if any(step.deadline == rules.DRAFTS for step in steps) else None
    came = rules.came_in(rules.waiting_reports(facts)) + [step for step in steps if step.key == "approval" and step.is_back]
    return Preparation(meeting, steps, facts, notice, drafts, came=came)


def _out(meeting: Meeting, waits: _Waiting) -> Preparation:
    job = waits.jobs.get(meeting.slug)
    reports = [(one.item.number, outstanding_report(one, waits.found)) for one in waits.reports.get(meeting.pk, [])]
    afterwards = rules.Afterwards(
        reports=reports,
        supplements=[(one.number, one.paper_count) for one in waits.supplements.get(meeting.pk, [])],  # type: ignore[attr-defined]
        format_requests=waits.formats[meeting.slug],
        building=job.reference if job and job.is_alive else "",
        build_failed=job.reference if job and job.state in GIVEN_UP and job.payload.get("again") else "",
    )
    steps = rules.steps_after(afterwards) if meeting.held_on >= clock.today() else []
    return Preparation(meeting, steps, came=rules.came_in(reports) + [step for step in steps if step.key == "formats"])


def _waiting(area: PoliceArea, meetings: Sequence[Meeting]) -> _Waiting:
    slugs = [meeting.slug for meeting in meetings]
    builds = Job.objects.filter(name=BUILD_JOB, area_slug=area.slug, payload__meeting__in=slugs).annotate(
        of=KT("payload__meeting")
    )
    newest = builds.order_by("of", "-pk").distinct("of")
    asked = FormatRequest.objects.filter(area=area, collection__in=slugs, status=FormatRequestStatus.OPEN)
    drafts = Supplement.objects.filter(meeting__in=meetings, status=SupplementStatus.DRAFT)
    out = [meeting for meeting in meetings if meeting.status not in rules.CHANGEABLE]
    reports = PaperRequest.objects.filter(meeting__in=out).outstanding().select_related("item", "asked_of", "paper")
    waits = _Waiting({job.payload["meeting"]: job for job in newest}, Counter(asked.values_list("collection", flat=True)))
    for supplement in drafts.annotate(paper_count=Count("item_papers")).order_by("number"):
        waits.supplements.setdefault(supplement.meeting_id, []).append(supplement)
    for report in reports.order_by("number"):
        waits.reports.setdefault(report.meeting_id, []).append(report)
    waits.found.update(open_blocking(one.paper for rows in waits.reports.values() for one in rows if one.paper))
    return waits
