"""Holds the portal against the table: every address, asked by everybody, in both ways."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import pikepdf
from django.db import transaction
from django.http.cookie import SimpleCookie
from django.urls import reverse

from tests.access.addresses import words_of
from tests.access.cast import EVERYONE, OVERSEERS, PUBLIC, Audience
from tests.access.routes import ROUTES
from tests.access.states import KNOWN_TO, READERS, TOLD_OF, word
from tests.access.states_boards import BOARD_KNOWN_TO, BOARD_READERS
from tests.access.states_cases import CASE_READERS
from tests.access.states_commissioning import COMMISSIONING_READERS
from tests.access.states_complaints import COMPLAINT_READERS
from tests.access.states_minutes import MEETING_KNOWN_TO, MINUTES_READERS
from tests.access.states_performance import PERFORMANCE_READERS
from tests.access.states_register import REGISTER_READERS
from tests.access.states_year import YEAR_READERS
from tests.access.world import AREA, OTHER, World

METHODS = ("GET", "POST")
SIGN_IN, CONFIRM = "to sign-in", "to confirm the password"
WORD = re.compile(r"canary[a-z]+?yranac", re.IGNORECASE)
MEETING = re.compile(rf"({AREA}|{OTHER})/meetings/(\d{{4}}-\d\d-\d\d-[a-z-]+)")

ALL_READERS = (
    READERS
    | MINUTES_READERS
    | YEAR_READERS
    | CASE_READERS
    | COMPLAINT_READERS
    | REGISTER_READERS
    | BOARD_READERS
    | PERFORMANCE_READERS
    | COMMISSIONING_READERS
)
ALL_KNOWN_TO = KNOWN_TO | MEETING_KNOWN_TO | BOARD_KNOWN_TO

Answer = int | str
Audiences = Any  # an audience, or one for each state or thing
Place = tuple[str, str]


@dataclass(frozen=True)
class By:
    """An answer that is another for those who are signed in."""

    public: Answer
    signed_in: Answer

    def to(self, person: str) -> Answer:
        return self.public if person == PUBLIC else self.signed_in


@dataclass(frozen=True)
class Led:
    """An answer to some, while all others are led on to where they may read."""

    readers: Audience
    answer: Answer = 200

    def to(self, person: str) -> Answer:
        return self.answer if person in self.readers else 302


@dataclass(frozen=True)
class Row:
    """One route: where it is asked, who must sign in, who finds it (else 404), who may (else 403), and what they get.

    `shows` says of words on the page who reads them there; `lists` of meetings who finds them linked there.
    """

    route: str
    places: "tuple[Place, ...]"
    closed: bool
    found_by: Audiences
    open_to: Audiences
    get: Any
    post: Any
    shows: dict[tuple[str, str], Audiences] | None = None
    lists: dict[str, Audience] | None = None
    query: str = ""
    acts: Audiences = None  # who may send, where fewer than may read
    bearer: str = ""  # as whom whoever holds a secret address reads


@dataclass(frozen=True)
class Seen:
    """What came back: the answer in the table's words, and all that could hold a word that must not be there."""

    answer: Answer
    text: str
    cache: str
    tag: str


def by_place(value: Any, place: Place) -> Any:
    """The entry for a thing in a state, else for the state, else the one for all."""
    if not isinstance(value, dict):
        return value
    return value.get(place, value.get(place[0], value.get("")))


def asked_for(row: Row, place: Place, method: str) -> Any:
    """What those get whom a route is open to."""
    return by_place(row.get if method == "GET" else row.post, place)


def expected(row: Row, place: Place, person: str, method: str) -> Answer:
    """What the table says that somebody gets."""
    if row.closed and person == PUBLIC:
        return SIGN_IN
    wanted = asked_for(row, place, method)
    if isinstance(wanted, By | Led):
        wanted = wanted.to(person)
    if wanted == 405:
        return 405
    if person not in by_place(row.found_by, place):
        return 404
    open_to = row.acts if method == "POST" and row.acts is not None else row.open_to
    return wanted if person in by_place(open_to, place) else 403


def address(world: World, route: str, place: Place, **instead: str) -> str:
    """The address of a route for a thing in a state, or with other words in the place of its own."""
    known = words_of(world, route, place) | instead
    return reverse(route, kwargs={name: known[name] for name in ROUTES[route].words})


def ask(world: World, person: str, method: str, url: str, **headers: str) -> Seen:
    """One request, after which nothing that it wrote is left."""
    client = world.clients[person]
    cookies = world.confirmed if "/complaints/" in url else world.cookies  # who complains is read after signing in again
    client.cookies = SimpleCookie({"sessionid": cookies[person]} if person != PUBLIC else {})
    if method == "GET":
        return _seen(client.generic(method, url, headers=headers))
    with transaction.atomic():
        seen = _seen(client.generic(method, url, headers=headers))
        transaction.set_rollback(True)
    return seen


def _seen(response: Any) -> Seen:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = f"{readable(content)}\n{response.headers}\n{response.cookies}"
    return Seen(_answer(response), text, response.headers.get("Cache-Control", ""), response.headers.get("ETag", '"none"'))


@lru_cache(maxsize=256)
def readable(content: bytes) -> str:
    """All text that a response holds: that of the files in an archive, of a PDF's streams and of a calendar's lines."""
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            streams = [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        return "\n".join(stream.decode(errors="replace") for stream in streams)
    if content.startswith(b"BEGIN:VCALENDAR"):
        return content.decode(errors="replace").replace("\r\n ", "")  # its long lines are folded, within words too
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        return "\n".join(f"{info.filename}\n{readable(bundle.read(info))}" for info in bundle.infolist())


def _answer(response: Any) -> Answer:
    target = response.headers.get("Location", "")
    if target.startswith(reverse("account_login")):
        return SIGN_IN
    return CONFIRM if target.startswith(reverse("account_reauthenticate")) else response.status_code


def mismatches(world: World, rows: Iterable[Row], people: Audience = EVERYONE, methods: Iterable[str] = METHODS) -> Iterator[str]:
    """Everything in which the portal differs from the table, as sentences.

    A method that a route does not know is refused before anything is looked up: one place is enough.
    """
    for row in rows:
        for place, person, method in product(row.places, sorted(people), methods):
            if place == row.places[0] or asked_for(row, place, method) != 405:
                for problem in _problems(world, row, place, person, method):
                    yield f"{method} {row.route} {'/'.join(place)}, {person}: {problem}"


def _problems(world: World, row: Row, place: Place, person: str, method: str) -> Iterator[str]:
    url = address(world, row.route, place) + (row.query if method == "GET" else "")
    seen, wanted = ask(world, person, method, url), expected(row, place, person, method)
    if seen.answer != wanted:
        yield f"{wanted} expected, {seen.answer} came"
    if leaked := leaks(world, seen, row.bearer or person, url):
        yield f"holds {', '.join(sorted(leaked))}"
    if person != PUBLIC and seen.cache != "private, no-store":
        yield f"Cache-Control is {seen.cache!r}"
    if method == "GET" and seen.answer == 200:
        yield from _rows_shown(world, row, place, person, seen)


def leaks(world: World, seen: Seen, person: str, url: str) -> set[str]:
    """Words and meetings that a response holds and its reader may not read. What the reader typed is no leak."""
    words = {found.lower() for found in WORD.findall(seen.text)} - {found.lower() for found in WORD.findall(url)}
    read = {found for found in words if person in ALL_READERS.get(found, frozenset())}
    hidden = {key for key in meetings_named(seen.text) - meetings_named(url) if not _may_know(world, key, person)}
    return (words - read) | {"/".join(key) for key in hidden}


def meetings_named(text: str) -> set[tuple[str, str]]:
    """The meetings to which a text holds an address."""
    return {(area, slug.rstrip("-")) for area, slug in MEETING.findall(text) if not slug.startswith("create")}


def state_of(world: World, key: tuple[str, str]) -> str:
    area, slug = key
    return next(state for state, one in world.meetings.items() if one.slug == slug and ("elsewhere" in state) == (area == OTHER))


def _may_know(world: World, key: tuple[str, str], person: str) -> bool:
    state = state_of(world, key)
    return person in ALL_KNOWN_TO[state] | TOLD_OF.get(state, frozenset()) | OVERSEERS


def _rows_shown(world: World, row: Row, place: Place, person: str, seen: Seen) -> Iterator[str]:
    for (thing, part), readers in (row.shows or {}).items():
        shown, wanted = word(place[0], thing, part) in seen.text, person in by_place(readers, place)
        if shown != wanted:
            yield f"{thing} {part} is {'shown' if shown else 'not shown'}"
    if row.lists is not None:
        listed = {state_of(world, key) for key in meetings_named(seen.text)}
        should = {state for state, readers in row.lists.items() if person in readers}
        if listed != should:
            yield f"lists {sorted(listed)}, not {sorted(should)}"
