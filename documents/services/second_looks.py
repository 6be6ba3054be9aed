"""Second looks at a draft's file, as jobs: at pages that nobody had time for, and at pictures of words that software can read.

Both leave the file as it is. What they learn goes to the version they began with, while it is still the one of a draft.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.choices import FindingKind, FindingState, PackStatus, PaperStatus
from documents.intake import recognition, run
from documents.intake.found import LONGEST_QUOTE, Found, Mark, as_plain, numbers, pages_named
from documents.models import Finding, Pack, Paper, PaperVersion
from documents.services.contents import clean_texts
from documents.services.files import read_bytes
from documents.services.pictures import drop_views
from interface import clock
from interface.templatetags.dates import long_date
from jobs.models import Job
from jobs.services import enqueue

LOOK, RECOGNISE = "look", "recognise"
JOBS = {LOOK: "documents.look_at_pages", RECOGNISE: "documents.recognise_text"}
LOOK_BATCH, READ_BATCH = 40, 4  # pages in one confined process
MOST_PERSONAL = 20  # findings of a file that only inform
CUT_OFF = LONGEST_QUOTE - 12  # a list of pages as long as this may have been cut
STANDING = (FindingState.OPEN, FindingState.KEPT)
Progress = Callable[[str, int, int], object]


@dataclass
class Looked:
    """What a second look brought: words by page, what was found, and the pages that could not be looked at even so."""

    texts: dict[int, str] = field(default_factory=dict)
    findings: list[Found] = field(default_factory=list)
    left: list[int] = field(default_factory=list)


# What there is to do ---------------------------------------------------------------------------------------------


def unseen_pages(version: PaperVersion, findings: Iterable[Finding]) -> list[int]:
    """The pages of a version, which has these findings, that were not searched for hidden words."""
    unseen = [one for one in findings if one.kind == FindingKind.UNSEEN and one.state in STANDING]
    return sorted({page for one in unseen for page in _named(version, one)})


def wordless_pages(version: PaperVersion, findings: Sequence[Finding]) -> list[int]:
    """The pages that are known to be pictures without a word: all, or those that intake told of."""
    if version.pdf_id is None:
        return []
    blank, unseen = _blank(version), set(unseen_pages(version, findings))
    if len(blank) < len(version.page_texts):
        told = [one for one in findings if one.kind == FindingKind.NO_TEXT]
        blank &= {page for one in told for page in pages_named(one.page, one.quote, len(version.page_texts))}
    return sorted(blank - unseen)


def can_recognise() -> bool:
    """Whether the program that reads pictures is installed here."""
    return bool(recognition.program())


def newest_jobs(version: PaperVersion) -> dict[str, Job]:
    """By act, the last time that it was asked for on a version. One query."""
    acts = {name: act for act, name in JOBS.items()}
    jobs = Job.objects.filter(name__in=acts, payload__version=version.pk).order_by("pk")
    return {acts[job.name]: job for job in jobs}


def ask_for(*, act: str, paper: Paper, number: int, actor: User) -> Job:
    """Have a draft's file looked at again; asked twice it is one job.

    Refuses with code "stale" if the version with this number is no longer the paper's, and where there is nothing to do.
    """
    version = paper.current
    if version is None or paper.status != PaperStatus.DRAFT or version.number != number:
        raise ValidationError(_("The paper has another file now. Look at what was found in it"), code="stale")
    findings = list(version.findings.all())
    wanted = unseen_pages(version, findings) if act == LOOK else wordless_pages(version, findings)
    if not wanted or (act == RECOGNISE and not can_recognise()):
        raise ValidationError(_("There is nothing more to do with this file"), code="nothing")
    payload = {"version": version.pk, "actor": actor.pk}
    return enqueue(JOBS[act], key=f"version {version.pk}", payload=payload, requested_by=actor, area_slug=paper.area.slug)


# Doing it --------------------------------------------------------------------------------------------------------


def look_at_unseen(*, version: PaperVersion, actor: User | None, progress: Progress) -> Looked:
    """Look at every page that nobody looked at, some at a time, each time in a confined process with its own ten seconds.

    Slow, and never inside a transaction. Raises FileLost; what `progress` raises ends it with nothing changed.
    """
    findings = list(version.findings.all())
    pages = unseen_pages(version, findings)
    looked = _look(read_bytes(version.pdf), pages, _marked(findings), progress) if version.pdf and pages else Looked()
    _keep_looked(version, looked, actor)
    return looked


def recognise_text(*, version: PaperVersion, actor: User | None, progress: Progress) -> list[int]:
    """Have the words in the pictures of a file read by software. Gives the pages that have words now. As slow.

    Refuses where not one word was recognised.
    """
    findings = list(version.findings.all())
    pages, marked = wordless_pages(version, findings), _marked(findings)
    if version.pdf is None or not pages:
        return []
    data, read = read_bytes(version.pdf), Looked()
    for start in range(0, len(pages), READ_BATCH):
        progress(_("Recognising the text"), start, len(pages))
        batch = pages[start : start + READ_BATCH]
        outcome = run.recognise(data, batch, marked=marked)
        read.texts |= {page: words for page, words in enumerate(outcome.text, start=1) if page in batch and words.strip()}
    if not read.texts:
        raise ValidationError(run.reasons()["not_recognised"], code="not_recognised")
    from documents.intake.reading import personal  # heavy, and needed only here

    told = [read.texts.get(page, "") for page in range(1, max(read.texts) + 1)]
    read.findings = personal(told)
    _keep_recognised(version, read, actor)
    return sorted(read.texts)


def _look(data: bytes, pages: list[int], marked: dict[int, list[Mark]], progress: Progress) -> Looked:
    """Fewer pages at a time where none came through; a page that does not come through alone is left."""
    looked, waiting, batch = Looked(), pages, LOOK_BATCH
    while waiting:
        progress(_("Looking at the pages"), len(pages) - len(waiting), len(pages))
        asked, rest = waiting[:batch], waiting[batch:]
        outcome = run.look_at(data, asked, marked=marked)
        unseen = asked if outcome.outcome == run.REFUSED else [page for page in asked if page in _unseen_of(outcome)]
        seen = [page for page in asked if page not in unseen]
        looked.texts |= {page: outcome.text[page - 1] for page in seen}
        looked.findings += [one for one in outcome.findings if one.kind != FindingKind.UNSEEN]
        # Once time is up no page is looked at any more: one before a page that was had too much on it
        late = [page for page in unseen if seen and page > seen[-1]] if seen or len(asked) == 1 else unseen
        looked.left += [page for page in unseen if page not in late]
        waiting, batch = [*late, *rest], min(LOOK_BATCH, batch * 2) if seen else max(1, len(asked) // 4)
    return looked


def _unseen_of(outcome: run.Outcome) -> set[int]:
    unseen = [one for one in outcome.findings if one.kind == FindingKind.UNSEEN]
    return {page for one in unseen for page in pages_named(one.page, one.quote, outcome.page_count)}


# Keeping it ------------------------------------------------------------------------------------------------------


@transaction.atomic
def _keep_looked(version: PaperVersion, looked: Looked, actor: User | None) -> None:
    fresh = _hold(version)
    if fresh is None or not (looked.texts or looked.left):
        return
    _write(fresh, looked, list(fresh.notices))
    for finding in fresh.findings.filter(kind=FindingKind.UNSEEN, state__in=STANDING):
        left = [page for page in _named(fresh, finding) if page in looked.left]
        if left:
            finding.page, finding.quote = left[0] if len(left) == 1 else None, numbers(left)
            finding.save(update_fields=["page", "quote"])
        else:
            finding.delete()
    _note("documents.pages_looked_at", fresh, looked, actor)


@transaction.atomic
def _keep_recognised(version: PaperVersion, read: Looked, actor: User | None) -> None:
    fresh = _hold(version)
    if fresh is None:
        return
    blank = _blank(fresh)
    read.texts = {page: words for page, words in read.texts.items() if page in blank}
    notice = _("Text recognised by software on %(day)s. Check it against the pages") % {"day": long_date(clock.today())}
    offered = run.notice_texts()["recognisable"]
    _write(fresh, read, list(dict.fromkeys([*(one for one in fresh.notices if one != offered), notice])))
    _note("documents.text_recognised", fresh, read, actor)


def _hold(version: PaperVersion) -> PaperVersion | None:
    """The version, with its paper held; None if it is no longer the one of a draft."""
    paper = Paper.objects.select_for_update(of=("self",)).filter(current=version.pk, status=PaperStatus.DRAFT).first()
    return PaperVersion.objects.select_related("paper__area").get(pk=version.pk) if paper else None


def _write(fresh: PaperVersion, looked: Looked, notices: list[str]) -> None:
    """The words to their pages and the findings after those that are there. The hash stays that of the file as it came."""
    texts = list(fresh.page_texts)
    for page, words in looked.texts.items():
        texts[page - 1] = clean_texts([words])[0]
    PaperVersion.objects.filter(pk=fresh.pk).update(page_texts=texts, notices=notices)
    before = list(fresh.findings.all())
    last = max((one.position for one in before), default=0)
    Finding.objects.bulk_create(
        Finding(version=fresh, position=position, kind=one.kind, page=one.page, quote=one.quote, marks=one.marks)
        for position, one in enumerate(_new(before, looked.findings), start=last + 1)
    )
    # What was kept of a preview's words was read before these were known
    previews = Pack.objects.filter(area=fresh.paper.area_id, collection=fresh.paper.collection, status=PackStatus.PREVIEW)
    for pack in previews.select_related("file"):
        drop_views(pack.file)


def _new(before: Sequence[Finding], found: Iterable[Found]) -> list[Found]:
    """What is not listed yet; of personal data no more than a handful."""
    known = {(one.kind, one.page, one.quote) for one in before}
    said = {one.quote.casefold() for one in before if one.kind == FindingKind.PERSONAL}
    new: list[Found] = []
    for one in (Found(**plain) for plain in as_plain(found)):
        one = Found(one.kind, one.page, clean_texts([one.quote])[0], one.marks)
        is_personal = one.kind == FindingKind.PERSONAL
        if (one.kind, one.page, one.quote) in known or (is_personal and one.quote.casefold() in said):
            continue
        if is_personal and len(said) >= MOST_PERSONAL:
            continue
        said |= {one.quote.casefold()} if is_personal else set()
        new.append(one)
    return new


def _named(version: PaperVersion, finding: Finding) -> list[int]:
    """The pages that a finding of unseen pages is about: those it names, and all where it names none."""
    if finding.page is None and not finding.quote.strip():
        return list(range(1, len(version.page_texts) + 1))
    named = pages_named(finding.page, finding.quote, len(version.page_texts))
    return named if len(finding.quote) < CUT_OFF else sorted({*named, *_blank(version)})


def _blank(version: PaperVersion) -> set[int]:
    return {page for page, words in enumerate(version.page_texts, start=1) if not words.strip()}


def _marked(findings: Iterable[Finding]) -> dict[int, list[Mark]]:
    """Where words are marked for redaction: they are no text of their pages."""
    marked: dict[int, list[Mark]] = {}
    for one in findings:
        if one.kind == FindingKind.REDACTION and one.state != FindingState.REMOVED and one.page:
            marked.setdefault(one.page, []).extend(one.marks)
    return marked


def _note(action: str, version: PaperVersion, looked: Looked, actor: User | None) -> None:
    """Into the trail, without a word of what was read."""
    paper = version.paper
    detail: dict[str, Any] = {"paper": f"{paper.collection}/{paper.reference}", "version": version.number}
    detail |= {"pages": len(looked.texts), "left": len(looked.left), "findings": len(looked.findings)}
    record(actor=actor, action=action, target=paper, area=paper.area, detail=detail)
