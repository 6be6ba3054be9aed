"""Work on complaints that is done in the background."""

from typing import Any

from complaints.services.intake import RECEIPT_JOB, send_receipt
from jobs.registry import register
from jobs.services import JobRun


@register(RECEIPT_JOB)
def send_receipt_of_complaint(run: JobRun, *, complaint: int) -> dict[str, Any]:
    """Send the receipt for a complaint from the website. A mail server that refuses is asked again later."""
    return {"sent": send_receipt(complaint=complaint)}
