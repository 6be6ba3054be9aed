"""The figures of a file beside those that the portal holds: periods that overlap, figures far from the others, what is public."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface.spreadsheets.remarks import Remark
from interface.templatetags.dates import short_date
from panels.models import PoliceArea
from performance.choices import Audience, Basis
from performance.models import Force, Measure, Observation, Standing
from performance.rules.analysis import Analysis, Limits
from performance.rules.found_figures import FigureRow, Found

MOST_TOLD = 100  # figures of one kind of notice
FAR = 10  # times the figure before it
SMALL = 20  # below this, ten times as many is no slip
Key = tuple[str, str]


@dataclass(frozen=True)
class Stands:
    """A figure that the portal holds."""

    started_on: date
    ended_on: date
    value: Decimal
    is_partial: bool


def check_figures(area: PoliceArea, found: Found, today: date) -> None:
    """Add to what was found in a file what is wrong or odd beside the figures that are held."""
    if not found.figures:
        return
    measures = {one.slug: one for one in Measure.objects.filter(area=area, slug__in={one.measure for one in found.figures})}
    held = _held(measures.values(), found.figures)
    fresh = []
    for one in found.figures:
        if problem := _period_problem(one, held.get((one.measure, one.force), []), today):
            found.wrong(one.row, one.column, problem)
        elif not _is_held(one, held):
            fresh.append(one)
    found.problems.sort(key=lambda one: (one.row, one.column))
    if not found.problems:
        found.notices += _new(fresh, held, measures)
    found.notices += (
        _changed(fresh, held, measures) + _far(fresh, held, measures) + _ended(fresh, measures) + _public(fresh, measures)
    )


def _held(measures: Iterable[Measure], figures: Sequence[FigureRow]) -> dict[Key, list[Stands]]:
    """By measure and force, from two years before the first figure of the file to its last."""
    first, last = min(one.started_on for one in figures), max(one.ended_on for one in figures)
    rows = Observation.objects.filter(
        series__measure__in=list(measures), series__force__slug__in={one.force for one in figures},
        ended_on__gte=first.replace(year=first.year - 2, day=1), started_on__lte=last,
    )  # fmt: skip
    found = defaultdict(list)
    names = ("series__measure__slug", "series__force__slug", "started_on", "ended_on", "value", "is_partial")
    for measure, force, *facts in rows.order_by("started_on").values_list(*names):
        found[measure, force].append(Stands(*facts))
    return found


def _is_held(one: FigureRow, held: Mapping[Key, list[Stands]]) -> bool:
    stands = Stands(one.started_on, one.ended_on, one.value, one.is_partial)
    return stands in held.get((one.measure, one.force), [])


def _period_problem(one: FigureRow, held: Sequence[Stands], today: date) -> str:
    if one.ended_on > today:
        return _("The period is not over. Write until which day the figure counts, like March 2022 (up to 06/03)")
    for other in held:
        if other.started_on == one.started_on:
            if one.is_partial and not other.is_partial:
                return _("The portal holds a figure of the whole period. Take this one out: it counts only a part")
        elif other.started_on <= one.ended_on and other.ended_on >= one.started_on:
            words = _("The period overlaps with one that the portal holds, from %(first)s to %(last)s. Correct the period")
            return words % {"first": short_date(other.started_on), "last": short_date(other.ended_on)}
    return ""


# Notices ------------------------------------------------------------------------------------------------------------


def _new(fresh: Sequence[FigureRow], held: Mapping[Key, list[Stands]], measures: Mapping[str, Measure]) -> list[Remark]:
    """Of each measure how many figures are new, of which periods and forces."""
    rows: dict[str, list[FigureRow]] = defaultdict(list)
    for one in fresh:
        if all(row.started_on != one.started_on for row in held.get((one.measure, one.force), [])):
            rows[one.measure].append(one)
    names = dict(Force.objects.filter(slug__in={one.force for one in fresh}).values_list("slug", "name"))
    told = []
    for measure, new in rows.items():
        forces = sorted({one.force for one in new})
        several = ngettext("%(count)s force", "%(count)s forces", len(forces)) % {"count": len(forces)}
        whose = names[forces[0]] if len(forces) == 1 else several
        facts = {
            "title": measures[measure].title, "force": whose, "count": f"{len(new):,}",
            "first": short_date(min(one.started_on for one in new)), "last": short_date(max(one.ended_on for one in new)),
        }  # fmt: skip
        words = ngettext("%(title)s, %(force)s: %(count)s new figure, %(first)s to %(last)s",
                         "%(title)s, %(force)s: %(count)s new figures, %(first)s to %(last)s", len(new))  # fmt: skip
        told.append(Remark(0, "", words % facts))
    return _counted(told, MOST_TOLD)


def _changed(fresh: Sequence[FigureRow], held: Mapping[Key, list[Stands]], measures: Mapping[str, Measure]) -> list[Remark]:
    """What figures that are held become."""
    words = _("%(title)s, %(force)s, %(first)s to %(last)s: %(was)s becomes %(now)s")
    names = dict(Force.objects.filter(slug__in={one.force for one in fresh}).values_list("slug", "name"))
    told = []
    for one in fresh:
        was = next((row for row in held.get((one.measure, one.force), []) if row.started_on == one.started_on), None)
        if was is None:
            continue
        first, last = short_date(one.started_on), short_date(one.ended_on)
        facts = {"title": measures[one.measure].title, "force": names[one.force], "first": first, "last": last}
        values = {"was": _shown(was.value), "now": _shown(one.value)}
        told.append(Remark(one.row, one.column, words % {**facts, **values}))
    return _counted(told, MOST_TOLD)


def _counted(told: list[Remark], most: int) -> list[Remark]:
    """The first of many, and how many more there are."""
    if (more := len(told) - most) <= 0:
        return told
    words = ngettext("%(count)s more is not listed", "%(count)s more are not listed", more)
    return [*told[:most], Remark(0, "", words % {"count": f"{more:,}"})]


def _far(fresh: Sequence[FigureRow], held: Mapping[Key, list[Stands]], measures: Mapping[str, Measure]) -> list[Remark]:
    """Figures outside the natural limits of their measure, or ten times the one before where it has no limits."""
    limits = _limits(measures)
    own = set(Force.objects.filter(area__in={one.area_id for one in measures.values()}).values_list("slug", flat=True))
    lines: dict[Key, list[tuple[date, Decimal]]] = defaultdict(list)
    for key, rows in held.items():
        lines[key] += [(row.started_on, row.value) for row in rows if not row.is_partial]
    for one in fresh:
        if not one.is_partial:
            lines[one.measure, one.force].append((one.started_on, one.value))
    for line in lines.values():
        line.sort()
    told = []
    for one in fresh:
        ours = limits.get(one.measure, ()) if one.force in own else ()
        if not one.is_partial and (words := _far_words(one, ours, lines[one.measure, one.force])):
            told.append(Remark(one.row, one.column, words))
    return _counted(told, MOST_TOLD)


def _limits(measures: Mapping[str, Measure]) -> dict[str, Sequence[Limits]]:
    """By measure, the natural limits of its own figures as the office reads them."""
    counted = {one.pk: slug for slug, one in measures.items() if one.basis in (Basis.COUNT, Basis.LEVEL)}
    rows = Standing.objects.filter(measure__in=counted, audience=Audience.OFFICE).values_list("measure_id", "data")
    return {counted[pk]: Analysis.of_json(data).limits for pk, data in rows}


def _far_words(one: FigureRow, limits: Sequence[Limits], line: Sequence[tuple[date, Decimal]]) -> str:
    stretch = next((found for found in reversed(limits) if found.started_on <= one.started_on), None)
    value = _shown(one.value)
    if stretch is not None:
        if stretch.lower <= one.value <= stretch.upper:
            return ""
        words = _("%(value)s is outside the natural limits of the measure, %(lower)s to %(upper)s. Check it")
        return words % {"value": value, "lower": f"{stretch.lower:,.1f}", "upper": f"{stretch.upper:,.1f}"}
    place = bisect_left(line, (one.started_on, Decimal("-Infinity"))) - 1
    before = line[place][1] if place >= 0 else None
    if before is None or max(before, one.value) < SMALL or before <= 0:
        return ""
    if before / FAR < one.value < before * FAR:
        return ""
    words = _("%(value)s is far from the figure of the period before, %(before)s. Check it")
    return words % {"value": value, "before": _shown(before)}


def _ended(fresh: Iterable[FigureRow], measures: Mapping[str, Measure]) -> list[Remark]:
    words = _("The measure “%(title)s” is counted until %(day)s, and this period is later")
    told: dict[str, Remark] = {}
    for one in fresh:
        measure = measures[one.measure]
        if measure.ended_on and one.started_on > measure.ended_on:
            reason = words % {"title": measure.title, "day": short_date(measure.ended_on)}
            told.setdefault(reason, Remark(one.row, one.column, reason))
    return list(told.values())


def _public(fresh: Iterable[FigureRow], measures: Mapping[str, Measure]) -> list[Remark]:
    """How many figures everybody reads as soon as they are in: of periods that are released."""
    count = 0
    for one in fresh:
        measure = measures[one.measure]
        is_out = measure.published_at is not None and measure.released_until is not None
        count += bool(is_out and measure.released_until and one.ended_on <= measure.released_until)
    if not count:
        return []
    words = ngettext(
        "%(count)s figure is of a period that is released: everybody reads it as soon as it is brought in",
        "%(count)s figures are of periods that are released: everybody reads them as soon as they are brought in", count,
    )  # fmt: skip
    return [Remark(0, "", words % {"count": f"{count:,}"})]


def _shown(value: Decimal) -> str:
    return f"{value.normalize():,f}"
