"""Files that come with a complaint: examined as hostile, kept in the restricted store for good, shared, taken out, put back."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from complaints.models import Complaint, ComplaintFile
from complaints.services.locking import lock_complaint, next_row, save_complaint
from documents.choices import IntakeOutcome, StoreName
from documents.models import StoredFile
from documents.services.contents import MEDIA_TYPES, Content, examine
from documents.services.files import store_bytes
from interface import clock

MOST_FILES = 40  # that stand in one complaint
COPY, ORIGINAL = "copy", "original"


def examine_all(uploads: Iterable[Any]) -> list[Content]:
    """What uploads hold, in their order. Slow, a confined process for each: never inside a transaction that holds locks.

    Raises ValidationError by field (`uploads`) with each that is refused, its name and what to do.
    """
    contents, problems = [], []
    for upload in uploads:
        content, wrong = examine(upload.read(), upload.name)
        if wrong:
            problems.append(_refusal(upload.name, " ".join(wrong["file"])))
        else:
            contents.append(content)
    if problems:
        raise ValidationError({"uploads": problems})
    return contents


def _refusal(name: str, reason: str) -> str:
    return _("%(name)s: %(reason)s") % {"name": name, "reason": reason}


@transaction.atomic
def add_files(*, complaint: Complaint, contents: Iterable[Content], note: str = "", actor: User | None) -> list[ComplaintFile]:
    """Keep what `examine_all` gave, with one note. Raises ValidationError (`uploads`), "over" or "erased"."""
    held = lock_complaint(complaint)
    wanted = list(contents)
    if not wanted:
        return []
    if ComplaintFile.objects.standing().filter(complaint=held).count() + len(wanted) > MOST_FILES:
        raise ValidationError(
            {"uploads": _("A complaint holds up to %(most)d files. Take some out first") % {"most": MOST_FILES}}
        )
    kept = [_keep(held, one, note, actor) for one in wanted]
    save_complaint(held, actor, "files_added", numbers=[one.number for one in kept])
    return kept


@transaction.atomic
def share_file(*, file: ComplaintFile, version: int, is_shared: bool, actor: User | None) -> ComplaintFile:
    """Let those who resolve the complaint read the rebuilt copy of a file, or close it to them again.

    Only somebody who has looked may say that it names nobody. Refused while intake says that there is more in it than the eye
    sees. Raises ValidationError, "stale" or "over".
    """
    held, file = _lock(file, version)
    if is_shared and file.outcome == IntakeOutcome.REVIEW:
        words = _("There is more in this file than the eye sees. Take out what is hidden, then add it again")
        raise ValidationError({"is_shared": words})
    file.is_shared = is_shared
    return _save(held, file, "file_shared" if is_shared else "file_closed", actor)


@transaction.atomic
def remove_file(*, file: ComplaintFile, version: int, actor: User | None) -> ComplaintFile:
    """Take a file out; it stays for the record, and `restore_file` undoes it. Raises ValidationError "stale" or "over"."""
    held, file = _lock(file, version)
    file.removed_at = clock.now()
    return _save(held, file, "file_removed", actor)


@transaction.atomic
def restore_file(*, file: ComplaintFile, version: int, actor: User | None) -> ComplaintFile:
    """Put a file back. Raises ValidationError "stale" or "over"."""
    held, file = _lock(file, version)
    file.removed_at = None
    return _save(held, file, "file_restored", actor)


def stored_file(file: ComplaintFile, kind: str) -> StoredFile | None:
    """The rebuilt copy of a file, or what came; None where there is no such."""
    return {COPY: file.pdf, ORIGINAL: file.original}.get(kind)


def note_reading_of_file(*, file: ComplaintFile, kind: str, reader: User) -> None:
    """Tell the trail that somebody was sent a file."""
    detail = {"number": file.number, "kind": kind}
    record(actor=reader, action="complaints.file_read", target=file.complaint, area=file.complaint.area, detail=detail)


def _keep(complaint: Complaint, content: Content, note: str, actor: User | None) -> ComplaintFile:
    row = ComplaintFile(
        complaint=complaint,
        number=next_row(complaint),
        name=content.original_name or _("File"),
        note=note.strip(),
        original=_store(content.original, content.original_type),
        pdf=_store(content.pdf, MEDIA_TYPES["pdf"]),
        html=content.html,
        outcome=content.outcome,
        notices=list(content.notices),
        findings=[{"kind": one.kind, "page": one.page, "quote": one.quote} for one in content.findings],
        added_at=clock.now(),
        added_by=actor,
    )
    row.full_clean()
    row.save()
    return row


def _store(data: bytes, media_type: str) -> StoredFile | None:
    return store_bytes(store=StoreName.RESTRICTED, data=data, media_type=media_type) if data else None


def _lock(file: ComplaintFile, version: int) -> tuple[Complaint, ComplaintFile]:
    held = lock_complaint(file.complaint)
    row = ComplaintFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    row.still_at(version)
    row.complaint = held
    return held, row


def _save(complaint: Complaint, file: ComplaintFile, act: str, actor: User | None) -> ComplaintFile:
    file.bump()
    file.save()
    save_complaint(complaint, actor, act, number=file.number)
    return file
