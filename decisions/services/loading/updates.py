"""Update reports of the Commissioner from a folder's `updates.json` and the Markdown that it names.

A heading of two marks begins a part, one of three a section."""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from django.db import transaction

from accounts.models import User
from decisions.choices import SectionKind
from decisions.models import StandingItem, UpdateReport
from decisions.services.loading.acts import Act, Row, day, do_all
from decisions.services.updates.keeping import create_report
from decisions.services.updates.publishing import publish_report
from decisions.services.updates.sections import add_section
from decisions.services.updates.standing import open_item
from interface import clock
from meetings.choices import MeetingKind
from meetings.models import Meeting
from panels.models import Body, PoliceArea

FILE = "updates.json"
HEADING = re.compile(r"^(##|###) (.+)$", re.MULTILINE)
FACTS = ("title", "introduction", "summary", "contact_name", "contact_office")


def read_updates(folder: Path) -> Row:
    """What the folder's file holds, with the text of each report put in; nothing where there is no file."""
    path = folder / FILE
    if not path.exists():
        return {"standing": [], "reports": []}
    data: Row = json.loads(path.read_text(encoding="utf-8"))
    for row in data["reports"]:
        row["text"] = (folder / row.pop("file")).read_text(encoding="utf-8")
    return data


@transaction.atomic
def load_updates(data: Row, *, area: PoliceArea, actor: User) -> int:
    """Load standing items and reports into an area that has no report yet; give how many acts were done.

    A report of years ago has no meeting here. Raises ValidationError naming the report.
    """
    if UpdateReport.objects.filter(area=area).exists():
        return 0
    items = [Act(day(row["started_on"]), 0, row["title"], partial(_item, row, area, actor)) for row in data["standing"]]
    reports = [Act(day(row["published_on"]), 1, row["meeting_on"], partial(_report, row, area, actor)) for row in data["reports"]]
    return do_all([*items, *reports])


def _item(row: Row, area: PoliceArea, actor: User) -> None:
    open_item(area=area, title=row["title"], part=row["part"], started_on=day(row["started_on"]), actor=actor)


def _report(row: Row, area: PoliceArea, actor: User) -> None:
    body = Body.objects.panel_of(area, clock.today())
    meeting = Meeting.objects.filter(body=body, held_on=day(row["meeting_on"]), kind=MeetingKind.ORDINARY).first()
    report = create_report(
        area=area, body=body, meeting=meeting, meeting_on=day(row["meeting_on"]),
        started_on=day(row["started_on"]), as_at=day(row["as_at"]),
        with_sections=False, actor=actor, **{name: row[name] for name in FACTS if name in row},
    )  # fmt: skip
    live = row.get("live", {})
    for mark, heading, text in _sections(row["text"]):
        standing = _standing(area, heading, report.as_at)
        kind = SectionKind.PART if mark == "##" else SectionKind.LIVE if heading in live else SectionKind.WRITTEN
        add_section(
            report=report, actor=actor, kind=kind, heading=heading, text="" if kind == SectionKind.LIVE else text,
            source=live.get(heading, ""), standing=standing,
        )  # fmt: skip
    report.refresh_from_db()
    publish_report(report=report, version=report.version, actor=actor)


def _sections(text: str) -> Iterator[tuple[str, str, str]]:
    """Each heading of a text: its marks, its words, and what stands under it before the next."""
    found = list(HEADING.finditer(text))
    ends = [one.start() for one in found[1:]] + [len(text)]
    for one, end in zip(found, ends, strict=True):
        yield one[1], one[2].strip(), text[one.end() : end].strip()


def _standing(area: PoliceArea, heading: str, as_at: date) -> StandingItem | None:
    """The standing item that a heading names."""
    plain = heading.removesuffix("(standing item)").strip()
    return StandingItem.objects.open_on(as_at).filter(area=area, title=plain).first()
