"""Which needs, rounds, awards, returns and money a person may see, from nothing on."""

from typing import Any

from django.db import models
from django.db.models import Q

from commissioning.choices import MADE
from documents.choices import Access
from panels.permissions import READS_RESTRICTED, appointments_of, areas_commissioning

NOBODY = Q(pk__isnull=True)


def _own(model: Any, path: str, user: Any) -> Any:
    """Rows of `model` that stand under something at `path` which a person may see."""
    related = model._meta.get_field(path).related_model
    return related._default_manager.visible_to(user)


def _office(user: Any, path: str = "area") -> Q:
    """What the commissioning staff of an area sees of it."""
    return Q(**{f"{path}__in": areas_commissioning(user)}) if user.is_authenticated else NOBODY


def _wholly_read(user: Any, path: str = "") -> Q:
    """The awards at `path` that a person reads with provider and amount. Asked of the row itself and not of a list of awards:
    among thousands the database would go through that list for each row."""
    out, is_public = Q(**{f"{path}published_at__isnull": False}), Q(**{f"{path}access": Access.PUBLIC})
    if not user.is_authenticated:
        return out & is_public
    held = {one.area_id for one in appointments_of(user) if one.role in READS_RESTRICTED}
    return (out & (is_public | Q(**{f"{path}area__in": held}))) | _office(user, f"{path}area")


class RegisterQuerySet(models.QuerySet):
    """Rows of an area, public from `published_at` on; before that the office's own."""

    def visible_to(self, user):
        return self.filter(Q(published_at__isnull=False) | _office(user))

    def published(self):
        return self.filter(published_at__isnull=False)


class KeptQuerySet(models.QuerySet):
    """Public rows; what was taken out is the office's."""

    def visible_to(self, user):
        return self.filter(Q(removed_at__isnull=True) | _office(user))

    def kept(self):
        return self.filter(removed_at__isnull=True)


class UploadQuerySet(models.QuerySet):
    """Rows that only the commissioning staff of the area sees."""

    def visible_to(self, user):
        return self.filter(_office(user))


class ApplicationQuerySet(models.QuerySet):
    """Bids and applications: the office's for ever; what was awarded is told as an award."""

    def visible_to(self, user):
        return self.filter(_office(user, "exercise__area"))

    def kept(self):
        return self.filter(removed_at__isnull=True)


class OfExerciseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Stages and lots of exercises that a person may see."""
        return self.filter(exercise__in=_own(self.model, "exercise", user))

    def kept(self):
        return self.filter(removed_at__isnull=True)


class AwardQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published awards; all of them for the office. Of an exempt one the public reads the neutral title, the paragraph and
        the reason alone: `permissions.can_read_award`."""
        return self.filter(Q(published_at__isnull=False) | _office(user))

    def wholly_read(self, user):
        """Of those that a person may see, the ones that they read with provider and amount: for lists, sums, orders and exports,
        which must not tell what a page hides."""
        return self.filter(_wholly_read(user))

    def open_to_all(self):
        """What everybody may read in whole and re-use: published, public, made. Exports start from here."""
        return self.filter(published_at__isnull=False, access=Access.PUBLIC, status__in=MADE)

    def not_open_to_all(self):
        """What was made and is not in `open_to_all`: where any of it is, sums and counts would tell of it."""
        return self.made().filter(Q(published_at__isnull=True) | ~Q(access=Access.PUBLIC))

    def made(self):
        return self.filter(status__in=MADE)


class OfAwardQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to awards that a person reads in whole."""
        return self.filter(_wholly_read(user, "award__"))

    def kept(self):
        return self.filter(removed_at__isnull=True)


class OpenOfAwardQuerySet(OfAwardQuerySet):
    def visible_to(self, user):
        """What `is_public` of awards that a person reads in whole; all of it for the office."""
        return super().visible_to(user).filter(Q(is_public=True) | _office(user, "award__area"))


class ReturnQuerySet(OfAwardQuerySet):
    def visible_to(self, user):
        """Published returns of awards that a person reads in whole; all of them for the office."""
        return super().visible_to(user).filter(Q(published_at__isnull=False) | _office(user, "award__area"))


class OfReturnQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Readings of returns and of indicators that a person may see."""
        rows = self.filter(monitoring_return__in=_own(self.model, "monitoring_return", user))
        return rows.filter(indicator__in=_own(self.model, "indicator", user))


class ChaseQuerySet(models.QuerySet):
    """How a provider was reminded: the office's."""

    def visible_to(self, user):
        return self.filter(_office(user, "monitoring_return__award__area"))


class OfEitherQuerySet(models.QuerySet):
    """Shares and documents, which belong to an exercise or to an award."""

    def visible_to(self, user):
        of_exercise = Q(exercise__published_at__isnull=False) | _office(user, "exercise__area")
        rows = self.filter(of_exercise | _wholly_read(user, "award__"))
        if hasattr(self.model, "access"):
            office = _office(user, "exercise__area") | _office(user, "award__area")
            rows = rows.filter(Q(access=Access.PUBLIC) | office)
        return rows

    def kept(self):
        return self.filter(removed_at__isnull=True)


class TotalQuerySet(RegisterQuerySet):
    def visible_to(self, user):
        """Published totals; all of them for the office. One whose lines are awards is told to others only if every award of its
        fund or round is open to all, since sum and difference would tell what is private."""
        awards = self.model._meta.apps.get_model("commissioning", "Award")._default_manager
        hidden = awards.not_open_to_all()
        of_fund, of_round = (hidden.filter(**{f"{name}__isnull": False}).values(name) for name in ("fund", "exercise"))
        tells = Q(fund__in=of_fund) | Q(exercise__in=of_round)
        out = Q(published_at__isnull=False, removed_at__isnull=True)
        return self.filter(Q(out & ~tells) | _office(user))

    def kept(self):
        return self.filter(removed_at__isnull=True)


class OfTotalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Lines of totals that a person may see; what was taken out is the office's."""
        rows = self.filter(total__in=_own(self.model, "total", user))
        return rows.filter(Q(removed_at__isnull=True) | _office(user, "total__area"))

    def kept(self):
        return self.filter(removed_at__isnull=True)


class OfBidQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(bid__in=_own(self.model, "bid", user))

    def kept(self):
        return self.filter(removed_at__isnull=True)
