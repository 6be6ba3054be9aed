"""What the law and a panel's own rules say on a day. The numbers are rows (`fixtures/rulebook.json`), never code."""

from datetime import date

from django.utils.translation import gettext as _

from interface.templatetags.dates import long_date
from panels.choices import Nation
from panels.models import Body, LocalRule, Rule

AGENDA_NOTICE = "agenda-clear-days"
QUESTIONS_CLOSE = "question-clear-days"
STATEMENTS_CLOSE = "statement-clear-days"
HOST_NOTICE = "host-notice-months"
PAPER_DRAFTS = "paper-draft-working-days"
QUORUM = "quorum"
VETO = "veto-majority"
DECISIONS_NOTE = "decision-note-working-days"
CHAIR_APPROVES = "chair-approves-agenda"


class RuleMissing(LookupError):
    """The rule book holds no such rule for a nation on a day. Nothing is assumed in its place."""


def rule(key: str, *, nation: str, on: date) -> Rule:
    """The rule of a nation in force on a day. Raises RuleMissing when the rule book holds none."""
    found = Rule.objects.in_force(on).filter(key=key, jurisdiction=nation).order_by("-in_force_from").first()
    if found is None:
        missing = _("The rule book has no rule “%(key)s” for %(nation)s on %(day)s")
        raise RuleMissing(missing % {"key": key, "nation": Nation(nation).label, "day": long_date(on)})
    return found


def local_rule(body: Body, key: str, *, on: date) -> LocalRule | None:
    """What a body has laid down for itself on a day; None when it has no such rule."""
    return LocalRule.objects.in_force(on).filter(body=body, key=key).order_by("-in_force_from").first()
