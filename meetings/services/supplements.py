"""Supplements: papers that follow a published agenda. Prepared in draft, checked at once, published whole."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.choices import PackStatus, PaperStatus
from documents.models import Pack, Paper
from documents.services.findings import open_blocking, override_findings
from documents.services.packs import take_down_pack
from documents.services.papers import publish_papers
from documents.services.replacements import set_paper_replaces
from interface import clock
from meetings import rules
from meetings.choices import ItemKind, ItemState, LateGround, SupplementStatus
from meetings.due.dates import Notice
from meetings.models import AgendaItem, ItemPaper, Meeting, Supplement
from meetings.services.locks import lock, lock_supplement
from meetings.services.notices import Letter, tell_members
from meetings.services.pack_plans import pack_inputs, published_packs
from meetings.services.packs import current_packs, publish_packs, request_rebuild
from meetings.services.papers import Upload, discard_paper, draft_paper
from meetings.services.reading import notice_for, notice_is_past
from panels.rulebook import RuleMissing


def draft_supplement(meeting: Meeting) -> Supplement | None:
    """The supplement that is being prepared, if one is."""
    return meeting.supplements.filter(status=SupplementStatus.DRAFT).first()


def may_be_supplemented(meeting: Meeting) -> bool:
    """Whether papers may still follow: the agenda is out, and the meeting was not called off."""
    return meeting.agenda_is_out and meeting.status in rules.SUPPLEMENTED


def is_late(meeting: Meeting) -> bool:
    """Whether papers come after the last day that gives the notice the law asks for."""
    return notice_is_past(full_notice(meeting), clock.today())


def full_notice(meeting: Meeting) -> Notice | None:
    """The notice that the law asks for; None where it asks for none, or the rule book holds nothing for the day."""
    try:
        return notice_for(meeting)
    except RuleMissing:
        return None


@transaction.atomic
def start_supplement(
    *, meeting: Meeting, actor: User, reason: str = "", late_ground: str = "", agreed_by: str = ""
) -> Supplement:
    """Begin a supplement to an agenda that is out. One is prepared at a time, since its pages go on from the one before."""
    locked = lock(meeting)
    if not may_be_supplemented(locked):
        raise ValidationError(_("A supplement follows an agenda that is published, of a meeting that takes place"))
    if draft := draft_supplement(locked):
        words = _("Supplement %(number)s is being prepared. Publish or delete it first")
        raise ValidationError(words % {"number": draft.number})
    last = locked.supplements.order_by("number").last()
    supplement = Supplement(
        meeting=locked,
        number=last.number + 1 if last else 1,
        reason=reason.strip(),
        late_ground=_ground(late_ground, agreed_by),
        agreed_by=agreed_by.strip(),
        created_at=clock.now(),
    )
    supplement.full_clean()
    supplement.save()
    _record(supplement, actor, "meetings.supplement_started")
    return supplement


@transaction.atomic
def update_supplement(
    *, supplement: Supplement, actor: User, version: int, reason: str, late_ground: str = "", agreed_by: str = ""
) -> Supplement:
    """Change why its papers come late, on which ground, and which Chair agreed, while it is a draft."""
    fresh = lock_supplement(supplement)
    fresh.still_at(version)
    fresh.reason, fresh.late_ground, fresh.agreed_by = reason.strip(), _ground(late_ground, agreed_by), agreed_by.strip()
    _save(fresh)
    _record(fresh, actor, "meetings.supplement_updated")
    return fresh


@transaction.atomic
def add_supplement_paper(
    *,
    supplement: Supplement,
    item: AgendaItem,
    actor: User,
    title: str,
    text: str = "",
    source: str = "",
    upload: Upload | None = None,
    replaces: Paper | None = None,
    **facts: Any,
) -> Paper:
    """Make a paper, as private as an item of the meeting, and put it in a supplement. The item itself does not change.

    It may stand in place of a paper that was withdrawn. Refuses what is no item, and a file that cannot be taken in.
    """
    _refuse_item(supplement, item)
    content: dict[str, Any] = {"text": text, "source": source, "upload": upload}
    paper = draft_paper(item=item, actor=actor, title=title, hold=lambda: lock_supplement(supplement), **content, **facts)
    if replaces is not None:
        _refuse_replacement(supplement.meeting, replaces)
        paper = set_paper_replaces(paper=paper, replaces=replaces, actor=actor)
    link_to_supplement(supplement=supplement, item=item, paper=paper, actor=actor)
    return paper


@transaction.atomic
def link_to_supplement(*, supplement: Supplement, item: AgendaItem, paper: Paper, actor: User | None) -> ItemPaper:
    """Put a draft paper of the meeting last on an item, as part of a supplement."""
    fresh = lock_supplement(supplement)
    _refuse_item(fresh, item)
    ItemPaper.objects.filter(paper=paper, supplement=fresh).delete()
    last = item.item_papers.order_by("position").last()
    link = ItemPaper(item=item, paper=paper, supplement=fresh, position=last.position + 1 if last else 1)
    link.full_clean()
    link.save()
    _save(fresh)
    _record(fresh, actor, "meetings.supplement_paper_added", item=item.reference, paper=paper.reference)
    return link


@transaction.atomic
def discard_supplement(*, supplement: Supplement, actor: User) -> None:
    """Delete a draft supplement, its papers and its previews. The number is free again: nobody ever saw it."""
    fresh = lock_supplement(supplement)
    for paper in papers_of(fresh):
        discard_paper(paper=paper, actor=actor)
    previews = Pack.objects.filter(area=fresh.meeting.area, collection=fresh.meeting.slug, part=fresh.number)
    for preview in previews.filter(status=PackStatus.PREVIEW).order_by("pk"):
        take_down_pack(pack=preview, actor=actor)
    _record(fresh, actor, "meetings.supplement_discarded")
    fresh.delete()


@transaction.atomic
def publish_supplement(
    *,
    supplement: Supplement,
    actor: User,
    answered_for: str = "",
    findings_reason: str = "",
    accept_unreadable: bool = False,
) -> Supplement:
    """Open a supplement's papers and packs to those who may read them, tell the members, and freeze it.

    Raises ValidationError listing every problem, and changes nothing if it does. Findings that nobody decided go out only
    on the name in `answered_for`, with the reason, and a paper that cannot be read out only with `accept_unreadable`.
    Packs that hold a paper it replaces are made again, under the same numbers, so that their sheets say where the
    replacement is.
    """
    fresh = lock_supplement(supplement)
    override = rules.Override(answered_for.strip(), findings_reason.strip())
    facts = supplement_facts(fresh, override=override, accept_unreadable=accept_unreadable)
    if problems := rules.supplement_problems(facts):
        raise ValidationError(problems)
    drafts = papers_of(fresh)
    override_findings(papers=drafts, answered_for=override.answered_for, reason=override.reason, actor=actor)
    fresh.status, fresh.published_at, fresh.published_by = SupplementStatus.PUBLISHED, clock.now(), actor
    _save(fresh)
    publish_papers(papers=drafts, actor=actor)
    packs = publish_packs(meeting=fresh.meeting, actor=actor, part=fresh.number)
    _record(fresh, actor, "meetings.supplement_published", sha256=[pack.sha256 for pack in packs])
    _point_from_replaced(fresh, drafts, actor)
    tell_members(fresh.meeting, Letter.SUPPLEMENT, actor, part=fresh.number)
    return fresh


def _point_from_replaced(supplement: Supplement, drafts: list[Paper], actor: User) -> None:
    replaced = {paper.replaces.slug for paper in drafts if paper.replaces}
    for part in range(supplement.number):
        newest = published_packs(supplement.meeting, part)
        if any(slug in pack.manifest["ranges"] for pack in newest for slug in replaced):
            request_rebuild(meeting=supplement.meeting, actor=actor, part=part, why=f"replaced in {supplement.number}")


def papers_of(supplement: Supplement) -> list[Paper]:
    """The papers of a supplement, in the order of its items."""
    links = supplement.item_papers.select_related("item", "paper__current__pdf", "paper__replaces", "paper__area", "paper__body")
    return [link.paper for link in links.order_by("item__position", "position")]


def replaceable(meeting: Meeting) -> list[Paper]:
    """The withdrawn papers of a meeting that nothing stands in place of yet."""
    withdrawn = Paper.objects.filter(area=meeting.area_id, collection=meeting.slug, status=PaperStatus.WITHDRAWN)
    return list(withdrawn.exclude(replaced_by__withdrawn_at=None, replaced_by__isnull=False).order_by("title"))


def supplement_facts(
    supplement: Supplement, *, override: rules.Override | None = None, accept_unreadable: bool = False
) -> rules.SupplementFacts:
    """Everything that decides whether a supplement may go out today."""
    meeting = supplement.meeting
    held = papers_of(supplement)
    found = open_blocking(held)
    packs = current_packs(meeting, supplement.number) if held else {}
    stale = [
        edition for edition, pack in packs.items() if pack and pack.inputs != pack_inputs(meeting, edition, supplement.number)
    ]
    return rules.SupplementFacts(
        number=supplement.number,
        is_draft=not supplement.is_out,
        takes_place=may_be_supplemented(meeting),
        reason=supplement.reason,
        late_ground=supplement.late_ground,
        agreed_by=supplement.agreed_by,
        is_late=is_late(meeting),
        papers=[
            rules.SupplementPaper(paper.slug, paper.title, is_readable(paper), len(found.get(paper.pk, ()))) for paper in held
        ],
        is_built=bool(packs) and all(packs.values()),
        is_current=not stale,
        accept_unreadable=accept_unreadable,
        override=override or rules.Override(),
    )


def _ground(ground: str, agreed_by: str) -> str:
    """Where a Chair is named and no ground, the Chair certified urgency: nothing else needs the name."""
    return ground or (LateGround.URGENT if agreed_by.strip() else "")


def is_readable(paper: Paper) -> bool:
    """Whether software can read a paper out: a file of pictures alone has no words."""
    version = paper.current
    return version is None or version.pdf is None or any(text.strip() for text in version.page_texts)


def _refuse_item(supplement: Supplement, item: AgendaItem) -> None:
    if item.meeting_id != supplement.meeting_id or item.kind == ItemKind.HEADING or item.state == ItemState.WITHDRAWN:
        raise ValidationError(_("Choose an item of this meeting that was not withdrawn"))


def _refuse_replacement(meeting: Meeting, paper: Paper) -> None:
    withdrawn = Paper.objects.filter(area=meeting.area_id, collection=meeting.slug, status=PaperStatus.WITHDRAWN)
    if not withdrawn.filter(pk=paper.pk).exists():
        raise ValidationError({"replaces": _("Choose a paper of this meeting that was withdrawn")})


def _save(supplement: Supplement) -> None:
    supplement.bump()
    supplement.full_clean()
    supplement.save()


def _record(supplement: Supplement, actor: User | None, action: str, **detail: Any) -> None:
    meeting = supplement.meeting
    record(actor=actor, action=action, target=meeting, area=meeting.area, detail={"supplement": supplement.number, **detail})
