"""The live paper of the work programme: what everybody may read of it, the same on every drawing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from documents.models import Paper
from documents.sources import draw
from interface import clock, markdown
from meetings.choices import MeetingKind
from meetings.models import WorkProgramme
from meetings.services import cancel_meeting
from meetings.services import programme as services
from meetings.services.programme.papers import add_programme_paper, places_for
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory, MeetingFactory
from tests.factories.panels import MembershipFactory
from tests.factories.programme import ProgrammeEntryFactory, StandingReportFactory, WorkProgrammeFactory

TODAY = date(2022, 2, 10)
FIRST, LAST = date(2021, 6, 24), date(2022, 6, 23)


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def march(body):
    return AnnouncedMeetingFactory(body=body, held_on=date(2022, 3, 17), venue=None)


def _drawn(body, on=TODAY):
    return draw("work-programme", area=body.area, body=body, on=on).text


def _rows(text):
    return [line for line in text.splitlines() if line.startswith("| ")][2:]


def test_paper_has_date_business_and_notes_then_the_standing_reports(programme, body, march):
    december = AnnouncedMeetingFactory(body=body, held_on=date(2021, 12, 9), venue=None)
    retreat = AnnouncedMeetingFactory(body=body, kind=MeetingKind.DEVELOPMENT_DAY, held_on=date(2022, 3, 30), venue=None)
    off = AnnouncedMeetingFactory(body=body, kind=MeetingKind.HEARING, held_on=date(2022, 2, 18), venue=None)
    late = ProgrammeEntryFactory(programme=programme, meeting=december, title="Offender management", notes="Two\nlines")
    ProgrammeEntryFactory(programme=programme, meeting=december, title="Plan", done=True, lead="The Chair")
    ProgrammeEntryFactory(programme=programme, planned_for=date(2022, 2, 3), title="The precept")
    ProgrammeEntryFactory(programme=programme, meeting=off, title="Hearing", cancelled=True)
    ProgrammeEntryFactory(programme=programme, meeting=retreat, title="Serious violence")
    ProgrammeEntryFactory(programme=programme, title="Sometime")
    services.defer_entry(entry=late, version=1, meeting=march, reason="Not ready", actor=None)
    cancel_meeting(meeting=off, reason="Withdrawn", actor=None)
    StandingReportFactory(programme=programme, title="Complaints", note="Monitoring")
    text = _drawn(body)
    assert _rows(text) == [
        "| 9 Dec 2021 | Offender management | **Deferred to Thursday 17 March 2022.** Two lines |",
        "| 9 Dec 2021 | Plan (lead: The Chair) | **Done.** |",
        "| 3 Feb 2022 | The precept | Planned. 3 February 2022 is not a meeting of the panel. The nearest is 17 March. |",
        "| 18 Feb 2022 | Hearing | **Cancelled.** The meeting is cancelled. |",
        "| 17 Mar 2022 | Offender management | Planned. Two lines |",
        "| 30 Mar 2022 | Serious violence | Planned. Not a public meeting. |",
        "| No meeting yet | Sometime | Planned. |",
    ]
    assert text.endswith("## Reports to every meeting\n\n- **Complaints**: Monitoring\n")
    assert _drawn(body) == text


def test_paper_holds_nothing_private_and_no_draft(programme, body, march):
    draft = MeetingFactory(body=body, held_on=date(2022, 4, 26), venue=None)
    briefing = AnnouncedMeetingFactory(body=body, kind=MeetingKind.PRIVATE_BRIEFING, held_on=date(2022, 3, 1), venue=None)
    ProgrammeEntryFactory(programme=programme, title="CANARY-1", private=True, meeting=march)
    ProgrammeEntryFactory(programme=programme, title="CANARY-2", meeting=briefing)
    ProgrammeEntryFactory(programme=programme, title="CANARY-3", removed=True)
    ProgrammeEntryFactory(programme=programme, title="Open", meeting=draft)
    assert _rows(_drawn(body)) == ["| No meeting yet | Open | Planned. |"]


def test_what_is_typed_makes_no_markup(programme, body, march):
    typed = "<script>x</script> **b** [l](http://x.example) `c` | d # e ![i](j)"
    ProgrammeEntryFactory(programme=programme, title=typed, notes=f"{typed}\n\n# Heading\n\n| a | b |", meeting=march)
    html = markdown.render(_drawn(body), level=2)
    row = html[html.index("<tbody") : html.index("</tbody")]
    assert row.count("<tr") == 1
    assert row.count("<t") - row.count("<tr") - row.count("<tbody") == 3
    assert not any(found in row for found in ("<script", "<strong", "<a ", "<code", "<img", "<h"))
    assert "[l](http://x.example)" in row


@pytest.mark.parametrize(
    ("on", "words"),
    [(date(2021, 6, 23), "No work programme is published."), (TODAY, "This year"), (date(2022, 6, 30), "This year")],
)
def test_paper_is_of_the_published_year_of_the_day(programme, body, on, words):
    ProgrammeEntryFactory(programme=programme, title="This year")
    later = WorkProgrammeFactory(body=body, slug="2022-23", started_on=date(2022, 6, 24), ended_on=date(2023, 6, 23), draft=True)
    ProgrammeEntryFactory(programme=later, title="CANARY-DRAFT")
    assert words in _drawn(body, on)
    assert "CANARY" not in _drawn(body, on)


def test_empty_year_says_so(programme, body):
    assert _drawn(body) == "Nothing is planned yet.\n"


def test_clerk_puts_the_paper_on_a_coming_agenda_once(client, clerk, programme, body):
    MembershipFactory(body=body)
    meeting = MeetingFactory(body=body, held_on=date(2022, 4, 26), venue=None)
    AgendaItemFactory(meeting=meeting, title="Apologies")
    item = AgendaItemFactory(meeting=meeting, title="Work Programme 2021/22")
    ProgrammeEntryFactory(programme=programme, title="Offender management")
    client.force_login(clerk)
    url = reverse("programme:programme-paper", args=["avon", "2021-22"])
    form = client.get(url).context["form"]
    assert form["item"].initial == f"{meeting.slug}/{item.slug}"
    sent = {"item": form["item"].initial, "token": str(form.fields["token"].initial())}
    for _turn in range(2):
        assert client.post(url, sent).url.endswith(f"#item-{item.slug}")
    paper = Paper.objects.get()
    assert (paper.title, paper.source, paper.collection) == ("Work programme", "work-programme", meeting.slug)
    assert "Offender management" in paper.current.text
    assert places_for(clerk, body) == []
    item.refresh_from_db()
    with pytest.raises(ValidationError, match="has this paper already"):
        add_programme_paper(item=item, actor=clerk)


def test_no_paper_is_made_of_a_draft_programme(client, clerk, programme, march):
    item = AgendaItemFactory(meeting=march)
    WorkProgramme.objects.update(published_at=None)
    client.force_login(clerk)
    assert "Publish the work programme first" in client.get(
        reverse("programme:programme-paper", args=["avon", "2021-22"])
    ).content.decode()  # fmt: skip
    with pytest.raises(ValidationError, match="Publish it first"):
        add_programme_paper(item=item, actor=clerk)


def test_the_agenda_builder_offers_the_paper_to_the_item_that_waits_for_it(client, clerk, body):
    agenda = MeetingFactory(body=body)
    AgendaItemFactory(meeting=agenda, title="Work programme", slug="work-programme", needs_paper=True)
    here = reverse("meetings:agenda-detail", args=[agenda.area.slug, agenda.slug])
    offer = "/agenda/items/work-programme/papers/register/?source=work-programme"
    client.force_login(clerk)

    before = client.get(here).content.decode()
    WorkProgrammeFactory(body=body, slug="2021-22", started_on=FIRST, ended_on=LAST)
    after = client.get(here).content.decode()

    assert (offer in before, offer in after) == (False, True)
    assert client.get(here.replace("/agenda/", offer)).status_code == 200
