"""A hearing as facts without a database, under the rules of the rule book as it is shipped."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings

from decisions.choices import CaseKind, CaseStatus, MeetingPart, NoticeKind, Position, Post, ReportStatus
from decisions.rules.facts import CaseFacts
from meetings.choices import MeetingStatus, Publication
from panels.choices import BodyKind

LATER = date(2022, 12, 1)


@cache
def shipped_rules():
    rows = json.loads((Path(settings.BASE_DIR) / "fixtures" / "rulebook.json").read_text())
    rows = rows if isinstance(rows, list) else rows["rules"]
    return {row["key"]: SimpleNamespace(**row) for row in rows if row["jurisdiction"] == "england"}


def notice(received_on, number=1, kind=NoticeKind.PROPOSAL):
    return SimpleNamespace(pk=number, number=number, kind=kind, received_on=received_on, moved_for_id=None)


def again(received_on, number=2):
    return notice(received_on, number, NoticeKind.RENOTIFICATION)


def poll(poll_on, accepted_on=None, *, by=False):
    return SimpleNamespace(poll_on=poll_on, accepted_on=accepted_on, is_by_election=by)


def meeting(held_on, *, status=MeetingStatus.HELD, part=MeetingPart.HEARING, key=None, moved_to_id=None, **more):
    body = SimpleNamespace(kind=more.pop("body_kind", BodyKind.PANEL))
    publication = more.pop("publication", Publication.PUBLIC)
    held = SimpleNamespace(
        held_on=held_on,
        status=status,
        body=body,
        moved_to_id=moved_to_id,
        publication=publication,
    )
    return SimpleNamespace(meeting=held, meeting_id=key or held_on.toordinal(), part=part, item=more.pop("item", None))


def report(issued_on, position=Position.APPOINT, number=1, *, late=False):
    return SimpleNamespace(
        pk=number, number=number, status=ReportStatus.ISSUED, position=position, issued_on=issued_on, was_late=late
    )


def facts(
    *notices, polls=(), meetings=(), reports=(), today=LATER, post=Post.DEPUTY, kind=CaseKind.APPOINTMENT, rules=None, **case
):
    appointment = SimpleNamespace(post=post, is_temporary=case.pop("is_temporary", False))
    said = {"status": CaseStatus.NOTIFIED, "outcome": "", "outcome_on": None, "published_at": None, **case}
    row = SimpleNamespace(kind=kind, area=SimpleNamespace(nation="england"), appointment=appointment, **said)
    return CaseFacts(
        case=row, notices=list(notices), meetings=sorted(meetings, key=lambda one: one.meeting.held_on), votes=[],
        reports=list(reports), responses=[], rules=shipped_rules() if rules is None else rules, elections=list(polls),
        today=today,
    )  # fmt: skip
