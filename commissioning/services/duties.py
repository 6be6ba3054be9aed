"""Brings what is due in line with a change of an award, an extension, a fund or a return, in the transaction of the change."""

from typing import Any

from accounts.models import User
from commissioning.due import awards, extensions, funds, returns
from commissioning.models import Award, Extension, Fund, MonitoringReturn
from panels.services.due import keep_duties

KINDS: dict[type, str] = {
    Award: awards.KIND, Extension: extensions.KIND, Fund: funds.KIND, MonitoringReturn: returns.KIND,
}  # fmt: skip


def keep_due(row: Any, *, actor: User | None, again: bool = False) -> None:
    """What is due for a row, once its change is recorded; of an award also for its extensions and returns, told with it. Other
    rows have nothing due. `again`: an act that undoes another makes what that had met due again."""
    kind = KINDS.get(type(row))
    if kind is None:
        return
    keep_duties(kind, row, actor=actor, again=again)
    if isinstance(row, Award):
        for part in (*row.extensions.select_related("award__area"), *row.returns.select_related("award__area")):
            keep_duties(KINDS[type(part)], part, actor=actor, again=again)
