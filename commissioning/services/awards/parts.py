"""What belongs to an award beside its shares and files: extensions, variations, reviews, other organisations in it."""

from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.choices import AwardStatus, ExtensionStatus
from commissioning.models import Award, Extension, Party, Review, Variation
from commissioning.rules.awards import day_problem
from commissioning.rules.values import current_value, last_day_set
from commissioning.services.awards.openness import hold_award, open_parts
from commissioning.services.duties import keep_due
from commissioning.services.rows import keep
from decisions.models import Decision
from interface import clock
from panels.services.keeping import hold, next_of, put_back, refuse_removed, set_facts, take_out

Part = TypeVar("Part", Extension, Variation, Review, Party)
# What is typed of each kind of row, and its name in the trail
FACTS: dict[type, tuple[str, ...]] = {
    Extension: ("words", "until_on", "decide_by", "amount"),
    Variation: ("on", "words", "change", "ended_on", "decision", "private_note"),
    Review: ("on", "findings", "outcome", "is_public"),
    Party: ("provider", "role"),
}
NAMES: dict[type, str] = {Extension: "extension", Variation: "variation", Review: "review", Party: "party"}


@transaction.atomic
def add_part(*, award: Award, model: type[Part], actor: User | None, **facts: Any) -> Part:
    """Add an extension, a variation, a review or a party, with any of its FACTS. A variation with a new last day moves that of
    the award. Raises ValidationError "over" and by field."""
    held = hold_award(award, also=_organisations(facts))
    if held.status == AwardStatus.CANCELLED:
        raise ValidationError(_("This award is cancelled. Nothing is added to it"), code="over")
    row = model(award=held, number=next_of(model.objects.filter(award=held)))
    set_facts(row, facts, FACTS[model])
    return _kept(held, row, actor, "added", is_new=True)


@transaction.atomic
def change_part(*, row: Part, version: int, actor: User | None, **facts: Any) -> Part:
    """Change any of its FACTS. Raises ValidationError "stale", "removed", "decided" for an extension that is, and by field."""
    award, held = _held(row, version, also=_organisations(facts))
    refuse_removed(held)
    if isinstance(held, Extension) and held.status != ExtensionStatus.OPEN:
        raise ValidationError(_("This extension is decided. Take that back first"), code="decided")
    set_facts(held, facts, FACTS[type(held)])
    return _kept(award, held, actor, "changed")


@transaction.atomic
def remove_part(*, row: Part, version: int, actor: User | None) -> Part:
    """Take a row out; `restore_part` puts it back. Raises ValidationError "stale", "removed"."""
    award, held = _held(row, version)
    take_out(held)
    return _kept(award, held, actor, "removed")


@transaction.atomic
def restore_part(*, row: Part, version: int, actor: User | None) -> Part:
    """Put back what was taken out. Raises ValidationError "stale", "there", and where another stands in its place."""
    award, held = _held(row, version)
    put_back(held)
    return _kept(award, held, actor, "restored")


@transaction.atomic
def invoke_extension(
    *, extension: Extension, version: int, decided_on: date, actor: User | None, decision: Decision | None = None
) -> Extension:
    """Say that an option is taken: the contract then ends on its day, and its amount counts. Raises ValidationError "stale",
    "removed", "decided", "over"; by field `decided_on`, `decision`."""
    award, held = _decided(extension, version, decided_on, ExtensionStatus.INVOKED)
    if award.started_on and held.until_on < award.started_on:
        raise ValidationError(_("It would end before the award begins. Change its day first"), code="until_on")
    held.decision = decision
    return _kept(award, held, actor, "invoked")


@transaction.atomic
def leave_extension(*, extension: Extension, version: int, decided_on: date, actor: User | None) -> Extension:
    """Say that an option is not taken. Raises ValidationError "stale", "removed", "decided"; by field `decided_on`."""
    award, held = _decided(extension, version, decided_on, ExtensionStatus.NOT_TAKEN)
    return _kept(award, held, actor, "not_taken")


@transaction.atomic
def reopen_extension(*, extension: Extension, version: int, actor: User | None) -> Extension:
    """Take back what was decided of an option. Raises ValidationError "stale", "removed", "open"."""
    award, held = _held(extension, version)
    refuse_removed(held)
    if held.status == ExtensionStatus.OPEN:
        raise ValidationError(_("It is not decided yet"), code="open")
    held.status, held.decided_on, held.decision = ExtensionStatus.OPEN, None, None
    return _kept(award, held, actor, "reopened")


def _decided(extension: Extension, version: int, decided_on: date, status: str) -> tuple[Award, Extension]:
    award, held = _held(extension, version)
    refuse_removed(held)
    if held.status != ExtensionStatus.OPEN:
        raise ValidationError(_("This extension is decided already"), code="decided")
    if status == ExtensionStatus.INVOKED and award.status in (AwardStatus.ENDED, AwardStatus.CANCELLED):
        raise ValidationError(_("This award is over. Take that back before you extend it"), code="over")
    if problem := day_problem(decided_on, clock.today()):
        raise ValidationError({"decided_on": problem})
    held.status, held.decided_on = status, decided_on
    return award, held


def _organisations(facts: dict[str, Any]) -> set[int]:
    """The keys of those that what was typed names."""
    return {facts["provider"].pk} if facts.get("provider") else set()


def _held(row: Part, version: int, *, also: Collection[int] = ()) -> tuple[Award, Part]:
    """The award first, as every change of one holds it."""
    award = hold_award(row.award, also=also)
    held = hold(row, version)
    held.award = award
    return award, held


def _kept(award: Award, row: Part, actor: User | None, done: str, *, is_new: bool = False) -> Part:
    _refuse(award, row)
    act = f"{NAMES[type(row)]}_{done}"
    keep(row, area=award.area, actor=actor, act=act, is_new=is_new, target=award, number=row.number)
    _follow(award)
    award.changed_at = clock.now()
    award.bump()
    award.full_clean()
    award.save()
    keep_due(award, actor=actor)
    if isinstance(row, Party):
        open_parts(award, actor)
    return row


def _refuse(award: Award, row: Part) -> None:
    """What a row may not say of its award. Raises ValidationError by field."""
    if isinstance(row, Party) and row.provider_id == award.provider_id:
        raise ValidationError({"provider": _("This organisation is the provider itself. Choose another")})
    if isinstance(row, Party) and row.provider.area_id != award.area_id:
        raise ValidationError({"provider": _("Choose one of this area")})
    if isinstance(row, Variation | Extension) and row.decision is not None and row.decision.area_id != award.area_id:
        raise ValidationError({"decision": _("Choose a decision of this area")})
    if isinstance(row, Variation) and award.awarded_on and row.on < award.awarded_on:
        raise ValidationError({"on": _("The date must not be before the award")})
    if isinstance(row, Extension) and row.decide_by and row.decide_by > row.until_on:
        raise ValidationError({"decide_by": _("It must be decided before its last day")})


def _follow(award: Award) -> None:
    """Let the last day be the one that the newest variation or extension sets. Where none does any more it stays, for nobody
    knows what it was: the office changes it. Raises ValidationError by field where the award would be worth less than nothing."""
    variations, extensions = list(award.variations.kept()), list(award.extensions.kept())
    award.ended_on = last_day_set(variations, extensions) or award.ended_on
    if award.started_on and award.ended_on and award.ended_on < award.started_on:
        raise ValidationError({"ended_on": _("The last day must not be before the first")})
    if current_value(award.amount, variations, extensions) < 0:
        raise ValidationError({"change": _("The award would be worth less than nothing")})
