"""Sessions of scrutiny panels: entered, their findings, the force's answer, published."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from interface import clock
from panels.choices import BodyKind
from panels.models import Body
from panels.services.keeping import day, hide, hold, hold_area, next_of, publish, put_back, set_facts, take_out
from performance.models import CaseFinding, ScrutinySession
from performance.rules.scrutiny import publish_problem, session_problems, sum_problem
from performance.services.rows import free_slug, keep

CHANGEABLE = ("held_on", "ended_on", "theme", "about", "cases", "report_on", "report_url")
ANSWER = ("asked_on", "learning", "force_action", "answered_on")
Finding = tuple[str, int]  # words, cases


@transaction.atomic
def create_session(*, body: Body, actor: User | None, held_on: date, **facts: Any) -> ScrutinySession:
    """Enter a session of a scrutiny panel; the office's own until it is published. Its address comes from the day and the panel,
    and stays. `facts` are any of CHANGEABLE and ANSWER. Raises ValidationError by field."""
    if body.kind != BodyKind.SCRUTINY_PANEL:
        raise ValidationError({"body": _("Choose a scrutiny panel")})
    area = hold_area(body.area)
    name = free_slug(ScrutinySession, area, f"{held_on.isoformat()} {body.slug}", otherwise="session")
    session = ScrutinySession(area=area, body=body, slug=name, created_at=clock.now())
    set_facts(session, {"held_on": held_on, **facts}, CHANGEABLE + ANSWER)
    return _kept(session, actor, "scrutiny_session_created", is_new=True)


@transaction.atomic
def change_session(*, session: ScrutinySession, version: int, actor: User | None, **facts: Any) -> ScrutinySession:
    """Change any of CHANGEABLE. Raises ValidationError "stale", and by field where a published one would no longer add up."""
    held = hold(session, version)
    set_facts(held, facts, CHANGEABLE)
    if held.published_at and (problem := sum_problem(held.cases, counts_of(held))):
        raise ValidationError({"cases": problem})
    return _kept(held, actor, "scrutiny_session_changed")


@transaction.atomic
def keep_answer(*, session: ScrutinySession, version: int, actor: User | None, **facts: Any) -> ScrutinySession:
    """Keep when the force was asked whether it learns something, and what it answered: any of ANSWER. Raises ValidationError
    "stale" and by field."""
    held = hold(session, version)
    set_facts(held, facts, ANSWER)
    return _kept(held, actor, "scrutiny_answer_kept", is_answered=held.answered_on is not None)


@transaction.atomic
def publish_session(*, session: ScrutinySession, version: int, actor: User | None) -> ScrutinySession:
    """Let everybody read a session. Raises ValidationError "stale", "published", and "sum" where its findings do not make its
    cases; one that is still to come needs none."""
    held = hold(session, version)
    if problem := publish_problem(held, counts_of(held), clock.today()):
        raise ValidationError(problem, code="sum")
    publish(held)
    return _kept(held, actor, "scrutiny_session_published")


@transaction.atomic
def hide_session(*, session: ScrutinySession, version: int, actor: User | None) -> ScrutinySession:
    """Take a session from the public. Undone by `publish_session`. Raises ValidationError "stale", "unpublished"."""
    held = hold(session, version)
    hide(held)
    return _kept(held, actor, "scrutiny_session_hidden")


# Findings -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_finding(*, session: ScrutinySession, actor: User | None, words: str, count: int) -> CaseFinding:
    """Add how many cases came to one finding, after the others. Raises ValidationError by field, and "sum" where a published
    session would no longer add up."""
    held = hold(session)
    row = _finding(held, words, count, position=len(counts_of(held)) + 1)
    _refuse_wrong_sum(held)
    _kept(held, actor, "scrutiny_findings_kept")
    return row


@transaction.atomic
def set_findings(
    *, session: ScrutinySession, version: int, actor: User | None, findings: Sequence[Finding], cases: int | None
) -> ScrutinySession:
    """Say all findings of a session at once, in their order, with the number of cases: those that are left out are taken out.
    Raises ValidationError "stale", "twice", and "sum" where a published session would not add up."""
    held = hold(session, version)
    wanted = [(words.strip(), count) for words, count in findings]
    if len({words.casefold() for words, _count in wanted}) < len(wanted):
        raise ValidationError(_("Enter each finding once"), code="twice")
    held.cases = cases
    there = {row.words.casefold(): row for row in held.findings.select_for_update(of=("self",))}
    for position, (words, count) in enumerate(wanted, start=1):
        row = there.pop(words.casefold(), None)
        if row is None:
            _finding(held, words, count, position)
        else:
            _again(row, words, count, position)
    for row in there.values():
        if row.removed_at is None:
            take_out(row)
            row.bump()
            row.save()
    _refuse_wrong_sum(held)
    return _kept(held, actor, "scrutiny_findings_kept")


def counts_of(session: ScrutinySession) -> list[int]:
    """How many cases came to each finding, in order."""
    return list(session.findings.filter(removed_at__isnull=True).order_by("position", "number").values_list("count", flat=True))


def _finding(session: ScrutinySession, words: str, count: int, position: int) -> CaseFinding:
    number = next_of(CaseFinding.objects.filter(session=session))
    row = CaseFinding(session=session, number=number, position=position, words=words.strip(), count=count)
    row.full_clean()
    row.save()
    return row


def _again(row: CaseFinding, words: str, count: int, position: int) -> None:
    """A finding that was there before, or is."""
    if row.removed_at is not None:
        put_back(row)
    row.words, row.count, row.position = words, count, position
    row.bump()
    row.full_clean()
    row.save()


def _refuse_wrong_sum(session: ScrutinySession) -> None:
    """Nobody reads findings that do not add up."""
    if session.published_at and (problem := publish_problem(session, counts_of(session), clock.today())):
        raise ValidationError(problem, code="sum")


def _kept(session: ScrutinySession, actor: User | None, act: str, *, is_new: bool = False, **detail: Any) -> ScrutinySession:
    if problems := session_problems(session, clock.today()):
        raise ValidationError(problems)
    return keep(
        session, area=session.area, actor=actor, act=act, is_new=is_new, held_on=day(session.held_on), **detail
    )  # fmt: skip
