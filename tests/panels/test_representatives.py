"""Link members and representatives: the register, who keeps it, and a member's own page."""

from datetime import date

import pytest

from interface import clock
from panels.models import Membership, Person, Representative
from panels.services.representatives import add_representative, change_representative, end_representative
from tests.factories.arrangements import RepresentativeFactory
from tests.factories.panels import BodyFactory, MembershipFactory, PersonFactory
from tests.panels.arranging import READERS, acts_recorded, appointed, page, refused, rows_of, sent_of, statuses, url, words_of

TODAY = date(2022, 3, 17)
LINK = {"kind": "link-member", "subject": "Vulnerability", "started_on": date(2021, 6, 24)}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def ann(panel):
    return MembershipFactory(body=panel, person__name="Ann Ash", person__slug="ann-ash", person__area=panel.area).person


def enter(panel, person, **changes):
    return add_representative(body=panel, person=person, actor=None, **{**LINK, **changes})


def test_numbers_go_on_and_an_end_can_be_undone(panel, ann):
    first, second = enter(panel, ann), enter(panel, ann, kind="observer", subject="", on_name=" Estates Board ")

    ended = end_representative(representative=first, version=1, ended_on=date(2022, 3, 1), actor=None)
    change_representative(representative=ended, version=2, actor=None, ended_on=None)

    assert (second.number, second.where) == (2, "Estates Board")
    first.refresh_from_db()
    assert first.ended_on is None
    assert acts_recorded() == [
        "panels.representative_added", "panels.representative_added", "panels.representative_ended",
        "panels.representative_changed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        pytest.param({"subject": ""}, {"subject": ["Enter the subject on which the member leads"]}, id="link member of nothing"),
        pytest.param(
            {"kind": "representative"}, {"on_name": ["Choose the body above, or enter its name"]}, id="representative nowhere"
        ),
        pytest.param(
            {"started_on": date(2021, 6, 23)},
            {"person": ["Ann Ash does not sit on the panel on Wednesday 23 June 2021. Choose another member or day"]},
            id="before the member sat",
        ),
        pytest.param(
            {"ended_on": date(2021, 6, 1)}, {"ended_on": ["The last day must not be before the first"]}, id="ends first"
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_its_box(panel, ann, changes, problems):
    assert refused(enter, panel=panel, person=ann, **changes) == problems
    assert not Representative.objects.exists()
    assert acts_recorded() == []


def test_a_body_is_chosen_or_named_but_not_both(panel, ann):
    board = BodyFactory(area=panel.area, name="Board", kind="board")

    assert refused(enter, panel=panel, person=ann, kind="representative", on_body=board, on_name="Board") == {
        "on_name": ["Choose a body or enter a name, not both"]
    }


def test_the_register_is_read_on_a_day(client, panel, ann):
    enter(panel, ann, note="Reports yearly")
    enter(panel, ann, kind="representative", on_body=BodyFactory(area=panel.area, name="Board", kind="board"))
    enter(panel, ann, subject="Roads", ended_on=date(2022, 3, 16))
    RepresentativeFactory(subject="CANARY-ELSEWHERE")

    now, before = page(client, "representative-list"), page(client, "representative-list", on="16 3 2022")

    assert rows_of(now.context["table"]) == [
        ["Vulnerability / Reports yearly", "Ann Ash", "Link member for a subject", "24 Jun 2021", "not ended"],
        ["Vulnerability, on Board", "Ann Ash", "Representative on another body", "24 Jun 2021", "not ended"],
    ]
    assert [row[0] for row in rows_of(before.context["table"])] == [
        "Roads", "Vulnerability / Reports yearly", "Vulnerability, on Board",
    ]  # fmt: skip
    assert "CANARY" not in words_of(now)
    assert "2 lines on Thursday 17 March 2022" in words_of(now)


def test_a_members_page_shows_what_they_do_elsewhere(client, panel, ann):
    assert "Link member and representative" not in words_of(page(client, "member-detail", "ann-ash"))
    enter(panel, ann)
    enter(panel, ann, kind="observer", subject="", on_name="Estates Board", started_on=date(2022, 1, 1))

    part = next(
        part for part in page(client, "member-detail", "ann-ash").context["parts"]
        if part["heading"] == "Link member and representative"
    )  # fmt: skip

    assert rows_of(part["table"]) == [
        ["Observer", "Estates Board", "1 Jan 2022", "not ended"],
        ["Link member for a subject", "Vulnerability", "24 Jun 2021", "not ended"],
    ]


def test_the_clerk_enters_changes_and_ends(client, panel, ann):
    BodyFactory(area=panel.area, slug="board", name="Board", kind="board")
    PersonFactory(area=panel.area, slug="never-sat")
    client.force_login(appointed(panel))
    opened = client.get(url("representative-create"))
    form = opened.context["form"]
    assert [one.slug for one in form.fields["person"].queryset] == ["ann-ash"]
    assert [one.slug for one in form.fields["on_body"].queryset] == ["board"]

    sent = sent_of(opened, person="ann-ash", kind="representative", on_body="board", subject="Plans")
    for _ in range(2):
        assert client.post(url("representative-create"), sent)["Location"] == url("representative-list")
    changed = client.get(url("representative-update", 1))
    assert '<option value="board" selected>' in changed.content.decode()
    client.post(url("representative-update", 1), sent_of(changed, subject="Programmes", person="ann-ash", on_body="board"))
    client.post(url("representative-end", 1), sent_of(client.get(url("representative-end", 1))))

    row = Representative.objects.get()
    assert (row.person, row.subject, row.where, row.ended_on, row.version) == (ann, "Programmes", "Board", TODAY, 3)


def test_the_form_says_what_is_missing(client, panel, ann):
    client.force_login(appointed(panel))
    opened = client.get(url("representative-create"))

    silent = client.post(url("representative-create"), sent_of(opened))
    nowhere = client.post(url("representative-create"), sent_of(opened, person="ann-ash", kind="observer"))

    assert silent.context["form"].errors == {"person": ["Choose a member"], "kind": ["Choose as what"]}
    assert nowhere.context["form"].errors == {"on_name": ["Choose the body above, or enter its name"]}


def test_the_file_holds_what_the_list_shows(client, panel, ann):
    enter(panel, ann, note="=1")

    lines = client.get(url("representative-export", "csv")).content.decode().splitlines()

    assert lines == [
        "Member,As what,Subject,Body,From,Last day,Note", "Ann Ash,Link member for a subject,Vulnerability,,2021-06-24,,'=1",
    ]  # fmt: skip


@pytest.mark.parametrize("role", READERS)
def test_the_register_is_kept_by_the_clerks_office_alone(client, panel, ann, role):
    enter(panel, ann)
    addresses = [url("representative-create"), url("representative-update", 1), url("representative-end", 1)]
    assert statuses(client, addresses) == {302}
    client.force_login(appointed(panel, role))

    assert statuses(client, addresses) == {403}
    assert "Enter a member" not in words_of(page(client, "representative-list"))


def test_the_register_asks_as_often_for_three_hundred_rows_as_for_one(client, panel, django_assert_num_queries):
    for wanted in (1, 3, 300):
        start = Representative.objects.count()
        people = Person.objects.bulk_create(Person(area=panel.area, slug=f"p-{n}", name=f"P {n}") for n in range(start, wanted))
        Membership.objects.bulk_create(
            Membership(body=panel, person=person, co_opted=True, started_on=date(2021, 6, 24)) for person in people
        )
        Representative.objects.bulk_create(
            Representative(body=panel, number=start + place + 1, person=person, **LINK) for place, person in enumerate(people)
        )
        with django_assert_num_queries(4):
            assert page(client, "representative-list").context["table"].count == wanted
