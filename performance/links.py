"""What of this app can stand at the end of a link: measures, inspections, planned actions; and measures as a form offers them."""

from collections.abc import Collection, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.links import End, Offered, Reader, end, offer
from meetings.links import short
from panels.models import PoliceArea
from performance.models import Inspection, Measure, PlannedAction

MEASURE, INSPECTION, PLANNED_ACTION = "measure", "inspection", "planned-action"


@end(MEASURE, gettext_lazy("Measure of performance"))
def measures(user: Reader, keys: Collection[int]) -> dict[int, End]:
    """The measures that a person may see."""
    rows = Measure.objects.visible_to(user).select_related("area", "objective").filter(pk__in=keys)
    return {
        one.pk: End(
            MEASURE, one.pk, _("Measure: %(title)s") % {"title": one.title}, one.get_absolute_url(),
            is_private=one.published_at is None or one.objective.published_at is None,
        )
        for one in rows
    }  # fmt: skip


@offer(MEASURE, gettext_lazy("A measure of performance"), question=gettext_lazy("Which measure?"))
def measures_to_link(user: Reader, area: PoliceArea) -> Sequence[Offered]:
    """The public measures of an area, by objective."""
    public = {"published_at__isnull": False, "objective__published_at__isnull": False}
    rows = Measure.objects.visible_to(user).filter(area=area, **public).select_related("objective")
    ordered = rows.order_by("objective__position", "position", "title")
    words = _("%(measure)s (%(objective)s)")
    return [Offered(one.slug, words % {"measure": one.title, "objective": one.objective.title}, one.pk) for one in ordered]


@end(INSPECTION, gettext_lazy("Inspection"))
def inspections(user: Reader, keys: Collection[int]) -> dict[int, End]:
    """The inspections that a person may see, on the day of their report."""
    rows = Inspection.objects.visible_to(user).select_related("area").filter(pk__in=keys)
    return {
        one.pk: End(
            INSPECTION, one.pk, one.title, one.get_absolute_url(), on=one.report_on, is_private=one.published_at is None
        )
        for one in rows
    }  # fmt: skip


@end(PLANNED_ACTION, gettext_lazy("Planned action"))
def planned_actions(user: Reader, keys: Collection[int]) -> dict[int, End]:
    """The planned actions that a person may see; they stand on the overview, under their objective."""
    rows = PlannedAction.objects.visible_to(user).kept().select_related("area", "objective").filter(pk__in=keys)
    return {
        one.pk: End(
            PLANNED_ACTION, one.pk, _("Planned action: %(words)s") % {"words": short(one.text).rstrip(".")},
            f"{reverse('performance:overview', args=[one.area.slug])}#{one.objective.slug}", on=one.started_on,
        )
        for one in rows
    }  # fmt: skip
