"""Which statutory cases, decisions and reports, and what of them, a person may see. Each starts from nothing."""

from decisions.querysets.cases import (
    AnnualQuerySet,
    CaseMeetingQuerySet,
    CaseQuerySet,
    NoticeQuerySet,
    ReportQuerySet,
    ResponseQuerySet,
    VoteQuerySet,
)
from decisions.querysets.office import (
    ConsultationQuerySet,
    DiaryQuerySet,
    OfConsultationQuerySet,
    OfProjectQuerySet,
    OfSchemeQuerySet,
    OfUpdateQuerySet,
    ProjectQuerySet,
    SchemeItemQuerySet,
    StandingItemQuerySet,
    UpdateReportQuerySet,
)
from decisions.querysets.register import BoardDecisionQuerySet, DecisionQuerySet, DecisionStepQuerySet, NilReturnQuerySet

__all__ = [
    "AnnualQuerySet", "BoardDecisionQuerySet", "CaseMeetingQuerySet", "CaseQuerySet", "ConsultationQuerySet", "DecisionQuerySet",
    "DecisionStepQuerySet", "DiaryQuerySet", "NilReturnQuerySet", "NoticeQuerySet", "OfConsultationQuerySet", "OfProjectQuerySet",
    "OfSchemeQuerySet", "OfUpdateQuerySet", "ProjectQuerySet", "ReportQuerySet", "ResponseQuerySet", "SchemeItemQuerySet",
    "StandingItemQuerySet", "UpdateReportQuerySet", "VoteQuerySet",
]  # fmt: skip
