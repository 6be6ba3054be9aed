"""Assessments of what may go wrong in dealing with a complaint. Restricted; kept as written, the newest counts."""

from datetime import date

from django.db import transaction

from accounts.models import User
from complaints.models import Complaint, RiskAssessment
from complaints.services.locking import lock_complaint, next_row, save_complaint
from interface import clock


@transaction.atomic
def assess_risk(
    *, complaint: Complaint, level: str, text: str, measures: str = "", review_on: date | None = None, actor: User | None
) -> RiskAssessment:
    """Write a new assessment of a complaint; earlier ones stay. The trail says that there is one, never what it says.

    Raises ValidationError by field (`level`, `text`), "erased".
    """
    held = lock_complaint(complaint, open_only=False)
    row = RiskAssessment(
        complaint=held, number=next_row(held), level=level, text=text.strip(), measures=measures.strip(), review_on=review_on,
        made_at=clock.now(), made_by=actor,
    )  # fmt: skip
    row.full_clean()
    row.save()
    save_complaint(held, actor, "risk_assessed", number=row.number)
    return row
