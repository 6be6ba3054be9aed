"""Work that meetings ask for in the background."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from documents.rendering import PieceFailed
from jobs.registry import register
from jobs.services import Failed, JobRun
from meetings.models import Meeting
from meetings.services.packs import BUILD_JOB, build_packs


@register(BUILD_JOB)
def build_pack(run: JobRun, *, area: str, meeting: str, actor: int) -> dict[str, Any]:
    """Build every edition of a meeting's pack. A paper that cannot be made fails the job with its name and the reason."""
    found = Meeting.objects.select_related("area", "body", "venue").get(area__slug=area, slug=meeting)
    try:
        packs = build_packs(
            meeting=found,
            actor=User.objects.get(pk=actor),
            progress=run.progress,  # raises Cancelled when somebody asked for that
        )
    except PieceFailed as error:
        raise Failed(str(error)) from error
    except ValidationError as error:
        raise Failed(" ".join(error.messages)) from error
    return {"packs": [{"edition": pack.edition, "number": pack.number, "pages": pack.page_count} for pack in packs]}
