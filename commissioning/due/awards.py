"""That a grant or a contract ends, and that what was granted is spent by its day."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from commissioning.choices import AwardStatus
from commissioning.due import facts
from commissioning.due.facts import access_to, at_noon, not_out, on_day, since
from commissioning.models import Award
from panels.due import Duty, Subject, duties

KIND = "award"


def subject(award: Award) -> Subject:
    """An award by what everybody may be told that it is about."""
    return facts.of_award(KIND, award, award)


def living() -> QuerySet:
    """Awards that are more than drafts, and ended in this year or the one before if at all."""
    dated = Q(ended_on__gte=since()) | Q(spend_by__gte=since())
    return Award.objects.filter(dated).exclude(status=AwardStatus.DRAFT).select_related("area").order_by("pk")


@duties(KIND, subject=subject, living=living, body="area__bodies")
def of_award(award: Award) -> Iterator[Duty]:
    """Its last day, which is met once it is said to have ended, and the day by which it is to be spent."""
    gone = _("It is cancelled") if award.status == AwardStatus.CANCELLED else not_out(is_out=award.is_out)
    if award.ended_on is not None:
        key, title = ("grant-ends", _("Grant ends")) if award.is_grant else ("contract-ends", _("Contract ends"))
        has_ended = award.status == AwardStatus.ENDED
        yield on_day(
            key, title, award.ended_on, _("The last day of the award"), access=access_to(award), not_applicable=gone,
            met_at=at_noon(award.ended_on) if has_ended else None, met_how=_("It has ended") if has_ended else "",
        )  # fmt: skip
    if award.spend_by is not None:
        yield on_day(
            "award-spend-by", _("Award to be spent"), award.spend_by, _("The day by which the award is to be spent"),
            access=access_to(award), is_closing=True, not_applicable=gone,
        )  # fmt: skip
