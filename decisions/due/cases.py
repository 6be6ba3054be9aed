"""What is due in a statutory case: its notice, the panel's report, the answer, and the act that ends it.

Each kind says it in a module of its own (`duties_of(case)`), from `due.facts.facts_of(case)`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from decisions.choices import CaseKind, CaseStatus
from decisions.due import appointments, precept, requests, reviews, texts
from decisions.models import Case
from interface import clock
from panels.due import Duty, Subject, duties
from panels.models import Obligation

KIND = "case"
_KINDS: dict[CaseKind, Any] = {
    CaseKind.PRECEPT: precept,
    CaseKind.APPOINTMENT: appointments,
    CaseKind.REMOVAL: appointments,
    CaseKind.PLAN: texts,
    CaseKind.ANNUAL_REPORT: texts,
    CaseKind.INFORMATION: requests,
    CaseKind.ATTENDANCE: requests,
    CaseKind.SUSPENSION: requests,
    CaseKind.ACTING: requests,
    CaseKind.DECISION: reviews,
}


def subject(case: Case) -> Subject:
    """How duties name a case: by its title, which holds no private words."""
    return Subject(KIND, str(case.pk), case.area, case.body, case.title, case.get_absolute_url())


def living() -> QuerySet:
    """Cases that are not over, and those that ended in this year or the one before."""
    since = date(clock.today().year - 1, 1, 1)
    near = Q(closed_at__isnull=True) | Q(closed_at__date__gte=since)
    return Case.objects.filter(near).exclude(status=CaseStatus.WITHDRAWN).for_page().order_by("pk")


def due_for(case: Case, user: Any) -> QuerySet[Obligation]:
    """What is due in a case that a reader was let read: all of it while the case is not public, else what `visible_to` leaves.
    `has_page` says whether the page of the obligation itself is theirs to read."""
    own_page = Obligation.objects.visible_to(user).filter(pk=OuterRef("pk"))
    rows = Obligation.objects.of(KIND, case.pk).annotate(has_page=Exists(own_page)).for_page()
    return rows if case.published_at is None else rows.filter(has_page=True)


@duties(KIND, subject=subject, living=living)
def of_case(case: Case) -> Iterator[Duty]:
    """Each kind of case says what is due in it; nothing more in one that was withdrawn."""
    if case.status != CaseStatus.WITHDRAWN:
        yield from _KINDS[CaseKind(case.kind)].duties_of(case)
