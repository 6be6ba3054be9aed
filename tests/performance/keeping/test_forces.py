"""Groups of similar forces with their dates, and numbers of people."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from performance.models import Force, Population, SimilarGroup
from performance.services import groups as services
from performance.services.standing import analysis_of
from tests.factories.performance import ForceFactory, PopulationFactory, SeriesFactory, months
from tests.performance.keeping.pages import fresh, parts, send, url, words


@pytest.fixture
def force(area):
    return ForceFactory(area=area)


@pytest.fixture
def other(db):
    return ForceFactory(area=None, slug="southshire", name="Southshire")


def add(area, force, others, started_on, **facts):
    return services.add_group(area=area, force=force, forces=others, started_on=started_on, actor=None, **facts)


def test_group_gives_a_rank_and_the_one_before_it_ends(client, area, measure, force, other, analyst):
    months(SeriesFactory(measure=measure, force=other), [50] * 12)
    PopulationFactory(force=other)
    client.force_login(analyst)
    send(client, url("group-create"), forces=["southshire"], **parts("started_on", date(2020, 1, 1)))
    assert (analysis_of(measure, analyst).place.rank, analysis_of(measure, analyst).place.size) == (2, 2)
    send(client, url("group-create"), forces=["southshire"], **parts("started_on", date(2021, 4, 1)))
    assert list(SimilarGroup.objects.order_by("started_on").values_list("ended_on", flat=True)) == [date(2021, 3, 31), None]
    client.logout()
    html = words(client.get(url("force-list")))
    assert "Since 1 Apr 2021" in html
    assert "From 1 Jan 2020 to 31 Mar 2021" in html
    assert "<li>Southshire</li>" in html


def test_group_changes_and_goes(client, area, measure, force, other, analyst):
    third = ForceFactory(area=None, slug="westshire")
    add(area, force, [other], date(2020, 1, 1))
    client.force_login(analyst)
    send(client, url("group-update", "2020-01-01"), forces=["southshire", "westshire"])
    assert set(SimilarGroup.objects.get().forces.all()) == {force, other, third}
    send(client, url("group-delete", "2020-01-01"))
    assert SimilarGroup.objects.count() == 0
    acts = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["performance.group_added", "performance.group_changed", "performance.group_deleted"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"started_on": date(2020, 1, 1)}, "started_on"),
        ({"started_on": date(2021, 1, 1), "ended_on": date(2020, 12, 31)}, "ended_on"),
        ({"started_on": date(2019, 1, 1), "ended_on": date(2020, 1, 1)}, "started_on"),
        ({"started_on": date(2021, 1, 1), "others": []}, "forces"),
    ],
)
def test_group_that_cannot_be_is_refused_by_field(area, force, other, facts, field):
    first = add(area, force, [other], date(2020, 1, 1))
    with pytest.raises(ValidationError) as refusal:
        add(area, force, **{"others": [other]} | facts)
    assert list(refusal.value.message_dict) == [field]
    assert (SimilarGroup.objects.count(), fresh(first).ended_on) == (1, None)


def test_group_of_another_area_is_not_ours(area, other):
    for force in (ForceFactory(), other):
        with pytest.raises(ValidationError) as refusal:
            add(area, force, [ForceFactory()], date(2020, 1, 1))
        assert refusal.value.code == "other"


def test_first_force_named_is_the_areas_own(client, area, analyst):
    client.force_login(analyst)
    send(client, url("force-create"), name="Northshire Police")
    send(client, url("force-create"), name="Southshire  Police")
    assert list(Force.objects.order_by("name").values_list("name", "area__slug")) == [
        ("Northshire Police", "northshire"), ("Southshire Police", None),
    ]  # fmt: skip
    assert send(client, url("force-create"), name="SOUTHSHIRE police").context["form"].errors == {
        "name": ["There is a force of this name already"]
    }


# Populations ----------------------------------------------------------------------------------------------------------


def test_number_of_people_makes_rates_known_and_its_going_unknown(client, area, measure, analyst):
    Population.objects.all().delete()
    client.force_login(analyst)
    typed = {"value": "2000000", "source": "Census", "kind": "population", **parts("on", date(2021, 3, 21))}
    send(client, url("population-create"), **typed)
    last = analysis_of(measure, analyst).last
    assert last.rolling == pytest.approx(last.total / 2000)
    assert "2,000,000" in words(client.get(url("force-list")))
    row = Population.objects.get()
    send(client, url("population-delete", row.force.slug, "population", "everybody", "2021-03-21"))
    assert analysis_of(measure, analyst).last.rolling is None


def test_number_of_a_group_of_residents_has_its_own_address(client, area, force, analyst):
    client.force_login(analyst)
    typed = {"value": "900", "source": "Census", "kind": "group", "group": "asian", **parts("on", date(2021, 3, 21))}
    send(client, url("population-create"), **typed)
    page = url("population-delete", force.slug, "group", "asian", "2021-03-21")
    assert page in words(client.get(url("force-list")))
    assert client.get(page).status_code == 200
    assert client.get(url("population-delete", force.slug, "group", "other", "2021-03-21")).status_code == 404


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"kind": "group"}, "group"), ({"group": "asian"}, "group"), ({"kind": "none"}, "kind"), ({"on": date(2011, 6, 30)}, "on")],
)  # fmt: skip
def test_number_that_cannot_be_is_refused_by_field(area, force, facts, field):
    PopulationFactory(force=force)
    with pytest.raises(ValidationError) as refusal:
        services.add_population(
            **{"area": area, "force": force, "kind": "population", "on": date(2021, 1, 1), "value": 1, "actor": None} | facts
        )
    assert list(refusal.value.message_dict) == [field]
    assert Population.objects.count() == 1


def test_numbers_of_a_force_of_another_area_are_kept_there(client, area, force, analyst):
    theirs = PopulationFactory(force=ForceFactory())
    add(area, force, [theirs.force], date(2020, 1, 1))
    client.force_login(analyst)
    assert "kept by its own office" in words(client.get(url("force-list")))
    page = url("population-delete", theirs.force.slug, "population", "everybody", "2011-06-30")
    assert client.get(page).status_code == 404
    with pytest.raises(ValidationError) as refusal:
        services.delete_population(area=area, population=theirs, actor=None)
    assert (refusal.value.code, Population.objects.count()) == ("other", 1)


def test_numbers_are_downloaded_as_they_are_listed(client, area, force):
    PopulationFactory(force=force, source="=Census", is_illustrative=True)
    PopulationFactory()
    lines = client.get(url("population-export", "csv")).content.decode().splitlines()
    assert lines[1:] == [f"{force.name},Residents,,2011-06-30,1000000,'=Census,Yes"]
    assert client.get(url("population-export", "doc")).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 30])
def test_page_of_forces_asks_as_much_for_many_as_for_one(client, area, force, count, django_assert_num_queries):
    for number in range(count):
        one = ForceFactory(area=None)
        add(area, force, [one], date(1990 + number, 1, 1), ended_on=date(1990 + number, 12, 31))
        PopulationFactory(force=one)
    client.get(url("force-list"))
    with django_assert_num_queries(6):
        client.get(url("force-list"))
