"""Keeps the drafts of the standing report on complaints true, so that no words that were taken back are published with a pack."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from complaints.papers.report import COMPLAINTS_REPORT
from documents.choices import PaperStatus
from documents.models import Paper
from documents.sources import draw
from interface import clock
from meetings.models import Meeting
from meetings.services.papers import redraw_paper
from panels.models import Body

TRIES = 3  # somebody else may be changing the same draft


def hold_reports(body: Body) -> None:
    """Hold the meetings for which there are draft reports of a panel, until the transaction ends.

    Called before the trail is written, by who calls `keep_reports` after: whoever changes an agenda holds its meeting first and
    the trail after it, and each would wait for the other. One query.
    """
    drafts = Paper.objects.filter(body=body, source=COMPLAINTS_REPORT, status=PaperStatus.DRAFT)
    meetings = Meeting.objects.filter(area=body.area_id, slug__in=drafts.values("collection"))
    list(meetings.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))


def keep_reports(body: Body, actor: User | None) -> None:
    """Take the draft reports of a panel from the register again where they would say something else now.

    Called within a change of a complaint, after it is saved. What is published stays as it is; so does a draft on an agenda that
    can no longer change, which goes nowhere. One query where there is no draft.
    """
    drafts = Paper.objects.filter(body=body, source=COMPLAINTS_REPORT, status=PaperStatus.DRAFT, current__isnull=False)
    for key in list(drafts.order_by("pk").values_list("pk", flat=True)):
        for _try in range(TRIES):
            if _kept(Paper.objects.select_related("area", "body", "current").get(pk=key), actor):
                break


def _kept(paper: Paper, actor: User | None) -> bool:
    """Whether a draft says what the register says; False where somebody else changed it meanwhile."""
    now = draw(paper.source, area=paper.area, body=paper.body, on=clock.today(), collection=paper.collection)
    if paper.current is None or paper.current.text.partition("\n\n")[2].strip() == now.text.strip():
        return True
    try:
        with transaction.atomic():
            redraw_paper(paper=paper, actor=actor, version=paper.version)
    except ValidationError as error:
        return getattr(error, "code", "") != "stale"
    return True
