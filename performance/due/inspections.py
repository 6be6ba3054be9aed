"""The Commissioner's response to the report of an inspection: 56 days, beginning with the day on which it was published (Police
Act 1996, s.55). A rule that the rule book does not hold starts no clock."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.due.texts import at_noon
from interface import clock
from interface.templatetags.dates import long_date
from panels import rulebook
from panels.choices import DutyAccess, DutyOwner
from panels.due import Duty, Subject, due_by_rule, duties
from performance.choices import InspectionStatus
from performance.models import Inspection

KIND = "inspection"
KEY = "inspection-response"


def subject(inspection: Inspection) -> Subject:
    """An inspection by its title; one that is not public by the day of its report, since those who prepare the panel's business
    read what is due as well."""
    area = inspection.area
    if inspection.published_at is not None:
        return Subject(KIND, str(inspection.pk), area, None, inspection.title, inspection.get_absolute_url())
    about = _("A report that is not on the portal yet")
    if inspection.report_on is not None:
        about = _("A report of %(day)s that is not on the portal yet") % {"day": long_date(inspection.report_on)}
    return Subject(KIND, str(inspection.pk), area, None, about, reverse("inspections:inspection-list", args=[area.slug]))


def living() -> QuerySet:
    """Inspections whose report waits for the response, and those that ended in this year or the one before."""
    since = date(clock.today().year - 1, 1, 1)
    open_still = ~Q(status=InspectionStatus.CLOSED)
    return Inspection.objects.filter(open_still | Q(closed_on__gte=since)).select_related("area").order_by("pk")


@duties(KIND, subject=subject, living=living, body="area__bodies")
def of_inspection(inspection: Inspection) -> Iterator[Duty]:
    """That the Commissioner publishes a response to a report that is out."""
    if inspection.report_on is None:
        return
    area, answered = inspection.area, inspection.responded_on
    try:
        rule = rulebook.rule_for(area, rulebook.INSPECTION_RESPONSE, on=inspection.report_on)
    except rulebook.RuleMissing:
        return
    yield due_by_rule(
        KEY, _("Publish the response to an inspection"), DutyOwner.COMMISSIONER, rule, start=inspection.report_on,
        reckoning=rulebook.RECKONINGS[rulebook.INSPECTION_RESPONSE], nation=area.nation,
        access=DutyAccess.PUBLIC if inspection.published_at else DutyAccess.PERFORMANCE,
        met_at=at_noon(answered) if answered else None, met_how=_("The response was published") if answered else "",
        not_applicable="" if inspection.needs_response else _("The report asks for no response"),
    )  # fmt: skip
