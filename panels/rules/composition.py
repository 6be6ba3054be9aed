"""Whether a panel is made up as Schedule 6 to the Police Reform and Social Responsibility Act 2011 asks, line by line.

No database: the seats, the authorities and the numbers of the rule book come in, and words come out. What the portal cannot know
is a line of its own, so that a reader is not told that all is well.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Result(StrEnum):
    """What a line of the check came to."""

    OK = "ok"
    FLAG = "flag"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Council:
    """An authority of the area on the day, with the seats that the panel's arrangements give it."""

    name: str
    seats: int


@dataclass(frozen=True)
class Sitting:
    """A member on the day. `authority` is empty for a co-opted one; `is_over` where that authority no longer exists."""

    name: str
    authority: str = ""
    is_councillor: bool = False
    party: str = ""
    is_over: bool = False

    @property
    def is_co_opted(self) -> bool:
        return not self.authority


@dataclass(frozen=True)
class Numbers:
    """What the rule book lays down on the day; None where it holds no such rule.

    `appointed` members where there are at most as many authorities, else `each` of every authority; at least `co_opted` and among
    them `outside` who are no councillors of the area; `most` in all.
    """

    appointed: int | None
    each: int | None
    co_opted: int | None
    outside: int | None
    most: int | None


@dataclass(frozen=True)
class Line:
    """One line of the check: which rule of the rule book it tests, what was found, and how it came out."""

    key: str
    title: str
    result: Result
    words: str


def appointed_needed(councils: int, numbers: Numbers) -> int | None:
    """How many members the authorities appoint: ten where there are ten authorities or fewer, else one each (para 4(2)-(3))."""
    if numbers.appointed is None or numbers.each is None:
        return None
    return numbers.appointed if councils <= numbers.appointed else councils * numbers.each


def schedule_lines(councils: Sequence[Council], members: Sequence[Sitting], numbers: Numbers, consent: int | None) -> list[Line]:
    """The numbers of Part 2 of the Schedule, which holds in England. `consent` is to how many co-opted members in all.

    Councillors above the number that the authorities appoint count as co-opted, since nothing else lets them sit.
    """
    appointed = [one for one in members if not one.is_co_opted]
    co_opted = [one for one in members if one.is_co_opted]
    needed = appointed_needed(len(councils), numbers)
    beyond = max(0, len(appointed) - needed) if needed is not None else 0
    return [
        _size(len(councils), len(appointed), needed, beyond),
        _co_opted(len(co_opted), numbers.co_opted),
        _outside(co_opted, numbers.outside),
        _consent(len(co_opted), beyond, numbers.co_opted, consent),
        _cap(len(members), numbers.most),
    ]


def general_lines(councils: Sequence[Council], members: Sequence[Sitting], commissioner: str) -> list[Line]:
    """What is asked of a panel everywhere: seats filled, a balance, and nobody who is barred."""
    return [_seats(councils, members), _balance(members), *_bars(members, commissioner)]


def _size(councils: int, appointed: int, needed: int | None, beyond: int) -> Line:
    title = _("Members appointed by councils")
    if needed is None:
        return Line("size", title, Result.UNKNOWN, _no_rule())
    said = {"needed": needed, "appointed": appointed, "councils": councils, "beyond": beyond}
    if appointed < needed:
        words = _("%(appointed)s sit and %(needed)s are to be appointed by the %(councils)s councils of the area.")
        return Line("size", title, Result.FLAG, words % said)
    if beyond:
        words = _(
            "%(appointed)s are recorded as appointed. The %(councils)s councils appoint %(needed)s; the other %(beyond)s can sit "
            "only as co-opted members, and count as such below."
        )
        return Line("size", title, Result.FLAG, words % said)
    return Line("size", title, Result.OK, _("%(appointed)s sit, as the %(councils)s councils of the area are to appoint.") % said)


def _co_opted(count: int, least: int | None) -> Line:
    title = _("Co-opted members")
    if least is None:
        return Line("co-opted", title, Result.UNKNOWN, _no_rule())
    said = {"count": count, "least": least}
    if count < least:
        return Line("co-opted", title, Result.FLAG, _("%(count)s sit. There are to be %(least)s at the least.") % said)
    return Line("co-opted", title, Result.OK, _("%(count)s sit, of %(least)s at the least.") % said)


def _outside(co_opted: Sequence[Sitting], least: int | None) -> Line:
    title = _("Co-opted members who are not councillors of the area")
    if least is None:
        return Line("outside", title, Result.UNKNOWN, _no_rule())
    count = sum(not one.is_councillor for one in co_opted)
    said = {"count": count, "least": least}
    if count < least:
        return Line("outside", title, Result.FLAG, _("%(count)s are recorded. There are to be %(least)s at the least.") % said)
    return Line("outside", title, Result.OK, _("%(count)s are recorded, of %(least)s at the least.") % said)


def _consent(co_opted: int, beyond: int, usual: int | None, consent: int | None) -> Line:
    title = _("Consent to more co-opted members")
    if usual is None:
        return Line("consent", title, Result.UNKNOWN, _no_rule())
    said = {"total": co_opted + beyond, "usual": usual, "consent": consent, "beyond": beyond}
    if co_opted + beyond <= usual:
        return Line("consent", title, Result.OK, _("None is needed: no more than %(usual)s sit as co-opted members.") % said)
    counted = (
        _("%(total)s sit as co-opted members, %(beyond)s of them councillors above the number that councils appoint.")
        if beyond
        else _("%(total)s sit as co-opted members.")
    ) % said
    if consent is None:
        return Line("consent", title, Result.FLAG, counted + " " + _("No consent of the Secretary of State is recorded."))
    if consent < co_opted + beyond:
        return Line("consent", title, Result.FLAG, counted + " " + _("The consent that is recorded is to %(consent)s.") % said)
    return Line("consent", title, Result.OK, counted + " " + _("Consent to %(consent)s is recorded.") % said)


def _cap(count: int, most: int | None) -> Line:
    title = _("Members in all")
    if most is None:
        return Line("cap", title, Result.UNKNOWN, _no_rule())
    said = {"count": count, "most": most}
    if count > most:
        return Line("cap", title, Result.FLAG, _("%(count)s sit. There may be %(most)s at the most.") % said)
    return Line("cap", title, Result.OK, _("%(count)s sit, of %(most)s at the most.") % said)


def _seats(councils: Sequence[Council], members: Sequence[Sitting]) -> Line:
    """Whether each authority fills the seats that the panel's arrangements give it, and nobody sits for one that is gone."""
    title = _("Seats of the councils")
    found = list(_seat_problems(councils, members))
    if found:
        return Line("seats", title, Result.FLAG, " ".join(found))
    seats = sum(council.seats for council in councils)
    words = ngettext("The %(count)s seat is filled.", "All %(count)s seats are filled.", seats) % {"count": seats}
    return Line("seats", title, Result.OK if councils else Result.UNKNOWN, words if councils else _("No council is recorded."))


def _seat_problems(councils: Sequence[Council], members: Sequence[Sitting]) -> Iterator[str]:
    filled = Counter(one.authority for one in members if one.authority and not one.is_over)
    for council in councils:
        said = {"council": council.name, "filled": filled[council.name], "seats": council.seats}
        if filled[council.name] == 0:
            yield _("%(council)s: nobody sits, of %(seats)s.") % said
        elif filled[council.name] < council.seats:
            yield _("%(council)s: %(filled)s of %(seats)s seats are filled.") % said
        elif filled[council.name] > council.seats:
            yield _("%(council)s: %(filled)s sit, and it has %(seats)s.") % said
    for one in members:
        if one.is_over:
            yield _("%(name)s sits for %(council)s, which no longer exists.") % {"name": one.name, "council": one.authority}


def _balance(members: Sequence[Sitting]) -> Line:
    """The parties as they are recorded; whether that is a balance is not for the portal to say."""
    councillors = [one for one in members if one.authority or one.is_councillor]
    parties = Counter(one.party for one in councillors if one.party)
    silent = sum(not one.party for one in councillors)
    said = [f"{party}: {count}." for party, count in sorted(parties.items(), key=lambda pair: (-pair[1], pair[0]))]
    if silent:
        words = ngettext(
            "Of %(count)s councillor the party is not recorded.", "Of %(count)s councillors the party is not recorded.", silent
        )
        said.append(words % {"count": silent})
    said.append(_("Whether this reflects the councils’ make-up, and whether all skills are there, is for the councils to judge."))
    return Line("balance", _("Balance of places, parties and skills"), Result.UNKNOWN, " ".join(said))


def _bars(members: Sequence[Sitting], commissioner: str) -> Iterator[Line]:
    same = [one.name for one in members if commissioner and one.name.casefold() == commissioner.casefold()]
    title = _("Nobody who is barred")
    if same:
        words = _("%(name)s is recorded as the Commissioner, who may not be a member.") % {"name": same[0]}
        yield Line("bars", title, Result.FLAG, words)
        return
    words = _(
        "The Commissioner is not among the members by name. The portal does not know who works for the Commissioner or the "
        "force, or sits in a parliament: ask each co-opted member."
    )
    yield Line("bars", title, Result.UNKNOWN, words)


def _no_rule() -> str:
    return _("The rule book holds no such rule on this day.")
