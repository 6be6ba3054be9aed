"""What goes out with an award: the pages of the organisations in it, and the public copies of its files.

An award is held first, then the organisations in it, and only then is anything written in the trail: whoever changes an
organisation holds it and then waits for the trail, so that the other way round two could wait for each other for ever.
"""

from collections.abc import Collection
from typing import Any

from accounts.models import User
from commissioning.models import Award, Payment, Provider
from commissioning.services.documents import settle_copies
from commissioning.services.providers import publish_provider
from commissioning.services.rows import keep
from documents.choices import Access
from panels.models import PoliceArea
from panels.services.keeping import hide, hold


def hold_award(award: Award, version: int | None = None, *, also: Collection[int] = ()) -> Award:
    """The award, and the organisations in it and `also` by their keys, held until the change is done. Raises ValidationError
    "stale"."""
    held = hold(award, version)
    parties = held.parties.values_list("provider_id", flat=True)
    _hold(Provider.objects.filter(pk__in={held.provider_id, *parties, *also}))
    return held


def hold_organisations(area: PoliceArea) -> None:
    """All organisations of an area, for whoever makes or publishes awards to several of them."""
    _hold(Provider.objects.filter(area=area))


def _hold(organisations: Any) -> None:
    list(organisations.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def open_parts(award: Award, actor: User | None) -> None:
    """Bring what belongs to an award to where the award is: of a public one the organisations have public pages and the files
    public copies; of any other nothing goes out, for the name of a provider would tell what is private."""
    settle_copies(award)
    if award.is_out and award.access == Access.PUBLIC:
        parties = award.parties.kept().values_list("provider_id", flat=True)
        publish_providers({award.provider_id, *parties}, actor)


def close_payments(award: Award, actor: User | None) -> None:
    """Take the payments of an award that becomes private from the public: they tell who was paid, and how much."""
    public = Payment.objects.filter(award=award, published_at__isnull=False).order_by("pk")
    for one in list(public.select_for_update(of=("self",))):
        hide(one)
        keep(one, area=award.area, actor=actor, act="payment_hidden")


def publish_providers(keys: Collection[int], actor: User | None) -> None:
    """Let everybody read those organisations, which the caller holds, that nobody but the office knows of yet."""
    for one in Provider.objects.filter(pk__in=keys, published_at__isnull=True).order_by("pk"):
        publish_provider(provider=one, version=one.version, actor=actor)
