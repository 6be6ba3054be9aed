"""What is left to do for a meeting: the parts until its agenda is out, what comes after, and what is nearest."""

from dataclasses import replace
from datetime import date

import pytest

from documents.choices import Access
from meetings import rules
from meetings.choices import ApprovalStatus, ItemState
from tests.meetings.test_rules import GOOD, GOOD_ITEM, PRIVATE

WAITS = rules.OutstandingReport(3, "Olive Office", has_come=False)
CAME = replace(WAITS, has_come=True)
LATE = replace(WAITS, is_late=True)
FOUND = rules.OpenFindings("update", "Update", 2)
TODAY = date(2022, 3, 9)


def steps(**change):
    return {step.key: step for step in rules.steps_before(replace(GOOD, **change))}


def said(step):
    return step.state, step.hint, step.mend, step.target


def test_everything_done_leaves_the_publishing():
    found = steps()

    assert list(found) == ["agenda", "papers", "findings", "front", "pack", "publish"]
    assert [key for key, step in found.items() if not step.is_done] == ["publish"]
    assert said(found["publish"]) == ("Due today", "Nothing is in the way", "publish", "")


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        pytest.param([GOOD_ITEM], ("Complete", "1 of 1 in.", "agenda", ""), id="in"),
        pytest.param([replace(GOOD_ITEM, needs_paper=False, paper_count=0)],
                     ("Complete", "No item needs a paper", "agenda", ""), id="none needed"),
        pytest.param([GOOD_ITEM, replace(GOOD_ITEM, paper_count=0)],
                     ("In progress", "1 of 2 in.", "agenda", ""), id="one missing"),
        pytest.param([replace(GOOD_ITEM, paper_count=0, reports=[WAITS])],
                     ("Not started", "0 of 1 in.", "requests", ""), id="asked for"),
        pytest.param([GOOD_ITEM, replace(GOOD_ITEM, paper_count=0, reports=[LATE])],
                     ("1 late", "1 of 2 in. Late: Olive Office.", "requests", ""), id="late"),
        pytest.param([replace(GOOD_ITEM, paper_count=0, reports=[CAME])],
                     ("1 to decide", "0 of 1 in.", "requests", ""), id="came"),
        pytest.param([GOOD_ITEM, replace(GOOD_ITEM, paper_count=0, reports=[WAITS], state=ItemState.TO_FOLLOW)],
                     ("Complete", "1 of 1 in. 1 is to follow.", "requests", ""), id="to follow"),
    ],
)  # fmt: skip
def test_papers_are_counted(items, expected):
    assert said(steps(items=items)["papers"]) == expected


def test_papers_stand_under_their_deadline_while_one_is_missing():
    missing = steps(items=[replace(GOOD_ITEM, paper_count=0)])

    assert (missing["papers"].deadline, steps()["papers"].deadline) == (rules.DRAFTS, "")
    assert missing["publish"].deadline == rules.NOTICE


def test_findings_lead_to_the_first_paper():
    found = steps(items=[replace(GOOD_ITEM, findings=[FOUND])])["findings"]

    assert said(found) == ("2 to review", "Update: 2", "findings", "update")


def test_private_items_are_a_part_where_there_are_any():
    explained = replace(PRIVATE, neutral_title="Staffing", exempt_paragraph=1, public_interest_reason="One person")

    assert steps(items=[explained])["private"].is_done
    unexplained = steps(items=[replace(PRIVATE, slug="staffing")])["private"]
    assert (unexplained.state, unexplained.mend, unexplained.target) == ("3 to decide", "privacy", "staffing")


@pytest.mark.parametrize(
    ("status", "is_current", "state"),
    [
        pytest.param("", False, "Not started", id="nobody asked"),
        pytest.param(ApprovalStatus.ASKED, True, "With the Chair", id="asked"),
        pytest.param(ApprovalStatus.ASKED, False, "Out of date", id="changed since"),
        pytest.param(ApprovalStatus.RETURNED, True, "1 to answer", id="returned"),
        pytest.param(ApprovalStatus.APPROVED, False, "Out of date", id="approved, then changed"),
        pytest.param(ApprovalStatus.APPROVED, True, "Complete", id="approved"),
    ],
)
def test_approval_is_a_part_where_a_rule_asks_for_it(status, is_current, state):
    assert steps(approval=rules.Approval(status, is_current))["approval"].state == state


@pytest.mark.parametrize(
    ("packs", "state", "mend"),
    [
        pytest.param([rules.PackState("A", True, True, 64)], "Complete", "packs", id="current"),
        pytest.param([rules.PackState("A", True, False, 64)], "Out of date", "publish", id="stale"),
        pytest.param([rules.PackState("A", True, True), rules.PackState("B", False, False)], "Not started", "publish", id="one"),
    ],
)
def test_pack(packs, state, mend):
    assert (steps(packs=packs)["pack"].state, steps(packs=packs)["pack"].mend) == (state, mend)


def test_pack_under_way_leads_to_its_build():
    found = {step.key: step for step in rules.steps_before(GOOD, building="b1")}["pack"]

    assert (found.state, found.mend, found.target) == ("In progress", "build", "b1")


@pytest.mark.parametrize(
    ("change", "state"),
    [
        pytest.param({"today": date(2022, 3, 1)}, "Not started", id="time left"),
        pytest.param({"today": date(2022, 3, 1), "has_venue": False}, "Cannot start yet", id="blocked"),
        pytest.param({"today": date(2022, 3, 8), "has_venue": False}, "Due tomorrow", id="tomorrow"),
        pytest.param({"today": date(2022, 3, 10)}, "Missed", id="missed"),
        pytest.param({"last_day": None}, "Not started", id="no notice laid down"),
    ],
)
def test_publishing_says_how_near_it_is(change, state):
    assert steps(**change)["publish"].state == state


def test_afterwards_nothing_waits():
    assert rules.steps_after(rules.Afterwards()) == []


def test_afterwards_everything_that_waits_stands_in_order():
    waits = rules.Afterwards(
        reports=[("7", CAME), ("8", WAITS)], supplements=[(1, 2)], format_requests=3, building="", build_failed="b9"
    )
    asked = "report asked of Olive Office"

    assert [(step.title, *said(step)) for step in rules.steps_after(waits)] == [
        (f"Item 7: {asked}", "1 to decide", "It has come. Put it in a supplement, or return it", "request", "3"),
        (f"Item 8: {asked}", "In progress", "It is to follow", "request", "3"),
        ("Supplement 1", "Draft", "2 papers, not published", "supplement", "1"),
        ("Requests for another format", "3 to answer", "Somebody cannot use the papers as they are", "formats", ""),
        ("Packs were not made again", "Missing", "Nobody is served a pack until they are", "build", "b9"),
    ]


def test_urgency_is_missed_then_today_then_blocked_soon_then_next():
    days = {"missed": (date(2022, 3, 8), True), "today": (TODAY, False), "blocked": (date(2022, 3, 14), True),
            "ready, sooner": (date(2022, 3, 10), False), "blocked, far": (date(2022, 4, 20), True)}  # fmt: skip

    ranks = {name: rules.urgency(day, TODAY, is_blocked=blocked) for name, (day, blocked) in days.items()}

    assert sorted(ranks, key=ranks.__getitem__) == ["missed", "today", "blocked", "ready, sooner", "blocked, far"]


def test_an_item_that_is_withdrawn_waits_for_nothing():
    gone = replace(GOOD_ITEM, state=ItemState.WITHDRAWN, access=Access.PUBLIC, findings=[FOUND], reports=[LATE])

    found = steps(items=[GOOD_ITEM, gone])

    assert (found["papers"].state, found["findings"].state) == ("Complete", "Complete")
