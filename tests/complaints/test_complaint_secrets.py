"""What is private in a complaint must come out nowhere but where it is meant to be read.

Each page is asked by the whole cast in the access table. Here everything is done by the services as in life (`telling`), and then
each word that somebody typed is looked for in all that everybody can lay hands on; the checks are counted.
"""

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import models, transaction
from django.db.models.functions import Cast
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse
from structlog.stdlib import ProcessorFormatter

from accounts.models import AuditEntry
from complaints.choices import LetterKind, StepKind
from complaints.models import Complaint, ComplaintFile, SavedView
from documents import rendering
from documents.models import StoredFile
from interface import clock
from jobs.models import Job
from jobs.services import run_all
from panel_portal.settings import base
from panels.models import Obligation
from tests.access.check import readable
from tests.access.routes import ROUTES
from tests.access.world import _quick_piece
from tests.complaints.confirming import confirm
from tests.complaints.telling import (
    BIRDS,
    EVERY_WORD,
    IDENTITY,
    LATER,
    PLOVER,
    PUBLIC_WORD,
    READ,
    VIEW,
    Told,
    forbidden,
    telling,
)
from tests.factories.due import CalendarAddressFactory

FORMATS = ("csv", "xlsx", "ods")
FORMAT = base.LOGGING["formatters"]["json"]
A_DAY = 86_400  # seconds
KINDS = (*StepKind.values, *LetterKind.values)


class Log(logging.Handler):
    """All that was logged, as the portal writes it, but what the database and the factories say."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said = io.StringIO()
        self.setFormatter(ProcessorFormatter(**{key: value for key, value in FORMAT.items() if key != "()"}))

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(("factory", "django.db.backends")):
            self.said.write(f"{self.format(record)}\n")


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
def told(django_db_setup, django_db_blocker, tmp_path_factory, log) -> Iterator[Told]:
    folders = {name: tmp_path_factory.mktemp(name) for name in ("public", "restricted")}
    with django_db_blocker.unblock(), override_settings(STORES=folders), pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "render_piece", _quick_piece)
        patch.setattr(rendering, "overflowing_pages", lambda pdf: [])
        with transaction.atomic(), telling() as made:
            made.mails = list(mail.outbox)
            yield made
            transaction.set_rollback(True)


def browser(told: Told, person: str) -> Client:
    """Somebody, who has signed in just before unless they are hasty."""
    client = Client(raise_request_exception=False)
    if person != "public":
        client.force_login(told.users[person.partition(",")[0]])
        if "hasty" not in person:
            confirm(client, told.users[person.partition(",")[0]], ago=-A_DAY)
    return client


# Where it is looked for --------------------------------------------------------------------------------------------


# The rows whose number an address holds, by the word with which the name of its route begins
ROWS = {
    "allegation": "allegations", "comment": "comments", "person": "parties", "file": "files", "letter": "letters",
    "summary": "summaries",
}  # fmt: skip


def addresses(told: Told, person: str) -> Iterator[str]:
    """Every address of the area that can be made for what there is; of a complaint that somebody may not open, one of each."""
    around: list[dict] = [{}, *({"fmt": one} for one in FORMATS), {"slug": SavedView.objects.get().slug}]
    around += [{"reference": one.reference} for one in Obligation.objects.all()] if person != "public" else []
    complaints = {bird: told.fresh(bird) for bird in BIRDS}
    for route in ROUTES.values():
        words = set(route.words)
        things = list(around)
        for bird, complaint in complaints.items():
            things += _things(complaint, route.name, words, opened=READ[person].get(bird) in ("case", "identity"))
        for thing in things:
            if words == {"area", *thing}:
                try:
                    yield reverse(route.name, kwargs={"area": told.body.area.slug, **thing})
                except NoReverseMatch:
                    continue


def _things(complaint: Complaint, route: str, words: set[str], *, opened: bool) -> Iterator[dict]:
    """What the address of a route holds for each row of a complaint that it may be about."""
    own = {"reference": complaint.reference}
    if not route.startswith("complaints:") or "reference" not in words:
        return
    family = ROWS.get(route.partition(":")[2].partition("-")[0], "")
    numbers = list(getattr(complaint, family).values_list("number", flat=True)) if family else []
    kinds = ("copy", "original") if family == "files" else KINDS
    numbered = [{"number": one} for one in numbers] if "number" in words else [{}]
    of_kinds = [{"kind": one} for one in kinds] if "kind" in words else [{}]
    found = [{**own, **number, **kind} for number in numbered for kind in of_kinds]
    yield from found if opened else found[:1]


def text_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{readable(content)}\n{answer.headers}\n{answer.cookies}".lower()


@dataclass(frozen=True)
class Page:
    """What came back for an address, without the address itself, and what names it in a window or a folder."""

    text: str
    named: str


WALKED: dict[str, dict[str, Page]] = {}


def pages(told: Told, person: str) -> dict[str, Page]:
    """What somebody gets at every address; each walks once."""
    if person not in WALKED:
        client = browser(told, person)
        WALKED[person] = {url: page_at(client, url) for url in sorted(set(addresses(told, person)))}
    return WALKED[person]


def page_at(client: Client, url: str) -> Page:
    answer = client.get(url)
    assert answer.status_code < 500, url
    text = text_of(answer)
    titles = "".join(re.findall(r"<title>(.*?)</title>", text, re.DOTALL))
    return Page(text.replace(url, ""), titles + str(answer.headers.get("Content-Disposition", "")).lower() + url.lower())


def pages_at(told: Told, person: str, urls: list[str]) -> str:
    client = browser(told, person)
    return "".join(text_of(client.get(url)) for url in urls)


def met(text: str, words) -> set[str]:
    return {word for word in words if word in text}


CHECKED: dict[str, int] = {}


@pytest.mark.parametrize("person", READ)
def test_nobody_meets_a_word_that_is_not_theirs(told, person):
    walked, words = pages(told, person), forbidden(person)
    CHECKED[person] = len(walked) * len(words)

    assert [(url, found) for url, page in walked.items() if (found := met(page.text, words))] == []


def test_the_checks_were_many(told):
    if set(CHECKED) != set(READ):
        pytest.skip("Counted where all the others ran")
    total = sum(CHECKED.values())
    print(f"{total} checks that a word is not on a page: {CHECKED}")

    assert total > 50_000
    assert min(count for person, count in CHECKED.items() if person != "lead") > 1000


# It would be seen --------------------------------------------------------------------------------------------------


def test_who_may_read_it_meets_every_word(told):
    """So that a word that is not found elsewhere is not merely looked for where it could not be."""
    walked = pages(told, "lead")
    forgotten = {"godwitkept"}  # why it was kept from the office, once it is open to it again

    assert EVERY_WORD - forgotten - set().union(*(met(page.text, EVERY_WORD) for page in walked.values())) == set()


@pytest.mark.parametrize(("guard", "instead", "person"), [
    ("complaints.querysets.complaints.ComplaintQuerySet.visible_to", lambda rows, user: rows.all(), "auditor"),
    ("complaints.permissions.can_identify", lambda user, complaint: True, "clerk"),
    ("complaints.querysets.complaints.ComplaintQuerySet.listed_for", lambda rows, user: rows.all(), "office"),
    ("complaints.views.identity.has_confirmed", lambda request: True, "lead, hasty"),
])  # fmt: skip
def test_a_missing_guard_is_noticed(told, monkeypatch, guard, instead, person):
    monkeypatch.setattr(guard, instead)
    if "can_identify" in guard:  # two guards stand before who complains: with one of them nothing shows yet
        monkeypatch.setattr("complaints.querysets.complaints.RestrictedQuerySet.visible_to", lambda rows, user: rows.all())
    plover = told.fresh(PLOVER)
    names = ("complaint-detail", "people-list", "file-list", "risk-list")
    urls = [reverse(f"complaints:{name}", args=[plover.area.slug, plover.reference]) for name in names]
    urls.append(reverse("complaints:complaint-list", args=[plover.area.slug]))

    assert met(pages_at(told, person, urls), forbidden(person))


def test_a_word_in_the_wrong_field_is_noticed(told):
    """Somebody's name typed where the register shows it: the walk finds it, and so does the search through the database."""
    with transaction.atomic():
        Complaint.objects.filter(pk=told.complaints[PLOVER].pk).update(line="About plovername Wren")

        register = reverse("complaints:complaint-list", args=[told.body.area.slug])
        assert "plovername" in pages_at(told, "member", [register])
        assert "complaints.Complaint.line" in kept_in("plovername")
        transaction.set_rollback(True)


def test_the_public_reads_the_summary_that_was_approved(told):
    text = pages_at(told, "public", [reverse("complaints:public-register", args=[told.body.area.slug])])

    assert PUBLIC_WORD in text


# Where nobody walks ------------------------------------------------------------------------------------------------

# The only places in the whole database in which somebody's name, address, words and files may lie, and what is feared of them
PERSONAL = {
    "complaints.Party.name", "complaints.Party.email", "complaints.Party.phone", "complaints.Party.address",
    "complaints.Party.contact_note", "complaints.Submission.text", "complaints.ComplaintFile.name",
    "complaints.ComplaintFile.note", "complaints.ComplaintFile.html", "complaints.ComplaintFile.findings",
    "complaints.RiskAssessment.text", "complaints.RiskAssessment.measures", "documents.Print.html",
}  # fmt: skip


def kept_in(word: str) -> set[str]:
    """The columns of the whole database that hold a word."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                rows = model._base_manager.annotate(as_text=Cast(field.name, models.TextField())).filter(as_text__icontains=word)
                if rows.exists():
                    found.add(f"{model._meta.label}.{field.name}")
    return found


@pytest.mark.parametrize("part", IDENTITY)
def test_who_complains_lies_in_tables_of_their_own(told, part):
    places = {bird: kept_in(f"{bird}{part}") for bird in BIRDS}

    assert set().union(*places.values()) <= PERSONAL
    assert places[PLOVER] or part == "filewords", "it is kept somewhere; what a file says, in its store alone"


def test_files_lie_in_the_restricted_store_alone(told):
    files = StoredFile.objects.filter(pk__in=ComplaintFile.objects.values_list("original", "pdf")[0])

    assert ComplaintFile.objects.count() == len(BIRDS)
    assert {one.store for one in files} == {"restricted"}
    public = [path for path in Path(settings.STORES["public"]).rglob("*") if path.is_file()]
    assert [path for path in public if any(f"{bird}filewords" in readable(path.read_bytes()) for bird in BIRDS)] == []


def test_log_trail_jobs_mails_duties_and_names_hold_no_word(told, log):
    with clock.stand_on(LATER):
        call_command("remind", verbosity=0)
        run_all()
    trail = "\n".join(f"{one.action} {one.target_reference} {one.detail}" for one in AuditEntry.objects.all())
    jobs = "\n".join(f"{one.key} {one.payload} {one.result} {one.error}" for one in Job.objects.all())
    mails = "\n".join(f"{one.subject}\n{one.body}" for one in mail.outbox + told.mails)
    duties = "\n".join(f"{one.title} {one.about} {one.address} {one.met_how}" for one in Obligation.objects.all())
    named = "\n".join(str(one) for model in apps.get_app_config("complaints").get_models() for one in model.objects.all())
    told_of = {"log": log.said.getvalue(), "trail": trail, "jobs": jobs, "mails": mails, "duties": duties, "names": named}

    assert {name: met(text.lower(), EVERY_WORD - {VIEW}) for name, text in told_of.items()} == {name: set() for name in told_of}
    assert "complaints.step_taken" in trail
    assert "CC-2022-001" in duties
    assert "CC-2022-003" in mails, "the receipt of what came by the website"
    assert "CC-2022-001" in mails, "a reminder"


def test_who_is_mailed_a_reminder_may_know_of_the_complaint(told):
    own = {told.users[name].email for name in ("clerk", "lead", "office")}
    reminders = [one for one in [*mail.outbox, *told.mails] if "CC-2022" in one.body and "mail.example" not in one.to[0]]

    assert {address for one in reminders for address in one.to} <= own
    assert [one.subject for one in reminders if met(one.subject.lower(), EVERY_WORD)] == []


@pytest.mark.parametrize("person", ["lead", "clerk", "office", "member"])
def test_calendars_hold_no_word(told, person, client):
    key = f"a-key-of-the-calendar-of-{person}-that-is-long-enough-0001"
    with transaction.atomic():
        CalendarAddressFactory(user=told.users[person], key=key)
        feeds = [reverse("calendar-file", args=[key]), reverse("meetings:calendar-feed", args=[told.body.area.slug])]
        text = "".join(text_of(client.get(url)) for url in feeds)
        transaction.set_rollback(True)

    assert "begin:vcalendar" in text
    assert met(text, EVERY_WORD) == set()


def test_page_titles_and_downloads_are_named_by_reference_alone(told):
    walked = pages(told, "lead")

    assert [url for url, page in walked.items() if met(page.named, EVERY_WORD - {VIEW})] == []
    assert [page.named for page in walked.values() if "cc-2022-001" in page.named]


# Errors ------------------------------------------------------------------------------------------------------------


def test_an_error_of_the_portal_tells_nothing(told, monkeypatch, log):
    """What fails may hold anything: the page says nothing of it, and the log names where, not what."""

    def fails(complaint, user):
        raise RuntimeError(complaint.parties.get(number=2).name)

    monkeypatch.setattr("complaints.views.detail.read_complaint", fails)
    before = len(log.said.getvalue())
    answer = browser(told, "lead").get(told.fresh(PLOVER).get_absolute_url())

    assert answer.status_code == 500
    assert met(text_of(answer), EVERY_WORD) == set()
    logged = log.said.getvalue()[before:]
    assert "complaints/views/detail.py" in logged
    assert "RuntimeError" in logged
    assert met(logged.lower(), EVERY_WORD) == set()
