"""The live paper of the decisions before a board: what each proposes and why, while nobody has signed it.

It is read by whoever reads the item that carries it, so that of a private decision it has the neutral line alone, and of no
decision the private part.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.models import BoardDecision, Decision
from decisions.papers.key_decisions import safe
from decisions.rules.decision_rows import cost_words
from documents.choices import ExemptParagraph
from documents.sources import source
from interface import markdown
from panels.models import Body, PoliceArea

BOARD_DECISIONS = "board-decisions"
TEXT_LEVEL = 4  # of headings that somebody typed into a part of a decision
PARTS: Sequence[tuple[str, Any]] = (
    ("summary", gettext_lazy("What is decided")),
    ("reasons", gettext_lazy("Reasons")),
    ("options", gettext_lazy("Options considered")),
    ("legal_implications", gettext_lazy("Legal implications")),
    ("financial_implications", gettext_lazy("Financial implications")),
    ("equality_implications", gettext_lazy("Equality implications")),
)


@source(BOARD_DECISIONS, gettext_lazy("Decisions before the board"), of_collection=True)
def board_decisions(area: PoliceArea, body: Body, on: date, collection: str) -> tuple[str, dict[str, Any]]:
    """The decisions on the agenda of a meeting, by number, each with what it proposes; or that there is none."""
    rows = BoardDecision.objects.standing().filter(meeting__area=area, meeting__body=body, meeting__slug=collection)
    decisions = [row.decision for row in rows.select_related("decision").order_by("decision__year", "decision__number")]
    if not decisions:
        return _("No decision is before this meeting.") + "\n", {}
    return "\n\n".join(_one(decision) for decision in decisions) + "\n", {}


def _one(decision: Decision) -> str:
    heading = f"## {decision.reference} – {safe(decision.public_title)}"
    if decision.is_private:
        return f"{heading}\n\n{_withheld(decision)}"
    parts = [heading]
    for name, title in PARTS:
        if text := getattr(decision, name).strip():
            parts += [f"### {title}", markdown.close_fences(markdown.put_headings_below(text, TEXT_LEVEL))]
    parts += [f"### {_('Cost and term')}", _cost(decision)]
    if decision.exempt_text:
        parts.append(_withheld(decision))
    return "\n\n".join(parts)


def _cost(decision: Decision) -> str:
    cost = _("Cost: %(cost)s.") % {"cost": cost_words(decision.cost_kind, decision.cost)}
    return f"{cost} {_('Term: %(term)s.') % {'term': safe(decision.term)}}" if decision.term else cost


def _withheld(decision: Decision) -> str:
    """That it is private or has a private part, under which paragraph, and why."""
    paragraph = ExemptParagraph(decision.exempt_paragraph).label if decision.exempt_paragraph else ""
    words = _("This decision is private.") if decision.is_private else _("A part of this decision is private.")
    if paragraph:
        said = _("Local Government Act 1972, Schedule 12A, paragraph %(paragraph)s.")
        words = f"{words} {said % {'paragraph': safe(str(paragraph))}}"
    return f"{words} {safe(decision.public_interest_reason)}".strip()
