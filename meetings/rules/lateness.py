"""Why papers may open later than the clear days that the law asks for, and in which words that is told.

A meeting convened at shorter notice opens its papers when it is convened, and an item may be added after (Local Government Act
1972, s.100A(6) and s.100B(3)); one of which the public had no notice is taken only where the Chair says why it is urgent, which
the minutes state (s.100B(4)(b), not yet verified). The rule book holds the provision of each ground.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.choices import LateGround


@dataclass(frozen=True)
class Lateness:
    """On which ground papers are late, why, who agreed, and the provision; what is not said yet is empty."""

    ground: str = ""
    reason: str = ""
    agreed_by: str = ""
    provision: str = ""

    @property
    def problems(self) -> dict[str, str]:
        """What is missing, by field: late_ground, late_reason, late_agreed_by."""
        found = {}
        if not self.ground:
            found["late_ground"] = _("Choose why the papers may open late")
        if not self.reason:
            found["late_reason"] = _("Say why. It is printed in the pack and in the minutes")
        if self.ground == LateGround.URGENT and not self.agreed_by:
            found["late_agreed_by"] = _("Enter the name of the Chair who certifies that it is urgent")
        return found

    @property
    def words(self) -> str:
        """One line for a page, a pack or the minutes: ground, reason, who agreed, provision."""
        ground = LateGround(self.ground).label if self.ground else _("Urgent")
        told = f"{ground}: {self.reason.rstrip('.')}."
        if self.agreed_by:
            told += " " + _("Agreed by %(name)s, who chairs.") % {"name": self.agreed_by}
        return f"{told} ({self.provision})" if self.provision else told


def provision_words(provision: str, is_verified: bool) -> str:
    """A provision as print and mail give it: with the mark of one that nobody has read in the Act yet."""
    return provision if is_verified else _("%(provision)s; not yet verified") % {"provision": provision}
