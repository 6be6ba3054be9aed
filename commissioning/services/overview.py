"""What the overview and the live papers tell, as one person may read it and as at a day: new awards, spending by priority, where
procurements stand, what ends, and totals that do not add up. A fixed number of queries for any number of rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from commissioning.choices import RUNNING, CameFrom, ExerciseKind, ExerciseStatus, ExtensionStatus
from commissioning.models import Award, Exercise, Extension, Fund, Priority, StatedTotal
from commissioning.rules.overview import NOTHING, Ending, FundLine, Slice
from commissioning.rules.standing import Standing
from commissioning.rules.totals import Check, vat_words
from commissioning.services import board
from commissioning.services.totals import checks_of
from interface.clock import LONDON
from panels.models import PoliceArea
from panels.rules.hosts import financial_year, first_day

MONTHS_AHEAD = 6
OLD = relativedelta(years=1)  # an award that was made longer ago and comes out now is history, not news


# Awards ---------------------------------------------------------------------------------------------------------------


def _made(area: PoliceArea, user: Any, on: date) -> Any:
    """What the Commissioner awarded: grants that came from another publisher's file are that one's money."""
    made = Award.objects.wholly_read(user).made().filter(area=area, awarded_on__lte=on)
    return made.exclude(came_from=CameFrom.GRANTS_FILE)


def new_awards(area: PoliceArea, user: Any, *, since: date | None, on: date) -> list[Award]:
    """The awards that were made after a day and until another, and those that were made up to a year before it but came out
    after it; the newest first. Without a first day, those of a year."""
    rows = _made(area, user, on).select_related("area", "provider", "priority", "fund").order_by("-awarded_on", "-reference")
    first = (since or on) - OLD
    found = list(rows.filter(awarded_on__gt=first))
    return [one for one in found if since is None or one.awarded_on > since or _came_out_after(one, since)]


def _came_out_after(award: Award, since: date) -> bool:
    return award.published_at is not None and award.published_at.astimezone(LONDON).date() > since


def years(area: PoliceArea, user: Any, on: date) -> list[int]:
    """The financial years in which anything was awarded, and that of the day, the newest first."""
    days = _made(area, user, on).order_by().values_list("awarded_on", flat=True).distinct()
    return sorted({financial_year(day) for day in days} | {financial_year(on)}, reverse=True)


def by_priority(area: PoliceArea, user: Any, *, year: int, on: date) -> list[Slice]:
    """The awards of a financial year as they were made, by priority, in the order of these; those without one last. A priority
    that was taken out counts as none."""
    return _slices(area, _made(area, user, on).filter(awarded_on__gte=first_day(year), awarded_on__lt=first_day(year + 1)))


def of_all_years(area: PoliceArea, user: Any, *, on: date) -> list[Slice]:
    """The same of all awards until a day."""
    return _slices(area, _made(area, user, on))


def _slices(area: PoliceArea, rows: Any) -> list[Slice]:
    priorities = {one.pk: one for one in Priority.objects.kept().filter(area=area).order_by("position", "title")}
    found: dict[int | None, list[tuple[str, Decimal, str]]] = defaultdict(list)
    for key, kind, amount, vat in rows.order_by("pk").values_list("priority", "kind", "amount", "vat"):
        found[key if key in priorities else None].append((kind, amount, vat))
    return [_slice(priorities.get(key) if key else None, found[key]) for key in (*priorities, None) if key in found]


def _slice(priority: Priority | None, lines: Sequence[tuple[str, Decimal, str]]) -> Slice:
    grants = sum((amount for kind, amount, _vat in lines if kind == "grant"), NOTHING)
    contracts = sum((amount for kind, amount, _vat in lines if kind == "contract"), NOTHING)
    return Slice(priority, len(lines), grants, contracts, tuple(sorted({vat for _kind, _amount, vat in lines})))


def private_words(area: PoliceArea, user: Any) -> str:
    """What a page says of private awards: that some stand in no list and in no sum, or that the reader reads them too."""
    made, whole = Award.objects.visible_to(user).made().filter(area=area), Award.objects.wholly_read(user)
    if made.exclude(pk__in=whole.values("pk")).exists():
        return _("Some awards are private. They are in no list and in no sum on this page.")
    if made.not_open_to_all().exists():
        return _("You read awards that are not public. They are in the lists and sums of this page: see it as the public does.")
    return ""


# Procurements ---------------------------------------------------------------------------------------------------------


def open_calls(area: PoliceArea, user: Any, on: date) -> list[Exercise]:
    """What is in hand and can be applied or bid for on a day: those whose last day is known, the first to close first."""
    seen = Exercise.objects.visible_to(user).filter(area=area, status=ExerciseStatus.IN_HAND, closes_on__gte=on)
    return list(seen.exclude(opens_on__gt=on).select_related("area").order_by("closes_on", "reference"))


def standings(area: PoliceArea, user: Any, on: date) -> list[Standing]:
    """Procurements and grant rounds in hand that the person may see, what slips most first, then by their next date."""
    rows = Exercise.objects.visible_to(user).filter(area=area, status=ExerciseStatus.IN_HAND)
    found = board.standings(rows.exclude(kind=ExerciseKind.EXPRESSIONS).order_by("reference"), user=user, today=on)
    return sorted(found, key=lambda one: (-max(one.slip or 0, 0), one.next_on or date.max, one.exercise.reference))


# What ends --------------------------------------------------------------------------------------------------------------


def endings(area: PoliceArea, user: Any, on: date, months: int = MONTHS_AHEAD) -> list[Ending]:
    """Running awards that end, options to extend that are to be decided, and funds that are to be spent, within some months; and
    awards and options whose day has passed. The first day first."""
    until = on + relativedelta(months=months)
    awards = Award.objects.wholly_read(user).filter(area=area, status__in=RUNNING, ended_on__lte=until)
    options = Extension.objects.visible_to(user).kept().filter(
        award__area=area, award__status__in=RUNNING, status=ExtensionStatus.OPEN, decide_by__lte=until
    )  # fmt: skip
    funds = Fund.objects.visible_to(user).filter(area=area, spend_by__range=(on, until))
    found = [Ending(one.ended_on, one, one.ended_on < on) for one in awards.select_related("area", "provider") if one.ended_on]
    found += [Ending(one.decide_by, one, one.decide_by < on) for one in options.select_related("award__area") if one.decide_by]
    found += [Ending(one.spend_by, one, False) for one in funds.select_related("area") if one.spend_by]
    return sorted(found, key=lambda one: (one.on, type(one.row).__name__, one.row.pk))


# Totals -----------------------------------------------------------------------------------------------------------------


def wrong_totals(area: PoliceArea, user: Any) -> list[tuple[StatedTotal, Check]]:
    """The stated totals that their lines do not add up to."""
    rows = list(
        StatedTotal.objects.visible_to(user).kept().filter(area=area).select_related("area", "fund__area", "exercise__area")
    )
    checks = checks_of(rows, user)
    return [(one, check) for one in rows if (check := checks[one.pk]) is not None and not check.agrees]


def fund_lines(area: PoliceArea, user: Any, on: date) -> list[FundLine]:
    """The funds of which anything was awarded, or that are still to be spent, as at a day, the newest year first."""
    awards = _made(area, user, on).filter(fund__isnull=False).order_by()
    sums = {key: (count, total) for key, count, total in awards.values("fund").annotate(
        count=Count("pk"), total=Sum("amount")).values_list("fund", "count", "total")}  # fmt: skip
    vats: dict[int, set[str]] = defaultdict(set)
    for key, vat in awards.values_list("fund", "vat").distinct():
        vats[key].add(vat)
    rows = Fund.objects.visible_to(user).filter(Q(pk__in=sums) | Q(spend_by__gte=on), area=area).select_related("area")
    funds = list(rows.order_by("-year", "title"))
    checks = _checks_by_fund(funds, user)
    return [
        FundLine(one, *sums.get(one.pk, (0, NOTHING)), vat_words(sorted(vats[one.pk])), checks.get(one.pk, [])) for one in funds
    ]


def _checks_by_fund(funds: Iterable[Fund], user: Any) -> dict[int, list[Check]]:
    totals = list(StatedTotal.objects.visible_to(user).kept().filter(fund__in=[one.pk for one in funds]))
    checks, found = checks_of(totals, user), defaultdict(list)
    for one in totals:
        if (check := checks[one.pk]) is not None and one.fund_id:
            found[one.fund_id].append(check)
    return dict(found)
