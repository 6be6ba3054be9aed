"""The notice of a decision in print: set down when it is signed, checked whenever it is given, public once it is published.

Of a decision that is not wholly public there are two: the whole notice, which never leaves the restricted store, and the one
that everybody may read.
"""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions import permissions
from decisions.models import Decision
from decisions.papers.decision_notice import notice_sheet
from decisions.permissions import Reader
from decisions.rules.decision_facts import is_wholly_public
from documents.choices import Access
from documents.models import Print
from documents.services.files import FileLost, read_bytes
from documents.services.prints import newest_print, preview_sheet, print_sheet, publish_print
from documents.services.readings import RESTRICTED_READ

WHOLE = "decision"
FOR_ALL = "decision-public"


class NoticeChanged(Exception):
    """The file of a signed notice is not the one that was signed."""


def print_notice(held: Decision, actor: User | None) -> Print:
    """Print the notice of a decision whose signature was entered, in the restricted store, and beside it what the public will
    read where that is less. The caller holds the decision. Raises ValidationError "too-wide"."""
    whole = _printed(held, WHOLE, actor)
    if not is_wholly_public(held):
        _printed(held, FOR_ALL, actor)
    return whole


def _printed(held: Decision, kind: str, actor: User | None) -> Print:
    sheet = notice_sheet(held, is_whole=kind == WHOLE)
    return print_sheet(
        area=held.area, owner_kind=kind, owner_key=held.pk, sheet=sheet, access=Access.EXEMPT, actor=actor
    )  # fmt: skip


def publish_notice(held: Decision, actor: User | None) -> None:
    """Put what the public reads of a held decision into the public store. One of an older register has nothing in print.

    Raises ValidationError "changed" where the file is not what was signed, or is gone.
    """
    kept = newest_print(WHOLE if is_wholly_public(held) else FOR_ALL, held.pk)
    try:
        check_notice(held, kept)
    except (FileLost, NoticeChanged) as error:
        raise ValidationError(changed_words(held), code="changed") from error
    if kept is not None:
        publish_print(kept=kept, actor=actor)


def notice_for(decision: Decision, user: Reader) -> Print | None:
    """The print that somebody may read who may know of a decision: the whole notice for whoever reads all of it, else what the
    public reads; None for one that is not signed, or stood in an older register."""
    is_whole = is_wholly_public(decision) or permissions.can_read_decision(user, decision)
    return newest_print(WHOLE if is_whole else FOR_ALL, decision.pk)


def check_notice(decision: Decision, kept: Print | None) -> None:
    """See that the file of a notice is the one that was printed at the signature, and of the whole notice the one whose checksum
    the decision keeps; without a checksum there was no print. Raises NoticeChanged, or FileLost where it is not in its store."""
    if kept is None:
        if decision.notice_sha256:
            raise FileLost(decision.reference)
        return
    if kept.owner_kind == WHOLE and kept.file.sha256 != decision.notice_sha256:
        raise NoticeChanged(decision.reference)
    if hashlib.sha256(read_bytes(kept.file)).hexdigest() != kept.file.sha256:
        raise NoticeChanged(decision.reference)


def changed_words(decision: Decision) -> str:
    """That a notice is not given, and why, for a page."""
    words = _("The file of the notice of %(reference)s is not the one that was signed. It is not given out")
    return words % {"reference": decision.reference}


@transaction.atomic
def draft_pdf(decision: Decision, reader: Reader) -> bytes:
    """The whole notice as it would be printed now, marked as a draft, for who reads all of it. Never kept; the reading is."""
    if isinstance(reader, User):
        detail = {"reference": decision.reference}
        record(actor=reader, action=RESTRICTED_READ, target=decision, area=decision.area, detail=detail)
    return preview_sheet(notice_sheet(decision, is_whole=True))
