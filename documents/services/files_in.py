"""Files of rows that somebody sends: read by a job, looked through, then brought in by a job whole or not at all.

Each app keeps rows of its own for such files, all with the same columns and states, and does its own reading and bringing in.
What is the same for all is done here, by a `FilesIn` that knows the app's rows, the names of its work and its trail.
"""

from collections.abc import Callable, Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from documents.choices import StoreName
from documents.models import StoredFile
from documents.services.files import store_bytes
from interface import clock
from interface.spreadsheets import KINDS, Bounds
from interface.spreadsheets.remarks import Remarks
from interface.templatetags.dates import long_date
from jobs.choices import JobState
from jobs.models import Job
from jobs.services import Cancelled, enqueue, request_cancel

# The states of a file, as the apps' own choices name them
SENT, READ, REFUSED, ACCEPTED, DONE, DROPPED = "sent", "read", "refused", "accepted", "done", "dropped"
TYPES = {
    "csv": "text/csv", "json": "application/json", "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip

Progress = Callable[[str, int, int], None]
Work = Callable[[Any, Progress], Any]
Tell = Callable[[Any, User | None, str], None]


class Changed(Exception):
    """What a file would do is not what somebody looked through."""


class Refused(Exception):
    """What the portal holds now keeps the file out."""

    def __init__(self, found: Remarks) -> None:
        super().__init__("nothing was kept")
        self.found = found


def keep_file(*, name: str, data: bytes, bounds: Bounds, endings: Collection[str] = KINDS) -> StoredFile:
    """Keep a file closed to everybody but the office. Raises ValidationError on `file` for another kind, or one too large."""
    kind = name.rpartition(".")[2].lower()
    if kind not in endings:
        words = _("Choose a %(kinds)s file") % {"kinds": _kinds(endings)}
        raise ValidationError({"file": ValidationError(words, code="kind")})
    if len(data) > bounds.size:
        words = _("The file must be %(size)s MB or smaller. Split it into several")
        raise ValidationError({"file": ValidationError(words % {"size": bounds.size // 1_000_000}, code="size")})
    return store_bytes(store=StoreName.RESTRICTED, data=data, media_type=TYPES[kind])


def _kinds(endings: Collection[str]) -> str:
    """CSV, XLSX or ODS"""
    names = [one.upper() for one in endings]
    return _(" or ").join(part for part in (", ".join(names[:-1]), names[-1]) if part)


class FilesIn:
    """The files of one app. `tell(upload, actor, act)` enters an act in the trail."""

    def __init__(self, model: Any, *, read_job: str, bring_in_job: str, tell: Tell) -> None:
        self.model, self.read_job, self.bring_in_job, self.tell = model, read_job, bring_in_job, tell

    # What people do

    @transaction.atomic
    def send(self, made: Any, actor: User | None) -> Any:
        """Keep a new row of a file, and ask for it to be read."""
        made.full_clean()
        made.save()
        self.tell(made, actor, SENT)
        self._ask(made, self.read_job, actor)
        return made

    def accept(self, held: Any, actor: User | None) -> Any:
        """Ask for a held file to be brought in. Raises ValidationError "state"."""
        if held.status not in (READ, ACCEPTED):
            raise ValidationError(_("This file does not wait to be looked through"), code="state")
        held.status, held.accepted_at, held.accepted_by = ACCEPTED, clock.now(), actor
        self.save(held, actor, ACCEPTED)
        self._ask(held, self.bring_in_job, actor)
        return held

    @transaction.atomic
    def drop(self, upload: Any, version: int, actor: User | None) -> Any:
        """Leave out a file that was looked through, or whose work broke. Raises ValidationError "stale", "state", "work"."""
        held = self.hold_idle(upload, version)
        if held.status not in (READ, SENT, ACCEPTED):
            raise ValidationError(_("This file does not wait to be looked through"), code="state")
        return self.finish(held, DROPPED, actor)

    @transaction.atomic
    def stop_work(self, upload: Any, actor: User | None) -> Any:
        """Stop the job that works on a file, at its next step; nothing of it is kept. Raises ValidationError when it ended."""
        job = self.job_of(upload)
        if job is None:
            raise ValidationError(_("This work has ended. There is nothing to cancel"))
        ended = request_cancel(job, actor=actor)
        # A job that runs holds the upload until it has read that it is to stop, which it reads once we have ended
        return self._stopped(upload) if ended.state == JobState.CANCELLED else upload

    def job_of(self, upload: Any) -> Job | None:
        """The last job that works or worked on a file."""
        key = {"upload": upload.reference}
        rows = Job.objects.for_work(self.read_job, **key) | Job.objects.for_work(self.bring_in_job, **key)
        return rows.order_by("-pk").first()

    def _ask(self, upload: Any, job: str, actor: User | None) -> None:
        enqueue(
            job, key=upload.reference, payload={"upload": upload.reference}, requested_by=actor, area_slug=upload.area.slug
        )  # fmt: skip

    # What jobs do

    def look_through(self, upload: Any, progress: Progress, work: Work) -> Any:
        """Have a sent file read by `work`. Done twice it does nothing the second time. Cancelled, the file is left out."""
        return self._worked(upload, SENT, progress, work)

    def bring_in(self, upload: Any, progress: Progress, work: Work, *, again: Work, why_again: str) -> Any:
        """Have an accepted file brought in by `work`, whole or not at all. Done twice it does nothing the second time. Where it
        would do other things than those that were looked through, `again` reads it anew, and `why_again` says so."""
        try:
            return self._worked(upload, ACCEPTED, progress, work)
        except Refused as refusal:
            found = refusal.found
            return self._otherwise(upload, lambda held: self.refuse(held, found))
        except Changed:
            return self._otherwise(upload, lambda held: self._read_again(held, again, progress, why_again))

    def _worked(self, upload: Any, state: str, progress: Progress, work: Work) -> Any:
        try:
            with transaction.atomic():
                held = self.hold(upload)
                return work(held, progress) if held.status == state else held
        except Cancelled:
            self._stopped(upload)
            raise

    @transaction.atomic
    def _otherwise(self, upload: Any, end: Callable[[Any], Any]) -> Any:
        held = self.hold(upload)
        if held.status != ACCEPTED:
            return held
        held.accepted_at, held.accepted_by = None, None
        return end(held)

    @staticmethod
    def _read_again(held: Any, again: Work, progress: Progress, why: str) -> Any:
        held.status = SENT
        found = again(held, progress)
        found.notices = [{"row": 0, "column": "", "reason": why}, *found.notices]
        found.save()
        return found

    @transaction.atomic
    def _stopped(self, upload: Any) -> Any:
        """Somebody stopped the work: a file that was being read is left out, one that was accepted waits to be looked through."""
        held = self.hold(upload)
        if held.status == SENT:
            return self.finish(held, DROPPED, held.sent_by)
        if held.status == ACCEPTED:
            held.status, held.accepted_at, actor, held.accepted_by = READ, None, held.accepted_by, None
            return self.save(held, actor, "stopped")
        return held

    # What both do

    def hold(self, upload: Any) -> Any:
        """The upload, held until what is done with it is done."""
        rows = self.model.objects.select_for_update(of=("self",)).select_related("area", "file", "sent_by", "accepted_by")
        return rows.get(pk=upload.pk)

    def hold_idle(self, upload: Any, version: int) -> Any:
        """The upload, held; nobody may be at work on it. Raises ValidationError "stale", "work"."""
        at_work = self.job_of(upload)
        if upload.status != READ and at_work is not None and at_work.is_alive:
            words = _("The portal is at work on this file. Wait until it has finished, or cancel it")
            raise ValidationError(words, code="work")
        held = self.hold(upload)
        held.still_at(version)
        return held

    def same_file_before(self, held: Any) -> str:
        """On which day the same file was brought in, so that whoever sends it again learns of it; empty where it never was."""
        rows = self.model.objects.filter(area=held.area, digest=held.digest, status=DONE)
        same = rows.exclude(pk=held.pk).first()
        return long_date(clock.as_local(same.finished_at)) if same is not None and same.finished_at else ""

    @staticmethod
    def note(held: Any, found: Remarks) -> None:
        """Put on the upload what is wrong with the file and what is odd about it."""
        held.problems = [one.as_json() for one in found.problems]
        held.notices = [one.as_json() for one in sorted(found.notices, key=lambda one: (one.row, one.column))]

    def refuse(self, held: Any, found: Remarks) -> Any:
        """Keep the file out, and say why."""
        self.note(held, found)
        return self.finish(held, REFUSED, held.sent_by)

    def finish(self, held: Any, status: str, actor: User | None) -> Any:
        """No more is done with the file."""
        held.status, held.finished_at = status, clock.now()
        return self.save(held, actor, status)

    def save(self, held: Any, actor: User | None, act: str) -> Any:
        """Check and save a held row, and tell the trail."""
        held.bump()
        held.full_clean()
        held.save()
        self.tell(held, actor, act)
        return held
