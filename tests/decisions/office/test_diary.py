"""The engagement diary: what is to come and was, what is not agreed or called off, and the calendar that leaves the portal."""

from datetime import date

import icalendar
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditEntry
from decisions.models import DiaryEntry
from decisions.services import diary as services
from tests.factories.office import DiaryEntryFactory
from tests.factories.panels import PoliceAreaFactory

pytestmark = pytest.mark.usefixtures("today")
LIST, FEED = "/avon/diary/", "/avon/diary/calendar.ics"


def url(entry, name):
    return reverse(f"diary:diary-{name}", args=["avon", entry.number])


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def words(response):
    return " ".join(response.content.decode().split())


def subjects(client, query=""):
    """What the list shows, in its order."""
    return [one.subject for one in client.get(f"{LIST}{query}").context["table"].page]


@pytest.fixture
def entries(area):
    made = {"past": date(2022, 1, 20), "near": date(2022, 2, 3), "far": date(2022, 5, 1)}
    found = {name: DiaryEntryFactory(area=area, published=True, subject=name, on=day) for name, day in made.items()}
    found["undated"] = DiaryEntryFactory(area=area, published=True, undated=True, subject="undated")
    found["off"] = DiaryEntryFactory(area=area, published=True, cancelled=True, on=date(2022, 2, 8), subject="off")
    found["hidden"] = DiaryEntryFactory(area=area, subject="hidden", on=date(2022, 2, 4))
    return found


def test_numbers_count_by_area_and_go_on_after_what_is_there(area):
    DiaryEntryFactory(area=area, number=7)
    made = [services.add_entry(area=area, actor=None, with_whom="Mayor", subject="Roads").number for _ in range(2)]
    assert made == [8, 9]
    elsewhere = services.add_entry(area=PoliceAreaFactory(slug="kent"), actor=None, with_whom="Mayor", subject="Roads")
    assert elsewhere.number == 1


def test_what_is_to_come_begins_with_the_nearest_and_ends_with_what_is_not_agreed(client, entries):
    assert subjects(client, "?when=upcoming") == ["near", "off", "far", "undated"]
    assert subjects(client, "?when=past") == ["past"]
    assert sorted(subjects(client)) == ["far", "near", "off", "past", "undated"]
    assert subjects(client, "?when=upcoming&kind=minister") == []


def test_list_says_what_is_not_agreed_and_why_something_was_called_off(client, entries):
    html = words(client.get(LIST))
    assert "early May" in html
    assert "To be agreed" in html
    assert 'Cancelled</strong><br><span class="app-quiet govuk-!-font-weight-regular">The hall was flooded.</span>' in html
    DiaryEntry.objects.filter(subject="undated").update(date_words="")
    assert "date to be agreed" in words(client.get(url(entries["undated"], "detail")))


def test_only_the_office_reads_what_is_not_published(client, area, body, entries, office, clerk, member):
    for user in (None, clerk, member, office):
        client.logout()
        if user:
            client.force_login(user)
        reads = user == office
        assert client.get(url(entries["hidden"], "detail")).status_code == (200 if reads else 404)
        assert ("hidden" in subjects(client)) is reads
        assert ("hidden" in client.get(f"{LIST}export/csv/").content.decode()) is reads


def test_calendar_is_the_publics_whoever_asks(client, entries, office):
    plain = client.get(FEED)
    assert plain["Content-Type"] == "text/calendar; charset=utf-8"
    client.force_login(office)
    assert client.get(FEED).content == plain.content
    found = {str(one["description"]).split("\n")[0]: one for one in icalendar.Calendar.from_ical(plain.content).walk("VEVENT")}
    assert set(found) == {"past", "near", "far", "off"}
    assert (found["off"]["status"], found["near"]["status"]) == ("CANCELLED", "CONFIRMED")
    assert (found["near"]["dtstart"].dt, str(found["near"]["location"])) == (date(2022, 2, 3), "Northford")
    assert client.get(FEED, headers={"if-none-match": plain["ETag"]}).status_code == 304


def test_what_is_taken_from_the_public_leaves_the_calendar(client, entries):
    one = entries["near"]
    services.hide_entry(entry=one, version=one.version, actor=None)
    assert b"near" not in client.get(FEED).content
    services.publish_entry(entry=one, version=fresh(one).version, actor=None)
    assert b"near" in client.get(FEED).content


def test_only_the_office_writes(client, area, body, entries, clerk, office):
    pages = [url(entries["near"], name) for name in ("update", "cancel", "revive", "publish", "hide")]
    for page in [*pages, reverse("diary:diary-create", args=["avon"])]:
        client.logout()
        assert client.get(page).status_code == 302, page
        client.force_login(clerk)
        assert client.get(page).status_code == 403, page
        client.force_login(office)
        assert client.get(page).status_code == 200, page


def test_office_enters_publishes_calls_off_and_brings_back(client, area, office):
    client.force_login(office)
    page = reverse("diary:diary-create", args=["avon"])
    sent = {
        "token": client.get(page).context["form"]["token"].value(), "with_whom": "Minister of State", "subject": "Funding",
        "kind": "minister", "part_of_day": "morning", "on-day": "8", "on-month": "2", "on-year": "2022",
    }  # fmt: skip
    assert client.post(page, sent)["Location"] == client.post(page, sent)["Location"] == "/avon/diary/1/"
    one = DiaryEntry.objects.get()
    client.post(url(one, "publish"), {"version": fresh(one).version})
    client.post(url(one, "cancel"), {"version": fresh(one).version, "why": "The minister was called away."})
    client.logout()
    assert "The minister was called away." in words(client.get(url(one, "detail")))
    client.force_login(office)
    client.post(url(one, "revive"), {"version": fresh(one).version})
    assert (fresh(one).cancelled_why, fresh(one).version) == ("", 4)


def test_a_date_and_words_in_its_place_do_not_go_together(area):
    with pytest.raises(ValidationError) as refusal:
        services.add_entry(
            area=area, actor=None, with_whom="Mayor", subject="Roads", on=date(2022, 5, 1), date_words="early May"
        )  # fmt: skip
    assert list(refusal.value.message_dict) == ["date_words"]
    assert not DiaryEntry.objects.exists()


def test_what_was_called_off_is_not_changed_and_needs_a_reason(entries):
    off, near = entries["off"], entries["near"]
    with pytest.raises(ValidationError, match="takes place after all"):
        services.change_entry(entry=off, version=off.version, subject="Other", actor=None)
    with pytest.raises(ValidationError, match="Say why it was called off"):
        services.cancel_entry(entry=near, version=near.version, why=" ", actor=None)
    with pytest.raises(ValidationError, match="Someone else saved this"):
        services.change_entry(entry=near, version=near.version + 1, subject="Other", actor=None)


def test_trail_holds_numbers_alone(area, office):
    services.add_entry(area=area, actor=office, with_whom="Canary", subject="Canary", place="Canary")
    assert list(AuditEntry.objects.values_list("action", "detail")) == [("decisions.diary_entry_added", {"number": 1})]
    assert "Canary" not in str(list(AuditEntry.objects.values()))


def test_file_holds_what_the_list_shows_and_no_formula(client, area):
    DiaryEntryFactory(area=area, published=True, with_whom="=cmd()", subject="Speeding", number=1)
    DiaryEntryFactory(area=area, published=True, subject="Old", on=date(2021, 1, 1), number=2)
    rows = client.get(f"{LIST}export/csv/?when=upcoming").content.decode().splitlines()
    assert rows[1:] == ["2022-03-08,,,Community,'=cmd(),Speeding,Northford,,Yes"]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_costs_the_same_however_long(client, area, office, django_assert_num_queries, count):
    DiaryEntryFactory.create_batch(count, area=area)
    client.force_login(office)
    client.get(LIST)
    with django_assert_num_queries(7):
        assert client.get(LIST).context["table"].count == count
