"""Awards out of files: all or none, known again, by the penny; what is wrong is told by row and column."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from commissioning.choices import AwardKind, AwardStatus, CameFrom, Vat
from commissioning.models import Award, Provider
from commissioning.rules.award_rows import AwardRow, Brought, row_problems
from commissioning.services.awards import bring_in_awards, preview_awards
from tests.commissioning.awards.awarding import DAY
from tests.factories.commissioning import FundFactory

ROW = AwardRow(
    kind=AwardKind.GRANT, title="Youth club", provider_name="Helping Hands", amount=Decimal("812.35"), vat=Vat.OUTSIDE,
    awarded_on=DAY, charity_number="1118907", publish=True,
)  # fmt: skip


@pytest.fixture
def bring(area, office):
    def bring(*rows, service=bring_in_awards):
        return service(area=area, rows=rows, actor=office, came_from=CameFrom.TABLE)

    return bring


def problems(bring, *rows):
    with pytest.raises(ValidationError) as refused:
        bring(*rows)
    return [(one.params["row"], one.params["column"]) for one in refused.value.error_list]


def test_a_row_becomes_a_public_award(bring):
    assert bring(ROW) == Brought(made=1, changed=0, same=0)

    one = Award.objects.get()
    assert (one.reference, one.title, one.amount, one.status) == (
        "G-2022-001",
        "Youth club",
        Decimal("812.35"),
        AwardStatus.AWARDED,
    )
    assert (one.came_from, one.is_out, one.provider.charity_number) == (CameFrom.TABLE, True, "1118907")
    assert one.provider.published_at is not None


def test_the_same_file_again_changes_nothing(bring, area):
    rows = [
        ROW,
        replace(ROW, title="Night bus", their_identifier="360G-x-1"),
        replace(ROW, kind="contract", awarded_on=None, publish=False),
    ]
    bring(*rows)
    before = list(Award.objects.order_by("pk").values())

    assert bring(*rows) == Brought(made=0, changed=0, same=3)
    assert list(Award.objects.order_by("pk").values()) == before


def test_two_equal_lines_are_two_awards(bring):
    assert bring(ROW, ROW) == Brought(made=2, changed=0, same=0)
    assert bring(ROW, ROW) == Brought(made=0, changed=0, same=2)


def test_a_reference_or_an_identifier_finds_the_award_to_change(bring):
    bring(replace(ROW, their_identifier="360G-x-1"))

    changed = replace(ROW, their_identifier="360G-x-1", amount=Decimal("0.10"))
    assert bring(changed) == Brought(made=0, changed=1, same=0)
    assert bring(replace(changed, reference="G-2022-001", title="Boxing club")) == Brought(made=0, changed=1, same=0)
    one = Award.objects.get()
    assert (one.title, one.amount, one.version) == ("Boxing club", Decimal("0.10"), 3)


def test_a_reference_of_another_register_is_kept(bring):
    bring(replace(ROW, reference="G-2018-004"), replace(ROW, title="B", awarded_on=date(2018, 3, 1)))

    assert sorted(Award.objects.values_list("reference", flat=True)) == ["G-2018-004", "G-2018-005"]


def test_a_wrong_row_keeps_none(bring):
    wrong = [replace(ROW, amount=Decimal("1.005")), replace(ROW, title=""), replace(ROW, fund="no-such-fund")]

    assert problems(bring, ROW, *wrong[:2]) == [(2, "amount"), (3, "title")]
    assert problems(bring, ROW, wrong[2]) == [(2, "fund")]
    assert problems(bring, ROW, replace(ROW, charity_number="12")) == [(2, "charity_number")]
    assert problems(bring, ROW, replace(ROW, source_url="nonsense")) == [(2, "source_url")]
    assert not Award.objects.exists()
    assert not Provider.objects.exists()
    assert not AuditEntry.objects.filter(action="commissioning.awards_brought_in").exists()


@pytest.mark.parametrize(
    ("facts", "column"),
    [
        pytest.param({"kind": "loan"}, "kind", id="kind"),
        pytest.param({"vat": "some"}, "vat", id="vat"),
        pytest.param({"amount": Decimal("NaN")}, "amount", id="no number"),
        pytest.param({"amount": Decimal("-1")}, "amount", id="less than nothing"),
        pytest.param({"amount": Decimal("1000000000000")}, "amount", id="too large"),
        pytest.param({"awarded_on": None}, "awarded_on", id="public without a day"),
        pytest.param({"started_on": date(2022, 3, 2), "ended_on": date(2022, 3, 1)}, "ended_on", id="ends first"),
        pytest.param({"reference": "C-2022-001"}, "reference", id="the other kind"),
        pytest.param({"reference": "17"}, "reference", id="no reference"),
        pytest.param({"provider_name": "x" * 201}, "provider_name", id="too long"),
    ],
)
def test_what_is_wrong_with_a_line(facts, column):
    assert list(row_problems(replace(ROW, **facts))) == [column]


def test_a_line_that_names_an_award_twice_is_refused(bring):
    rows = [replace(ROW, their_identifier="360G-x-1"), replace(ROW, their_identifier="360G-x-1", title="B")]

    assert problems(bring, *rows) == [(2, "their_identifier")]


def test_a_cancelled_award_is_not_brought_back(bring):
    bring(ROW)
    Award.objects.update(status=AwardStatus.CANCELLED, cancelled_why="Given back")

    assert problems(bring, replace(ROW, reference="G-2022-001", title="B")) == [(1, "reference")]


def test_the_preview_tells_and_keeps_nothing(bring):
    assert bring(ROW, service=preview_awards) == Brought(made=1, changed=0, same=0)
    assert not Award.objects.exists()
    assert not Provider.objects.exists()


def test_a_funder_becomes_the_whole_share(bring, area):
    fund = FundFactory(area=area, slug="community")
    bring(replace(ROW, funder="Ministry of Justice", fund="community"))

    one = Award.objects.get()
    assert (one.fund, [(share.funder, share.percent) for share in one.shares.all()]) == (fund, [("Ministry of Justice", 100)])


def test_the_state_follows_the_dates(bring):
    bring(
        replace(ROW, title="over", started_on=date(2021, 4, 1), ended_on=date(2022, 3, 9)),
        replace(ROW, title="live", started_on=date(2021, 4, 1), ended_on=date(2022, 3, 10)),
        replace(ROW, title="draft", awarded_on=None, publish=False),
    )

    assert dict(Award.objects.values_list("title", "status")) == {"over": "ended", "live": "live", "draft": "draft"}


def test_many_rows_cost_a_constant_number_of_queries(bring, django_assert_num_queries):
    def told(count, start):
        rows = [replace(ROW, title=f"Award {number}") for number in range(start, start + count)]
        with django_assert_num_queries(16):
            bring(*rows)

    bring(ROW)
    told(1, 0)
    told(30, 100)
