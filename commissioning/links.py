"""What of this app can stand at the end of a link: awards, procurements and rounds, services; awards as a form offers them."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning.models import Award, Exercise, Service
from documents.links import End, Offered, Reader, end, offer
from panels.models import PoliceArea

AWARD, EXERCISE, SERVICE = "award", "exercise", "service"


@end(AWARD, gettext_lazy("Grant or contract"))
def awards(user: Reader, keys: Collection[int]) -> dict[int, End]:
    """The awards that a person may know of; of a private one its neutral title, for who does not read all of it."""
    rows = list(Award.objects.visible_to(user).select_related("area").filter(pk__in=keys))
    read = set(Award.objects.wholly_read(user).filter(pk__in=keys).values_list("pk", flat=True))
    return {
        one.pk: End(
            AWARD, one.pk, f"{one.reference}: {one.title if one.pk in read else one.neutral_title}", one.get_absolute_url(),
            on=one.awarded_on if one.pk in read else None, is_private=one.published_at is None or one.is_private,
        )
        for one in rows
    }  # fmt: skip


@offer(AWARD, gettext_lazy("A grant or contract"), question=gettext_lazy("Which grant or contract?"))
def awards_to_link(user: Reader, area: PoliceArea) -> Sequence[Offered]:
    """The awards of an area that everybody reads, the newest first."""
    rows = Award.objects.open_to_all().filter(area=area).select_related("provider").order_by("-awarded_on", "-reference")
    words = _("%(reference)s: %(title)s (%(provider)s)")
    return [
        Offered(one.reference, words % {"reference": one.reference, "title": one.title, "provider": one.provider.name}, one.pk)
        for one in rows
    ]


@end(EXERCISE, gettext_lazy("Procurement or grant round"))
def exercises(user: Reader, keys: Collection[int]) -> dict[int, End]:
    """The procurements and rounds that a person may see."""
    rows = Exercise.objects.visible_to(user).select_related("area").filter(pk__in=keys)
    return {
        one.pk: End(
            EXERCISE, one.pk, f"{one.reference}: {one.title}", one.get_absolute_url(), is_private=one.published_at is None
        )
        for one in rows
    }  # fmt: skip


@end(SERVICE, gettext_lazy("Service"))
def services(user: Reader, keys: Collection[int]) -> dict[int, End]:
    """The services of the directory that a person may see."""
    rows = Service.objects.visible_to(user).select_related("area").filter(pk__in=keys)
    return {
        one.pk: End(SERVICE, one.pk, one.title, one.get_absolute_url(), is_private=one.published_at is None) for one in rows
    }  # fmt: skip
