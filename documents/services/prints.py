"""Texts set down in print: a sheet of facts and words becomes a tagged PDF that is kept as it went out.

Whose print it is (`owner_kind`, `owner_key`) decides who may read it; whoever serves one has fetched its owner through
`visible_to`, and sends it with `documents.views.response_for`. Nothing in a print depends on when or by whom it is made:
the same sheet gives the same bytes, and printing again what did not change gives the print that there is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents import rendering
from documents.choices import Access, StoreName
from documents.models import Print
from documents.services.files import drop_file, ensure_public, ensure_restricted, store_bytes
from documents.services.packs import STYLESHEETS
from documents.services.readings import RESTRICTED_READ
from interface import clock
from panels.models import PoliceArea

STYLES = (*STYLESHEETS, rendering.STATIC / "css" / "sheet.css")
PDF = "application/pdf"
OPENING_TAG = re.compile(r"<(p|ul|ol|h2|h3|h4|table|caption|thead|tbody|tr|th|td|a|blockquote)((?:\s[^>]*)?)>")
CLASS = re.compile(r'\sclass="([^"]*)"')
WEB_CLASSES = {
    "p": "govuk-body", "ul": "govuk-list govuk-list--bullet", "ol": "govuk-list govuk-list--number", "h2": "govuk-heading-m",
    "h3": "govuk-heading-s", "h4": "govuk-heading-s", "table": "govuk-table", "caption": "govuk-table__caption",
    "thead": "govuk-table__head", "tbody": "govuk-table__body", "tr": "govuk-table__row", "th": "govuk-table__header",
    "td": "govuk-table__cell", "a": "govuk-link", "blockquote": "govuk-inset-text",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What is to be printed. Words are plain text but `content`, clean HTML whose headings begin at h2.

    `kind_words` says what it is ("Report to the Police and Crime Commissioner"), `facts` are (term, value) pairs under the
    title, `to_lines` and `from_lines` the lines of an address, `signature_lines` who signs, with office and day, `running`
    what stands at the head of every page (empty: the title), and `standing` what weight the words have ("Draft. Not sent.").
    A letter (`is_letter`) shows `to_lines` in a window at 50 mm. `exempt_line` stands across the foot of what is private.
    """

    title: str
    kind_words: str
    content: SafeString
    facts: Sequence[tuple[str, str]] = ()
    to_lines: Sequence[str] = ()
    from_lines: Sequence[str] = ()
    signature_lines: Sequence[str] = ()
    running: str = ""
    standing: str = ""
    author: str = ""
    exempt_line: str = ""
    is_letter: bool = False


# Printing --------------------------------------------------------------------------------------------------------


@transaction.atomic
def print_sheet(*, area: PoliceArea, owner_kind: str, owner_key: int, sheet: Sheet, access: str, actor: User | None) -> Print:
    """Set a sheet down and keep the file for ever, under the next number of its owner's prints.

    The caller holds the owner. The file lies in the public store only where `access` is public. Raises ValidationError
    "too-wide" where a table is wider than the page.
    """
    html = sheet_html(sheet)
    pdf = preview_sheet(sheet)
    if pages := rendering.overflowing_pages(pdf):
        words = _("Page %(number)d: a table is wider than the page. Shorten the table")
        raise ValidationError(words % {"number": pages[0]}, code="too-wide")
    file = store_bytes(store=_store(access), data=pdf, media_type=PDF)
    newest = newest_print(owner_kind, owner_key)
    if newest and (newest.file, newest.access, newest.title) == (file, access, sheet.title):
        return newest
    made = Print(
        area=area, owner_kind=owner_kind, owner_key=owner_key, number=_next_number(owner_kind, owner_key), title=sheet.title,
        access=access, html=html, file=file, made_at=clock.now(), made_by=actor,
    )  # fmt: skip
    made.full_clean()
    made.save()
    return _told(made, actor, "printed", sha256=file.sha256)


def preview_sheet(sheet: Sheet) -> bytes:
    """The PDF of a sheet as it would be printed now. Never kept."""
    return rendering.render_piece(_document(sheet, sheet_html(sheet)), stylesheets=STYLES)


@translation.override(settings.LANGUAGE_CODE)
def sheet_html(sheet: Sheet) -> SafeString:
    """What follows the title of a sheet, as clean HTML in the portal's language: the web page and the print say the same."""
    html = render_to_string("documents/pdf/_sheet.html", {"sheet": sheet})
    return mark_safe(html.strip())  # noqa: S308  made by the template, which escapes


@translation.override(settings.LANGUAGE_CODE)
def _document(sheet: Sheet, html: str) -> str:
    before, between, after = (_("Page %(number)s of %(count)s") % {"number": "\0", "count": "\0"}).split("\0")
    context = {
        "sheet": sheet,
        "html": mark_safe(html),  # noqa: S308  made by the template above, which escapes
        "running": sheet.running or sheet.title,
        "before": before,
        "between": between,
        "after": after,
    }
    return render_to_string(f"documents/pdf/{'letter' if sheet.is_letter else 'sheet'}.html", context)


# What was printed ------------------------------------------------------------------------------------------------


def newest_print(owner_kind: str, owner_key: int) -> Print | None:
    """The newest print of an owner that stands; None where nothing does."""
    kept = Print.objects.select_related("file", "area").filter(owner_kind=owner_kind, owner_key=owner_key)
    return kept.filter(withdrawn_at__isnull=True).order_by("-number").first()


def web_html(kept: Print) -> SafeString:
    """What was printed, dressed for a web page: the same words and tags, with the design system's classes."""
    return dressed(kept.html)


def dressed(html: str) -> SafeString:
    """Clean HTML of a sheet with the design system's classes on its tags."""
    return mark_safe(OPENING_TAG.sub(_dressed_tag, html))  # noqa: S308  only classes of ours are added to clean HTML


def _dressed_tag(found: re.Match[str]) -> str:
    tag, attributes = found.group(1), found.group(2)
    own = CLASS.search(attributes)
    names = f"{WEB_CLASSES[tag]} {own.group(1)}" if own else WEB_CLASSES[tag]
    return f'<{tag} class="{names}"{CLASS.sub("", attributes)}>'


@transaction.atomic
def publish_print(*, kept: Print, actor: User | None) -> Print:
    """Make known what was printed for few, when its owner becomes public: the file goes to the public store as it is."""
    held = _held(kept)
    if held.access == Access.PUBLIC:
        return held
    held.access = Access.PUBLIC
    return _moved(held, StoreName.PUBLIC, actor, "print_published")


@transaction.atomic
def withdraw_print(*, kept: Print, reason: str, actor: User | None) -> Print:
    """Take a print back: it stays with its day and reason, and its file leaves the public store."""
    held = _held(kept)
    if held.withdrawn_at:
        return held
    held.withdrawn_at, held.withdrawn_reason = clock.now(), reason.strip()
    return _moved(held, StoreName.RESTRICTED, actor, "print_withdrawn")


@transaction.atomic
def note_reading_of_print(*, kept: Print, reader: User | AnonymousUser) -> None:
    """Keep in the trail that somebody signed in was given a print that is not for everybody; not what it says."""
    if isinstance(reader, User):
        detail = {"of": kept.owner_kind, "number": kept.number}
        record(actor=reader, action=RESTRICTED_READ, target=kept, area=kept.area, detail=detail)


def _held(kept: Print) -> Print:
    return Print.objects.select_for_update(of=("self",)).select_related("file", "area").get(pk=kept.pk)


def _moved(held: Print, store: str, actor: User | None, act: str) -> Print:
    """Save a held print with its file in a store, and drop the file from where nothing needs it any more."""
    before = held.file
    held.file = ensure_public(before) if store == StoreName.PUBLIC else ensure_restricted(before)
    held.full_clean()
    held.save()
    if before != held.file:
        drop_file(before)
    return _told(held, actor, act)


def _store(access: str) -> str:
    return StoreName.PUBLIC if access == Access.PUBLIC else StoreName.RESTRICTED


def _next_number(owner_kind: str, owner_key: int) -> int:
    kept = Print.objects.filter(owner_kind=owner_kind, owner_key=owner_key)
    return (kept.aggregate(last=Max("number"))["last"] or 0) + 1


def _told(made: Print, actor: User | None, act: str, **detail: str) -> Print:
    told = {"of": made.owner_kind, "key": made.owner_key, "number": made.number, **detail}
    record(actor=actor, action=f"documents.{act}", target=made, area=made.area, detail=told)
    return made
