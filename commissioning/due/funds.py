"""That the money of a fund is spent by its day."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commissioning.due import facts
from commissioning.due.facts import not_out, on_day, since
from commissioning.models import Fund
from panels.choices import DutyAccess
from panels.due import Duty, Subject, duties

KIND = "fund"


def subject(fund: Fund) -> Subject:
    """A fund by its name."""
    is_out = fund.published_at is not None
    return facts.of_thing(KIND, fund, fund.area, fund.title, is_out=is_out, address=fund.get_absolute_url())


def living() -> QuerySet:
    """Funds with a day in this year, the one before, or to come."""
    return Fund.objects.filter(spend_by__gte=since()).select_related("area").order_by("pk")


@duties(KIND, subject=subject, living=living, body="area__bodies")
def of_fund(fund: Fund) -> Iterator[Duty]:
    """The day by which it is to be spent; what is not spent by then, nobody can spend any more."""
    if fund.spend_by is None:
        return
    is_out = fund.published_at is not None
    yield on_day(
        "fund-spend-by", _("Fund to be spent"), fund.spend_by, _("The terms of the fund"), is_closing=True,
        access=DutyAccess.PUBLIC if is_out else DutyAccess.COMMISSIONING, not_applicable=not_out(is_out=is_out),
    )  # fmt: skip
