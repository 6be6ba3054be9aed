"""Figures worked out the slow way, with fractions and sets of days, to hold the rules against. Shares no code with them."""

from datetime import date, timedelta
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from performance.rules.figures import Figure

DAY = timedelta(days=1)
D2 = Fraction("1.128")


def month_end(start):
    return start + relativedelta(months=1) - DAY


def monthly(rng, count=None, least=0, gaps=0.0, most=400):
    """Months of random counts until December 2021; some left out, and the last perhaps partial."""
    count = count or rng.randint(5, 36)
    rows = []
    for back in range(count - 1, -1, -1):
        start = date(2021, 12, 1) - relativedelta(months=back)
        if rng.random() >= gaps:
            rows.append(Figure(start, month_end(start), rng.randint(least, least + most) * 10_000))
    if rows and gaps and rng.random() < 0.3:
        rows[-1] = rows[-1]._replace(is_partial=True, ended_on=rows[-1].started_on + 6 * DAY)
    return rows


def brute_sum(rows, ended_on):
    """The sum of the rows whose days together are those of the 12 months, each exactly once."""
    first = ended_on + DAY - relativedelta(years=1)
    inside = [row for row in rows if not row.is_partial and row.started_on >= first and row.ended_on <= ended_on]
    days = [day for row in inside for day in range(row.started_on.toordinal(), row.ended_on.toordinal() + 1)]
    if len(days) != (ended_on - first).days + 1 or len(set(days)) != len(days):
        return None
    return sum((Fraction(row.amount, 10_000) for row in inside), Fraction(0))


def brute_people(rows, day):
    earlier = [row for row in rows if row.on <= day]
    nearest = max(earlier, key=lambda row: row.on) if earlier else min(rows, key=lambda row: row.on)
    return Fraction(nearest.number)


def brute_average(values, is_partial):
    """Of the first value, which is our own, and the others; None where none of the others is known."""
    known = [value for value in values if value is not None]
    if is_partial or not [value for value in values[1:] if value is not None]:
        return None
    return sum(known, Fraction(0)) / len(known)


def brute_limits(values, is_next):
    """Centre, lower and upper limit as fractions; `is_next` says of each whether it follows the one before without a gap."""
    ranges = [abs(values[n] - values[n - 1]) for n in range(1, len(values)) if is_next[n]]
    if len(values) < 8 or not ranges:
        return None
    centre = sum(values, Fraction(0)) / len(values)
    width = 3 * (sum(ranges, Fraction(0)) / len(ranges)) / D2
    return centre, max(centre - width, Fraction(0)), centre + width


def brute_signals(values, limits):
    """(kind, place of the last value, upwards) of each: found by looking at every stretch of every length."""
    centre, lower, upper = limits
    found = {("outside", n, value > upper) for n, value in enumerate(values) if value > upper or value < lower}
    sides = [(value > centre) - (value < centre) for value in values]
    for end in range(7, len(sides)):
        eight = set(sides[end - 7 : end + 1])
        goes_on = end + 1 < len(sides) and sides[end + 1] == sides[end]
        if len(eight) == 1 and eight != {0} and not goes_on:
            found.add(("run", end, sides[end] > 0))
    return found
