"""What the performance of a force is measured by, its figures, the reports on it, and the evidence of scrutiny."""

from performance.models.figures import ColumnMapping, FiguresUpload
from performance.models.measures import (
    Benchmark,
    Force,
    Measure,
    Observation,
    Population,
    Revision,
    Series,
    SeriesBreak,
    SimilarGroup,
    Standing,
    StatedFigure,
    Target,
    TrendWord,
)
from performance.models.plan import Crosswalk, FocusArea, Objective, Plan, Priority, Term
from performance.models.reports import ActionStanding, PlannedAction, QuarterlyReport, ReportComment, ReportPart
from performance.models.scrutiny import (
    AskNote,
    Assurance,
    CaseFinding,
    Inspection,
    InspectionAsk,
    InspectionGrade,
    ScrutinySession,
    SuperComplaint,
)

__all__ = [
    "ActionStanding", "AskNote", "Assurance", "Benchmark", "CaseFinding", "ColumnMapping", "Crosswalk", "FiguresUpload",
    "FocusArea", "Force", "Inspection", "InspectionAsk", "InspectionGrade", "Measure", "Objective", "Observation", "Plan",
    "PlannedAction",
    "Population", "Priority", "QuarterlyReport", "ReportComment", "ReportPart", "Revision", "ScrutinySession", "Series",
    "SeriesBreak", "SimilarGroup", "Standing", "StatedFigure", "SuperComplaint", "Target", "Term", "TrendWord",
]  # fmt: skip
