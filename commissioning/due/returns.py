"""That a provider's monitoring return comes in by its day."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commissioning.choices import AwardStatus, ReturnStatus
from commissioning.due import facts
from commissioning.due.facts import at_noon, not_out, on_day, since
from commissioning.models import MonitoringReturn
from panels.choices import DutyAccess
from panels.due import Duty, Subject, duties

KIND = "monitoring-return"


def subject(monitoring_return: MonitoringReturn) -> Subject:
    """A return by what everybody may be told that its award is about."""
    award = monitoring_return.award
    about = _("%(award)s, return %(number)d") % {"award": award.public_title, "number": monitoring_return.number}
    return facts.of_award(KIND, monitoring_return, award, about)


def living() -> QuerySet:
    """Returns due in this year, the one before, or to come."""
    return MonitoringReturn.objects.filter(due_on__gte=since()).select_related("award__area").order_by("pk")


@duties(KIND, subject=subject, living=living, body="award__area__bodies", area="award__area")
def of_return(monitoring_return: MonitoringReturn) -> Iterator[Duty]:
    """That it is received; one that is queried is waited for again."""
    award, received = monitoring_return.award, monitoring_return.received_on
    if monitoring_return.due_on is None:
        return
    there = monitoring_return.status in (ReturnStatus.RECEIVED, ReturnStatus.ACCEPTED) and received is not None
    gone = _("It is not needed") if monitoring_return.status == ReturnStatus.NOT_NEEDED else not_out(is_out=award.is_out)
    if award.status == AwardStatus.CANCELLED and not there:
        gone = _("The award is cancelled")
    yield on_day(
        KIND, _("Obtain a provider’s monitoring return"), monitoring_return.due_on, _("The terms of the award"),
        access=DutyAccess.COMMISSIONING, not_applicable=gone,
        met_at=at_noon(received) if there and received else None, met_how=_("The return was received") if there else "",
    )  # fmt: skip
