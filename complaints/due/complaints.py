"""What is due in a complaint: the acknowledgement, its notices, the referral, the comments and its end."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from complaints.due.clocks import duties_of
from complaints.models import Complaint
from interface import clock
from panels.due import Duty, Subject, duties

KIND = "complaint"


def subject(complaint: Complaint) -> Subject:
    """How duties name a complaint: by its reference alone."""
    about = _("Complaint %(reference)s") % {"reference": complaint.reference}
    return Subject(KIND, str(complaint.pk), complaint.area, complaint.body, about, complaint.get_absolute_url())


def living() -> QuerySet:
    """Complaints that are not over, and those that ended in this year or the one before."""
    since = date(clock.today().year - 1, 1, 1)
    near = Q(ended_on__isnull=True) | Q(ended_on__gte=since)
    return Complaint.objects.filter(near, erased_at__isnull=True, imported__isnull=True).for_page().order_by("pk")


@duties(KIND, subject=subject, living=living)
def of_complaint(complaint: Complaint) -> Iterator[Duty]:
    """What is due in a complaint (`due.clocks`)."""
    yield from duties_of(complaint)
