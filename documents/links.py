"""The register of what can stand at the end of a link, and reading links both ways.

    @end("action", _("Action"))
    def actions(user, keys):
        return {action.pk: End("action", action.pk, …) for action in Action.objects.visible_to(user).filter(pk__in=keys)}

An app enters its own kinds when it is ready. A link is shown only when both its ends are, each through its own `visible_to`.

What a form of a lower app cannot know of is offered to it the same way:

    @offer("measure", _("A measure of performance"), question=_("Which measure?"))
    def measures_to_link(user, area):
        return [Offered("burglary", "Residential burglary", measure.pk), …]
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.functional import Promise

from accounts.models import User
from documents.choices import Relation
from documents.models import Link
from panels.models import PoliceArea

Words = str | Promise
Key = tuple[str, int]
Reader = User | AnonymousUser


@dataclass(frozen=True)
class End:
    """One end of a link as one reader sees it: what it is called, where it stands and of which day it is.

    `page_url` gives the address of a page of the pack that carries it.
    """

    kind: str
    key: int
    words: str
    url: str
    on: date | None = None
    is_private: bool = False
    page_url: Callable[[int], str] | None = None


@dataclass(frozen=True)
class SeenLink:
    """A link as seen from one of its ends: `other` is what stands at the far one, `is_source` whether that one says it."""

    link: Link
    relation: Relation
    is_source: bool
    other: End

    @property
    def url(self) -> str:
        """Where the far end is read: the page of the pack where the link names one."""
        page_url = self.other.page_url
        return page_url(self.link.page) if self.link.page and page_url else self.other.url


Finder = Callable[[Reader, Collection[int]], dict[int, End]]

_register: dict[str, tuple[Words, Finder]] = {}


def end(kind: str, name: Words) -> Callable[[Finder], Finder]:
    """Enter what finds the things of a kind that a person may see. A kind is named for ever: links keep it."""

    def enter(finder: Finder) -> Finder:
        known = _register.get(kind)
        if known and known[1].__qualname__ != finder.__qualname__:
            raise ValueError(f"Two kinds of link ends are named {kind!r}")
        _register[kind] = (name, finder)
        return finder

    return enter


def is_known(kind: str) -> bool:
    return kind in _register


def name_of(kind: str) -> str:
    """What a kind is called; the kind itself when the app that entered it is gone."""
    return str(_register[kind][0]) if kind in _register else kind


def find_ends(user: Reader, keys: Iterable[Key]) -> dict[Key, End]:
    """Those of some things that a person may see: a query or two for each kind, however many there are."""
    wanted: dict[str, set[int]] = {}
    for kind, key in keys:
        wanted.setdefault(kind, set()).add(key)
    found: dict[Key, End] = {}
    for kind, ids in wanted.items():
        if kind in _register:
            found |= {(kind, key): one for key, one in _register[kind][1](user, ids).items()}
    return found


def links_around(user: Reader, kind: str, keys: Collection[int]) -> dict[int, list[SeenLink]]:
    """The links at each of some things of one kind, the oldest first, as far as a person may see their far ends.

    That the reader may see the things themselves is for the caller to have made sure.
    """
    here = Q(target_kind=kind, target_key__in=keys) | Q(source_kind=kind, source_key__in=keys)
    links = list(Link.objects.filter(here, removed_at__isnull=True).order_by("on", "number"))
    sides = [side for link in links for side in _sides(link, kind, set(keys))]
    ends = find_ends(user, {far for _key, _link, far, _is_source in sides})
    found: dict[int, list[SeenLink]] = {key: [] for key in keys}
    for key, link, far, is_source in sides:
        if far in ends:
            found[key].append(SeenLink(link, Relation(link.relation), is_source, ends[far]))
    return found


def _sides(link: Link, kind: str, keys: set[int]) -> Iterable[tuple[int, Link, Key, bool]]:
    """From which of the things a link is seen, what stands at its far end, and whether that is the source."""
    source, target = (link.source_kind, link.source_key), (link.target_kind, link.target_key)
    if target[0] == kind and target[1] in keys:
        yield target[1], link, source, True
    if source[0] == kind and source[1] in keys:
        yield source[1], link, target, False


# What can be chosen to link ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Offered:
    """A thing to choose in a form: `value` is what the form sends, `key` its row."""

    value: str
    words: str
    key: int


Offer = Callable[[Reader, PoliceArea], Sequence[Offered]]


@dataclass(frozen=True)
class Offering:
    """A kind of things that forms offer to link: what it is called there, what is asked, and what a person may choose from."""

    kind: str
    name: Words
    question: Words
    find: Offer


_offers: dict[str, Offering] = {}


def offer(kind: str, name: Words, *, question: Words) -> Callable[[Offer], Offer]:
    """Enter what lists the things of a kind, entered by `end` too, that a person may choose in an area to link to something."""

    def enter(finder: Offer) -> Offer:
        known = _offers.get(kind)
        if known and known.find.__qualname__ != finder.__qualname__:
            raise ValueError(f"Two offers of links are named {kind!r}")
        _offers[kind] = Offering(kind, name, question, finder)
        return finder

    return enter


def offerings() -> list[Offering]:
    """Every kind that is offered, in the order of their names."""
    return sorted(_offers.values(), key=lambda one: str(one.name))


def offering_of(kind: str) -> Offering | None:
    """One kind that is offered; None when no app entered it."""
    return _offers.get(kind)


def is_offered(kind: str) -> bool:
    """Whether things of a kind come from a higher part of the portal, and are neither asked nor answered themselves."""
    return kind in _offers
