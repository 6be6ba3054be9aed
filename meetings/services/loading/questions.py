"""What the public sent in, from `questions.json`: kept on the day it came, decided and answered on the days the file names."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from accounts.models import User
from interface import clock
from meetings.models import AgendaItem, Meeting, PublicQuestion
from meetings.services.questions.answering import answer_question
from meetings.services.questions.asking import send_question
from meetings.services.questions.deciding import accept_question, carry_question, reject_question
from meetings.services.questions.papers import question_items

Row = dict[str, Any]
FILE = "questions.json"


def read_questions(folder: Path) -> list[Row]:
    """What the folder's file holds, in the order in which it came; nothing where there is no file."""
    path = folder / FILE
    rows = json.loads(path.read_text(encoding="utf-8"))["questions"] if path.exists() else []
    return sorted(rows, key=lambda row: row["received"])


def load_questions(meeting: Meeting, rows: list[Row], actor: User) -> None:
    """Keep what was sent for a meeting that is announced. Raises ValidationError where the file asks for what may not be."""
    for row in rows:
        received = datetime.fromisoformat(row["received"])
        late_for = (
            Meeting.objects.get(body=meeting.body, held_on=date.fromisoformat(row["late_for"])) if "late_for" in row else None
        )
        with clock.stand_on(received):
            [question] = send_question(
                body=meeting.body,
                meeting=None if late_for else meeting,
                late_for=late_for,
                kind=row["kind"],
                words=row["words"],
                name=row["name"],
                email=row["email"],
                residence=row["residence"],
                signatures=row.get("signatures"),
                will_attend=row.get("will_attend", False),
                consented=True,
                now=clock.now(),
            )
        _decide(question, row, meeting, actor)


def _decide(question: PublicQuestion, row: Row, meeting: Meeting, actor: User) -> None:
    if carried := row.get("carried"):
        with _on(carried["at"]):
            carry_question(**_of(question, actor), to=meeting, reason=carried["reason"])
    if rejected := row.get("rejected"):
        with _on(rejected["at"]):
            reject_question(**_of(question, actor), ground=rejected["ground"], words=rejected["words"])
    if accepted := row.get("accepted"):
        with _on(accepted["at"]):
            accept_question(
                **_of(question, actor),
                published_words=question.words,
                published_name=question.name,
                item=_question_time(meeting),
                is_published=accepted["shown"],
            )
    if answered := row.get("answered"):
        with _on(answered["at"]):
            day = date.fromisoformat(answered["on"])
            answer_question(**_of(question, actor), answer=answered["words"], answered_by=answered["by"], answered_on=day)


def _of(question: PublicQuestion, actor: User) -> Row:
    fresh = PublicQuestion.objects.get(pk=question.pk)
    return {"question": fresh, "version": fresh.version, "actor": actor}


def _question_time(meeting: Meeting) -> AgendaItem | None:
    return next(iter(question_items(meeting)), None)


def _on(moment: str) -> Any:
    return clock.stand_on(datetime.fromisoformat(moment))
