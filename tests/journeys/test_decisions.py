"""A decision of the Commissioner from the day it is logged to its notice, and the panel's review of it to the answer."""

from datetime import date

import pypdfium2
import pytest

from decisions.choices import BoardOutcome, CaseStatus, DecisionStatus, ReportStatus
from decisions.models import BoardDecision, Case, Decision
from meetings.models import Meeting
from tests.access.cast import CLERK, PUBLIC
from tests.factories.meetings import AnnouncedMeetingFactory
from tests.factories.register import BoardFactory
from tests.journeys.checks import AXE
from tests.journeys.keyboard import Keyboard
from tests.journeys.people import OFFICE
from tests.journeys.test_questions import main, sound

pytestmark = pytest.mark.browser
HERE = "/northshire"
TODAY = date(2022, 3, 10)  # on which the journeys stand, so that what the board did can be recorded
TITLE = "Grant to the Plover Lane youth club"
DECIDED = "A grant of £18,500 is made to the Plover Lane youth club."
WHY_DECIDED = "The club opens on Friday nights, when most calls come from Plover Lane."
ASKED = "Publish each year how many young people came to the club."
REMARKS = "The panel read the bid and found that no number of visitors was asked for."
ANSWER = "I accept it. The first number is published in April 2023."
SIGNED_BY = "Anna Ash, Chair"


@pytest.fixture
def board(world) -> Meeting:
    """Announced, with its agenda open, and held today."""
    body = BoardFactory(area=world.body.area, slug="plover-board", name="Northshire Plover Board")
    return AnnouncedMeetingFactory(body=body, held_on=TODAY)


def test_decision_is_logged_signed_published_reviewed_and_answered(opened, board):
    office, clerk, public = (opened(who) for who in (OFFICE, CLERK, PUBLIC))
    for page in (office, clerk, public):
        page.add_init_script(AXE)
    decision = logs(office)
    is_put_on(office, decision, board)
    is_agreed(office, decision, board)
    signs(office, decision)
    reads_nothing_yet(public, decision)
    publishes(office, decision)
    reads_the_notice(public, decision)
    case = opens_a_review(clerk, decision)
    writes(clerk, case)
    sends(clerk, case)
    knows_of_no_report_yet(public, decision)
    publishes_the_report(clerk, case)
    answers(office, case)
    publishes_the_answer(clerk, case)
    follows_what_the_panel_made_of_it(public, decision, case)


def at(page, row: Decision | Case) -> Keyboard:
    """On the page of a decision or a case, as it is now."""
    assert page.goto(row.get_absolute_url()).status == 200
    return Keyboard(page)


# The Commissioner's office ---------------------------------------------------------------------------------------


def logs(page) -> Decision:
    """A title that is missing loses nothing; the decision has the next reference of the year, and is the office's alone."""
    page.goto(f"{HERE}/decisions/create/")
    sound(page)
    keys = Keyboard(page)
    keys.write("What is decided", DECIDED)
    keys.write("Reasons", WHY_DECIDED)
    keys.press("Log the decision")
    assert page.locator(".govuk-error-summary").count() == 1
    assert page.get_by_label("Reasons", exact=True).input_value() == WHY_DECIDED
    sound(page)
    keys.write("Title", TITLE)
    page.locator('input[name="cost_kind"][value="exact"]').check()
    keys.write("Amount in pounds", "18,500")
    keys.press("Log the decision")
    made = Decision.objects.get(title=TITLE)
    assert (made.status, made.reference) == (DecisionStatus.PROPOSED, f"2022/{made.number:03}")
    assert made.reference in main(page)
    assert "Only the Commissioner’s office reads it" in main(page)
    sound(page)
    return made


def is_put_on(page, decision: Decision, board: Meeting) -> None:
    """The page of the decision leads to the board's; there it becomes a line of the agenda."""
    at(page, decision)
    link = page.locator(f'main a[href$="/meetings/{board.slug}/decisions/"]').first
    with page.expect_navigation():
        link.click()
    sound(page)
    keys = Keyboard(page)
    keys.tab_to(f"{decision.reference} – {TITLE}")
    page.keyboard.press("Space")
    keys.press("Put on the agenda")
    assert "1 decision put on the agenda" in page.locator("body").inner_text()
    row = BoardDecision.objects.get(decision=decision)
    assert (row.meeting, row.agenda_item.title) == (board, f"{decision.reference} – {TITLE}")
    sound(page)


def is_agreed(page, decision: Decision, board: Meeting) -> None:
    """Nothing is signed before a board, or somebody outside one, agreed; then the signature is the next step."""
    page.goto(f"{decision.get_absolute_url()}sign/")
    assert "the decision is not agreed" in main(page)
    sound(page)
    keys = at(page, decision)
    sound(page)
    keys.press("Record what the board did")
    sound(page)
    page.get_by_label("Agreed", exact=True).check()
    keys.press("Save what the board did")
    row = BoardDecision.objects.get(decision=decision)
    assert (row.meeting, row.outcome, row.decision.status) == (board, BoardOutcome.AGREED, DecisionStatus.AGREED)
    sound(page)


def signs(page, decision: Decision) -> None:
    """The whole text is read once more; then no word of it changes, and the file has its checksum."""
    keys = at(page, decision)
    keys.press("Sign")
    text = main(page)
    assert DECIDED in text
    assert WHY_DECIDED in text
    sound(page)
    keys.press("Sign and freeze")
    decision.refresh_from_db()
    assert (decision.status, decision.signed_on, len(decision.notice_sha256)) == (DecisionStatus.SIGNED, TODAY, 64)
    sound(page)
    page.goto(f"{decision.get_absolute_url()}edit/")
    assert "The notice is signed. Its words cannot change" in main(page)
    sound(page)


def publishes(page, decision: Decision) -> None:
    keys = at(page, decision)
    keys.press("Publish")
    assert DECIDED in main(page)
    sound(page)
    keys.press("Publish notice")
    decision.refresh_from_db()
    assert (decision.status, decision.published_on) == (DecisionStatus.PUBLISHED, TODAY)
    sound(page)


# What the public reads -------------------------------------------------------------------------------------------


def reads_nothing_yet(page, decision: Decision) -> None:
    page.goto(f"{HERE}/decisions/")
    assert TITLE not in page.content()
    sound(page)
    assert page.goto(decision.get_absolute_url()).status == 404
    assert page.request.get(f"{decision.get_absolute_url()}notice.pdf").status == 404


def reads_the_notice(page, decision: Decision) -> None:
    """From the register to the notice, and the file that was signed."""
    page.goto(f"{HERE}/decisions/")
    sound(page)
    with page.expect_navigation():
        page.locator(f'main a[href="{decision.get_absolute_url()}"]').first.click()
    text = main(page)
    assert [words for words in (TITLE, DECIDED, WHY_DECIDED, "£18,500") if words not in text] == []
    assert page.get_by_role("heading", name="The panel’s review").count() == 0
    assert "Open a review" not in page.content()
    assert "Plover Board" not in page.content(), "the agenda of the board is not out"
    sound(page)
    printed = read_file(page, page.get_by_role("link", name="Notice (PDF)"))
    assert decision.reference in printed
    assert DECIDED in printed


def read_file(page, link) -> str:
    """The words of a PDF behind a link."""
    answer = page.request.get(link.get_attribute("href"))
    assert answer.body().startswith(b"%PDF")
    sheets = pypdfium2.PdfDocument(answer.body())
    return " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in sheets).split())


def knows_of_no_report_yet(page, decision: Decision) -> None:
    """The review is public, and the report was sent; but its words are not out."""
    at(page, decision)
    assert "The panel has not published a report yet" in main(page)
    assert REMARKS not in page.content()
    sound(page)


# The panel's review ----------------------------------------------------------------------------------------------


def opens_a_review(page, decision: Decision) -> Case:
    """From the notice, whose reference stands in the form already; then everybody may follow it."""
    keys = at(page, decision)
    sound(page)
    keys.press("Open a review of this decision")
    assert page.get_by_label("Reference of the decision").input_value() == decision.reference
    sound(page)
    keys.press("Open the case")
    case = Case.objects.get(decision=decision)
    assert (case.kind, case.get_absolute_url() in page.url) == ("decision-reviews", True)
    assert TITLE in main(page)
    sound(page)
    at(page, decision)
    assert page.get_by_role("link", name="Open a review of this decision").count() == 0, "one runs at a time"
    keys = at(page, case)
    keys.press("~^Publish (this )?case$")
    sound(page)
    keys.press("Publish case")
    assert Case.objects.get(pk=case.pk).published_at is not None
    sound(page)
    return case


def writes(page, case: Case) -> None:
    keys = at(page, case)
    keys.press("~^Write (the )?report$")
    sound(page)
    page.locator('input[name="position"][value="recommend"]').check()
    keys.write("What the panel recommends", ASKED)
    keys.write("Reasons and remarks", REMARKS)
    keys.write("~^Signed by", SIGNED_BY)
    keys.press("Save the report")
    report = case.reports.get()
    assert (report.status, report.recommendations) == (ReportStatus.DRAFT, [ASKED])
    sound(page)


def sends(page, case: Case) -> None:
    keys = at(page, case)
    sound(page)
    keys.press("Send report")
    sound(page)
    keys.press("Send the report")
    assert case.reports.get().status == ReportStatus.ISSUED
    sound(page)


def publishes_the_report(page, case: Case) -> None:
    keys = at(page, case)
    keys.press("Publish report")
    sound(page)
    keys.write("How the report is published", "On the panel’s website")
    keys.press("Publish the report")
    assert case.reports.get().status == ReportStatus.PUBLISHED
    sound(page)


def answers(page, case: Case) -> None:
    """The office enters what the Commissioner says; it is for the panel to publish it."""
    keys = at(page, case)
    sound(page)
    keys.press("Enter response")
    sound(page)
    keys.write("What the Commissioner says", ANSWER)
    keys.press("Enter the response")
    assert Case.objects.get(pk=case.pk).status == CaseStatus.ANSWERED
    assert ANSWER in main(page)
    assert page.get_by_role("button", name="Publish response").count() == 0
    sound(page)


def publishes_the_answer(page, case: Case) -> None:
    keys = at(page, case)
    sound(page)
    keys.press("Publish response")
    assert "On the panel’s website" in main(page), "the panel decided the manner with its report"
    sound(page)
    keys.press("Publish the response")
    assert case.responses.get().published_at is not None
    sound(page)


def follows_what_the_panel_made_of_it(page, decision: Decision, case: Case) -> None:
    """The notice leads to the review, to the report and to the answer; each leads back."""
    for name, words in ((case.title, TITLE), ("The panel’s report", REMARKS), ("The Commissioner’s response", ANSWER)):
        keys = at(page, decision)
        assert page.get_by_role("heading", name="The panel’s review").count() == 1
        sound(page)
        keys.press(name)
        assert words in main(page), page.url
        sound(page)
    assert ANSWER in read_file(page, page.get_by_role("link", name="Letter (PDF)"))
    Keyboard(page).press("The report that it answers")
    assert ASKED in read_file(page, page.get_by_role("link", name="Report (PDF)"))
    at(page, case)
    with page.expect_navigation():
        page.get_by_role("link", name=decision.reference, exact=True).first.click()
    assert page.url.endswith(decision.get_absolute_url())
