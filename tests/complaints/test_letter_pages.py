"""The pages of letters: without a name for all who open the complaint, with it after confirming that it is you."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEntry
from complaints.choices import LetterKind, LetterStatus, Recipient
from complaints.models import Letter, LetterTemplate
from complaints.services import letters
from interface import clock
from tests.complaints.confirming import confirmed
from tests.factories.complaints import LetterFactory, PartyFactory
from tests.factories.panels import ContactOfficerFactory

pytestmark = pytest.mark.django_db
NAMED = ["letter-issue", "letter-preview", "letter-file", "letter-email", "letter-text"]


@pytest.fixture
def complaint(log, rulebook, powers, today, body):
    ContactOfficerFactory(body=body)
    return log()


@pytest.fixture
def letter(complaint):
    return complaint.letters.get()


def url(complaint, name, *more):
    return reverse(f"complaints:{name}", args=[complaint.area.slug, complaint.reference, *more])


def day(moment, name="issued_on"):
    return {f"{name}-day": moment.day, f"{name}-month": moment.month, f"{name}-year": moment.year}


def send(client, complaint, letter, **changed):
    """Read the issue page and send it."""
    form = client.get(url(complaint, "letter-issue", letter.number)).context["form"]
    hidden = {name: form[name].value() for name in ("version", "seen")}
    data = {**hidden, **day(clock.today()), "by_email": "email", **changed}
    return client.post(url(complaint, "letter-issue", letter.number), data)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_who_prepares_the_panels_business_reads_a_letter_without_the_name(clerk, complaint, letter):
    page = signed_in(clerk).get(url(complaint, "letter-detail", letter.number))

    text = page.content.decode()
    assert "Dear [name]" in text
    assert "The complainant" in text
    for secret in ("Marian", "Hazel", "mail.example"):
        assert secret not in text
    assert page.context["acts"] == dict.fromkeys(("issue", "edit", "not_needed", "bring_back", "preview", "file", "email"))


@pytest.mark.parametrize("name", NAMED)
def test_pages_with_the_name_are_for_the_entitled_after_they_confirmed(name, clerk, lead, member, complaint, letter):
    address = url(complaint, name, letter.number)

    assert signed_in(clerk).get(address).status_code == 403
    assert signed_in(member).get(address).status_code == 404
    unconfirmed = confirmed(lead, ago=99_999).get(address)
    assert unconfirmed.status_code == 302
    assert unconfirmed["Location"].startswith("/account/confirm/?next=")


def test_a_letter_is_read_whole_issued_and_copied_into_an_email(office, complaint, letter):
    client = confirmed(office)
    shown = client.get(url(complaint, "letter-issue", letter.number)).content.decode()

    answer = send(client, complaint, letter)

    assert "Dear Marian Wren" in shown
    assert "4 Hazel Row" in shown
    assert answer["Location"] == url(complaint, "letter-email", letter.number)
    letter.refresh_from_db()
    assert (letter.status, letter.by_email, letter.issued_by) == (LetterStatus.ISSUED, True, office)
    mail = client.get(answer["Location"]).content.decode()
    assert "Dear Marian Wren" in mail
    assert "marian.wren@mail.example" in mail
    text = client.get(url(complaint, "letter-text", letter.number))
    assert text.content.decode().startswith("We received your complaint CC-2022-001\n\nDear Marian Wren\n\n")
    assert "\\" not in text.content.decode()
    assert "**" not in text.content.decode()


def test_files_name_nobody_and_no_browser_keeps_them(office, complaint, letter):
    client = confirmed(office)
    draft = client.get(url(complaint, "letter-preview", letter.number))
    send(client, complaint, letter)

    kept = client.get(url(complaint, "letter-file", letter.number))

    assert draft["Content-Disposition"] == f'inline; filename="CC-2022-001-letter-{letter.number}-draft.pdf"'
    assert f"CC-2022-001-letter-{letter.number}.pdf" in kept["Content-Disposition"]
    assert {draft["Cache-Control"], kept["Cache-Control"]} == {"private, no-store"}
    assert b"".join(kept.streaming_content).startswith(b"%PDF")
    assert AuditEntry.objects.filter(action="complaints.identity_read", detail={"letter": letter.number}).exists()


def test_a_wrong_day_is_said_beside_the_field_and_nothing_is_issued(office, complaint, letter):
    answer = send(confirmed(office), complaint, letter, **day(date(2022, 2, 12)))

    assert answer.status_code == 200
    assert answer.context["form"].errors["issued_on"] == ["The day on which it is sent cannot be in the future"]
    assert Letter.objects.get().status == LetterStatus.DRAFT


def test_a_letter_that_changed_since_it_was_read_is_shown_again_and_then_goes(office, complaint, letter):
    client = confirmed(office)
    complaint.parties.update(name="Marian Lark")

    first = send(client, complaint, letter, seen="0" * 64)
    form = first.context["form"]
    again = {name: form[name].value() for name in ("version", "seen")}
    second = client.post(url(complaint, "letter-issue", letter.number), {**again, **day(clock.today()), "by_email": "email"})

    assert "has changed since you read it" in first.content.decode()
    assert second.status_code == 302


def test_who_does_not_work_on_it_cannot_change_or_issue(clerk, complaint, letter):
    client = confirmed(clerk)

    for name in ("letter-update", "letter-not-needed", "letter-issue"):
        assert client.post(url(complaint, name, letter.number), {}).status_code == 403
    assert client.post(url(complaint, "letter-create"), {}).status_code == 403


def test_wrong_fields_come_back_with_their_line_and_the_text(office, complaint, letter):
    sent = {"subject": "About it", "text": "Dear {{nmae}}", "version": 1, "party": ""}

    answer = signed_in(office).post(url(complaint, "letter-update", letter.number), sent)

    assert answer.context["form"].errors["text"] == ["Line 1: there is no field {{nmae}}. Choose one from the list"]
    assert "Dear {{nmae}}" in answer.content.decode()


def test_a_preview_fills_what_was_typed_and_saves_nothing(office, complaint, letter):
    sent = {
        "subject": "About {{reference}}",
        "text": "Dear {{name}}, it came on {{received_on}}.",
        "version": 1,
        "preview": "letter",
    }

    answer = signed_in(office).post(url(complaint, "letter-update", letter.number), sent)

    text = answer.content.decode()
    assert "Dear [name], it came on Friday 11 February 2022." in text
    assert "About CC-2022-001" in text
    assert Letter.objects.get().version == 1


def test_two_writers_of_a_letter_see_both_texts(office, lead, complaint, letter):
    letters.change_letter(
        letter=letter, version=1, subject="Theirs", text="What they wrote", answer_by=None, party=letter.party, actor=lead
    )
    sent = {"subject": "Mine", "text": "What I wrote", "version": 1, "party": ""}

    answer = signed_in(office).post(url(complaint, "letter-update", letter.number), sent)

    assert "What they wrote" in answer.content.decode()
    assert "What I wrote" in answer.content.decode()
    assert Letter.objects.get().text == "What they wrote"


def test_a_letter_begun_by_hand_goes_to_a_person_by_number_and_only_once(office, complaint):
    other = PartyFactory(complaint=complaint, interested=True)
    token = uuid4()
    sent = {"kind": LetterKind.CLOSURE, "to": f"person-{other.number}", "token": token}

    page = signed_in(office).get(url(complaint, "letter-create"))
    for _time in range(2):
        assert signed_in(office).post(url(complaint, "letter-create"), sent).status_code == 302

    made = Letter.objects.get(kind=LetterKind.CLOSURE)
    assert (made.recipient, made.party) == (Recipient.OTHER, other)
    assert f"Interested person {other.number}" in page.content.decode()
    assert "Jonas" not in page.content.decode()


def test_not_needed_wants_a_reason_and_is_undone_on_the_same_page(office, complaint, letter):
    client, address = signed_in(office), url(complaint, "letter-not-needed", letter.number)

    without = client.post(address, {"version": 1, "why": ""})
    client.post(address, {"version": 1, "why": "Told by telephone."})
    middle = Letter.objects.get().status
    client.post(address, {"version": 2})

    assert without.context["form"].errors["why"] == ["Say why it is not needed"]
    assert (middle, Letter.objects.get().status) == (LetterStatus.NOT_NEEDED, LetterStatus.DRAFT)


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_list_asks_the_same_of_1_3_and_300_letters(office, complaint):
    client, address = signed_in(office), url(complaint, "letter-list")
    client.get(address)
    counts = [queries(client, address)]
    for wanted in (3, 300):
        party = complaint.parties.get()
        LetterFactory.create_batch(wanted - Letter.objects.count(), complaint=complaint, party=party)
        counts.append(queries(client, address))

    assert len(set(counts)) == 1
    assert client.get(address).content.decode().count("Letter ") >= 300
    assert not LetterTemplate.objects.exists()
