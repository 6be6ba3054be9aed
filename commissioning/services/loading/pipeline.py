"""Procurements and rounds: opened, published, each stage on its day, applications and what was decided on them."""

from functools import partial

from commissioning.choices import ApplicationStatus, StageKind
from commissioning.models import Lot
from commissioning.rules.applications import Choice
from commissioning.services import applications, deciding, pipeline, pipeline_rows
from commissioning.services.loading.known import Known, dated, facts, pounds, share_lines
from commissioning.services.shares import set_shares
from decisions.services.loading.acts import Act, Row, day, day_or_none


def exercise_acts(row: Row, known: Known) -> list[Act]:
    """What was done in one, each act on its day. One that is complete without a day was, on the day on which it was told of."""
    opened, name = day(row["on"]), row["title"]
    acts = [Act(opened, 10, name, partial(_open, row, known))]
    for stage in row.get("stages", []):
        if stage.get("actual"):
            reached = dated("actual", stage["actual"])
            acts.append(Act(max(opened, reached["actual_on"]), 20, name, partial(_reach, row, stage["kind"], reached, known)))
    for one in row.get("applications", []):
        acts.append(Act(max(opened, day(one["received_on"])), 21, one["applicant"], partial(_apply, row, one, known)))
    if decided := row.get("decided_on"):
        acts.append(Act(day(decided), 22, name, partial(_decide, row, known)))
    if row["status"] == "complete":
        acts.append(
            Act(day(row["completed_on"] if "completed_on" in row else row["on"]), 70, name, partial(_complete, row, known))
        )
    return acts


def _open(row: Row, known: Known) -> None:
    told = facts(
        row, "kind", "title", "about", "specification", "route", "framework", "led_by", "vat", "is_estimate_public", "term",
        "decided_by", "decided_words", "private_note",
    )  # fmt: skip
    made = pipeline.open_exercise(
        area=known.area, actor=known.actor, need=known.one(row, "need"), fund=known.one(row, "fund"),
        priority=known.one(row, "priority"), estimate=pounds(row.get("estimate")), year=day(row["on"]).year,
        opens_on=day_or_none(row.get("opens_on", "")), closes_on=day_or_none(row.get("closes_on", "")),
        services=known.some(row, "services", "service"), **told,
    )  # fmt: skip
    for one in row.get("lots", []):
        pipeline_rows.add_row(model=Lot, exercise=made, actor=known.actor, title=one["title"])
    for stage in row.get("stages", []):
        _plan(made, stage, known)
    made.refresh_from_db()
    if row.get("shares"):
        set_shares(of=made, version=made.version, lines=share_lines(row), actor=known.actor)
        made.refresh_from_db()
    known.put("exercise", row["key"], pipeline.publish_exercise(exercise=made, version=made.version, actor=known.actor))


def _plan(made, stage: Row, known: Known) -> None:
    """A stage as it was planned; one of which only the day is known comes with that day."""
    moments = dated("planned", stage.get("planned", "")) | dated("expected", stage.get("expected", ""))
    if moments:
        told = facts(stage, "note") | moments
        pipeline.set_stage(exercise=made, kind=StageKind(stage["kind"]), actor=known.actor, **told)


def _reach(row: Row, kind: str, reached: Row, known: Known) -> None:
    exercise = known.get("exercise", row["key"])
    stage = next(one for one in row["stages"] if one["kind"] == kind)
    pipeline.set_stage(exercise=exercise, kind=StageKind(kind), actor=known.actor, **facts(stage, "note"), **reached)


def _apply(row: Row, one: Row, known: Known) -> None:
    exercise, told = known.get("exercise", row["key"]), facts(one, "applicant_kind", "summary", "score")
    made = applications.add_application(
        exercise=exercise, applicant=one["applicant"], received_on=day(one["received_on"]), actor=known.actor,
        amount=pounds(one.get("amount")), provider=known.one(one, "provider"), **told,
    )  # fmt: skip
    if why := one.get("not_eligible"):
        applications.judge_application(
            application=made, version=made.version, status=ApplicationStatus.NOT_ELIGIBLE, reason=why, actor=known.actor
        )
    known.put("application", f"{row['key']} {one['applicant']}", made)


def _decide(row: Row, known: Known) -> None:
    """Decide on every application that the file says was awarded or refused; each award is known by its key from then on."""
    exercise, choices = known.get("exercise", row["key"]), []
    decided = [one for one in row["applications"] if one.get("award") or one.get("refused")]
    for one in decided:
        application = known.get("application", f"{row['key']} {one['applicant']}")
        outcome = ApplicationStatus.AWARDED if one.get("award") else ApplicationStatus.REFUSED
        choices.append(Choice(
            number=application.number, version=application.version, outcome=outcome, amount=pounds(one["amount"]),
            reason=one.get("refused", "As proposed."), purpose=one["summary"],
        ))  # fmt: skip
    made = deciding.decide(
        exercise=exercise, version=exercise.version, choices=choices, decided_on=day(row["decided_on"]), actor=known.actor,
        decided_by=row["decided_by"], decided_words=row["decided_words"], vat="outside",
    )  # fmt: skip
    keys = [one["award"] for one in decided if one.get("award")]
    for key, award in zip(keys, made, strict=True):
        known.put("award", key, award)


def _complete(row: Row, known: Known) -> None:
    exercise = known.get("exercise", row["key"])
    pipeline.complete_exercise(exercise=exercise, version=exercise.version, actor=known.actor)
