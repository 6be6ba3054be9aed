"""Which complaints, and what of them, a person may see. Each starts from nothing."""

from complaints.querysets.complaints import (
    ComplaintFileQuerySet,
    ComplaintQuerySet,
    OfComplaintQuerySet,
    RestrictedQuerySet,
    StepQuerySet,
)
from complaints.querysets.register import PublicSummaryQuerySet, RegisterImportQuerySet, SavedViewQuerySet, TemplateQuerySet

__all__ = [
    "ComplaintFileQuerySet", "ComplaintQuerySet", "OfComplaintQuerySet", "PublicSummaryQuerySet", "RegisterImportQuerySet",
    "RestrictedQuerySet", "SavedViewQuerySet", "StepQuerySet", "TemplateQuerySet",
]  # fmt: skip
