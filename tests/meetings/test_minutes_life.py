"""How minutes come of age: with the Chair, confirmed, and what to do next; and who is told."""

from datetime import date, time

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from interface import clock
from jobs.services import run_all
from meetings.choices import CorrectionStatus, MeetingStatus, MinutesStatus
from meetings.models import Minutes, MinutesPrint
from meetings.services.minutes import decisions, life
from meetings.services.minutes.entries import add_entry, save_entry
from meetings.services.minutes.steps import minutes_steps
from tests.factories.minutes import CorrectionFactory, HeldMeetingFactory, MinuteItemFactory
from tests.factories.panels import BodyFactory
from tests.meetings.coming_of_age import TODAY, addressees, codes, confirm, fresh, publish, url
from tests.meetings.grown import CANARY, NOTE, grown_minutes, next_meeting, people_of, print_nothing


@pytest.fixture(autouse=True)
def day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture(autouse=True)
def printed(monkeypatch):
    return print_nothing(monkeypatch)


@pytest.fixture
def cast(area, body, clerk):
    return {**people_of(area, body), "clerk": clerk}


@pytest.fixture
def minutes(body):
    return grown_minutes(body)


def send(minutes, actor):
    return life.send_to_chair(minutes=minutes, version=minutes.version, actor=actor)


# With the Chair --------------------------------------------------------------------------------------------------


def test_chair_is_sent_the_minutes_and_reads_along_from_then_on(body, cast, client):
    minutes = grown_minutes(body, state=None)
    client.force_login(cast["chair"])
    assert client.get(url("minutes-detail", minutes)).status_code == 404
    sent = send(minutes, cast["clerk"])
    run_all()
    assert addressees() == ["chair@panel.example"]
    assert sent.version == minutes.version + 1
    assert "wait for your check" in mail.outbox[0].subject
    page = client.get(url("minutes-detail", minutes)).content.decode()
    assert NOTE in page
    assert CANARY in page
    assert "Check the minutes, or return them" in page


def test_chair_checks_what_they_read_and_the_clerk_is_told(body, cast):
    minutes = grown_minutes(body, state="sent")
    checked = life.check_minutes(minutes=minutes, version=minutes.version, actor=cast["chair"])
    assert (checked.status, checked.checked_by, checked.checked_note) == (MinutesStatus.CHECKED, cast["chair"], "")
    run_all()
    assert addressees() == [cast["clerk"].email]


def test_check_of_an_older_text_is_refused(body, cast):
    minutes = grown_minutes(body, state="sent")
    add_entry(item=minutes.items.first(), kind="narrative", actor=cast["clerk"], text="One more note.")
    with pytest.raises(ValidationError) as refused:
        life.check_minutes(minutes=minutes, version=minutes.version, actor=cast["chair"])
    assert codes(refused) == ["stale"]
    assert fresh(minutes).status == MinutesStatus.DRAFTING


def test_change_after_the_check_asks_for_another(minutes, cast):
    entry = minutes.entries.order_by("number").first()
    save_entry(entry=entry, version=entry.version, actor=cast["clerk"], text="Other words.")
    changed = fresh(minutes)
    assert changed.status == MinutesStatus.DRAFTING
    with pytest.raises(ValidationError) as refused:
        publish(changed, cast["clerk"])
    assert codes(refused) == ["check"]


def test_clerk_records_how_the_chair_agreed_or_is_refused(body, cast):
    minutes = grown_minutes(body, state=None)
    with pytest.raises(ValidationError) as refused:
        life.check_minutes(minutes=minutes, version=minutes.version, actor=cast["clerk"])
    assert list(refused.value.message_dict) == ["note"]
    assert fresh(minutes).status == MinutesStatus.DRAFTING
    life.check_minutes(minutes=minutes, version=minutes.version, actor=cast["clerk"], note="By email on 8 March")
    assert fresh(minutes).checked_note == "By email on 8 March"


def test_returned_minutes_carry_the_remarks_to_the_clerk_and_no_mail_holds_them(body, cast, client):
    minutes = grown_minutes(body, state="sent")
    client.force_login(cast["chair"])
    answer = client.post(url("minutes-return", minutes), {"version": minutes.version, "remarks": "Item 8: say who spoke."})
    assert answer.status_code == 302
    run_all()
    assert addressees() == [cast["clerk"].email]
    assert "who spoke" not in mail.outbox[0].body
    assert client.get(url("minutes-detail", minutes)).status_code == 404
    client.force_login(cast["clerk"])
    page = client.get(url("minutes-detail", minutes)).content.decode()
    assert "Item 8: say who spoke." in page
    assert "Change the minutes as the Chair asks" in page
    detail = AuditEntry.objects.get(action="meetings.minutes_returned").detail
    assert "spoke" not in str(detail)


def test_return_without_remarks_is_refused_at_the_field(body, cast, client):
    minutes = grown_minutes(body, state="sent")
    client.force_login(cast["chair"])
    page = client.post(url("minutes-return", minutes), {"version": minutes.version, "remarks": " "}).content.decode()
    assert 'href="#id_remarks"' in page
    assert "Say what should change" in page
    assert fresh(minutes).returned_at is None


@pytest.mark.parametrize(
    ("name", "who"),
    [("minutes-send", "chair"), ("minutes-publish", "chair"), ("minutes-confirm", "chair"), ("decisions-publish", "chair"),
     ("minutes-return", "clerk")],
)  # fmt: skip
def test_acts_are_for_those_who_may(body, cast, client, name, who):
    minutes = grown_minutes(body, state="sent")
    client.force_login(cast[who])
    assert client.get(url(name, minutes)).status_code == 403
    client.force_login(cast["member"])
    assert client.get(url(name, minutes)).status_code == 404


def test_stale_check_on_the_page_says_so_and_then_stands_on_the_newer_text(body, cast, client):
    minutes = grown_minutes(body, state="sent")
    client.force_login(cast["chair"])
    old = minutes.version
    Minutes.objects.filter(pk=minutes.pk).update(version=old + 1)
    page = client.post(url("minutes-check", minutes), {"version": old}).content.decode()
    assert "The minutes changed since you opened this page" in page
    assert f'name="version" value="{old + 1}"' in page
    assert fresh(minutes).status == MinutesStatus.DRAFTING
    assert client.post(url("minutes-check", minutes), {"version": old + 1}).status_code == 302
    assert fresh(minutes).status == MinutesStatus.CHECKED


@pytest.fixture
def draft(minutes, cast):
    publish(minutes, cast["clerk"])
    return fresh(minutes)


# Confirmed -------------------------------------------------------------------------------------------------------


def test_confirmed_at_the_next_meeting_printed_and_told(draft, body, cast, client):
    meeting = next_meeting(body)
    client.force_login(cast["clerk"])
    assert "No later meeting of this body has begun" in client.get(url("minutes-confirm", draft)).content.decode()
    with clock.stand_on(meeting.held_on):
        sent = {"version": draft.version, "meeting": meeting.slug, "signed_by": "Heather Shearer"}
        assert client.post(url("minutes-confirm", draft), sent).status_code == 302
    done = fresh(draft)
    assert (done.status, done.confirmed_meeting, done.signed_by) == (MinutesStatus.CONFIRMED, meeting, "Heather Shearer")
    assert list(MinutesPrint.objects.order_by("number").values_list("edition", flat=True)) == ["draft", "confirmed"]
    client.logout()
    page = client.get(url("minutes-detail", draft)).content.decode()
    assert "Confirmed at the meeting of Thursday 17 March 2022." in page
    assert "Not agreed until" not in page
    assert "Signed: Heather Shearer" in page
    run_all()
    assert any("are confirmed" in one.subject for one in mail.outbox)


@pytest.mark.parametrize(
    "fields",
    [
        {"held_on": date(2022, 3, 17)},
        {"held_on": date(2022, 1, 11)},
        {"held_on": date(2022, 3, 1), "status": MeetingStatus.CANCELLED, "status_reason": "Snow"},
        {"held_on": date(2022, 3, 1), "status": MeetingStatus.DRAFT},
        {"held_on": date(2022, 3, 1), "body": None},
    ],
)
def test_only_a_later_meeting_of_the_body_that_has_begun_confirms(draft, body, cast, fields):
    said = {**fields, "body": BodyFactory(area=body.area) if "body" in fields else body}
    with pytest.raises(ValidationError) as refused:
        confirm(draft, HeldMeetingFactory(**said), cast["clerk"])
    assert list(refused.value.message_dict) == ["meeting"]
    assert not fresh(draft).is_confirmed


def test_later_meeting_on_the_same_day_confirms(draft, body, cast):
    confirm(draft, next_meeting(body, draft.meeting.held_on, starts_at=time(14), slug="later"), cast["clerk"])
    assert fresh(draft).is_confirmed


def test_undecided_correction_and_missing_name_keep_them_open(draft, body, cast, client):
    meeting = next_meeting(body, date(2022, 3, 3))
    with pytest.raises(ValidationError) as refused:
        confirm(draft, meeting, cast["clerk"], signed_by=" ")
    assert list(refused.value.message_dict) == ["signed_by"]
    CorrectionFactory(entry=draft.entries.first(), minutes=draft)
    with pytest.raises(ValidationError) as refused:
        confirm(draft, meeting, cast["clerk"])
    assert codes(refused) == ["corrections"]
    client.force_login(cast["clerk"])
    assert "1 correction is not decided" in client.get(url("minutes-confirm", draft)).content.decode()


def test_confirmed_minutes_do_not_change(draft, body, cast):
    confirm(draft, next_meeting(body, date(2022, 3, 3)), cast["clerk"])
    entry = draft.entries.first()
    with pytest.raises(ValidationError) as refused:
        save_entry(entry=entry, version=entry.version, actor=cast["clerk"], text="Other")
    assert codes(refused) == ["confirmed"]
    for act in (
        lambda: life.return_minutes(minutes=draft, version=fresh(draft).version, actor=cast["chair"], remarks="x"),
        lambda: life.send_to_chair(minutes=draft, version=fresh(draft).version, actor=cast["clerk"]),
        lambda: confirm(fresh(draft), next_meeting(body, date(2022, 3, 4)), cast["clerk"]),
        lambda: decisions.publish_decisions(minutes=draft, actor=cast["clerk"]),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert codes(refused) == ["confirmed"]


# What to do next -------------------------------------------------------------------------------------------------


def steps(minutes, user):
    return [(one.key, one.is_next) for one in minutes_steps(fresh(minutes), user)]


def test_steps_follow_the_life_of_the_minutes(body, cast):
    minutes = grown_minutes(body, state=None, ended_at=time(13, 50))
    clerk, chair = cast["clerk"], cast["chair"]
    left = MinuteItemFactory(minutes=minutes)
    assert steps(minutes, clerk)[:2] == [("write", True), ("send", False)]
    assert steps(minutes, chair) == []
    left.delete()
    assert steps(minutes, clerk)[:2] == [("send", True), ("write", False)]
    send(minutes, clerk)
    assert steps(minutes, clerk)[0] == ("with-chair", False)
    assert steps(minutes, chair) == [("check", True)]
    life.check_minutes(minutes=minutes, version=fresh(minutes).version, actor=chair)
    assert steps(minutes, clerk)[0] == ("publish", True)
    assert steps(minutes, chair) == []
    publish(fresh(minutes), clerk)
    assert steps(minutes, clerk) == [("wait", False)]
    assert steps(minutes, cast["member"]) == []
    correction = CorrectionFactory(entry=minutes.entries.first(), minutes=minutes)
    assert steps(minutes, clerk) == [("corrections", True)]
    correction.status = CorrectionStatus.DECLINED
    correction.save()
    meeting = next_meeting(body, date(2022, 3, 3))
    assert steps(minutes, clerk) == [("confirm", True)]
    confirm(fresh(minutes), meeting, clerk)
    assert steps(minutes, clerk) == [("corrigendum", False)]
