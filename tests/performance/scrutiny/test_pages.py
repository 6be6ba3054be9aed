"""What everybody reads of scrutiny panels and the assurance library, and what the office does on their pages."""

import csv
import io
import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.models import Assurance, ScrutinySession
from performance.services import assurance, scrutiny
from tests.factories.performance import AssuranceFactory, FindingFactory, SessionFactory
from tests.performance.scrutiny.conftest import FINDINGS, TODAY

SESSION_ACTS = ["session-update", "findings-update", "answer-update", "session-publish", "session-hide"]
ASSURANCE_ACTS = ["assurance-update", "assurance-publish", "assurance-hide"]


def address(name, *args):
    return reverse(f"scrutiny:{name}", args=["northshire", *args])


def words(response):
    """The words of a page, without its tags."""
    assert response.status_code == 200
    text = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return " ".join(unescape(text).split())


def sent(client, url, **facts):
    """Send the form of a page as it stands, with what is typed; follow where it leads."""
    form = client.get(url).context["form"]
    kept = {name: form[name].value() for name in form.fields if name in ("version", "token")}
    return client.post(url, {**kept, **facts}, follow=True)


def day(name, on):
    return {f"{name}-{part}": getattr(on, part) for part in ("day", "month", "year")}


# Read -----------------------------------------------------------------------------------------------------------------


def test_the_list_has_findings_that_add_up_and_days_without_an_answer(client, session, panel):
    session(asked_on=date(2022, 2, 23))
    session(theme="Fingerprints", findings=(), cases=60, held_on=date(2022, 4, 20))
    session(theme="CANARY", public=False)

    text = words(client.get(address("panel-list")))

    assert "2 sessions" in text
    assert "22 = 6 + 9 + 7 6 appropriate; 9 appropriate with observations; 7 inappropriate" in text
    assert "No answer yet, 15 days" in text
    assert "20 Apr 2022 Planned Fingerprints Out of Court Panel 60 to be looked at" in text
    assert "CANARY" not in text


def test_each_panel_has_its_sessions_counted_once(client, session, panel):
    session(asked_on=date(2022, 2, 23))
    session(asked_on=date(2022, 2, 23), held_on=date(2022, 2, 1))
    session(held_on=date(2022, 4, 20), findings=())
    session(public=False)

    (row,) = client.get(address("panel-list")).context["panels"].page.object_list

    assert (row.sessions, row.last_on, row.next_on, row.unanswered) == (3, date(2022, 3, 2), date(2022, 4, 20), 2)


def test_the_list_is_narrowed_by_panel_day_and_answer(client, session):
    session(theme="asked", asked_on=date(2022, 2, 23))
    session(theme="answered", asked_on=TODAY, answered_on=TODAY, learning="It")
    session(theme="to come", held_on=date(2022, 4, 20), findings=())

    found = {
        query: [one.theme for one in client.get(f"{address('panel-list')}?{query}").context["table"].page]
        for query in ("answer=waiting", "answer=answered", "answer=not-asked", "when=planned", "panel=nowhere")
    }

    assert found == {
        "answer=waiting": ["asked"], "answer=answered": ["answered"], "answer=not-asked": ["to come"],
        "when=planned": ["to come"], "panel=nowhere": [],
    }  # fmt: skip


@pytest.mark.parametrize("name", ["panel-list", "assurance-list"])
def test_lists_cost_the_same_for_one_and_for_thirty(client, area, panel, name):
    counts = []
    for many in (1, 2, 27):
        for _one in range(many):
            FindingFactory.create_batch(3, session=SessionFactory(body=panel, published=True, cases=15))
            AssuranceFactory(area=area, published=True)
        client.get(address(name))
        with CaptureQueriesContext(connection) as found:
            client.get(address(name))
        counts.append(len(found))

    assert len(set(counts)) == 1
    assert counts[0] <= 12


def test_the_file_has_what_the_list_shows(client, session):
    session(theme="=CANARY", asked_on=date(2022, 2, 23))

    rows = list(csv.DictReader(io.StringIO(client.get(address("session-export", "csv")).content.decode())))

    assert [(one["Cases"], one["Theme"], one["The force’s answer"]) for one in rows] == [
        ("22", "'=CANARY", "No answer yet, 15 days")
    ]
    assert client.get(address("session-export", "exe")).status_code == 404


def test_a_session_tells_its_findings_and_what_the_force_says(client, session):
    one = session(asked_on=date(2022, 2, 23), answered_on=date(2022, 3, 9), learning="Better forms.", force_action="New forms.")

    text = words(client.get(one.get_absolute_url()))

    assert "Appropriate with observations 9 41%" in text
    assert "Together 22 100%" in text
    assert "Answered 9 Mar 2022" in text
    assert "Better forms." in text
    assert "New forms." in text


def test_what_is_private_is_the_offices_own(client, session, area, office, member):
    one = session(public=False)
    entry = AssuranceFactory(area=area)

    for who in (None, member):
        if who:
            client.force_login(who)
        assert [client.get(row.get_absolute_url()).status_code for row in (one, entry)] == [404, 404]
    client.force_login(office)
    assert "This session is not public" in words(client.get(one.get_absolute_url()))
    assert "This is not public" in words(client.get(entry.get_absolute_url()))


# Kept -----------------------------------------------------------------------------------------------------------------


def test_only_the_office_keeps_them(client, session, area, office, clerk):
    one, entry = session(), AssuranceFactory(area=area, published=True)
    pages = [address(name, one.slug) for name in SESSION_ACTS] + [address(name, entry.slug) for name in ASSURANCE_ACTS]
    pages += [address("session-create"), address("assurance-create")]

    assert {client.get(url).status_code for url in pages} == {302}
    client.force_login(clerk)
    assert {client.get(url).status_code for url in pages} == {403}
    client.force_login(office)
    assert {client.get(url).status_code for url in pages} == {200}


def test_a_session_is_entered_its_findings_and_answer_kept_and_published(client, office, panel):
    client.force_login(office)
    held = {**day("held_on", date(2022, 3, 2)), **day("ended_on", date(2022, 3, 3))}
    sent(client, address("session-create"), body=panel.slug, theme="Drug misuse", about="What", cases="22", **held)
    one = ScrutinySession.objects.get()

    lines = {f"words_{number}": text for number, (text, _count) in enumerate(FINDINGS, 1)}
    lines |= {f"count_{number}": str(count) for number, (_words, count) in enumerate(FINDINGS, 1)}
    sent(client, address("findings-update", one.slug), cases="22", **lines)
    sent(client, address("answer-update", one.slug), learning="Forms", **day("answered_on", TODAY))
    page = sent(client, address("session-publish", one.slug))

    assert "Session published" in words(page)
    one.refresh_from_db()
    assert (one.published_at is not None, one.learning, [row.count for row in one.findings.kept()]) == (True, "Forms", [6, 9, 7])


def test_a_finding_without_a_number_is_shown_on_the_form(client, office, session):
    one = session(public=False)
    client.force_login(office)

    text = words(sent(client, address("findings-update", one.slug), cases="22", words_1="Appropriate", count_2="9"))

    assert "Enter how many cases came to this finding" in text
    assert "Enter the finding, or take its number out" in text


def test_what_does_not_add_up_is_said_on_the_page_that_publishes(client, office, session):
    one = session(cases=21, public=False)
    client.force_login(office)

    text = words(sent(client, address("session-publish", one.slug)))

    assert "The findings make 22, and 21 cases were looked at" in text
    assert "The findings make 22" in words(client.get(one.get_absolute_url()))


def test_assurance_is_entered_changed_and_published(client, office, area):
    client.force_login(office)
    sent(client, address("assurance-create"), kind="audit", topic="Evidence stores", **day("on", TODAY))
    one = Assurance.objects.get()
    assert "Enter what it found" in words(sent(client, address("assurance-publish", one.slug)))

    same = {"kind": "audit", "topic": "Evidence stores", **day("on", TODAY)}
    sent(client, address("assurance-update", one.slug), about="Two of forty.", **same)
    sent(client, address("assurance-publish", one.slug))

    client.logout()
    assert "Two of forty." in words(client.get(one.get_absolute_url()))
    text = words(client.get(f"{address('assurance-list')}?kind=audit"))
    assert "1 entry" in text
    assert "Evidence stores Audit 10 Mar 2022" in text


def test_a_page_opened_before_a_change_is_told_of_it(client, office, session, area):
    one, entry = session(), AssuranceFactory(area=area, published=True)
    client.force_login(office)
    form = client.get(address("session-hide", one.slug)).context["form"]
    scrutiny.change_session(session=one, version=one.version, actor=office, theme="Other")
    assurance.change_assurance(assurance=entry, version=entry.version, actor=office, about="It")

    page = client.post(address("session-hide", one.slug), {"version": form["version"].value()})

    assert "Someone else saved this" in words(page)
    assert ScrutinySession.objects.get(pk=one.pk).published_at
