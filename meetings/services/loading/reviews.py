"""Proactive reviews and the business of every year, from `reviews.json`. Loading twice changes nothing."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from accounts.models import User
from documents.choices import Access
from interface import clock
from meetings.models import AgendaItem, CycleEntry, ItemPaper, Meeting, Review
from meetings.services.programme.cycle import add_business
from meetings.services.recommendations import respond
from meetings.services.reviews import keeping, parts, reporting
from panels.models import Body, Person, PoliceArea

Row = dict[str, Any]
FILE = "reviews.json"
AT = time(11, 0)


def read_reviews(folder: Path) -> Row:
    """What the folder's file holds; nothing where there is no file."""
    path = folder / FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def load_reviews(data: Row, *, area: PoliceArea, actor: User) -> None:
    """Load what is not there yet; the meetings of the year are. Raises ValidationError for what may not be."""
    body = Body.objects.panel_of(area, clock.today())
    for row in data.get("reviews", []):
        if not Review.objects.filter(area=area, title=row["title"]).exists():
            _load(row, body, actor)
    for row in data.get("cycle", []):
        if not CycleEntry.objects.filter(body=body, title=row["title"]).exists():
            add_business(body=body, actor=actor, **row)


def _load(row: Row, body: Body, actor: User) -> None:
    with _on(row["started_on"] if row["started_on"] <= clock.today().isoformat() else row["published_on"]):
        lead = Person.objects.get(area=body.area, slug=row["lead"]) if "lead" in row else None
        started, words = date.fromisoformat(row["started_on"]), {name: row[name] for name in ("title", "why", "scope")}
        review = keeping.open_review(body=body, lead=lead, started_on=started, actor=actor, **words)
    for one in row["meetings"]:
        meeting = _met(one, body)
        parts.add_meeting(review=review, meeting=meeting, item=_item(one, meeting), what=one["what"], actor=actor)
    for one in row["evidence"]:
        parts.add_evidence(review=review, actor=actor, **_evidence(one, body))
    for one in row["witnesses"]:
        heard_at = _met(one, body) if "held_on" in one else None
        parts.add_witness(review=review, name=one["name"], organisation=one["organisation"], meeting=heard_at, actor=actor)
    with _on(row["published_on"]):
        review = keeping.publish_review(review=_fresh(review), version=_fresh(review).version, actor=actor)
    if "reported_on" in row:
        _report(review, row, actor)


def _report(review: Review, row: Row, actor: User) -> None:
    with _on(row["reported_on"]):
        due = date.fromisoformat(row["response_due_on"])
        words = {name: row[name] for name in ("findings", "conclusions")}
        reporting.write_report(review=review, version=_fresh(review).version, response_due_on=due, actor=actor, **words)
        made = [
            reporting.draft_recommendation(review=review, text=text, made_to="The Commissioner", actor=actor)
            for text in row["recommendations"]
        ]
        reporting.issue_report(
            review=review, version=_fresh(review).version, issued_on=date.fromisoformat(row["reported_on"]), actor=actor
        )
    for answer in row["responses"]:
        with _on(answer["on"]):
            recommendation = made[answer["recommendation"] - 1]
            recommendation.refresh_from_db()
            respond(
                recommendation=recommendation, version=recommendation.version, responded_on=date.fromisoformat(answer["on"]),
                position=answer["position"], text=answer["text"], actor=actor,
            )  # fmt: skip


def _evidence(one: Row, body: Body) -> Row:
    facts = {name: one[name] for name in ("kind", "title", "given_by", "text")} | {"on": date.fromisoformat(one["on"])}
    if "paper" in one:
        meeting = _met(one["paper"], body)
        facts["paper"] = ItemPaper.objects.get(item=_item(one["paper"], meeting)).paper
    if one.get("is_private"):
        facts |= {"access": Access.EXEMPT, "exempt_paragraph": one["exempt_paragraph"]}
    return facts


def _met(one: Row, body: Body) -> Meeting:
    return Meeting.objects.for_page().get(body=body, held_on=date.fromisoformat(one["held_on"]), kind=one["kind"])


def _item(one: Row, meeting: Meeting) -> AgendaItem | None:
    return AgendaItem.objects.get(meeting=meeting, title=one["item"]) if "item" in one else None


def _fresh(review: Review) -> Review:
    return Review.objects.for_page().get(pk=review.pk)


def _on(day: str) -> Any:
    return clock.stand_on(datetime.combine(date.fromisoformat(day), AT))
