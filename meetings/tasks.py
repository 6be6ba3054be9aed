"""Work that meetings ask for in the background."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from documents.assembly.links import LinkTargetMissing
from documents.assembly.merge import PieceUnusable
from documents.rendering import PieceFailed
from documents.services.files import FileLost
from jobs.registry import register
from jobs.services import Failed, JobRun
from meetings.models import Meeting
from meetings.services.notices import NOTICE_JOB, Letter, send_letter
from meetings.services.packs import BUILD_JOB, build_packs, publish_packs


@register(BUILD_JOB)
def build_pack(run: JobRun, *, area: str, meeting: str, actor: int, again: bool = False) -> dict[str, Any]:
    """Build every edition of a meeting's pack; where they are made `again` after a withdrawal, put them back on offer.

    A paper that cannot be made fails the job with its name and the reason.
    """
    found = Meeting.objects.select_related("area", "body", "venue").get(area__slug=area, slug=meeting)
    requester = User.objects.get(pk=actor)
    try:
        packs = build_packs(
            meeting=found,
            actor=requester,
            progress=run.progress,  # raises Cancelled when somebody asked for that
            again=again,
        )
        if again:  # a paper was withdrawn: the packs go back on offer with the same numbers
            packs = publish_packs(meeting=found, actor=requester)
    except (PieceFailed, PieceUnusable, LinkTargetMissing, FileLost) as error:
        raise Failed(str(error)) from error
    except ValidationError as error:
        raise Failed(" ".join(error.messages)) from error
    return {"packs": [{"edition": pack.edition, "number": pack.number, "pages": pack.page_count} for pack in packs]}


@register(NOTICE_JOB)
def send_notice(run: JobRun, *, letter: str, meeting: int, user: int) -> dict[str, Any]:
    """Send one member one letter about a meeting. A mail server that refuses is asked again later."""
    found = Meeting.objects.for_page().get(pk=meeting)
    return {"sent": send_letter(meeting=found, letter=Letter(letter), reader=User.objects.get(pk=user))}
