"""How the items of the publication scheme stand: their periods, by when each is published, and what is missing since when.

The Order (SI 2011/3050, Schedule) says of most items only “as soon as practicable” after a period, from which no day can be
reckoned: such an item is late once the next period is over too, and every page says that this is the portal's own measure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.dateformat import format as in_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.choices import SchemePeriod
from decisions.rules.naming import years_words
from panels.working_days import add_months, reckon

DAY = timedelta(days=1)
YEAR_BEGINS = 4  # the month in which a financial year begins, on its first day
MONTHS = {SchemePeriod.MONTH: 1, SchemePeriod.QUARTER: 3, SchemePeriod.YEAR: 12}
PERIODIC = frozenset(MONTHS)
FARTHEST = 1_000  # periods that are looked at: more than any scheme has

# How an item stands, the most urgent first; and the words of filters and tags
OVERDUE, DUE, NOTHING, NONE_YET, PUBLISHED, HERE, ELSEWHERE, NOT_APPLICABLE = (
    "overdue", "due", "nothing", "none-yet", "published", "here", "elsewhere", "not-applicable",
)  # fmt: skip
WORDS = {
    OVERDUE: gettext_lazy("Overdue"),
    DUE: gettext_lazy("Due"),
    NOTHING: gettext_lazy("Not recorded"),
    NONE_YET: gettext_lazy("None yet"),
    PUBLISHED: gettext_lazy("Published"),
    HERE: gettext_lazy("Published here"),
    ELSEWHERE: gettext_lazy("On its page"),
    NOT_APPLICABLE: gettext_lazy("Not applicable"),
}
RANKS = {key: rank for rank, key in enumerate(WORDS)}


@dataclass(frozen=True)
class Period:
    """A month, a quarter or a financial year: what it is called, its first and its last day."""

    key: str
    words: str
    first: date
    last: date


@dataclass(frozen=True)
class DueDay:
    """By when an item is published for a period. `is_of_order` is False where the Order names no day and the portal measures;
    then the days are counted from `counted_from` on."""

    day: date
    is_of_order: bool
    counted_from: date
    words: str


@dataclass(frozen=True)
class Known:
    """What was due under an item before: since which day (so that what was missed stays missed), and the keys of the periods that
    somebody settled by hand."""

    since: date | None = None
    settled: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Asked:
    """One period for which an item is asked: by when, and what met it if anything did. `is_settled`: it was settled by hand."""

    period: Period
    due: DueDay
    publication: Any = None
    is_settled: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nothing was published for it, and nobody settled it."""
        return self.publication is None and not self.is_settled

    def is_late(self, today: date) -> bool:
        """Whether it is open after its day."""
        return self.is_open and self.due.day < today


@dataclass(frozen=True)
class State:
    """How an item stands in an area on a day.

    `period` and `due_on` are what is asked next (None where no day can be reckoned), `missing` the periods for which nothing was
    published in time, oldest first, and `overdue_since` the first day on which that was so. `newest` is the newest publication
    that stands, `counting` says how days are reckoned.
    """

    key: str
    period: Period | None = None
    due_on: date | None = None
    overdue_since: date | None = None
    missing: tuple[Period, ...] = ()
    newest: Any = None
    counting: str = ""

    @property
    def words(self) -> str:
        """The words of its tag."""
        return str(WORDS[self.key])

    @property
    def rank(self) -> int:
        """Its place in an order by urgency."""
        return RANKS[self.key]


# Periods -----------------------------------------------------------------------------------------------------------


def period_of(kind: str, day: date) -> Period:
    """The month, quarter or financial year in which a day lies. Raises KeyError for a kind that has none."""
    months = MONTHS[SchemePeriod(kind)]
    since = (day.month - YEAR_BEGINS) % 12
    first = add_months(day.replace(day=1), -(since % months))
    return Period(_key(kind, first), _words(kind, first), first, add_months(first, months) - DAY)


def next_period(kind: str, period: Period) -> Period:
    """The period after one."""
    return period_of(kind, period.last + DAY)


def previous_period(kind: str, period: Period) -> Period:
    """The period before one."""
    return period_of(kind, period.first - DAY)


def _key(kind: str, first: date) -> str:
    if kind == SchemePeriod.MONTH:
        return f"{first:%Y-%m}"
    year = years_words(_year(first), mark="-")
    return year if kind == SchemePeriod.YEAR else f"{year}-q{(first.month - YEAR_BEGINS) % 12 // 3 + 1}"


def _words(kind: str, first: date) -> str:
    if kind == SchemePeriod.MONTH:
        return in_words(first, "F Y")
    if kind == SchemePeriod.YEAR:
        return years_words(_year(first))
    return _("%(first)s to %(last)s") % {"first": in_words(first, "F"), "last": in_words(add_months(first, 2), "F Y")}


def _year(first: date) -> int:
    """The year in which the financial year of a day begins."""
    return first.year if first.month >= YEAR_BEGINS else first.year - 1


# By when -----------------------------------------------------------------------------------------------------------


def due_day(item: Any, period: Period, nation: str) -> DueDay:
    """By when an item is published for a period: before it begins, so long after its end, or, where the Order says only “as
    soon as practicable”, by the end of the next period."""
    if item.before_period:
        day = period.first - DAY
        words = _("before %(period)s begins") % {"period": period.words}
        return DueDay(day, True, day, words)
    if item.number is not None and item.reckoning:
        day = reckon(item.reckoning, period.last, item.number, nation)
        return DueDay(day, True, period.last, _("counted from the end of %(period)s") % {"period": period.words})
    after = next_period(item.period, period)
    words = _("as soon as practicable. The Order names no day: it is counted as late once %(next)s is over too")
    return DueDay(after.last, False, after.first, words % {"next": after.words})


def asked_of(item: Any, publications: Sequence[Any], today: date, nation: str, known: Known = Known()) -> list[Asked]:
    """The periods for which an item is asked, oldest first: from the first for which something was published and stands, or,
    where nothing does, from the newest that is late already, and in any case from the first that was due before; up to the one
    that is asked next. None for an item without periods."""
    if item.period not in PERIODIC:
        return []
    newest, publications = _newest_asked(item, today), _standing(publications)
    first = min((one.started_on for one in publications if one.started_on), default=None)
    found: list[Asked] = []
    period = newest
    while len(found) < FARTHEST and _is_asked(item, period):
        due, made = due_day(item, period, nation), covered_by(period, publications)
        found.append(Asked(period, due, made, is_settled=period.key in known.settled))
        is_first = period.first <= first if first else due.day < today
        if is_first and (known.since is None or due.day <= known.since):
            break
        period = previous_period(item.period, period)
    return found[::-1]


def is_followed(duty: Any, publications: Sequence[Any]) -> bool:
    """Whether an area has begun to record an item: somebody sees to it, or something was published, withdrawn or not. Before
    that the portal knows nothing, and calls nothing late."""
    return bool(publications) or bool(duty is not None and duty.owner)


def _standing(publications: Iterable[Any]) -> list[Any]:
    return [one for one in publications if one.withdrawn_at is None]


def _newest_asked(item: Any, today: date) -> Period:
    """The newest period that is over; of what is published before its period, the one that begins next."""
    now = period_of(item.period, today)
    return next_period(item.period, now) if item.before_period else previous_period(item.period, now)


def _is_asked(item: Any, period: Period) -> bool:
    """Whether an item was in force when a period began or ended, as it is asked before or after it."""
    day = period.first - DAY if item.before_period else period.last
    return item.started_on <= day and (item.ended_on is None or day <= item.ended_on)


def covered_by(period: Period, publications: Iterable[Any]) -> Any:
    """The earliest publication that is about the whole of a period; None where there is none."""
    found = [one for one in publications if _covers(one, period)]
    return min(found, key=lambda one: (one.published_on, one.number), default=None)


def _covers(publication: Any, period: Period) -> bool:
    started_on, ended_on = publication.started_on, publication.ended_on
    return bool(started_on and ended_on and started_on <= period.first and period.last <= ended_on)


# How it stands -----------------------------------------------------------------------------------------------------


def state_of(
    item: Any, duty: Any, publications: Sequence[Any], today: date, nation: str, *, is_here: bool = False, known: Known = Known()
) -> State:  # fmt: skip
    """How an item stands in an area on a day. `publications` are all of the area under it, those that were withdrawn too;
    `is_here` says that a public register of the portal holds it, which does not say that each period is told; `known` what was
    due under it before."""
    newest = max(_standing(publications), key=lambda one: (one.published_on, one.number), default=None)
    if duty is not None and duty.not_applicable_why:
        return State(NOT_APPLICABLE, newest=newest)
    if item.period in PERIODIC and is_followed(duty, publications):
        return _periodic(item, asked_of(item, publications, today, nation, known), today, nation, newest)
    if is_here:
        return State(HERE, newest=newest, counting=_("It changes as the register does."))
    if newest is not None:
        return State(PUBLISHED, newest=newest)
    if duty is not None and duty.page_url:
        return State(ELSEWHERE)
    return State(NONE_YET if item.period == SchemePeriod.EVENT else NOTHING)


def _periodic(item: Any, asked: Sequence[Asked], today: date, nation: str, newest: Any) -> State:
    late = [one for one in asked if one.is_late(today)]
    open_now = [one for one in asked if one.is_open and not one.is_late(today)]
    coming = (late or open_now or [_after(item, asked, today, nation)])[0]
    key = OVERDUE if late else DUE if open_now and not item.before_period else PUBLISHED if newest else DUE
    return State(
        key, coming.period, coming.due.day, overdue_since=late[0].due.day + DAY if late else None,
        missing=tuple(one.period for one in late), newest=newest,
        counting=_("%(period)s: %(words)s.") % {"period": coming.period.words, "words": coming.due.words},
    )  # fmt: skip


def _after(item: Any, asked: Sequence[Asked], today: date, nation: str) -> Asked:
    """What is asked next, where all that was asked is published; or at first, where nothing was asked yet."""
    period = next_period(item.period, asked[-1].period) if asked else period_of(item.period, max(today, item.started_on))
    return Asked(period, due_day(item, period, nation))


# What is entered ---------------------------------------------------------------------------------------------------


def periods_to_choose(item: Any, today: date, count: int) -> list[Period]:
    """The periods for which something may be published, newest first: the one that is running or comes next, and so many
    before it; none from before the item was in force."""
    if item.period not in PERIODIC:
        return []
    period = next_period(item.period, period_of(item.period, today)) if item.before_period else period_of(item.period, today)
    found: list[Period] = []
    while len(found) < count and period.last >= item.started_on:
        found.append(period)
        period = previous_period(item.period, period)
    return found


def publication_problems(
    item: Any, *, today: date, published_on: date, started_on: date | None, ended_on: date | None
) -> dict[str, list[str]]:  # fmt: skip
    """What is wrong with what was entered of a publication, by field."""
    problems: dict[str, list[str]] = {}
    if published_on > today:
        problems["published_on"] = [_("The day of publication must be today or in the past")]
    elif published_on < item.started_on:
        problems["published_on"] = [_("This item was not asked for before %(day)s") % {"day": in_words(item.started_on, "j F Y")}]
    if item.period in PERIODIC and not (started_on and ended_on):
        problems["period"] = [_("Choose the time that it is about")]
    elif started_on and ended_on and ended_on < started_on:
        problems["period"] = [_("The last day must not be before the first")]
    return problems
