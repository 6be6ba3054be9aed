"""Which statutory cases, and what of them, a person may see. Each starts from nothing."""

from decisions.querysets.cases import AnnualQuerySet, CaseQuerySet, NoticeQuerySet, ReportQuerySet, ResponseQuerySet

__all__ = ["AnnualQuerySet", "CaseQuerySet", "NoticeQuerySet", "ReportQuerySet", "ResponseQuerySet"]
