"""Every route of the portal, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """An address with its full name, `meetings:meeting-list` (a nameless one: what it matches), and its variable words."""

    name: str
    pattern: URLPattern
    words: tuple[str, ...]

    @property
    def is_ours(self) -> bool:
        return not self.pattern.callback.__module__.startswith(("allauth.", "accounts."))


def routes(resolver: URLResolver | None = None, prefix: str = "", words: tuple[str, ...] = ()) -> Iterator[Route]:
    """Every route under a resolver."""
    for one in (resolver or get_resolver()).url_patterns:
        mine = (*words, *one.pattern.regex.groupindex)
        if isinstance(one, URLResolver):
            yield from routes(one, f"{prefix}{one.namespace}:" if one.namespace else prefix, mine)
        else:
            yield Route(f"{prefix}{one.name or one.pattern}", one, mine)


ROUTES = {route.name: route for route in routes()}
