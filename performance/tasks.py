"""Work on files of figures that is done in the background."""

from typing import Any

from jobs.registry import register
from jobs.services import JobRun
from performance.models import FiguresUpload
from performance.services import figures_in


@register(figures_in.READ_JOB)
def read_figures(run: JobRun, *, upload: str) -> dict[str, Any]:
    """Look through a file of figures. A file with wrong rows ends the job well: the upload names them."""
    return _told(figures_in.look_through(upload=_upload(upload), progress=run.progress))


@register(figures_in.BRING_IN_JOB)
def bring_in_figures(run: JobRun, *, upload: str) -> dict[str, Any]:
    """Bring in a file of figures, all of it or nothing."""
    return _told(figures_in.bring_in(upload=_upload(upload), progress=run.progress))


def _upload(reference: str) -> FiguresUpload:
    return FiguresUpload.objects.get(reference=reference)


def _told(held: FiguresUpload) -> dict[str, Any]:
    return {"status": held.status, "made": held.made, "revised": held.revised, "problems": len(held.problems)}
