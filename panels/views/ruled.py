"""A rule of the law beside the words that it stands behind: its provision, and whether that was verified."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from interface.templatetags.govuk import tag
from panels.models import PoliceArea, Rule
from panels.rulebook import jurisdictions_of


@dataclass(frozen=True)
class Ruled:
    """What a template says of a rule."""

    title: str
    provision: str
    is_verified: bool

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> SafeString:
        """The provision, with the mark where it is not verified."""
        if self.is_verified:
            return format_html("{}", self.provision)
        return format_html("{} {}", self.provision, tag(_("Not yet verified"), "grey"))


def rules_here(area: PoliceArea, keys: Iterable[str], day: date) -> dict[str, Rule]:
    """The rules that hold in an area on a day, by key, in one query: of the nearest jurisdiction. What is missing is absent."""
    order = jurisdictions_of(area)
    rows = Rule.objects.in_force(day).filter(key__in=list(keys), jurisdiction__in=order).order_by("in_force_from")
    found: dict[str, Rule] = {}
    for row in sorted(rows, key=lambda one: -order.index(one.jurisdiction)):
        found[row.key] = row
    return found


def ruled(rule: Rule | None) -> Ruled | None:
    """A rule for a template; None where there is none."""
    return Ruled(rule.title, rule.provision, rule.is_verified) if rule else None


def rule_here(area: PoliceArea, key: str, day: date) -> Ruled | None:
    """The rule of a key that holds in an area on a day, for a template."""
    return ruled(rules_here(area, [key], day).get(key))
