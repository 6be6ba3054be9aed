"""The parts of which a case page is made: the stages, the steps that the law allows or asks next, and what is out of order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Needs = Literal["keep", "notify"]
DONE, NOW, NEXT = "done", "now", ""
LAPSED, LATE, WRONG_WAY, OUTSIDE, MISSING, UNSURE = "lapsed", "late", "wrong-way", "outside", "missing", "unsure"


@dataclass(frozen=True)
class Step:
    """What may lawfully be done next, what it does, and the provision behind it (empty: practice, not law).

    `route` is the full name of the page ("cases:case-vote-create") and `args` what its address needs after area, kind and
    slug. A step that is not open says `why_not`. `needs` says who may: "keep" for who keeps the panel's side, "notify" for the
    Commissioner's office as well. `button` is the verb on the button; the title where it is empty.
    """

    key: str
    title: str
    effect: str
    provision: str = ""
    is_verified: bool = True
    route: str = ""
    args: tuple[Any, ...] = ()
    is_open: bool = True
    why_not: str = ""
    is_main: bool = False
    needs: Needs = "keep"
    button: str = ""


@dataclass(frozen=True)
class Stage:
    """A stage of a case. `state` is "done", "now" or empty for what is to come; `small` the day or what it waits for."""

    title: str
    state: str = NEXT
    small: str = ""


@dataclass(frozen=True)
class Warning:
    """What is past its time, outside the rules or not known: in words, with what the law then does and its provision.

    `kind` is one of "lapsed", "late", "wrong-way", "outside", "missing", "unsure".
    """

    words: str
    provision: str = ""
    is_verified: bool = True
    kind: str = LATE


@dataclass(frozen=True)
class Told:
    """Something that happened in a case, for its story: on a day, in words, with who did it and a page to read on."""

    on: date
    title: str
    words: str = ""
    by: str = ""
    url: str = ""
    order: int = 0  # among what happened on one day


def step_by(key: str, title: str, effect: str, rule: Any, route: str, **more: Any) -> Step:
    """A step under a rule of the rule book; without the rule it names none and counts as not verified."""
    provision = rule.provision if rule else ""
    return Step(key, title, effect, provision, bool(rule and rule.is_verified), route, **more)


def warning_by(words: str, rule: Any, kind: str) -> Warning:
    """A warning under a rule of the rule book; without the rule it names none and counts as not verified."""
    return Warning(words, rule.provision if rule else "", bool(rule and rule.is_verified), kind)


def stages_from(titles: Sequence[tuple[str, bool, str]], *, is_over: bool = False) -> list[Stage]:
    """Stages from title, whether it is done, and a small line: the first that is not done is where the case is now. In a case
    that is over it was left out, and the case is nowhere."""
    made: list[Stage] = []
    is_reached = not is_over
    for title, is_done, small in titles:
        state = DONE if is_done else (NOW if is_reached else NEXT)
        is_reached = is_reached and is_done
        made.append(Stage(title, state, small))
    return made
