"""How a change of what is measured begins and ends, under the names that this app gives to acts and addresses."""

from typing import Any

from django.db.models import Model

from accounts.models import User
from panels.models import PoliceArea
from panels.services import keeping

# Words that stand where addresses have a name
RESERVED = frozenset({"asks", "create", "edit", "export", "grades", "move", "release", "super-complaints"})


def free_slug(model: type[Model], area: PoliceArea, title: str, *, otherwise: str, longest: int = 70) -> str:
    """The name in addresses that a title gives, with a number where it is taken."""
    return keeping.free_slug(model, area, title, otherwise=otherwise, reserved=RESERVED, longest=longest)


def keep(
    row: Any, *, area: PoliceArea, actor: User | None, act: str, is_new: bool = False, target: Any = None, **detail: Any
) -> Any:  # fmt: skip
    """Check and save a row and tell the trail: of itself, or of the `target` that it is a part of."""
    return keeping.keep(row, area=area, actor=actor, action=f"performance.{act}", is_new=is_new, target=target, **detail)
