"""The panel's review of a decision: how it ends, and what a decision's page tells of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from decisions.choices import CaseStatus, ReportStatus
from decisions.models import Case, Decision, Report, Response
from decisions.permissions import Reader
from decisions.rules.review_steps import close_problems, outcome_of
from decisions.services.cases import close_case
from decisions.services.locking import lock_case
from decisions.services.reading import facts_of


@dataclass(frozen=True)
class Review:
    """A review of a decision as far as a reader may see it, with its reports that were sent and the answers to them."""

    case: Case
    reports: Sequence[Report]
    responses: Sequence[Response]


@transaction.atomic
def close_review(*, case: Case, version: int, ended_on: date, note: str, actor: User | None) -> Case:
    """End a review. How it ended is told from the panel's report and the Commissioner's answer. Undone by `reopen_case`.

    Raises ValidationError "stale", "over"; by field: `ended_on`.
    """
    held = lock_case(case, version)
    facts = facts_of(held)
    if problems := close_problems(facts, ended_on):
        raise ValidationError(problems)
    return close_case(
        case=held, version=held.version, outcome=outcome_of(facts), outcome_on=ended_on, note=note, actor=actor
    )  # fmt: skip


def reviews_of(decision: Decision, reader: Reader) -> list[Review]:
    """The panel's reviews of a decision, the newest first, with the reports and answers that a reader may see: three queries.
    Those that were withdrawn are left out."""
    cases: Any = Case.objects.visible_to(reader).filter(decision=decision).exclude(status=CaseStatus.WITHDRAWN)
    rows = list(cases.select_related("area", "body").order_by("-opened_on", "-pk"))
    reports = Report.objects.visible_to(reader).filter(case__in=rows).exclude(status=ReportStatus.DRAFT).order_by("number")
    responses = Response.objects.visible_to(reader).filter(case__in=rows).order_by("responded_on", "number")
    sent, answers = list(reports), list(responses)
    return [
        Review(case, [one for one in sent if one.case_id == case.pk], [one for one in answers if one.case_id == case.pk])
        for case in rows
    ]


def runs(reviews: Sequence[Review]) -> bool:
    """Whether one of some reviews has not ended."""
    return any(not one.case.is_over for one in reviews)
