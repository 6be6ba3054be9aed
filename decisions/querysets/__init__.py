"""Which statutory cases, and what of them, a person may see. Each starts from nothing."""

from decisions.querysets.cases import (
    AnnualQuerySet,
    CaseMeetingQuerySet,
    CaseQuerySet,
    NoticeQuerySet,
    ReportQuerySet,
    ResponseQuerySet,
    VoteQuerySet,
)

__all__ = [
    "AnnualQuerySet", "CaseMeetingQuerySet", "CaseQuerySet", "NoticeQuerySet", "ReportQuerySet", "ResponseQuerySet",
    "VoteQuerySet",
]  # fmt: skip
