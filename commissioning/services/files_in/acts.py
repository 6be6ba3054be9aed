"""What an officer does with a file of payments or awards: sends it, accepts it, leaves it out, stops the work."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.choices import UploadKind
from commissioning.models import Fund, Upload
from commissioning.registry import reader_of
from commissioning.services.files_in.bounds import BOUNDS
from commissioning.services.files_in.working import FILES
from documents.services.files_in import keep_file
from interface import clock
from interface.spreadsheets import KINDS
from jobs.models import Job
from panels.models import PoliceArea


def kinds() -> list[str]:
    """The kinds of file that the portal reads."""
    return [str(one) for one in UploadKind if one == UploadKind.PAYMENTS or reader_of(one) is not None]


def endings_of(kind: str) -> tuple[str, ...]:
    """The endings of the names of files of a kind."""
    entry = reader_of(kind)
    return entry.endings if entry else KINDS


@transaction.atomic
def send_file(*, area: PoliceArea, kind: str, name: str, data: bytes, fund: Fund | None = None, actor: User | None) -> Upload:
    """Keep a file, closed to everybody but the office, and ask for it to be read. Raises ValidationError on `kind`, on `fund`
    where it is another area's, and on `file` for one that is no such file, or too large."""
    if kind not in kinds():
        raise ValidationError({"kind": _("Choose what the file holds")})
    if fund is not None and (fund.area_id != area.pk or kind == UploadKind.PAYMENTS):
        raise ValidationError({"fund": _("Choose a fund for a file of grants, or leave this empty")})
    file = keep_file(name=name, data=data, bounds=BOUNDS, endings=endings_of(kind))
    made = Upload(
        area=area, kind=kind, fund=fund, name=name[-200:], sent_at=clock.now(), sent_by=actor, file=file, digest=file.sha256
    )  # fmt: skip
    sent: Upload = FILES.send(made, actor)
    return sent


@transaction.atomic
def read_again(*, upload: Upload, actor: User | None) -> Upload:
    """Send the file of an upload once more, now that the portal holds what it lacked."""
    made = Upload(
        area=upload.area, kind=upload.kind, fund=upload.fund, name=upload.name, sent_at=clock.now(), sent_by=actor,
        file=upload.file, digest=upload.digest,
    )  # fmt: skip
    sent: Upload = FILES.send(made, actor)
    return sent


@transaction.atomic
def accept_file(*, upload: Upload, version: int, actor: User | None) -> Upload:
    """Have a file brought in that was looked through. Raises ValidationError "stale", "state", "work"."""
    accepted: Upload = FILES.accept(FILES.hold_idle(upload, version), actor)
    return accepted


def drop_file(*, upload: Upload, version: int, actor: User | None) -> Upload:
    """Leave out a file that was looked through, or whose work broke. Raises ValidationError "stale", "state", "work"."""
    dropped: Upload = FILES.drop(upload, version, actor)
    return dropped


def stop_work(*, upload: Upload, actor: User | None) -> Upload:
    """Stop the job that works on a file, at its next step; nothing that it did is kept. Raises ValidationError when it ended."""
    stopped: Upload = FILES.stop_work(upload, actor)
    return stopped


def job_of(upload: Upload) -> Job | None:
    """The last job that works or worked on a file."""
    return FILES.job_of(upload)
