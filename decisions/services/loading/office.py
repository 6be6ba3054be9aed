"""What else the Commissioner's office keeps, from a folder's `board.json`: consultations, projects, the diary, and who sees to
what must be published."""

from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import User
from decisions.models import Consultation, Project
from decisions.services import consultations, diary, projects
from decisions.services.loading.acts import Act, Row, day, day_or_none, do_all
from decisions.services.loading.board import read_board
from decisions.services.scheme.loading import load_area_scheme
from panels.models import PoliceArea

KINDS = ("consultations", "projects", "diary", "scheme")


def read_office(folder: Path) -> Row:
    """What the folder's file holds of the office's other registers."""
    data = read_board(folder)
    return {kind: data.get(kind, []) for kind in KINDS}


@transaction.atomic
def load_office(data: Row, *, area: PoliceArea, actor: User) -> int:
    """Load the registers into an area that holds none of them yet, and what was published under the scheme; give how many rows
    were loaded. Raises ValidationError naming the row."""
    written = load_area_scheme(area, data["scheme"], actor=actor)
    if Consultation.objects.filter(area=area).exists() or Project.objects.filter(area=area).exists():
        return written
    acts = []
    for row in data["consultations"]:
        acts.append(Act(day(row["opened_on"]), 0, row["title"], partial(_consultation, row, area, actor)))
        if "sent_on" in row:
            acts.append(Act(day(row["sent_on"]), 1, row["title"], partial(_sent, row, area, actor)))
            acts.append(Act(day(row["published_on"]), 2, row["title"], partial(_published, row, area, actor)))
    for row in data["projects"]:
        acts.append(Act(day(row["published_on"]), 3, row["title"], partial(_project, row, area, actor)))
    for row in data["diary"]:
        acts.append(Act(day(row["entered_on"]), 4, row["subject"], partial(_engagement, row, area, actor)))
    return written + do_all(acts)


def _consultation(row: Row, area: PoliceArea, actor: User) -> None:
    made = consultations.create_consultation(
        area=area, actor=actor, title=row["title"], asked_by=row["asked_by"], closes_on=day_or_none(row.get("closes_on", "")),
        text=row["text"], url=row.get("url", ""),
    )  # fmt: skip
    for question, asked, agrees, text in row["answers"]:
        consultations.add_answer(consultation=made, actor=actor, question=question, asked=asked, agrees=agrees, text=text)


def _sent(row: Row, area: PoliceArea, actor: User) -> None:
    made = Consultation.objects.get(area=area, title=row["title"])
    consultations.send_response(consultation=made, version=made.version, responded_on=day(row["sent_on"]), actor=actor)


def _published(row: Row, area: PoliceArea, actor: User) -> None:
    sent = Consultation.objects.get(area=area, title=row["title"])
    consultations.publish_response(consultation=sent, version=sent.version, actor=actor)


def _project(row: Row, area: PoliceArea, actor: User) -> None:
    made = projects.create_project(
        area=area, actor=actor, title=row["title"], about=row["about"], lead=row["lead"],
        started_on=day_or_none(row.get("started_on", "")),
    )  # fmt: skip
    for title, planned, expected, reached, note in row["milestones"]:
        projects.add_milestone(
            project=made, actor=actor, title=title, planned_on=day(planned), expected_on=day_or_none(expected),
            reached_on=day_or_none(reached), note=note,
        )  # fmt: skip
    for as_at, text, risk, least, most in row["updates"]:
        projects.add_update(
            project=made, actor=actor, as_at=day(as_at), text=text, risk=risk, weeks_behind_least=least, weeks_behind_most=most,
            source=row.get("source", ""),
        )  # fmt: skip
    made.refresh_from_db()
    projects.publish_project(project=made, version=made.version, actor=actor)


def _engagement(row: Row, area: PoliceArea, actor: User) -> None:
    facts: dict[str, Any] = {name: value for name, value in row.items() if name not in ("on", "entered_on")}
    made = diary.add_entry(area=area, actor=actor, on=day_or_none(row.get("on", "")), **facts)
    diary.publish_entry(entry=made, version=made.version, actor=actor)
