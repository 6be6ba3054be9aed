"""What the jobs do with a file: look through it without keeping anything, then bring it in whole or not at all."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from commissioning.choices import UploadKind, UploadStatus
from commissioning.models import Upload
from commissioning.rules.award_rows import Brought
from commissioning.services.files_in import awards, payments
from commissioning.services.files_in.bounds import BRING_IN_JOB, READ_JOB
from commissioning.services.files_in.payment_table import Progress
from documents.services.files_in import Changed, FilesIn, Refused


def _tell(upload: Upload, actor: User | None, act: str) -> None:
    """Enter an act in the trail: which file of which kind, and how many rows; never what stands in them."""
    detail: dict[str, Any] = {"upload": upload.reference, "kind": upload.kind}
    if act not in (UploadStatus.SENT, UploadStatus.ACCEPTED):
        detail |= {"made": upload.made, "changed": upload.changed, "same": upload.same, "problems": len(upload.problems)}
    record(actor=actor, action=f"commissioning.file_{act}", target=upload, area=upload.area, detail=detail)


FILES = FilesIn(Upload, read_job=READ_JOB, bring_in_job=BRING_IN_JOB, tell=_tell)


def look_through(*, upload: Upload, progress: Progress) -> Upload:
    """Read a file and note on the upload what it would do, or why it is refused. Nothing else is kept. Done twice it does nothing
    the second time. Cancelled, the file is left out."""
    looked: Upload = FILES.look_through(upload, progress, _looked_through)
    return looked


def bring_in(*, upload: Upload, progress: Progress) -> Upload:
    """Bring in a file that was accepted: every row or none. Done twice it does nothing the second time. Where other rows would
    change than those that were looked through, it goes back to be looked through again."""
    reason = _("The register was changed after you looked through the file. Look through it again")
    done: Upload = FILES.bring_in(upload, progress, _brought_in, again=_looked_through, why_again=reason)
    return done


def _read(held: Upload, progress: Progress) -> Any:
    progress(_("Reading the file"), 0, 0)
    return payments.read_payments(held) if held.kind == UploadKind.PAYMENTS else awards.read_awards(held, progress)


def _looked_through(held: Upload, progress: Progress) -> Any:
    found = _read(held, progress)
    if found.problems:
        return FILES.refuse(held, found)
    held.unmapped = dict(getattr(found, "unmapped", {}))
    is_payments = held.kind == UploadKind.PAYMENTS
    held.total = payments.total_of(found) if is_payments else awards.total_of(found)
    counts = (payments.try_payments if is_payments else awards.try_awards)(held, found, progress)
    if found.problems:
        return FILES.refuse(held, found)
    FILES.note(held, found)
    _count(held, counts)
    if not counts.made and not counts.changed:
        return FILES.finish(held, UploadStatus.DONE, held.sent_by)
    if day := FILES.same_file_before(held):
        words = _("The same file was brought in on %(day)s. Rows were changed since, and would be changed back")
        held.notices = [{"row": 0, "column": "", "reason": words % {"day": day}}, *held.notices]
    held.status = UploadStatus.READ
    return FILES.save(held, held.sent_by, UploadStatus.READ)


def _brought_in(held: Upload, progress: Progress) -> Any:
    found = _read(held, progress)
    if found.problems:
        raise Refused(found)
    is_payments = held.kind == UploadKind.PAYMENTS
    counts = (payments.bring_in_payments if is_payments else awards.bring_in_upload)(held, found, progress)
    if found.problems:
        raise Refused(found)
    if (counts.made, counts.changed) != (held.made, held.changed) and (counts.made or counts.changed):
        raise Changed
    _count(held, counts)
    return FILES.finish(held, UploadStatus.DONE, held.accepted_by)


def _count(held: Upload, counts: Brought) -> None:
    held.made, held.changed, held.same = counts.made, counts.changed, counts.same
