"""Major projects: who reads and keeps them, what their pages say, and what is taken out and put back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditEntry
from decisions.models import Milestone, Project, ProjectUpdate
from decisions.services import projects as services
from tests.factories.office import MilestoneFactory, ProjectFactory, ProjectUpdateFactory

pytestmark = pytest.mark.usefixtures("today")
LIST = "/avon/projects/"


def url(project, name, *more):
    return reverse(f"projects:{name}", args=["avon", project.slug, *more])


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def project(area):
    one = ProjectFactory(area=area, published=True, title="Custody suites")
    MilestoneFactory(project=one, planned_on=date(2022, 1, 3), expected_on=date(2022, 2, 14))
    ProjectUpdateFactory(project=one, as_at=date(2022, 2, 1), source="Board of 1 February 2022, item 8")
    return one


def test_page_names_what_is_reckoned_and_what_is_stated(client, project):
    html = words(client.get(project.get_absolute_url()))
    assert '<dt>Reckoned</dt><dd class="app-num">6 weeks behind<small>from the milestone “The first suite opens”</small>' in html
    stated = "6 to 7 weeks behind<small>by its own report, Board of 1 February 2022, item 8</small>"
    assert f'<dt>Stated</dt><dd class="app-num">{stated}' in html
    assert "12 of 25, high" in html
    assert "do not agree" not in html


def test_page_says_when_the_two_do_not_agree(client, project):
    Milestone.objects.update(expected_on=date(2022, 2, 4))
    assert "What is reckoned and what is stated do not agree." in words(client.get(project.get_absolute_url()))


def test_list_shows_slip_risk_and_next_milestone_and_sorts_by_slip(client, project, area):
    later = ProjectFactory(area=area, published=True, title="Sheds")
    MilestoneFactory(project=later, planned_on=date(2022, 1, 3), expected_on=date(2022, 6, 6))
    html = words(client.get(LIST))
    assert "Reckoned: 6 weeks behind<br>Stated: 6 to 7 weeks behind" in html
    assert "planned for 3 Jan 2022, expected on 14 Feb 2022" in html
    rows = client.get(f"{LIST}export/csv/?sort=-slip").content.decode().splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == ["Sheds", "Custody suites"]
    assert rows[2] == (
        "Custody suites,In progress,The first suite opens,2022-01-03,2022-02-14,6 weeks behind,6 to 7 weeks behind,12,Yes,"
        + project.get_absolute_url()
    )


@pytest.mark.parametrize("is_published", [True, False])
def test_only_the_office_reads_what_is_not_published(client, area, body, office, clerk, member, is_published):
    one = ProjectFactory(area=area, published=is_published, title="Canary house")
    for user in (None, clerk, member, office):
        client.logout()
        if user:
            client.force_login(user)
        reads = is_published or user == office
        assert client.get(one.get_absolute_url()).status_code == (200 if reads else 404)
        assert ("Canary house" in words(client.get(LIST))) is reads
        assert ("Canary house" in client.get(f"{LIST}export/csv/").content.decode()) is reads


def test_only_the_office_writes(client, area, body, project, clerk, office):
    rows = [project.milestones.get().number, project.updates.get().number]
    names = ["project-update", "project-publish", "project-hide", "milestone-create", "update-create"]
    pages = [url(project, name) for name in names] + [reverse("projects:project-create", args=["avon"])]
    for act in ("update", "remove", "restore"):
        pages += [url(project, f"milestone-{act}", rows[0]), url(project, f"update-{act}", rows[1])]
    for page in pages:
        client.logout()
        assert client.get(page).status_code == 302, page
        client.force_login(clerk)
        assert client.get(page).status_code == 403, page
        client.force_login(office)
        assert client.get(page).status_code == 200, page


def test_office_enters_a_project_once_and_publishes_it(client, area, office):
    client.force_login(office)
    page = reverse("projects:project-create", args=["avon"])
    sent = {"token": client.get(page).context["form"]["token"].value(), "title": "Custody suites", "status": "active"}
    assert client.post(page, sent)["Location"] == client.post(page, sent)["Location"] == "/avon/projects/custody-suites/"
    project = Project.objects.get()
    page = url(project, "milestone-create")
    planned = {"planned_on-day": "3", "planned_on-month": "1", "planned_on-year": "2022"}
    token = client.get(page).context["form"]["token"].value()
    client.post(page, {"token": token, "title": "Opens"} | planned)
    client.post(url(project, "project-publish"), {"version": fresh(project).version})
    client.logout()
    assert "at least 4 weeks and 3 days behind" in words(client.get(project.get_absolute_url()))


def test_taken_out_is_gone_for_all_but_the_office_and_comes_back(client, project, office):
    update = project.updates.get()
    client.force_login(office)
    client.post(url(project, "update-remove", update.number), {"version": update.version})
    assert url(project, "update-restore", update.number) in words(client.get(project.get_absolute_url()))
    client.logout()
    assert "Steel is late." not in words(client.get(project.get_absolute_url()))
    assert "12 of 25" not in words(client.get(LIST))
    client.force_login(office)
    client.post(url(project, "update-restore", update.number), {"version": fresh(update).version})
    assert "Steel is late." in words(client.get(project.get_absolute_url()))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"as_at": date(2022, 2, 4)}, "as_at"),
        ({"weeks_behind_most": 7}, "weeks_behind_least"),
        ({"weeks_behind_least": 7, "weeks_behind_most": 6}, "weeks_behind_most"),
        ({"risk": 26}, "risk"),
    ],
)
def test_update_that_cannot_be_is_refused_by_field(project, facts, field):
    before = ProjectUpdate.objects.count()
    with pytest.raises(ValidationError) as refusal:
        services.add_update(project=project, actor=None, **{"as_at": date(2022, 2, 2), "text": "Late."} | facts)
    assert list(refusal.value.message_dict) == [field]
    assert ProjectUpdate.objects.count() == before


def test_milestone_is_not_reached_tomorrow(project):
    row = project.milestones.get()
    with pytest.raises(ValidationError) as refusal:
        services.change_milestone(milestone=row, version=row.version, reached_on=date(2022, 2, 4), actor=None)
    assert list(refusal.value.message_dict) == ["reached_on"]


def test_addresses_are_made_once_and_never_taken_twice(area):
    def made(title):
        return services.create_project(area=area, actor=None, title=title).slug

    assert [made("Sheds"), made("Sheds"), made("Create"), made("!!!")] == ["sheds", "sheds-2", "create-2", "project"]


def test_trail_holds_no_typed_words(project, office):
    services.add_milestone(project=project, actor=office, title="Canary", planned_on=date(2022, 1, 1), note="Canary")
    services.add_update(project=project, actor=office, as_at=date(2022, 2, 1), text="Canary", source="Canary")
    assert "Canary" not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_costs_the_same_however_long(client, area, office, django_assert_num_queries, count):
    for one in ProjectFactory.create_batch(count, area=area):
        MilestoneFactory(project=one)
    client.force_login(office)
    client.get(LIST)
    with django_assert_num_queries(7):
        assert client.get(LIST).context["table"].count == count
