"""Who writes to whom: the panel with its host's address, and the Commissioner."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from panels.choices import PolicingBodyKind
from panels.models import PoliceArea


@dataclass(frozen=True)
class Letterhead:
    """The lines of an address of the panel and of the Commissioner, who are written first."""

    panel: tuple[str, ...]
    commissioner: tuple[str, ...]


def commissioner_lines(area: PoliceArea) -> tuple[str, ...]:
    """The Commissioner, Mayor or board of an area: the name, where one is known, and the office."""
    office = {
        PolicingBodyKind.COMMISSIONER: _("%(area)s Police and Crime Commissioner"),
        PolicingBodyKind.FIRE_COMMISSIONER: _("%(area)s Police, Fire and Crime Commissioner"),
        PolicingBodyKind.MAYOR: _("Mayor, for policing in %(area)s"),
        PolicingBodyKind.BOARD: _("%(area)s Policing and Crime Board"),
    }[PolicingBodyKind(area.policing_body)] % {"area": area.name}
    return (area.commissioner_name, office) if area.commissioner_name else (office,)


def panel_lines(panel: str, host: str, address: str) -> tuple[str, ...]:
    """A panel at the address of the authority that hosts it; a line for each part of the address."""
    lines = [panel]
    if host:
        lines.append(_("care of %(host)s") % {"host": host})
    return (*lines, *_by_lines(address))


def _by_lines(address: str) -> list[str]:
    """An address in few lines: its parts two by two, so that a letter's head stays small."""
    parts = [part.strip() for part in address.split(",") if part.strip()]
    return [", ".join(parts[start : start + 2]) for start in range(0, len(parts), 2)]
