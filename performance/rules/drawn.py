"""The charts of a measure on a page of many, drawn once and kept while what they show stays the same.

Drawing forty measures takes most of the time of such a page. A drawing depends on its specification alone, so it is kept under
that, in this process: it cannot be out of date, and nobody is shown one without the figures that make it.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from interface.charts import chart_figure
from performance.rules.analysis import Analysis
from performance.rules.charts import charts_of

KEPT = 512  # drawings of about 30 kB: 15 MB at most in each process


def charts_of_many(measure: Any, analysis: Analysis, *, level: int) -> list[SafeString]:
    """The charts of the last three years, without letters, which the measure's own page explains."""
    specs: Sequence[tuple[str, Any]] = charts_of(measure, analysis.lately())
    return [_drawn(json.dumps(spec), level, f"{measure.slug}-{key}", get_language()) for key, spec in specs]


@lru_cache(maxsize=KEPT)
def _drawn(spec: str, level: int, key: str, _language: str | None) -> SafeString:
    return chart_figure(json.loads(spec), level=level, key=key)
