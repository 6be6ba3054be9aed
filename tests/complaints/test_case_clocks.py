"""The clocks on the page of a complaint, and what presses once those who were asked had their time."""

from datetime import date, datetime

import pytest

from complaints.choices import CommentPurpose, ComplaintStatus, LetterKind, LetterStatus, Side, StepKind
from interface import clock
from panels.choices import DutyAccess, DutyStatus, Reckoning
from tests.complaints.test_detail import page, words
from tests.factories.complaints import (
    AllegationFactory,
    ComplaintFactory,
    LetterFactory,
    PartyFactory,
    SideCommentFactory,
    StepFactory,
)
from tests.factories.due import ObligationFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook", "powers")


def due(complaint, key, day, **more):
    return ObligationFactory(
        body=complaint.body, subject_kind="complaint", subject_key=str(complaint.pk), key=key, due_on=day, title=key,
        access=DutyAccess.COMPLAINTS, **more,
    )  # fmt: skip


def met(day, **more):
    return {"status": DutyStatus.MET, "met_at": datetime.combine(day, datetime.min.time(), clock.LONDON), **more}


@pytest.fixture
def complaint(body, holder):
    made = ComplaintFactory(body=body, office_holder=holder, transferred=True)
    StepFactory(complaint=made)
    return made


def test_what_was_met_is_folded_and_what_was_missed_comes_first(client, complaint, lead):
    due(complaint, "later", date(2030, 1, 7))
    due(complaint, "met", date(2022, 2, 4), **met(date(2022, 2, 3)))
    due(complaint, "met late", date(2022, 2, 1), **met(date(2022, 2, 3), was_late=True))
    due(complaint, "missed", date(2022, 2, 8))
    due(complaint, "waived", date(2022, 2, 2), status=DutyStatus.NOT_APPLICABLE, explanation="Nobody can be reached")
    shown = page(client, complaint, lead)
    assert [row["title"] for row in shown.context["clocks"]] == ["missed", "later"]
    assert {row["title"] for row in shown.context["met_clocks"]} == {"met", "met late", "waived"}
    assert shown.context["met_words"] == "2 clocks that were met, 1 of them late, 1 that closed or does not apply"
    folded = shown.content.decode().split("2 clocks that were met", 1)[1]
    assert "Nobody can be reached" in folded.split("</details>")[0]


def test_one_day_is_not_counted_as_days(client, complaint, lead):
    one = due(complaint, "tell", date(2030, 1, 7), reckoning=Reckoning.WORKING_AFTER, number=1, counted_from=date(2030, 1, 4))
    said = words(page(client, complaint, lead))
    assert "1 working day after 4 Jan 2030" in said
    assert "1 working days" not in said
    assert "1 working day after. Counted from" in words(client.get(one.get_absolute_url()))


def test_clock_is_plain_for_every_reader_and_its_own_page_one_link_beside(client, complaint, lead):
    one = due(complaint, "tell", date(2030, 1, 7))
    said = page(client, complaint, lead).content.decode()
    assert '<th scope="row" class="govuk-table__header">tell</th>' in said
    assert said.count(f'href="{one.get_absolute_url()}"') == 1


def asked(body, holder, sub_committee, until):
    """A complaint in resolution, of which both sides were told until when they may comment."""
    made = ComplaintFactory(body=body, office_holder=holder, in_resolution=True, resolving_body=sub_committee)
    StepFactory(complaint=made)
    AllegationFactory(complaint=made, recorded=True, harmless=True)
    PartyFactory(complaint=made)
    step = StepFactory(
        complaint=made, kind=StepKind.RESOLVE, from_status=ComplaintStatus.RECORDED, to_status=ComplaintStatus.IN_RESOLUTION,
    )  # fmt: skip
    for side in Side:
        LetterFactory(complaint=made, step=step, kind=LetterKind.INVITATION, recipient=side.value, issued=True)
        SideCommentFactory(complaint=made, side=side, purpose=CommentPurpose.RESOLUTION, until_on=until)
    return made


def test_once_the_time_to_answer_is_over_the_outcome_presses(client, body, holder, sub_committee, lead):
    waiting = page(client, asked(body, holder, sub_committee, date(2030, 1, 7)), lead)
    assert waiting.context["steps"][0].title == "Enter what both sides say"
    over = page(client, asked(body, holder, sub_committee, date(2022, 2, 7)), lead)
    assert [one.title for one in over.context["steps"]][:2] == ["Record the outcome", "Enter comments that came late"]
    assert over.context["steps"][1].effect == "The time to answer is over. Not heard: The complainant, The office holder."


def test_letters_are_sent_before_an_answer_is_awaited(client, body, holder, sub_committee, lead):
    complaint = asked(body, holder, sub_committee, date(2030, 1, 7))
    complaint.letters.update(status=LetterStatus.DRAFT, issued_on=None)
    titles = [one.title for one in page(client, complaint, lead).context["steps"]]
    assert titles[:2] == ["Send the letters", "Enter what both sides say"]


def test_step_that_was_told_is_not_offered_to_be_taken_back(client, body, holder, sub_committee, lead):
    told = asked(body, holder, sub_committee, date(2030, 1, 7))
    assert page(client, told, lead).context["take_back_url"] is None
    told.letters.update(status=LetterStatus.DRAFT, issued_on=None)
    assert page(client, told, lead).context["take_back_url"].endswith("/steps/take-back/")


def test_no_green_button_leads_to_what_does_not_press(client, body, holder, sub_committee, office):
    over = page(client, asked(body, holder, sub_committee, date(2022, 2, 7)), office)
    assert over.context["steps"][0].url is None
    assert over.context["primary"] is None
    assert over.context["steps"][1].url
