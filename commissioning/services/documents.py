"""Files of awards and exercises: examined as hostile, kept as a rebuilt copy, public with what they belong to."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from commissioning.choices import DocumentKind
from commissioning.models import Award, Document, Exercise
from commissioning.services.rows import keep
from documents.choices import Access, IntakeOutcome, StoreName
from documents.services.contents import MEDIA_TYPES, Content, examine
from documents.services.files import drop_file, ensure_public, ensure_restricted, store_bytes
from documents.services.readings import RESTRICTED_READ
from interface import clock
from panels.services.keeping import hold, hold_part, next_of, put_back, refuse_removed, set_facts, take_out

Owner = Award | Exercise
MOST_FILES = 50
CHANGEABLE = ("kind", "title")
LONGEST_NAME = 200


def examine_upload(upload: Any) -> Content:
    """What an upload holds. Slow, in a confined process: never inside a transaction that holds locks.

    Raises ValidationError by field (`upload`) for one that is refused, with what to do. Only a PDF is taken: it is rebuilt, and
    the copy alone is kept and read.
    """
    content, wrong = examine(upload.read(), upload.name)
    if wrong:
        raise ValidationError({"upload": wrong["file"]})
    if not content.pdf:
        raise ValidationError({"upload": _("Save the document as a PDF and add that")})
    return content


@transaction.atomic
def add_document(
    *, of: Owner, content: Content, title: str, actor: User | None, kind: str = DocumentKind.OTHER, access: str = Access.PUBLIC,
    exempt_paragraph: int | None = None, public_interest_reason: str = "",
) -> Document:  # fmt: skip
    """Keep what `examine_upload` gave. Raises ValidationError by field: `upload` where a public file holds what the eye does not
    see, `title`, and what a private one lacks."""
    held = hold(of)
    if held.documents.kept().count() >= MOST_FILES:
        raise ValidationError({"upload": _("There are %(most)d files already. Take some out first") % {"most": MOST_FILES}})
    place: dict[str, Any] = {"award": held} if isinstance(held, Award) else {"exercise": held}
    row = Document(
        **place, number=next_of(held.documents), name=content.original_name[-LONGEST_NAME:] or _("File"),
        file=store_bytes(store=StoreName.RESTRICTED, data=content.pdf, media_type=MEDIA_TYPES["pdf"]), added_at=clock.now(),
    )  # fmt: skip
    set_facts(row, {"kind": kind, "title": title}, CHANGEABLE)
    _set_access(row, access, exempt_paragraph, public_interest_reason)
    if row.access == Access.PUBLIC:
        _refuse_unseen(content)
    _kept(held, row, actor, "document_added", is_new=True)
    settle_copies(held)
    return row


@transaction.atomic
def change_document(*, document: Document, version: int, actor: User | None, **facts: Any) -> Document:
    """Change the kind or the title. Raises ValidationError "stale", "removed" and by field."""
    owner, held = _held(document, version)
    refuse_removed(held)
    set_facts(held, facts, CHANGEABLE)
    return _kept(owner, held, actor, "document_changed")


@transaction.atomic
def make_document_private(
    *, document: Document, version: int, exempt_paragraph: int, public_interest_reason: str, actor: User | None
) -> Document:
    """Keep a file for the office alone, from now on for good: to publish it again it is added again, and examined. Raises
    ValidationError "stale", "removed", "private" and by field."""
    owner, held = _held(document, version)
    refuse_removed(held)
    if held.access != Access.PUBLIC:
        raise ValidationError(_("It is private already"), code="private")
    _set_access(held, Access.EXEMPT, exempt_paragraph, public_interest_reason)
    _kept(owner, held, actor, "document_made_private")
    settle_copies(owner)
    return held


@transaction.atomic
def remove_document(*, document: Document, version: int, actor: User | None) -> Document:
    """Take a file out, from the public store too; `restore_document` puts it back. Raises ValidationError "stale", "removed"."""
    owner, held = _held(document, version)
    take_out(held)
    _kept(owner, held, actor, "document_removed")
    settle_copies(owner)
    return held


@transaction.atomic
def restore_document(*, document: Document, version: int, actor: User | None) -> Document:
    """Put back a file that was taken out. Raises ValidationError "stale", "there"."""
    owner, held = _held(document, version)
    put_back(held)
    _kept(owner, held, actor, "document_restored")
    settle_copies(owner)
    return held


def note_reading_of_document(document: Document, owner: Owner, reader: User | AnonymousUser) -> None:
    """Keep in the trail that somebody signed in was given a file that is not for everybody; not what it says."""
    is_private = document.access != Access.PUBLIC or (isinstance(owner, Award) and owner.is_private)
    if is_private and isinstance(reader, User):
        record(actor=reader, action=RESTRICTED_READ, target=owner, area=owner.area, detail={"document": document.number})


def settle_copies(of: Owner) -> None:
    """Bring the copies of all files of something to where they belong: the public store while everybody may read them, else the
    restricted one. To be called whenever the award or the exercise is published, hidden or made private."""
    for one in of.documents.select_related("file"):
        goes_out = _is_open(of) and one.access == Access.PUBLIC and one.removed_at is None
        file = ensure_public(one.file) if goes_out else ensure_restricted(one.file)
        if file.pk != one.file_id:
            before, one.file = one.file, file
            one.save(update_fields=["file"])
            drop_file(before)


def _is_open(of: Owner) -> bool:
    is_private = isinstance(of, Award) and of.access != Access.PUBLIC
    return of.published_at is not None and not is_private


def _set_access(row: Document, access: str, paragraph: int | None, reason: str) -> None:
    problems = {}
    row.access = access
    if access == Access.PUBLIC:
        row.exempt_paragraph, row.public_interest_reason = None, ""
        return
    if access != Access.EXEMPT:
        problems["access"] = _("Choose whether the file is public or private")
    if paragraph is None:
        problems["exempt_paragraph"] = _("Choose the paragraph of Schedule 12A")
    if not reason.strip():
        problems["public_interest_reason"] = _("Say why the public interest is in withholding it")
    if problems:
        raise ValidationError(problems)
    row.exempt_paragraph, row.public_interest_reason = paragraph, reason.strip()


def _refuse_unseen(content: Content) -> None:
    """A public file holds nothing that its reader does not see."""
    if content.outcome != IntakeOutcome.REVIEW:
        return
    pages = sorted({one.page for one in content.findings if one.page})
    where = _(" on page %(pages)s") % {"pages": ", ".join(map(str, pages))} if pages else ""
    words = _("The file holds more than the eye sees%(where)s. Ask its author for a new file, or add it as a private one")
    raise ValidationError({"upload": words % {"where": where}})


def _held(document: Document, version: int) -> tuple[Owner, Document]:
    return hold_part(document, "award" if document.award_id else "exercise", version)


def _kept(owner: Owner, row: Document, actor: User | None, act: str, *, is_new: bool = False) -> Document:
    return keep(row, area=owner.area, actor=actor, act=act, is_new=is_new, target=owner, number=row.number)
