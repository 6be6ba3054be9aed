"""What is private in a decision, and what the office has shown to nobody, must come out nowhere but where it is meant to be read.

Each page is asked by the whole cast in the access table. Here everything is done by the services as in life (`withheld`), and
then each word that somebody typed is looked for in all that everybody can lay hands on; the checks are counted.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from accounts.models import AuditEntry
from decisions.choices import DecisionStepKind
from decisions.models import Consultation, Decision, DecisionUpload, NilReturn, Project, UpdateReport
from documents import rendering, sources
from documents.models import Paper, StoredFile
from interface import clock
from jobs.models import Job
from jobs.services import run_all
from meetings.models import Action, AgendaItem, Meeting
from panels.models import Obligation
from tests.access.check import readable
from tests.access.routes import ROUTES
from tests.access.world import _quick_piece
from tests.complaints.test_complaint_secrets import Log, kept_in
from tests.decisions.register.withheld import (
    CRANE,
    EGRET,
    EVERY_WORD,
    EXEMPT_WORDS,
    HERON,
    IBIS,
    LATER,
    OF_EGRET,
    OF_HERON,
    OF_IBIS,
    PUBLIC_WORDS,
    READ,
    STORK,
    Withheld,
    withholding,
)
from tests.factories.due import CalendarAddressFactory

FORMATS = ("csv", "xlsx", "ods", "json")
QUERIES = ("q=heron", "q=storkpart", "q=76543", "sort=title", "sort=-cost", "cost=50000", "private=yes", "state=published")


@pytest.fixture(scope="module")
def log() -> Iterator[Log]:
    handler, root = Log(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory, log) -> Iterator[Withheld]:
    folders = {name: tmp_path_factory.mktemp(name) for name in ("public", "restricted")}
    with django_db_blocker.unblock(), override_settings(STORES=folders), pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "render_piece", _quick_piece)
        patch.setattr(rendering, "overflowing_pages", lambda pdf: [])
        with transaction.atomic(), withholding() as found:
            yield found
            transaction.set_rollback(True)


def browser(made: Withheld, person: str) -> Client:
    client = Client(raise_request_exception=False)
    if person != "public":
        client.force_login(made.users[person])
    return client


# Where it is looked for --------------------------------------------------------------------------------------------


def addresses(made: Withheld) -> Iterator[str]:
    """Every address of the area that can be made for what there is."""
    things = list(_things(made))
    for route in ROUTES.values():
        words = set(route.words)
        for thing in things:
            if words == {"area", *thing}:
                try:
                    yield reverse(route.name, kwargs={"area": made.panel.area.slug, **thing})
                except NoReverseMatch:
                    continue
    listed = reverse("decisions:decision-list", args=[made.panel.area.slug])
    yield from (f"{listed}?{query}" for query in QUERIES)


def _things(made: Withheld) -> Iterator[dict]:
    """What an address may hold beside the area."""
    yield {}
    yield from ({"fmt": one} for one in FORMATS)
    decisions = [one.slug for one in made.decisions.values()]
    references = [*decisions, *(row.reference for rows in _referred() for row in rows)]
    yield from ({"reference": one} for one in references)
    stepped = [made.decisions[bird].slug for bird in (HERON, CRANE)]
    yield from ({"reference": one, "kind": kind} for one, kind in product(stepped, DecisionStepKind.values))
    yield from ({"reference": one.reference, "fmt": fmt} for one, fmt in product(Consultation.objects.all(), FORMATS))
    slugs = [one.slug for model in (UpdateReport, Project) for one in model.objects.all()]
    yield from ({"slug": one} for one in slugs)
    yield from ({"slug": one, "number": 1} for one in slugs)
    yield from ({"number": 1}, {"body": "panel"}, {"body": "board"}, {"kind": "decision-reviews", "slug": "2022-001"})
    yield from ({"upload": one.reference} for one in DecisionUpload.objects.all())
    yield from _of_meetings(made, decisions)


def _referred() -> Iterator:
    yield from (model.objects.all() for model in (Consultation, Action, Obligation))


def _of_meetings(made: Withheld, decisions: list[str]) -> Iterator[dict]:
    own = {"meeting": made.meeting.slug}
    yield own
    yield from ({**own, "reference": one} for one in decisions)
    yield from ({**own, "edition": one} for one in ("public", "members"))
    yield from ({**own, "page": one} for one in (1, 2, 3))
    yield from ({**own, "item": one.slug} for one in AgendaItem.objects.filter(meeting=made.meeting))
    yield from ({**own, "item": one} for one in ("performance", "a-contract"))
    yield from ({**own, "paper": one.slug} for one in Paper.objects.filter(collection=made.meeting.slug))


def text_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{readable(content)}\n{answer.headers}\n{answer.cookies}".lower()


@dataclass(frozen=True)
class Page:
    """What came back for an address, without the address itself, and what names it in a window or a folder."""

    status: int
    text: str
    named: str


WALKED: dict[str, dict[str, Page]] = {}
CHECKED: dict[str, int] = {}


def pages(made: Withheld, person: str) -> dict[str, Page]:
    """What somebody gets at every address; each walks once."""
    if person not in WALKED:
        client = browser(made, person)
        WALKED[person] = {url: page_at(client, url) for url in sorted(set(addresses(made)))}
    return WALKED[person]


def page_at(client: Client, url: str) -> Page:
    answer = client.get(url)
    assert answer.status_code < 500, url
    text = text_of(answer)
    titles = "".join(re.findall(r"<title>(.*?)</title>", text, re.DOTALL))
    shown = text
    for typed in (url, url.replace("&", "&amp;"), *re.findall(r"[?&]q=([a-z0-9]+)", url)):
        shown = shown.replace(typed, "")
    return Page(answer.status_code, shown, titles + str(answer.headers.get("Content-Disposition", "")).lower())


def met(text: str, words) -> set[str]:
    return {word for word in words if word in text}


@pytest.mark.parametrize("person", READ)
def test_nobody_meets_a_word_that_is_not_theirs(made, person):
    walked, words = pages(made, person), EVERY_WORD - READ[person]
    CHECKED[person] = len(walked) * len(words)

    assert [(url, found) for url, page in walked.items() if (found := met(page.text, words))] == []


def test_the_checks_were_many(made):
    if set(CHECKED) != set(READ):
        pytest.skip("Counted where all the others ran")
    answered = sum(page.status == 200 for walked in WALKED.values() for page in walked.values())
    print(f"{sum(CHECKED.values())} checks that a word is not on a page, {answered} pages were there: {CHECKED}")

    assert sum(CHECKED.values()) > 100_000
    assert answered > 1000
    assert min(count for person, count in CHECKED.items() if person != "office") > 5000


# It would be seen --------------------------------------------------------------------------------------------------


def test_who_may_read_it_meets_every_word(made):
    """So that a word that is not found elsewhere is not merely looked for where it could not be."""
    walked = pages(made, "office")

    assert EVERY_WORD - set().union(*(met(page.text, EVERY_WORD) for page in walked.values())) == set()
    panel = pages(made, "member")
    assert OF_IBIS - set().union(*(met(page.text, OF_IBIS) for page in panel.values())) == set()


def test_the_public_reads_the_neutral_lines(made):
    walked = pages(made, "public")

    assert PUBLIC_WORDS - set().union(*(met(page.text, PUBLIC_WORDS) for page in walked.values())) == set()
    notice = walked[reverse("decisions:decision-notice", args=["avon", made.decisions[HERON].slug])]
    assert met(notice.text, PUBLIC_WORDS) == {"neutralheron", "interestheron"}
    agenda = walked[reverse("meetings:meeting-detail", args=["avon", made.meeting.slug])]
    assert met(agenda.text, {"neutralheron", "neutralegret", "storktitle"}) == {"neutralheron", "neutralegret", "storktitle"}


@pytest.mark.parametrize(("guard", "instead", "person", "word"), [
    ("decisions.querysets.DecisionQuerySet.visible_to", lambda rows, user: rows.all(), "auditor", "cranetitle"),
    ("decisions.permissions.can_read_decision", lambda user, decision: True, "member", "herontitle"),
    ("decisions.permissions.can_read_decision", lambda user, decision: True, "public", "heronsummary"),
    ("meetings.querysets.MinutesQuerySet.visible_to", lambda rows, user: rows.all(), "clerk", "gullminute"),
    ("decisions.querysets.office.UpdateReportQuerySet.visible_to", lambda rows, user: rows.all(), "clerk", "rooktext"),
    ("decisions.querysets.office.PublishedQuerySet.visible_to", lambda rows, user: rows.all(), "public", "wrenabout"),
])  # fmt: skip
def test_a_missing_guard_is_noticed(made, monkeypatch, guard, instead, person, word):
    client = browser(made, person)
    starts = ("/avon/decisions/", "/avon/updates/", "/avon/projects/", f"/avon/meetings/{made.meeting.slug}/minutes/")
    urls = [url for url in pages(made, person) if url.startswith(starts)]
    monkeypatch.setattr(guard, instead)

    assert word in set().union(*(met(page_at(client, url).text, {word}) for url in urls))


def test_a_word_in_the_wrong_field_is_noticed(made):
    """A private title typed where the register shows it: the walk finds it, and so does the search through the database."""
    with transaction.atomic():
        NilReturn.objects.create(
            area=made.panel.area, number=90, started_on=LATER, ended_on=LATER, note="Only herontitle", made_at=clock.now()
        )

        assert "herontitle" in page_at(browser(made, "public"), reverse("decisions:decision-list", args=["avon"])).text
        assert "decisions.NilReturn.note" in kept_in("herontitle")
        transaction.set_rollback(True)


# No oracle ---------------------------------------------------------------------------------------------------------


def references_in(page: Page) -> list[str]:
    """The decisions that a list links to, in its order."""
    return list(dict.fromkeys(re.findall(r"/avon/decisions/(\d{4}-\d{3})/", page.text)))


@pytest.mark.parametrize("person", ["public", "member", "auditor", "complaints"])
@pytest.mark.parametrize("word", ["herontitle", "heronsummary", "heronofficer", "heronprintedlabel", "storkpart", "cranetitle"])
def test_search_finds_nothing_by_a_word_that_somebody_may_not_read(made, person, word):
    url = reverse("decisions:decision-list", args=["avon"])
    found, none = (page_at(browser(made, person), f"{url}?q={one}") for one in (word, "nothingofthekind"))

    assert references_in(found) == references_in(none) == []


def test_search_finds_what_somebody_may_read(made):
    url = reverse("decisions:decision-list", args=["avon"])
    heron, ibis = (made.decisions[bird].slug for bird in (HERON, IBIS))

    assert references_in(page_at(browser(made, "public"), f"{url}?q=neutralheron")) == [heron]
    assert references_in(page_at(browser(made, "office"), f"{url}?q=heronsummary")) == [heron]
    assert references_in(page_at(browser(made, "member"), f"{url}?q=ibissummary")) == [ibis]
    assert references_in(page_at(browser(made, "auditor"), f"{url}?q=ibissummary")) == []


# Where nobody walks ------------------------------------------------------------------------------------------------


def test_exempt_words_lie_in_tables_of_their_own(made):
    """The only columns of the whole database in which the words of an exempt decision may lie, and what is feared of them."""
    own = {f"decisions.Decision.{field.name}" for field in Decision._meta.concrete_fields}
    own |= {"documents.Print.html", "documents.Print.title", "meetings.AgendaItem.title", "documents.Pack.manifest"}
    places = {word: kept_in(word) for word in sorted(word for word in OF_HERON | OF_EGRET if word.isalpha())}

    assert {word: found - own for word, found in places.items() if found - own} == {}
    assert all(places.values())


def test_the_public_store_holds_no_private_word(made):
    files = [path for path in Path(settings.STORES["public"]).rglob("*") if path.is_file()]
    texts = [readable(path.read_bytes()).lower() for path in files]

    assert len(files) >= 4  # three notices and the public's edition of the update report
    assert [met(text, EVERY_WORD) for text in texts if met(text, EVERY_WORD)] == []
    assert any("neutralheron" in text for text in texts)
    assert StoredFile.objects.filter(store="public").count() >= 4


def test_log_trail_jobs_mails_duties_and_names_hold_no_word(made, log):
    call_command("remind", verbosity=0)
    run_all()
    trail = "\n".join(f"{one.action} {one.target_reference} {one.detail}" for one in AuditEntry.objects.all())
    jobs = "\n".join(f"{one.key} {one.payload} {one.result} {one.error}" for one in Job.objects.all())
    mails = "\n".join(f"{one.subject}\n{one.body}" for one in mail.outbox)
    duties = "\n".join(f"{one.title} {one.about} {one.address} {one.met_how}" for one in Obligation.objects.all())
    models = [Decision, Meeting, *apps.get_app_config("decisions").get_models()]
    named = "\n".join(str(one) for model in models for one in model._base_manager.all())
    logged = re.sub(r"\?q=[a-z0-9]+", "", log.said.getvalue())  # what somebody typed into a search themselves
    told = {"log": logged, "trail": trail, "jobs": jobs, "mails": mails, "duties": duties, "names": named}

    # What a paper is called names its own file, and a figure may be part of a checksum
    words = {word for word in EVERY_WORD if word.isalpha()}
    assert {name: met(text.lower(), words) for name, text in told.items()} == {name: set() for name in told}
    assert "decisions.decision_signed" in trail
    assert "decisions.put_on_board" in trail


@pytest.mark.parametrize("person", ["public", "member", "clerk", "auditor", "complaints"])
def test_calendars_hold_no_word(made, person, client):
    key = f"a-key-of-the-calendar-of-{person}-that-is-long-enough-0001"
    urls = [reverse(name, args=["avon"]) for name in ("meetings:calendar-feed", "diary:diary-feed")]
    with transaction.atomic():
        if person != "public":
            CalendarAddressFactory(user=made.users[person], key=key)
            urls.append(reverse("calendar-file", args=[key]))
        text = "".join(text_of(client.get(url)) for url in urls)
        transaction.set_rollback(True)

    assert text.count("begin:vcalendar") == len(urls)
    assert met(text, EVERY_WORD) == set()


@pytest.mark.parametrize("key", [one.key for one in sources.sources() if one.key != "commissioners-update"])
def test_live_papers_hold_no_exempt_word(made, key):
    """Of a decision before the board the words that are not exempt are drawn: its agenda holds them. A report that is not
    published is drawn into the papers of its own meeting, as its office means it to be."""
    for body, collection in ((made.panel, "2022-03-17-panel"), (made.board, made.meeting.slug)):
        drawn = sources.draw(key, area=made.panel.area, body=body, on=LATER, collection=collection)
        assert met(f"{drawn.text} {drawn.charts}".lower(), EXEMPT_WORDS | {"storkpart"}) == set()


def test_page_titles_and_downloads_are_named_by_reference_alone(made):
    """Of what is exempt: not even in the window of somebody who reads it, which others may see over a shoulder."""
    for person in ("public", "member", "auditor"):
        walked = pages(made, person)
        assert [url for url, page in walked.items() if met(page.named, EVERY_WORD - READ[person])] == []
    assert [page.named for page in pages(made, "public").values() if "decision-2022-001.pdf" in page.named]


def test_an_error_of_the_portal_tells_nothing(made, monkeypatch, log):
    """What fails may hold anything: the page says nothing of it, and the log names where, not what."""

    def fails(decision, user):
        raise RuntimeError(Decision.objects.get(pk=decision.pk).title)

    monkeypatch.setattr("decisions.views.decision_detail.notice_html", fails)
    before = len(log.said.getvalue())
    answer = browser(made, "public").get(made.decisions[HERON].get_absolute_url())

    assert answer.status_code == 500
    assert met(text_of(answer), EVERY_WORD) == set()
    logged = log.said.getvalue()[before:]
    assert "RuntimeError" in logged
    assert met(logged.lower(), EVERY_WORD) == set()


def test_decisions_stand_where_the_story_has_them(made):
    """Else nothing was proved of them."""
    states = {bird: Decision.objects.get(pk=one.pk).status for bird, one in made.decisions.items()}

    assert states == {HERON: "published", EGRET: "agreed", IBIS: "published", STORK: "published", CRANE: "proposed"}
