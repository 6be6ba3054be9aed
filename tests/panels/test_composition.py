"""Whether a panel is made up as Schedule 6 asks: the rules by themselves, and the page."""

from datetime import date

import pytest

from interface import clock
from panels.choices import Jurisdiction, Nation, RuleUnit
from panels.models import CoOptionConsent, Membership, Person
from panels.rules.composition import Council, Numbers, Result, Sitting, appointed_needed, general_lines, schedule_lines
from panels.services.arrangements import add_consent, change_consent
from tests.factories.arrangements import CoOptionConsentFactory
from tests.factories.panels import AuthorityFactory, MembershipFactory, RuleFactory
from tests.panels.arranging import READERS, acts_recorded, appointed, page, refused, rows_of, sent_of, statuses, url, words_of

TODAY = date(2022, 3, 17)
NUMBERS = Numbers(appointed=10, each=1, co_opted=2, outside=2, most=20)
OK, FLAG, UNKNOWN = Result.OK, Result.FLAG, Result.UNKNOWN


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield


def seats(*numbers):
    return [Council(f"Council {place}", number) for place, number in enumerate(numbers)]


def councillors(*numbers, **facts):
    return [Sitting(f"C{place}.{n}", f"Council {place}", **facts) for place, count in enumerate(numbers) for n in range(count)]


def independents(count, **facts):
    return [Sitting(f"I{n}", **facts) for n in range(count)]


def results(lines):
    return {line.key: line.result for line in lines}


@pytest.mark.parametrize(
    ("councils", "needed"), [(1, 10), (9, 10), (10, 10), (11, 11), (15, 15), (18, 18)], ids=lambda value: str(value)
)
def test_ten_are_appointed_up_to_ten_councils_and_then_one_each(councils, needed):
    assert appointed_needed(councils, NUMBERS) == needed


@pytest.mark.parametrize(
    ("appointed_by", "co_opted", "consent", "expected"),
    [
        pytest.param((5, 5), independents(2), None, (OK, OK, OK, OK, OK), id="ten and two"),
        pytest.param((5, 4), independents(2), None, (FLAG, OK, OK, OK, OK), id="one too few"),
        pytest.param((5, 5), independents(1), None, (OK, FLAG, FLAG, OK, OK), id="one co-opted"),
        pytest.param((5, 5), [*independents(1), Sitting("K", is_councillor=True)], None, (OK, OK, FLAG, OK, OK),
                     id="of two co-opted one is a councillor"),
        pytest.param((5, 5), [*independents(2), Sitting("K", is_councillor=True)], 3, (OK, OK, OK, OK, OK),
                     id="of three co-opted one is a councillor, with consent"),
        pytest.param((5, 5), independents(3), None, (OK, OK, OK, FLAG, OK), id="three co-opted without consent"),
        pytest.param((5, 5), independents(4), 3, (OK, OK, OK, FLAG, OK), id="more than the consent"),
        pytest.param((7, 7), independents(3), 7, (FLAG, OK, OK, OK, OK), id="fourteen and three, consent to seven"),
        pytest.param((7, 7), independents(3), 6, (FLAG, OK, OK, FLAG, OK), id="fourteen and three, consent to six"),
        pytest.param((5, 5), independents(10), 10, (OK, OK, OK, OK, OK), id="twenty"),
        pytest.param((5, 5), independents(11), 11, (OK, OK, OK, OK, FLAG), id="twenty-one"),
    ],
)  # fmt: skip
def test_the_numbers_of_the_schedule(appointed_by, co_opted, consent, expected):
    lines = schedule_lines(seats(*appointed_by), [*councillors(*appointed_by), *co_opted], NUMBERS, consent)

    assert results(lines) == dict(zip(("size", "co-opted", "outside", "consent", "cap"), expected, strict=True))


def test_without_a_rule_nothing_is_said_to_be_well():
    none = Numbers(appointed=None, each=None, co_opted=None, outside=None, most=None)

    lines = schedule_lines(seats(10), [*councillors(10), *independents(2)], none, None)

    assert set(results(lines).values()) == {UNKNOWN}
    assert {line.words for line in lines} == {"The rule book holds no such rule on this day."}


def test_seats_are_flagged_by_council():
    members = [*councillors(1, 3, 0), Sitting("Ann Ash", "Mendip", is_over=True)]

    line = general_lines(seats(2, 2, 1), members, "")[0]

    assert line.result == FLAG
    assert line.words == (
        "Council 0: 1 of 2 seats are filled. Council 1: 3 sit, and it has 2. Council 2: nobody sits, of 1. "
        "Ann Ash sits for Mendip, which no longer exists."
    )
    assert general_lines(seats(1, 2), councillors(1, 2), "")[0].words == "All 3 seats are filled."


def test_a_balance_is_never_said_to_be_there():
    members = [*councillors(2, party="Blue"), *councillors(1, party="Red"), *councillors(1), *independents(2)]

    line = general_lines(seats(4), members, "")[1]

    assert line.result == UNKNOWN
    assert line.words.startswith("Blue: 2. Red: 1. Of 1 councillor the party is not recorded. ")


def test_the_commissioner_may_not_sit():
    bars = [general_lines([], independents(1), name)[2] for name in ("i0", "Somebody", "")]

    assert [line.result for line in bars] == [FLAG, UNKNOWN, UNKNOWN]
    assert bars[0].words == "I0 is recorded as the Commissioner, who may not be a member."


# The page

RULES = (
    ("appointed-members-least", 10, True), ("appointed-members-each-authority", 1, True), ("co-opted-members-least", 2, True),
    ("co-opted-members-not-councillors", 2, True), ("members-most", 20, False),
)  # fmt: skip


def law(jurisdiction=Jurisdiction.ENGLAND):
    for key, number, verified in RULES:
        RuleFactory(key=key, number=number, unit=RuleUnit.MEMBERS, is_verified=verified, provision=f"Schedule 6, {key}",
                    jurisdiction=jurisdiction)  # fmt: skip
    for key in ("balanced-appointment", "co-option-bars", "co-option-consent"):
        RuleFactory(key=key, number=None, unit=RuleUnit.NONE, is_verified=key == "co-option-bars", provision=f"Schedule 6, {key}",
                    jurisdiction=jurisdiction)  # fmt: skip


def shown(response):
    return [(line.title, str(line.state).split(">")[1].split("<")[0]) for line in response.context["lines"]]


@pytest.mark.django_db
def test_the_page_checks_a_day_and_names_every_provision(client, panel):
    law()
    gone = AuthorityFactory(area=panel.area, name="Mendip", ended_on=date(2023, 3, 31))
    city = AuthorityFactory(area=panel.area, name="City", seats=9)
    MembershipFactory(body=panel, authority=gone, person__name="Ann Ash")
    for _ in range(9):
        MembershipFactory(body=panel, authority=city)
    MembershipFactory.create_batch(3, body=panel, authority=None, co_opted=True)

    now, later = page(client, "composition-detail"), page(client, "composition-detail", on="1 4 2023")

    assert shown(now) == [
        ("Members appointed by councils", "As it should be"),
        ("Co-opted members", "As it should be"),
        ("Co-opted members who are not councillors of the area", "As it should be"),
        ("Consent to more co-opted members", "Look at this"),
        ("Members in all", "As it should be"),
        ("Seats of the councils", "As it should be"),
        ("Balance of places, parties and skills", "Not known"),
        ("Nobody who is barred", "Not known"),
    ]
    assert "On Thursday 17 March 2022 there is 1 thing to look at." in words_of(now)
    assert "3 sit as co-opted members. No consent of the Secretary of State is recorded." in words_of(now)
    assert [line.rule.provision for line in now.context["lines"] if line.rule] == [
        "Schedule 6, appointed-members-least",
        "Schedule 6, co-opted-members-least",
        "Schedule 6, co-opted-members-not-councillors",
        "Schedule 6, co-option-consent",
        "Schedule 6, members-most",
        "Schedule 6, balanced-appointment",
        "Schedule 6, co-option-bars",
    ]
    assert words_of(now).count("Not yet verified") == 3
    assert "Ann Ash sits for Mendip, which no longer exists." in words_of(later)
    assert "On Saturday 1 April 2023 there are 2 things to look at." in words_of(later)


@pytest.mark.django_db
def test_in_wales_the_english_numbers_do_not_hold(client, panel):
    law()
    law(Jurisdiction.WALES)
    RuleFactory(
        key="panel-set-up", jurisdiction=Jurisdiction.WALES, number=None, unit=RuleUnit.NONE,
        title="The Secretary of State sets up the panel", provision="Schedule 6 Part 3",
    )  # fmt: skip
    panel.area.nation = Nation.WALES
    panel.area.save()

    response = page(client, "composition-detail")

    assert [title for title, _state in shown(response)] == [
        "Seats of the councils", "Balance of places, parties and skills", "Nobody who is barred",
    ]  # fmt: skip
    assert "The Secretary of State sets up the panel (Schedule 6 Part 3)." in words_of(response)
    assert "Consents to more co-opted members" not in words_of(response)


@pytest.mark.django_db
def test_the_page_asks_as_often_for_three_hundred_members_as_for_one(client, panel, django_assert_num_queries):
    law()
    council = AuthorityFactory(area=panel.area, seats=300)
    for wanted in (1, 3, 300):
        start = Membership.objects.count()
        people = Person.objects.bulk_create(Person(area=panel.area, slug=f"p-{n}", name=f"P {n}") for n in range(start, wanted))
        Membership.objects.bulk_create(
            Membership(body=panel, person=person, authority=council, started_on=date(2021, 6, 24)) for person in people
        )
        with django_assert_num_queries(6):
            page(client, "composition-detail")


# Consents


@pytest.mark.django_db
def test_a_consent_ends_the_one_before_it(panel):
    first = CoOptionConsentFactory(body=panel)
    clerk = appointed(panel)

    second = add_consent(body=panel, number=7, started_on=date(2022, 3, 17), source="Letter of 10 March", actor=clerk)
    change_consent(consent=second, version=1, number=8, ended_on=None, source="Letter of 11 March", actor=clerk)

    first.refresh_from_db()
    assert first.ended_on == date(2022, 3, 16)
    assert [(one.number, one.source) for one in CoOptionConsent.objects.filter(body=panel)] == [
        (8, "Letter of 11 March"), (3, "Letter of the Home Office, 1 June 2021"),
    ]  # fmt: skip
    assert acts_recorded() == ["panels.consent_added", "panels.consent_changed"]


@pytest.mark.django_db
def test_a_consent_refuses_days_that_cannot_be(panel):
    first = CoOptionConsentFactory(body=panel, ended_on=date(2021, 12, 31))
    CoOptionConsentFactory(body=panel, started_on=date(2022, 1, 1))
    facts = {"number": 4, "source": "Letter", "actor": None}

    assert refused(add_consent, body=panel, started_on=date(2022, 1, 1), **facts) == {
        "started_on": ["There is a consent from that day or later. Change that one"]
    }
    assert refused(add_consent, body=panel, started_on=date(2022, 2, 1), ended_on=date(2022, 1, 31), **facts) == {
        "ended_on": ["The last day must not be before the first"]
    }
    assert refused(change_consent, consent=first, version=1, ended_on=None, **facts) == {
        "ended_on": ["Another consent begins after it. Enter a day before that one"]
    }
    assert CoOptionConsent.objects.count() == 2
    assert acts_recorded() == []


@pytest.mark.django_db
def test_the_clerk_enters_a_consent_once_and_corrects_it(client, panel):
    client.force_login(appointed(panel))
    sent = sent_of(client.get(url("consent-create")), number="3", started_on=date(2022, 1, 1), source="Letter")

    for _ in range(2):
        assert client.post(url("consent-create"), sent)["Location"] == url("composition-detail")
    opened = client.get(url("consent-update", "2022-01-01"))
    client.post(url("consent-update", "2022-01-01"), sent_of(opened, number="4"))
    stale = client.post(url("consent-update", "2022-01-01"), sent_of(opened, number="5"))

    assert rows_of(page(client, "composition-detail").context["consents"]) == [
        ["1 Jan 2022", "not ended", "4", "Letter", "Change the consent from 1 Jan 2022"]
    ]
    assert [(text.theirs, text.yours) for text in stale.context["form"].stale] == [("4", "5")]
    assert client.get(url("consent-update", "never")).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("role", READERS)
def test_consents_are_kept_by_the_clerks_office_alone(client, panel, role):
    CoOptionConsentFactory(body=panel)
    addresses = [url("consent-create"), url("consent-update", "2021-06-24")]
    assert statuses(client, addresses) == {302}
    client.force_login(appointed(panel, role))

    assert statuses(client, addresses) == {403}
    assert "Enter a consent" not in words_of(page(client, "composition-detail"))
