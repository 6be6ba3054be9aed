"""Every route of the portal, as the resolver knows it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.check import ARGUMENTS


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each address with its full name, `meetings:meeting-list`; a nameless one under what it matches."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, f"{prefix}{one.namespace}:" if one.namespace else prefix)
        else:
            yield f"{prefix}{one.name or one.pattern}", one


def named_routes() -> dict[str, URLPattern]:
    return dict(patterns())


def _arguments() -> None:
    for name, pattern in patterns():
        ARGUMENTS[name] = list(pattern.pattern.regex.groupindex)


_arguments()
