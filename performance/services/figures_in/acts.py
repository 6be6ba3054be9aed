"""What an analyst does with a file of figures: sends it, accepts it, leaves it out, stops the work."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from documents.services.files_in import keep_file
from interface import clock
from jobs.models import Job
from panels.models import PoliceArea
from performance.models import ColumnMapping, FiguresUpload
from performance.services.figures_in.bounds import BOUNDS
from performance.services.figures_in.working import FILES


@transaction.atomic
def send_figures(
    *, area: PoliceArea, name: str, data: bytes, mapping: ColumnMapping | None = None, actor: User | None
) -> FiguresUpload:
    """Keep a file of figures, closed to everybody but the office, and ask for it to be read: in a layout, else as the
    portal's own long or wide table. Raises ValidationError on `file` for one that is no CSV, XLSX or ODS, or too large."""
    file = keep_file(name=name, data=data, bounds=BOUNDS)
    made = FiguresUpload(area=area, name=name[-200:], sent_at=clock.now(), sent_by=actor, file=file, digest=file.sha256)
    return _sent(made, mapping, actor)


@transaction.atomic
def read_again(*, upload: FiguresUpload, mapping: ColumnMapping | None, actor: User | None) -> FiguresUpload:
    """Send the file of an upload once more, to be read in a layout."""
    file = upload.file
    made = FiguresUpload(
        area=upload.area, name=upload.name, sent_at=clock.now(), sent_by=actor, file=file, digest=upload.digest
    )  # fmt: skip
    return _sent(made, mapping, actor)


def _sent(made: FiguresUpload, mapping: ColumnMapping | None, actor: User | None) -> FiguresUpload:
    if mapping is not None:
        if mapping.removed_at is not None or mapping.area_id != made.area_id:
            raise ValidationError({"mapping": _("This layout was taken out. Choose another")})
        made.mapping, made.reading = mapping, mapping.reading
    sent: FiguresUpload = FILES.send(made, actor)
    return sent


@transaction.atomic
def accept_figures(*, upload: FiguresUpload, version: int, why: str = "", actor: User | None) -> FiguresUpload:
    """Have a file brought in that was looked through. Raises ValidationError "stale", "state", "work", and on `why` where figures
    that are held would change and nobody says why."""
    held: FiguresUpload = FILES.hold_idle(upload, version)
    if held.revised and not why.strip():
        raise ValidationError({"why": _("Say why figures that the portal holds change")})
    held.why = why.strip()
    FILES.accept(held, actor)
    return held


def drop_figures(*, upload: FiguresUpload, version: int, actor: User | None) -> FiguresUpload:
    """Leave out a file that was looked through, or whose work broke. Raises ValidationError "stale", "state"."""
    dropped: FiguresUpload = FILES.drop(upload, version, actor)
    return dropped


def stop_work(*, upload: FiguresUpload, actor: User | None) -> FiguresUpload:
    """Stop the job that works on a file, at its next step; nothing that it did is kept. Raises ValidationError when it ended."""
    stopped: FiguresUpload = FILES.stop_work(upload, actor)
    return stopped


def job_of(upload: FiguresUpload) -> Job | None:
    """The last job that works or worked on a file."""
    return FILES.job_of(upload)
