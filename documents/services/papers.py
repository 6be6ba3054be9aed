"""Papers: written, taken in, taken from a register, revised, published, withdrawn. A version is never edited."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents import rules
from documents.choices import BLOCKING_FINDINGS, Access, FindingState, PaperKind, PaperStatus, StoreName
from documents.models import Finding, Paper, PaperVersion, StoredFile
from documents.services.contents import MEDIA_TYPES, Content, draw, examine
from documents.services.files import drop_file, ensure_public, ensure_restricted, store_bytes
from documents.services.large_print import drop_large_print
from interface import clock
from interface.models import STALE
from panels.models import Body, PoliceArea

FACTS = frozenset({
    "report_of", "recommendation", "financial_implications", "legal_implications", "equality_implications",
    "background_papers", "orientation", "access", "exempt_paragraph",
})  # fmt: skip
Hold = Callable[[], object]  # what the caller locks before any paper: everyone locks in one order, so nobody waits for ever


def _nothing() -> None:
    pass


# Making a paper --------------------------------------------------------------------------------------------------


def write_paper(
    *,
    area: PoliceArea,
    body: Body,
    collection: str,
    title: str,
    text: str,
    actor: User | None,
    charts: Mapping[str, Any] | None = None,
    hold: Hold = _nothing,
    **facts: Any,
) -> Paper:
    """A draft written in the portal. Raises ValidationError by field; keeps nothing if it does."""
    problems = {} if text.strip() else {"text": [_("Enter the text of the paper")]}
    content = Content(PaperKind.WRITTEN, text=text.strip(), charts=charts or {})
    return _create(area, body, collection, {"title": title, **facts}, content, actor, problems, hold)


def take_in_paper(
    *,
    area: PoliceArea,
    body: Body,
    collection: str,
    title: str,
    data: bytes,
    filename: str,
    actor: User | None,
    hold: Hold = _nothing,
    **facts: Any,
) -> Paper:
    """A draft from an uploaded PDF, DOCX or ODT. The original goes to the restricted store.

    Raises ValidationError by field, with the plain reason under `file` when the file is refused; keeps nothing then.
    """
    content, problems = examine(data, filename)
    return _create(area, body, collection, {"title": title, **facts}, content, actor, problems, hold)


def take_live_paper(
    *,
    area: PoliceArea,
    body: Body,
    collection: str,
    title: str,
    source: str,
    actor: User | None,
    hold: Hold = _nothing,
    **facts: Any,
) -> Paper:
    """A draft drawn from a register as at today, which its text says. Raises ValidationError by field."""
    content = draw(source, area, body, collection)
    return _create(area, body, collection, {"title": title, **facts}, content, actor, {}, hold, source=source)


# Changing a draft ------------------------------------------------------------------------------------------------


def revise_paper(
    *,
    paper: Paper,
    actor: User | None,
    version: int,
    text: str | None = None,
    data: bytes | None = None,
    filename: str = "",
    hold: Hold = _nothing,
    **facts: Any,
) -> Paper:
    """Change a draft's facts, and its text or file; a changed content makes the next version.

    `version` is the one of the paper that the person read. A stale one is refused with code "stale", and the error's
    params hold both texts (`theirs`, `yours`). Raises ValidationError by field; changes nothing if it does.
    """
    content, problems = (None, {}) if data is None else examine(data, filename)
    with transaction.atomic():
        hold()
        paper = _lock(paper)
        _refuse_stale(paper, version, text)
        problems |= rules.revision_problems(status=paper.status, kind=paper.kind, text=text, data=data)
        if text is not None and not problems:
            charts = paper.current.charts if paper.current else {}
            content = Content(PaperKind.WRITTEN, text=text.strip(), charts=charts)
        _set_facts(paper, facts, problems)
        return _save(paper, content, actor, "documents.paper_revised")


def redraw_paper(*, paper: Paper, actor: User | None, version: int, hold: Hold = _nothing) -> Paper:
    """Take a live paper from its register again, as at today. Refuses a stale version and all but live drafts."""
    with transaction.atomic():
        hold()
        paper = _lock(paper)
        _refuse_stale(paper, version, None)
        problems = rules.revision_problems(status=paper.status, kind=paper.kind, text=None, data=None)
        if not problems and paper.kind != PaperKind.LIVE:
            problems = {"": [_("The paper does not come from a register")]}
        _refuse(problems)
        content = draw(paper.source, paper.area, paper.body, paper.collection)
        return _save(paper, content, actor, "documents.paper_redrawn")


def replace_content(
    *, paper: Paper, make: Callable[[], Content], made_from: int, actor: User | None, action: str, hold: Hold = _nothing
) -> Paper:
    """Give a draft a content that was drawn, outside of any lock, from its version with the key `made_from`.

    `make` puts it together once the paper is held. Refuses with code "stale" if another version came meanwhile, and all
    but drafts.
    """
    with transaction.atomic():
        hold()
        paper = _lock(paper)
        _refuse(rules.revision_problems(status=paper.status, kind=paper.kind, text=None, data=None))
        if paper.current_id != made_from:
            raise ValidationError(_("The paper has another file now. Look at what was found in it"), code="stale")
        return _save(paper, make(), actor, action)


@transaction.atomic
def set_paper_access(*, paper: Paper, access: str, exempt_paragraph: int | None, actor: User | None) -> Paper:
    """Say who may read a draft once it is published. One that becomes private loses the address its title gave it."""
    paper = _lock(paper)
    if paper.status != PaperStatus.DRAFT:
        raise ValidationError(_("Who may read a published paper cannot change. Withdraw it, or publish a new paper"))
    facts = {"access": access, "exempt_paragraph": exempt_paragraph}
    _set_facts(paper, facts, {})
    return _save(paper, None, actor, "documents.paper_access_set")


@transaction.atomic
def discard_paper(*, paper: Paper, actor: User | None) -> None:
    """Delete a draft and its versions. The files stay until a sweep finds that nothing refers to them."""
    paper = _lock(paper)
    if paper.status != PaperStatus.DRAFT:
        raise ValidationError(_("Only a draft can be deleted. Withdraw the paper instead"))
    record(actor=actor, action="documents.paper_discarded", target=paper, area=paper.area, detail=_detail(paper))
    Paper.objects.filter(pk=paper.pk).update(current=None)
    try:
        paper.delete()
    except ProtectedError:
        raise ValidationError(_("Take the paper off its agenda item first")) from None


# Publishing and withdrawing --------------------------------------------------------------------------------------


@transaction.atomic
def publish_papers(*, papers: Iterable[Paper], actor: User | None) -> list[Paper]:
    """Publish drafts: their current versions freeze, and the files of public ones enter the public store.

    Papers that are published already are left as they are. Raises ValidationError listing every problem; an open
    finding that keeps a paper from going out is one.
    """
    wanted = [paper.pk for paper in papers]
    locked = list(_locking().filter(pk__in=wanted).order_by("pk"))
    problems = rules.publication_problems((p.title, p.status, p.current_id is not None) for p in locked)
    problems += _undecided(paper for paper in locked if paper.status == PaperStatus.DRAFT)
    if problems:
        raise ValidationError(problems)
    drafts = [paper for paper in locked if paper.status == PaperStatus.DRAFT]
    for paper in sorted(drafts, key=_content_order):
        _publish(paper, actor)
    return list(Paper.objects.for_page().filter(pk__in=[paper.pk for paper in drafts]))


@transaction.atomic
def withdraw_paper(*, paper: Paper, reason: str, actor: User | None) -> Paper:
    """Replace a published paper by a tombstone with the reason. Its file leaves the public store at once."""
    paper = _lock(paper)
    longest = Paper._meta.get_field("withdrawn_reason").max_length or 0
    _refuse(rules.withdrawal_problems(status=paper.status, reason=reason, longest=longest))
    paper.status, paper.withdrawn_at, paper.withdrawn_by = PaperStatus.WITHDRAWN, clock.now(), actor
    paper.withdrawn_reason = reason.strip()
    paper.bump()
    paper.save(update_fields=["status", "withdrawn_at", "withdrawn_by", "withdrawn_reason", "version"])
    for version in paper.versions.select_related("pdf").filter(pdf__store=StoreName.PUBLIC):
        if version.pdf:
            _take_out_of_public(version.pdf, version)
    drop_large_print(paper=paper)
    record(actor=actor, action="documents.paper_withdrawn", target=paper, area=paper.area, detail=_detail(paper))
    return Paper.objects.for_page().get(pk=paper.pk)


# Inside ----------------------------------------------------------------------------------------------------------


def _create(
    area: PoliceArea,
    body: Body,
    collection: str,
    facts: Mapping[str, Any],
    content: Content,
    actor: User | None,
    problems: dict[str, list[str]],
    hold: Hold = _nothing,
    **more: Any,
) -> Paper:
    if body.area_id != area.pk:
        raise ValueError("The body is of another area")
    with transaction.atomic():
        hold()
        _hold_addresses(area, collection)
        paper = Paper(area=area, body=body, collection=collection, kind=content.kind, **more)
        _set_facts(paper, facts, problems)
        return _save(paper, content, actor, "documents.paper_created")


def _set_facts(paper: Paper, facts: Mapping[str, Any], problems: dict[str, list[str]]) -> None:
    """Put facts on a paper, find its address, and refuse with all that is wrong, by field."""
    if unknown := set(facts) - FACTS - {"title"}:
        raise TypeError(f"A paper has no {', '.join(sorted(unknown))}")
    for name, value in facts.items():
        setattr(paper, name, value.strip() if isinstance(value, str) else value)
    if paper.access != Access.EXEMPT:
        paper.exempt_paragraph = None
    if not paper.slug or (paper.is_private and not rules.is_private_slug(paper.slug)):
        _hold_addresses(paper.area, paper.collection)
        others = Paper.objects.filter(area=paper.area, collection=paper.collection).exclude(pk=paper.pk)
        paper.slug = rules.paper_slug(paper.title, paper.access, others.values_list("slug", flat=True))
    found: dict[str, list[Any]] = {name: list(errors) for name, errors in problems.items()}
    if not paper.title:
        found["title"] = [_("Enter the title of the paper")]
    try:
        paper.full_clean(exclude=set(found) & {"title"})
    except ValidationError as error:
        for name, errors in error.error_dict.items():
            found.setdefault(name, []).extend(errors)
    _refuse(found)


def _save(paper: Paper, content: Content | None, actor: User | None, action: str) -> Paper:
    """Save a paper that passed its checks, with a new version where the content is new, and record the act."""
    if paper.pk:
        paper.bump()
    if content is not None:
        paper.kind = content.kind
    paper.save()
    if content is not None and (paper.current is None or paper.current.sha256 != content.sha256):
        paper.current = _add_version(paper, content, actor)
        paper.save(update_fields=["current"])
    record(actor=actor, action=action, target=paper, area=paper.area, detail=_detail(paper))
    return paper


def _add_version(paper: Paper, content: Content, actor: User | None) -> PaperVersion:
    """Store the files, then the version: the next number of its paper."""
    last = paper.versions.order_by("-number").first()
    version = PaperVersion(
        paper=paper,
        number=last.number + 1 if last else 1,
        text=content.text,
        html=content.html,
        charts=dict(content.charts),
        original=_keep(content.original, content.original_type),
        original_name=content.original_name,
        pdf=_keep(content.pdf, MEDIA_TYPES["pdf"]),
        page_texts=list(content.page_texts),
        notices=list(content.notices),
        outcome=content.outcome,
        sha256=content.sha256,
        created_at=clock.now(),
        created_by=actor,
    )
    version.full_clean()
    version.save()
    for position, finding in enumerate(content.findings, start=1):
        finding.version, finding.position = version, position
    Finding.objects.bulk_create(content.findings)
    return version


def _keep(data: bytes, media_type: str) -> StoredFile | None:
    return store_bytes(store=StoreName.RESTRICTED, data=data, media_type=media_type) if data else None


def _locking() -> Any:
    return Paper.objects.select_for_update(of=("self",)).select_related("area", "body", "current__pdf")


def _lock(paper: Paper) -> Paper:
    return _locking().get(pk=paper.pk)


def _hold_addresses(area: PoliceArea, collection: str) -> None:
    """One new address at a time in a collection, so that two papers of one title do not collide."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"papers:{area.pk}:{collection}"])


def _refuse_stale(paper: Paper, version: int, text: str | None) -> None:
    if paper.version != version:
        theirs = paper.current.text if paper.current else ""
        raise ValidationError(STALE, code="stale", params={"theirs": theirs, "yours": text or ""})


def _refuse(problems: Mapping[str, list[Any]]) -> None:
    if problems:
        raise ValidationError({name or NON_FIELD_ERRORS: errors for name, errors in problems.items()})


def _content_order(paper: Paper) -> str:
    """Everyone stores files in the same order, so that two publications do not wait for each other for ever."""
    return paper.current.pdf.sha256 if paper.current and paper.current.pdf else ""


def _publish(paper: Paper, actor: User | None) -> None:
    """Freeze the current version; `publication_problems` has seen that there is one."""
    now = clock.now()
    frozen: dict[str, Any] = {"frozen_at": now}
    if paper.current and paper.current.pdf and not paper.is_private:
        frozen["pdf"] = ensure_public(paper.current.pdf)
    PaperVersion.objects.filter(pk=paper.current.pk if paper.current else 0).update(**frozen)
    paper.status, paper.published_at, paper.published_by = PaperStatus.PUBLISHED, now, actor
    paper.bump()
    paper.save(update_fields=["status", "published_at", "published_by", "version"])
    record(actor=actor, action="documents.paper_published", target=paper, area=paper.area, detail=_detail(paper))


def _undecided(drafts: Iterable[Paper]) -> list[str]:
    by_version = {paper.current_id: paper for paper in drafts}
    found = Finding.objects.filter(version__in=by_version, state=FindingState.OPEN, kind__in=BLOCKING_FINDINGS)
    words = _("“%(title)s”: decide what to do with what was found in its file")
    return [words % {"title": by_version[key].title} for key in found.order_by().values_list("version", flat=True).distinct()]


def _take_out_of_public(public: StoredFile, version: PaperVersion) -> None:
    """The version goes back to the restricted copy; the public one goes, unless another published thing is the same."""
    PaperVersion.objects.filter(pk=version.pk).update(pdf=ensure_restricted(public))
    drop_file(public)


def _detail(paper: Paper) -> dict[str, Any]:
    """What the audit trail keeps of a paper: never its title or text."""
    version = paper.current
    return {
        "paper": f"{paper.collection}/{paper.reference}",
        "kind": paper.kind,
        "access": paper.access,
        "version": version.number if version else 0,
        "sha256": version.sha256 if version else "",
    }
