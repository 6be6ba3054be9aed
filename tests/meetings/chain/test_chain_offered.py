"""Answering an action by something that a higher part of the portal offers: a measure of performance."""

import pytest
from django.urls import reverse

from documents import links
from documents.models import Link
from meetings.choices import ActionStatus
from tests.factories.performance import MeasureFactory, ObjectiveFactory
from tests.meetings.chain.test_chain_links import link_url, send


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def measure(area):
    return MeasureFactory(objective=ObjectiveFactory(area=area, title="Serious violence"), title="Serious violence offences")


def test_a_measure_can_be_chosen_among_what_answers(desk, action, measure):
    kinds = dict(desk.get(link_url(action)).context["form"].fields["what"].choices)

    assert kinds["measure"] == "A measure of performance"


def test_a_measure_answers_an_action_and_stands_in_its_chain(desk, action, measure):
    response = send(desk, link_url(action, what="measure"), thing=measure.slug, relation="answers")

    assert response.url == "/avon/actions/A-2022-004/#chain"
    action.refresh_from_db()
    made = Link.objects.get()
    assert action.status == ActionStatus.ANSWERED
    assert (made.source_kind, made.source_key, made.relation) == ("measure", measure.pk, "answers")
    assert "Measure: Serious violence offences" in desk.get(action.get_absolute_url()).content.decode()
    said = desk.get(measure.get_absolute_url()).context["said"]
    assert [(one["event"].kind, one["result"]) for one in said] == [("action", "Answered")]


def test_the_second_step_asks_which_measure(desk, action, measure):
    page = desk.get(link_url(action, what="measure"))

    assert "Which measure?" in page.content.decode()
    assert page.context["form"].fields["thing"].choices[1] == (measure.slug, "Serious violence offences (Serious violence)")


def test_a_measure_that_is_not_public_is_refused(desk, action, measure, area):
    draft = MeasureFactory(objective=measure.objective, draft=True)

    response = send(desk, link_url(action, what="measure"), thing=draft.slug, relation="answers")

    assert response.context["form"].errors["thing"] == ["Choose from the list"]
    assert not Link.objects.exists()


def test_without_any_the_first_step_says_so(desk, action):
    form = desk.get(link_url(action, what="measure")).context["form"]

    assert form.errors["what"] == ["There is none to choose yet. Choose something else"]


def test_two_offers_of_one_kind_are_refused():
    def another(user, area):
        return []

    with pytest.raises(ValueError, match="measure"):
        links.offer("measure", "Another", question="Which?")(another)


def test_members_link_no_measure(client, action, measure, member):
    client.force_login(member)
    url = reverse("actions:link-create", args=[action.area.slug, action.reference])

    assert client.get(f"{url}?what=measure").status_code == 403
