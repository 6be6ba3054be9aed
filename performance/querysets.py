"""Which plans, measures, figures, reports and evidence a person may see, from nothing on."""

from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from panels.permissions import areas_reporting
from performance.choices import Audience, ReportStatus


def _own(model: Any, path: str, user: Any) -> Any:
    """Rows of `model` that stand under something at `path` which a person may see."""
    related = model._meta.get_field(path).related_model
    return related._default_manager.visible_to(user)


class PublishedQuerySet(models.QuerySet):
    """Rows of an area, public from `published_at` on; before that the office's own."""

    def visible_to(self, user):
        public = Q(published_at__isnull=False)
        return self.filter(public | Q(area__in=areas_reporting(user))) if user.is_authenticated else self.filter(public)


class OpenQuerySet(models.QuerySet):
    """Reference data: public."""

    def visible_to(self, user):
        return self.all()

    def on(self, day):
        """Dated rows in force on a day."""
        return self.filter(started_on__lte=day).filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day))


class OfficeQuerySet(models.QuerySet):
    """Rows that only the office of the area sees."""

    def visible_to(self, user):
        return self.filter(area__in=areas_reporting(user)) if user.is_authenticated else self.none()


class OfPlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to plans that a person may see."""
        return self.filter(plan__in=_own(self.model, "plan", user))

    def kept(self):
        return self.filter(removed_at__isnull=True)


class ObjectiveQuerySet(PublishedQuerySet):
    def on(self, day):
        """Objectives that are pursued on a day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day))


class TermQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The glossary is public; what was taken out of it is the office's."""
        public = Q(removed_at__isnull=True)
        return self.filter(public | Q(area__in=areas_reporting(user))) if user.is_authenticated else self.filter(public)

    def kept(self):
        return self.filter(removed_at__isnull=True)


class MeasureQuerySet(PublishedQuerySet):
    def visible_to(self, user):
        """Published measures of published objectives; all of them for the office."""
        public = Q(published_at__isnull=False, objective__published_at__isnull=False)
        return self.filter(public | Q(area__in=areas_reporting(user))) if user.is_authenticated else self.filter(public)

    def on(self, day):
        """Measures that are counted on a day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day))


class OfMeasureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to measures that a person may see. Of what ends with a period, that of released periods."""
        rows = self.filter(measure__in=_own(self.model, "measure", user))
        names = {field.name for field in self.model._meta.get_fields()}
        office = Q(measure__area__in=areas_reporting(user)) if user.is_authenticated else Q(pk__isnull=True)
        if "audience" in names:
            return rows.filter(office | Q(audience=Audience.PUBLIC))
        if "ended_on" in names:
            return rows.filter(office | Q(ended_on__lte=F("measure__released_until")))
        return rows

    def kept(self):
        return self.filter(removed_at__isnull=True)


class ObservationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Figures, and what they were before, of measures that a person may see: of released periods, all for the office."""
        path = "series__measure" if hasattr(self.model, "series_id") else "observation__series__measure"
        measures = self.model._meta.apps.get_model("performance", "Measure")._default_manager
        rows = self.filter(**{f"{path}__in": measures.visible_to(user)})
        released = Q(ended_on__lte=F(f"{path}__released_until"))
        if not user.is_authenticated:
            return rows.filter(released)
        return rows.filter(released | Q(**{f"{path}__area__in": areas_reporting(user)}))


class StatedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Figures stated of objectives that a person may see. Of measures of which not all is released until the last day that is
        told of, what is stated would tell it: the office alone reads that."""
        rows = self.filter(objective__in=_own(self.model, "objective", user))
        kept: Any = Q(pk__isnull=True)
        for name in ("measures", "of_measures"):
            through = getattr(self.model, name).through._default_manager.filter(statedfigure=OuterRef("pk"))
            out = Q(measure__published_at__isnull=False, measure__objective__published_at__isnull=False)
            kept |= Exists(through.exclude(out & Q(measure__released_until__gte=OuterRef("ended_on"))))
        office = Q(objective__area__in=areas_reporting(user)) if user.is_authenticated else Q(pk__isnull=True)
        return rows.filter(office | ~kept)

    def kept(self):
        return self.filter(removed_at__isnull=True)


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published reports; drafts for the office that writes them."""
        out = Q(status=ReportStatus.FROZEN)
        return self.filter(out | Q(area__in=areas_reporting(user))) if user.is_authenticated else self.filter(out)


class OfReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to reports that a person may see."""
        if hasattr(self.model, "part_id"):
            return self.filter(part__in=_own(self.model, "part", user))
        return self.filter(report__in=_own(self.model, "report", user))

    def kept(self):
        return self.filter(removed_at__isnull=True)


class ActionStandingQuerySet(models.QuerySet):
    def told(self):
        """How planned actions stand in published reports, but for those of objectives that a report leaves out."""
        parts = self.model._meta.apps.get_model("performance", "ReportPart")._default_manager
        left_out = parts.filter(report=OuterRef("report"), objective=OuterRef("action__objective")).exclude(left_out_why="")
        return self.filter(~Exists(left_out), report__status=ReportStatus.FROZEN)

    def visible_to(self, user):
        """What published reports tell of planned actions; all of it for the office that writes them."""
        rows: Any = self.model._default_manager
        told = Q(pk__in=rows.told().values("pk"))
        return self.filter(told | Q(report__area__in=areas_reporting(user))) if user.is_authenticated else self.filter(told)


class PlannedActionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Planned actions of which a published report tells; all of them for the office."""
        standings: Any = self.model._meta.apps.get_model("performance", "ActionStanding")._default_manager
        told = Q(pk__in=standings.told().values("action"))
        return self.filter(told | Q(area__in=areas_reporting(user))) if user.is_authenticated else self.filter(told)

    def kept(self):
        return self.filter(removed_at__isnull=True)


class OfInspectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to inspections that a person may see."""
        name = "ask" if hasattr(self.model, "ask_id") else "inspection"
        return self.filter(**{f"{name}__in": _own(self.model, name, user)})

    def kept(self):
        return self.filter(removed_at__isnull=True)


class OfSessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to sessions that a person may see."""
        return self.filter(session__in=_own(self.model, "session", user))

    def kept(self):
        return self.filter(removed_at__isnull=True)
