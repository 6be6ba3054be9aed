"""What goes out with an award: the pages of the organisations in it, and the public copies of its files."""

from collections.abc import Collection

from accounts.models import User
from commissioning.models import Award, Provider
from commissioning.services.documents import settle_copies
from commissioning.services.providers import publish_provider
from documents.choices import Access


def open_parts(award: Award, actor: User | None) -> None:
    """Bring what belongs to an award to where the award is: of a public one the organisations have public pages and the files
    public copies; of any other nothing goes out, for the name of a provider would tell what is private."""
    settle_copies(award)
    if award.is_out and award.access == Access.PUBLIC:
        parties = award.parties.kept().values_list("provider_id", flat=True)
        publish_providers({award.provider_id, *parties}, actor)


def publish_providers(keys: Collection[int], actor: User | None) -> None:
    """Let everybody read those organisations that nobody but the office knows of yet. They are held first, so that two who
    publish awards of one provider at once do not refuse one another."""
    unknown = Provider.objects.filter(pk__in=keys, published_at__isnull=True).order_by("pk")
    for one in unknown.select_for_update(of=("self",)):
        publish_provider(provider=one, version=one.version, actor=actor)
