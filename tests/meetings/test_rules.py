from dataclasses import replace
from datetime import date, time
from types import SimpleNamespace

import pytest

from documents.choices import Access
from meetings import rules
from meetings.choices import ApprovalStatus, ItemKind, ItemState, MeetingKind, MeetingStatus, Publication
from meetings.rules import Lateness, Line

GOOD_ITEM = rules.ItemFacts(
    number="1", title="Update", kind=ItemKind.ITEM, state=ItemState.EXPECTED, access=Access.PUBLIC, needs_paper=True,
    paper_count=1, neutral_title="", exempt_paragraph=None, public_interest_reason="",
)  # fmt: skip
GOOD = rules.Readiness(
    status=MeetingStatus.DRAFT, held_on=date(2022, 3, 17), today=date(2022, 3, 9), has_venue=True, items=[GOOD_ITEM],
    member_count=17, has_contact=True, packs=[rules.PackState("Public edition", True, True)],
    last_day=date(2022, 3, 9), clear_days_required=5,
)  # fmt: skip
PRIVATE = replace(GOOD_ITEM, number="14", access=Access.EXEMPT)
STALE = "The pack was built before the last change. Build it again"
LATE = "The last day that leaves 5 clear days was Wednesday 9 March 2022. Say why the agenda opens late, or change the date"


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        pytest.param({}, [], id="nothing is wrong on the last day"),
        pytest.param({"items": []}, ["Add at least one agenda item"], id="empty"),
        pytest.param(
            {"items": [replace(GOOD_ITEM, kind=ItemKind.HEADING, needs_paper=False)]},
            ["Add at least one agenda item"],
            id="a heading is no item",
        ),
        pytest.param(
            {"items": [replace(GOOD_ITEM, number="9", paper_count=0)]},
            ["Item 9 has no paper. Add one, or say that none is needed"],
            id="paper missing",
        ),
        pytest.param({"items": [replace(GOOD_ITEM, paper_count=0, state=ItemState.TO_FOLLOW)]}, [], id="paper to follow"),
        pytest.param({"items": [replace(GOOD_ITEM, paper_count=0, needs_paper=False)]}, [], id="no paper needed"),
        pytest.param(
            {"items": [PRIVATE]},
            [
                "Item 14: Choose the paragraph of Schedule 12A",
                "Item 14: Enter the title that the public sees",
                "Item 14: Say why the public interest is in withholding it",
            ],
            id="private and unexplained",
        ),
        pytest.param(
            {"items": [replace(GOOD_ITEM, papers_out_of_step=1)]},
            ["A paper of item 1 is not as private as its item. Save the item again"],
            id="paper more open than its item",
        ),
        pytest.param({"today": date(2022, 3, 10)}, [LATE], id="late"),
        pytest.param({"today": date(2022, 3, 10), "lateness": Lateness()}, [LATE], id="late, and nothing is said"),
        pytest.param({"today": date(2022, 3, 10), "lateness": Lateness("urgent", "Storm")}, [LATE], id="nobody certified"),
        pytest.param({"today": date(2022, 3, 10), "lateness": Lateness("urgent", "Storm", "A Chair")}, [], id="late and urgent"),
        pytest.param({"today": date(2022, 3, 10), "lateness": Lateness("short-notice", "Storm")}, [], id="at shorter notice"),
        pytest.param({"today": date(2022, 3, 16), "last_day": None}, [], id="no notice laid down"),
        pytest.param({"has_venue": False}, ["Say where the meeting is held"], id="no place"),
        pytest.param(
            {"today": date(2022, 3, 18), "last_day": None},
            ["The date of the meeting has passed. Change the date"],
            id="over",
        ),
        pytest.param({"has_contact": False}, ["Name a contact officer for the day of publication"], id="no contact"),
        pytest.param(
            {"member_count": 0},
            ["Nobody is a member of the body on the date of the meeting. Add its members"],
            id="no members",
        ),
        pytest.param(
            {"packs": [rules.PackState("Public edition", False, False)]},
            ["The public edition is not built"],
            id="no pack",
        ),
        pytest.param({"packs": [rules.PackState("A", True, False), rules.PackState("B", True, False)]}, [STALE], id="stale pack"),
        pytest.param({"status": MeetingStatus.CANCELLED}, ["The agenda is not open: the meeting is cancelled"], id="cancelled"),
        pytest.param(
            {"items": [], "has_venue": False, "has_contact": False},
            [
                "Say where the meeting is held",
                "Add at least one agenda item",
                "Name a contact officer for the day of publication",
            ],
            id="everything at once",
        ),
    ],
)
def test_publication_problems(change, problems):
    assert rules.publication_problems(replace(GOOD, **change)) == problems


REPORT = rules.OutstandingReport(3, "Olive Office", has_come=False)
FOUND = rules.OpenFindings("update", "Update", 2)


def _answers(check):
    return [(one.words, one.mend, one.key, one.act, one.item) for one in check.problems], check.is_answered_here


def _check(key, **change):
    return {check.key: check for check in rules.publication_checks(replace(GOOD, **change))}[key]


@pytest.mark.parametrize(
    ("report", "words"),
    [
        pytest.param(REPORT, "has not come. Tick below that it is to follow, or wait", id="not come"),
        pytest.param(replace(REPORT, is_late=True), "is late. Ask for it, or tick below that it is to follow", id="late"),
        pytest.param(replace(REPORT, has_come=True), "has come. Put it on the agenda, or return it", id="came"),
    ],
)
def test_a_report_that_is_outstanding_leads_to_its_page_or_is_to_follow(report, words):
    item = replace(GOOD_ITEM, paper_count=0, slug="update", reports=[report])

    said = f"Item 1: the report asked of Olive Office {words}"
    assert _answers(_check("reports", items=[item])) == ([(said, "request", "3", "to-follow", "update")], True)
    assert _check("papers", items=[item]).problems == []
    assert _check("reports", items=[item], reports_follow=True).problems == []
    assert _check("reports", items=[replace(item, state=ItemState.TO_FOLLOW)]).problems == []


def test_findings_are_decided_or_published_on_a_name():
    items = [replace(GOOD_ITEM, findings=[FOUND])]

    said = "Item 1: “Update” has 2 findings to decide. Decide them, or say below who answers for them"
    assert _answers(_check("findings", items=items)) == ([(said, "findings", "update", "", "")], True)
    named = _check("findings", items=items, override=rules.Override("A Lead", "The words are public"))
    assert (named.problems, named.found) == ([], "2 are published on the name of A Lead")
    half = _check("findings", items=items, override=rules.Override("A Lead", ""))
    assert len(half.problems) == 1
    assert _check("findings", items=[replace(items[0], state=ItemState.WITHDRAWN)]).problems == []


@pytest.mark.parametrize(
    ("status", "is_current", "words", "act"),
    [
        pytest.param("", False, "Ask the Chair to approve the agenda", "ask-chair", id="nobody asked"),
        pytest.param(ApprovalStatus.ASKED, True, "The Chair has not answered yet", "", id="asked"),
        pytest.param(ApprovalStatus.ASKED, False, "The agenda changed after it went to the Chair. Ask the Chair again",
                     "ask-chair", id="asked, then changed"),
        pytest.param(ApprovalStatus.RETURNED, True, "The Chair returned the agenda. Read the remarks, and ask again",
                     "ask-chair", id="returned"),
        pytest.param(ApprovalStatus.APPROVED, False, "The agenda changed after the Chair approved it. Ask the Chair again",
                     "ask-chair", id="approved, then changed"),
    ],
)  # fmt: skip
def test_approval_that_is_needed_is_in_the_way(status, is_current, words, act):
    check = _check("approval", approval=rules.Approval(status, is_current))

    assert _answers(check) == ([(words, "approval", "", act, "")], False)


def test_approval_that_stands_is_not_in_the_way():
    assert rules.publication_problems(replace(GOOD, approval=rules.Approval(ApprovalStatus.APPROVED, True))) == []


def test_packs_are_built_in_one_act_and_number_pages_alike():
    both = [rules.PackState("Public edition", False, False), rules.PackState("Members’ edition", False, False)]

    assert [problem.act for problem in _check("packs", packs=both).problems] == ["build", ""]
    pending = _check("editions", packs=both)
    assert (pending.problems, pending.state) == ([], "Cannot start yet")
    assert [one.mend for one in _check("editions", packs=both, editions_agree=False).problems] == ["agenda"]


def test_a_paper_that_fails_the_standard_is_told_and_keeps_nothing_back():
    check = _check("readable", unlike_the_standard=[("update", "Update")])

    assert (check.problems, check.state) == ([], "Complete")
    assert [(one.words, one.mend, one.key) for one in check.told] == [
        ("“Update” fails the standard for accessible PDF files. It is read as a web page", "paper", "update")
    ]


@pytest.mark.parametrize(
    ("status", "wanted", "may"),
    [
        ("draft", "announced", True),
        ("draft", "published", True),
        ("draft", "postponed", False),
        ("announced", "published", True),
        ("announced", "draft", False),
        ("published", "held", True),
        ("published", "cancelled", True),
        ("held", "cancelled", False),
        ("cancelled", "announced", False),
        ("postponed", "held", False),
    ],
)
def test_may_become(status, wanted, may):
    assert rules.may_become(status, wanted) is may


@pytest.mark.parametrize(
    ("kind", "publication"),
    [
        (MeetingKind.ORDINARY, Publication.PUBLIC),
        (MeetingKind.ANNUAL, Publication.PUBLIC),
        (MeetingKind.HEARING, Publication.PUBLIC),
        (MeetingKind.SUB_COMMITTEE, Publication.PUBLIC),
        (MeetingKind.DEVELOPMENT_DAY, Publication.NOTICE),
        (MeetingKind.PRIVATE_BRIEFING, Publication.MEMBERS),
        (MeetingKind.TRAINING, Publication.MEMBERS),
        ("unheard-of", Publication.MEMBERS),
    ],
)
def test_publication_for_every_kind(kind, publication):
    assert rules.publication_for(kind) == publication


@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        (MeetingKind.ORDINARY, "2022-03-17-panel"),
        (MeetingKind.HEARING, "2022-03-17-panel-confirmatory-hearing"),
        (MeetingKind.TRAINING, "2022-03-17-panel-training"),
    ],
)
def test_slug_for(kind, slug):
    assert rules.slug_for(date(2022, 3, 17), "panel", kind) == slug


LINES = [
    Line(1), Line(2, kind=ItemKind.HEADING), Line(3), Line(4, parent=3), Line(5, parent=3), Line(6, state=ItemState.WITHDRAWN),
    Line(7),
]  # fmt: skip


def test_numbers_skip_headings_and_withdrawn_items():
    assert rules.numbers(LINES, is_out=False) == {1: "1", 2: "", 3: "2", 4: "2.1", 5: "2.2", 6: "", 7: "3"}


def test_numbers_stay_as_printed_once_the_agenda_is_out():
    printed = [Line(1, number="1"), Line(2, number="2", state=ItemState.WITHDRAWN), Line(3, number="3")]

    assert rules.numbers(printed, is_out=True) == {1: "1", 2: "2", 3: "3"}


@pytest.mark.parametrize(
    ("key", "position", "order"),
    [
        pytest.param(1, 7, [2, 3, 4, 5, 6, 7, 1], id="to the end"),
        pytest.param(7, 1, [7, 1, 2, 3, 4, 5, 6], id="to the top"),
        pytest.param(3, 1, [3, 4, 5, 1, 2, 6, 7], id="with its sub-items"),
        pytest.param(7, 5, [1, 2, 3, 4, 5, 7, 6], id="never among another's sub-items"),
        pytest.param(5, 1, [1, 2, 3, 5, 4, 6, 7], id="a sub-item stays under its parent"),
        pytest.param(1, 99, [2, 3, 4, 5, 6, 7, 1], id="beyond the end"),
        pytest.param(1, 1, [1, 2, 3, 4, 5, 6, 7], id="where it is"),
    ],
)
def test_moved(key, position, order):
    assert rules.moved(LINES, key, position) == order


@pytest.mark.parametrize(
    ("key", "step", "order"),
    [
        pytest.param(3, -1, [1, 3, 4, 5, 2, 6, 7], id="up with its sub-items"),
        pytest.param(2, 1, [1, 3, 4, 5, 2, 6, 7], id="down past a whole block"),
        pytest.param(4, 1, [1, 2, 3, 5, 4, 6, 7], id="sub-item down"),
        pytest.param(1, -1, [1, 2, 3, 4, 5, 6, 7], id="up from the top"),
    ],
)
def test_moved_by_one(key, step, order):
    assert rules.moved_by_one(LINES, key, step) == order


@pytest.mark.parametrize(
    ("publication", "item", "access"),
    [
        (Publication.PUBLIC, Access.PUBLIC, Access.PUBLIC),
        (Publication.PUBLIC, Access.EXEMPT, Access.EXEMPT),
        (Publication.NOTICE, Access.PUBLIC, Access.MEMBERS),
        (Publication.MEMBERS, Access.PUBLIC, Access.MEMBERS),
        (Publication.MEMBERS, Access.EXEMPT, Access.EXEMPT),
    ],
)
def test_paper_access(publication, item, access):
    assert rules.paper_access(publication, item) == access


@pytest.mark.parametrize(
    ("publication", "is_out", "entitled", "reads"),
    [
        (Publication.PUBLIC, True, False, True),
        (Publication.PUBLIC, False, True, False),
        (Publication.NOTICE, True, False, False),
        (Publication.NOTICE, True, True, True),
        (Publication.MEMBERS, True, False, False),
    ],
)
def test_agenda_is_read_by(publication, is_out, entitled, reads):
    assert rules.agenda_is_read_by(publication, is_out=is_out, reads_restricted=entitled) is reads


@pytest.mark.parametrize(
    ("day", "holiday", "works", "problems"),
    [
        (date(2022, 3, 17), "", True, []),
        (
            date(2022, 4, 15),
            "Good Friday",
            False,
            ["Friday 15 April 2022 is a bank holiday. Choose another day or confirm"],
        ),
        (date(2022, 3, 19), "", False, ["Saturday 19 March 2022 is at a weekend. Choose another day or confirm"]),
        (date(2022, 3, 1), "", True, ["Tuesday 1 March 2022 has passed. Choose another day or confirm"]),
    ],
)
def test_date_problems(day, holiday, works, problems):
    found = rules.date_problems(day, today=date(2022, 3, 10), holiday=holiday, is_working_day=works)

    assert found == problems


def _meeting(kind, day, publication):
    return SimpleNamespace(held_on=day, starts_at=time(10, 30), publication=publication, get_kind_display=lambda: kind)


def test_next_meeting_text_names_the_next_public_one_and_open_private_days_before_it():
    following = [
        _meeting("Training", date(2022, 3, 21), Publication.MEMBERS),
        _meeting("Development day", date(2022, 3, 30), Publication.NOTICE),
        _meeting("Confirmatory hearing", date(2022, 4, 26), Publication.PUBLIC),
        _meeting("Ordinary meeting", date(2022, 6, 23), Publication.PUBLIC),
    ]

    assert rules.next_meeting_text(following, longest=400) == (
        "Confirmatory hearing, Tuesday 26 April 2022, 10:30am. Development day, Wednesday 30 March 2022: not open to the public."
    )


def test_next_meeting_text_stops_at_a_whole_meeting():
    days = [_meeting("Development day", date(2022, 4, day), Publication.NOTICE) for day in (1, 2, 3)]
    public = _meeting("Ordinary meeting", date(2022, 6, 23), Publication.PUBLIC)

    assert rules.next_meeting_text([*days, public], longest=170) == (
        "Ordinary meeting, Thursday 23 June 2022, 10:30am. "
        "Development day, Friday 1 April 2022: not open to the public. And others in the calendar."
    )


def test_next_meeting_text_says_when_none_is_announced():
    assert rules.next_meeting_text([], longest=400) == "No other meeting open to the public is announced."


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("7 Host authority report.pdf", "Host authority report"),
        ("Item 12.1 - cohorts_table.docx", "Cohorts table"),
        ("update.odt", "Update"),
        ("7.pdf", "7"),
    ],
)
def test_title_from_name(name, title):
    assert rules.title_from_name(name) == title
