import re
from xml.etree import ElementTree

import pytest

from interface.charts import chart_figure, line_chart
from interface.charts.plots import plot_of

MONTHS = [f"{month} {year}" for year in (2019, 2020, 2021) for month in ("Jan", "Feb", "Mar", "Apr", "May", "Jun",
          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")]  # fmt: skip
SPEC = {
    "title": "It <fell> & rose",
    "subtitle": "Offences per 1,000 people",
    "unit": "per 1,000 people",
    "periods": MONTHS,
    "series": [
        {"name": "Avon and Somerset", "values": [0.8 - n / 100 for n in range(36)]},
        {"name": "Group", "values": [None, *[0.4] * 35]},
    ],
    "events": [{"period": "Mar 2020", "label": "First restrictions", "text": "limits start again"}],
}


def test_chart_says_what_it_shows():
    drawing = ElementTree.fromstring(line_chart(SPEC))

    title, desc = drawing[0], drawing[1]
    assert drawing.get("role") == "img"
    assert drawing.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert desc.text.startswith("Avon and Somerset: 0.80 in Jan 2019, 0.45 in Dec 2021; lowest 0.45 in Dec 2021")


def test_chart_has_no_styles_and_stays_inside_its_drawing():
    for width in (720, 345):
        svg = line_chart(SPEC, width)
        numbers = [float(x) for x in re.findall(r'\bx[12]?="([\d.-]+)"', svg)]
        assert "style=" not in svg
        assert "class=" not in svg.split(">", 1)[1]
        assert min(numbers) >= 0
        assert max(numbers) <= width


def test_chart_tells_lines_apart_without_colour():
    paths = re.findall(r'<path data-is="series[^>]*>', line_chart(SPEC))

    assert ["stroke-dasharray" in path for path in paths] == [True, False]
    assert ">A</text>" in line_chart(SPEC)


def test_figure_escapes_and_holds_every_figure():
    html = chart_figure(SPEC, level=3, key="rate")

    assert "It &lt;fell&gt; &amp; rose</h3>" in html
    assert html.count("<svg") == 2
    assert html.count('scope="row"') == 36
    assert '<td class="govuk-table__cell govuk-table__cell--numeric" data-label="Group">not known</td>' in html
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_figure_for_a_pdf_is_one_drawing_and_yearly_figures():
    html = chart_figure(SPEC, for_pdf=True)

    assert html.count('class="app-chart__wide"') == 1
    assert '<div class="app-chart__large" hidden><svg' in html
    assert "<details" not in html
    assert re.findall(r'scope="row" class="nowrap">([^<]+)<', html) == ["Dec 2019", "Dec 2020", "Dec 2021"]


def test_chart_survives_no_figures():
    empty = {**SPEC, "series": [{"name": "Force", "values": [None] * 36}]}

    assert "Force: not known." in line_chart(empty)


def test_scale_that_does_not_begin_at_zero_says_so():
    spec = {**SPEC, "series": [{"name": "Force", "values": [100 + n % 5 for n in range(36)]}]}

    assert "The scale starts at" in chart_figure(spec)
    assert "l-5 -3l10 -5" in line_chart(spec)
    assert "l-5 -3l10 -5" not in line_chart(SPEC)


@pytest.mark.parametrize(
    ("values", "unit", "low", "high"),
    [
        pytest.param([3, 9], "offences", 0, 10, id="far-apart-begins-at-zero"),
        pytest.param([6.2, 7.7], "rate", 0, 8, id="not-so-close-begins-at-zero"),
        pytest.param([-2, 9], "points", -2.5, 10, id="below-zero"),
        pytest.param([147, 154], "offences", 120, 180, id="stable-looks-stable"),
        pytest.param([97, 99], "%", 80, 100, id="no-more-than-all"),
        pytest.param([97, 99], "offences", 80, 120, id="more-than-a-hundred-offences"),
        pytest.param([5, 5], "offences", 4, 6, id="one-value"),
        pytest.param([0, 0], "offences", 0, 0.25, id="nothing"),
    ],
)
def test_scale_begins_at_zero_or_spans_enough(values, unit, low, high):
    plot = plot_of({**SPEC, "unit": unit, "series": [{"name": "Force", "values": values}]}, 720)

    assert (round(plot.low, 9), round(plot.high, 9)) == (low, high)
