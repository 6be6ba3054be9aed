"""The register of members' interests: who reads what, and who keeps it."""

import re
from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from import_export.formats.base_formats import CSV, ODS, XLSX

from accounts.choices import Role
from accounts.models import AuditEntry
from interface import clock
from interface.models import STALE
from panels.choices import InterestCategory
from panels.models import Interest, Person
from panels.rules import interest_problems
from panels.services import add_interest, change_interest, remove_interest
from tests.factories.panels import AppointmentFactory, MembershipFactory, PersonFactory

TODAY = date(2022, 3, 10)
CANARY = "CANARY-FLAT"
FACTS = {"category": InterestCategory.LAND, "text": "A field at Ashby", "declared_on": date(2021, 7, 1)}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def ann(panel):
    return MembershipFactory(body=panel, person__name="Ann Ash", person__slug="ann-ash", person__area=panel.area).person


def enter(panel, person, **facts):
    return add_interest(body=panel, person=person, actor=None, **{**FACTS, **facts})


def page(client, name, *more, **query):
    return client.get(reverse(f"panels:{name}", args=["avonshire", *more]), query)


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def rows_of(response):
    return [[re.sub(r"<[^>]+>", "", str(cell["value"])) for cell in row] for row in response.context["table"].rows]


def sent_of(response, **changes):
    """What a browser would send of the form that was drawn."""
    sent = {}
    for field in response.context["form"]:
        value = field.value()
        if hasattr(value, "year"):
            sent |= {f"{field.html_name}-{part}": getattr(value, part) for part in ("day", "month", "year")}
        elif isinstance(value, (list, tuple)):
            sent |= {f"{field.html_name}-{part}": one for part, one in zip(("day", "month", "year"), value, strict=True)}
        elif value is not None and value is not False:
            sent[field.html_name] = value
    return {**sent, **changes}


def refused(call, **arguments):
    with pytest.raises(ValidationError) as found:
        call(**arguments)
    return found.value.message_dict if hasattr(found.value, "error_dict") else found.value.messages


# Services


@pytest.mark.parametrize(
    ("dates", "fields"),
    [
        pytest.param((date(2022, 3, 10), None, None), [], id="today"),
        pytest.param((date(2022, 3, 11), None, None), ["declared_on"], id="tomorrow"),
        pytest.param((TODAY, date(2020, 1, 2), date(2020, 1, 2)), [], id="one day"),
        pytest.param((TODAY, date(2020, 1, 2), date(2020, 1, 1)), ["ended_on"], id="ends before it starts"),
    ],
)
def test_dates_of_an_interest(dates, fields):
    declared, started, ended = dates

    assert list(interest_problems(declared=declared, started=started, ended=ended, today=TODAY)) == fields


def test_interests_are_numbered_for_each_member_and_audited_without_words(panel, ann, clerk):
    other = MembershipFactory(body=panel, person__area=panel.area).person
    first = enter(panel, ann, text=CANARY, is_sensitive=True)
    remove_interest(interest=first, version=1, actor=clerk, reason="The wrong member")

    made = [enter(panel, ann), enter(panel, other)]

    assert [one.number for one in made] == [2, 1]
    entries = AuditEntry.objects.filter(action__startswith="panels.interest")
    assert [entry.action for entry in entries.order_by("pk")] == [
        "panels.interest_added", "panels.interest_removed", "panels.interest_added", "panels.interest_added",
    ]  # fmt: skip
    assert {str(sorted(entry.detail)) for entry in entries} == {"['member', 'number']"}
    assert CANARY not in str([entry.detail for entry in entries])


def test_adding_refuses_beside_the_field(panel, ann):
    stranger = PersonFactory(area=panel.area, name="Sam Stranger")

    assert refused(enter, panel=panel, person=stranger) == {"person": ["Sam Stranger is not a member today. Choose a member"]}
    assert refused(enter, panel=panel, person=ann, declared_on=date(2022, 3, 11)) == {
        "declared_on": ["The day it was registered must be today or earlier"]
    }
    assert list(refused(enter, panel=panel, person=ann, category="yachts")) == ["category"]
    assert not Interest.objects.exists()
    assert not AuditEntry.objects.filter(action__startswith="panels.interest").exists()


def test_changing_and_taking_out_refuse_a_stale_save_and_what_is_gone(panel, ann, clerk):
    interest = enter(panel, ann)
    facts = {**FACTS, "is_sensitive": False, "started_on": None, "ended_on": date(2022, 1, 31)}
    changed = change_interest(interest=interest, version=1, actor=clerk, **facts)
    assert (changed.ended_on, changed.version) == (date(2022, 1, 31), 2)

    assert refused(change_interest, interest=interest, version=1, actor=clerk, **facts) == [str(STALE)]
    assert refused(remove_interest, interest=interest, version=2, actor=clerk, reason=" ") == {
        "reason": ["Say why it is taken out"]
    }
    remove_interest(interest=interest, version=2, actor=clerk, reason="The wrong member")
    gone = ["Somebody took this interest out of the register meanwhile"]
    assert refused(change_interest, interest=interest, version=3, actor=clerk, **facts) == gone
    assert refused(remove_interest, interest=interest, version=3, actor=clerk, reason="Again") == gone
    interest.refresh_from_db()
    assert (interest.text, interest.removed_reason) == ("A field at Ashby", "The wrong member")


# What everybody reads


def test_the_register_shows_who_sits_today_and_nobody_else(client, panel, ann):
    gone = MembershipFactory(body=panel, person__name="Past Member", person__area=panel.area)
    silent = MembershipFactory(body=panel, person__name="Bob Birch", person__area=panel.area).person
    enter(panel, gone.person, text="CANARY-PAST")
    enter(panel, ann, started_on=date(2019, 5, 2), ended_on=date(2021, 5, 3))
    gone.ended_on = date(2022, 3, 9)
    gone.save()

    response = page(client, "interest-list")

    assert rows_of(response) == [
        ["Ann Ash", "Land, licences and tenancies", "A field at Ashby", "1 Jul 2021", "2 May 2019 to 3 May 2021"]
    ]
    assert response.context["silent"] == [silent]
    assert "CANARY-PAST" not in words_of(response)
    assert response.context["words"] == "1 interest"


def test_of_a_sensitive_interest_the_public_learns_only_that_it_is_registered(client, panel, ann, clerk):
    enter(
        panel, ann, text=CANARY, is_sensitive=True, category=InterestCategory.EMPLOYMENT, declared_on=date(2020, 1, 1),
        started_on=date(2019, 1, 1), ended_on=date(2021, 1, 1),
    )  # fmt: skip
    enter(panel, ann, category=InterestCategory.OTHER, text="Other")
    withheld = [
        "Ann Ash",
        "Withheld",
        "Registered. Its details are withheld (Localism Act 2011, section 32)",
        "Withheld",
        "Withheld",
    ]

    response = page(client, "interest-list")
    member = AppointmentFactory(area=panel.area, body=panel, role=Role.PANEL_MEMBER).user
    client.force_login(member)
    to_member = page(client, "interest-list")
    client.force_login(clerk)
    to_clerk = page(client, "interest-list")
    as_public = page(client, "interest-list", **{"as": "public"})

    assert rows_of(response)[1] == withheld  # last, though its kind comes first
    for shown in (response, to_member, as_public):
        text = shown.content.decode()
        table = text[text.index("<table") :]
        assert not [word for word in (CANARY, "Employment", "2019", "2020") if word in table]
    assert CANARY in words_of(to_clerk)


def test_the_register_narrows_to_one_member(client, panel, ann):
    bob = MembershipFactory(body=panel, person__name="Bob Birch", person__slug="bob-birch", person__area=panel.area).person
    for person in (ann, bob):
        enter(panel, person)

    response = page(client, "interest-list", member="bob-birch")
    unknown = page(client, "interest-list", member="nobody")

    assert [row[0] for row in rows_of(response)] == ["Bob Birch"]
    assert [one["text"] for one in response.context["filters"]] == ["Bob Birch"]
    assert [row[0] for row in rows_of(unknown)] == ["Ann Ash", "Bob Birch"]
    Interest.objects.filter(person=bob).delete()
    assert "Bob Birch has registered no interest." in words_of(page(client, "interest-list", member="bob-birch"))


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods"])
def test_the_file_holds_what_the_list_shows(client, panel, ann, clerk, fmt):
    enter(panel, ann, text=CANARY, is_sensitive=True)
    enter(panel, ann, text="=1+1")
    kind = {"csv": CSV, "xlsx": XLSX, "ods": ODS}[fmt]()

    def lines():
        content = page(client, "interest-export", fmt, member="ann-ash").content
        return [[*row] for row in kind.create_dataset(content.decode() if fmt == "csv" else content)]

    withheld = ["Withheld", "Registered. Its details are withheld (Localism Act 2011, section 32)", "Withheld", "Withheld"]
    assert lines() == [
        ["Ann Ash", "Land, licences and tenancies", "'=1+1", "1 Jul 2021", "not known"], ["Ann Ash", *withheld],
    ]  # fmt: skip
    client.force_login(clerk)
    assert lines()[1] == ["Ann Ash", "Land, licences and tenancies", CANARY, "1 Jul 2021", "not known"]


def test_a_file_of_an_unknown_kind_is_not_found(client, panel):
    assert page(client, "interest-export", "exe").status_code == 404


def test_a_members_page_leads_to_their_interests_while_they_sit(client, panel, ann):
    address = f"{reverse('panels:interest-list', args=['avonshire'])}?member=ann-ash"

    assert address in page(client, "member-detail", "ann-ash").content.decode()
    ann.memberships.update(ended_on=date(2022, 3, 9))
    assert address not in page(client, "member-detail", "ann-ash").content.decode()


def test_the_register_asks_as_often_for_three_hundred_rows_as_for_one(client, panel, ann):
    counts = []
    for wanted in (1, 3, 300):
        start = Interest.objects.count()
        people = Person.objects.bulk_create(Person(area=panel.area, slug=f"p-{n}", name=f"P {n}") for n in range(start, wanted))
        for person in people:
            MembershipFactory(body=panel, person=person, authority=None, co_opted=True)
        Interest.objects.bulk_create(Interest(body=panel, person=person, number=1, **FACTS) for person in people)
        page(client, "interest-list")
        with CaptureQueriesContext(connection) as queries:
            assert page(client, "interest-list").context["table"].count == wanted
        counts.append(len(queries))

    assert counts == [counts[0]] * 3
    assert counts[0] <= 7


# Keeping it


def test_entering_an_interest_once(client, panel, ann, clerk):
    client.force_login(clerk)
    url = reverse("panels:interest-create", args=["avonshire"])
    sent = sent_of(client.get(url), person="ann-ash", category="land", text="A field")

    client.post(url, sent)
    response = client.post(url, sent)

    assert response["Location"] == f"{reverse('panels:interest-list', args=['avonshire'])}?member=ann-ash"
    assert [(one.text, one.declared_on, one.entered_by) for one in Interest.objects.all()] == [("A field", TODAY, clerk)]


def test_an_interest_without_member_kind_or_words_says_so_beside_each(client, panel, ann, clerk):
    client.force_login(clerk)
    url = reverse("panels:interest-create", args=["avonshire"])

    response = client.post(url, sent_of(client.get(url)) | {"declared_on-day": "32"})

    assert response.context["form"].errors == {
        "person": ["Choose a member"],
        "category": ["Choose kind of interest"],
        "text": ["Enter the interest"],
        "declared_on": ["Day it was registered must be a real date"],
    }
    assert not Interest.objects.exists()


def test_a_stale_change_shows_both_texts(client, panel, ann, clerk):
    enter(panel, ann)
    client.force_login(clerk)
    url = reverse("panels:interest-update", args=["avonshire", "ann-ash", 1])
    opened = client.get(url)
    client.post(url, sent_of(opened, text="Theirs"))

    response = client.post(url, sent_of(opened, text="Mine"))

    assert [(text.theirs, text.yours) for text in response.context["form"].stale] == [("Theirs", "Mine")]
    assert Interest.objects.get().text == "Theirs"


def test_taking_out_asks_why_and_keeps_the_row(client, panel, ann, clerk):
    enter(panel, ann)
    client.force_login(clerk)
    url = reverse("panels:interest-remove", args=["avonshire", "ann-ash", 1])
    opened = client.get(url)

    silent = client.post(url, sent_of(opened))
    done = client.post(url, sent_of(opened, reason="The wrong member"))

    assert silent.context["form"].errors == {"reason": ["Say why it is taken out"]}
    assert [str(one) for one in get_messages(done.wsgi_request)] == [
        "The interest is taken out of the register. It is kept with the reason"
    ]
    assert "A field at Ashby" not in words_of(page(client, "interest-list"))
    assert client.get(url).status_code == 404
    assert Interest.objects.get().removed_reason == "The wrong member"


@pytest.mark.parametrize("role", [Role.PANEL_MEMBER, Role.CHAIR, Role.AUDITOR])
def test_only_the_clerks_office_keeps_the_register(client, panel, ann, role):
    enter(panel, ann, text=CANARY, is_sensitive=True)
    addresses = [
        reverse("panels:interest-create", args=["avonshire"]),
        reverse("panels:interest-update", args=["avonshire", "ann-ash", 1]),
        reverse("panels:interest-remove", args=["avonshire", "ann-ash", 1]),
    ]
    assert {client.get(url).status_code for url in addresses} == {302}
    client.force_login(AppointmentFactory(area=panel.area, role=role).user)

    answers = [client.get(url) for url in addresses] + [client.post(url) for url in addresses]

    assert {answer.status_code for answer in answers} == {403}
    assert not [answer for answer in answers if CANARY in answer.content.decode()]
    assert "Enter an interest" not in words_of(page(client, "interest-list"))
