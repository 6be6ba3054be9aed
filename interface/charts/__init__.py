"""Line charts drawn on the server: the same SVG for the page and the PDF, readable when photocopied.

A specification is a mapping:

    {"title": the finding, "subtitle": what is measured, "unit": "per 1,000 people", "periods": ["Jan 2021", …],
     "series": [{"name": "Avon and Somerset", "values": [0.81, None, …]}, …],
     "events": [{"period": "Mar 2020", "label": "A", "text": "first Covid-19 restrictions"}],
     "limits": [{"from": "Jan 2019", "to": "Feb 2020", "average": 114, "lower": 101, "upper": 126}],
     "partial": "up to 6 March"}

`events`, `limits` and `partial` are optional. Colours are presentation attributes: a strict policy allows no styles.
"""

from interface.charts.drawing import describe, line_chart
from interface.charts.figures import chart_figure, figures_table

__all__ = ["chart_figure", "describe", "figures_table", "line_chart"]
