"""The forces and their most similar groups, from `fixtures/forces.json`. Can be run twice."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from panels.models import PoliceArea
from performance.models import Force, SimilarGroup


@transaction.atomic
def load_forces(data: dict[str, Any]) -> int:
    """Load every force, those of areas that the portal serves tied to them, and the groups; give how many forces there are.

    Raises ValidationError naming a force of a group that the file does not name.
    """
    areas = {one.slug: one for one in PoliceArea.objects.all()}
    forces = {}
    for row in data["forces"]:
        facts = {"name": row["name"], "area": areas.get(row.get("area", "")), "is_fictional": row.get("fictional", False)}
        forces[row["slug"]], _made = Force.objects.update_or_create(slug=row["slug"], defaults=facts)
    for row in data["groups"]:
        if unknown := {row["force"], *row["forces"]} - set(forces):
            words = _("The group names forces that the file does not have: %(names)s")
            raise ValidationError(words % {"names": ", ".join(sorted(unknown))})
        started_on, facts = date.fromisoformat(row["started_on"]), {"source": row["source"]}
        group, _made = SimilarGroup.objects.update_or_create(force=forces[row["force"]], started_on=started_on, defaults=facts)
        group.forces.set([forces[slug] for slug in row["forces"]])
    return len(forces)
