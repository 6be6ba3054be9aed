"""What the councils give towards the cost of a panel in a year: the sums, the one form, the file."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from interface import clock
from interface.models import STALE
from panels.choices import ContributionStatus
from panels.models import Authority, Contribution
from panels.rules.hosts import Sum, financial_year, share_problems, shares_of, years_words
from panels.services.hosts import Share, keep_contributions, sheet_version
from tests.factories.arrangements import ContributionFactory
from tests.factories.panels import AuthorityFactory, RuleFactory
from tests.panels.arranging import READERS, acts_recorded, appointed, page, refused, rows_of, sent_of, statuses, url, words_of

TODAY = date(2022, 3, 17)
PENDING, AGREED, DECLINED, PAID = "pending", "agreed", "declined", "paid"


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def councils(panel):
    return [AuthorityFactory(area=panel.area, name=name, slug=name.lower()) for name in ("Bath", "Bristol", "Mendip")]


def keep(panel, *shares, version=1):
    return keep_contributions(body=panel, year=2022, version=version, shares=shares, actor=None)


@pytest.mark.parametrize(
    ("year", "words"), [(2022, "2022/23"), (2009, "2009/10"), (1999, "1999/00")], ids=["2022", "2009", "1999"]
)
def test_a_financial_year_in_words(year, words):
    assert years_words(year) == words


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2022, 3, 31), 2021), (date(2022, 4, 1), 2022), (date(2024, 2, 29), 2023)],
    ids=lambda value: str(value),
)
def test_the_financial_year_of_a_day(day, year):
    assert financial_year(day) == year


def test_the_sums_of_the_real_report():
    rows = [SimpleNamespace(status=status, amount=Decimal(5000)) for status in [AGREED] * 7 + [PAID, PENDING, DECLINED]]

    sums = shares_of(rows)

    assert (sums.promised, sums.pending, sums.declined, sums.in_all) == (
        Sum(8, Decimal(40000)), Sum(1, Decimal(5000)), Sum(1, Decimal(5000)), Sum(9, Decimal(45000)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "status", "agreed_on", "is_kept", "fields"),
    [
        pytest.param(None, PENDING, None, False, [], id="not asked"),
        pytest.param(None, PENDING, None, True, ["amount"], id="a row is not emptied"),
        pytest.param(None, AGREED, None, False, ["amount"], id="agreed to nothing"),
        pytest.param(Decimal(0), PENDING, None, True, [], id="nothing is asked any more"),
        pytest.param(Decimal(5), AGREED, None, False, [], id="agreed, day not known"),
        pytest.param(Decimal(5), AGREED, TODAY, False, [], id="agreed today"),
        pytest.param(Decimal(5), PAID, date(2022, 3, 18), False, ["agreed_on"], id="tomorrow"),
        pytest.param(Decimal(5), PENDING, TODAY, False, ["agreed_on"], id="a day but not agreed"),
    ],
)
def test_a_share(amount, status, agreed_on, is_kept, fields):
    found = share_problems(amount=amount, status=status, agreed_on=agreed_on, is_kept=is_kept, today=TODAY)

    assert list(found) == fields


@pytest.mark.django_db
def test_a_year_is_kept_in_one_act_and_only_what_changed_is_written(panel, councils):
    bath, bristol, mendip = councils
    made = keep(panel, Share(bath, Decimal(5000), AGREED, TODAY), Share(bristol, Decimal(5000)), Share(mendip, None))
    assert [(one.authority, one.status) for one in made] == [(bath, AGREED), (bristol, PENDING)]

    version = sheet_version(panel, 2022)
    changed = keep(
        panel,
        Share(bath, Decimal(5000), AGREED, TODAY),
        Share(bristol, Decimal(5000), AGREED, None, " By email "),
        version=version,
    )

    assert [(one.authority, one.status, one.note, one.version) for one in changed] == [(bristol, AGREED, "By email", 2)]
    assert sheet_version(panel, 2022) == version + 1
    assert keep(panel, Share(bath, Decimal(5000), AGREED, TODAY), version=version + 1) == []
    assert acts_recorded() == ["panels.contributions_kept"] * 2


@pytest.mark.django_db
def test_a_year_refuses_a_stale_save_and_names_the_council(panel, councils):
    bath, bristol, _mendip = councils
    keep(panel, Share(bath, Decimal(5000)))

    facts = {"body": panel, "year": 2022, "actor": None}
    assert refused(keep_contributions, version=1, shares=[Share(bath, Decimal(1))], **facts) == [str(STALE)]
    wrong = [Share(bath, None), Share(bristol, Decimal(1), PENDING, TODAY)]
    assert refused(keep_contributions, version=2, shares=wrong, **facts) == {
        "amount_bath": ["Enter an amount. It is 0 where nothing is asked for"],
        "agreed_on_bristol": ["Take out the day, or choose “Agreed”"],
    }
    assert [row.amount for row in Contribution.objects.all()] == [Decimal(5000)]


# The page


@pytest.mark.django_db
def test_the_page_adds_up_the_newest_year_and_offers_the_others(client, panel, councils):
    RuleFactory(key="panel-costs", number=None, unit="none", title="The councils decide", provision="Schedule 6 paragraph 11(1)")
    bath, bristol, mendip = councils
    for council in (bath, bristol):
        ContributionFactory(body=panel, authority=council, year=2022, amount=Decimal(5000), agreed_on=None)
    ContributionFactory(body=panel, authority=mendip, year=2022, amount=Decimal(5000), pending=True)
    ContributionFactory(body=panel, authority=bath, year=2021)

    shares = page(client, "host-list").context["shares"]
    earlier = page(client, "host-list", year="2021").context["shares"]
    nonsense = page(client, "host-list", year="\0x").context["shares"]

    assert rows_of(shares["table"]) == [
        ["Bath", "£5,000", "Agreed", "day not known", "none"],
        ["Bristol", "£5,000", "Agreed", "day not known", "none"],
        ["Mendip", "£5,000", "Not agreed yet", "not agreed", "none"],
    ]
    assert [(fact["value"], fact["note"]) for fact in shares["key_facts"]] == [
        ("£10,000", "2 councils"), ("£5,000", "1 council"), ("£15,000", "3 councils"),
    ]  # fmt: skip
    assert "The councils decide (Schedule 6 paragraph 11(1))." in words_of(page(client, "host-list"))
    assert rows_of(earlier["table"]) == [["Bath", "£2,500", "Agreed", "24 Jun 2021", "none"]]
    assert nonsense["years_words"] == "2022/23"
    assert shares["url"] == ""


@pytest.mark.django_db
def test_a_year_without_rows_says_so(client, panel):
    assert "No council has been asked for a contribution in 2021/22." in words_of(page(client, "host-list"))


@pytest.mark.django_db
def test_the_clerk_fills_in_one_form_for_all_councils(client, panel, councils):
    client.force_login(appointed(panel))
    address = f"{url('contribution-update')}?year=2022"
    opened = client.get(address)
    assert [council.name for council, _boxes in opened.context["form"].groups()] == ["Bath", "Bristol", "Mendip"]

    sent = sent_of(opened, amount_bath="£5,000.00", status_bath=AGREED, agreed_on_bath=date(2022, 3, 1), amount_mendip="0")
    response = client.post(address, sent)
    stale = client.post(address, {**sent, "amount_bath": "4000"})

    assert response["Location"] == f"{url('host-list')}?year=2022"
    assert list(Contribution.objects.values_list("authority__slug", "amount", "status", "agreed_on")) == [
        ("bath", Decimal("5000.00"), AGREED, date(2022, 3, 1)), ("mendip", Decimal("0.00"), PENDING, None),
    ]  # fmt: skip
    assert [(text.label, text.theirs, text.yours) for text in stale.context["form"].stale] == [
        ("Amount for the year, Bath", "5000.00", "4000.00")
    ]


@pytest.mark.django_db
def test_each_mistake_stands_beside_its_box(client, panel, councils):
    client.force_login(appointed(panel))
    address = f"{url('contribution-update')}?year=2022"

    sent = sent_of(client.get(address), amount_bath="five", status_bristol=AGREED)
    first = client.post(address, sent)
    second = client.post(address, {**sent, "amount_bath": "5"})

    assert first.context["form"].errors == {"amount_bath": ["Enter an amount in pounds, like 30,797 or 30,797.50"]}
    assert second.context["form"].errors == {"amount_bristol": ["Enter an amount. It is 0 where nothing is asked for"]}
    assert not Contribution.objects.exists()


@pytest.mark.django_db
def test_the_form_holds_the_councils_of_the_year_and_asks_for_one_without(client, panel):
    AuthorityFactory(area=panel.area, name="Gone", ended_on=date(2023, 3, 31))
    AuthorityFactory(area=panel.area, name="New", started_on=date(2023, 4, 1))
    client.force_login(appointed(panel))

    def names(year):
        form = client.get(f"{url('contribution-update')}?year={year}").context["form"]
        return [council.name for council, _boxes in form.groups()]

    assert (names(2022), names(2023)) == (["Gone"], ["New"])
    assert "choose the year" in words_of(client.get(url("contribution-update")))
    wrong = client.get(f"{url('contribution-update')}?year=99")
    assert wrong.context["form"].errors == {"year": ["Enter a year like 2022"]}


@pytest.mark.django_db
def test_the_file_holds_what_the_page_shows(client, panel, councils):
    ContributionFactory(body=panel, authority=councils[0], year=2022, amount=Decimal(5000), note="=1+1")

    response = client.get(url("contribution-export", "csv"))

    assert response.content.decode().splitlines() == [
        "Council,Year,Amount in pounds,State,Agreed on,Note", "Bath,2022/23,5000.00,Agreed,2021-06-24,'=1+1",
    ]  # fmt: skip
    assert response["Content-Disposition"] == 'attachment; filename="avonshire-contributions-2022.csv"'
    assert client.get(url("contribution-export", "exe")).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("role", READERS)
def test_contributions_are_kept_by_the_clerks_office_alone(client, panel, role):
    assert statuses(client, [url("contribution-update")]) == {302}
    client.force_login(appointed(panel, role))

    assert statuses(client, [url("contribution-update")]) == {403}


@pytest.mark.django_db
def test_the_page_asks_as_often_for_three_hundred_councils_as_for_one(client, panel, django_assert_num_queries):
    for wanted in (1, 3, 300):
        start = Contribution.objects.count()
        councils = Authority.objects.bulk_create(
            Authority(area=panel.area, slug=f"c-{n}", name=f"C {n}", kind="unitary", started_on=date(2012, 11, 22))
            for n in range(start, wanted)
        )
        Contribution.objects.bulk_create(
            Contribution(body=panel, authority=one, year=2022, amount=1, status=ContributionStatus.AGREED) for one in councils
        )
        with django_assert_num_queries(9):
            page(client, "host-list")
