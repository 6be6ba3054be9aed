"""Carrying what a postponed meeting has over to the day it moved to: its papers, its notes and what was asked for it."""

from accounts.models import User
from accounts.services import record
from documents import rules as paper_rules
from documents.models import Paper
from documents.services.copies import copy_paper
from meetings import rules
from meetings.choices import ItemKind, ItemState, RequestStatus
from meetings.models import AgendaItem, ItemPaper, Meeting, PaperRequest
from meetings.services import undo
from meetings.services.agenda import agenda_change, link_paper
from meetings.services.deadlines import due_day
from meetings.services.duties import keep_reports
from meetings.services.letters import Word, tell_author
from meetings.services.privacy import match_papers


def papers_to_carry(meeting: Meeting) -> list[Paper]:
    """The published papers on a meeting's agenda that were not withdrawn, in its order; none before it is published."""
    if not meeting.agenda_is_out:
        return []
    links = (link for item in meeting.agenda_items.for_page() for link in item.item_papers.all())
    return [link.paper for link in links if link.is_on_agenda and link.paper.current and not link.paper.withdrawn_at]


def carry_over(*, source: Meeting, target: Meeting, actor: User | None) -> list[Paper]:
    """Copy the papers of one meeting, as they stood, into drafts of another, on the items of the same address.

    Called within the change that postpones. A paper whose item the other meeting lacks stays where it is.
    """
    items = {item.slug: item for item in target.agenda_items.select_related("meeting")}
    copies = []
    for paper in papers_to_carry(source):
        item = items.get(paper.item_paper.item.slug)
        if item is None:
            continue
        with agenda_change(target, actor=actor, action="meetings.paper_carried_over", label="") as (locked, detail):
            copy = copy_paper(paper=paper, collection=locked.slug, actor=actor)
            link_paper(item, copy, actor)
            detail |= {"item": item.reference, "paper": copy.reference, "from": paper.reference}
        copies.append(copy)
    return copies


def move_work(*, source: Meeting, target: Meeting, actor: User | None) -> list[PaperRequest]:
    """Let what nobody outside has seen go along to the day a meeting moved to, onto the items of the same address.

    That is the notes for the Chair, the reports that are still awaited with what was sent in for them and, of an agenda
    that was not published, its draft papers. What an author still has to send is due anew; each author is written to.
    Called within the change that postpones. What has no item there stays where it is.
    """
    wanted = target.agenda_items.exclude(kind=ItemKind.HEADING).exclude(state=ItemState.WITHDRAWN).select_related("meeting")
    items = {item.slug: item for item in wanted}
    _copy_notes(source, items)
    if not source.agenda_is_out and target.status in rules.CHANGEABLE:
        _move_drafts(source, items, actor)
    moved = _move_requests(source, target, items)
    match_papers(target, actor)
    undo.forget(target)
    target.bump()
    target.save(update_fields=["version"])
    if moved:
        detail = {"from": source.slug, "reports": [one.number for one in moved]}
        record(actor=actor, action="meetings.reports_moved", target=target, area=target.area, detail=detail)
        keep_reports(moved, actor)
    for one in moved:
        if one.status != RequestStatus.ACCEPTED:
            tell_author(one, Word.REPORT_MOVED, actor)
    return moved


def _copy_notes(source: Meeting, items: dict[str, AgendaItem]) -> None:
    """A meeting that was called for the day already keeps the notes that it has."""
    for slug, note in source.agenda_items.exclude(chair_note="").values_list("slug", "chair_note"):
        item = items.get(slug)
        if item and not item.chair_note:
            item.chair_note = note
            item.save(update_fields=["chair_note"])


def _move_drafts(source: Meeting, items: dict[str, AgendaItem], actor: User | None) -> None:
    links = ItemPaper.objects.filter(item__meeting=source).select_related("item", "paper").order_by("item__position", "position")
    for link in links:
        if item := items.get(link.item.slug):
            _rehome(link.paper, item.meeting)
            link_paper(item, link.paper, actor)


def _move_requests(source: Meeting, target: Meeting, items: dict[str, AgendaItem]) -> list[PaperRequest]:
    """The reports still awaited, and those accepted whose paper went along. Each keeps its number where that is free."""
    rows = PaperRequest.objects.select_for_update(of=("self",)).filter(meeting=source)
    taken = set(target.paper_requests.values_list("number", flat=True))
    due_on, moved = due_day(target), []
    for request in rows.select_related("item", "paper", "asked_of").order_by("number"):
        item = items.get(request.item.slug)
        went_along = request.paper is not None and request.paper.collection == target.slug
        if item is None or not (request.is_awaited or went_along):
            continue
        if request.paper and not went_along:
            _rehome(request.paper, target)
        request.number = request.number if request.number not in taken else max(taken) + 1
        taken.add(request.number)
        request.meeting, request.item = target, item
        if request.submitted_at is None:
            request.due_on = due_on
        request.bump()
        request.save()
        moved.append(request)
    return moved


def _rehome(paper: Paper, meeting: Meeting) -> None:
    """Make a draft one of another meeting of the body; where its address is taken there, it gets another."""
    others = Paper.objects.filter(area=meeting.area_id, collection=meeting.slug).values_list("slug", flat=True)
    paper.collection = meeting.slug
    if paper.slug in set(others):
        paper.slug = paper_rules.paper_slug(paper.title, paper.access, others)
    paper.save(update_fields=["collection", "slug"])
