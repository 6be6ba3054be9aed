"""Linking what answers an action or bears on it, on the page, and taking links away."""

from datetime import date

import pytest
from django.urls import reverse

from documents.models import Link
from meetings.choices import ActionStatus
from meetings.models import Action, ActionUpdate
from tests.factories.accounts import UserFactory
from tests.factories.minutes import ActionFactory, MinuteEntryFactory
from tests.meetings.chains import DEMO_DAY, link, pack_row, paper_row


def link_url(action, **asked):
    url = reverse("actions:link-create", args=[action.area.slug, action.reference])
    return f"{url}?{'&'.join(f'{name}={value}' for name, value in asked.items())}" if asked else url


def send(client, url, **words):
    token = client.get(url).context["form"]["token"].value()
    version = client.get(url).context["form"]["version"].value()
    return client.post(url, {"token": token, "version": version, "text": "It is in the glossary.", **words})


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def test_linking_begins_with_what_and_which_meeting(desk, action, asked, coming):
    first = desk.get(link_url(action))
    refused = desk.get(link_url(action, what="paper"))
    none = desk.get(link_url(action, what="paper", meeting=coming.slug))

    assert [slug for slug, _words in first.context["form"].fields["meeting"].choices] == ["", coming.slug, asked.slug]
    assert refused.context["form"].errors["meeting"] == ["Choose the meeting"]
    assert none.context["form"].errors["meeting"] == ["No paper of that meeting is out. Choose another meeting"]


def test_a_paper_that_answers_makes_the_action_answered(desk, action, coming, clerk):
    paper = paper_row(coming, "Performance summary")

    response = send(desk, link_url(action, what="paper", meeting=coming.slug), paper=paper.slug, relation="answers")

    assert response.url == "/avon/actions/A-2022-004/#chain"
    action.refresh_from_db()
    made = Link.objects.get()
    assert action.status == ActionStatus.ANSWERED
    assert (made.source_kind, made.source_key, made.relation, made.on) == ("paper", paper.pk, "answers", DEMO_DAY)
    assert ActionUpdate.objects.get().text == "It is in the glossary."


def test_what_bears_on_it_leaves_it_open(desk, action, minutes):
    entry = MinuteEntryFactory(item=action.entry.item, text="Members asked again.")
    url = link_url(action, what="minute", meeting=minutes.meeting.slug)

    send(desk, url, entry=entry.number, relation="bears-on")

    action.refresh_from_db()
    made = Link.objects.get()
    assert (action.status, ActionUpdate.objects.count()) == (ActionStatus.OPEN, 0)
    assert (made.source_key, made.relation, made.note, made.on) == (
        entry.pk, "bears-on", "It is in the glossary.", date(2022, 2, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "field", "problem"),
    [
        ({"relation": "answers"}, "paper", "Choose the paper"),
        ({"paper": "performance-summary"}, "relation", "Say whether it answers the action"),
        ({"paper": "performance-summary", "relation": "answers", "text": ""}, "text", "Enter what it says, in a sentence"),
        (
            {"paper": "performance-summary", "relation": "answers", "page": "9"},
            "page",
            "This paper is in no pack. Leave the page empty",
        ),
        ({"paper": "paper-9", "relation": "answers"}, "paper", "Choose a paper from the list"),
        ({"paper": "performance-summary", "relation": "answers", "page": "x"}, "page", "Enter the page as a number"),
    ],
)
def test_a_wrong_link_is_refused_beside_its_field(desk, action, coming, words, field, problem):
    paper_row(coming, "Performance summary")

    response = send(desk, link_url(action, what="paper", meeting=coming.slug), **words)

    assert response.context["form"].errors[field] == [problem]
    assert Link.objects.count() == 0


def test_a_page_is_one_of_the_papers_own(desk, action, coming):
    paper = paper_row(coming, "Performance summary")
    pack_row(coming, performance_summary=(23, 40))
    url = link_url(action, what="paper", meeting=coming.slug)

    refused = send(desk, url, paper=paper.slug, relation="answers", page="41")
    send(desk, url, paper=paper.slug, relation="answers", page="40")

    assert refused.context["form"].errors["page"] == ["This paper has pages 23 to 40. Enter one of them, or leave it empty"]
    assert Link.objects.get().page == 40


def test_another_record_is_named_by_its_reference(desk, action, body):
    other = ActionFactory(body=body, reference="A-2022-005")
    url = link_url(action, what="record")

    wrong = send(desk, url, reference="A-2022-099", relation="bears-on")
    itself = send(desk, url, reference=action.reference, relation="bears-on")
    send(desk, url, reference="a-2022-005 ", relation="bears-on")

    said = "There is no other action or recommendation with the reference"
    assert wrong.context["form"].errors["reference"] == [f"{said} A-2022-099"]
    assert itself.context["form"].errors["reference"] == [f"{said} A-2022-004"]
    assert Link.objects.get().source_key == other.pk


def test_a_form_sent_twice_links_once(desk, action, coming):
    url = link_url(action, what="meeting", meeting=coming.slug)
    form = desk.get(url).context["form"]
    sent = {"token": form["token"].value(), "version": action.version, "text": "Said there.", "relation": "answers"}

    urls = {desk.post(url, sent).url for _time in range(2)}

    assert urls == {"/avon/actions/A-2022-004/#chain"}
    assert (Link.objects.count(), ActionUpdate.objects.count()) == (1, 1)


def test_an_answer_over_a_newer_save_is_refused(desk, action, coming):
    url = link_url(action, what="meeting", meeting=coming.slug)

    response = send(desk, url, relation="answers", version=action.version + 5)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert Link.objects.count() == 0


def test_members_and_the_public_link_nothing(client, action, member):
    assert client.get(link_url(action)).status_code == 302
    client.force_login(member)
    assert client.get(link_url(action)).status_code == 403
    client.force_login(UserFactory())
    assert client.get(link_url(action)).status_code == 403


def change_url(action, number, act):
    return reverse("actions:link-change", args=[action.area.slug, action.reference, number, act])


def test_a_link_is_removed_and_put_back(desk, action, coming):
    made = link(action, "meeting", coming)
    Action.objects.update(status=ActionStatus.ANSWERED)

    response = desk.post(change_url(action, made.number, "remove"), follow=True)

    made.refresh_from_db()
    words = [str(message) for message in response.context["messages"]]
    assert made.removed_at is not None
    assert words[1] == "The action still says that it is answered, and no link answers it. Say what answers it"
    assert "Put it back" in response.content.decode()
    desk.post(change_url(action, made.number, "restore"))
    made.refresh_from_db()
    assert made.removed_at is None


def test_a_link_of_another_action_is_not_found(desk, action, body, coming):
    other = ActionFactory(body=body)
    made = link(other, "meeting", coming)

    assert desk.post(change_url(action, made.number, "remove")).status_code == 404
    assert desk.post(change_url(other, made.number, "burn")).status_code == 404
    assert desk.get(change_url(other, made.number, "remove")).status_code == 405


def test_members_change_no_link(client, action, coming, member):
    made = link(action, "meeting", coming)
    client.force_login(member)

    assert client.post(change_url(action, made.number, "remove")).status_code == 403
