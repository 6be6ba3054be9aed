"""Large print: the text of a written paper again at 18 point, made once it is published and kept with its version."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from documents import rendering
from documents.choices import PaperKind, PaperStatus, StoreName
from documents.models import Paper, PaperVersion, StoredFile
from documents.papers import piece_html
from documents.services.files import drop_file, store_bytes, store_folder

LARGE_PRINT_JOB = "documents.large_print"
SHEETS = tuple(rendering.STATIC / "css" / name for name in ("pack.css", "large-print.css"))
PDF = "application/pdf"
WAYS = ("", " hyphens", " hyphens tight", " tight broken")  # classes of the article, tried until everything fits on its page


class NoLargePrint(Exception):
    """The paper has none: it is not out, is somebody's PDF, was withdrawn, or does not fit even so."""


@dataclass(frozen=True)
class Heads:
    """What the sheets say of the paper's place: the running head, the item, and its pages in the pack, if known."""

    running: str
    item_label: str
    first: int | None = None
    last: int | None = None

    @property
    def pages_line(self) -> str:
        """Which pages of the pack these are, so that everybody at the table can turn to the same."""
        if not self.first:
            return ""
        if self.last in (None, self.first):
            return _("Page %(first)d of the pack") % {"first": self.first}
        return _("Pages %(first)d to %(last)d of the pack") % {"first": self.first, "last": self.last}


def has_large_print(paper: Paper) -> bool:
    """Whether there is, or can be, large print of a paper: published text that is not somebody's own PDF."""
    version = paper.current
    return paper.status == PaperStatus.PUBLISHED and paper.kind != PaperKind.PDF and version is not None and not version.pdf_id


def large_print(*, paper: Paper, heads: Heads) -> StoredFile:
    """The large print of a paper, made now if it was not yet. The caller has fetched the paper through `visible_to`.

    Raises NoLargePrint. What is withdrawn while it is being made is not kept.
    """
    version = paper.current
    if version is None or not has_large_print(paper):
        raise NoLargePrint
    if version.large_print:
        return version.large_print
    return _keep(paper, version, _rendered(paper, version, heads))


@translation.override(settings.LANGUAGE_CODE)
def _rendered(paper: Paper, version: PaperVersion, heads: Heads) -> bytes:
    """The pages; tables that are too wide even on their side are hyphenated, then set in smaller letters, then broken."""
    cache = rendering.PieceCache(store_folder(StoreName.RESTRICTED) / "pieces")
    html = piece_html(
        paper, version, running=heads.running, item_label=heads.item_label, large_print=True, pages_line=heads.pages_line
    )
    for way in WAYS:
        pdf = cache.get_or_render(html.replace('<article class="report', f'<article class="report{way}', 1), stylesheets=SHEETS)
        if not rendering.overflowing_pages(pdf):
            return pdf
    raise NoLargePrint


@transaction.atomic
def _keep(paper: Paper, version: PaperVersion, pdf: bytes) -> StoredFile:
    locked = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if locked.status != PaperStatus.PUBLISHED or locked.current_id != version.pk:
        raise NoLargePrint
    store = StoreName.RESTRICTED if locked.is_private else StoreName.PUBLIC
    file = store_bytes(store=store, data=pdf, media_type=PDF)
    PaperVersion.objects.filter(pk=version.pk).update(large_print=file)
    return file


@transaction.atomic
def drop_large_print(*, paper: Paper) -> None:
    """Take the large print of a withdrawn paper out of its store, of every version."""
    for version in paper.versions.select_related("large_print").filter(large_print__isnull=False):
        file = version.large_print
        PaperVersion.objects.filter(pk=version.pk).update(large_print=None)
        if file:
            drop_file(file)
