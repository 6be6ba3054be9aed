"""What the chief officer and the Commissioner say to the report of an inspection (Police Act 1996, s.55)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from interface import clock
from performance.choices import InspectionStatus
from performance.models import Inspection
from performance.rules.inspections import comment_problems, response_problems
from performance.services.inspections.rows import lock_inspection, refuse, save_inspection


@transaction.atomic
def take_force_comments(
    *, inspection: Inspection, version: int, actor: User | None, text: str, received_on: date | None = None
) -> Inspection:
    """Keep what the chief officer says to the report; the office's own until the response is published, and out with it. Raises
    ValidationError "stale" and by field."""
    held = lock_inspection(inspection, version)
    refuse(comment_problems(held, received_on, clock.today()))
    held.force_comments, held.force_comments_on = text.strip(), received_on
    return save_inspection(held, actor, "force_comments_kept")


@transaction.atomic
def write_response(*, inspection: Inspection, version: int, actor: User | None, text: str) -> Inspection:
    """Keep the draft of the response, which only the office reads. Raises ValidationError "stale", and by field where no report
    is out or the response is published."""
    held = lock_inspection(inspection, version)
    if held.status != InspectionStatus.PUBLISHED:
        raise ValidationError({"text": _("A response is written to a report that is published and not answered yet")})
    held.response = text.strip()
    return save_inspection(held, actor, "inspection_response_written")


@transaction.atomic
def publish_response(
    *, inspection: Inspection, version: int, actor: User | None, responded_on: date, response_url: str = ""
) -> Inspection:
    """Publish the response as of a day, at an address of its own, with what the chief officer said: that meets what is due.
    Raises ValidationError "stale" and by field."""
    held = lock_inspection(inspection, version)
    refuse(response_problems(held, responded_on, clock.today()))
    held.status, held.responded_on, held.response_url = InspectionStatus.RESPONDED, responded_on, response_url.strip()
    return save_inspection(held, actor, "inspection_response_published")


@transaction.atomic
def take_back_response(*, inspection: Inspection, version: int, actor: User | None) -> Inspection:
    """Take a published response back: it is a draft again, and the response is due again from the day of the report. Raises
    ValidationError "stale", "unpublished"."""
    held = lock_inspection(inspection, version)
    if held.status != InspectionStatus.RESPONDED:
        raise ValidationError(_("No published response can be taken back"), code="unpublished")
    held.status, held.responded_on = InspectionStatus.PUBLISHED, None
    return save_inspection(held, actor, "inspection_response_taken_back", undoes=True)
