"""What stands beside a decision wherever it is named: its state and whether it is private, as tags."""

from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import DecisionStatus
from interface.templatetags.govuk import tag

COLOURS: dict[str, str] = {
    DecisionStatus.PROPOSED: "blue", DecisionStatus.ON_BOARD: "blue", DecisionStatus.AGREED: "blue",
    DecisionStatus.DEFERRED: "grey", DecisionStatus.REJECTED: "red", DecisionStatus.WITHDRAWN: "magenta",
    DecisionStatus.SIGNED: "green", DecisionStatus.PUBLISHED: "green", DecisionStatus.IMPLEMENTED: "green",
    DecisionStatus.RESCINDED: "magenta",
}  # fmt: skip


def state_tag(decision: Any) -> str:
    """Where a decision stands."""
    return tag(decision.get_status_display(), COLOURS[decision.status])


def private_tag(decision: Any) -> str:
    """That all of it or a part of it is private; empty where all is public."""
    if decision.is_private:
        return tag(_("Private"), "purple")
    return tag(_("Private part"), "purple") if decision.exempt_text else ""
