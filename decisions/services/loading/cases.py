"""Statutory cases from a folder's `cases.json`: each act on the day that the file names, through the services that pages use.

A case that is there already is left as it is, so loading twice changes nothing.
"""

import json
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.due.cases import KIND
from decisions.models import Case, Report
from decisions.services import appointments, cases, meetings, precept, reports, requests, responses, texts, voting
from interface import clock
from meetings.models import AgendaItem, Meeting, Resolution
from meetings.services.recommendations import respond as respond_to
from panels.models import Body, Obligation, Person, PoliceArea
from panels.services import due

Row = dict[str, Any]
FILE = "cases.json"
AT = time(11, 0)
OPENS_WITH = ("title", "year", "ends_year", "post", "is_temporary", "applications", "about", "concerns", "due_on")


def read_cases(folder: Path) -> list[Row]:
    """What the folder's file holds; nothing where there is no file."""
    path = folder / FILE
    rows: list[Row] = json.loads(path.read_text(encoding="utf-8"))["cases"] if path.exists() else []
    return rows


def load_cases(rows: list[Row], *, area: PoliceArea, actor: User) -> int:
    """Load the cases that are not there yet and give how many were made; the meetings of the year are there.

    Each is whole or absent. Raises ValidationError, naming the case and the act, where the file asks for what may not be.
    """
    body = Body.objects.panel_of(area, clock.today())
    return sum(_load(row, body, actor) for row in rows) if body else 0


def _load(row: Row, body: Body, actor: User) -> bool:
    same = {"kind": row["kind"], "opened_on": _day(row["opened_on"]), "year": row.get("year")}
    if "post" in row:
        same["appointment__post"] = row["post"]
    if Case.objects.filter(body=body, **same).exists():
        return False
    with transaction.atomic():
        facts = {name: row[name] for name in OPENS_WITH if name in row}
        if "due_on" in facts:
            facts["due_on"] = _day(facts["due_on"])
        with _naming(row, "open"), _on(row["opened_on"]):
            opened = _day(row["opened_on"])
            case = cases.open_case(body=body, kind=row["kind"], opened_on=opened, actor=actor, **facts)
        for act in _acts(row):
            with _naming(row, act["do"]), _on(act["on"]):
                fresh = Case.objects.for_page().get(pk=case.pk)
                DOES[act["do"]](fresh, act, actor)
    return True


def _acts(row: Row) -> list[Row]:
    """The acts of a case by day; on the day on which it is made public that comes last."""
    published = [{"do": "publish", "on": row["published_on"]}] if "published_on" in row else []
    return sorted([*row["acts"], *published], key=lambda act: act["on"])


# The acts, each with the words of the file --------------------------------------------------------------------------


def _publish(case: Case, act: Row, actor: User) -> None:
    cases.publish_case(case=case, version=case.version, actor=actor)


def _precept_facts(case: Case, act: Row, actor: User) -> None:
    before, base = _pounds(act, "band_d_before"), _pounds(act, "tax_base")
    precept.set_precept_facts(case=case, version=case.version, band_d_before=before, tax_base=base, actor=actor)


def _receive_precept(case: Case, act: Row, actor: User) -> None:
    bands = {band["band"]: (_pounds(band, "amount"), _pounds(band, "increase")) for band in act["bands"]}
    precept.receive_precept(
        case=case, version=case.version, kind=act.get("notice", "proposal"), received_on=_day(act["on"]),
        band_d=Decimal(act["band_d"]), total=Decimal(act["total"]), bands=bands, text=act["text"], actor=actor,
    )  # fmt: skip


def _figures(case: Case, act: Row, actor: User) -> None:
    rows = [{"is_total": False, "is_rough": False, "where": "", **row, "value": Decimal(row["value"])} for row in act["rows"]]
    precept.keep_figures(case=case, version=case.version, rows=rows, actor=actor)


def _issue_precept(case: Case, act: Row, actor: User) -> None:
    precept.issue_precept(
        case=case, version=case.version, issued_on=_day(act["on"]), band_d=Decimal(act["band_d"]),
        total=Decimal(act["total"]), note=act["note"], actor=actor,
    )  # fmt: skip


def _meeting(case: Case, act: Row, actor: User) -> None:
    meeting = _met(case, act)
    item = AgendaItem.objects.get(meeting=meeting, title=act["item"]) if "item" in act else None
    meetings.tie_meeting(
        case=case, version=case.version, meeting=meeting, item=item, part=act["part"], note=act.get("note", ""),
        withdrew=act.get("withdrew"), withdrew_note=act.get("withdrew_note", ""), actor=actor,
    )  # fmt: skip


def _vote(case: Case, act: Row, actor: User) -> None:
    meeting = _met(case, act)
    if act.get("from_minutes"):
        item = next(row.item for row in case.meetings.all() if row.meeting_id == meeting.pk)
        counts: Row = {"resolution": Resolution.objects.get(entry__item__agenda_item=item)}
    else:
        counts = {
            "votes_for": act["for"], "votes_against": act["against"], "abstained": act["abstained"],
            "not_voting": act["not_voting"], "members": act["members"],
            "in_room": act["for"] + act["against"] + act["abstained"] + act["not_voting"],
        }  # fmt: skip
    facts: Row = {"question": act["question"], "is_veto": act.get("is_veto", False)}
    voting.record_vote(case=case, version=case.version, meeting=meeting, actor=actor, **facts, **counts)


def _report(case: Case, act: Row, actor: User) -> None:
    due = _day(act["response_due_on"]) if "response_due_on" in act else None
    reports.write_report(
        case=case, version=reports.NEW, number=act["number"], position=act["position"], text=act["text"],
        recommendations=act.get("recommendations", []), vote=case.votes.order_by("number").last(),
        signed_by=act["signed_by"], manner=act["manner"], response_due_on=due, actor=actor,
    )  # fmt: skip
    report = Report.objects.get(case=case, number=act["number"])
    report = reports.issue_report(report=report, version=report.version, issued_on=_day(act["on"]), actor=actor)
    reports.publish_report(report=report, version=report.version, manner=act["manner"], actor=actor)


def _respond(case: Case, act: Row, actor: User) -> None:
    response = responses.respond(
        case=case, version=case.version, report=case.reports.order_by("number").last(), responded_on=_day(act["on"]),
        text=act["text"], signed_by=act["signed_by"], actor=actor,
    )  # fmt: skip
    responses.publish_response(response=response, version=response.version, actor=actor)


def _answer(case: Case, act: Row, actor: User) -> None:
    """What the Commissioner said to each recommendation of the newest report, in their order."""
    made = reports.recommendations_of(case.reports.latest("number"))
    for recommendation, said in zip(made, act["answers"], strict=True):
        respond_to(
            recommendation=recommendation, version=recommendation.version, responded_on=_day(act["on"]), actor=actor, **said
        )


def _notify_candidate(case: Case, act: Row, actor: User) -> None:
    names = ("name", "name_access", "criteria", "why", "terms", "particulars_access", "exempt_paragraph")
    appointments.notify_candidate(
        case=case, version=case.version, kind=act.get("notice", "proposal"), received_on=_day(act["on"]), actor=actor,
        **{name: act[name] for name in names},
    )  # fmt: skip


def _stages(case: Case, act: Row, actor: User) -> None:
    rows = [{**row, **{name: _day(row[name]) for name in ("on", "until") if name in row}} for row in act["rows"]]
    appointments.keep_stages(case=case, version=case.version, rows=rows, actor=actor)


def _observers(case: Case, act: Row, actor: User) -> None:
    people = {row["person"]: Person.objects.get(area=case.area, slug=row["person"]) for row in act["rows"] if "person" in row}
    rows = [{"person": people.get(row.get("person")), "words": row.get("words", "")} for row in act["rows"]]
    appointments.keep_observers(case=case, version=case.version, rows=rows, actor=actor)


def _decide_appointment(case: Case, act: Row, actor: User) -> None:
    appointments.decide_appointment(
        case=case, version=case.version, decided_on=_day(act["on"]), outcome=act["outcome"], note=act["note"], actor=actor
    )


def _receive_text(case: Case, act: Row, actor: User) -> None:
    texts.receive_text(
        case=case, version=case.version, kind=act["notice"], received_on=_day(act["on"]), text=act["text"], actor=actor
    )


def _send_request(case: Case, act: Row, actor: User) -> None:
    requests.send_request(
        case=case, version=case.version, sent_on=_day(act["on"]), due_on=case.due_on, signed_by=act["signed_by"], actor=actor
    )


def _set_aside(case: Case, act: Row, actor: User) -> None:
    owed = _owed(case, act)
    due.set_aside(obligation=owed, version=owed.version, reason=act["reason"], actor=actor)


def _explain(case: Case, act: Row, actor: User) -> None:
    owed = _owed(case, act)
    due.explain(obligation=owed, version=owed.version, explanation=act["reason"], actor=actor)


def _owed(case: Case, act: Row) -> Obligation:
    """What is due in a case under a key, such as "response"; of a hearing the key goes on with the number of the notice."""
    return Obligation.objects.of(KIND, case.pk).filter(key__startswith=act["due"]).latest("due_on")


def _close(case: Case, act: Row, actor: User) -> None:
    cases.close_case(
        case=case, version=case.version, outcome=act["outcome"], outcome_on=_day(act["on"]), note=act["note"], actor=actor
    )


DOES: dict[str, Callable[[Case, Row, User], None]] = {
    "publish": _publish, "precept_facts": _precept_facts, "receive_precept": _receive_precept, "figures": _figures,
    "issue_precept": _issue_precept, "meeting": _meeting, "vote": _vote, "report": _report, "respond": _respond,
    "answer": _answer,
    "notify_candidate": _notify_candidate, "stages": _stages, "observers": _observers,
    "decide_appointment": _decide_appointment, "receive_text": _receive_text, "send_request": _send_request, "close": _close,
    "set_aside": _set_aside, "explain": _explain,
}  # fmt: skip


def _met(case: Case, act: Row) -> Meeting:
    return Meeting.objects.for_page().get(body=case.body, held_on=_day(act["held_on"]), kind=act["kind"])


def _pounds(row: Row, name: str) -> Decimal | None:
    return Decimal(row[name]) if name in row else None


def _day(words: str) -> date:
    return date.fromisoformat(words)


def _on(day: str) -> Any:
    return clock.stand_on(datetime.combine(_day(day), AT))


@contextmanager
def _naming(row: Row, act: str):
    """Says which case and which act of the file a refusal is about."""
    try:
        yield
    except ValidationError as error:
        said = {"kind": row["kind"], "year": row.get("year", row["opened_on"]), "act": act, "problems": "; ".join(error.messages)}
        raise ValidationError(_("%(kind)s %(year)s, %(act)s: %(problems)s") % said) from error
