"""Nil returns: the dated fact that nothing was formally decided, refused and taken back where a signature says otherwise.

Whoever states one and whoever signs hold the same counter row, so that neither can miss the other.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.models import Decision, NilReturn
from interface import clock
from interface.templatetags.dates import long_date
from panels.counters import next_number, raise_to
from panels.models import PoliceArea

SERIES = "NR"


@transaction.atomic
def state_nil_return(*, area: PoliceArea, started_on: date, ended_on: date, note: str = "", actor: User | None) -> NilReturn:
    """State that no formal decision was signed from one day to another, both counted; public at once.

    Raises ValidationError by field: days not yet over, a day that another nil return covers, a decision that was signed in that
    time. A decision is named by its reference alone.
    """
    number = next_number(area, SERIES)  # and holds the row, so that nobody signs meanwhile
    made = NilReturn(
        area=area, number=number, started_on=started_on, ended_on=ended_on, note=note, made_at=clock.now(), made_by=actor
    )
    if ended_on < started_on:
        raise ValidationError({"ended_on": _("The last day must not be before the first")})
    if ended_on > clock.today():
        raise ValidationError({"ended_on": _("The last day must be today or earlier: nobody knows what will be signed later")})
    made.full_clean()
    _refuse_contradiction(made)
    made.save()
    record(actor=actor, action="decisions.nil_return_stated", target=made, area=area, detail=_days(made))
    return made


def _refuse_contradiction(made: NilReturn) -> None:
    if signed := signed_between(made.area, made.started_on, made.ended_on):
        words = _("%(reference)s was signed on %(day)s, within these days. Choose days without a decision")
        first = signed[0]
        assert first.signed_on is not None  # noqa: S101  `signed_between` gives signed ones alone
        raise ValidationError({"ended_on": words % {"reference": first.reference, "day": long_date(first.signed_on)}})
    standing = NilReturn.objects.standing().filter(area=made.area)
    other = standing.filter(started_on__lte=made.ended_on, ended_on__gte=made.started_on).order_by("started_on").first()
    if other is not None:
        words = _("A nil return from %(first)s to %(last)s covers some of these days already")
        said = {"first": long_date(other.started_on), "last": long_date(other.ended_on)}
        raise ValidationError({"started_on": words % said})


def days_to_state(area: PoliceArea) -> tuple[date | None, date]:
    """The days that a new nil return would speak of: from the day after the last signature or nil return, until today. The first
    is None where the register holds neither, or where something was signed today."""
    signed = Decision.objects.signed().filter(area=area).aggregate(last=Max("signed_on"))["last"]
    stated = NilReturn.objects.standing().filter(area=area).aggregate(last=Max("ended_on"))["last"]
    known = [day for day in (signed, stated) if day]
    first = max(known) + timedelta(days=1) if known else None
    return (first if first and first <= clock.today() else None), clock.today()


def signed_between(area: PoliceArea, first: date, last: date) -> list[Decision]:
    """The decisions of an area that were signed from one day to another, both counted, the earliest first."""
    rows = Decision.objects.signed().filter(area=area, signed_on__range=(first, last))
    return list(rows.order_by("signed_on", "year", "number"))


@transaction.atomic
def take_back_nil_return(*, nil: NilReturn, why: str, actor: User | None) -> NilReturn:
    """Take a nil return back with the reason, which is public. It stays, crossed by the reason; its days may be stated anew.

    Raises ValidationError "taken-back" for one that was taken back before, and on `why` where no reason is given.
    """
    held = NilReturn.objects.select_for_update(of=("self",)).select_related("area").get(pk=nil.pk)
    if held.taken_back_at is not None:
        raise ValidationError(_("This nil return was taken back before"), code="taken-back")
    if not why.strip():
        raise ValidationError({"why": _("Say why it is taken back")})
    held.taken_back_at, held.taken_back_why = clock.now(), why.strip()
    held.full_clean()
    held.save(update_fields=["taken_back_at", "taken_back_why"])
    record(actor=actor, action="decisions.nil_return_taken_back", target=held, area=held.area, detail=_days(held))
    return held


def contradicted_by(area: PoliceArea, signed_on: date) -> list[NilReturn]:
    """The nil returns that would be wrong once a decision is signed on a day. For the page that asks for the signature."""
    rows = NilReturn.objects.standing().filter(area=area, started_on__lte=signed_on, ended_on__gte=signed_on)
    return list(rows.select_related("area").order_by("started_on"))


@transaction.atomic
def take_back_contradicted(*, decision: Decision, actor: User | None) -> list[NilReturn]:
    """Take back what a signed decision proves wrong, with the reason “2022/003 was signed on 4 March 2022”.

    Called in the transaction of the signature, once the decision is saved: whoever states a nil return at the same time waits
    for it. Gives the nil returns that were taken back, so that the page can say so.
    """
    return take_back_all(area=decision.area, decisions=[decision], actor=actor)


@transaction.atomic
def take_back_all(*, area: PoliceArea, decisions: Iterable[Decision], actor: User | None) -> list[NilReturn]:
    """The same for many signed decisions of an area at once, as a register brings them."""
    raise_to(area, SERIES, 0, 0)  # waits for whoever states one now
    standing = list(NilReturn.objects.standing().filter(area=area).select_related("area").order_by("started_on"))
    if not standing:
        return []
    signed = sorted((one for one in decisions if one.signed_on), key=lambda one: (one.signed_on, one.year, one.number))
    taken = []
    for nil in standing:
        proof = next((one for one in signed if one.signed_on and nil.started_on <= one.signed_on <= nil.ended_on), None)
        if proof is not None and proof.signed_on is not None:
            said = {"reference": proof.reference, "day": long_date(proof.signed_on)}
            why = _("%(reference)s was signed on %(day)s") % said
            taken.append(take_back_nil_return(nil=nil, why=why, actor=actor))
    return taken


def _days(nil: NilReturn) -> dict[str, str | int]:
    return {"number": nil.number, "from": nil.started_on.isoformat(), "until": nil.ended_on.isoformat()}
