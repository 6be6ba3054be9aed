"""Meetings and packs in a state, as rows: these tests are about pages, not about how the state came to be."""

from datetime import UTC, date, datetime, time

from documents.choices import Edition, PackStatus, StoreName
from documents.models import Pack, StoredFile
from meetings.choices import MeetingStatus
from meetings.models import Meeting

ON_9_MARCH = datetime(2022, 3, 9, 10, tzinfo=UTC)


def make_meeting(body, held_on=date(2022, 3, 17), **fields):
    """An announced public meeting of a body; `published=True` lets its agenda be out since 9 March."""
    if fields.pop("published", False):
        fields |= {"status": MeetingStatus.PUBLISHED, "published_at": ON_9_MARCH}
    wanted = {
        "area": body.area, "body": body, "slug": f"{held_on}-{body.slug}", "held_on": held_on, "starts_at": time(10, 45),
        "status": MeetingStatus.ANNOUNCED, "created_at": datetime(2022, 1, 10, tzinfo=UTC),
    }  # fmt: skip
    wanted |= fields
    if wanted["status"] != MeetingStatus.DRAFT:
        wanted.setdefault("announced_at", wanted["created_at"])
    return Meeting.objects.create(**wanted)


def make_pack(meeting, edition=Edition.PUBLIC, status=PackStatus.PUBLISHED, pages=76):
    digest = f"{meeting.pk:032x}{pages:032x}"
    file = StoredFile.objects.create(
        store=StoreName.PUBLIC, sha256=digest, size=2_100_000, media_type="application/pdf", created_at=ON_9_MARCH
    )
    return Pack.objects.create(
        area=meeting.area, body=meeting.body, collection=meeting.slug, edition=edition, number=1, status=status, file=file,
        page_count=pages, manifest={}, inputs="0" * 64, built_at=ON_9_MARCH, published_at=ON_9_MARCH,
    )  # fmt: skip
