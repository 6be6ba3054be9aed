"""What is due in a statutory case: its notice, the panel's report, the answer, and the act that ends it."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from decisions.choices import CaseStatus
from decisions.models import Case
from interface import clock
from panels.due import Duty, Subject, duties

KIND = "case"


def subject(case: Case) -> Subject:
    """How duties name a case: by its title, which holds no private words."""
    return Subject(KIND, str(case.pk), case.area, case.body, case.title, case.get_absolute_url())


def living() -> QuerySet:
    """Cases that are not over, and those that ended in the last year."""
    near = Q(closed_at__isnull=True) | Q(closed_at__date__gte=clock.today().replace(year=clock.today().year - 1, day=1))
    return Case.objects.filter(near).exclude(status=CaseStatus.WITHDRAWN).for_page().order_by("pk")


@duties(KIND, subject=subject, living=living)
def of_case(case: Case) -> Iterator[Duty]:
    """Each kind of case says what is due in it."""
    yield from ()
