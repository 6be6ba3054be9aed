"""Files of a response: examined as hostile, kept in the restricted store, opened to the public with the response alone."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.choices import ConsultationStatus
from decisions.models import Consultation, ConsultationFile
from decisions.rules.consultations import must_be_decided
from decisions.services.consultation_copies import open_copies, withdraw_copies
from decisions.services.consultations import lock_consultation, next_row, save_consultation
from documents.choices import StoreName
from documents.models import StoredFile
from documents.services.contents import MEDIA_TYPES, Content, examine
from documents.services.files import store_bytes
from interface import clock

MOST_FILES = 20  # that stand in one response


def examine_upload(upload: Any) -> Content:
    """What an upload holds. Slow, in a confined process: never inside a transaction that holds locks.

    Raises ValidationError by field (`upload`) for one that is refused, with what to do.
    """
    content, wrong = examine(upload.read(), upload.name)
    if wrong:
        raise ValidationError({"upload": wrong["file"]})
    return content


@transaction.atomic
def add_file(*, consultation: Consultation, content: Content, title: str, actor: User | None) -> ConsultationFile:
    """Keep what `examine_upload` gave, until the response is public. Raises ValidationError by field: `upload`, `title`;
    "published"."""
    held = lock_consultation(consultation)
    if held.status == ConsultationStatus.PUBLISHED:
        raise ValidationError(_("The response is public. Take it from the public before you add a file"), code="published")
    if held.files.kept().count() >= MOST_FILES:
        words = _("A response holds up to %(most)d files. Take some out first")
        raise ValidationError({"upload": words % {"most": MOST_FILES}})
    row = ConsultationFile(
        consultation=held, number=next_row(held), name=content.original_name or _("File"), title=title.strip(),
        original=_store(content.original, content.original_type), pdf=_store(content.pdf, MEDIA_TYPES["pdf"]),
        html=content.html, outcome=content.outcome, notices=list(content.notices), findings=_found(content),
        added_at=clock.now(), added_by=actor,
    )  # fmt: skip
    row.full_clean(exclude=["consultation"])
    row.save()
    save_consultation(held, actor, "consultation_file_added", number=row.number)
    return row


@transaction.atomic
def keep_findings(*, file: ConsultationFile, version: int, why: str, actor: User | None) -> ConsultationFile:
    """Say why a file may go out with what was found in it. Raises ValidationError "stale"; by field: `why`."""
    held, row = _lock(file, version)
    if not why.strip():
        raise ValidationError({"why": _("Say why it may go out with what was found in it")})
    row.kept_why = why.strip()
    return _save(held, row, actor, "consultation_file_kept")


@transaction.atomic
def remove_file(*, file: ConsultationFile, version: int, actor: User | None) -> ConsultationFile:
    """Take a file out, from the public store too; it stays for the office, and `restore_file` undoes it. Raises ValidationError
    "stale", "removed"."""
    held, row = _lock(file, version)
    if row.removed_at is not None:
        raise ValidationError(_("This file was taken out already"), code="removed")
    row.removed_at = clock.now()
    _save(held, row, actor, "consultation_file_removed")
    withdraw_copies([row])
    return row


@transaction.atomic
def restore_file(*, file: ConsultationFile, version: int, actor: User | None) -> ConsultationFile:
    """Put a file back; where the response is public it is public again. Raises ValidationError "stale", "there", and "review"
    where it may not go out."""
    held, row = _lock(file, version)
    if row.removed_at is None:
        raise ValidationError(_("This file is there already"), code="there")
    row.removed_at = None
    if held.status == ConsultationStatus.PUBLISHED and must_be_decided(row):
        raise ValidationError(_("It holds more than the eye sees. Say first why it may go out"), code="review")
    _save(held, row, actor, "consultation_file_restored")
    if held.status == ConsultationStatus.PUBLISHED:
        open_copies([row])
    return row


def _found(content: Content) -> list[dict[str, Any]]:
    return [{"kind": one.kind, "page": one.page, "quote": one.quote} for one in content.findings]


def _store(data: bytes, media_type: str) -> StoredFile | None:
    return store_bytes(store=StoreName.RESTRICTED, data=data, media_type=media_type) if data else None


def _lock(file: ConsultationFile, version: int) -> tuple[Consultation, ConsultationFile]:
    held = lock_consultation(file.consultation)
    row = ConsultationFile.objects.select_for_update(of=("self",)).select_related("pdf").get(pk=file.pk)
    row.still_at(version)
    row.consultation = held
    return held, row


def _save(consultation: Consultation, file: ConsultationFile, actor: User | None, act: str) -> ConsultationFile:
    file.bump()
    file.full_clean(exclude=["consultation"])
    file.save()
    save_consultation(consultation, actor, act, number=file.number)
    return file
