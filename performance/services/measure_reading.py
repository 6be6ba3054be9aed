"""What stands around a measure on its page: revisions, similar forces, whom it is divided by, its neighbours."""

from dataclasses import dataclass
from datetime import date

from interface import clock
from performance.models import Force, Measure, Observation, Population, Revision, SimilarGroup
from performance.permissions import Reader, can_report


@dataclass(frozen=True)
class Replaced:
    """A figure as it was until a day. `by` is who replaced it, for the office alone."""

    started_on: date
    ended_on: date
    value: float
    until: date
    why: str = ""
    by: str = ""


def own_force(measure: Measure) -> Force | None:
    return Force.objects.filter(area=measure.area_id).first()


def revisions_of(measure: Measure, user: Reader) -> list[Replaced]:
    """What figures of the measure's own force were before they were revised, the newest revision first."""
    own = {"observation__series__measure": measure, "observation__series__force__area": measure.area_id}
    rows = Revision.objects.visible_to(user).filter(**own).select_related("observation", "replaced_by")
    names = can_report(user, measure.area)
    return [
        Replaced(
            one.observation.started_on, one.ended_on, float(one.value), clock.as_local(one.replaced_at).date(), one.why,
            str(one.replaced_by) if names and one.replaced_by else "",
        )
        for one in rows.order_by("-replaced_at", "-observation__started_on")
    ]  # fmt: skip


def counted_of(measure: Measure, user: Reader) -> dict[date, Observation]:
    """The figures as they came in, by the first day of their period."""
    rows = Observation.objects.visible_to(user).filter(series__measure=measure, series__force__area=measure.area_id)
    return {one.started_on: one for one in rows}


def similar_forces(force: Force | None, on: date) -> tuple[SimilarGroup | None, list[Force]]:
    """The group in force on a day and the others in it, by name."""
    if force is None:
        return None, []
    group = SimilarGroup.objects.on(on).filter(force=force).order_by("-started_on").first()
    if group is None:
        return None, []
    return group, list(group.forces.exclude(pk=force.pk).order_by("name"))


def people_of(measure: Measure, force: Force | None, on: date) -> Population | None:
    """Whom a measure is divided by at the end of a period: the nearest earlier number, or else the first."""
    if force is None or measure.denominator == "none":
        return None
    rows = list(Population.objects.filter(force=force, kind=measure.denominator, group=measure.group).order_by("on"))
    earlier = [one for one in rows if one.on <= on]
    return earlier[-1] if earlier else rows[0] if rows else None


def neighbours_of(measure: Measure, user: Reader) -> list[Measure]:
    """The other measures of the same objective, in their order."""
    seen = Measure.objects.visible_to(user).filter(objective=measure.objective_id).exclude(pk=measure.pk)
    return list(seen.select_related("area").order_by("position", "title"))
