"""Work on the register that is done in the background."""

from typing import Any

from decisions.models import DecisionUpload
from decisions.services.register.importing import IMPORT_JOB, read_upload
from jobs.registry import register
from jobs.services import JobRun


@register(IMPORT_JOB)
def import_register(run: JobRun, *, upload: str) -> dict[str, Any]:
    """Take in a file of the register, all of it or nothing. A file with wrong rows ends the job well: the upload names them."""
    # What `progress` raises when somebody cancels the job stops the reading, and nothing is kept
    held = read_upload(upload=DecisionUpload.objects.get(reference=upload), progress=run.progress)
    return {"status": held.status, "made": held.made, "changed": held.changed, "problems": len(held.problems)}
