"""Steps that every kind of case shares: when each is open, why not, and that what the law asks names its provision."""

from datetime import date, datetime, time
from types import SimpleNamespace

import pytest
from django.urls import reverse

from decisions.choices import ASKED, CaseKind, CaseStatus, ReportStatus
from decisions.rules import common_steps as common
from decisions.rules.facts import CaseFacts
from decisions.rules.parts import step_by, warning_by
from decisions.rules.steps import stages_of, steps_of, warnings_of
from interface.clock import LONDON

TODAY = date(2022, 2, 3)
SENT = datetime.combine(TODAY, time(12), LONDON)
RULE = SimpleNamespace(provision="SI 2012/2271, regulation 4(1)", is_verified=True)


def _case(kind=CaseKind.PLAN, status=CaseStatus.NOTIFIED, **facts):
    usual = {
        "kind": kind, "status": status, "shared_at": SENT, "published_at": None, "from_on": None, "until_on": None,
        "due_on": None, "outcome_on": None, "outcome": "", "opened_on": TODAY, "year": 2022, "ends_year": 2025, "concerns": "",
        "is_variation": False, "about": "", "pk": 1, "area": SimpleNamespace(nation="england", policing_body="pcc"),
        "body": SimpleNamespace(kind="panel", name="Panel"),
    }  # fmt: skip
    return SimpleNamespace(**usual | facts)


def _facts(case=None, rules=None, **rows):
    empty = dict.fromkeys(("notices", "meetings", "votes", "reports", "responses", "elections"), ())
    return CaseFacts(case=case or _case(), rules=rules or {}, today=TODAY, **empty | rows)


def _report(status, **facts):
    return SimpleNamespace(number=1, status=status, issued_on=TODAY, position="support", was_late=False, pk=1, **facts)


NOTICE = SimpleNamespace(kind="proposal", received_on=TODAY, number=1, pk=1)
HELD = SimpleNamespace(meeting=SimpleNamespace(held_on=TODAY, status="held"))
COMING = SimpleNamespace(meeting=SimpleNamespace(held_on=date(2022, 3, 1), status="published"))
OFF = SimpleNamespace(meeting=SimpleNamespace(held_on=date(2022, 2, 1), status="cancelled"))


@pytest.mark.parametrize(
    ("step", "rows", "why_not"),
    [
        (common.record_vote, {"meetings": [HELD]}, ""),
        (common.record_vote, {"meetings": [COMING, OFF]}, "no meeting of this case has been held yet"),
        (common.write_report, {}, "nothing has been received from the Commissioner"),
        (common.write_report, {"notices": [NOTICE]}, ""),
        (
            common.write_report, {"notices": [NOTICE], "reports": [_report(ReportStatus.ISSUED)]},
            "the report has been sent, and stays as it is",
        ),
        (common.issue_report, {"notices": [NOTICE]}, "the report is not written yet"),
        (common.issue_report, {"reports": [_report(ReportStatus.DRAFT)]}, ""),
        (common.issue_report, {"reports": [_report(ReportStatus.ISSUED)]}, "it was sent on Thursday 3 February 2022"),
        (common.publish_report, {"reports": [_report(ReportStatus.DRAFT)]}, "no report waits to be published"),
        (common.publish_report, {"reports": [_report(ReportStatus.ISSUED)]}, ""),
        (common.enter_response, {"reports": [_report(ReportStatus.DRAFT)]}, "the panel has not sent its report"),
        (common.enter_response, {"reports": [_report(ReportStatus.ISSUED)]}, ""),
        (common.publish_response, {}, "no response waits to be published"),
        (common.publish_response, {"responses": [SimpleNamespace(published_at=None, number=4, report_id=1)]}, ""),
        (common.withdraw, {}, ""),
        (common.reopen, {}, "it has not ended"),
    ],
)  # fmt: skip
def test_step_is_open_or_says_why_not(step, rows, why_not):
    made = step(_facts(**rows))
    assert (made.is_open, made.why_not) == (not why_not, why_not)


def test_request_is_answered_once_it_was_sent():
    unsent = _facts(_case(CaseKind.INFORMATION, shared_at=None))
    assert common.enter_response(unsent).why_not == "the request has not been sent"
    assert common.enter_response(_facts(_case(CaseKind.INFORMATION))).is_open


@pytest.mark.parametrize("kind", list(CaseKind))
def test_every_kind_says_where_it_is_and_what_comes_next(kind):
    facts = _facts(_case(kind, CaseStatus.NOTIFIED, shared_at=None if kind in ASKED else SENT))
    assert stages_of(facts)
    assert any(step.is_open for step in steps_of(facts))
    assert all(step.why_not for step in steps_of(facts) if not step.is_open)
    assert isinstance(warnings_of(facts), list)


@pytest.mark.parametrize("kind", list(CaseKind))
def test_every_step_leads_to_a_page_that_is_there(kind):
    for step in steps_of(_facts(_case(kind))):
        assert reverse(step.route, args=["avon", str(kind), "slug", *step.args])


@pytest.mark.parametrize("kind", list(CaseKind))
@pytest.mark.parametrize("status", [CaseStatus.CLOSED, CaseStatus.WITHDRAWN])
def test_nothing_but_publishing_and_opening_again_is_open_in_what_has_ended(kind, status):
    ended = _case(kind, status, outcome_on=TODAY, outcome="done")
    is_open = {step.key for step in steps_of(_facts(ended)) if step.is_open}
    assert "reopen" in is_open
    assert is_open <= {"reopen", "publish", "publish-report", "publish-response"}


def test_main_steps_stand_first_and_closed_ones_last():
    made = steps_of(_facts(_case(CaseKind.PRECEPT)))
    ranks = [(not step.is_open, not step.is_main) for step in made]
    assert ranks == sorted(ranks)


def test_missing_rule_is_not_verified():
    assert step_by("key", "Title", "Effect", RULE, "route").is_verified
    assert step_by("key", "Title", "Effect", None, "route").is_verified is False
    assert warning_by("Words", None, "late").is_verified is False
    assert warning_by("Words", RULE, "late").provision == RULE.provision
