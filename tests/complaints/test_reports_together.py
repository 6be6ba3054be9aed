"""Whoever takes a summary back and whoever works on the agenda of its report at once both come to an end, in whatever order."""

from django.db import transaction

from accounts.services import record
from complaints.models import PublicSummary
from complaints.services import summaries
from documents.models import Paper
from meetings.services import add_item, add_paper
from meetings.services.locks import lock
from tests.beside import Beside
from tests.factories.accounts import UserFactory
from tests.factories.complaints import ComplaintFactory, PublicSummaryFactory
from tests.factories.meetings import MeetingFactory


def test_a_summary_is_withdrawn_while_somebody_holds_the_agenda(transactional_db):
    clerk, meeting = UserFactory(), MeetingFactory()
    complaint = ComplaintFactory(body=meeting.body, recorded=True)
    summary = PublicSummaryFactory(complaint=complaint, published=True, text="A letter was not answered in time.")
    item = add_item(meeting=meeting, actor=clerk, title="Complaints")
    add_paper(item=item, actor=clerk, title="Complaints about the Commissioner", source="complaints-report")
    assert "not answered in time" in Paper.objects.get().current.text
    away = Beside(
        lambda: summaries.withdraw_summary(summary=summary, version=summary.version, why="It said too much.", actor=clerk)
    )

    with transaction.atomic():
        lock(meeting)  # as everybody does who changes an agenda,
        away.begin()
        record(actor=clerk, action="meetings.test", target=meeting, area=meeting.area)  # and then tells the trail

    assert isinstance(away.end(), PublicSummary)
    assert "not answered in time" not in Paper.objects.get().current.text
