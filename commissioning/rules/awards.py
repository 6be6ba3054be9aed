"""What is wrong with the facts of an award, what it lacks to be published, and which acts its state allows."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from commissioning.choices import AwardKind, AwardStatus, CameFrom, DecidedBy
from documents.choices import Access

# Each act, and the states in which it is open
OPEN_IN = {
    "make": frozenset({AwardStatus.DRAFT}),
    "begin": frozenset({AwardStatus.AWARDED}),
    "end": frozenset({AwardStatus.AWARDED, AwardStatus.LIVE}),
    "cancel": frozenset({AwardStatus.DRAFT, AwardStatus.AWARDED, AwardStatus.LIVE}),
}


def fact_problems(award: Any) -> dict[str, str]:
    """What is wrong with what was typed of an award, by field."""
    return _word_problems(award) | _place_problems(award) | _day_problems(award) | privacy_problems(award)


def privacy_problems(award: Any) -> dict[str, str]:
    """What is missing where an award or its commercial terms are private (Local Government Act 1972, Schedule 12A), by field."""
    is_private = award.access != Access.PUBLIC
    if not is_private and not award.commercial_terms:
        return {}
    problems = {}
    if is_private and not award.neutral_title:
        problems["neutral_title"] = _("Enter the title that the public sees")
    if is_private and award.neutral_title and award.neutral_title.casefold() == award.title.casefold():
        problems["neutral_title"] = _("Enter a title that does not say what is private")
    if award.exempt_paragraph is None:
        problems["exempt_paragraph"] = _("Choose the paragraph of Schedule 12A")
    if not award.public_interest_reason:
        problems["public_interest_reason"] = _("Say why the public interest is in withholding it")
    return problems


def missing_to_publish(award: Any) -> dict[str, str]:
    """What an award lacks before it is public, by field: the Specified Information Order asks for purpose and reasons of a crime
    and disorder reduction grant (SI 2011/3050, Schedule, paragraph 3(f)). What an older table never had is told as not known."""
    problems = {}
    if award.awarded_on is None:
        problems["awarded_on"] = _("Publish is not open: it is not awarded")
    if award.came_from != CameFrom.PORTAL or award.access != Access.PUBLIC:
        return problems
    if not award.purpose:
        problems["purpose"] = _("Enter what it is for")
    if award.is_crime_and_disorder and not award.reasons:
        problems["reasons"] = _("Enter why it was awarded")
    return problems


def act_problem(award: Any, act: str) -> str:
    """Why an act upon an award is not open in its state; empty where it is."""
    if award.status in OPEN_IN[act]:
        return ""
    words = _("This award is %(state)s. That is not open for it")
    return words % {"state": award.get_status_display().lower()}


def state_before(award: Any, today: date) -> str:
    """The state to which the last step of an award goes back: one that is over or cancelled is live again where it had begun."""
    if award.status == AwardStatus.LIVE:
        return AwardStatus.AWARDED
    if award.status == AwardStatus.AWARDED or award.awarded_on is None:
        return AwardStatus.DRAFT
    has_begun = award.started_on is not None and award.started_on <= today
    return AwardStatus.LIVE if has_begun else AwardStatus.AWARDED


def _word_problems(award: Any) -> dict[str, str]:
    problems = {}
    if not award.title:
        problems["title"] = _("Enter the title")
    if award.access not in (Access.PUBLIC, Access.EXEMPT):
        problems["access"] = _("Choose whether the award is public or private")
    if award.amount is not None and award.amount < 0:
        problems["amount"] = _("The amount must not be less than nothing")
    if award.is_crime_and_disorder and award.kind != AwardKind.GRANT:
        problems["is_crime_and_disorder"] = _("Only a grant can be a crime and disorder reduction grant")
    if award.decided_words and award.decided_by == DecidedBy.NOT_STATED:
        problems["decided_by"] = _("Choose who decided, since you give the name")
    return problems


def _place_problems(award: Any) -> dict[str, str]:
    """Whatever an award points at belongs to its area, and a lot to its procurement."""
    problems = {}
    for name in ("provider", "fund", "exercise", "priority"):
        one = getattr(award, name) if getattr(award, f"{name}_id") else None
        if one is not None and one.area_id != award.area_id:
            problems[name] = _("Choose one of this area")
    if award.lot_id and award.lot.exercise_id != award.exercise_id:
        problems["lot"] = _("Choose a lot of the procurement that you chose")
    return problems


def _day_problems(award: Any) -> dict[str, str]:
    problems = {}
    if award.started_on and award.ended_on and award.ended_on < award.started_on:
        problems["ended_on"] = _("The last day must not be before the first")
    return problems


def day_problem(day: date | None, today: date) -> str:
    """Why something cannot have happened on a day; empty where it can."""
    if day is None:
        return _("Enter the day")
    return _("The date must be today or in the past") if day > today else ""
