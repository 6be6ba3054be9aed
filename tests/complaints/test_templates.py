"""The wording of letters: the portal's until a panel writes its own, checked when it is saved, with its history."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from complaints.choices import LetterKind, Recipient
from complaints.models import Letter, LetterTemplate
from complaints.papers.templates import WORDINGS
from complaints.services import templates

pytestmark = pytest.mark.django_db
TEXT = "Dear {{name}}\n\nWe have it since {{received_on}}."


@pytest.fixture(autouse=True)
def stand(rulebook, today, area, body):
    """The rule book, the day and the panel."""


def write(body, key="acknowledgement", version=0, **words):
    return templates.write_template(
        body=body, key=key, version=version, **({"subject": "Yours", "text": TEXT} | words), actor=None
    )


def url(name, *more):
    return reverse(f"complaints:{name}", args=["northshire", *more])


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_panels_own_words_count_from_then_on_for_that_recipient_alone(body, log):
    before = log().letters.get()
    write(body)
    write(body, key="recorded-to-office-holder", text="{{allegations}}")

    assert before.subject == "We received your complaint {{reference}}"
    assert log().letters.get().text == TEXT
    holders = templates.wording_for(body, LetterKind.RECORDED, Recipient.OFFICE_HOLDER)
    others = templates.wording_for(body, LetterKind.RECORDED, Recipient.COMPLAINANT)
    assert (holders.text, others.own) == ("{{allegations}}", None)
    assert Letter.objects.get(pk=before.pk).text == before.text


@pytest.mark.parametrize(
    ("key", "words", "field", "expected"),
    [
        ("not-recorded", {"text": "Dear {{name}}"}, "text",
         "Put in {{grounds}}: this letter must say it (The grounds of the decision, each with its regulation)"),
        ("outcome", {"text": "Dear {{name}}"}, "text",
         "Put in {{outcome}}: this letter must say it (The outcome, as both sides are told)"),
        ("recorded-to-office-holder", {"text": "{{name}} complains"}, "text",
         "Line 1: {{name}} cannot stand here. Choose one from the list"),
        ("recorded", {"subject": "{{address}}"}, "subject", "Line 1: {{address}} cannot stand here. Choose one from the list"),
    ],
)  # fmt: skip
def test_what_a_letter_must_say_cannot_be_left_out_and_wrong_fields_are_not_kept(body, key, words, field, expected):
    with pytest.raises(ValidationError) as error:
        write(body, key=key, **words)

    assert error.value.message_dict == {field: [expected]}
    assert not LetterTemplate.objects.exists()


def test_an_older_version_is_refused_and_what_was_before_is_kept(body):
    write(body)
    with pytest.raises(ValidationError, match="Someone else saved this"):
        write(body, version=0)

    write(body, version=1, subject="Newer")

    assert [row.subject for row in templates.history(body, "acknowledgement")] == ["Newer", "Yours"]
    assert templates.older(body, "acknowledgement", 1).subject == "Yours"
    assert templates.older(body, "acknowledgement", 0).subject == "We received your complaint {{reference}}"


def test_a_clerk_changes_the_wording_and_the_office_reads_it(clerk, office, member, body):
    sent = {"subject": "Yours", "text": TEXT, "version": 0}

    assert signed_in(office).get(url("template-update", "acknowledgement")).status_code == 200
    assert signed_in(office).post(url("template-update", "acknowledgement"), sent).status_code == 403
    assert signed_in(member).get(url("template-list")).status_code == 403
    assert signed_in(clerk).post(url("template-update", "acknowledgement"), sent).status_code == 302
    assert LetterTemplate.objects.get().written_by == clerk
    assert "The panel’s, version 1" in signed_in(office).get(url("template-list")).content.decode()


def test_a_preview_shows_made_up_values_and_keeps_nothing(clerk):
    sent = {"subject": "About {{reference}}", "text": "Dear {{name}}\n\n{{contact}}", "version": 0, "preview": "letter"}

    page = signed_in(clerk).post(url("template-update", "acknowledgement"), sent).content.decode()

    assert "Dear Alex Example" in page
    assert "About CC-2022-002" in page
    assert not LetterTemplate.objects.exists()


def test_both_texts_are_shown_when_two_write(clerk, body):
    write(body, text="Theirs {{name}}")
    sent = {"subject": "Mine", "text": "My own {{name}}", "version": 0}

    page = signed_in(clerk).post(url("template-update", "acknowledgement"), sent).content.decode()

    assert "Theirs {{name}}" in page
    assert "My own {{name}}" in page
    assert LetterTemplate.objects.count() == 1


def test_an_older_wording_is_brought_back_as_a_new_one(clerk, body):
    write(body)
    write(body, version=1, subject="Newer")
    client = signed_in(clerk)

    page = client.get(url("template-update", "acknowledgement"), {"from": "1"})
    form = page.context["form"]
    client.post(url("template-update", "acknowledgement"), {name: form[name].value() for name in ("subject", "text", "version")})

    assert "from=1" in client.get(url("template-history", "acknowledgement")).content.decode()
    assert templates.wording_for(body, LetterKind.ACKNOWLEDGEMENT, Recipient.COMPLAINANT).subject == "Yours"
    assert LetterTemplate.objects.count() == 3


def test_every_wording_has_its_page_and_no_other(clerk):
    client = signed_in(clerk)

    assert {client.get(url("template-update", key)).status_code for key in WORDINGS} == {200}
    assert client.get(url("template-update", "shoe")).status_code == 404
    assert client.get(url("template-history", "shoe")).status_code == 404
