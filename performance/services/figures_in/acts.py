"""What an analyst does with a file of figures: sends it, accepts it, leaves it out, stops the work."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.choices import StoreName
from documents.services.files import store_bytes
from interface import clock
from interface.spreadsheets import KINDS
from jobs.choices import JobState
from jobs.models import Job
from jobs.services import enqueue, request_cancel
from panels.models import PoliceArea
from performance.choices import UploadStatus
from performance.models import ColumnMapping, FiguresUpload
from performance.services.figures_in.bounds import BOUNDS, BRING_IN_JOB, READ_JOB, TYPES
from performance.services.figures_in.working import hold_upload, stopped


@transaction.atomic
def send_figures(
    *, area: PoliceArea, name: str, data: bytes, mapping: ColumnMapping | None = None, actor: User | None
) -> FiguresUpload:
    """Keep a file of figures, closed to everybody but the office, and ask for it to be read: in a layout, else as the
    portal's own long or wide table. Raises ValidationError on `file` for one that is no CSV, XLSX or ODS, or too large."""
    kind = name.rpartition(".")[2].lower()
    if kind not in KINDS:
        raise ValidationError({"file": ValidationError(_("Choose a CSV, XLSX or ODS file"), code="kind")})
    if len(data) > BOUNDS.size:
        words = _("The file must be %(size)s MB or smaller. Split it into several")
        raise ValidationError({"file": ValidationError(words % {"size": BOUNDS.size // 1_000_000}, code="size")})
    file = store_bytes(store=StoreName.RESTRICTED, data=data, media_type=TYPES[kind])
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
    made.full_clean()
    made.save()
    _told(made, actor, "figures_sent")
    _ask(made, READ_JOB, actor)
    return made


def _ask(upload: FiguresUpload, job: str, actor: User | None) -> None:
    enqueue(
        job, key=upload.reference, payload={"upload": upload.reference}, requested_by=actor, area_slug=upload.area.slug
    )  # fmt: skip


@transaction.atomic
def accept_figures(*, upload: FiguresUpload, version: int, why: str = "", actor: User | None) -> FiguresUpload:
    """Have a file brought in that was looked through. Raises ValidationError "stale", "state", "work", and on `why` where figures
    that are held would change and nobody says why."""
    held = _hold_idle(upload, version)
    if held.status not in (UploadStatus.READ, UploadStatus.ACCEPTED):
        raise ValidationError(_("This file does not wait to be looked through"), code="state")
    if held.revised and not why.strip():
        raise ValidationError({"why": _("Say why figures that the portal holds change")})
    held.status, held.why = UploadStatus.ACCEPTED, why.strip()
    held.accepted_at, held.accepted_by = clock.now(), actor
    _keep(held, actor, "figures_accepted")
    _ask(held, BRING_IN_JOB, actor)
    return held


@transaction.atomic
def drop_figures(*, upload: FiguresUpload, version: int, actor: User | None) -> FiguresUpload:
    """Leave out a file that was looked through, or whose work broke. Raises ValidationError "stale", "state"."""
    held = _hold_idle(upload, version)
    if held.status not in (UploadStatus.READ, UploadStatus.SENT, UploadStatus.ACCEPTED):
        raise ValidationError(_("This file does not wait to be looked through"), code="state")
    held.status, held.finished_at = UploadStatus.DROPPED, clock.now()
    return _keep(held, actor, "figures_dropped")


@transaction.atomic
def stop_work(*, upload: FiguresUpload, actor: User | None) -> FiguresUpload:
    """Stop the job that works on a file, at its next step; nothing that it did is kept. Raises ValidationError when it ended."""
    job = job_of(upload)
    if job is None:
        raise ValidationError(_("This work has ended. There is nothing to cancel"))
    ended = request_cancel(job, actor=actor)
    # A job that runs holds the upload until it has read that it is to stop, which it reads once we have ended
    return stopped(upload) if ended.state == JobState.CANCELLED else upload


def job_of(upload: FiguresUpload) -> Job | None:
    """The last job that works or worked on a file."""
    rows = Job.objects.for_work(READ_JOB, upload=upload.reference) | Job.objects.for_work(BRING_IN_JOB, upload=upload.reference)
    return rows.order_by("-pk").first()


def _hold_idle(upload: FiguresUpload, version: int) -> FiguresUpload:
    """The upload, held; nobody may be at work on it. Raises ValidationError "stale", "work"."""
    at_work = job_of(upload)
    if upload.status != UploadStatus.READ and at_work is not None and at_work.is_alive:
        raise ValidationError(_("The portal is at work on this file. Wait until it has finished, or cancel it"), code="work")
    held = hold_upload(upload)
    held.still_at(version)
    return held


def _keep(held: FiguresUpload, actor: User | None, act: str) -> FiguresUpload:
    held.bump()
    held.full_clean()
    held.save()
    _told(held, actor, act)
    return held


def _told(upload: FiguresUpload, actor: User | None, act: str) -> None:
    detail: dict[str, Any] = {"upload": upload.reference, "layout": upload.mapping.slug if upload.mapping else ""}
    record(actor=actor, action=f"performance.{act}", target=upload, area=upload.area, detail=detail)
