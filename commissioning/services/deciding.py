"""The decision on applications of a round: each award is made from its application, the rest is refused with a reason."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.choices import AwardKind, DecidedBy, ExerciseKind, ExerciseStatus, Vat
from commissioning.models import Application, Award, Exercise, Fund
from commissioning.rules.applications import Choice, awarded_by, budget_problem, by_number, choice_problems
from commissioning.services.awards import create_award, make_award
from commissioning.services.awards.openness import hold_organisations
from commissioning.services.providers import find_or_create_provider
from commissioning.services.rows import keep
from interface import clock
from panels.services.keeping import day, hold, hold_area

KIND_OF = {ExerciseKind.GRANT_ROUND: AwardKind.GRANT, ExerciseKind.PROCUREMENT: AwardKind.CONTRACT}


@transaction.atomic
def decide(
    *, exercise: Exercise, version: int, choices: Sequence[Choice], decided_on: date, actor: User | None,
    decided_by: str = DecidedBy.NOT_STATED, decided_words: str = "", vat: str = Vat.NOT_STATED,
) -> list[Award]:  # fmt: skip
    """Decide on some applications at once: by whom, on which day. Each award is made and stays the office's own until it is
    published; who has no entry among the providers gets one.

    Raises ValidationError "stale" where the round or an application changed meanwhile, "over", "budget" where the awards make
    more than is left of the fund, and by field, those of an application with its number: amount_3. All or nothing.
    """
    area = hold_area(exercise.area)
    round_ = hold(exercise, version)
    _refuse_round(round_, choices, decided_on)
    fund = hold(round_.fund) if round_.fund is not None else None
    rows = {one.number: hold(_named(round_, one), one.version) for one in choices}
    hold_organisations(area)
    if problems := by_number({one.number: choice_problems(one, rows[one.number], decided_on) for one in choices}):
        loose = problems.pop("", [])
        raise ValidationError(problems or loose)
    if over := budget_problem(awarded_by(choices), left_of(fund)):
        raise ValidationError(over, code="budget")
    round_.decided_on, round_.decided_by, round_.decided_words = decided_on, decided_by, decided_words.strip()
    shared = {"area": area, "actor": actor, "vat": vat, "fund": fund, "on": decided_on}
    made = [_award(round_, rows[one.number], one, shared) for one in choices if one.is_award]
    for one in choices:
        _settle(round_, rows[one.number], one, actor)
    refused = len(choices) - len(made)
    act = "applications_decided"
    keep(round_, area=area, actor=actor, act=act, on=day(decided_on), awarded=len(made), refused=refused)
    return made


def left_of(fund: Fund | None) -> Decimal | None:
    """What is left of the budget of a fund after every award that was made of it, private ones too: for the office alone. None
    where there is no fund, or its budget is not known."""
    if fund is None or fund.budget is None:
        return None
    return fund.budget - (Award.objects.made().filter(fund=fund).aggregate(total=Sum("amount"))["total"] or Decimal("0.00"))


def _refuse_round(round_: Exercise, choices: Sequence[Choice], decided_on: date) -> None:
    if round_.status != ExerciseStatus.IN_HAND:
        raise ValidationError(_("It is over. Take it up again before you decide"), code="over")
    if round_.kind not in KIND_OF:
        raise ValidationError(_("Expressions of interest are not awarded. Open a grant round or a procurement"), code="kind")
    if not choices:
        raise ValidationError(_("Choose what is decided on at least one application"), code="none")
    if decided_on > clock.today():
        raise ValidationError({"decided_on": _("Enter a day that has come")})


def _named(round_: Exercise, choice: Choice) -> Application:
    found = Application.objects.filter(exercise=round_, number=choice.number).first()
    if found is None:
        raise ValidationError(_("There is no application %(number)s") % {"number": choice.number}, code="none")
    return found


def _award(round_: Exercise, application: Application, choice: Choice, shared: Mapping[str, Any]) -> Award:
    area, actor, fund = shared["area"], shared["actor"], shared["fund"]
    if application.provider is None:
        application.provider = find_or_create_provider(area=area, name=application.applicant, actor=actor)[0]
    is_grant = KIND_OF[ExerciseKind(round_.kind)] == AwardKind.GRANT
    priority = round_.priority or (fund.priority if fund else None)
    award = create_award(
        area=area, kind=KIND_OF[ExerciseKind(round_.kind)], title=_title(round_, application), provider=application.provider,
        amount=choice.amount or Decimal("0.00"), actor=actor, year=shared["on"].year,
        purpose=choice.purpose, conditions=choice.conditions, reasons=choice.reason, vat=shared["vat"], fund=fund,
        exercise=round_, application=application, lot=application.lot, priority=priority, term=round_.term,
        decided_by=round_.decided_by, decided_words=round_.decided_words, spend_by=fund.spend_by if fund else None,
        is_crime_and_disorder=is_grant and fund is not None and fund.is_crime_and_disorder,
    )  # fmt: skip
    return make_award(award=award, version=award.version, awarded_on=shared["on"], actor=actor)


def _title(round_: Exercise, application: Application) -> str:
    """The round and who receives it: an application's own words are the office's."""
    return f"{round_.title}: {application.provider}"[:200]


def _settle(round_: Exercise, application: Application, choice: Choice, actor: User | None) -> None:
    application.exercise = round_
    application.status, application.reason, application.decided_on = choice.outcome, choice.reason.strip(), round_.decided_on
    done = "awarded" if choice.is_award else "refused"
    act = f"application_{done}"
    keep(application, area=round_.area, actor=actor, act=act, target=round_, number=application.number)
