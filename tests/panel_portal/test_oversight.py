"""The words of the audit and jobs pages: what people read is never a name from the code."""

import pytest
from django.urls import reverse

from accounts.services import record
from jobs.choices import JobState
from jobs.models import Job
from jobs.services import enqueue

pytestmark = pytest.mark.django_db


def test_audit_says_acts_in_words_and_none_where_there_is_nothing(client, panel, sign_in, text):
    record(actor=None, action="documents.paper_withdrawn", area=panel.area)
    record(actor=None, action="future.act", area=panel.area)
    sign_in("auditor")

    words = text(client.get(reverse("audit-list", args=["avonshire"]), {"action": "documents.paper_withdrawn"}))

    assert "Act: Paper withdrawn" in words
    assert "The public or the system Paper withdrawn none none" in words
    assert "future.act" in words
    assert "documents.paper_withdrawn" not in words


def test_jobs_say_work_in_words_and_what_is_done_is_complete(client, panel, sign_in, text):
    sign_in("administrator", area=None)
    empty = text(client.get(reverse("job-list")))
    enqueue("meetings.build_pack", key="one", payload={}, area_slug="avonshire")
    Job.objects.update(state=JobState.DONE, stage="Making the pieces", done_count=5, total_count=9)

    words = text(client.get(reverse("job-list")))
    filtered = text(client.get(reverse("job-list"), {"state": "failed"}))

    assert "No work has been asked for yet." in empty
    assert "Build the pack of a meeting, avonshire Done" in words
    assert ("Complete" in words, "5 of 9" in words) == (True, False)
    assert "No work is in this state. Choose another." in filtered
