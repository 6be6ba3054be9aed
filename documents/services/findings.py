"""What was found in uploaded files: kept with a reason, removed, or published on somebody's own name."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.services import record
from documents.choices import BLOCKING_FINDINGS, HIDDEN_FINDINGS, FindingKind, FindingState, PaperStatus
from documents.intake import run
from documents.models import Finding, Paper, PaperVersion, StoredFile
from documents.services.contents import Content, clean_texts, found_again, found_in
from documents.services.files import FileLost, read_bytes
from documents.services.papers import Hold, replace_content
from interface import clock

OTHER_FILE = gettext_lazy("The paper has another file now. Look at what was found in it")
LONGEST = {"reason": 300, "answered_for": 120}  # as the columns are
Key = tuple[str, int | None, str]


def open_blocking(papers: Iterable[Paper]) -> dict[int, list[Finding]]:
    """What must be decided before papers go out, by the key of each paper that has any. One query."""
    by_version = {paper.current_id: paper.pk for paper in papers if paper.current_id}
    found: dict[int, list[Finding]] = {}
    for finding in _blocking(by_version):
        found.setdefault(by_version[finding.version_id], []).append(finding)
    return found


def can_be_removed(finding: Finding) -> bool:
    """Whether the portal can take it out of the file itself: hidden words of a known page, or words whose place is known."""
    if not _is_there(finding) or finding.page is None:
        return False
    return bool(finding.marks) if finding.kind == FindingKind.REDACTION else finding.kind in HIDDEN_FINDINGS


# Deciding --------------------------------------------------------------------------------------------------------


@transaction.atomic
def keep_finding(*, finding: Finding, reason: str, actor: User | None, hold: Hold = lambda: None) -> Finding:
    """Let stand what was found in a draft, and say why.

    Refuses a finding of an older file, one that needs no decision, and a reason that is missing or too long.
    """
    hold()
    paper, finding = _lock(finding)
    if not finding.is_blocking:
        raise ValidationError(_("There is nothing to decide here"), code="decided")
    _refuse_words(reason=(reason, _("Say why it may stay")))
    finding.state, finding.reason = FindingState.KEPT, reason.strip()
    finding.decided_at, finding.decided_by = clock.now(), actor
    finding.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    _note("documents.finding_kept", paper, actor, [finding])
    return finding


@transaction.atomic
def reopen_finding(*, finding: Finding, actor: User | None, hold: Hold = lambda: None) -> Finding:
    """Take back the decision to keep something. What was removed is gone from the file and cannot be opened again."""
    hold()
    paper, finding = _lock(finding)
    if finding.state != FindingState.KEPT:
        raise ValidationError(_("Only what was kept can be decided again"), code="decided")
    finding.state, finding.reason, finding.decided_at, finding.decided_by = FindingState.OPEN, "", None, None
    finding.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    _note("documents.finding_reopened", paper, actor, [finding])
    return finding


@transaction.atomic
def override_findings(*, papers: Iterable[Paper], answered_for: str, reason: str, actor: User | None) -> int:
    """Let papers go out with what is still open, on the name of a person who answers for it. Gives how many there were.

    For publishing, inside its transaction and after its own locks. Refuses, by field, without a name or a reason.
    """
    wanted = sorted({paper.pk for paper in papers})
    locked = list(_locking().filter(pk__in=wanted).order_by("pk"))
    found = open_blocking(locked)
    if not found:
        return 0
    _refuse_words(
        answered_for=(answered_for, _("Enter the name of the person who decided")),
        reason=(reason, _("Say why the papers go out nonetheless")),
    )
    decision: dict[str, Any] = {"state": FindingState.OVERRIDDEN, "reason": reason.strip(), "answered_for": answered_for.strip()}
    every = [finding.pk for findings in found.values() for finding in findings]
    Finding.objects.filter(pk__in=every).update(**decision, decided_at=clock.now(), decided_by=actor)
    for paper in locked:
        if paper.pk in found:
            _note("documents.findings_overridden", paper, actor, found[paper.pk])
    return len(every)


# Removing --------------------------------------------------------------------------------------------------------


def remove_findings(*, paper: Paper, findings: Iterable[Finding], actor: User | None, hold: Hold = lambda: None) -> Paper:
    """Take hidden words out of a draft's file: all of them on the pages of these findings. Makes the next version.

    Slow: it works on the file before anything is locked, so call it outside a transaction. The new version lists what
    was removed; what was decided about the rest still holds. Refuses when the words will not come out, when the file
    cannot be worked on, and with code "stale" when the paper got another file meanwhile.
    """
    asked = [finding for finding in findings if can_be_removed(finding)]
    version, file = _worked_on(paper, asked)
    outcome = _without_hidden(file, asked)
    wanted = {finding.pk for finding in asked}

    def mended() -> Content:
        # A page that there was no time for this time was looked at before, or is listed as one that was not
        again = [one for one in found_in(outcome) if one.kind != FindingKind.UNSEEN]
        findings, removed = _merged(list(version.findings.all()), again, asked, actor)
        if not removed & wanted:
            raise ValidationError(_("The words could not be taken out. Ask the author for a new file"), code="still_there")
        return _content(version, outcome, findings)

    action = "documents.findings_removed"
    return replace_content(paper=paper, make=mended, made_from=version.pk, actor=actor, action=action, hold=hold)


def _worked_on(paper: Paper, asked: Sequence[Finding]) -> tuple[PaperVersion, StoredFile]:
    """The version whose file is to be mended; `replace_content` asks again, under its lock, whether it still is."""
    fresh = Paper.objects.select_related("current__pdf", "current__original").get(pk=paper.pk)
    version = fresh.current
    if fresh.status != PaperStatus.DRAFT:
        raise ValidationError(_("A published paper is never edited. Withdraw it, or publish a new paper"), code="published")
    if version is None or version.pdf is None or not asked:
        raise ValidationError(_("There is nothing that can be taken out of the file"), code="nothing")
    if {finding.version_id for finding in asked} != {version.pk}:
        raise ValidationError(OTHER_FILE, code="stale")
    return version, version.pdf


def _without_hidden(file: StoredFile, asked: Sequence[Finding]) -> run.Outcome:
    """The file mended. Words that were only marked for redaction can be seen, so their places are blacked out."""
    areas: dict[int, list[list[float]]] = {}
    for finding in asked:
        if finding.kind == FindingKind.REDACTION:
            areas.setdefault(finding.page or 0, []).extend(finding.marks)
    try:
        outcome = run.without_hidden(read_bytes(file), _pages(asked), areas=areas)
    except FileLost:
        raise ValidationError(_("The file is missing from its store. Upload it again"), code="lost") from None
    if outcome.outcome == run.REFUSED:
        raise ValidationError(outcome.reason, code="refused")
    return outcome


def _content(version: PaperVersion, outcome: run.Outcome, findings: Sequence[Finding]) -> Content:
    """The version's content with the mended file. What its author sent stays as it came.

    So do the words of its pages: hidden ones and those marked for redaction never were among them, and the mended file no
    longer says which were marked, nor holds what was read in pictures.
    """
    texts = version.page_texts if len(version.page_texts) == outcome.page_count else clean_texts(outcome.text)
    return Content(
        version.paper.kind,
        page_texts=tuple(texts),
        notices=tuple(dict.fromkeys([*version.notices, *outcome.notices])),
        original=read_bytes(version.original) if version.original else b"",
        original_name=version.original_name,
        original_type=version.original.media_type if version.original else "",
        pdf=outcome.pdf,
        outcome=outcome.outcome,
        findings=tuple(findings),
    )


def _merged(
    before: Sequence[Finding], found: Sequence[Finding], asked: Sequence[Finding], actor: User | None
) -> tuple[list[Finding], set[int]]:
    """What the mended file's version lists, and the keys of what was removed.

    What is found again keeps its decision. What is not was removed if it was hidden on one of the pages; anything else
    stands as it stood, since the first look at the author's file saw things that its rebuilt pages no longer show.
    """
    known: dict[Key, list[Finding]] = {}
    for old in before:
        if _is_there(old):
            known.setdefault(_key(old), []).append(old)
    merged, met = [], set()
    for finding in found:
        same = next(iter(known.get(_key(finding), ())), None)
        if same:
            known[_key(finding)].remove(same)
            met.add(same.pk)
        merged.append(found_again(same, finding) if same else finding)
    left = [old for old in before if old.pk not in met]
    wanted, pages = {one.pk for one in asked}, _pages(asked)
    # Words marked for redaction are in sight: a page that became a picture still shows those nobody asked to take out
    alike = [old for old in left if can_be_removed(old) and old.page in pages]
    gone = {old.pk for old in alike if old.kind != FindingKind.REDACTION or old.pk in wanted}
    decision: dict[str, Any] = {"state": FindingState.REMOVED, "reason": "", "decided_at": clock.now(), "decided_by": actor}
    for old in left:
        copy = found_again(old)
        for name, value in decision.items() if old.pk in gone else ():
            setattr(copy, name, value)
        merged.append(copy)
    return sorted(merged, key=lambda one: (one.page is None, one.page)), gone


def _pages(findings: Iterable[Finding]) -> list[int]:
    return sorted({finding.page for finding in findings if finding.page})


def _key(finding: Finding) -> Key:
    return finding.kind, finding.page, " ".join(finding.quote.split())


def _is_there(finding: Finding) -> bool:
    return finding.state in (FindingState.OPEN, FindingState.KEPT)


# Inside ----------------------------------------------------------------------------------------------------------


def _blocking(versions: Iterable[int]) -> Any:
    found = Finding.objects.filter(version__in=list(versions), state=FindingState.OPEN, kind__in=BLOCKING_FINDINGS)
    return found.order_by("version", "position")


def _locking() -> Any:
    return Paper.objects.select_for_update(of=("self",)).select_related("area", "current")


def _lock(finding: Finding) -> tuple[Paper, Finding]:
    """The draft and its finding, held. Refuses a paper that is out, and a finding of an older file."""
    paper = _locking().get(versions=finding.version_id)
    if paper.status != PaperStatus.DRAFT:
        raise ValidationError(_("The paper is published. What was decided about it stands"), code="published")
    if paper.current_id != finding.version_id:
        raise ValidationError(OTHER_FILE, code="stale")
    return paper, Finding.objects.select_for_update().get(pk=finding.pk)


def _refuse_words(**said: tuple[str, str]) -> None:
    """Each answer that is missing or too long, beside its own field."""
    problems = {}
    for name, (words, missing) in said.items():
        longest = LONGEST[name]
        if not words.strip():
            problems[name] = missing
        elif len(words.strip()) > longest:
            problems[name] = _("Use %(limit)s characters or fewer") % {"limit": longest}
    if problems:
        raise ValidationError(problems)


def _note(action: str, paper: Paper, actor: User | None, findings: Sequence[Finding]) -> None:
    """Into the trail, without a word of what was found or why it may stay."""
    detail = {
        "paper": f"{paper.collection}/{paper.reference}",
        "version": paper.current.number if paper.current else 0,
        "findings": [{"number": one.position, "kind": one.kind, "page": one.page} for one in findings],
    }
    record(actor=actor, action=action, target=paper, area=paper.area, detail=detail)
