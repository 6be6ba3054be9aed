"""What must not come out of minutes by a side door, what the public must be told all the same, and who waits for whom."""

import threading
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse

from documents.choices import Access
from interface import clock
from meetings.choices import CorrectionStatus, EntryKind, MinutesEdition, MinutesStatus, Publication, Result
from meetings.models import Action, EntryDraft, Meeting, MinuteItem, Minutes
from meetings.rules.minutes import Votes, result_problems
from meetings.services import minutes as services
from meetings.services.actions import close_action, raise_action
from meetings.services.actions.reading import for_log
from meetings.services.agenda import set_item_private
from meetings.services.locks import lock
from meetings.services.minutes.life import confirm_minutes
from meetings.services.minutes.live_paper import minutes_markdown
from meetings.services.minutes.printing import excerpt_html, minutes_html
from meetings.services.minutes.readiness import content_problems
from meetings.services.minutes.reading import read_minutes
from tests.factories.minutes import (
    ActionFactory,
    AttendanceFactory,
    CorrectionFactory,
    CorrigendumFactory,
    DeclarationFactory,
    EntryDraftFactory,
    HeldMeetingFactory,
    InterestFactory,
    MinuteItemFactory,
    MinutesFactory,
    ResolutionFactory,
)
from tests.factories.panels import BodyFactory
from tests.meetings.grown import next_meeting, print_nothing

CANARY = "kestrelwords"
EXCLUDED = (
    "The panel resolved to exclude the press and public for this item: Local Government Act 1972, section 100A(4) and "
    "Schedule 12A, paragraph 1: information relating to any individual."
)
ANYBODY = AnonymousUser()
PATIENCE = 5  # seconds


@pytest.fixture(autouse=True)
def day():
    with clock.stand_on(date(2022, 3, 18)):
        yield


@pytest.fixture
def minutes(body):
    return MinutesFactory(meeting=HeldMeetingFactory(body=body), published=True)


@pytest.fixture
def private(minutes):
    return MinuteItemFactory(minutes=minutes, private=True, title=CANARY, public_summary="A post was discussed.", outcome="taken")


def exclude(item, result=Result.CARRIED, **facts):
    """The resolution in words that its clerk typed, which the public never reads."""
    said = {"excludes_public": True, "exempt_paragraph": 1, "result": result, **facts}
    return ResolutionFactory(entry__item=item, entry__text=f"To exclude the public because of {CANARY}.", **said)


def state(minutes, status):
    Minutes.objects.filter(pk=minutes.pk).update(status=status)
    minutes.refresh_from_db()


def page(client, name, minutes, *more, **query):
    meeting = minutes.meeting
    response = client.get(reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug, *more]), query)
    assert response.status_code == 200
    return response.content.decode()


# That the public was excluded is resolved in public --------------------------------------------------------------


def test_everybody_reads_that_the_public_was_excluded_and_no_word_that_was_typed(client, minutes, private):
    exclude(private)
    fresh = Minutes.objects.for_page().get(pk=minutes.pk)
    faces = {
        "page": page(client, "minutes-detail", minutes),
        "print": minutes_html(fresh, edition=MinutesEdition.DRAFT, private=False),
        "sheet": minutes_html(fresh, edition=MinutesEdition.DECISIONS, private=False),
        "extract": excerpt_html(fresh, private, private=False),
        "paper": minutes_markdown(read_minutes(fresh, private=False)),
    }

    assert {name: EXCLUDED in face for name, face in faces.items()} == dict.fromkeys(faces, True)
    assert {name for name, face in faces.items() if CANARY in face} == set()
    assert "Taken without" not in faces["page"]


def test_members_read_the_resolution_itself(client, minutes, private, member):
    exclude(private)
    client.force_login(member)
    shown = page(client, "minutes-detail", minutes)
    assert f"To exclude the public because of {CANARY}." in shown
    assert EXCLUDED not in shown


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"result": Result.LOST}, id="not agreed"),
        pytest.param({"result": Result.FELL}, id="not put"),
        pytest.param({"excludes_public": False}, id="another resolution"),
        pytest.param({"entry__removed_at": "2022-02-02T09:00Z"}, id="removed"),
    ],
)
def test_nothing_is_said_of_an_exclusion_that_was_not_resolved(minutes, private, facts):
    exclude(private, **facts)
    assert [item.exclusion for item in read_minutes(minutes, private=False).items] == [""]


def test_of_a_meeting_that_was_never_open_nothing_is_said(minutes, private):
    exclude(private)
    minutes.meeting.publication = Publication.NOTICE
    assert [item.exclusion for item in read_minutes(minutes, private=False).items] == [""]


def test_minutes_of_an_item_that_the_panel_kept_in_public_are_not_private(minutes, private):
    state(minutes, MinutesStatus.DRAFTING)
    resolved = exclude(private, result=Result.LOST)
    said = [one.words for one in content_problems(minutes) if one.key == "refused"]
    assert said == ["Item 1 is private, but the panel did not agree to exclude the public. Make it public, or change the result"]
    MinuteItem.objects.update(outcome="withdrawn")
    assert not [one for one in content_problems(minutes) if one.key == "refused"]
    MinuteItem.objects.update(outcome="taken")
    type(resolved).objects.update(result=Result.CARRIED)
    assert not [one for one in content_problems(minutes) if one.key == "refused"]


# Words that stay inside ------------------------------------------------------------------------------------------


def test_details_of_a_sensitive_interest_are_in_no_form_of_a_correction(client, minutes, member):
    item = MinuteItemFactory(minutes=minutes)
    interest = InterestFactory(body=minutes.meeting.body, is_sensitive=True)
    entry = DeclarationFactory(entry__item=item, entry__text=CANARY, interest=interest).entry
    CorrectionFactory(entry=entry, proposed=CANARY, status=CorrectionStatus.ACCEPTED, decided_at=clock.now())
    assert CANARY not in page(client, "minutes-detail", minutes)
    client.force_login(member)

    assert CANARY not in page(client, "minutes-detail", minutes)
    form = page(client, "correction-create", minutes, entry=entry.number)
    assert CANARY not in form
    assert "Localism Act 2011, section 32" in form
    entry.refresh_from_db()
    assert entry.text == CANARY


def test_day_of_a_meeting_that_only_members_know_of_is_not_in_the_action_log(body, member):
    ActionFactory(body=body, due_next_meeting=True)
    HeldMeetingFactory(body=body, held_on=date(2022, 3, 3), publication=Publication.MEMBERS)

    public = for_log(Action.objects.all(), clock.today(), ANYBODY).get()
    assert (public.due_by, public.is_overdue) == (None, False)
    members = for_log(Action.objects.all(), clock.today(), member).get()
    assert (members.due_by, members.is_overdue) == (date(2022, 3, 3), True)


def test_the_sheet_of_decisions_does_not_open_the_list_of_items_being_minuted(client, minutes):
    MinuteItemFactory(minutes=minutes, title="Raised at the meeting")
    Minutes.objects.update(status=MinutesStatus.DRAFTING, decisions_published_at=clock.now())
    assert "Raised at the meeting" not in page(client, "attendance-detail", minutes)
    state(minutes, MinutesStatus.PUBLISHED)
    assert "Raised at the meeting" in page(client, "attendance-detail", minutes)


def test_a_line_of_the_agenda_that_is_minuted_in_public_cannot_be_made_private(ready, clerk):
    line = ready.agenda_items.get()
    MinuteItemFactory(minutes=MinutesFactory(meeting=ready), agenda_item=line)
    facts = {"neutral_title": "Staffing", "exempt_paragraph": 1, "public_interest_reason": "One person."}
    with pytest.raises(ValidationError) as error:
        set_item_private(item=line, actor=clerk, version=line.version, **facts)
    assert error.value.code == "minuted"
    line.refresh_from_db()
    assert not line.is_private


def test_an_item_raised_in_private_is_private_again_when_the_ruling_changes(minutes, private, clerk):
    state(minutes, MinutesStatus.DRAFTING)
    said = {"excludes_public": True, "exempt_paragraph": 3, "result": Result.LOST}
    entry = services.add_entry(item=private, kind=EntryKind.RESOLUTION, actor=clerk, **said)
    opened = services.open_item(item=private, actor=clerk)
    owned = {"owner_kind": "office", "owner_name": "Chief Constable"}
    services.add_entry(item=opened, kind=EntryKind.ACTION, text="To report.", actor=clerk, **owned)
    assert Action.objects.get().access == Access.PUBLIC

    services.save_entry(entry=entry, version=entry.version, actor=clerk, result=Result.CARRIED)

    fresh = MinuteItem.objects.get()
    assert (fresh.access, fresh.exempt_paragraph) == (Access.EXEMPT, 3)
    assert Action.objects.get().access == Access.EXEMPT


def test_drafts_of_entries_go_when_the_minutes_are_confirmed(minutes, clerk, monkeypatch):
    print_nothing(monkeypatch)
    EntryDraftFactory(user=clerk, item=MinuteItemFactory(minutes=minutes), content={"text": CANARY})
    later = next_meeting(minutes.meeting.body)
    confirm_minutes(minutes=minutes, version=minutes.version, meeting=later, signed_by="Anna Ash", actor=clerk)
    assert not EntryDraft.objects.exists()


@pytest.mark.parametrize(
    ("publication", "kind", "is_kept_off"),
    [
        (Publication.PUBLIC, "narrative", False),
        (Publication.PUBLIC, "declaration", True),
        (Publication.NOTICE, "narrative", True),
    ],
)
def test_the_browser_keeps_only_what_everybody_may_read(client, minutes, clerk, publication, kind, is_kept_off):
    state(minutes, MinutesStatus.DRAFTING)
    Meeting.objects.filter(pk=minutes.meeting_id).update(publication=publication)
    item = MinuteItemFactory(minutes=minutes)
    client.force_login(clerk)
    assert ("data-private" in page(client, "entry-create", minutes, item.slug, kind)) == is_kept_off


# What was put right in no one item is in print too ---------------------------------------------------------------


def test_corrections_and_corrigenda_of_the_whole_are_in_print_and_paper(minutes):
    said = {"quoted": "10am", "proposed": "11am", "status": CorrectionStatus.ACCEPTED, "decided_at": clock.now()}
    CorrectionFactory(entry=None, minutes=minutes, **said)
    CorrigendumFactory(entry=None, minutes=minutes, text="It ended at noon.")
    fresh = Minutes.objects.for_page().get(pk=minutes.pk)
    faces = [
        minutes_html(fresh, edition=MinutesEdition.DRAFT, private=False),
        minutes_markdown(read_minutes(fresh, private=False)),
    ]
    for face in faces:
        assert "“10am” became “11am”" in face
        assert "It ended at noon." in face


def test_earlier_texts_of_a_resolution_name_who_voted_how(client, minutes, clerk):
    state(minutes, MinutesStatus.DRAFTING)
    item = MinuteItemFactory(minutes=minutes)
    row = AttendanceFactory(meeting=minutes.meeting, person__name="Ada Ash")
    said = {"text": "To note it.", "named": {row.pk: "for"}}
    entry = services.add_entry(item=item, kind=EntryKind.RESOLUTION, actor=clerk, **said)
    client.force_login(clerk)
    assert "Ada Ash: For" in page(client, "entry-texts", minutes, item.slug, entry.number)


# Votes that cannot be --------------------------------------------------------------------------------------------


def test_what_nobody_voted_for_is_not_carried():
    problem = {"result": "Nobody voted for it, so it was not carried. Change the result or the votes"}
    assert result_problems(Result.CARRIED, Votes(0, 0, 14, 0, 0)) == problem
    assert result_problems(Result.CARRIED, Votes(0, 0, 0, 0, 14)) == {}
    assert result_problems(Result.CARRIED, Votes()) == {}
    assert result_problems(Result.LOST, Votes(0, 0, 14, 0, 0)) == {}


# Nobody waits for one who waits for them -------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_an_action_that_names_a_meeting_does_not_wait_for_who_writes_its_minutes():
    """A writer holds the meeting and then wants a counter or an action: whoever holds those must not want the meeting."""
    with clock.stand_on(date(2022, 3, 18)):
        body = BodyFactory()
        meeting = HeldMeetingFactory(body=body)
        action = ActionFactory(body=body)
        owned = {"owner_kind": "office", "owner_name": "Chief Constable", "access": Access.PUBLIC}
        done = []

        def work():
            try:
                raise_action(body=body, text="To report.", raised_on=meeting.held_on, raised_meeting=meeting, actor=None, **owned)
                close_action(action=action, version=action.version, how="meeting", meeting=meeting, actor=None)
                done.append(True)
            finally:
                connection.close()

        thread = threading.Thread(target=work)
        with transaction.atomic():
            lock(meeting)
            thread.start()
            thread.join(PATIENCE)
            assert done == [True]
        thread.join(PATIENCE)
