"""Wherever a deadline is shown, its provision stands beside it, and one that is not verified says so.

Every address of the access table that answers is read as the public and as the clerk. In this world no rule is verified and each
provision is a word that stands nowhere else, so that a date without its rule cannot hide.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html

from panels.choices import RuleUnit
from panels.models import HostNotice, LocalRule, Obligation, Rule
from panels.rulebook import HOST_NOTICE
from panels.services.due import refresh_duties
from tests.access.cast import CLERK, PUBLIC
from tests.access.check import Row, address, ask, expected
from tests.access.states import word
from tests.access.states_year import SEEN_OF_OBLIGATIONS
from tests.access.table import TABLE
from tests.access.world import World, built_world
from tests.factories.panels import LocalRuleFactory

pytestmark = pytest.mark.django_db

READERS = (PUBLIC, CLERK)
UNVERIFIED = "not yet verified"
LAW, OWN = "Act of the canary, s.1", "Procedure rule of the canary"
BOX = "ancestor-or-self::*[self::tr or self::li or self::details or self::section or self::article or self::dl or self::main][1]"
# What says in any sentence that something must be done by a day
COUNTED = re.compile(r"last day that leaves|\bclos(?:es?|ed) (?:on|at) .{0,40}20\d\d|\bis due (?:on|by) .{0,30}20\d\d")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    with django_db_blocker.unblock(), built_world(tmp_path_factory) as built:
        law, own = Rule.objects.exclude(unit=RuleUnit.POUNDS).get().provision, LocalRule.objects.get().provision
        for notice in HostNotice.objects.select_related("host__body").filter(taken_back_on__isnull=True):
            LocalRuleFactory(body=notice.host.body, key=HOST_NOTICE, number=6, unit=RuleUnit.MONTHS)
        Rule.objects.update(provision=LAW, is_verified=False)
        LocalRule.objects.update(provision=OWN)
        assert refresh_duties()
        # What was met keeps the rule that it was met under: it is made to speak as the open ones do
        Obligation.objects.filter(provision=law).exclude(subject_kind="sample").update(provision=LAW, is_verified=False)
        Obligation.objects.filter(provision=own).exclude(subject_kind="sample").update(provision=OWN)
        yield built


def pages(world: World, row: Row) -> Iterator[tuple[str, str]]:
    """Each answer with words in it: who read it where, and the text."""
    for place in row.places:
        for person in READERS:
            if expected(row, place, person, "GET") == 200:
                seen = ask(world, person, "GET", address(world, row.route, place) + row.query)
                if seen.answer == 200:
                    yield f"{row.route}{row.query} {'/'.join(place)}, {person}", seen.text


def faults(world: World, text: str) -> Iterator[str]:
    """Deadlines in a text without their provision, and unverified ones that do not say so."""
    if text.lstrip().startswith("<!DOCTYPE") or text.lstrip().startswith("<html"):
        yield from _faults_of_page(html.document_fromstring(text.partition("\n{'Content-Type'")[0]))
    elif "BEGIN:VCALENDAR" in text:
        events = re.sub(r"\r?\n[ \t]", "", text).split("BEGIN:VEVENT")[1:]
        yield from _faults_of_lines(events)
    else:
        yield from _faults_of_lines(text.splitlines())


def _faults_of_page(page: Any) -> Iterator[str]:
    yield from _faults_of_folds(page)
    yield from _faults_of_sentences(page)
    yield from _faults_of_rows(page)


def _faults_of_folds(page: Any) -> Iterator[str]:
    for fold in page.xpath("//details[contains(summary, 'How this date is worked out')]"):
        words = " ".join(fold.text_content().split())
        if not _provision(words):
            yield f"no provision in: {words[:200]}"
        elif LAW in words and UNVERIFIED not in words.lower():
            yield f"does not say that it is not verified: {words[:200]}"


def _faults_of_sentences(page: Any) -> Iterator[str]:
    for main in page.xpath("//main"):
        words = " ".join(main.text_content().split())
        if (sentence := COUNTED.search(words)) and not _provision(words):
            yield f"no provision on a page that says: {words[max(0, sentence.start() - 60) : sentence.end() + 60]}"


def _faults_of_rows(page: Any) -> Iterator[str]:
    for thing, title, provision in _due():
        for element in page.xpath(f"//main//*[text()[contains(., '{title}')]]"):
            if element.xpath("ancestor-or-self::h1"):
                box = element.xpath("ancestor::main")[0]
            else:
                box = element.xpath(BOX)[0]
            yield from _missing(thing, " ".join(box.text_content().split()), provision)


def _faults_of_lines(lines: list[str]) -> Iterator[str]:
    for line in lines:
        for thing, title, provision in _due():
            if title in line:
                yield from _missing(thing, line, provision)
        if re.search(r"SUMMARY:.*(close|Publish the agenda)", line) and not _provision(line):
            yield f"no provision in: {line[:300]}"
        if LAW in line.replace("\\", "") and UNVERIFIED not in line.lower():
            yield f"does not say that it is not verified: {line[:300]}"


def _missing(thing: str, words: str, provision: str) -> Iterator[str]:
    if provision not in words:
        yield f"due {thing} without its provision: {words[:200]}"
    if thing == "unverified" and UNVERIFIED not in words.lower():
        yield f"due {thing} does not say that it is not verified: {words[:200]}"


def _provision(words: str) -> bool:
    plain = words.replace("\\", "")
    return LAW in plain or OWN in plain or any(provision in plain for _thing, _title, provision in _due())


def _due() -> list[tuple[str, str, str]]:
    return [
        (thing, word(state, f"due {thing}", "title"), word(state, f"due {thing}", "provision"))
        for state, thing in SEEN_OF_OBLIGATIONS
    ]


READ = [row for row in TABLE if row.get != 405]


@pytest.mark.parametrize("row", READ, ids=lambda row: f"{row.route}{row.query}-{row.places[0][0]}")
def test_every_deadline_names_its_provision(world, row):
    found = [f"{where}: {fault}" for where, text in pages(world, row) for fault in faults(world, text)]

    assert found == [], "\n".join(found[:20])


def test_walk_comes_by_deadlines_at_all(world):
    """The test above would pass on pages that show none."""
    assert Obligation.objects.filter(provision=LAW, is_verified=False).exists()
    rows = {row.route: row for row in TABLE if row.route in ("panels:obligation-list", "area-home", "meetings:agenda-publish")}
    texts = [text for row in rows.values() for _where, text in pages(world, row)]

    assert any(word("here", "due unverified", "title") in text for text in texts)
    assert any(LAW in text for text in texts)
    assert any(OWN in text for text in texts)


@pytest.mark.parametrize("broken", [
    "<main><details><summary>How this date is worked out</summary>Thu 10 Mar: counts</details></main>",
    f"<main><details><summary>How this date is worked out</summary>{LAW}</details></main>",
    f"<main><table><tr><td>{word('here', 'due staff', 'title')}</td></tr></table></main>",
    f"<main><table><tr><td>{word('here', 'due unverified', 'title')}</td>"
    f"<td>{word('here', 'due unverified', 'provision')}</td></tr></table></main>",
])  # fmt: skip
def test_walk_notices_a_deadline_without_its_rule(broken):
    assert list(_faults_of_page(html.document_fromstring(f"<html><body>{broken}</body></html>")))
