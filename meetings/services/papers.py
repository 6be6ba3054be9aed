"""Papers on an agenda: made by `documents`, put on an item here, as private as the item."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.choices import Access
from documents.models import Paper
from documents.rules import guess_item
from documents.services import papers
from interface import once
from meetings import rules
from meetings.choices import ItemKind, RequestStatus
from meetings.models import AgendaItem, ItemPaper, Meeting, PaperRequest, Supplement
from meetings.services import undo
from meetings.services.agenda import agenda_change, link_paper
from meetings.services.locks import lock_open, lock_supplement
from meetings.services.matching import match_reports


@dataclass(frozen=True)
class Upload:
    """A file as it came: its content, or how to read it when its turn comes."""

    name: str
    data: bytes | Callable[[], bytes]

    def read(self) -> bytes:
        return self.data() if callable(self.data) else self.data


@dataclass(frozen=True)
class Taken:
    """What became of one of several files: the paper and the item guessed from the name, or why it was refused.

    A file that an earlier sending of the same form brought has neither a paper nor a problem.
    """

    name: str
    paper: Paper | None
    item: AgendaItem | None
    problem: str


@transaction.atomic
def add_paper(
    *,
    item: AgendaItem,
    actor: User | None,
    title: str,
    text: str = "",
    source: str = "",
    upload: Upload | None = None,
    **facts: Any,
) -> Paper:
    """Make a paper from a file, a register or a text, and put it on an item, as private as the item.

    Refuses a file that cannot be taken in, and keeps nothing if it does. The file is examined before any row is locked.
    """
    content: dict[str, Any] = {"text": text, "source": source, "upload": upload}
    paper = draft_paper(item=item, actor=actor, title=title, hold=lambda: lock_open(item.meeting), **content, **facts)
    attach_paper(item=item, paper=paper, actor=actor)
    return paper


def draft_paper(
    *,
    item: AgendaItem,
    actor: User | None,
    title: str,
    hold: papers.Hold,
    text: str = "",
    source: str = "",
    upload: Upload | None = None,
    **facts: Any,
) -> Paper:
    """Make a paper that is as private as an item, and on none; `hold` locks what must not change meanwhile."""
    meeting = item.meeting
    made = {**facts, **_home(meeting), **_privacy(meeting, item), "title": title, "actor": actor, "hold": hold}
    if upload is not None:
        return papers.take_in_paper(data=upload.read(), filename=upload.name, **made)
    if source:
        return papers.take_live_paper(source=source, **made)
    return papers.write_paper(text=text, **made)


def take_in_several(*, meeting: Meeting, actor: User | None, uploads: Sequence[Upload], token: UUID) -> list[Taken]:
    """Take in files one by one, each on the item that its name speaks of. A refused file leaves the others be.

    `token` is that of the form. Sent again after a fall in the middle, or at the same time, each file is taken in once.
    """
    items = [item for item in meeting.agenda_items.in_order() if item.kind == ItemKind.ITEM]
    return [
        _take_one(upload, guess_item(upload.name, items), actor, uuid5(token, f"{place} {upload.name}"))
        for place, upload in enumerate(uploads)
    ]


def _take_one(upload: Upload, item: AgendaItem | None, actor: User | None, token: UUID) -> Taken:
    if item is None:
        problem = _("We cannot tell which item this is for. Begin its name with the item’s number, or add it there")
        return Taken(upload.name, None, None, problem)
    try:
        with transaction.atomic():
            if once.claim(token):
                return Taken(upload.name, None, item, "")
            paper = add_paper(item=item, actor=actor, title=rules.title_from_name(upload.name), upload=upload)
            once.complete(token, paper.get_absolute_url())
    except ValidationError as refused:
        return Taken(upload.name, None, item, " ".join(refused.messages))
    return Taken(upload.name, paper, item, "")


@transaction.atomic
def revise_paper(*, paper: Paper, actor: User | None, version: int, upload: Upload | None = None, **changes: Any) -> Paper:
    """Change a draft of an agenda, or of a supplement, that is not yet published; its access stays with its item."""
    sent: dict[str, Any] = {"data": upload.read(), "filename": upload.name} if upload else {}
    sent["hold"] = lambda: _lock_for(paper)
    revised = papers.revise_paper(paper=paper, actor=actor, version=version, **changes, **sent)
    _touch(revised, actor, "meetings.paper_revised")
    return revised


@transaction.atomic
def redraw_paper(*, paper: Paper, actor: User | None, version: int) -> Paper:
    """Take a live paper from its register again, as at today."""
    redrawn = papers.redraw_paper(paper=paper, actor=actor, version=version, hold=lambda: _lock_for(paper))
    _touch(redrawn, actor, "meetings.paper_redrawn")
    return redrawn


def meeting_of(paper: Paper) -> Meeting:
    """The meeting a paper was written for."""
    return Meeting.objects.select_related("area", "body").get(area=paper.area_id, slug=paper.collection)


def supplement_of(paper: Paper) -> Supplement | None:
    """The supplement that a paper is in, if it is in one."""
    return Supplement.objects.select_related("meeting").filter(item_papers__paper=paper).first()


def _lock_for(paper: Paper) -> None:
    """Hold what a draft belongs to: a supplement that is being prepared, else an agenda that can still change."""
    if supplement := supplement_of(paper):
        lock_supplement(supplement)
    else:
        lock_open(meeting_of(paper))


def _touch(paper: Paper, actor: User | None, action: str, *, supplement: Supplement | None = None) -> None:
    """Count a change of a paper as one of the agenda, which undoing does not reach; a supplement leaves the agenda be."""
    meeting = meeting_of(paper)
    if supplement := supplement or supplement_of(paper):
        detail: dict[str, Any] = {"paper": paper.reference, "supplement": supplement.number}
        record(actor=actor, action=action, target=meeting, area=meeting.area, detail=detail)
        return
    with agenda_change(meeting, actor=actor, action=action, label="") as (_locked, said):
        said["paper"] = paper.reference
    undo.forget(meeting)


def attach_paper(*, item: AgendaItem, paper: Paper, actor: User | None, confirmed: bool = False) -> ItemPaper:
    """Put a paper of the meeting on an item, off the one it was on. The paper becomes as private as the item.

    A private paper that would so become public is refused, unless somebody `confirmed` that everybody may read it; and a
    report that its author sent in, which is accepted or returned on its own page first.
    """
    if (paper.area_id, paper.collection) != (item.meeting.area_id, item.meeting.slug):
        raise ValidationError(_("The paper belongs to another meeting"))
    label = _("Moved a paper to item %(number)s") % {"number": item.number}
    with agenda_change(item.meeting, actor=actor, action="meetings.paper_attached", label=label) as (locked, detail):
        _refuse_undecided(paper)
        if not confirmed:
            _refuse_opening(locked, item, paper)
        link = link_paper(item, paper, actor)
        match_reports(locked, actor)
        detail |= {"item": item.reference, "paper": paper.reference}
    return link


def waiting_report(paper: Paper) -> PaperRequest | None:
    """The report that a paper was sent in for, while nobody has accepted it."""
    waits = PaperRequest.objects.filter(status__in=(RequestStatus.SUBMITTED, RequestStatus.RETURNED))
    return waits.select_related("meeting__area").filter(paper=paper).first()


def _refuse_undecided(paper: Paper) -> None:
    if waiting_report(paper):
        raise ValidationError(_("An author sent it in. Accept the report, and it goes on its item"), code="asked")


def _refuse_opening(meeting: Meeting, item: AgendaItem, paper: Paper) -> None:
    access = AgendaItem.objects.get(pk=item.pk).access
    is_private = Paper.objects.get(pk=paper.pk).is_private
    if is_private and rules.paper_access(meeting.publication, access) == Access.PUBLIC:
        words = _("This paper is private. Put it on a private item, or confirm that everybody may read it")
        raise ValidationError({"confirmed": words})


def detach_paper(*, item: AgendaItem, paper: Paper, actor: User | None) -> None:
    """Take a paper off an item. It stays with the meeting, as private as it was, and does not go out.

    A report that was asked for waits again for whoever decides on it.
    """
    label = _("Took a paper off item %(number)s") % {"number": item.number}
    with agenda_change(item.meeting, actor=actor, action="meetings.paper_detached", label=label) as (locked, detail):
        ItemPaper.objects.filter(item=item, paper=paper).delete()
        match_reports(locked, actor)
        detail |= {"item": item.reference, "paper": paper.reference}


@transaction.atomic
def discard_paper(*, paper: Paper, actor: User | None) -> None:
    """Delete a draft paper for good, off its item too. Refuses once the agenda or its supplement is published."""
    _lock_for(paper)
    supplement, gone = supplement_of(paper), copy(paper)
    _let_go_of(paper)
    ItemPaper.objects.filter(paper=paper).delete()
    papers.discard_paper(paper=paper, actor=actor)
    _touch(gone, actor, "meetings.paper_discarded", supplement=supplement)


def _let_go_of(paper: Paper) -> None:
    """A report that an author sent in is returned or no longer wanted before it can go."""
    asked = PaperRequest.objects.select_for_update(of=("self",)).filter(paper=paper).first()
    if asked is None:
        return
    if asked.status != RequestStatus.CANCELLED:
        raise ValidationError(_("An author sent it in. Return the report, or say that it is no longer wanted"))
    asked.paper = None
    asked.save(update_fields=["paper"])


def _home(meeting: Meeting) -> dict[str, Any]:
    return {"area": meeting.area, "body": meeting.body, "collection": meeting.slug}


def _privacy(meeting: Meeting, item: AgendaItem) -> dict[str, Any]:
    access = rules.paper_access(meeting.publication, item.access)
    return {"access": access, "exempt_paragraph": item.exempt_paragraph if access == Access.EXEMPT else None}
