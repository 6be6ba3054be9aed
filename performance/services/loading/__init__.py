"""The forces, and a folder's plan, measures, figures, report and evidence, from `performance.json` and `figures.csv`."""

from performance.services.loading.area import load_performance, read_performance
from performance.services.loading.evidence import load_evidence
from performance.services.loading.forces import load_forces

__all__ = ["load_evidence", "load_forces", "load_performance", "read_performance"]
