"""Who pays for a joint exercise or award, and how much of it: all shares at once, and together the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.models import Award, Exercise, Provider, Share
from commissioning.rules.totals import check_shares
from commissioning.services.rows import keep
from interface import clock
from panels.services.keeping import hold, next_of


@dataclass(frozen=True)
class ShareLine:
    """What one funder gives: per cent or pounds."""

    funder: str
    percent: Decimal | None = None
    amount: Decimal | None = None


@transaction.atomic
def set_shares(*, of: Award | Exercise, version: int, lines: Sequence[ShareLine], actor: User | None) -> list[Share]:
    """Say who pays for an award or an exercise: these funders and no others. None means the Commissioner's own money alone.

    Raises ValidationError "stale"; by field `shares` where they do not make the whole, or are of two kinds.
    """
    held = hold(of, version)
    if problem := share_problem(lines, _whole(held)):
        raise ValidationError({"shares": problem})
    known = {one.funder.casefold(): one for one in held.shares.kept()}
    wanted = {line.funder.casefold(): line for line in lines}
    for key, share in known.items():
        if key not in wanted:
            share.removed_at = clock.now()
            _save(share, is_new=False)
    made = [_set(held, known.get(key), line) for key, line in wanted.items()]
    if isinstance(held, Award):
        held.changed_at = clock.now()
    keep(held, area=held.area, actor=actor, act="shares_set", shares=len(made))
    return made


def share_problem(lines: Sequence[Any], whole: Decimal | None) -> str:
    """What is wrong with shares, ShareLine or Share, of one thing; nothing where there are none."""
    if len({one.funder.casefold() for one in lines}) < len(lines):
        return _("A funder stands on two lines. Put its shares together on one")
    percents = [one.percent for one in lines if one.percent is not None]
    amounts = [one.amount for one in lines if one.amount is not None]
    if percents and amounts:
        return _("Give all shares in per cent, or all in pounds")
    if amounts:
        return check_shares(amounts, whole) if whole is not None else ""
    return check_shares(percents, None)


def refuse_wrong_shares(of: Award | Exercise) -> None:
    """Raises ValidationError "shares" where the shares of something do not make the whole."""
    if problem := share_problem(list(of.shares.kept()), _whole(of)):
        raise ValidationError(problem, code="shares")


def _whole(of: Award | Exercise) -> Decimal | None:
    return of.amount if isinstance(of, Award) else of.estimate


def _set(of: Award | Exercise, share: Share | None, line: ShareLine) -> Share:
    is_new = share is None
    if share is None:
        place = {"award": of} if isinstance(of, Award) else {"exercise": of}
        share = Share(**place, number=next_of(of.shares))
    organisation = Provider.objects.filter(area=of.area, name__iexact=line.funder).first()
    share.funder, share.organisation = line.funder, organisation
    share.percent, share.amount = line.percent, line.amount
    return _save(share, is_new=is_new)


def _save(share: Share, *, is_new: bool) -> Share:
    if not is_new:
        share.bump()
    share.full_clean()
    share.save()
    return share
