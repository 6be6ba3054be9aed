"""Eight clerks save into one entry of the same minutes over HTTP, all at once: no word that was acknowledged is lost."""

import http.client
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse
from lxml import html

from interface.forms import VersionedFormMixin
from interface.models import Versioned
from meetings.models import EntryText, MinuteEntry
from tests.factories.minutes import MinuteEntryFactory
from tests.factories.panels import AppointmentFactory

CLIENTS, TOKENS = 8, 25
PATIENCE = 300  # tries until a clerk gives up on one token
LONGEST_WAIT = 5  # seconds before the next try: all at once again and again would only take longer
TOLD = {"Content-Type": "application/x-www-form-urlencoded"}

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Clerk:
    """Somebody at a browser of their own, who reads the newest text, adds a word to it and saves, until it is kept."""

    site: str
    path: str
    cookies: dict[str, str]
    acknowledged: list[str] = field(default_factory=list)
    refusals: int = 0

    def write(self, tokens: list[str], together: Barrier) -> None:
        together.wait()
        for token in tokens:
            for _try in range(PATIENCE):
                if self._saved(token):
                    self.acknowledged.append(token)
                    break
                self.refusals += 1
                time.sleep(random.random() * LONGEST_WAIT)

    def _saved(self, token: str) -> bool:
        """One reading and one saving; a save is acknowledged by leading on."""
        status, page = self._ask("GET")
        assert status == 200, page[:500]
        form = next(one for one in html.fromstring(page).forms if (one.action or "").endswith(self.path))
        typed = dict(form.form_values())
        typed["text"] = f"{typed['text']}\n{token}"
        status, page = self._ask("POST", urlencode(typed))
        assert status in (200, 302), f"{status}: {page[:500]}"
        return status == 302

    def _ask(self, method: str, body: str | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection(urlsplit(self.site).netloc, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, self.path, body, {"Cookie": cookies, **(TOLD if body else {})})
        answer = connection.getresponse()
        for said in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = said.partition(";")[0].partition("=")
            self.cookies[name] = value
        page = answer.read().decode()
        connection.close()
        return answer.status, page


@pytest.fixture
def entry() -> MinuteEntry:
    return MinuteEntryFactory(text="The Chair opened the meeting.")


def clerks(site: str, entry: MinuteEntry) -> list[Clerk]:
    meeting = entry.minutes.meeting
    path = reverse("meetings:entry-update", args=[meeting.area.slug, meeting.slug, entry.item.slug, entry.number])
    found = []
    for _number in range(CLIENTS):
        client = Client()
        client.force_login(AppointmentFactory(area=meeting.area).user)
        name = settings.SESSION_COOKIE_NAME
        found.append(Clerk(site, path, {name: client.cookies[name].value}))
    return found


def written_by_all(people: list[Clerk]) -> list[str]:
    """The tokens that were acknowledged, after everybody wrote theirs at the same time."""
    together = Barrier(len(people))
    with ThreadPoolExecutor(len(people)) as pool:
        work = [
            pool.submit(clerk.write, [f"token-{number:02}-{place:02}." for place in range(TOKENS)], together)
            for number, clerk in enumerate(people)
        ]
        for done in work:
            done.result()
    connections.close_all()
    return [token for clerk in people for token in clerk.acknowledged]


def test_no_acknowledged_word_is_lost(live_server, entry):
    people = clerks(live_server.url, entry)

    acknowledged = written_by_all(people)

    text = MinuteEntry.objects.get(pk=entry.pk).text
    assert len(acknowledged) == CLIENTS * TOKENS
    assert [token for token in acknowledged if token not in text] == []
    assert sum(clerk.refusals for clerk in people) > 0, "Nobody met anybody: this proves nothing"
    assert EntryText.objects.filter(entry=entry).count() == 1 + CLIENTS * TOKENS


def test_loss_is_noticed_where_no_version_is_checked(live_server, entry, monkeypatch):
    """The same, with the check patched away: what others wrote meanwhile is written over, and this sees it."""
    monkeypatch.setattr(Versioned, "still_at", lambda row, version: None)
    monkeypatch.setattr(VersionedFormMixin, "clean", lambda form: super(VersionedFormMixin, form).clean())

    acknowledged = written_by_all(clerks(live_server.url, entry))

    text = MinuteEntry.objects.get(pk=entry.pk).text
    assert len(acknowledged) == CLIENTS * TOKENS
    assert [token for token in acknowledged if token not in text]
    # Every text that was saved is kept for ever: what the others lost can be read back
    kept = "".join(EntryText.objects.filter(entry=entry).values_list("content__text", flat=True))
    assert [token for token in acknowledged if token not in kept] == []
