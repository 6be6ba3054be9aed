"""What leaves commissioning for whom it is not: every page, list in each order and with each filter, file, feed and paper that
can be reached is fetched, and each word and figure of the office is looked for in it. The checks are counted."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import AuditEntry
from commissioning.models import Application, Award, Document, Exercise, MonitoringReturn, Payment, Provider, Variation
from documents import rendering, sources
from jobs.models import Job
from panels.models import Obligation
from tests.access.check import readable
from tests.access.world import _quick_piece
from tests.commissioning.secrets import PUBLIC_WORDS, TODAY, Secrets, keeping_secrets
from tests.complaints.test_complaint_secrets import Log
from tests.factories import commissioning as make

OTHERS = ("public", "member", "clerk", "decisions", "complaints", "performance", "auditor", "administrator", "kent")
# The database keeps these, and no page shows them even to the office: taken out, a name and a reason of a file, a row of a file
KEPT_ALONE = re.compile(r"zq\w*(gone|filename|filereason|row)")
ASKING = ("public", "member", "office")
START = ("commissioning:overview", "opendata:index", "grants:grant-list", "grants:total-list", "awards:award-list",
         "services:service-list", "services:provider-list", "spending:payment-list", "spending:upload-list", "bids:bid-list",
         "commissioning:calendar")  # fmt: skip
ELSEWHERE = (
    "area-home", "desk", "audit-list", "panels:panel-detail", "panels:obligation-list", "meetings:meeting-list",
    "meetings:calendar-feed", "actions:action-list", "decisions:decision-list", "scheme:scheme-list", "diary:diary-feed",
    "programme:programme-list", "performance:overview",
)  # fmt: skip
WHOLE_PORTAL = ("job-list", "portal-audit")
LINK = re.compile(r'(?:href|action)="([^"#]+)')
# Not of the page: what changes from one answer to the next
FLEETING = re.compile(r'csrfmiddlewaretoken" value="[^"]+|nonce[-="][^" \']+|sessionid=\S+|csrftoken=[^;]+|token" value="[^"]+')


@pytest.fixture(scope="module")
def log() -> Iterator[Log]:
    handler, root = Log(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory, log) -> Iterator[Secrets]:
    folders = {name: tmp_path_factory.mktemp(name) for name in ("public", "restricted")}
    with django_db_blocker.unblock(), override_settings(STORES=folders), pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "render_piece", _quick_piece)
        patch.setattr(rendering, "overflowing_pages", lambda pdf: [])
        with transaction.atomic(), keeping_secrets() as found:
            yield found
            transaction.set_rollback(True)


def browser(made: Secrets, person: str) -> Client:
    client = Client(raise_request_exception=False)
    if person != "public":
        client.force_login(made.users[person])
    return client


# Where it is looked for -----------------------------------------------------------------------------------------------

WALKED: dict[str, dict[str, tuple[int, str]]] = {}


def walk(made: Secrets, person: str, known: set[str]) -> dict[str, tuple[int, str]]:
    """Every page that somebody can reach from where commissioning begins, and those that others reach. Links of a page with a
    query lead to the same pages with two: they are not followed."""
    client, found = browser(made, person), {}
    waiting = {*known, *(reverse(name, args=["avon"]) for name in (*START, *ELSEWHERE)), *map(reverse, WHOLE_PORTAL)}
    while waiting:
        url = waiting.pop()
        found[url], links = page_at(client, url)
        waiting |= {one for one in links if one not in found and (person in ASKING or "?" not in one)}
    return found


def page_at(client: Client, url: str) -> tuple[tuple[int, str], set[str]]:
    """The answer, without the address itself, which whoever asked knew; and where its links lead within commissioning."""
    answer = client.get(url)
    assert answer.status_code < 500, url
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = f"{readable(content)}\n{answer.headers}".lower()
    links = set() if "?" in url or answer.headers.get("Content-Type", "").partition(";")[0] != "text/html" else {
        one for href in LINK.findall(content.decode()) if (one := within(url, href.replace("&amp;", "&")))
    }  # fmt: skip
    for typed in (url, url.replace("&", "&amp;")):
        text = text.replace(typed.lower(), "")
    return (answer.status_code, FLEETING.sub("", text)), links


def within(url: str, href: str) -> str:
    """The address of a link of commissioning, whole; empty for others."""
    whole = urljoin(url, href)
    return whole if urlsplit(whole).path.startswith("/avon/commissioning/") and not urlsplit(whole).netloc else ""


def pages(made: Secrets, person: str) -> dict[str, tuple[int, str]]:
    """What somebody gets at every address; each walks once, the office first. One of each audience asks for every order, filter
    and search."""
    if person not in WALKED:
        known = set() if person == "office" else set(pages(made, "office")) | searches(made)
        WALKED[person] = walk(made, person, known if person in ASKING else {one for one in known if "?" not in one})
    return WALKED[person]


def searches(made: Secrets) -> set[str]:
    """Lists asked for words that they must not know: what was typed is taken out of the answer."""
    asked = {"awards:award-list": "q", "spending:payment-list": "q", "services:provider-list": "words",
             "services:service-list": "words"}  # fmt: skip
    words = sorted(one for one in made.words | made.exempt if not one.isdecimal())
    return {f"{reverse(name, args=['avon'])}?{key}={one}" for name, key in asked.items() for one in words[::20]}


def met(text: str, words: set[str]) -> set[str]:
    """Which words, and which figures with or without their commas, stand in a text."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    figures = set(re.findall(r"(?<![0-9a-z])\d{6}(?![0-9a-z])", plain))
    return {word for word in words if (word in figures if word.isdecimal() else word in plain)}


@pytest.mark.parametrize("person", OTHERS)
def test_nobody_meets_what_is_not_theirs(made, person):
    walked, words = pages(made, person), made.of(person)

    assert [(url, found) for url, (_, text) in walked.items() if (found := met(text, words) - met(url, words))] == []
    assert len(walked) * len(words) > 20_000


def test_the_office_meets_every_word_and_every_figure(made):
    """So that a word that is not found elsewhere is not merely looked for where it could not be."""
    walked = pages(made, "office")
    everywhere = set().union(*(met(text, made.words | made.exempt) for _, text in walked.values()))

    missed = {one for one in (made.words | made.exempt) - everywhere if not KEPT_ALONE.fullmatch(one)}
    assert sorted(missed) == []
    print(f"{len(walked)} addresses, {len(made.words | made.exempt)} words")


def test_the_panel_reads_the_exempt_award_and_the_public_what_is_public(made):
    public = set().union(*(met(text, PUBLIC_WORDS) for _, text in pages(made, "public").values()))
    member = set().union(*(met(text, made.exempt) for _, text in pages(made, "member").values()))

    assert PUBLIC_WORDS - public == set()
    assert {"zxawardtitle", "818181"} <= member


# What is private moves nothing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["public", "decisions"])
def test_what_is_private_moves_no_page(made, person):
    """No order, count, sum or filter tells of it: with other secrets, every page is the same. Spreadsheets say when they were
    made; the CSV of each says the same."""
    told = ("/due/", "/xlsx/", "/ods/")
    before = {
        url: said
        for url, said in pages(made, person).items()
        if "/audit/" not in url and not url.partition("?")[0].endswith(told)
    }
    client = browser(made, person)
    with transaction.atomic():
        _change(made)
        after = {url: page_at(client, url)[0] for url in before}
        transaction.set_rollback(True)

    assert [url for url in before if before[url] != after[url]] == []


def _change(made: Secrets) -> None:
    """Other words and amounts in all that is private, and more rows of it."""
    exempt, amount = made.rows["exempt"], 9
    Award.objects.filter(pk=exempt.pk).update(title="Aaa", amount=amount, purpose="Other", ended_on="2022-04-01")
    Provider.objects.filter(pk=exempt.provider_id).update(name="Aaa limited")
    Award.objects.exclude(commercial_terms="").update(commercial_terms="Other")
    Variation.objects.update(private_note="Other")
    Exercise.objects.update(private_note="Other", estimate=amount)
    Exercise.objects.filter(published_at=None).update(title="Aaa", estimate=amount)
    Application.objects.update(applicant="Aaa", amount=amount, score="1")
    Document.objects.exclude(access="public").update(title="Aaa", name="aaa.pdf")
    MonitoringReturn.objects.filter(published_at=None).update(narrative="Other", private_note="Other", spent=amount)
    Payment.objects.filter(is_withheld=True).update(recipient="Aaa")
    Payment.objects.filter(published_at=None).update(recipient="Aaa", amount=amount)
    hidden = {"area": made.area, "fund": made.rows["fund"], "provider": made.rows["exempt"].provider}
    make.AwardFactory(reference="G-2022-901", exempt=True, unpublished=True, exercise=made.rows["round"], **hidden)
    make.AwardFactory(reference="G-2022-902", draft=True, **hidden)
    make.ApplicationFactory(exercise=made.rows["round"])
    make.ExerciseFactory(area=made.area, reference="P-2021-901", draft=True)
    make.PaymentFactory(area=made.area, unpublished=True, category="Aaa")
    make.ProviderFactory(area=made.area, draft=True, name="Aaa")
    make.ServiceFactory(area=made.area, draft=True, title="Aaa")
    make.BidFactory(area=made.area, draft=True, title="Aaa")


# It would be seen -----------------------------------------------------------------------------------------------------


def _every(rows: Any, user: Any = None) -> Any:
    return rows.all()


def _yes(*args: Any, **kwargs: Any) -> bool:
    return True


QUERIES = "commissioning.querysets"
GUARDS = [
    (f"{QUERIES}.AwardQuerySet.visible_to", _every, "public", "awards/", "zqdrafttitle"),
    (f"{QUERIES}.AwardQuerySet.wholly_read", _every, "public", "awards/", "zxawardtitle"),
    (f"{QUERIES}.AwardQuerySet.wholly_read", _every, "auditor", "", "818181"),
    (f"{QUERIES}.AwardQuerySet.open_to_all", lambda rows: rows.exclude(published_at=None), "public", "open-data/", "zxprovider"),
    ("commissioning.permissions.can_read_award", _yes, "public", "awards/", "zxawardpurpose"),
    ("commissioning.permissions.can_commission", _yes, "member", "awards/", "zqterms"),
    (f"{QUERIES}.RegisterQuerySet.visible_to", _every, "public", "pipeline/", "zqexercisetitle"),
    (f"{QUERIES}.RegisterQuerySet.visible_to", _every, "kent", "spending/", "zqrecipient"),
    (f"{QUERIES}.RegisterQuerySet.visible_to", _every, "clerk", "funds/", "zqfundtitle"),
    (f"{QUERIES}.OfEitherQuerySet.visible_to", _every, "public", "awards/", "zqgrantfilekept"),
    (f"{QUERIES}.OpenOfAwardQuerySet.visible_to", _every, "public", "awards/", "zqgrantreviewown"),
    (f"{QUERIES}.TotalQuerySet.visible_to", _every, "public", "totals/", "zqtotalveiled"),
    ("commissioning.services.spending.WITHHELD", "zqperson", "public", "spending/", "zqperson"),
]  # fmt: skip


@pytest.mark.parametrize(("guard", "instead", "person", "under", "word"), GUARDS, ids=[f"{one[0]}-{one[3]}" for one in GUARDS])
def test_a_missing_guard_is_noticed(made, monkeypatch, guard, instead, person, under, word):
    urls = [url for url in pages(made, person) if url.startswith(f"/avon/commissioning/{under}") and "z" not in url]
    client = browser(made, person)
    monkeypatch.setattr(guard, instead)

    assert any(word in met(page_at(client, url)[0][1], {word}) for url in urls)


def test_a_sum_that_moves_with_what_is_private_is_noticed(made, monkeypatch):
    client, url = browser(made, "public"), reverse("grants:fund-list", args=["avon"])
    monkeypatch.setattr(f"{QUERIES}.AwardQuerySet.wholly_read", _every)
    before = page_at(client, url)
    with transaction.atomic():
        _change(made)
        after = page_at(client, url)
        transaction.set_rollback(True)

    assert before != after


# Where nobody walks ---------------------------------------------------------------------------------------------------


def test_log_trail_jobs_mails_duties_and_names_hold_no_word(made, log):
    pages(made, "public")
    call_command("remind", verbosity=0)
    trail = "\n".join(f"{one.action} {one.target_reference} {one.detail}" for one in AuditEntry.objects.all())
    jobs = "\n".join(f"{one.key} {one.payload} {one.result} {one.error} {one.stage}" for one in Job.objects.all())
    mails = "\n".join(f"{one.subject}\n{one.body}" for one in mail.outbox)
    public = Obligation.objects.filter(access="public")
    duties = "\n".join(f"{one.title} {one.about} {one.address} {one.met_how}" for one in public)
    told = {"log": log.said.getvalue(), "trail": trail, "jobs": jobs, "mails": mails, "duties": duties}
    said = re.sub(r"[?&](q|words)=\w+", "", "\n".join(told.values()).lower())

    assert met(said, made.words | made.exempt) == set()
    assert "commissioning.award_published" in trail


def test_rows_name_themselves_without_a_private_word(made):
    """As they do in errors and logs."""
    found = {}
    for model in (Award, Exercise, Application, Document, MonitoringReturn, Payment, Variation):
        found[model.__name__] = met(" ".join(map(str, model._base_manager.all())).lower(), made.words | made.exempt)

    assert {name: words for name, words in found.items() if words} == {}


def test_the_public_store_holds_no_word(made):
    texts = [readable(path.read_bytes()).lower() for path in Path(settings.STORES["public"]).rglob("*") if path.is_file()]

    assert [met(text, made.words | made.exempt) for text in texts if met(text, made.words | made.exempt)] == []


@pytest.mark.parametrize("key", [one.key for one in sources.sources()])
def test_live_papers_hold_no_word(made, key):
    drawn = sources.draw(key, area=made.area, body=made.panel, on=TODAY, collection=made.meeting.slug)

    assert met(f"{drawn.text} {drawn.charts}".lower(), made.words | made.exempt) == set()


def test_an_error_of_the_portal_tells_nothing(made, monkeypatch, log):
    def fails(*args, **kwargs):
        raise RuntimeError(made.rows["exempt"].title)

    monkeypatch.setattr("commissioning.views.award_reading.tables_of", fails)
    before = len(log.said.getvalue())
    answer = browser(made, "public").get(made.rows["grant"].get_absolute_url())

    assert answer.status_code == 500
    assert met(answer.content.decode().lower() + log.said.getvalue()[before:].lower(), made.words | made.exempt) == set()
