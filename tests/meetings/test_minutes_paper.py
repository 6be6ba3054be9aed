"""The live paper of the last meeting's minutes: what the next meeting is given to confirm."""

from datetime import date

import pytest

from documents.sources import draw, sources
from interface.markdown import render
from meetings.choices import EntryKind, MinutesStatus, Publication
from meetings.models import MinuteEntry, Minutes
from tests.factories.minutes import ActionFactory, CorrectionFactory, HeldMeetingFactory, MinutesFactory
from tests.meetings.printed import again, entry, item, minutes_of_february

ON = date(2022, 3, 10)


@pytest.fixture
def minutes(body):
    return minutes_of_february(body)


def paper(body, on=ON):
    return draw("minutes-of-last-meeting", area=body.area, body=body, on=on).text


def test_the_paper_is_in_the_register():
    assert "Minutes of the last meeting" in [str(one.title) for one in sources()]


def test_the_paper_says_what_happened(minutes, body):
    assert paper(body) == EXPECTED


def test_nothing_private_reaches_the_paper(minutes, body):
    MinuteEntry.objects.filter(minutes=minutes, text="CANARY-NOTE").update(text="# CANARY-NOTE\n\nCANARY")

    assert "CANARY" not in paper(body)


def test_the_newest_minutes_before_the_day_are_taken(minutes, body):
    newer = MinutesFactory(meeting=HeldMeetingFactory(body=body, held_on=date(2022, 3, 3)), published=True)
    MinutesFactory(meeting=HeldMeetingFactory(body=body, held_on=date(2022, 3, 7)), checked=True)
    private = HeldMeetingFactory(body=body, held_on=date(2022, 3, 8), publication=Publication.MEMBERS)
    MinutesFactory(meeting=private, published=True)

    assert "held on Thursday 3 March 2022." in paper(body)
    assert "held on Tuesday 1 February 2022 at" in paper(body, on=newer.meeting.held_on)


@pytest.mark.parametrize("change", [{"status": MinutesStatus.DRAFTING}, {"status": MinutesStatus.CHECKED}])
def test_minutes_that_are_not_out_give_no_paper(minutes, body, change):
    Minutes.objects.filter(pk=minutes.pk).update(**change)

    assert paper(body) == "No minutes of an earlier meeting are published yet.\n"


def test_the_paper_of_another_body_is_its_own(minutes):
    other = HeldMeetingFactory().body

    assert paper(other) == "No minutes of an earlier meeting are published yet.\n"


def test_confirmed_minutes_say_so(minutes, body):
    later = HeldMeetingFactory(body=body, held_on=date(2022, 3, 3))
    Minutes.objects.filter(pk=minutes.pk).update(status=MinutesStatus.CONFIRMED, confirmed_meeting=later)

    assert "Confirmed at the meeting of Thursday 3 March 2022." in paper(body)
    assert "Draft" not in paper(body)


@pytest.mark.parametrize("typed", ["# Questions", "###### Questions", "Questions\n===", "Questions\n---"])
def test_a_heading_in_a_note_stands_below_the_item(minutes, body, typed):
    entry(item(minutes, "Update"), EntryKind.NARRATIVE, f"First.\n\n{typed}\n\nSecond.")
    html = render(paper(body))

    assert '<h2 class="govuk-heading-m">5. Update</h2>' in html
    assert '<h3 class="govuk-heading-s">Questions</h3>' in html


def test_names_and_titles_mean_nothing_in_markdown(minutes, body):
    promised = item(minutes, "Cuts *and* costs | [a](https://x.example) <b>")
    row = minutes.meeting.attendances.get(person__name="Asher Craig")
    row.person.name = "Ann_A_ *B*"
    row.person.save()
    made = entry(promised, EntryKind.ACTION, "")
    ActionFactory(body=body, entry=made, reference="A-2022-005", text="Either | or, in **bold**.", owner_name="A | B")
    html = render(paper(body))

    assert "5. Cuts *and* costs | [a](https://x.example) &lt;b&gt;</h2>" in html
    assert "Ann_A_ *B*, Bristol City Council" in html
    assert '<td data-label="Action" class="govuk-table__cell">Either | or, in bold.</td>' in html
    assert '<td data-label="Owner" class="govuk-table__cell">A | B</td>' in html


def test_a_resolution_that_begins_a_sentence_follows_a_colon(minutes, body):
    resolved = MinuteEntry.objects.get(minutes=minutes, item__number="2", kind=EntryKind.RESOLUTION)
    MinuteEntry.objects.filter(pk=resolved.pk).update(text="To endorse the precept.")

    assert "**Resolution 2/1. The panel unanimously resolved: To endorse the precept. (12 for, 2 not recorded)**" in paper(body)


def test_a_resolution_of_several_paragraphs_keeps_its_text(minutes, body):
    resolved = MinuteEntry.objects.get(minutes=minutes, item__number="2", kind=EntryKind.RESOLUTION)
    MinuteEntry.objects.filter(pk=resolved.pk).update(text="that:\n\n- one\n- two")

    assert "**Resolution 2/1. The panel unanimously resolved**\n\nthat:\n\n- one\n- two\n\n**(12 for, 2 not recorded)**" in paper(
        body
    )


def test_an_accepted_correction_is_noted(minutes, body):
    noted = MinuteEntry.objects.get(minutes=minutes, item__number="2", kind=EntryKind.NARRATIVE)
    CorrectionFactory(
        minutes=again(minutes), entry=noted, quoted="Fig.", proposed="Figures", status="accepted", decided_at="2022-03-01T12:00Z"
    )

    assert "Correction 2, accepted on Tuesday 1 March 2022: “Fig.” became “Figures”." in paper(body)


EXPECTED = """\
Minutes of the meeting of the Avon Police and Crime Panel held on Tuesday 1 February 2022 at \
The Deane House, Belvedere Road, Taunton TA1 1HE.

**Draft. Not agreed until the panel confirms it.**

The meeting started at 10:30am.

## Attendance

### Members of the panel

- Heather Shearer, Mendip District Council, Chair
- Asher Craig, Bristol City Council

### Host authority officers

- Lead Officer to the Panel

### Commissioner and office

- Mark Shelford, Police and Crime Commissioner

### Apologies for absence

- Nicola Clark, South Somerset District Council

Asher Craig arrived at 10:50am.

## 1. Declarations of interest

Heather Shearer declared an interest (other interest) in item 1. \
The details of the interest are withheld (Localism Act 2011, section 32).

## 2. Scrutiny of the precept

Figures were shown.

Table: Posts

| Measure | Figure |
|---|---|
| Officers | 456 |
| Staff | 187 |

**Heather Shearer asked:** Would the fleet meet the climate strategy?

**The Commissioner answered:** It was being reviewed.

**Resolution 2/1. The panel unanimously resolved to endorse the precept of £251.20. (12 for, 2 not recorded)**

## 3. Performance summary

**Action A-2022-004.** To define serious violence.

Owner: Strategic Planning and Performance Officer, by the next meeting.

**Recommendation R-2022-001.** The panel recommended to the Commissioner: To publish the data.

## 4. Staffing matter

Private: Local Government Act 1972, Schedule 12A, paragraph 1: information relating to any individual.

The panel dealt with a staffing matter.

**(The meeting ended at 1:50pm.)**

## Recommendations

Table: Recommendations made on Tuesday 1 February 2022

| Reference | Item | Recommendation | To whom |
| --- | --- | --- | --- |
| R-2022-001 | 3. Performance summary | To publish the data. | the Commissioner |

## Actions

Table: Actions agreed on Tuesday 1 February 2022

| Reference | Item | Action | Owner | By when |
| --- | --- | --- | --- | --- |
| A-2022-004 | 3. Performance summary | To define serious violence. | \
Strategic Planning and Performance Officer | by the next meeting |
"""
