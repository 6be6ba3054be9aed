"""The page about the host, and the forms by which its clerk keeps it."""

from datetime import date

import pytest
from django.contrib.messages import get_messages

from interface import clock
from panels.models import Host, HostNotice
from panels.services.hosts import give_notice, take_back_notice
from tests.factories.panels import AuthorityFactory, HostFactory, LocalRuleFactory, RuleFactory
from tests.panels.arranging import READERS, WRITERS, appointed, page, refused, rows_of, sent_of, statuses, url, words_of

GIVEN, TRANSFER = date(2022, 3, 17), date(2022, 10, 1)
ACTS = ("host-notice-create", "host-create", "host-update", "contribution-update")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(GIVEN):
        yield


@pytest.fixture
def host(panel):
    LocalRuleFactory(body=panel, key="host-notice-months", number=6, unit="months", closes_at=None, provision="paragraph 4.3")
    return HostFactory(body=panel, authority=AuthorityFactory(area=panel.area, name="County", slug="county"))


def notice_of(host, **changes):
    return give_notice(host=host, actor=None, **{"given_on": GIVEN, "transfer_on": TRANSFER, "reason": "Officers.", **changes})


def facts(response):
    return {fact["term"]: str(fact["value"]) for fact in response.context["standing"]["facts"]}


def test_the_page_says_whether_the_notice_is_long_enough_and_counts_it(client, host):
    notice_of(host)

    response = page(client, "host-list")

    assert facts(response) == {
        "Notice given": "Thursday 17 March 2022",
        "Another host takes over": "Saturday 1 October 2022",
        "Notice runs out": "Saturday 17 September 2022",
        "Long enough?": "Yes: 6 months are over by then (paragraph 4.3)",
        "Why": "Officers.",
    }
    words = words_of(response)
    assert "County has given notice" in words
    assert "Closes at the end of Saturday 17 September 2022." in words
    assert "Due by the end of Saturday 1 October 2022." in words
    assert [row["counts"] for row in response.context["standing"]["deadlines"][0]["counted"]][-1] == "6"  # months, one by one
    assert "No council has taken over yet." in words


def test_a_notice_that_is_too_short_is_flagged(client, host):
    notice_of(host, transfer_on=date(2022, 9, 16))

    assert "Too short" in facts(page(client, "host-list"))["Long enough?"]
    assert "No: 6 months are not over by then (paragraph 4.3)" in words_of(page(client, "host-list"))


def test_a_notice_to_come_is_said_to_come(client, host):
    with clock.stand_on(date(2022, 3, 10)):
        notice_of(host)

        words = words_of(page(client, "host-list"))

    assert "County is to give notice" in words


def test_what_the_law_does_where_nobody_takes_over_is_said_with_its_provision(client, host, panel):
    notice_of(host)
    assert "the Secretary of State makes them" not in words_of(page(client, "host-list"))
    RuleFactory(key="panel-in-default", number=None, unit="none", provision="Schedule 6 Part 3", is_verified=False)

    before = words_of(page(client, "host-list"))
    HostFactory(body=panel, authority__name="City", started_on=TRANSFER, ended_on=date(2099, 1, 1))
    after = words_of(page(client, "host-list"))

    assert "If the councils make no arrangements, the Secretary of State makes them. Schedule 6 Part 3 Not yet verified" in before
    assert "City hosts the panel next." in after
    assert "the Secretary of State makes them" not in after


def test_a_notice_taken_back_stays_in_a_table_of_its_own(client, host):
    take_back_notice(notice=notice_of(host), version=1, taken_back_on=GIVEN, actor=None)

    response = page(client, "host-list")

    assert response.context["standing"] is None
    assert rows_of(response.context["past"]) == [["County", "17 Mar 2022", "17 Mar 2022"]]


def test_the_clerk_gives_takes_back_and_puts_back_a_notice(client, panel, host):
    client.force_login(appointed(panel))
    sent = sent_of(client.get(url("host-notice-create")), given_on=GIVEN, transfer_on=TRANSFER)

    for _ in range(2):
        assert client.post(url("host-notice-create"), sent)["Location"] == url("host-list")
    taken = client.post(url("host-notice-take-back"), sent_of(client.get(url("host-notice-take-back"))))
    back = client.post(url("host-notice-put-back"), sent_of(client.get(url("host-notice-put-back"))))

    notice = HostNotice.objects.get()
    assert (notice.given_on, notice.transfer_on, notice.taken_back_on, notice.version) == (GIVEN, TRANSFER, None, 3)
    assert [str(one) for answer in (taken, back) for one in get_messages(answer.wsgi_request)] == [
        "The notice is taken back. It can be put back from the list below", "The notice stands again",
    ]  # fmt: skip


def test_a_stale_change_of_the_notice_shows_both_texts(client, panel, host):
    notice_of(host)
    client.force_login(appointed(panel))
    opened = client.get(url("host-notice-update"))
    client.post(url("host-notice-update"), sent_of(opened, reason="Theirs"))

    response = client.post(url("host-notice-update"), sent_of(opened, reason="Mine"))

    assert [(text.label, text.theirs, text.yours) for text in response.context["form"].stale] == [
        ("Why the host wishes to stop", "Theirs", "Mine")
    ]
    assert HostNotice.objects.get().reason == "Theirs"


def test_the_next_host_is_offered_the_day_of_the_transfer(client, panel, host):
    notice_of(host)
    AuthorityFactory(area=panel.area, name="City", slug="city")
    AuthorityFactory(area=panel.area, slug="gone", ended_on=date(2022, 3, 16))
    client.force_login(appointed(panel))
    opened = client.get(url("host-create"))
    assert [one.slug for one in opened.context["form"].fields["authority"].queryset] == ["city", "county"]

    same = client.post(url("host-create"), sent_of(opened, authority="county"))
    client.post(url("host-create"), sent_of(opened, authority="city"))

    assert same.context["form"].errors == {"authority": ["This council is the host already. Choose another"]}
    assert list(Host.objects.filter(body=panel).values_list("authority__slug", "started_on", "ended_on")) == [
        ("city", TRANSFER, None), ("county", date(2017, 6, 1), date(2022, 9, 30)),
    ]  # fmt: skip
    assert "Take the next host back" in words_of(page(client, "host-list"))
    client.post(url("host-withdraw"), sent_of(client.get(url("host-withdraw"))))
    assert Host.objects.filter(body=panel).count() == 1


def test_days_that_are_not_typed_are_asked_for_beside_the_box(client, panel, host):
    client.force_login(appointed(panel))
    opened = client.get(url("host-notice-create"))

    response = client.post(url("host-notice-create"), {**sent_of(opened), "given_on-day": "32"})

    assert response.context["form"].errors == {"given_on": ["Day on which notice is given must be a real date"]}
    assert "Error: Record notice of the host" in response.content.decode()


def test_what_does_not_stand_is_not_found(client, panel):
    client.force_login(appointed(panel))

    names = ("host-update", "host-notice-create", "host-notice-update", "host-notice-take-back", "host-notice-put-back")
    assert {client.get(url(name)).status_code for name in names} == {404}
    HostFactory(body=panel)
    assert client.get(url("host-withdraw")).status_code == 404


@pytest.mark.parametrize("role", READERS)
def test_the_host_is_kept_by_the_clerks_office_alone(client, panel, host, role):
    addresses = [url(name) for name in ACTS]
    assert statuses(client, addresses) == {302}
    client.force_login(appointed(panel, role))

    assert statuses(client, addresses) == {403}
    assert page(client, "host-list").context["acts"] == []


@pytest.mark.parametrize("role", WRITERS)
def test_the_clerks_office_finds_what_it_may_do(client, panel, host, role):
    client.force_login(appointed(panel, role))

    acts = page(client, "host-list").context["acts"]

    assert [act["text"] for act in acts] == ["Record notice of the host", "Enter the next host", "Correct the newest host"]
    assert {client.get(act["url"]).status_code for act in acts} == {200}


def test_another_panels_clerk_keeps_nothing_here(client, panel, host):
    client.force_login(appointed(HostFactory().body))

    assert statuses(client, [url(name) for name in ACTS]) == {403}
    assert refused(notice_of, host=host, transfer_on=GIVEN) == {
        "transfer_on": ["Another host takes over after notice was given. Enter a later day"]
    }
