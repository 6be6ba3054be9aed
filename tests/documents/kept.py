"""What the tests of papers and stores share: a paper's facts, and what is on disk and in the trail."""

from accounts.models import AuditEntry

FACTS = {"report_of": "Monitoring Officer", "recommendation": "note the report."}


def on_disk(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
