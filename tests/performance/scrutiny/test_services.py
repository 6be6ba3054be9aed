"""Sessions, their findings and answers, the assurance library, stated figures: what is kept, refused and told to the trail."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from performance.choices import AssuranceKind, Basis, StatedKind
from performance.models import CaseFinding, ScrutinySession
from performance.rules.scrutiny import days_waited, sum_words
from performance.services import assurance, scrutiny, stated_keeping
from performance.services.stated import checks_of
from tests.factories.performance import MeasureFactory, StatedFigureFactory
from tests.performance.scrutiny.conftest import FINDINGS, TODAY

PUBLIC = AnonymousUser()


def refused(do, **given):
    with pytest.raises(ValidationError) as found:
        do(actor=None, **given)
    return found.value


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def standing(session):
    return list(session.findings.kept().order_by("position").values_list("words", "count"))


# Findings -----------------------------------------------------------------------------------------------------------


def test_a_session_whose_findings_make_its_cases_is_published(session):
    one = session()

    assert one.published_at
    assert (sum_words([6, 9, 7]), one.cases) == ("22 = 6 + 9 + 7", 22)
    assert actions()[-1] == "performance.scrutiny_session_published"
    assert one.slug == "2022-03-02-out-of-court"


@pytest.mark.parametrize(
    ("findings", "cases", "words"),
    [
        (FINDINGS, 21, "The findings make 22, and 21 cases were looked at"),
        (FINDINGS, None, "Enter how many cases were looked at"),
        ((), 22, "22 cases were looked at, and no finding is entered"),
    ],
)
def test_one_that_does_not_add_up_is_not_published(session, findings, cases, words):
    one = session(findings=findings, cases=cases, public=False)

    problem = refused(scrutiny.publish_session, session=one, version=one.version)

    assert words in problem.messages[0]
    one.refresh_from_db()
    assert one.published_at is None


def test_a_planned_session_and_one_that_tells_no_number_are_published_without_findings(session):
    assert session(findings=(), cases=60, held_on=date(2022, 4, 20)).published_at
    assert session(findings=(), cases=None).published_at


def test_what_is_public_adds_up_after_every_change(session):
    one = session()

    refused(scrutiny.add_finding, session=one, words="Another", count=1)
    refused(scrutiny.change_session, session=one, version=one.version, cases=23)
    refused(scrutiny.set_findings, session=one, version=one.version, cases=22, findings=FINDINGS[:2])

    assert standing(one) == list(FINDINGS)
    assert ScrutinySession.objects.get(pk=one.pk).cases == 22


def test_findings_are_set_at_once_taken_out_and_put_back_by_their_words(session):
    one = session()

    one = scrutiny.set_findings(
        session=one, version=one.version, actor=None, cases=20, findings=[("inappropriate ", 14), ("Appropriate", 6)]
    )
    assert standing(one) == [("inappropriate", 14), ("Appropriate", 6)]
    one = scrutiny.set_findings(session=one, version=one.version, actor=None, cases=22, findings=FINDINGS)

    assert standing(one) == list(FINDINGS)
    assert CaseFinding.objects.filter(session=one).count() == 3


def test_a_finding_is_entered_once_and_a_stale_page_changes_nothing(session):
    one = session(public=False)
    twice = [("Appropriate", 6), ("APPROPRIATE", 16)]

    assert refused(scrutiny.set_findings, session=one, version=one.version, cases=22, findings=twice).code == "twice"
    stale = refused(scrutiny.set_findings, session=one, version=one.version - 1, cases=22, findings=FINDINGS)

    assert stale.code == "stale"


def test_only_a_scrutiny_panel_has_sessions(body):
    problem = refused(scrutiny.create_session, body=body, held_on=TODAY)

    assert problem.message_dict == {"body": ["Choose a scrutiny panel"]}


# The answer -----------------------------------------------------------------------------------------------------------


def test_the_force_is_asked_and_answers(session):
    one = session(asked_on=date(2022, 2, 23))
    assert days_waited(one, TODAY) == 15

    one = scrutiny.keep_answer(
        session=one, version=one.version, actor=None, learning="CANARY", force_action="CANARY", answered_on=date(2022, 3, 9)
    )

    assert days_waited(one, TODAY) is None
    event = AuditEntry.objects.latest("pk")
    assert (event.action, event.detail) == ("performance.scrutiny_answer_kept", {"held_on": "2022-03-02", "is_answered": True})


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"asked_on": date(2022, 3, 11)}, "asked_on"),
        ({"answered_on": TODAY}, "learning"),
        ({"learning": "Something"}, "answered_on"),
        ({"asked_on": TODAY, "answered_on": date(2022, 3, 9), "learning": "It"}, "answered_on"),
    ],
)
def test_an_answer_has_words_and_a_day_in_order(session, facts, field):
    one = session()

    problem = refused(scrutiny.keep_answer, session=one, version=one.version, **facts)

    assert set(problem.message_dict) == {field}


# Assurance ------------------------------------------------------------------------------------------------------------


def test_assurance_says_what_was_found_before_everybody_reads_it(area):
    one = assurance.create_assurance(area=area, actor=None, topic="Evidence stores", on=TODAY, kind=AssuranceKind.AUDIT)
    assert refused(assurance.publish_assurance, assurance=one, version=one.version).code == "empty"

    one = assurance.change_assurance(assurance=one, version=one.version, actor=None, about="Two of forty items.")
    one = assurance.publish_assurance(assurance=one, version=one.version, actor=None)
    refused(assurance.change_assurance, assurance=one, version=one.version, about="")
    one = assurance.hide_assurance(assurance=one, version=one.version, actor=None)

    assert one.published_at is None
    assert actions() == [
        f"performance.assurance_{done}" for done in ("created", "changed", "published", "hidden")
    ]  # fmt: skip


def test_two_of_one_topic_have_two_addresses(area):
    slugs = [assurance.create_assurance(area=area, actor=None, topic="Create", on=TODAY).slug for _again in range(2)]

    assert slugs == ["create-2", "create-3"]


# Stated figures -------------------------------------------------------------------------------------------------------


@pytest.fixture
def share(contacts):
    whole, part = (MeasureFactory(objective=contacts, title=title, released_until=TODAY) for title in ("Contacts", "High"))
    return {
        "objective": contacts, "title": "Share graded high", "kind": StatedKind.SHARE, "measures": [part],
        "of_measures": [whole], "started_on": date(2022, 1, 1), "ended_on": date(2022, 3, 6), "value": Decimal(19),
    }  # fmt: skip


def test_a_stated_figure_is_entered_changed_taken_out_and_put_back(share, contacts):
    row = stated_keeping.add_stated(actor=None, **share)
    row = stated_keeping.change_stated(row=row, version=row.version, actor=None, value=Decimal(20))
    assert [one.title for one in row.of_measures.all()] == ["Contacts"]

    row = stated_keeping.remove_stated(row=row, version=row.version, actor=None)
    assert checks_of([contacts], PUBLIC) == []
    stated_keeping.restore_stated(row=row, version=row.version, actor=None)

    assert [one.stated.value for one in checks_of([contacts], PUBLIC)] == [20]
    assert actions() == [f"performance.stated_figure_{done}" for done in ("added", "changed", "removed", "restored")]


def _level(contacts):
    return MeasureFactory(objective=contacts, basis=Basis.LEVEL)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"measures": []}, "measures"),
        ({"of_measures": []}, "of_measures"),
        ({"kind": StatedKind.SUM}, "of_measures"),
        ({"ended_on": date(2021, 12, 31)}, "ended_on"),
        ({"value": Decimal(101)}, "value"),
        ({"value": Decimal("19.5")}, "value"),
        ({"measures": "level"}, "measures"),
        ({"measures": "elsewhere"}, "measures"),
    ],
)
def test_a_stated_figure_that_cannot_be_checked_is_refused(share, contacts, facts, field):
    others = {"level": _level, "elsewhere": lambda _one: MeasureFactory()}
    if (named := facts.get("measures")) in ("level", "elsewhere"):
        facts = {"measures": [others[named](contacts)]}

    problem = refused(stated_keeping.add_stated, **{**share, **facts})

    assert set(problem.message_dict) == {field}


def test_what_was_taken_out_is_not_changed(contacts):
    row = StatedFigureFactory(objective=contacts, measures=[MeasureFactory(objective=contacts)])
    row = stated_keeping.remove_stated(row=row, version=row.version, actor=None)

    assert refused(stated_keeping.change_stated, row=row, version=row.version, title="Other").code == "removed"
