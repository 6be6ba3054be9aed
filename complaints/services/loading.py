"""Complaints from a folder's `complaints.json`: each act on the day that the file names, through the services that pages use.

A folder whose first complaint is there already is left as it is, so loading twice changes nothing.
"""

import json
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.choices import AllegationDecision, LetterStatus, Recipient, StepKind
from complaints.models import Complaint, Letter, PublicSummary, SideComment
from complaints.services import allegations, comments, complaints, importing, letters, people, powers, risks, steps, summaries
from interface import clock
from panels.models import Body, OfficeHolder, PoliceArea

Row = dict[str, Any]
FILE = "complaints.json"
AT = time(11, 0)


@dataclass
class Work:
    """What the acts of a file work on: the panel, who signs in by role, and the complaints made so far by their key."""

    folder: Path
    area: PoliceArea
    body: Body
    people: dict[str, User]
    made: dict[str, Complaint] = field(default_factory=dict)

    def complaint(self, act: Row) -> Complaint:
        """The complaint of an act, as it stands now."""
        return Complaint.objects.for_page().get(pk=self.made[act["of"]].pk)

    def actor(self, act: Row) -> User | None:
        """Who does it: nobody, where the public does."""
        return self.people[act["by"]] if act["by"] else None


def read_complaints(folder: Path) -> Row:
    """What the folder's file holds; nothing where there is no file."""
    path = folder / FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def load_complaints(rows: Row, *, folder: Path, area: PoliceArea, people: dict[str, User]) -> int:
    """Load delegations and complaints where the area has none, and give how many complaints were made; the panel is there.

    All or nothing. Raises ValidationError, naming the act, where the file asks for what may not be.
    """
    body = Body.objects.panel_of(area, clock.today())
    if body is None or not rows or Complaint.objects.filter(area=area).exists():
        return 0
    work = Work(folder, area, body, people)
    with transaction.atomic():
        for row in rows["powers"]:
            with _naming(row, "power"), _on(row["started_on"]):
                _power(work, row)
        for act in rows.get("acts", []):
            with _naming(act, act["do"]), _on(act["on"]):
                DOES[act["do"]](work, act)
    return Complaint.objects.filter(area=area).count()


# The acts, each with the words of the file --------------------------------------------------------------------------


def _power(work: Work, row: Row) -> None:
    sub_committee = Body.objects.get(area=work.area, slug=row["sub_committee"]) if "sub_committee" in row else None
    powers.add_power(
        body=work.body, power=row["power"], handler=row["handler"], to_title=row["to_title"], aliases=row.get("aliases", ""),
        sub_committee=sub_committee, decided_by=row["decided_by"], started_on=_day(row["started_on"]), actor=None,
    )  # fmt: skip


def _log(work: Work, act: Row) -> None:
    facts = dict(act["facts"])
    for name in ("made_on", "received_on"):
        facts[name] = _day(facts[name])
    facts["office_holder"] = OfficeHolder.objects.get(area=work.area, number=facts["office_holder"])
    work.made[act["key"]] = complaints.log_complaint(
        area=work.area, body=work.body, actor=work.actor(act),
        parties=[complaints.PartyFacts(**row) for row in act["parties"]],
        allegations=[complaints.AllegationFacts(**_with_days(row)) for row in act["allegations"]], **facts,
    )  # fmt: skip


def _with_days(row: Row) -> Row:
    return {**row, **{name: _day(row[name]) for name in ("incident_from", "incident_until") if name in row}}


def _judge(work: Work, act: Row) -> None:
    complaint = work.complaint(act)
    allegation = complaint.allegations.get(number=act["number"])
    allegations.judge_allegation(
        complaint=complaint, version=allegation.version, number=allegation.number, is_serious=act["is_serious"], why=act["why"],
        became_clear_on=_day(act["on"]) if act["is_serious"] else None, actor=work.actor(act),
    )  # fmt: skip


def _step(work: Work, act: Row) -> None:
    complaint = work.complaint(act)
    typed: Row = {name: act[name] for name in ("handling", "resolver") if name in act}
    typed["grounds"] = tuple(act.get("grounds", ()))
    if "resolving_body" in act:
        typed["resolving_body"] = Body.objects.get(area=work.area, slug=act["resolving_body"])
    if act["step"] == StepKind.RECORD:
        typed["decisions"] = {one.number: (AllegationDecision.RECORDED, "") for one in complaint.allegations.standing()}
    steps.take_step(
        complaint=complaint, version=complaint.version, kind=act["step"], taken_on=_day(act["on"]), reason=act["reason"],
        decided_by=act.get("decided_by", ""), typed=steps.StepFacts(**typed), actor=work.actor(act),
    )  # fmt: skip


def _issue(work: Work, act: Row) -> None:
    """Send every draft of a kind."""
    for letter in Letter.objects.filter(complaint=work.complaint(act), kind=act["kind"], status=LetterStatus.DRAFT):
        by_email = act.get("by_email", False) and letter.recipient == Recipient.COMPLAINANT
        letters.issue_letter(
            letter=letter, version=letter.version, issued_on=_day(act["on"]), by_email=by_email, actor=work.actor(act)
        )


def _not_needed(work: Work, act: Row) -> None:
    for letter in Letter.objects.filter(complaint=work.complaint(act), kind=act["kind"], status=LetterStatus.DRAFT):
        letters.mark_not_needed(letter=letter, version=letter.version, why=act["why"], actor=work.actor(act))


def _letter(work: Work, act: Row) -> None:
    """A letter that no step asks for, sent."""
    actor = work.actor(act)
    letter = letters.draft_letter(
        complaint=work.complaint(act), kind=act["kind"], recipient=Recipient.COMPLAINANT, party=None, actor=actor
    )
    _issue(work, act | {"kind": letter.kind})


def _comment(work: Work, act: Row) -> None:
    complaint = work.complaint(act)
    asked = SideComment.objects.get(complaint=complaint, side=act["side"])
    comments.enter_comment(
        complaint=complaint, version=asked.version, number=asked.number, received_on=_day(act["on"]), text=act["text"],
        actor=work.actor(act),
    )  # fmt: skip


def _risk(work: Work, act: Row) -> None:
    risks.assess_risk(
        complaint=work.complaint(act), level=act["level"], text=act["text"], measures=act["measures"],
        review_on=_day(act["review_on"]), actor=work.actor(act),
    )  # fmt: skip


def _person(work: Work, act: Row) -> None:
    """Somebody of a complaint who became known later."""
    people.add_person(complaint=work.complaint(act), facts=complaints.PartyFacts(**act["facts"]), actor=work.actor(act))


def _draft_summary(work: Work, act: Row) -> PublicSummary:
    return summaries.write_summary(complaint=work.complaint(act), text=act["text"], actor=work.actor(act))


def _summary(work: Work, act: Row) -> None:
    draft = _draft_summary(work, act)
    summaries.approve_and_publish(summary=draft, version=draft.version, actor=work.people[act["approved_by"]])


def _import(work: Work, act: Row) -> None:
    """An older register; its complaints are known by their place in it."""
    source = importing.Source(act["file"], (work.folder / act["file"]).read_bytes())
    register = importing.import_register(area=work.area, body=work.body, source=source, actor=work.actor(act))
    rows = register.complaints.order_by("printed_order")
    work.made |= {f"row {number}": complaint for number, complaint in enumerate(rows, start=1)}


DOES: dict[str, Callable[[Work, Row], Any]] = {
    "log": _log, "judge": _judge, "step": _step, "issue": _issue, "not_needed": _not_needed, "letter": _letter,
    "comment": _comment, "risk": _risk, "person": _person, "draft_summary": _draft_summary, "summary": _summary,
    "import": _import,
}  # fmt: skip


def _day(words: str) -> date:
    return date.fromisoformat(words)


def _on(day: str) -> Any:
    return clock.stand_on(datetime.combine(_day(day), AT))


@contextmanager
def _naming(row: Row, act: str):
    """Says which act of the file a refusal is about."""
    try:
        yield
    except ValidationError as error:
        said = {"on": row.get("on", row.get("started_on")), "of": row.get("of", row.get("key", "")), "act": act,
                "problems": "; ".join(error.messages)}  # fmt: skip
        raise ValidationError(_("%(on)s, %(act)s %(of)s: %(problems)s") % said) from error
