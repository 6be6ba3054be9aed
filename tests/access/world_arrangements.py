"""What the world holds of what panels have arranged for themselves, as plain rows. All of it is public."""

from datetime import date
from typing import Any

from panels.choices import AuthorityKind
from panels.models import Body, Host
from tests.factories.arrangements import (
    ContributionFactory,
    CoOptionConsentFactory,
    DelegationFactory,
    ElectionFactory,
    HostNoticeFactory,
    RepresentativeFactory,
)
from tests.factories.panels import AuthorityFactory, HostFactory


def add_arrangements(world: Any, here: Body, there: Body) -> None:
    """Everything of this module, into a world whose panels are there."""
    for state, body in (("here", here), ("elsewhere", there)):
        ElectionFactory(area=body.area)
        authority = AuthorityFactory(area=body.area, kind=AuthorityKind.DISTRICT)
        _hosts(body, authority)
        CoOptionConsentFactory(body=body)
        ContributionFactory(body=body, authority=authority)
        person = body.memberships.first().person
        world.year["delegation"][state, "commissioner"] = DelegationFactory(area=body.area)
        world.year["delegation"][state, "panel"] = DelegationFactory(area=body.area, of_panel=True)
        world.year["representative"][state, ""] = RepresentativeFactory(body=body, person=person)


def _hosts(body: Body, following: Any) -> None:
    """Gave notice, took it back, gave it again; another council takes over in the autumn."""
    host = body.hosts.get()
    HostNoticeFactory(host=host, given_on=date(2022, 1, 10), taken_back_on=date(2022, 1, 20))
    HostNoticeFactory(host=host, given_on=date(2022, 3, 1))
    Host.objects.filter(pk=host.pk).update(ended_on=date(2022, 9, 30))
    HostFactory(body=body, authority=following, started_on=date(2022, 10, 1))
