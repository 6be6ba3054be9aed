"""That it is decided in time whether a contract is extended."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commissioning.choices import AwardStatus, ExtensionStatus
from commissioning.due import facts
from commissioning.due.facts import access_to, at_noon, not_out, on_day, since
from commissioning.models import Extension
from panels.due import Duty, Subject, duties

KIND = "contract-extension"


def subject(extension: Extension) -> Subject:
    """An extension by what everybody may be told that its contract is about."""
    return facts.of_award(KIND, extension, extension.award)


def living() -> QuerySet:
    """Extensions with a day to decide by, in this year, the one before, or to come."""
    return Extension.objects.filter(decide_by__gte=since()).select_related("award__area").order_by("pk")


@duties(KIND, subject=subject, living=living, body="award__area__bodies", area="award__area")
def of_extension(extension: Extension) -> Iterator[Duty]:
    """The decision to extend or not, by its day."""
    if extension.decide_by is None:
        return
    decided = extension.decided_on
    yield on_day(
        KIND, _("Decide whether to extend a contract"), extension.decide_by, _("The option to extend in the contract"),
        access=access_to(extension.award), not_applicable=_why_not(extension),
        met_at=at_noon(decided) if decided else None, met_how=extension.get_status_display() if decided else "",
    )  # fmt: skip


def _why_not(extension: Extension) -> str:
    if extension.removed_at is not None:
        return _("The option was taken out")
    over = extension.award.status in (AwardStatus.CANCELLED, AwardStatus.ENDED)
    if over and extension.status == ExtensionStatus.OPEN:
        return _("The contract is over")
    return not_out(is_out=extension.award.is_out)
