"""Who keeps statutory cases and the register of decisions, who answers for the Commissioner, who reads what is private."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import User
from decisions.models import Candidate, Case, Decision
from documents.choices import Access
from meetings.models import Meeting
from panels.models import Body, PoliceArea
from panels.permissions import (
    READS_RESTRICTED,
    WRITES_AGENDAS,
    areas_deciding,
    can_read_restricted,
    can_write_agendas,
    holds,
)

Reader = User | AnonymousUser


def can_open_case(user: Reader, area: PoliceArea) -> bool:
    """Whether somebody may open a case of at least one body of an area: who prepares its business."""
    return holds(user, WRITES_AGENDAS, area=area)


def can_keep_case(user: Reader, case: Case) -> bool:
    """Whether somebody keeps the panel's side of a case: its meetings, votes, reports and what of it is public."""
    return can_write_agendas(user, case.body)


def can_notify(user: Reader, case: Case) -> bool:
    """Whether somebody enters what the Commissioner sends, responds and decides: the office itself, or who keeps the case."""
    return can_keep_case(user, case) or is_of_office(user, case)


def is_of_office(user: Reader, case: Case) -> bool:
    """Whether somebody decides in the Commissioner's office of the area, for a case that was shared with it."""
    return case.shared_at is not None and case.area_id in areas_deciding(user)


def can_read_private_case(user: Reader, case: Case) -> bool:
    """Whether somebody reads what of a case is exempt: the panel's members and officers, and the office that sent it."""
    return can_read_restricted(user, case.body) or is_of_office(user, case)


def can_read_name(user: Reader, candidate: Candidate) -> bool:
    """Whether somebody reads the candidate's name."""
    return candidate.name_access == Access.PUBLIC or can_read_private_case(user, candidate.notice.case)


def can_read_particulars(user: Reader, candidate: Candidate) -> bool:
    """Whether somebody reads why the candidate meets the criteria, and the terms."""
    return candidate.particulars_access == Access.PUBLIC or can_read_private_case(user, candidate.notice.case)


def can_keep_annual_report(user: Reader, body: Body) -> bool:
    """Whether somebody writes and publishes a body's own annual report."""
    return can_write_agendas(user, body)


# The register of decisions and what else the Commissioner's office keeps


def can_work_on_decisions(user: Reader, area: PoliceArea) -> bool:
    """Whether somebody keeps the register of decisions, the update report, the publication scheme and the office's other
    registers: who decides in the Commissioner's office."""
    return area.pk in areas_deciding(user)


def can_read_decision(user: Reader, decision: Decision) -> bool:
    """Whether somebody reads all of a decision that they may know of: its private title and part too."""
    return can_work_on_decisions(user, decision.area) or (
        decision.shared_at is not None and holds(user, READS_RESTRICTED, area=decision.area)
    )


def can_reconcile(user: Reader, meeting: Meeting) -> bool:
    """Whether somebody lays a board's agenda, minutes and register side by side, and puts readings right."""
    return meeting.body.is_of_commissioner and can_write_agendas(user, meeting.body)


def wholly_read(user: Reader, area: PoliceArea) -> Q:
    """Of the decisions of an area that somebody may know of, those that `can_read_decision` opens to them, private ones among
    them: for lists, whose searches and orders must not tell what a page hides."""
    if can_work_on_decisions(user, area):
        return Q(pk__isnull=False)
    return Q(shared_at__isnull=False) if holds(user, READS_RESTRICTED, area=area) else Q(pk__isnull=True)
