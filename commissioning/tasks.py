"""Work on files of payments and awards that is done in the background."""

from typing import Any

from commissioning.models import Upload
from commissioning.services import files_in
from jobs.registry import register
from jobs.services import JobRun


@register(files_in.READ_JOB)
def read_file(run: JobRun, *, upload: str) -> dict[str, Any]:
    """Look through a file. One with wrong rows ends the job well: the upload names them."""
    return _told(files_in.look_through(upload=_upload(upload), progress=run.progress))


@register(files_in.BRING_IN_JOB)
def bring_in_file(run: JobRun, *, upload: str) -> dict[str, Any]:
    """Bring in a file, all of it or nothing."""
    return _told(files_in.bring_in(upload=_upload(upload), progress=run.progress))


def _upload(reference: str) -> Upload:
    return Upload.objects.get(reference=reference)


def _told(held: Upload) -> dict[str, Any]:
    return {"status": held.status, "made": held.made, "changed": held.changed, "problems": len(held.problems)}
