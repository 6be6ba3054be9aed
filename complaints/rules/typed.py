"""What is typed for a step, what is wrong with it, and how a refusal names its regulation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from complaints.rules.facts import ComplaintFacts
from complaints.rules.machine import Refusal

INSTRUMENT = "SI 2012/62"


@dataclass(frozen=True)
class StepFacts:
    """What a step asks for besides its day, its reason and who decided.

    `decisions` says of allegations by their number whether each is recorded, and on which ground it is not; `grounds` are those
    of not recording or of disapplying. `until_on` is the last day for comments, where it is not the local target.
    """

    grounds: tuple[str, ...] = ()
    handling: str = ""
    decisions: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    outcome: str = ""
    outcome_text: str = ""
    apology_agreed: bool = False
    publishes: bool | None = None
    resolver: str = ""
    resolving_body: Any = None
    appointed: Any = None
    iopc_reference: str = ""
    until_on: date | None = None


Problems = dict[str, Refusal]


def said(facts: ComplaintFacts, refusal: Refusal) -> str:
    """A refusal in words, with the regulation behind it, and whether that is not verified: "It is serious: it must be referred
    to the IOPC first (SI 2012/62, regulation 13)"."""
    rule = facts.rules.get(refusal.provision)
    if rule is None:
        return refusal.words
    words = _("%(words)s (%(provision)s)") % {"words": refusal.words, "provision": short_provision(rule)}
    if not getattr(rule, "is_verified", True):
        return _("%(words)s. Not yet verified") % {"words": words}
    return words


def short_provision(rule: Any) -> str:
    """The provision of a rule without the long name of the instrument: "SI 2012/62, regulation 15"."""
    name, found, rest = str(rule.provision).rpartition(f"({INSTRUMENT}), ")
    return f"{INSTRUMENT}, {rest}" if found and name else str(rule.provision)
