"""Charts drawn on the server: the same SVG for the page and the PDF, readable when photocopied.

A specification is a mapping of plain values, which a paper or a report freezes as JSON:

    {"kind": "line" | "bars" | "stacked",
     "title": the finding, "subtitle": what is measured, "unit": "per 1,000 people", "illustrative": True,
     "periods": ["Jan 2021", …], "year": 12, "places": 2,
     "series": [{"name": "Avon and Somerset", "values": [0.81, None, …]}, …],
     "events": [{"period": "Mar 2020", "label": "A", "text": "first Covid-19 restrictions"}],
     "limits": [{"from": "Jan 2019", "to": "Feb 2020", "average": 114, "lower": 101, "upper": 126}],
     "targets": [{"from": "Jan 2019", "to": "Feb 2020", "value": 3291, "text": "by March 2023"}],
     "partial": "up to 6 March"}

Only `title`, `periods` and `series` are needed; without `kind` it is a line. `partial` says that the last period was not over:
its value stands apart. `year` is how many periods make one. Colours are presentation attributes: a strict policy allows no
styles.
"""

from interface.charts.drawing import chart_file, draw, line_chart
from interface.charts.figures import chart_figure, chart_rows, figures_table, small_line
from interface.charts.words import describe

__all__ = ["chart_figure", "chart_file", "chart_rows", "describe", "draw", "figures_table", "line_chart", "small_line"]
