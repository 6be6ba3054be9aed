"""What the office has released to nobody must come out nowhere: measures, figures, drafts, evidence that is not public.

Each page is asked by the whole cast in the access table. Here everything is done as in life (`unreleased`), and then each word
and each figure that only the office reads is looked for in all that others can lay hands on; the checks are counted.
"""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import AuditEntry
from documents import rendering, sources
from interface import clock
from jobs.models import Job
from jobs.services import run_all
from panels.models import Obligation
from performance.models import (
    Assurance,
    ColumnMapping,
    FiguresUpload,
    Inspection,
    Measure,
    Objective,
    Plan,
    QuarterlyReport,
    ScrutinySession,
    SuperComplaint,
    Term,
)
from tests.access.check import readable
from tests.access.routes import ROUTES, Route
from tests.access.world import _quick_piece
from tests.complaints.test_complaint_secrets import Log
from tests.performance.unreleased import FIGURES, KEPT_ALONE, LATER, PUBLIC_WORDS, Unreleased, unreleasing

OURS = ("performance", "figures", "quarterly", "inspections", "scrutiny")
OTHERS = ("public", "member", "clerk", "decisions", "analyst")
FORMATS = ("csv", "xlsx", "json")
DAYS = ("2022-01-01", "2022-01-31")
# Acts without a page
POSTED = (
    "-move", "-cancel", "trends-accept", "part-trends", "no-comment", "link-remove", "link-restore", "comment-remove",
    "comment-restore", "action-remove", "action-restore",
)  # fmt: skip
ELSEWHERE = (
    "area-home", "desk", "audit-list", "panels:body-list", "panels:obligation-list", "panels:panel-detail",
    "meetings:meeting-list", "meetings:calendar-feed", "actions:action-list", "recommendations:recommendation-list",
    "programme:programme-list", "events:event-list", "asked:asked-list", "decisions:decision-list", "decisions:decision-feed",
    "updates:update-list", "updates:standing-item-list", "projects:project-list", "diary:diary-list", "diary:diary-feed",
    "scheme:scheme-list", "reviews:review-list", "cases:case-list", "complaints:public-register", "annual:annual-list",
)  # fmt: skip
ASKED = {
    "performance:overview": ("charts=1", "trend=reducing", "changed=yes", "changed=no", "objective=zqobjectivetitle"),
    "performance:measure-list": ("sort=measure", "sort=-trend", "changed=yes", "objective=open"),
    "inspections:inspection-list": ("response=waiting", "sort=title"), "inspections:ask-list": ("state=live", "sort=inspection"),
    "scrutiny:panel-list": ("panel=disposals", "answer=waiting", "answer=answered"), "scrutiny:assurance-list": ("kind=report",),
}  # fmt: skip


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
def made(django_db_setup, django_db_blocker, tmp_path_factory, log) -> Iterator[Unreleased]:
    folders = {name: tmp_path_factory.mktemp(name) for name in ("public", "restricted")}
    with django_db_blocker.unblock(), override_settings(STORES=folders), pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "render_piece", _quick_piece)
        patch.setattr(rendering, "overflowing_pages", lambda pdf: [])
        with transaction.atomic(), unreleasing() as found:
            yield found
            transaction.set_rollback(True)


def browser(made: Unreleased, person: str) -> Client:
    client = Client(raise_request_exception=False)
    if person != "public":
        client.force_login(made.users[person])
    return client


# Where it is looked for -----------------------------------------------------------------------------------------------


def addresses(made: Unreleased) -> Iterator[str]:
    """Every address of the app that can be made for what there is, and those of the area where it may be told of."""
    here = {"area": made.area.slug}
    for route in ROUTES.values():
        if route.name.partition(":")[0] in OURS and not route.name.endswith(POSTED):
            yield from (reverse(route.name, kwargs={**here, **thing}) for thing in _things(route))
    yield from (reverse(name, kwargs=here) for name in ELSEWHERE)
    yield from (f"{reverse(name, kwargs=here)}?{query}" for name, queries in ASKED.items() for query in queries)
    yield reverse("actions:action-detail", kwargs={**here, "reference": "A-2022-901"})
    yield reverse("meetings:meeting-detail", kwargs={**here, "meeting": made.meeting.slug})
    yield from (
        reverse("panels:obligation-detail", kwargs={**here, "reference": one.reference}) for one in Obligation.objects.all()
    )


def _things(route: Route) -> Iterator[dict]:
    """What the address of a route may hold beside the area."""
    found: list[dict] = [{}]
    for word in (one for one in route.words if one != "area"):
        found = [{**thing, word: value} for thing in found for value in _values(route, word)]
    yield from found


def _values(route: Route, word: str) -> list:
    numbers = (1, 2) if route.name.startswith(("quarterly", "inspections")) else (1,)
    fixed = {
        "fmt": FORMATS, "number": numbers, "day": DAYS, "force": ("avon-police",), "key": ("rolling", "limits", "bars"),
        "kind": ("population",), "group": ("none",), "objective": ("open", "left-out"), "measure": ("open",),
    }  # fmt: skip
    if word == "upload":
        return list(FiguresUpload.objects.values_list("reference", flat=True))
    return list(fixed[word] if word != "slug" else _family(route).objects.values_list("slug", flat=True))


def _family(route: Route):
    """Which things a route is about, told by where it stands."""
    families = {
        "measures": Measure, "objectives": Objective, "plan": Plan, "glossary": Term, "super-complaints": SuperComplaint,
        "panels": ScrutinySession, "assurance": Assurance, "casework": Objective, "layouts": ColumnMapping,
    }  # fmt: skip
    own = {"quarterly": QuarterlyReport, "inspections": Inspection}
    first = str(route.pattern.pattern).partition("/")[0]
    return families.get(first) or own[route.name.partition(":")[0]]


def text_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{readable(content)}\n{answer.headers}\n{answer.cookies}".lower()


WALKED: dict[str, dict[str, tuple[int, str]]] = {}
CHECKED: dict[str, int] = {}


def pages(made: Unreleased, person: str) -> dict[str, tuple[int, str]]:
    """What somebody gets at every address; each walks once."""
    if person not in WALKED:
        client = browser(made, person)
        WALKED[person] = {url: page_at(client, url) for url in sorted(set(addresses(made)))}
    return WALKED[person]


def page_at(client: Client, url: str) -> tuple[int, str]:
    """The answer, without the address itself, which whoever asked knew."""
    answer = client.get(url)
    assert answer.status_code < 500, url
    text = text_of(answer)
    for typed in (url, url.replace("&", "&amp;"), *re.findall(r"objective=(\w+)", url)):
        text = text.replace(typed, "")
    return answer.status_code, text


def met(text: str, words) -> set[str]:
    """Which words, and which figures with or without their commas, stand in a text. Figures within longer numbers, times and
    names of requests are others."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    figures = set(re.findall(r"(?<![0-9a-z])\d{6}(?![0-9a-z])", plain))
    return {word for word in words if (word in figures if word.isdecimal() else word in plain)}


def secrets(made: Unreleased) -> set[str]:
    return made.words | set(FIGURES)


@pytest.mark.parametrize("person", OTHERS)
def test_nobody_meets_a_word_or_a_figure_that_is_the_offices(made, person):
    walked, words = pages(made, person), secrets(made)
    CHECKED[person] = len(walked) * len(words)

    assert [(url, found) for url, (_status, text) in walked.items() if (found := met(text, words))] == []


def test_the_checks_were_many(made):
    if set(CHECKED) != set(OTHERS):
        pytest.skip("Counted where all the others ran")
    answered = sum(status == 200 for walked in WALKED.values() for status, _text in walked.values())
    print(f"{sum(CHECKED.values())} checks that a word is not on a page, {answered} pages were there: {CHECKED}")

    assert sum(CHECKED.values()) > 100_000
    assert answered > 300


# It would be seen -----------------------------------------------------------------------------------------------------


def test_the_office_meets_every_word_and_every_figure(made):
    """So that a word that is not found elsewhere is not merely looked for where it could not be."""
    walked = pages(made, "office")

    assert secrets(made) - KEPT_ALONE - set().union(*(met(text, secrets(made)) for _status, text in walked.values())) == set()


def test_the_public_reads_what_is_public(made):
    walked = pages(made, "public")

    assert PUBLIC_WORDS - set().union(*(met(text, PUBLIC_WORDS) for _status, text in walked.values())) == set()


def _of_all(user):
    return {1, *Measure.objects.values_list("area", flat=True)}


def _every(rows, user=None):
    return rows.all()


def _yes(*args):
    return True


GUARDS = [
    ("performance.querysets.MeasureQuerySet.visible_to", _every, "public", "measures/zqdrafttitle/", "zqdraftdefinition"),
    ("performance.querysets.MeasureQuerySet.visible_to", _every, "analyst", "measures/below/", "645546"),
    ("performance.querysets.ObservationQuerySet.visible_to", _every, "public", "measures/open/", "zqrevisedwhy"),
    ("performance.services.standing.areas_reporting", _of_all, "member", "", "918273"),
    ("performance.services.standing.areas_reporting", _of_all, "clerk", "measures/open/charts/", "919373"),
    ("performance.querysets.StatedQuerySet.visible_to", _every, "public", "casework/", "736637"),
    ("performance.querysets.PublishedQuerySet.visible_to", _every, "public", "assurance/", "zqtopic"),
    ("performance.querysets.PublishedQuerySet.visible_to", _every, "clerk", "panels/", "463664"),
    ("performance.querysets.PublishedQuerySet.visible_to", _every, "decisions", "inspections/asks/", "zqasktext"),
    ("performance.querysets.PublishedQuerySet.visible_to", _every, "public", "plan/", "zqfocusabout"),
    ("performance.querysets.ReportQuerySet.visible_to", _every, "public", "reports/", "zqcomment"),
    ("performance.querysets.ActionStandingQuerySet.told", _every, "public", "", "zqpromise"),
    ("performance.querysets.TermQuerySet.visible_to", _every, "public", "glossary/", "zqterm"),
    ("performance.querysets.OfficeQuerySet.visible_to", _every, "member", "data/uploads/", "zqfilemeasure"),
    ("performance.views.inspection_reading.is_response_out", _yes, "public", "inspections/openinspection/", "zqknownchief"),
    ("performance.views.inspection_reading.is_response_out", _yes, "public", "inspections/openinspection/", "zqknownresponse"),
    ("performance.services.measure_reading.can_report", _yes, "public", "measures/open/", "zqanalystname"),
]  # fmt: skip


@pytest.mark.parametrize(("guard", "instead", "person", "under", "word"), GUARDS)
def test_a_missing_guard_is_noticed(made, monkeypatch, guard, instead, person, under, word):
    client = browser(made, person)
    start = f"/avon/performance/{under}"
    urls = [url for url in pages(made, person) if url.startswith(start) and (under or url.count("/") == 3)]
    monkeypatch.setattr(guard, instead)

    assert any(met(page_at(client, url)[1], {word}) for url in urls)


def test_a_word_in_the_wrong_field_is_noticed(made):
    with transaction.atomic():
        Measure.objects.filter(slug="open").update(title="Of zqdrafttitle")

        assert met(page_at(browser(made, "public"), reverse("performance:overview", args=["avon"]))[1], {"zqdrafttitle"})
        transaction.set_rollback(True)


# Where nobody walks ---------------------------------------------------------------------------------------------------


def test_log_trail_jobs_mails_duties_and_names_hold_no_word(made, log):
    call_command("remind", verbosity=0)
    run_all()
    trail = "\n".join(f"{one.action} {one.target_reference} {one.detail}" for one in AuditEntry.objects.all())
    jobs = "\n".join(f"{one.key} {one.payload} {one.result} {one.error} {one.stage}" for one in Job.objects.all())
    mails = "\n".join(f"{one.subject}\n{one.body}" for one in mail.outbox)
    duties = "\n".join(f"{one.title} {one.about} {one.address} {one.met_how}" for one in Obligation.objects.all())
    named = "\n".join(str(one) for model in apps.get_app_config("performance").get_models() for one in model._base_manager.all())
    told = {"log": log.said.getvalue(), "trail": trail, "jobs": jobs, "mails": mails, "duties": duties, "names": named}

    words = secrets(made) - named_by_their_titles(made)
    assert {name: met(text.lower(), words) for name, text in told.items()} == {name: set() for name in told}
    assert "performance.figure_revised" in trail
    assert "not on the portal yet" in duties


def named_by_their_titles(made: Unreleased) -> set[str]:
    """Addresses come from titles, and the log has the addresses that were asked for."""
    models = (Measure, Objective, Plan, Term, Inspection, SuperComplaint, ScrutinySession, Assurance, ColumnMapping)
    slugs = [one for model in models for one in model.objects.values_list("slug", flat=True)]
    return met(" ".join(slugs), made.words)


def test_the_public_store_holds_no_word(made):
    texts = [readable(path.read_bytes()).lower() for path in Path(settings.STORES["public"]).rglob("*") if path.is_file()]

    assert [met(text, secrets(made)) for text in texts if met(text, secrets(made))] == []


@pytest.mark.parametrize("key", [one.key for one in sources.sources()])
def test_live_papers_hold_no_word(made, key):
    drawn = sources.draw(key, area=made.area, body=made.panel, on=LATER, collection=made.meeting.slug)

    assert met(f"{drawn.text} {drawn.charts}".lower(), secrets(made)) == set()


def test_an_error_of_the_portal_tells_nothing(made, monkeypatch, log):
    def fails(*args, **kwargs):
        raise RuntimeError(Measure.objects.get(slug="zqdrafttitle").definition)

    monkeypatch.setattr("performance.views.measure_detail.analysis_of", fails)
    before = len(log.said.getvalue())
    answer = browser(made, "public").get(reverse("performance:measure-detail", args=["avon", "open"]))

    assert answer.status_code == 500
    assert met(text_of(answer), secrets(made)) == set()
    assert met(log.said.getvalue()[before:].lower(), secrets(made)) == set()


def test_the_day_is_that_of_the_story(made):
    assert clock.today() == LATER
    assert FiguresUpload.objects.filter(status="refused").count() == FiguresUpload.objects.filter(status="read").count() == 1
