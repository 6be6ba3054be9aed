"""Staff log a complaint that came in: nothing typed is lost, errors say what to do, twins are named by reference alone."""

from datetime import date
from itertools import chain
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from complaints.choices import CameTo
from complaints.models import Complaint, ComplaintFile, Party
from complaints.services.complaints import PartyFacts
from complaints.services.intake import likely_same
from tests.complaints.confirming import confirmed
from tests.documents.samples import plain_pdf
from tests.factories.complaints import HandlingPowerFactory
from tests.factories.panels import OfficeHolderFactory

pytestmark = pytest.mark.django_db


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@pytest.fixture
def typed(today, body, holder, rulebook):
    """What somebody types of a whole complaint."""
    return {
        "kind": "complaint", "came_to": "office", "means": "email", **day("made_on", date(2022, 2, 9)),
        **day("received_on", date(2022, 2, 10)), "office_holder": holder.number, "line": "How a letter was answered",
        "allegation_rows": "1", "allegation1-text": "That a letter was not answered.",
        **day("allegation1-from", date(2022, 1, 12)), "interested_rows": "0", "complainant-name": "Marian Wren",
        "complainant-email": "marian.wren@mail.example", "words": "I wrote three times.", "token": uuid4(),
    }  # fmt: skip


@pytest.fixture
def here(area):
    return reverse("complaints:intake-create", args=[area.slug])


def without(typed, *beginnings):
    return {name: value for name, value in typed.items() if not name.startswith(beginnings)}


def test_a_complaint_is_logged_with_all_that_came(client, lead, typed, here):
    client.force_login(lead)
    answer = client.post(here, typed | {"uploads": [SimpleUploadedFile("a.pdf", plain_pdf())]})

    made = Complaint.objects.get()
    assert answer["Location"] == reverse("complaints:intake-done", args=["northshire", made.reference])
    assert (made.reference, made.came_to, made.received_on, made.made_on) == (
        "CC-2022-001", CameTo.OFFICE, date(2022, 2, 10), date(2022, 2, 9),
    )  # fmt: skip
    assert made.allegations.get().incident_from == date(2022, 1, 12)
    assert made.parties.get().name == "Marian Wren"
    assert made.submission.text == "I wrote three times."
    assert ComplaintFile.objects.filter(complaint=made).count() == 1
    done = client.get(answer["Location"]).content.decode()
    assert "CC-2022-001" in done
    assert "Thursday 17 February 2022" in done  # five working days after 10 February
    assert "Wren" not in done


def test_a_form_sent_twice_logs_one_complaint(client, lead, typed, here):
    client.force_login(lead)
    first, second = client.post(here, typed), client.post(here, typed)
    assert first["Location"] == second["Location"]
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        (day("received_on", date(2022, 2, 8)), "received_on", "The date received cannot be before it was made"),
        (day("received_on", date(2022, 2, 12)), "received_on", "The day must be today or earlier"),
        (day("allegation1-from", date(2012, 5, 3)), "office_holder", "No one held that office on Thursday 3 May 2012. Check the"),
        ({"allegation1-text": ""}, "allegation1-text", "Say what is alleged, or mark it “still to be confirmed”"),
        ({"came_to": ""}, "came_to", "Choose to whom it was made"),
        ({"means": "web"}, "means", "Choose how it came"),
        ({"is_anonymous": "on"}, "is_anonymous", "one of the two is wrong"),
        ({"complainant-email": "no address"}, "complainant-email", "Enter an email address like name@example.com"),
        (day("allegation1-until", date(2022, 1, 1)), "allegation1-until", "must not be before the first"),
    ],
)
def test_an_error_stands_beside_its_field_and_nothing_is_lost(client, lead, typed, here, change, field, words):
    client.force_login(lead)
    answer = client.post(here, typed | change)

    assert answer.status_code == 200
    assert words in answer.context["form"].errors[field][0]
    text = answer.content.decode()
    assert "I wrote three times." in text
    assert 'value="Marian Wren"' in text or field == "is_anonymous"
    assert not Complaint.objects.exists()


def test_who_held_no_office_that_day_can_be_logged_once_somebody_says_it_is_right(client, lead, typed, here):
    client.force_login(lead)
    wrong = typed | day("allegation1-from", date(2012, 5, 3))
    assert 'name="holder_is_right"' not in client.get(here).content.decode()
    assert 'name="holder_is_right"' in client.post(here, wrong).content.decode()

    assert client.post(here, wrong | {"holder_is_right": "on"}).status_code == 302


def test_office_holders_are_offered_with_their_dates(client, lead, typed, here, area, holder):
    former = OfficeHolderFactory(area=area, started_on=date(2016, 5, 12), ended_on=date(2021, 5, 12))
    client.force_login(lead)

    text = client.get(here).content.decode()

    assert f"{former.name}, Commissioner from 12 May 2016 to 12 May 2021" in text
    assert f"{holder.name}, Commissioner from" in text


def test_rows_are_added_without_losing_what_was_typed_and_without_errors(client, lead, typed, here):
    client.force_login(lead)
    answer = client.post(here, without(typed, "came_to") | {"preview": "allegation"})
    form = answer.context["form"]
    assert not form.errors
    assert "allegation2-text" in form.fields
    assert "That a letter was not answered." in answer.content.decode()
    assert 'name="allegation_rows" value="2"' in answer.content.decode()

    more = {"allegation_rows": "2", "allegation2-text": "That a call was ended.", "allegation2-unconfirmed": "on"}
    more |= {"interested_rows": "1", "interested1-name": "Jonas Pike"}
    client.post(here, typed | more)
    made = Complaint.objects.get()
    assert [one.is_confirmed for one in made.allegations.order_by("number")] == [True, False]
    assert set(made.parties.values_list("kind", flat=True)) == {"complainant", "interested"}


@pytest.mark.parametrize("rows", ["9" * 400, "-3", "x", "", "9999", "²"])
def test_a_made_up_number_of_rows_breaks_nothing(client, lead, typed, here, rows):
    client.force_login(lead)
    answer = client.post(here, typed | {"allegation_rows": rows, "interested_rows": rows, "preview": "interested"})
    assert answer.status_code == 200
    assert len(answer.context["form"].fields) < 250


def test_members_and_the_public_log_nothing_and_staff_do(client, member, clerk, office, here, typed):
    assert client.get(here)["Location"].startswith("/account/sign-in/")
    client.force_login(member)
    assert client.post(here, typed).status_code == 403
    for user in (clerk, office):
        client.force_login(user)
        assert client.get(here).status_code == 200


def test_what_the_office_logs_for_the_panel_is_closed_to_it_at_once(client, office, here, typed, clerk):
    client.force_login(office)
    page = client.get(here)
    assert page.context["is_closed_to_logger"]
    done = client.post(here, typed | {"came_to": "panel"})["Location"]

    told = client.get(done)

    assert told.status_code == 200
    assert "closed to the Commissioner’s office" in told.content.decode()
    assert client.get(Complaint.objects.get().get_absolute_url()).status_code == 404
    assert confirmed(office).get(done).status_code == 404  # in any other session
    client.force_login(clerk)
    assert client.get(done).status_code == 200


def test_with_first_handling_delegated_the_office_goes_on(client, office, here, typed, body):
    HandlingPowerFactory(body=body)
    client.force_login(office)
    assert not client.get(here).context["is_closed_to_logger"]
    done = client.post(here, typed | {"came_to": "panel"})["Location"]
    assert "What is due" in client.get(done).content.decode()


# Twins


@pytest.fixture
def twins(log, rulebook, today):
    def pair(one, other):
        return [log(parties=[PartyFacts(**facts)], allegations=()) for facts in (one, other)]

    return pair


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ({"email": "Marian.Wren@mail.example"}, {"email": "marian.wren+x@MAIL.example"}, "the same email address"),
        ({"phone": "01632 960 123"}, {"phone": "+44 (0)1632-960123"}, "the same telephone number"),
        ({"name": "Marian WREN"}, {"name": "Wren, Marian"}, "the same name"),
    ],
)
def test_the_same_person_is_found_however_it_is_written(lead, twins, one, other, shared):
    first, second = twins(one, other)
    assert [(found.complaint, found.shared) for found in likely_same(second, lead)] == [(first, (shared,))]


@pytest.mark.parametrize(
    ("one", "other"),
    [({"phone": "123"}, {"phone": "123"}), ({"name": "Marian Wren"}, {"name": "Marian"}), ({"address": "x"}, {"address": "x"})],
)
def test_what_is_too_little_makes_no_twins(lead, twins, one, other):
    assert likely_same(twins(one, other)[1], lead) == []


def test_the_same_holder_and_day_are_told_to_who_may_not_know_names(log, rulebook, today, clerk, member):
    first, second = log(), log()

    found = likely_same(second, clerk)
    assert [(one.complaint, one.shared) for one in found] == [(first, ("the same office holder and day",))]
    assert likely_same(second, member) == []


def test_twins_are_named_by_reference_alone(client, lead, log, rulebook, today):
    first, second = log(), log()
    client.force_login(lead)

    text = client.get(reverse("complaints:intake-done", args=["northshire", second.reference])).content.decode()

    assert first.reference in text
    assert "the same name" in text
    assert not any(word in text for word in ("Wren", "Hazel", "mail.example"))
    assert Party.objects.count() == 2


def test_enter_in_a_box_records_the_receipt_and_a_representative_is_folded_until_used(client, lead, here, typed):
    client.force_login(lead)
    page = client.get(here).content.decode()
    form = page[page.index('enctype="multipart/form-data"') :]
    first = form[form.index("<button") : form.index("</button>")]
    assert 'type="submit"' in first
    assert "name=" not in first  # not one that adds a row
    assert '<details class="govuk-details">' in form

    wrong = client.post(here, typed | {"came_to": "", "representative-name": "Ann Speaks"}).content.decode()
    assert '<details class="govuk-details" open>' in wrong
    assert "Ann Speaks" in wrong


def test_what_may_be_left_out_says_so(client, lead, here):
    client.force_login(lead)
    form = client.get(here).context["form"]
    how = chain.from_iterable(fields for heading, fields in form.parts())
    for field in chain(how, *form.rows_of_allegations()):
        says = "optional" in str(field.label) or field.name.endswith(("-text", "-unconfirmed"))  # one of the two is asked for
        assert says is not field.field.required, field.name


def test_a_date_that_is_none_is_named_as_a_thing_and_not_as_a_question(client, lead, here, typed):
    client.force_login(lead)
    form = client.post(here, typed | {"made_on-day": "40"}).context["form"]
    assert form.errors["made_on"] == ["The day it was made must be a real date"]


def test_the_page_after_logging_says_it_once_and_says_something_else_to_who_opens_it_later(client, lead, clerk, here, typed):
    client.force_login(lead)
    done = client.post(here, typed)["Location"]
    page = client.get(done)
    assert "Receipt recorded" in page.content.decode()
    assert "govuk-notification-banner" not in page.content.decode()  # the panel says it already

    client.force_login(clerk)
    later = client.get(done).content.decode()
    assert "Receipt recorded" not in later
    assert "CC-2022-001 as it was logged" in later
