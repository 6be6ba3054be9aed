"""What the public is told of a complaint: written afresh, checked, approved by a second person, withdrawn and brought back."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import AuditEntry
from complaints.choices import SummaryStatus
from complaints.models import PublicSummary
from complaints.services import summaries as services
from tests.factories.complaints import (
    AllegationFactory,
    ComplaintFactory,
    LetterFactory,
    PartyFactory,
    StepFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.usefixtures("rulebook")
SAFE = "A resident complained that a letter about speeding was not answered."
NAMED = "A resident complained that Fiona Castleford was refused a grant."
PRIVATE = "I wrote three times about the noise of the dogs next door and nobody ever wrote back"


@pytest.fixture
def complaint(body, holder, powers):
    return ComplaintFactory(body=body, office_holder=holder)


@pytest.fixture
def draft(complaint, office):
    return services.write_summary(complaint=complaint, text=SAFE, actor=office)


def page(complaint, name, *more):
    return reverse(f"complaints:{name}", args=[complaint.area.slug, complaint.reference, *more])


def refused(work, **facts):
    with pytest.raises(ValidationError) as raised:
        work(**facts)
    return raised.value


def problems(work, **facts):
    return refused(work, **facts).message_dict


# Services ------------------------------------------------------------------------------------------------------------


def test_a_second_person_publishes_what_another_wrote(complaint, draft, office, lead):
    error = refused(services.approve_and_publish, summary=draft, version=draft.version, actor=office)
    assert error.code == "two-people"

    services.approve_and_publish(summary=draft, version=draft.version, actor=lead)

    draft.refresh_from_db()
    assert (draft.status, draft.written_by, draft.approved_by) == (SummaryStatus.PUBLISHED, office, lead)
    assert list(AuditEntry.objects.filter(action__startswith="complaints.summary").values_list("action", "detail")) == [
        ("complaints.summary_written", {"number": draft.number}), ("complaints.summary_published", {"number": draft.number}),
    ]  # fmt: skip


def test_the_database_too_wants_two_people(draft, office):
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicSummary.objects.filter(pk=draft.pk).update(status=SummaryStatus.PUBLISHED, approved_by=office)


def test_marked_words_stay_only_for_a_reason(complaint, office):
    facts = {"complaint": complaint, "text": NAMED, "actor": office}

    assert problems(services.write_summary, **facts) == {
        "kept_words_why": ["Say why these words may stay, or take them out: ‘Fiona Castleford’"],
    }  # fmt: skip
    made = services.write_summary(**facts, kept_words_why="She was a minister and is named in the newspaper.")
    assert made.kept_words_why


@pytest.mark.parametrize("text", [
    "It is said that Marian was not answered.", "It is said that wren was not answered.", "Your letter was not answered.",
    "The complainant wrote three times about the noise of the dogs next door.", "Somebody at 4 Hazel Row was not answered.",
])  # fmt: skip
def test_nothing_keeps_names_of_the_complaint_copied_words_and_letters(complaint, office, text):
    PartyFactory(complaint=complaint)
    SubmissionFactory(complaint=complaint, text=PRIVATE)

    facts = {"complaint": complaint, "text": text, "actor": office, "kept_words_why": "I want it."}
    assert set(problems(services.write_summary, **facts)) == {"text"}
    assert not PublicSummary.objects.exists()


@pytest.mark.parametrize("make", [
    lambda one: AllegationFactory(complaint=one, text=PRIVATE), lambda one: LetterFactory(complaint=one, text=PRIVATE),
    lambda one: StepFactory(complaint=one, reason=PRIVATE),
], ids=["allegation", "letter", "reason"])  # fmt: skip
def test_what_is_copied_is_found_in_every_private_paper(complaint, office, make):
    make(complaint)

    text = f"It is said: {PRIVATE}."
    assert "text" in problems(services.write_summary, complaint=complaint, text=text, actor=office)


def test_it_is_checked_again_when_it_is_approved(complaint, office, lead):
    draft = services.write_summary(
        complaint=complaint, text="A resident called Wren complained.", kept_words_why="x", actor=office
    )
    PartyFactory(complaint=complaint)

    assert "text" in problems(services.approve_and_publish, summary=draft, version=draft.version, actor=lead)
    draft.refresh_from_db()
    assert draft.status == SummaryStatus.DRAFT


def test_words_on_an_outcome_wait_until_it_is_published(body, holder, office):
    waits = ComplaintFactory(body=body, office_holder=holder, concluded=True)
    told = ComplaintFactory(body=body, office_holder=holder, decided=True)
    facts = {"text": SAFE, "outcome_text": "An explanation was given.", "actor": office}

    found = problems(services.write_summary, complaint=waits, **facts)

    assert "regulation 28. Not yet verified)" in found["outcome_text"][0]
    assert services.write_summary(complaint=told, **facts).outcome_text == "An explanation was given."


def test_a_new_one_takes_the_place_of_what_is_published(complaint, draft, office, lead):
    services.approve_and_publish(summary=draft, version=draft.version, actor=lead)
    other = services.write_summary(complaint=complaint, text="A complaint about a late answer.", actor=office)

    services.approve_and_publish(summary=other, version=other.version, actor=lead)

    draft.refresh_from_db()
    assert (draft.status, draft.withdrawn_why) == (SummaryStatus.WITHDRAWN, "Another one took its place")
    assert PublicSummary.objects.get(status=SummaryStatus.PUBLISHED) == other


def test_one_is_written_at_a_time_and_an_old_page_changes_nothing(complaint, draft, office):
    assert refused(services.write_summary, complaint=complaint, text=SAFE, actor=office).code == "draft"
    services.change_summary(summary=draft, version=draft.version, text="A late answer.", actor=office)
    assert refused(services.change_summary, summary=draft, version=1, text="x", actor=office).code == "stale"


def test_a_withdrawal_is_undone_by_a_second_person(complaint, draft, office, lead):
    services.approve_and_publish(summary=draft, version=draft.version, actor=lead)
    draft.refresh_from_db()
    services.withdraw_summary(summary=draft, version=draft.version, why="It said too much.", actor=office)
    draft.refresh_from_db()

    assert refused(services.restore_summary, summary=draft, version=draft.version, actor=office).code == "two-people"
    services.restore_summary(summary=draft, version=draft.version, actor=lead)

    draft.refresh_from_db()
    assert (draft.status, draft.withdrawn_at, draft.withdrawn_why) == (SummaryStatus.PUBLISHED, None, "")


def test_nothing_is_written_of_an_erased_complaint(body, office):
    gone = ComplaintFactory(body=body, erased=True)

    assert refused(services.write_summary, complaint=gone, text=SAFE, actor=office).code == "erased"


# Pages ---------------------------------------------------------------------------------------------------------------


def test_the_box_begins_empty_beside_the_private_text(client, complaint, office):
    AllegationFactory(complaint=complaint, text="That the dogs were never heard.")
    client.force_login(office)

    response = client.get(page(complaint, "summary-write"))

    assert "That the dogs were never heard." in response.content.decode()
    assert response.context["form"]["text"].value() is None


def test_a_refused_text_comes_back_with_the_reason_and_is_kept(client, complaint, office):
    client.force_login(office)
    url = page(complaint, "summary-write")
    token = client.get(url).context["form"]["token"].value()

    response = client.post(url, {"text": "Despite your emails, nobody wrote.", "token": token})

    wanted = "The summary seems to address the complainant (‘your emails’). Rewrite it for the public"
    assert response.context["form"].errors == {"text": [wanted]}
    assert "Despite your emails, nobody wrote." in response.content.decode()
    assert "<title>Error: " in response.content.decode()


def test_all_that_is_marked_is_said_at_once(client, complaint, office):
    PartyFactory(complaint=complaint)
    client.force_login(office)
    url = page(complaint, "summary-write")
    sent = {"text": "Despite your emails, nobody wrote to Marian.", "token": client.get(url).context["form"]["token"].value()}

    errors = client.post(url, sent).context["form"].errors["text"]

    assert len(errors) == 1
    assert "seems to address the complainant (‘your emails’)" in errors[0]
    assert "It names or describes somebody in this complaint" in errors[0]


def test_sent_twice_it_is_one_draft(client, complaint, office):
    client.force_login(office)
    url = page(complaint, "summary-write")
    typed = {"text": SAFE, "token": client.get(url).context["form"]["token"].value()}

    assert [client.post(url, typed).status_code for _twice in range(2)] == [302, 302]
    assert PublicSummary.objects.count() == 1


def test_from_writing_to_the_register_and_back(client, complaint, office, lead):
    client.force_login(office)
    token = client.get(page(complaint, "summary-write")).context["form"]["token"].value()
    client.post(page(complaint, "summary-write"), {"text": SAFE, "token": token})
    draft = PublicSummary.objects.get()
    assert client.get(page(complaint, "summary-approve", draft.number)).status_code == 403
    register = reverse("complaints:public-register", args=[complaint.area.slug])
    assert SAFE not in client.get(register).content.decode()

    client.force_login(lead)
    assert "The check marks nothing" in client.get(page(complaint, "summary-detail")).content.decode()
    response = client.post(page(complaint, "summary-approve", draft.number), {"version": draft.version})
    assert response.context["form"].errors == {"is_read": ["Tick that you have read it, or leave it a draft"]}
    client.post(page(complaint, "summary-approve", draft.number), {"version": draft.version, "is_read": "on"})
    client.logout()
    assert SAFE in client.get(register).content.decode()

    client.force_login(office)
    draft.refresh_from_db()
    client.post(page(complaint, "summary-withdraw", draft.number), {"version": draft.version, "why": "CANARY: it said too much."})
    client.logout()
    html = client.get(register).content.decode()
    assert SAFE not in html
    assert "CANARY" not in html


def test_stale_words_are_shown_side_by_side(client, complaint, draft, office):
    client.force_login(office)
    services.change_summary(summary=draft, version=draft.version, text="A late answer.", actor=office)

    response = client.post(page(complaint, "summary-write"), {"text": "An answer that was late.", "version": 1})

    html = response.content.decode()
    assert "Saved by someone else" in html
    assert "A late answer." in html
    assert "An answer that was late." in html


@pytest.mark.parametrize("name", ["summary-detail", "summary-write"])
def test_members_and_the_public_do_not_open_it(client, complaint, member, name):
    assert client.get(page(complaint, name)).status_code == 302
    client.force_login(member)
    assert client.get(page(complaint, name)).status_code == 404


def test_reading_it_stands_in_the_trail(client, complaint, draft, office):
    client.force_login(office)
    client.get(page(complaint, "summary-detail"))

    assert AuditEntry.objects.filter(action="complaints.viewed").latest("pk").detail == {"page": "summary-detail"}


def test_the_pages_of_acts_say_what_they_do_where_the_act_is_past(client, complaint, draft, lead, clerk):
    services.approve_and_publish(summary=draft, version=draft.version, actor=lead)
    draft.refresh_from_db()
    client.force_login(clerk)

    assert "not a draft any more" in client.get(page(complaint, "summary-approve", draft.number)).content.decode()
    assert "is not withdrawn" in client.get(page(complaint, "summary-restore", draft.number)).content.decode()
    assert client.get(page(complaint, "summary-withdraw", 99)).status_code == 404


def test_every_page_of_it_shows_the_words(client, complaint, draft, lead):
    services.withdraw_summary(summary=draft, version=draft.version, why="It said too much.", actor=lead)
    client.force_login(lead)

    for name, more in (("summary-detail", ()), ("summary-restore", (draft.number,))):
        assert SAFE in client.get(page(complaint, name, *more)).content.decode()
    draft.refresh_from_db()
    client.post(page(complaint, "summary-restore", draft.number), {"version": draft.version})
    for name in ("summary-approve", "summary-withdraw"):
        assert SAFE in client.get(page(complaint, name, draft.number)).content.decode()
