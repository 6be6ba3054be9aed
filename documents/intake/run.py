"""Takes an uploaded file in: accepted, repaired with a notice, or refused with a reason that says what to do."""

import hashlib
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from documents.intake import recognition, viruses
from documents.intake.found import Found, Mark, is_mark, read
from documents.intake.refusals import MAX_BYTES
from documents.intake.sandbox import Answer, examine_confined

ACCEPTED, REPAIRED, REVIEW, REFUSED = "accepted", "repaired", "review", "refused"
CLASS_NAME = re.compile(r"[A-Za-z_]{1,60}")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What became of an upload.

    `outcome` is "accepted", "repaired", "review" or "refused". A PDF gives `pdf` (rebuilt bytes), `text` by page (only
    words that can be seen) and `page_count`; a DOCX or ODT gives `html` and its whole text as one entry, with no pages
    yet. `notices` are sentences for the clerk and `findings` what they have to look at; `limits_held` says which limits
    bound the process that opened the file, for the log.
    """

    outcome: str
    reason: str = ""
    code: str = ""
    kind: str = ""
    pdf: bytes = b""
    html: str = ""
    text: tuple[str, ...] = ()
    page_count: int = 0
    notices: tuple[str, ...] = ()
    notice_codes: tuple[str, ...] = ()
    findings: tuple[Found, ...] = ()
    limits_held: dict[str, bool] = field(default_factory=dict)


def reasons() -> dict[str, str]:
    """Why a file is refused, by code, in the language in force."""
    return {
        "empty": _("The file is empty. Choose another"),
        "too_large": _("The file is larger than 100 MB. Save it smaller or split it"),
        "kind": _("The file must be a PDF, DOCX or ODT"),
        "password": _("This PDF needs a password. Upload one without"),
        "password_document": _("This document needs a password. Upload one without"),
        "damaged": _("The file is damaged. Ask the author to save it again"),
        "damaged_document": _("The file is damaged. Ask the author to save it again"),
        "no_pages": _("The PDF has no pages. Choose another"),
        "no_words": _("The document has no words. Choose another, or upload a PDF"),
        "too_many_pages": _("The file has more than 2,000 pages. Split it"),
        "expands": _("The file opens out to more than we can take. Save its pictures smaller or split it"),
        "too_much": _("The file takes too much memory to open. Save it again more simply or split it"),
        "too_slow": _("The file takes longer than 10 seconds to open. Save it again more simply or split it"),
        "still_hidden": _("The hidden words could not be taken out. Ask the author for a new file"),
        "virus": _("A virus was found in the file. Tell whoever sent it"),
        "not_recognised": _("The words in the pictures could not be recognised"),
        "unchecked": _("The file could not be checked for viruses. Try again in a few minutes"),
        "macros": _("The document holds macros. Save it without them"),
    }


def notice_texts() -> dict[str, str]:
    """What a clerk is told of a file that was taken, by code, in the language in force."""
    return {
        "repaired": _("The file was damaged and has been repaired. Check every page before you publish it"),
        "restrictions": _("The author had restricted copying or printing. The restriction is gone"),
        "attachments": _("Files attached to the PDF were taken out"),
        "scripts": _("Scripts and actions were taken out"),
        "form": _("Form fields were made part of the page. They can no longer be filled in"),
        "signature": _("The digital signature is now only a picture. Keep the original if the signature matters"),
        "comments": _("Comments and marks were taken out"),
        "redactions": _("Text marked for redaction is still there. Ask the author to apply the redactions"),
        "layers": _("The PDF has layers. They are now one page"),
        "switched_off": _("Layers that were switched off were taken out"),
        "bookmarks": _("The bookmarks could not be read and were taken out"),
        "untagged": _("The PDF has no tags, so people who use a screen reader may not be able to read it"),
        "no_text": _("The PDF has no text, only pictures. People who use a screen reader cannot read it"),
        "recognisable": _("Its words can be recognised, so that they can be searched and read out"),
        "pictures": _("Pictures were left out. Upload a PDF if the paper needs them"),
    }


def take_in(data: bytes, filename: str) -> Outcome:
    """Examine and rebuild an upload in a confined process. Takes at most about 10 seconds and raises nothing.

    Where `settings.CLAMD_ADDRESS` names a virus scanner, it is asked first; a file that it cannot check is refused.

    `filename` counts for nothing, since what a file is, its content says; nor is it logged, since it may tell.
    """
    if not data:
        return _refused("empty")
    if len(data) > MAX_BYTES:
        return _refused("too_large")
    if (verdict := _scanned(data)) != viruses.CLEAN:
        log.warning("intake %s, %d bytes: virus scan %s", hashlib.sha256(data).hexdigest()[:12], len(data), verdict)
        return _refused("virus" if verdict == viruses.FOUND else "unchecked")
    answer = examine_confined(data)
    outcome = _outcome(answer)
    log.info(
        "intake %s, %d bytes: %s %s %s, process %s, limits held: %s, not held: %s",
        hashlib.sha256(data).hexdigest()[:12], len(data), outcome.outcome, outcome.code, _class_in(answer), answer.ended,
        *(sorted(name for name, held in answer.limits_held.items() if held is so) for so in (True, False)),
    )  # fmt: skip
    return outcome


def without_hidden(pdf: bytes, pages: Sequence[int], *, areas: Mapping[int, Sequence[Mark]] | None = None) -> Outcome:
    """A rebuilt PDF without what is hidden on these pages (from 1), examined again: the words go, or the page becomes a picture.

    `areas` are places by page that are blacked out, words and all; their pages become pictures. A page that becomes
    one keeps its visible words in `Outcome.text`, though not in the file. Refused where something hidden is left.
    """
    asked = {"act": "without_hidden", "pages": sorted({int(page) for page in pages}), "areas": _plain(areas)}
    return _outcome(examine_confined(pdf, asked=asked))


def look_at(pdf: bytes, pages: Sequence[int], *, marked: Mapping[int, Sequence[Mark]] | None = None) -> Outcome:
    """The visible words of these pages (from 1) of a rebuilt PDF, which stays as it is, and what was found on them.

    `marked` are places by page that are marked for redaction: their words are left out. What there was no time for, or
    too much of, comes as "unseen"; the text of all other pages is empty.
    """
    asked = {"act": "look_at", "pages": sorted({int(page) for page in pages}), "marked": _plain(marked)}
    return _outcome(replace(examine_confined(pdf, asked=asked), file=pdf))


def recognise(pdf: bytes, pages: Sequence[int] | None = None, *, marked: Mapping[int, Sequence[Mark]] | None = None) -> Outcome:
    """The words that tesseract reads in the pages of a rebuilt PDF without text, which stays as it is. Slow: for a job.

    Where `pages` (from 1) are named, exactly these are read, as pictures, and the text of the others is empty: a page may
    hold words that nobody sees. `marked` are places by page that are painted over first. Refused with code
    "not_recognised" where tesseract is not installed or comes to nothing.
    """
    named = None if pages is None else sorted({int(page) for page in pages})
    text = recognition.recognised(pdf, pages=named, marked=_plain(marked))
    if text is None or not any(page.strip() for page in text):
        return _refused("not_recognised")
    return Outcome(ACCEPTED, kind="pdf", pdf=pdf, text=text, page_count=len(text))


def _plain(places: Mapping[int, Sequence[Mark]] | None) -> dict[str, list[Mark]]:
    """Places by page, as JSON can carry them."""
    return {str(page): [list(mark) for mark in marks if is_mark(mark)] for page, marks in (places or {}).items()}


def _scanned(data: bytes) -> str:
    address = str(settings.CLAMD_ADDRESS)
    return viruses.scan(data, address) if address else viruses.CLEAN


def _class_in(answer: Answer) -> str:
    """The class of what a library raised. Its words may quote the file, and the process that says so is not believed."""
    named = str(answer.result.get("detail", ""))
    return named if CLASS_NAME.fullmatch(named) else ""


def _outcome(answer: Answer) -> Outcome:
    if answer.ended == "timeout":
        return _refused("too_slow", answer)
    if answer.ended == "died":
        return _refused("too_much", answer)
    if answer.result.get("outcome") not in (ACCEPTED, REPAIRED, REVIEW):
        return _refused(str(answer.result.get("code", "")), answer)
    return _taken(answer, answer.result)


def _refused(code: str, answer: Answer | None = None) -> Outcome:
    texts = reasons()
    code = code if code in texts else "damaged"
    kind = str(answer.result.get("kind") or "") if answer else ""
    return Outcome(REFUSED, texts[code], code, kind, limits_held=answer.limits_held if answer else {})


def _taken(answer: Answer, result: dict[str, Any]) -> Outcome:
    texts = notice_texts()
    codes = tuple(str(code) for code in result.get("notices", ()) if code in texts)
    if "no_text" in codes and recognition.program():
        codes += ("recognisable",)
    text = tuple(str(page) for page in result.get("text", ()))
    is_pdf = result.get("kind") == "pdf"
    if is_pdf and not answer.file.startswith(b"%PDF-"):
        return _refused("damaged", answer)
    return Outcome(
        outcome=str(result["outcome"]),
        kind=str(result.get("kind", "")),
        pdf=answer.file if is_pdf else b"",
        html=str(result.get("html", "")),
        text=text,
        page_count=len(text) if is_pdf else 0,
        notices=tuple(texts[code] for code in codes),
        notice_codes=codes,
        findings=read(result.get("findings"), len(text)) if is_pdf else (),
        limits_held=answer.limits_held,
    )
