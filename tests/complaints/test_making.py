"""A member of the public makes a complaint: told where others go, one question a page, sent once, nothing lost."""

from datetime import date

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import AuditEntry
from complaints.choices import CameTo, Means
from complaints.forms.making import About
from complaints.models import Complaint, ComplaintFile, Party, Submission
from documents.models import StoredFile
from jobs.services import run_all
from tests.complaints.making import WORDS, YOU, address, answer, post, send
from tests.documents.samples import plain_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time(today, body, rulebook):
    """Friday 11 February 2022, in an area with a panel and the rule book."""


def test_a_complaint_is_sent_and_logged_for_the_panel(client, holder):
    assert answer(client, holder)["Location"] == address("check")
    assert send(client)["Location"] == address("sent")

    made = Complaint.objects.get()
    assert (made.came_to, made.means, made.received_on, made.made_on) == (
        CameTo.PANEL, Means.WEB, date(2022, 2, 11), date(2022, 2, 11),
    )  # fmt: skip
    assert made.office_holder == holder
    assert made.submission.text == WORDS
    row = made.allegations.get()
    assert (row.text, row.is_confirmed, row.incident_from) == (
        "Still to be put into words from what the complainant wrote", False, date(2022, 1, 12),
    )  # fmt: skip
    assert made.parties.get().name == "Marian Wren"
    told = client.get(address("sent")).content.decode()
    assert made.reference in told
    assert "Friday 18 February 2022" in told
    assert "Wren" not in told
    assert "making" not in client.session or not client.session["making"]


def test_the_receipt_holds_the_reference_and_not_a_word(client, holder):
    answer(client, holder)
    send(client)
    run_all()

    (letter,) = mail.outbox
    assert letter.to == ["marian.wren@mail.example"]
    assert letter.subject == "CC-2022-001: we have what you sent"
    assert "CC-2022-001" in letter.body
    assert not any(word in letter.subject + letter.body for word in ("Wren", "Marian", "letter of January"))


def test_who_stays_anonymous_leaves_no_name_and_gets_no_mail(client, holder):
    answer(client, holder)
    post(client, "who", who="anonymous")
    assert "Wren" not in str(dict(client.session))
    send(client)
    run_all()

    made = Complaint.objects.get()
    assert made.is_anonymous
    assert not Party.objects.exists()
    assert not mail.outbox
    assert "nobody can answer you" in client.get(address("sent")).content.decode()


def test_what_follows_from_no_name_is_said_with_its_rule(client, holder):
    post(client, "start", about="commissioner")
    text = client.get(address("who")).content.decode()
    assert "Nobody can answer you" in text
    assert "regulation 15" in text


def test_somebody_speaks_for_another(client, holder):
    answer(client, holder, who="other", you={"other_name": "Orla Finch"})
    send(client)

    people = dict(Party.objects.values_list("kind", "name"))
    assert people == {"complainant": "Orla Finch", "representative": "Marian Wren"}
    run_all()
    assert [letter.to for letter in mail.outbox] == [["marian.wren@mail.example"]]


@pytest.mark.parametrize("about", [one.value for one in About if one != About.COMMISSIONER])
def test_what_is_not_about_the_commissioner_is_told_where_it_goes(client, about):
    answered = post(client, "start", about=about)
    assert answered["Location"] == address("elsewhere", about)
    assert "Nothing was sent" in client.get(answered["Location"]).content.decode()
    assert "making" not in client.session


def test_the_start_says_first_where_police_complaints_go_and_what_happens_when(client):
    text = client.get(address("start")).content.decode()
    assert text.index("The police: an officer") < text.index("What happens to a complaint made today")
    assert "call 999" in text
    assert "Friday 18 February 2022" in text
    assert "SI 2012/62" in text
    assert "Not yet verified" in text


@pytest.mark.parametrize(
    ("page", "typed", "field", "words"),
    [
        ("start", {}, "about", "Choose what your complaint is about"),
        ("whom", {}, "whom", "Choose about whom it is"),
        ("whom", {"whom": "1", "from_on-day": 3, "from_on-month": 5, "from_on-year": 2012}, "from_on", "No one held that office"),
        ("whom", {"whom": "1", "from_on-day": 3, "from_on-month": 5, "from_on-year": 2023}, "from_on", "today or earlier"),
        ("what", {"words_1": "  "}, "words_1", "Tell us what happened"),
        ("what", {"words_1": "a" * 5001}, "words_1", "Shorten it to 5,000 characters"),
        ("who", {}, "who", "Choose for whom you complain"),
        ("you", {"name": "", "email": "a@mail.example"}, "name", "Enter your full name"),
        ("you", {"name": "Marian Wren"}, "email", "Enter an email or a postal address"),
        ("you", {"name": "Marian Wren", "email": "nowhere"}, "email", "Enter an email address like"),
        ("you", {**YOU, "website": "x"}, "website", "Empty the last box"),
    ],
)
def test_errors_stand_beside_their_field_and_say_what_to_do(client, holder, page, typed, field, words):
    answer(client, holder)
    answered = post(client, page, **{name: holder.number if name == "whom" else value for name, value in typed.items()})
    assert answered.status_code == 200
    assert words in answered.context["form"].errors[field][0]
    assert client.session["making"]["northshire"]["words"] == [WORDS]


@pytest.mark.parametrize("page", ["whom", "what", "who", "you", "check", "sent"])
def test_no_page_opens_before_the_ones_it_needs(client, page):
    assert client.get(address(page))["Location"] == address("start")
    assert post(client, page).status_code in (302, 405)
    assert not Complaint.objects.exists()


def test_a_form_sent_twice_makes_one_complaint(client, holder):
    answer(client, holder)
    token = client.get(address("check")).context["form"]["token"].value()

    assert [post(client, "check", token=token)["Location"] for _time in range(2)] == [address("sent")] * 2
    assert Complaint.objects.count() == 1


def test_a_page_that_shows_older_answers_sends_nothing(client, holder):
    answer(client, holder)
    token = client.get(address("check")).context["form"]["token"].value()
    post(client, "what", words_1="Other words.")

    answered = post(client, "check", token=token)

    assert "Your answers have changed" in answered.content.decode()
    assert not Complaint.objects.exists()


def test_files_come_along_and_a_refused_one_loses_nothing(client, holder):
    answer(client, holder)
    refused = send(client, uploads=[SimpleUploadedFile("a.exe", b"MZ" + b"\0" * 100)])
    assert "must be a PDF, DOCX or ODT" in refused.context["form"].errors["uploads"][0]
    assert not Complaint.objects.exists()
    assert not StoredFile.objects.exists()
    too_many = send(client, uploads=[SimpleUploadedFile(f"{n}.pdf", plain_pdf()) for n in range(4)])
    assert "Choose no more than 3 files" in too_many.context["form"].errors["uploads"][0]

    send(client, uploads=[SimpleUploadedFile("a.pdf", plain_pdf())])

    assert ComplaintFile.objects.get(complaint=Complaint.objects.get()).original.store == "restricted"


def test_answers_can_be_deleted(client, holder):
    answer(client, holder)
    assert client.post(address("forget"))["Location"] == address("start")
    assert "Wren" not in str(dict(client.session))
    assert client.get(address("check"))["Location"] == address("start")


def test_one_address_sends_its_share_of_a_day_and_the_nameless_are_not_counted_as_one(holder, settings):
    settings.ASKING_MOST_A_DAY_FROM_AN_EMAIL = 1
    answered = []
    for who in ("self", "self", "anonymous", "anonymous"):
        client = Client()
        answer(client, holder, who=who)
        answered.append(send(client).status_code)
    assert answered == [302, 200, 302, 302]
    assert Complaint.objects.count() == 3


def test_one_line_sends_its_share_of_a_day(client, holder, settings):
    settings.ASKING_MOST_A_DAY_FROM_A_LINE = 0
    answer(client, holder, who="anonymous")
    assert "Too much was sent from your internet connection" in send(client).content.decode()


def test_files_that_are_refused_count_in_the_share_of_a_line(client, holder, settings):
    """Looking into a file costs us as much as keeping it."""
    settings.ASKING_MOST_A_DAY_FROM_A_LINE = 2
    answer(client, holder)
    answered = [send(client, uploads=[SimpleUploadedFile("a.exe", b"MZ")]).content.decode() for _turn in range(3)]

    assert ["must be a PDF" in page for page in answered] == [True, True, False]
    assert "Too much was sent from your internet connection" in answered[2]


def test_faster_than_anybody_types_is_refused(client, holder, settings):
    settings.ASKING_SECONDS = 5
    answer(client, holder)
    assert "faster than anybody types" in send(client).content.decode()


def test_nothing_typed_stays_in_a_cache_or_the_trail(client, holder):
    answer(client, holder)
    for page in ("whom", "what", "who", "you", "check"):
        assert "no-store" in client.get(address(page))["Cache-Control"]
    send(client)
    assert "no-store" in client.get(address("sent"))["Cache-Control"]
    kept = str(list(AuditEntry.objects.values()))
    assert not any(word in kept for word in ("Wren", "letter of January", "mail.example"))


def test_a_session_of_another_area_sends_nothing_here(client, holder, rulebook):
    from tests.factories.panels import BodyFactory

    answer(client, holder)
    BodyFactory(area__slug="southshire")
    assert client.get(address("check", slug="southshire"))["Location"] == address("start", slug="southshire")


def test_the_privacy_notice_says_how_long_with_its_rule(client):
    text = client.get(address("privacy")).content.decode()
    assert "6 years after your complaint ends" in text


def test_an_area_without_a_panel_has_no_pages(client):
    from tests.factories.panels import PoliceAreaFactory

    PoliceAreaFactory(slug="eastshire")
    assert client.get(address("start", slug="eastshire")).status_code == 404


def test_the_number_of_queries_of_the_start_does_not_grow_with_the_office_holders(client, area, holder):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.factories.panels import OfficeHolderFactory

    post(client, "start", about="commissioner")
    counts = []
    for more in (0, 2, 297):
        OfficeHolderFactory.create_batch(more, area=area, started_on=date(2012, 11, 22), ended_on=date(2016, 5, 11))
        with CaptureQueriesContext(connection) as found:
            assert client.get(address("whom")).status_code == 200
        counts.append(len(found))
    assert len(set(counts)) == 1, counts
    assert Submission.objects.count() == 0


def test_words_that_come_after_the_session_ran_out_are_kept_and_the_rest_is_asked_again(client, holder):
    answered = post(client, "what", words_1=WORDS)
    assert answered["Location"] == address("whom")
    assert client.session["making"]["northshire"]["words"] == [WORDS]
    assert "We kept what you just sent" in client.get(address("whom")).content.decode()


def test_pages_that_are_opened_again_after_sending_lead_to_the_reference(client, holder):
    answer(client, holder)
    send(client)
    for page in ("whom", "what", "who", "you", "check"):
        assert client.get(address(page))["Location"] == address("sent"), page


def test_back_from_the_check_leads_to_the_page_before_it(client, holder):
    answer(client, holder)
    assert client.get(address("check")).context["back"] == address("you")
    post(client, "who", who="anonymous")
    assert client.get(address("check")).context["back"] == address("who")


def test_who_gives_no_name_is_not_told_of_an_acknowledgement(client, holder):
    answer(client, holder, who="anonymous")
    send(client)
    told = client.get(address("sent")).content.decode()
    assert "We acknowledge it" not in told
    assert "We aim to finish it within 8 weeks" in told


def test_a_day_that_is_none_is_named_and_what_may_be_left_out_says_so(client, holder):
    post(client, "start", about="commissioner")
    day = {"from_on-day": 40, "from_on-month": 1, "from_on-year": 2022}
    form = post(client, "whom", whom=holder.number, **day).context["form"]
    assert form.errors["from_on"] == ["The day it happened must be a real date"]
    assert all("(optional)" in str(form[name].label) for name in ("from_on", "until_on"))


def test_the_privacy_notice_says_to_whom_one_complains_about_privacy(client):
    assert "Information Commissioner’s Office" in client.get(address("privacy")).content.decode()
