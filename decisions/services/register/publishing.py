"""A signed decision becomes public."""

from accounts.models import User
from decisions.choices import DecisionStepKind
from decisions.models import Decision
from decisions.services.register.steps import take_step


def publish_decision(*, decision: Decision, version: int, actor: User | None) -> Decision:
    """Let everybody read a signed decision, today: its notice goes to the public store, or where a part of it or all of it is
    private, the notice without that part.

    Raises ValidationError "stale"; "not-open", as "Publish is not open: the notice is not signed".
    """
    return take_step(decision=decision, version=version, kind=DecisionStepKind.PUBLISH, actor=actor)
