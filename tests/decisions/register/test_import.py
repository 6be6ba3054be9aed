"""A register brought in: what it makes, what it may change, and how every wrong cell is named; all of it or nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from decisions.choices import CameFrom, DecisionStatus
from decisions.models import Decision, DecisionStep, NilReturn
from decisions.rules.decision_reading import read_row
from decisions.rules.decision_rows import COLUMNS, LONGEST
from decisions.services.register.importing import send_register
from decisions.services.register.logging import SERIES, log_decision
from panels.models import Counter
from tests.decisions.register.sheets import PUBLISHED, as_csv, as_xlsx, bring_in, problems
from tests.factories.panels import OfficeHolderFactory
from tests.factories.register import DecisionFactory, NilReturnFactory, SignedDecisionFactory

pytestmark = pytest.mark.django_db

TODAY = date(2022, 2, 3)


def test_limits_of_the_columns_are_those_of_the_register():
    limits = {name: Decision._meta.get_field(name).max_length for name in LONGEST}
    assert limits == LONGEST


def test_a_published_decision_comes_in_under_its_own_reference(today, area, office):
    holder = OfficeHolderFactory(area=area, name="Robin Vale", started_on=date(2016, 5, 12))
    made = bring_in(area, office, as_csv(PUBLISHED | {"maker_words": "Robin Vale", "is_significant": "no"}))

    assert (made.status, made.made, made.changed, made.problems) == ("done", 1, 0, [])
    kept = Decision.objects.get()
    assert (kept.reference, kept.status, kept.came_from) == ("2018/005", DecisionStatus.PUBLISHED, CameFrom.REGISTER)
    assert (kept.proposed_on, kept.signed_on, kept.published_on) == (date(2018, 4, 10), date(2018, 4, 10), date(2018, 4, 12))
    assert (kept.cost, kept.maker, kept.maker_words, kept.is_significant) == (Decimal("550000.00"), holder, "", False)
    assert kept.is_out
    steps = DecisionStep.objects.order_by("number").values_list("number", "kind", "before", "after", "taken_on")
    assert list(steps) == [
        (1, "propose", "", "proposed", date(2018, 4, 10)),
        (2, "sign", "proposed", "signed", date(2018, 4, 10)),
        (3, "publish", "signed", "published", date(2018, 4, 12)),
    ]
    assert kept.rows_made == 3


def test_the_counter_of_a_year_goes_on_after_the_highest_number(today, area, office):
    bring_in(area, office, as_csv(PUBLISHED | {"reference": "2022-007", "status": "Signed", "published_on": ""}))

    assert Counter.objects.get(area=area, series=SERIES, year=2022).last == 7
    assert log_decision(area=area, title="Next", actor=office).reference == "2022/008"


def test_a_year_that_the_portal_numbers_gets_no_gap_from_a_file(today, area, office):
    log_decision(area=area, title="First", actor=office)
    row = {"title": "Old", "status": "Proposed", "proposed_on": "2022-01-05"}
    made = bring_in(area, office, as_csv({"reference": "2022/002", **row}, {"reference": "2022/009", **row}))

    assert problems(made) == [(3, "Reference", "The portal numbers the decisions of 2022 itself. The next number is 2022/003")]
    assert Decision.objects.count() == 1
    assert Counter.objects.get(area=area, series=SERIES, year=2022).last == 1


def test_a_rescinded_decision_is_linked_to_the_later_one_of_the_file(today, area, office):
    rescinded = PUBLISHED | {"status": "Rescinded", "rescinded_by": "2018/009", "rescinded_on": "2018-06-01"}
    later = PUBLISHED | {"reference": "2018/009", "signed_on": "2018-05-30", "published_on": "2018-06-01"}
    made = bring_in(area, office, as_csv(rescinded, later))

    assert made.status == "done"
    first, second = Decision.objects.order_by("number")
    assert (first.status, first.rescinded_by, first.is_out) == (DecisionStatus.RESCINDED, second, True)
    assert [step.kind for step in first.steps.order_by("number")] == ["propose", "sign", "publish", "rescind"]


WRONG = {
    "a date": ({"signed_on": "31/2/2018"}, "Signed on", "“31/2/2018” is not a date. Write it as 17/3/2022"),
    "a state": ({"status": "Sealed"}, "State", "“Sealed” is not among: "),
    "an amount as text": (
        {"cost": "1.204,00"}, "Amount in pounds", "“1.204,00” is not an amount in pounds. Write it as 1204.50 or 1,204.50"
    ),
    "no title": ({"title": ""}, "Title", "Enter a title"),
    "a reference": ({"reference": "five"}, "Reference", "“five” is not a reference. Write it as 2018/005"),
    "no signature": ({"signed_on": ""}, "Signed on", "Fill this in: the state is “Published”"),
    "a day too early": (
        {"published_on": "2018-04-09"}, "Published on", "This day must not be before “Signed on”, Tuesday 10 April 2018"
    ),
    "a day to come": ({"published_on": "2022-02-04"}, "Published on", "This day must not be after today"),
    "a day of another state": ({"implemented_on": "2018-05-01"}, "Implemented on", "Take this out: the state is “Published”"),
    "an amount without need": (
        {"cost_kind": "No cost"}, "Amount in pounds", "Take the amount out, or say what it means under “Cost”"
    ),
    "no amount": ({"cost": ""}, "Amount in pounds", "Enter the amount in pounds"),
    "no public title": (
        {"access": "exempt", "exempt_paragraph": "3", "public_interest_reason": "Bids are open."},
        "Title that the public sees", "Enter the title that the public sees: the decision is private",
    ),
    "no paragraph": (
        {"exempt_text": "The bid.", "public_interest_reason": "Bids are open."}, "Paragraph of Schedule 12A",
        "Fill this in: something of the decision is private",
    ),
    "a paragraph": (
        {"exempt_paragraph": "12"}, "Paragraph of Schedule 12A",
        "“12” is not a paragraph of Schedule 12A. Enter a number from 1 to 7",
    ),
    "a rescinder that is not there": (
        {"status": "Rescinded", "rescinded_by": "2018/040", "rescinded_on": "2018-05-01"}, "Rescinded by",
        "2018/040 is not a signed decision of this file or of the register",
    ),
    "a rescinder of itself": (
        {"status": "Rescinded", "rescinded_by": "2018/005", "rescinded_on": "2018-05-01"}, "Rescinded by",
        "A decision cannot rescind itself",
    ),
    "too many letters": ({"officer": "x" * 161}, "Officer to ask", "It must be 160 letters or fewer, and has 161"),
    "an address": ({"source_url": "javascript:alert(1)"}, "Where the notice was published", "Enter an address like "),
    "yes or no": ({"is_significant": "maybe"}, "Of significant public interest", "“maybe” is neither Yes nor No"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_by_row_column_and_reason(today, area, office, name):
    cells, column, reason = WRONG[name]
    made = bring_in(area, office, as_csv({**PUBLISHED, "reference": "2018/004"}, PUBLISHED | cells))

    [(row, heading, words)] = problems(made)
    assert (made.status, row, heading) == ("refused", 3, column)
    assert words.startswith(reason)
    assert not Decision.objects.exists()
    assert not Counter.objects.filter(series=SERIES, last__gt=0).exists()


def test_headings_that_are_unknown_twice_or_missing_are_named(today, area, office):
    made = bring_in(
        area, office, as_xlsx(["Reference", "Titel", "State", "State"], ["2018/005", "Old", "Proposed", ""]), "a.xlsx"
    )

    assert problems(made) == [
        (1, "Titel", "We do not know this column. Take it out, or give it a heading from the list"),
        (1, "State", "This column is there twice"),
        (1, "Title", "This column is missing"),
    ]


def test_a_reference_that_stands_twice_names_the_row_before(today, area, office):
    made = bring_in(area, office, as_csv(PUBLISHED, PUBLISHED))

    assert problems(made) == [(3, "Reference", "2018/005 stands in row 2 already")]


def test_unsigned_decisions_are_changed_and_told_to_the_trail(today, area, office):
    kept = DecisionFactory(area=area, year=2021, number=3)
    row = {"reference": "2021/003", "title": "A better title", "status": "Proposed", "cost_kind": "Costs", "cost": "£21,000"}
    made = bring_in(area, office, as_csv(row))

    kept.refresh_from_db()
    assert (made.status, made.made, made.changed) == ("done", 0, 1)
    assert (kept.title, kept.cost, kept.summary) == (
        "A better title",
        Decimal("21000.00"),
        "A grant of £20,000 is made to the fund.",
    )
    assert AuditEntry.objects.filter(action="decisions.decision_changed").count() == 1


def test_a_step_is_never_taken_by_a_file(today, area, office):
    DecisionFactory(area=area, year=2018, number=5, title=PUBLISHED["title"], proposed_on=date(2018, 4, 1))
    made = bring_in(area, office, as_csv(PUBLISHED))

    words = "2018/005 is in the portal. Its steps are taken on its own page"
    assert {(column, reason) for _row, column, reason in problems(made)} >= {("State", words), ("Signed on", words)}
    assert Decision.objects.get().status == DecisionStatus.PROPOSED


def test_words_of_a_signed_decision_cannot_change(today, area, office):
    kept = SignedDecisionFactory(area=area, year=2018, number=5)
    row = {
        "reference": "2018/005", "title": "Other words", "status": "Signed", "signed_on": "2022-02-08",
        "signatory": kept.signatory,
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("decisions.services.register.importing.clock.today", lambda: date(2022, 3, 1))
        made = bring_in(area, office, as_csv(row))

    assert problems(made) == [(2, "Title", "2018/005 is signed. Its words cannot change")]
    kept.refresh_from_db()
    assert kept.title == "Grant to the night-time economy fund"


def test_a_file_that_says_the_same_changes_nothing(today, area, office):
    bring_in(area, office, as_csv(PUBLISHED))
    before = Decision.objects.values().get()
    made = bring_in(area, office, as_csv(PUBLISHED))

    assert (made.status, made.made, made.changed) == ("done", 0, 0)
    assert Decision.objects.values().get() == before


def test_signatures_of_a_file_take_nil_returns_back(today, area, office):
    nil = NilReturnFactory(area=area, started_on=date(2018, 4, 1), ended_on=date(2018, 4, 30))
    bring_in(area, office, as_csv(PUBLISHED))

    nil.refresh_from_db()
    assert nil.taken_back_why == "2018/005 was signed on Tuesday 10 April 2018"
    assert not NilReturn.objects.standing().exists()


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b"x"), ("a.csv", b"x" * 20_000_001)], ids=["kind", "size"])
def test_a_file_that_is_no_register_is_refused_at_once(today, area, office, name, data):
    with pytest.raises(ValidationError) as refusal:
        send_register(area=area, name=name, data=data, actor=office)
    assert list(refusal.value.message_dict) == ["file"]


def test_a_file_that_cannot_be_read_says_so(today, area, office):
    made = bring_in(area, office, b"no archive", "a.xlsx")
    assert problems(made) == [(0, "", "We could not read the file. Save it again as XLSX")]


def test_audit_holds_counts_and_no_word_of_the_file(today, area, office):
    bring_in(area, office, as_csv(PUBLISHED | {"title": "CANARY"}, PUBLISHED | {"reference": "x", "title": "CANARY"}))
    bring_in(area, office, as_csv(PUBLISHED | {"title": "CANARY"}))

    told = " ".join(str(entry.detail) for entry in AuditEntry.objects.all())
    assert AuditEntry.objects.filter(action__startswith="decisions.register_").count() == 5
    assert "CANARY" not in told


def test_every_column_has_a_reader():
    row = read_row(2, dict.fromkeys(COLUMNS, ""), TODAY)
    assert {problem.column for problem in row.problems} == {"Reference", "Title", "State"}
