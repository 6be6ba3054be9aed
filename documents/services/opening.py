"""Giving a private paper that was published to everybody: what kept it private fell away afterwards."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.choices import Access, PaperStatus
from documents.models import Paper, PaperVersion
from documents.services.files import ensure_public
from documents.services.packs import drop_printed
from documents.services.papers import _detail, _lock


@transaction.atomic
def open_paper(*, paper: Paper, actor: User | None) -> Paper:
    """Let everybody read a private paper that is published. Its address stays, and packs that are out stay as they are.

    An upload enters the public store. The PDFs that were printed from a text say at their foot that it is exempt: they
    go, and the caller prints it again. Refuses a draft, whose access is set, and what was withdrawn.
    """
    locked = _lock(paper)
    if locked.status != PaperStatus.PUBLISHED:
        raise ValidationError(_("Only a paper that is published can be opened to everybody"))
    if not locked.is_private:
        return locked
    locked.access, locked.exempt_paragraph = Access.PUBLIC, None
    locked.bump()
    locked.save(update_fields=["access", "exempt_paragraph", "version"])
    if locked.current and locked.current.pdf:
        PaperVersion.objects.filter(pk=locked.current.pk).update(pdf=ensure_public(locked.current.pdf))
    drop_printed(paper=locked)
    record(actor=actor, action="documents.paper_opened", target=locked, area=locked.area, detail=_detail(locked))
    return Paper.objects.for_page().get(pk=locked.pk)
