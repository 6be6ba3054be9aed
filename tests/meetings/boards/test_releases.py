"""What a board approves for release: nothing but the date is public before, and each document opens alone and at once."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from documents.choices import Access, StoreName
from documents.models import Paper
from interface import clock
from meetings.choices import MinutesEdition, MinutesStatus, ReleaseKind, ReleaseStatus
from meetings.models import AgendaItem, Meeting, MinuteEntry, Minutes, Recommendation, Release
from meetings.services import add_paper
from meetings.services.minutes.printing import print_minutes
from meetings.services.releases import (
    NEWEST,
    Document,
    approve_releases,
    ask_again,
    ask_release,
    documents_to_release,
    has_older,
    hold_back,
    remove_release,
)
from tests.factories.minutes import HeldMeetingFactory, MinuteItemFactory, MinutesFactory
from tests.factories.panels import BodyFactory
from tests.factories.register import BoardFactory
from tests.meetings.boards.conftest import APRIL, publish_on

pytestmark = pytest.mark.django_db
PUBLIC = AnonymousUser()


def pairs(rows):
    return [(row.number, row.version) for row in rows]


def asked(meeting, *documents, actor=None):
    return ask_release(meeting=meeting, documents=documents, actor=actor)


@pytest.fixture
def paper(drafted, office):
    """A paper of the meeting of 4 April, out to those who attend."""
    item = AgendaItem.objects.get(meeting=drafted, title="Assurance report")
    made = add_paper(item=item, actor=office, title="CANARY-PAPER", text="CANARY-TEXT of the report.")
    publish_on(drafted, office, date(2018, 3, 28))
    return Paper.objects.get(pk=made.pk)


def test_documents_offered_are_agendas_minutes_and_papers_of_the_newest_meetings(april, march):
    MinutesFactory(meeting=march, status=MinutesStatus.PUBLISHED)

    offered = documents_to_release(april)

    assert [(one.words, one.is_held) for one in offered] == [
        ("Agenda of Wednesday 4 April 2018", True),
        ("Agenda of Wednesday 7 March 2018", True),
        ("Minutes of Wednesday 7 March 2018", True),
    ]
    assert not has_older(april)


def test_documents_of_older_meetings_are_offered_when_asked_for(april, django_assert_num_queries):
    for number in range(NEWEST + 2):
        HeldMeetingFactory(body=april.body, held_on=date(2017, 1 + number, 3), publication="notice")

    with django_assert_num_queries(4):
        first = documents_to_release(april)

    assert len({one.of_meeting.pk for one in first}) == NEWEST
    assert has_older(april)
    assert len({one.of_meeting.pk for one in documents_to_release(april, older=True)}) == NEWEST + 3


def test_ask_refuses_minutes_of_the_day_itself_other_bodies_and_what_is_asked_already(april, march):
    other = HeldMeetingFactory(body=BoardFactory(area=april.area), held_on=date(2018, 2, 1))
    asked(april, Document(ReleaseKind.AGENDA, march))
    wrong = (
        Document(ReleaseKind.MINUTES, april),
        Document(ReleaseKind.AGENDA, other),
        Document(ReleaseKind.AGENDA, march),
    )

    for document in wrong:
        with pytest.raises(ValidationError) as refused:
            asked(april, document)
        assert list(refused.value.error_dict) == ["documents"]

    assert Release.objects.count() == 1


def test_panel_approves_nothing_for_release(area):
    meeting = HeldMeetingFactory(body=BodyFactory(area=area, name="Avon Police and Crime Panel"))

    with pytest.raises(ValidationError, match="Avon Police and Crime Panel does not approve its papers for release"):
        asked(meeting, Document(ReleaseKind.AGENDA, meeting))


def test_approval_of_the_agenda_opens_it_and_not_its_papers(drafted, office, paper):
    rows = asked(drafted, Document(ReleaseKind.AGENDA, drafted))
    known = Meeting.objects.visible_to(PUBLIC)
    assert not known.agenda_read_by(PUBLIC).exists()

    with clock.stand_on(APRIL):
        approve_releases(meeting=drafted, chosen=pairs(rows), actor=office)

    assert list(known.agenda_read_by(PUBLIC)) == [drafted]
    assert not Paper.objects.visible_to(PUBLIC).exists()
    assert Release.objects.get().decided_on == APRIL


def test_approval_of_a_paper_opens_its_text_and_its_print_alone(drafted, office, paper):
    rows = asked(drafted, Document(ReleaseKind.PAPER, drafted, paper))
    assert paper.access == Access.MEMBERS
    assert paper.current.printed.store == StoreName.RESTRICTED

    with clock.stand_on(APRIL):
        approve_releases(meeting=drafted, chosen=pairs(rows), actor=office)

    paper.refresh_from_db()
    assert list(Paper.objects.visible_to(PUBLIC)) == [paper]
    assert paper.current.printed.store == StoreName.PUBLIC
    assert not Meeting.objects.visible_to(PUBLIC).agenda_read_by(PUBLIC).exists()


def test_private_paper_is_neither_offered_nor_opened(drafted, office, paper):
    Paper.objects.filter(pk=paper.pk).update(access=Access.EXEMPT, exempt_paragraph=3)
    paper.refresh_from_db()

    assert ReleaseKind.PAPER not in {one.kind for one in documents_to_release(drafted)}
    with pytest.raises(ValidationError, match="private by a paragraph"):
        asked(drafted, Document(ReleaseKind.PAPER, drafted, paper))


def test_paper_that_became_private_meanwhile_keeps_everything_shut(drafted, office, paper):
    rows = asked(drafted, Document(ReleaseKind.AGENDA, drafted), Document(ReleaseKind.PAPER, drafted, paper))
    Paper.objects.filter(pk=paper.pk).update(access=Access.EXEMPT, exempt_paragraph=3)

    with clock.stand_on(APRIL), pytest.raises(ValidationError) as refused:
        approve_releases(meeting=drafted, chosen=pairs(rows), actor=office)

    assert list(refused.value.error_dict) == ["chosen"]
    assert set(Release.objects.values_list("status", flat=True)) == {ReleaseStatus.ASKED}
    assert not Meeting.objects.visible_to(PUBLIC).agenda_read_by(PUBLIC).exists()


def test_approval_of_minutes_opens_them_with_their_print_and_recommendations(april, march, office):
    minutes = MinutesFactory(meeting=march, status=MinutesStatus.PUBLISHED, published_at=clock.now())
    MinuteItemFactory(minutes=minutes, title="CANARY-ITEM", number="1")
    print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=office)
    before = minutes.prints.get()
    rows = asked(april, Document(ReleaseKind.MINUTES, march))
    assert not Minutes.objects.visible_to(PUBLIC).exists()
    assert "CANARY-ITEM" not in before.public_html
    assert before.public.store == StoreName.RESTRICTED

    approve_releases(meeting=april, chosen=pairs(rows), actor=office)

    newest = minutes.prints.order_by("-number").first()
    assert list(Minutes.objects.visible_to(PUBLIC)) == [minutes]
    assert "CANARY-ITEM" in newest.public_html
    assert newest.public.store == StoreName.PUBLIC
    assert not Meeting.objects.visible_to(PUBLIC).agenda_read_by(PUBLIC).exists()
    assert not Recommendation.objects.exists()
    assert not MinuteEntry.objects.visible_to(PUBLIC).exists()


def test_documents_that_the_portal_does_not_hold_are_a_recorded_fact(april, board):
    gone = HeldMeetingFactory(body=board, held_on=date(2018, 3, 7), publication="notice", published_at=None)
    rows = asked(april, Document(ReleaseKind.AGENDA, gone), Document(ReleaseKind.MINUTES, gone))

    approve_releases(meeting=april, chosen=pairs(rows), actor=None)

    assert list(Release.objects.visible_to(PUBLIC).values_list("kind", flat=True)) == ["agenda", "minutes"]
    assert not Meeting.objects.visible_to(PUBLIC).agenda_read_by(PUBLIC).exists()


def test_nothing_is_approved_before_the_day_of_the_meeting(april, march):
    rows = asked(april, Document(ReleaseKind.AGENDA, march))

    with clock.stand_on(date(2018, 4, 3)), pytest.raises(ValidationError, match="It approves nothing before"):
        approve_releases(meeting=april, chosen=pairs(rows), actor=None)


def test_stale_approval_is_refused_and_changes_nothing(april, march):
    (row,) = asked(april, Document(ReleaseKind.AGENDA, march))
    hold_back(release=row, version=row.version, reason="A figure is checked.", actor=None)

    with pytest.raises(ValidationError):
        approve_releases(meeting=april, chosen=[(row.number, row.version)], actor=None)

    march.refresh_from_db()
    assert march.agenda_released_at is None


def test_held_back_needs_a_reason_is_seen_by_the_board_alone_and_can_be_asked_again(april, march, office):
    (row,) = asked(april, Document(ReleaseKind.AGENDA, march))
    with pytest.raises(ValidationError, match="Say why it is held back"):
        hold_back(release=row, version=row.version, reason=" ", actor=office)

    held = hold_back(release=row, version=row.version, reason="A figure is checked.", actor=office)
    assert not Release.objects.visible_to(PUBLIC).exists()
    assert Release.objects.visible_to(office).get().reason == "A figure is checked."

    again = ask_again(release=held, version=held.version, actor=office)
    assert (again.status, again.reason, again.decided_on) == (ReleaseStatus.ASKED, "", None)


def test_what_was_approved_is_neither_held_back_nor_removed(april, march):
    rows = asked(april, Document(ReleaseKind.AGENDA, march))
    (row,) = approve_releases(meeting=april, chosen=pairs(rows), actor=None)

    for act in (
        lambda: hold_back(release=row, version=row.version, reason="No.", actor=None),
        lambda: remove_release(release=row, version=row.version, actor=None),
    ):
        with pytest.raises(ValidationError, match="approved for release already"):
            act()

    assert documents_to_release(april)[0].words == "Agenda of Wednesday 4 April 2018"
    assert Release.objects.count() == 1


def test_trail_of_releases_holds_numbers_and_kinds_and_never_a_title(drafted, office, paper):
    rows = asked(drafted, Document(ReleaseKind.PAPER, drafted, paper), actor=office)
    (row,) = rows
    remove_release(release=row, version=row.version, actor=office)

    entries = AuditEntry.objects.filter(action__startswith="meetings.release").order_by("pk")

    assert [(one.action, one.detail) for one in entries] == [
        ("meetings.release_asked", {"releases": [1], "kinds": ["paper"]}),
        ("meetings.release_removed", {"releases": [1], "kinds": ["paper"]}),
    ]
