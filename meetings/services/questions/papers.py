"""Public questions in the papers of a meeting: which item they belong to, which are in no paper yet, and a draft kept true."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from documents.choices import PaperStatus
from documents.models import Paper
from documents.sources import draw
from interface import clock
from meetings.choices import ItemKind, ItemState
from meetings.models import AgendaItem, Meeting, PublicQuestion
from meetings.papers.questions import PUBLIC, PUBLIC_QUESTIONS, holds
from meetings.services.papers import redraw_paper


@dataclass(frozen=True)
class QuestionsOffer:
    """How many accepted submissions are in no paper of the meeting, its draft paper if it has one, and the item for it."""

    count: int
    draft: Paper | None
    item: AgendaItem | None


def papers_of(meeting: Meeting) -> list[Paper]:
    """The papers of public questions of a meeting that were not taken down, the oldest first."""
    own = Paper.objects.filter(area=meeting.area_id, body=meeting.body_id, collection=meeting.slug, source=PUBLIC_QUESTIONS)
    return list(own.exclude(status=PaperStatus.WITHDRAWN).select_related("area", "body", "current").order_by("pk"))


def questions_offer(meeting: Meeting) -> QuestionsOffer | None:
    """What those who prepare an agenda or a supplement are offered; None when every accepted submission is in a paper.

    One query when nothing was accepted, three at most.
    """
    taken = PublicQuestion.objects.visible_to(PUBLIC).filter(meeting=meeting).only("reference")
    accepted = list(taken.order_by("reference"))
    if not accepted:
        return None
    papers = papers_of(meeting)
    missing = [one for one in accepted if not any(holds(paper, one) for paper in papers)]
    if not missing:
        return None
    draft = next((paper for paper in papers if paper.status == PaperStatus.DRAFT), None)
    items = question_items(meeting)
    return QuestionsOffer(len(missing), draft, items[0] if items else None)


def question_items(meeting: Meeting) -> list[AgendaItem]:
    """The items that the public may read and that can carry submissions; the one of public question time first."""
    rows = meeting.agenda_items.in_order().filter(kind=ItemKind.ITEM).exclude(state=ItemState.WITHDRAWN)
    return sorted((item for item in rows if not item.is_private), key=lambda item: not is_question_time(item))


def is_question_time(item: AgendaItem) -> bool:
    """Whether an item is public question time by its title."""
    title = item.title.lower()
    return any(words in title for words in (_("question time"), _("public question"), _("public participation")))


def keep_paper(meeting: Meeting, actor: User | None) -> None:
    """Take the draft papers of public questions from the register again where a decision has changed what they should say.

    So that words that were taken out or refused never stay in a draft. Called within the change, which holds the meeting.
    What is published, or can no longer change, stays as it is.
    """
    for paper in papers_of(meeting):
        if paper.status != PaperStatus.DRAFT or paper.current is None:
            continue
        now = draw(paper.source, area=paper.area, body=paper.body, on=clock.today(), collection=paper.collection)
        if paper.current.text.partition("\n\n")[2].strip() == now.text.strip():
            continue
        try:
            with transaction.atomic():
                redraw_paper(paper=paper, actor=actor, version=paper.version)
        except ValidationError:  # a paper on no agenda that can change goes nowhere
            continue
