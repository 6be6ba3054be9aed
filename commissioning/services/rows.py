"""How a change in commissioning begins and ends, under the names that this app gives to acts and addresses."""

from typing import Any

from django.db.models import Model

from accounts.models import User
from commissioning.services.duties import keep_due
from panels.models import PoliceArea
from panels.services import keeping

# Acts that undo another: what that had met is due again
UNDOES = frozenset({"award_step_taken_back", "award_taken_back", "extension_reopened", "return_queried", "return_reopened"})
# Words that stand where addresses have a name
RESERVED = frozenset({"advocates", "create", "edit", "export", "expressions", "import", "priorities", "totals", "uploads"})


def free_slug(model: type[Model], area: PoliceArea, title: str, *, otherwise: str, longest: int = 70) -> str:
    """The name in addresses that a title gives, with a number where it is taken."""
    return keeping.free_slug(model, area, title, otherwise=otherwise, reserved=RESERVED, longest=longest)


def keep(
    row: Any, *, area: PoliceArea, actor: User | None, act: str, is_new: bool = False, target: Any = None, **detail: Any
) -> Any:  # fmt: skip
    """Check and save a row, tell the trail of itself or of the `target` that it is a part of, and bring what is due in line."""
    keeping.keep(row, area=area, actor=actor, action=f"commissioning.{act}", is_new=is_new, target=target, **detail)
    keep_due(row, actor=actor, again=act in UNDOES)
    return row
