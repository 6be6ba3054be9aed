"""Drawings of every kind read back: they say what their tables and descriptions say, in words that do not cover each other."""

import re
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interface.charts import chart_file, chart_rows, describe, draw, figures_table, small_line
from interface.charts.plots import EVENT, INK, LIMIT, QUIET
from interface.charts.shapes import LOOKS, PARTS
from interface.charts.words import lettered
from tests.interface.chart_samples import ALL
from tests.interface.drawings import NAMES as NAMED
from tests.interface.drawings import Drawing, boxes, number, table_of

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NAMES = ("Avon and Somerset", "Average of similar forces", "Offences", "Wholly unlikely description of something", "Void", "WWW")
WIDTHS = (720, 345)
CHECKS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def periods(count):
    return [f"{MONTHS[index % 12]} {2001 + index // 12}" for index in range(count)]


@st.composite
def specs(draw, kinds=("line", "bars", "stacked")):
    """A chart of any kind: gaps, an unfinished last period, limits in stretches, targets and events."""
    kind, count = draw(st.sampled_from(kinds)), draw(st.integers(1, 61))
    least = -50 if kind == "line" else 0
    value = st.one_of(st.none(), st.integers(least, draw(st.sampled_from((1, 40, 9000)))))
    lines = draw(st.integers(1, 6 if kind == "stacked" else 3))
    series = [{"name": NAMES[n], "values": draw(st.lists(value, min_size=count, max_size=count))} for n in range(lines)]
    names = periods(count)
    spec = {"kind": kind, "title": "T", "subtitle": "S", "unit": "n", "periods": names, "series": series,
            "illustrative": draw(st.booleans()), "places": draw(st.integers(0, 2))}  # fmt: skip
    if draw(st.booleans()):
        spec["partial"] = "up to 6 March"
    if kind == "line" and draw(st.booleans()):
        half = count // 2
        spec["limits"] = [
            {"from": names[a], "to": names[b], "average": 20.5, "lower": 10.25, "upper": 30.75}
            for a, b in ([(0, half - 1), (half, count - 1)] if half else [(0, count - 1)])
        ]
        at = draw(st.lists(st.sampled_from(names), max_size=4))
        spec["events"] = [{"period": name, "text": "Something"} for name in at]
    if kind != "stacked" and draw(st.booleans()):
        spec["targets"] = [{"from": names[0], "to": names[-1], "value": 35, "text": "by March 2023"}]
    return spec


@CHECKS
@given(specs(), st.sampled_from(WIDTHS))
def test_what_is_drawn_is_what_the_table_says(spec, width):
    drawing, (_heads, rows) = Drawing(draw(spec, width)), table_of(figures_table(spec))
    count, bars = len(rows), drawing.bars()
    near = 0.11 / drawing.per_value + 0.5 * 10 ** -spec["places"]

    for place, series in enumerate(spec["series"]):
        drawn = drawing.line(place, count) if spec["kind"] == "line" else bars[place]
        said = {index: number(row[place + 1]) for index, row in enumerate(rows) if row[place + 1] != "not known"}
        if spec["kind"] == "stacked":
            said = {index: value for index, value in said.items() if value}
        assert drawn.keys() == said.keys(), series
        assert all(abs(drawn[index] - abs(said[index]) if spec["kind"] != "line" else drawn[index] - said[index]) <= near
                   for index in said)  # fmt: skip


@CHECKS
@given(specs(kinds=("line",)), st.sampled_from(WIDTHS))
def test_limits_and_targets_are_drawn_where_the_table_has_them(spec, width):
    drawing, (heads, rows) = Drawing(draw(spec, width)), table_of(figures_table(spec))
    near = 0.11 / drawing.per_value + 0.05

    for mark, head in (("average", "Average"), ("lower", "Lower limit"), ("upper", "Upper limit"), ("target", "Target")):
        lines = drawing.marked("line", mark)
        if head not in heads:
            assert lines == []
            continue
        covered = {}
        for line in lines:
            start, end = (drawing.index(float(line.get(name)), len(rows)) for name in ("x1", "x2"))
            covered |= dict.fromkeys(range(start, end + 1), drawing.value(float(line.get("y1"))))
        said = {index: number(row[heads.index(head)]) for index, row in enumerate(rows) if row[heads.index(head)]}
        assert covered.keys() == said.keys()
        assert all(abs(covered[index] - said[index]) <= near for index in said)


@CHECKS
@given(specs())
def test_description_says_what_the_table_says(spec):
    desc, (_heads, rows) = describe(spec), table_of(figures_table(spec))
    over = rows[:-1] if spec.get("partial") else rows

    for place, series in enumerate(spec["series"]):
        known = [(row[place + 1], row[0]) for row in over if row[place + 1] != "not known"]
        if not known:
            assert f"{series['name']}: not known." in desc
            continue
        said = re.search(
            rf"{series['name']}: (\S+) in (\w+ \d+), (\S+) in (\w+ \d+); lowest (\S+) in [^,]+, highest (\S+) in", desc
        )
        assert said.group(1, 2) == known[0]
        assert said.group(3, 4) == known[-1]
        assert number(said[5]) == min(number(value) for value, _period in known)
        assert number(said[6]) == max(number(value) for value, _period in known)


@CHECKS
@given(specs(), st.sampled_from(WIDTHS))
def test_no_words_cover_others_or_leave_the_drawing(spec, width):
    drawing = Drawing(draw(spec, width))
    words = boxes(drawing)

    for _words, left, top, right, bottom in words:
        assert left >= -0.5
        assert top >= 0
        assert right <= drawing.width + 0.5
        assert bottom <= drawing.height
    for one, other in combinations(words, 2):
        apart = one[3] <= other[1] or other[3] <= one[1] or one[4] <= other[2] or other[4] <= one[2]
        assert apart, (one, other)


@CHECKS
@given(specs(), st.sampled_from(WIDTHS))
def test_drawing_has_no_styles_and_the_word_illustrative(spec, width):
    svg = draw(spec, width)
    drawing = Drawing(svg)

    assert "style=" not in svg
    assert any(one.text == "Illustrative" for one in drawing.texts) == spec["illustrative"]
    assert ("The figures are illustrative." in drawing.desc) == spec["illustrative"]
    assert ("llustrative" in table_caption(spec)) == spec["illustrative"]


def table_caption(spec):
    return re.search("<caption[^>]*>([^<]*)", figures_table(spec)).group(1)


def test_the_reading_finds_a_slip():
    spec = {"title": "T", "periods": periods(3), "series": [{"name": "A", "values": [1, 5, 9]}]}
    slipped = draw({**spec, "series": [{"name": "A", "values": [1, 6, 9]}]})

    assert round(Drawing(draw(spec)).line(0, 3)[1], 1) == 5
    assert round(Drawing(slipped).line(0, 3)[1], 1) == 6


def test_a_period_that_was_not_over_stands_apart():
    spec = {"title": "T", "periods": periods(4), "series": [{"name": "A", "values": [9, 8, 9, 2]}], "partial": "up to 6 March"}
    drawing = Drawing(draw(spec))

    assert len(re.findall("[ML]", drawing.marked("path", "series-0")[0].get("d"))) == 3
    assert drawing.marked("circle", "partial-0")[0].get("fill") == "#ffffff"
    assert "A: 9 in Jan 2001, 9 in Mar 2001; lowest 8" in drawing.desc
    assert "Apr 2001 is not over: A 2 up to 6 March." in drawing.desc
    assert any(one.text.startswith("2, up to 6") for one in drawing.texts)


def test_a_bar_that_was_not_over_is_hatched_but_last_year_s_is_not():
    series = [{"name": "This year", "values": [5, 2]}, {"name": "Last year", "values": [4, 6], "whole": True}]
    svg = draw({"kind": "bars", "title": "T", "periods": ["Feb", "Mar"], "series": series, "partial": "up to 6 March"})

    assert len(re.findall('<rect data-is="series-0-1" fill="#ffffff"', svg)) == 1
    assert f'<rect data-is="series-1-1" fill="{PARTS[1][0]}"' in svg


def test_a_figure_outside_its_limits_has_a_ring_and_is_named():
    limits = [{"from": "Jan 2001", "to": "Mar 2001", "average": 5, "lower": 2, "upper": 8}]
    spec = {"title": "T", "periods": periods(3), "series": [{"name": "A", "values": [5, 9, 8]}], "limits": limits}

    assert draw(spec).count('r="6"') == 1
    assert "Outside their limits: Feb 2001 (9)." in describe(spec)


def test_letters_go_on_after_z_and_share_a_line():
    spec = {"title": "T", "periods": periods(2), "series": [], "events": [{"period": "Feb 2001", "text": "x"}] * 27}

    assert [letter for letter, _period, _words in lettered(spec)][-2:] == ["Z", "AA"]
    assert draw(spec).count(f'stroke="{EVENT}"') == 1


def test_rows_for_a_file_are_numbers():
    spec = {"title": "T", "periods": ["Feb 2022", "Mar 2022"], "series": [{"name": "A", "values": [1234.567, None]}],
            "places": 1, "partial": "up to 6 March", "illustrative": True}  # fmt: skip

    assert chart_rows(spec) == (
        ["Period", "A", "Illustrative"], [["Feb 2022", 1234.6, "yes"], ["Mar 2022, up to 6 March", None, "yes"]],
    )  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ALL)
def test_a_file_carries_its_finding_and_its_notes(kind, width):
    svg = chart_file(ALL[kind], width)
    words = " ".join(one.text for one in ElementTree.fromstring(svg).findall("svg:text", NAMED))

    assert words.startswith(ALL[kind]["title"])
    assert svg.count("<svg") == 2
    assert ("up to 6 March" in words) == ("partial" in ALL[kind])


def test_small_line_says_its_words_and_leaves_gaps():
    svg = small_line([1, None, 3, 4], "From <1> to 4")

    assert svg.count("From &lt;1&gt; to 4") == 2
    assert re.search(r'd="([^"]+)"', svg)[1].count("M") == 2
    assert "<svg" not in small_line([None], "not known")


# Colours ---------------------------------------------------------------------------------------------------------------


def lightness(colour):
    """Relative luminance, as WCAG 2 has it: what a grey print keeps of a colour."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((lightness(one), lightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", sorted({look[0] for look in LOOKS} | {LIMIT, EVENT}))
def test_lines_stand_out_from_the_paper(colour):
    assert contrast(colour, "#ffffff") >= 3


@pytest.mark.parametrize("colour", [INK, QUIET])
def test_words_stand_out_from_the_paper(colour):
    assert contrast(colour, "#ffffff") >= 4.5


def test_lines_differ_without_colour():
    assert len({dashes for _colour, _width, dashes in LOOKS}) == len(LOOKS)


def test_parts_that_touch_differ_in_grey_or_by_hatching():
    for (shade, hatched), (other, other_hatched) in pairwise([*PARTS, PARTS[0]]):
        assert hatched != other_hatched or contrast(shade, other) >= 3
