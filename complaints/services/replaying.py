"""Where a complaint stands, told from the audit trail alone."""

from accounts.models import AuditEntry
from complaints.models import Complaint
from complaints.rules.machine import replay

ACTS = ("complaints.received", "complaints.step_taken", "complaints.step_taken_back")
TAKEN_BACK = "complaints.step_taken_back"


def replayed_status(complaint: Complaint) -> str:
    """The state to which the acts in the trail lead. Raises ValueError where one does not begin where the one before ended, or
    leads where the machine does not."""
    entries = AuditEntry.objects.filter(
        chain=complaint.area.slug, target_type=complaint._meta.label_lower, target_reference=complaint.reference, action__in=ACTS
    )
    return replay([_act(one) for one in entries.order_by("sequence")])


def _act(entry: AuditEntry) -> tuple[str, str, str]:
    """What an entry says of a step: its kind, and from which state to which."""
    kind = "take-back" if entry.action == TAKEN_BACK else entry.detail["step"]
    return kind, entry.detail["from"], entry.detail["to"]
