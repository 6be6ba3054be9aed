"""What a decision must say: to be kept at all, and to be signed."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import CostKind
from documents.choices import Access
from interface.templatetags.dates import long_date

WITHOUT_AMOUNT = frozenset({CostKind.NONE, CostKind.NOT_KNOWN})


def fact_problems(decision: Any) -> dict[str, str]:
    """What is wrong with what was typed of a decision, by field."""
    problems = _cost_problems(decision) | privacy_problems(decision)
    if not decision.title:
        problems["title"] = _("Enter the title")
    if decision.access not in (Access.PUBLIC, Access.EXEMPT):
        problems["access"] = _("Choose whether the decision is public or exempt")
    if decision.maker is not None and decision.maker.area_id != decision.area_id:
        problems["maker"] = _("Choose somebody of this area")
    return problems


def privacy_problems(decision: Any) -> dict[str, str]:
    """What is missing where a decision, or a part of it, is private (Local Government Act 1972, Schedule 12A), by field."""
    is_private = decision.access != Access.PUBLIC
    if not is_private and not decision.exempt_text:
        return {}
    problems = {}
    if is_private and not decision.neutral_title:
        problems["neutral_title"] = _("Enter the title that the public sees")
    if is_private and decision.neutral_title and decision.neutral_title.casefold() == decision.title.casefold():
        problems["neutral_title"] = _("Enter a title that does not say what is private")
    if decision.exempt_paragraph is None:
        problems["exempt_paragraph"] = _("Choose the paragraph of Schedule 12A")
    if not decision.public_interest_reason:
        problems["public_interest_reason"] = _("Say why the public interest is in withholding it")
    return problems


def missing_facts(decision: Any, on: date) -> dict[str, str]:
    """What a decision still lacks to be signed on a day, by field; each is put right on the page of its words."""
    needed = {
        "title": _("Enter the title"),
        "summary": _("Say what is decided"),
        "reasons": _("Give the reasons"),
    }
    problems = {name: words for name, words in needed.items() if not getattr(decision, name).strip()}
    if decision.cost_kind == CostKind.NOT_KNOWN:
        problems["cost_kind"] = _("Say what it costs, or that it costs nothing")
    problems |= _maker_problems(decision, on)
    return problems | _cost_problems(decision) | privacy_problems(decision)


def signatory_problem(holder: Any, words: str, area_id: int, on: date) -> str:
    """Why nobody signs so: an office holder signs in whose time the day lies, or somebody who is named in words."""
    if holder is None:
        return "" if words.strip() else _("Choose who signs, or say who signs in words")
    if holder.area_id != area_id:
        return _("Choose somebody of this area")
    return "" if holder.held_on(on) else not_in_office(holder, on)


def not_in_office(holder: Any, on: date) -> str:
    """That somebody did not hold the office on a day."""
    said = {"name": holder.name, "office": holder.get_kind_display(), "day": long_date(on)}
    return _("%(name)s was not %(office)s on %(day)s") % said


def is_wholly_public(decision: Any) -> bool:
    """Whether nothing of a decision is private."""
    return decision.access == Access.PUBLIC and not decision.exempt_text


def _maker_problems(decision: Any, on: date) -> dict[str, str]:
    if decision.maker is None:
        return {} if decision.maker_words.strip() else {"maker": _("Say who decides")}
    return {} if decision.maker.held_on(on) else {"maker": not_in_office(decision.maker, on)}


def _cost_problems(decision: Any) -> dict[str, str]:
    if decision.cost_kind in WITHOUT_AMOUNT and decision.cost is not None:
        return {"cost": _("Leave the amount empty, or say what it means")}
    if decision.cost_kind not in WITHOUT_AMOUNT and decision.cost is None:
        return {"cost": _("Enter the amount in pounds")}
    if decision.cost is not None and decision.cost < 0:
        return {"cost": _("Enter an amount of 0 or more")}
    return {}
