"""How long pages of measures take over a long history: `python -m benchmarks.figures` (`./run bench figures`).

A loader makes 200 measures in 41 forces with 20 years of months, 1,968,000 figures, in a database of its own. Every measure is
then worked out, and the overview with charts of 10, 20 and 40 measures and the page of one are asked for, in turn, through the
whole stack of the portal without a network. Time has to be in proportion to the number of measures, and 95 of 100 pages have to
come within 300 ms on two cores; else the bench fails. `BENCH_REQUESTS` sets how often each page is asked for.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import StringIO
from itertools import islice
from typing import Any

FORCES, GROUP, MONTHS = 41, 8, 240
AREAS = {"ten": 10, "twenty": 20, "forty": 40, "rest": 130}  # measures of each police area: 200 in all
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "200"))
MOST = 0.300  # seconds, of 95 in 100 pages
MOST_OVER = 1.25  # times what four times as many measures may take over four times as long
LAST = date(2021, 12, 1)
AT_ONCE = 200_000  # figures of one COPY


def main() -> None:
    """Print one table."""
    os.environ["TEST_DATABASE_SUFFIX"] = "_bench_figures"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panel_portal.settings.test")
    import django

    django.setup()
    with a_database():
        made = measured(load)
        kept = measured(keep)
        sys.exit(0 if report(ask(), made, kept) else 1)


@contextmanager
def a_database() -> Iterator[None]:
    """A database of our own, gone afterwards."""
    from django.db import connections
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False, aliases=None, serialized_aliases=[])
    try:
        yield
    finally:
        connections["default"].close()
        teardown_databases(made, verbosity=0)


def measured(work: Callable[[], Any]) -> float:
    """Seconds on the wall."""
    start = time.monotonic()
    work()
    return time.monotonic() - start


# The loader -------------------------------------------------------------------------------------------------------


def load() -> None:
    """Areas, forces, measures and series by the models, figures by COPY."""
    from django.db import connection

    from performance.models import Measure, Observation, Series

    forces = make_forces()
    for name, count in AREAS.items():
        make_measures(name, count)
    series = [Series(measure=measure, force=force) for measure in Measure.objects.all() for force in forces]
    Series.objects.bulk_create(series, batch_size=2_000)
    rows = lines(list(Series.objects.order_by("pk").values_list("pk", flat=True)))
    columns = "(series_id, started_on, ended_on, value, state, is_partial, entered_at)"
    with connection.cursor() as cursor:
        while part := list(islice(rows, AT_ONCE)):
            cursor.copy_expert(f"COPY performance_observation {columns} FROM STDIN", StringIO("".join(part)))
        cursor.execute("SELECT count(*) FROM performance_observation")
        (count,) = cursor.fetchone()
    if count != sum(AREAS.values()) * FORCES * MONTHS:
        raise AssertionError(f"{count:,} figures were loaded of {Observation._meta.verbose_name_plural}")


def make_forces() -> list[Any]:
    """41 forces, those of the areas first; each of these in a group of eight."""
    from panels.choices import Nation
    from panels.models import PoliceArea
    from performance.models import Force, Population, SimilarGroup

    areas = [
        PoliceArea.objects.create(slug=one, name=one.title(), nation=Nation.ENGLAND, started_on=date(2012, 11, 22))
        for one in AREAS
    ]
    forces = [
        Force.objects.create(slug=f"force-{number}", name=f"Force {number}", area=areas[number] if number < len(areas) else None)
        for number in range(FORCES)
    ]
    for number, force in enumerate(forces):
        Population.objects.create(force=force, kind="population", on=date(2011, 6, 30), value=500_000 + 40_000 * number)
    for number in range(len(areas)):
        group = SimilarGroup.objects.create(force=forces[number], started_on=date(2001, 1, 1))
        group.forces.set([forces[number], *forces[10 : 9 + GROUP]])
    return forces


def make_measures(name: str, count: int) -> None:
    """Published counts by residents, ten under each objective."""
    from interface import clock
    from panels.models import PoliceArea
    from performance.models import Measure, Objective

    area = PoliceArea.objects.get(slug=name)
    for number in range(count):
        objective, _made = Objective.objects.get_or_create(
            area=area, slug=f"objective-{number // 10}", title=f"Objective {number // 10}",
            defaults={"published_at": clock.now(), "position": number // 10 + 1},
        )  # fmt: skip
        Measure.objects.create(
            area=area, objective=objective, slug=f"measure-{number}", title=f"Measure {number}", counted="offences",
            denominator="population", direction="down", places=2, published_at=clock.now(), released_until=date(2021, 12, 31),
            created_at=clock.now(),
        )  # fmt: skip


def lines(series: list[int]) -> Iterator[str]:
    """The figures as COPY reads them: a level and a slow change of each series, and chance."""
    rng = random.Random(9)  # the same figures every time
    periods = []
    for back in range(MONTHS - 1, -1, -1):
        number = LAST.year * 12 + LAST.month - 1 - back
        first, following = date(number // 12, number % 12 + 1, 1), date((number + 1) // 12, (number + 1) % 12 + 1, 1)
        periods.append(f"{first}\t{following - timedelta(days=1)}")
    for one in series:
        level, change = rng.randint(20, 900), rng.uniform(-0.5, 0.5)
        for place, period in enumerate(periods):
            value = max(0, round(rng.gauss(level + change * place, level**0.5)))
            yield f"{one}\t{period}\t{value}\tfinal\tf\t2022-01-20 09:00+00\n"


def keep() -> None:
    """Everything worked out from the figures; then the database looks at what it holds, as it does by itself in time."""
    from django.db import connection

    from performance.models import Measure
    from performance.services.standing import keep_standings

    keep_standings(Measure.objects.all())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


# The pages --------------------------------------------------------------------------------------------------------

PAGES = {
    "overview of 10 measures, charts": "/ten/performance/?charts=1",
    "overview of 20 measures, charts": "/twenty/performance/?charts=1",
    "overview of 40 measures, charts": "/forty/performance/?charts=1",
    "overview of 40 measures": "/forty/performance/",
    "page of one measure": "/forty/performance/measures/measure-{}/",
}
TEN, TWENTY, FORTY = list(PAGES)[:3]


def ask() -> dict[str, list[tuple[float, float]]]:
    """Seconds on the wall and of this process for each page, asked for in turn so that other work falls on all."""
    from django.test import Client

    import panel_portal.wsgi  # noqa: F401  as it is served: what is loaded is left out of the search for garbage

    client = Client()
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in PAGES}
    for number in range(-2, REQUESTS):
        for name, address in PAGES.items():
            start, used = time.perf_counter(), time.process_time()
            response = client.get(address.format(number % 40))
            taken = time.perf_counter() - start, time.process_time() - used
            if response.status_code != 200:
                raise AssertionError(f"{address}: {response.status_code}")
            if number >= 0:  # the first two of each only warm up
                times[name].append(taken)
    return times


def report(taken: dict[str, list[tuple[float, float]]], made: float, kept: float) -> bool:
    """Print the table; whether everything holds. Beside seconds on the wall stand those of the process, which depend less on what
    else the machine does; the promise is about the wall."""
    figures = sum(AREAS.values()) * FORCES * MONTHS
    print(f"\n{figures:,} figures loaded in {made:.0f} s; {sum(AREAS.values())} measures worked out in {kept:.1f} s")
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, {REQUESTS} of each page, milliseconds")
    print(f"  {'':<36}{'p50':>8}{'p95':>8}{'process':>10}")
    times = {name: [wall for wall, _process in found] for name, found in taken.items()}
    slow = []
    for name, found in times.items():
        p50, p95 = statistics.median(found), statistics.quantiles(found, n=20)[-1]
        process = statistics.median(one for _wall, one in taken[name])
        over = "   over 300" if p95 > MOST else ""
        print(f"  {name:<36}{p50 * 1000:8.0f}{p95 * 1000:8.0f}{process * 1000:10.0f}{over}")
        slow += [name] if p95 > MOST else []
    medians = {name: statistics.median(found) for name, found in times.items()}
    grown = 0.0
    for above, below, most in ((TWENTY, TEN, 2), (FORTY, TWENTY, 2), (FORTY, TEN, 4)):
        ratio = medians[above] / medians[below]
        grown = max(grown, ratio / most)
        print(f"  {above.split(',')[0]} : {below.split(',')[0].split('of ')[1]:<12}{ratio:6.2f}   in proportion {most}")
    return not slow and grown <= MOST_OVER


if __name__ == "__main__":
    main()
