"""Who complains, who speaks for them and who else is concerned: entered, changed, taken out, put back."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditEntry
from complaints.choices import PartyKind
from complaints.models import Complaint, Party, Submission
from complaints.services import people
from complaints.services.complaints import PartyFacts
from tests.complaints.confirming import confirmed

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint(log, rulebook, today):
    return log()


def url(complaint, name, *more):
    return reverse(f"complaints:{name}", args=[complaint.area.slug, complaint.reference, *more])


def test_a_second_complainant_is_refused_beside_the_field(lead, complaint):
    sent = {"kind": PartyKind.COMPLAINANT, "name": "Orla Finch", "token": uuid4()}

    answer = confirmed(lead).post(url(complaint, "person-create"), sent)

    assert answer.status_code == 200
    assert "There is a complainant already" in answer.context["form"].errors["kind"][0]
    assert 'value="Orla Finch"' in answer.content.decode()


def test_a_form_sent_twice_enters_one_person(office, complaint):
    sent = {"kind": PartyKind.INTERESTED, "name": "Orla Finch", "token": uuid4()}
    client = confirmed(office)

    assert [client.post(url(complaint, "person-create"), sent).status_code for _ in range(2)] == [302, 302]
    assert Party.objects.filter(name="Orla Finch").count() == 1


def test_two_writers_see_both_texts(lead, office, complaint):
    party = complaint.parties.get()
    page = confirmed(lead).get(url(complaint, "person-update", party.number))
    people.change_person(party=party, version=party.version, facts=PartyFacts(name="Marian Lark"), actor=office)

    sent = {"kind": party.kind, "name": "Marion Wren", "version": page.context["form"]["version"].value()}
    answer = confirmed(lead).post(url(complaint, "person-update", party.number), sent)

    text = answer.content.decode()
    assert "Marian Lark" in text
    assert "Marion Wren" in text
    assert Party.objects.get(pk=party.pk).name == "Marian Lark"


def test_somebody_taken_out_can_be_put_back_but_not_beside_another_complainant(lead, complaint):
    party = complaint.parties.get()
    client = confirmed(lead)
    client.post(url(complaint, "person-remove", party.number), {"version": party.version})
    party.refresh_from_db()
    assert party.removed_at is not None
    other = people.add_person(complaint=complaint, facts=PartyFacts(name="Orla Finch"), actor=lead)

    refused = client.post(url(complaint, "person-restore", party.number), {"version": party.version})
    assert refused.status_code == 200
    assert "There is a complainant already" in refused.content.decode()

    people.remove_person(party=other, version=other.version, actor=lead)
    client.post(url(complaint, "person-restore", party.number), {"version": party.version})
    party.refresh_from_db()
    assert party.removed_at is None


def test_a_named_complainant_is_no_longer_anonymous(log, rulebook, today, lead):
    complaint = log(is_anonymous=True, parties=())

    people.add_person(complaint=complaint, facts=PartyFacts(name="Marian Wren"), actor=lead)

    assert not Complaint.objects.get(pk=complaint.pk).is_anonymous


def test_somebody_without_a_name_or_a_way_to_reach_them_is_nobody(lead, complaint):
    with pytest.raises(ValidationError, match="Enter a name"):
        people.add_person(complaint=complaint, facts=PartyFacts(kind=PartyKind.INTERESTED, name="  "), actor=lead)


def test_the_words_are_entered_once_and_never_written_over(lead, complaint):
    client = confirmed(lead)
    client.post(url(complaint, "words-create"), {"text": "As it came.", "token": uuid4()})
    again = client.post(url(complaint, "words-create"), {"text": "Another text.", "token": uuid4()})

    assert "kept already" in again.content.decode()
    assert Submission.objects.get(complaint=complaint).text == "As it came."


@pytest.mark.parametrize("name", ["person-create", "words-create"])
def test_who_does_not_work_on_it_enters_nothing(clerk, member, complaint, name):
    sent = {"kind": "interested", "name": "Orla Finch", "text": "Words", "token": uuid4()}
    assert confirmed(clerk).post(url(complaint, name), sent).status_code == 403
    assert confirmed(member).post(url(complaint, name), sent).status_code == 404
    assert Party.objects.count() == 1


def test_nothing_is_entered_in_a_complaint_that_is_over(lead, complaint):
    Complaint.objects.filter(pk=complaint.pk).update(status="withdrawn", ended_on=complaint.received_on)

    answer = confirmed(lead).get(url(complaint, "person-create"))
    assert "This complaint is over" in answer.content.decode()
    assert "<form" not in answer.content.decode().partition("<main")[2].partition("</main>")[0]
    with pytest.raises(ValidationError, match="over"):
        people.add_person(complaint=complaint, facts=PartyFacts(kind=PartyKind.INTERESTED, name="Orla"), actor=lead)


def test_the_trail_names_nobody(lead, complaint):
    party = people.add_person(
        complaint=complaint, facts=PartyFacts(kind=PartyKind.INTERESTED, name="Orla Finch", email="o@mail.example"), actor=lead
    )
    people.change_person(party=party, version=1, facts=PartyFacts(kind=PartyKind.INTERESTED, name="Orla Hawk"), actor=lead)

    kept = list(AuditEntry.objects.filter(action__startswith="complaints.person").values_list("action", "detail"))
    assert [act for act, _detail in kept] == ["complaints.person_added", "complaints.person_changed"]
    assert {"number": party.number, "kind": "interested"} in [detail for _act, detail in kept]
    assert "Orla" not in str(list(AuditEntry.objects.values()))
