"""Complaints from their receipt to the public register: one goes to the IOPC, one is disapplied, one resolved and published."""

from datetime import date

import pytest

from complaints.choices import ComplaintStatus, LetterStatus, StepKind
from complaints.models import Complaint, Letter, Party
from panels.choices import BodyKind
from panels.models import Body
from tests.access.cast import CHAIR, CLERK, PUBLIC
from tests.factories.complaints import AllegationFactory, ComplaintFactory, PartyFactory, StepFactory
from tests.factories.panels import AppointmentFactory, BodyFactory
from tests.journeys.checks import AXE
from tests.journeys.people import COMPLAINTS, LEADER
from tests.journeys.test_questions import main, sound

pytestmark = pytest.mark.browser
HERE = "/northshire/complaints"
CASES = f"{HERE}/cases"
NAME, EMAIL = "Marian Lapwing", "marian.lapwing@mail.example"
ALLEGED = "That money for road safety was given to a friend"
CAME = "I am Marian Lapwing and I saw the invoice with my own eyes."
SUMMARY = "A resident complained about how a letter to the office was answered."
OUTCOME = "The panel heard why the answer was late, and the office holder explained it."
PRIVATE = (NAME, EMAIL, ALLEGED, CAME, "Osric Dunlin", "The lapwing letter was lost")


@pytest.fixture
def group(world) -> Body:
    """A sub-committee that the Chair chairs."""
    made = BodyFactory(area=world.body.area, slug="complaints-group", kind=BodyKind.SUB_COMMITTEE, parent=world.body)
    AppointmentFactory(user=world.users[CHAIR], role="chair", area=world.body.area, body=made)
    return made


def recorded(world, reference: str, text: str, day: date) -> Complaint:
    """Recorded, and found not to be serious."""
    made = ComplaintFactory(
        body=world.body, reference=reference, recorded=True, line="How a letter was answered",
        office_holder=world.body.area.office_holders.first(),
    )  # fmt: skip
    StepFactory(complaint=made)
    StepFactory(complaint=made, kind=StepKind.RECORD, from_status="received", to_status="recorded", taken_on=date(2022, 2, 3))
    AllegationFactory(complaint=made, recorded=True, harmless=True, text=text, incident_from=day)
    PartyFactory(complaint=made, name="Osric Dunlin", email="osric.dunlin@mail.example")
    return made


def test_three_complaints_go_their_three_ways(opened, world, group):
    old = recorded(world, "CC-2022-251", "That a call was not answered", date(2019, 5, 4))
    heard = recorded(world, "CC-2022-252", "The lapwing letter was lost", date(2022, 1, 12))
    office, leader, chair, clerk, public = (opened(who) for who in (COMPLAINTS, LEADER, CHAIR, CLERK, PUBLIC))
    for page in (office, leader, chair, clerk, public):
        page.add_init_script(AXE)
    sent = logs(office)
    records(office, sent)
    judges_serious(office, sent)
    refers(office, sent)
    disapplies(leader, old)
    begins(leader, heard, group)
    both_sides_comment(leader, heard)
    concludes(chair, heard)
    letters_go(leader, heard)
    publishes(chair, leader, heard)
    reads_nothing_yet(public, heard)
    writes(leader, clerk, heard)
    reads(public, heard, sent, old)


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.get(pk=complaint.pk)


def fill(page, **fields: str) -> None:
    for name, words in fields.items():
        page.locator(f'[name="{name}"]').fill(words)


def choose(page, name: str, value: str) -> None:
    page.locator(f'input[name="{name}"][value="{value}"]').check()


def send(page) -> None:
    """The main button of the page's form."""
    with page.expect_navigation():
        page.locator("main form button:not(.govuk-button--secondary)").last.click()


def at(page, complaint: Complaint, path: str = "") -> None:
    assert page.goto(f"{CASES}/{complaint.reference}/{path}").status == 200


def step(page, complaint: Complaint, kind: str, *, look: bool = True, **fields: str) -> None:
    """The page of a step, opened from the complaint's own page where it is offered."""
    at(page, complaint)
    link = page.locator(f'a[href$="/steps/{kind}/"]').first
    assert link.count() == 1, f"{kind} is not offered"
    with page.expect_navigation():
        link.click()
    if look:
        sound(page)
    fill(page, **fields)


# The one that goes to the IOPC -----------------------------------------------------------------------------------


def logs(page) -> Complaint:
    """An error on the way loses nothing; then it has its reference, and the day by which it is acknowledged."""
    page.goto(f"{CASES}/")
    page.goto(f"{CASES}/create/")
    sound(page)
    fill(page, **{"allegation1-text": ALLEGED, "complainant-name": NAME, "complainant-email": EMAIL, "words": CAME})
    fill(page, line="About money for road safety")
    send(page)
    assert page.locator(".govuk-error-summary").count() == 1
    assert page.locator('[name="complainant-name"]').input_value() == NAME
    sound(page)
    choose(page, "came_to", "office")
    choose(page, "means", "email")
    page.locator('input[name="office_holder"]').nth(0).check()
    for name, value in (("day", "12"), ("month", "1"), ("year", "2022")):
        page.locator(f'[name="allegation1-from-{name}"]').fill(value)
    page.get_by_label("Hilda Holder", exact=False).check()
    send(page)
    made = Complaint.objects.get(line="About money for road safety")
    assert made.reference in main(page)
    assert NAME not in page.content(), "what it is called is all that this page says"
    sound(page)
    assert Party.objects.get(complaint=made).name == NAME
    at(page, made)
    assert NAME not in page.content()
    sound(page)
    return made


def records(page, complaint: Complaint) -> None:
    """Each allegation is recorded; both sides are told."""
    step(page, complaint, "record")
    send(page)
    assert fresh(complaint).status == ComplaintStatus.RECORDED
    drafts = Letter.objects.filter(complaint=complaint, kind="recorded")
    assert set(drafts.values_list("recipient", flat=True)) == {"complainant", "office-holder"}


def judges_serious(page, complaint: Complaint) -> None:
    number = complaint.allegations.get().number
    at(page, complaint, f"allegations/{number}/seriousness/")
    choose(page, "is_serious", "yes")
    fill(page, why="It could be an offence")
    send(page)
    assert fresh(complaint).serious_on is not None
    at(page, complaint)
    assert page.locator('a[href$="/steps/disapply/"]').count() == 0, "what is serious is not disapplied"
    assert "regulation 13" in page.locator("main").text_content()


def refers(page, complaint: Complaint) -> None:
    step(page, complaint, "refer")
    send(page)
    assert fresh(complaint).status == ComplaintStatus.WITH_IOPC
    sound(page)
    text = page.locator("main").text_content()
    assert "it is with the IOPC" in text
    page.goto(f"{CASES}/{complaint.reference}/steps/disapply/")
    assert fresh(complaint).status == ComplaintStatus.WITH_IOPC


# The one that is disapplied --------------------------------------------------------------------------------------


def disapplies(page, complaint: Complaint) -> None:
    """More than a year has passed: the test is worked out and shown, with its regulation."""
    step(page, complaint, "disapply")
    assert "regulation 15" in page.locator("main").text_content()
    choose(page, "grounds", "b")
    choose(page, "handling", "no-action")
    fill(page, reason="Three years have passed and no reason is given")
    send(page)
    assert fresh(complaint).status == ComplaintStatus.DISAPPLIED
    letter = Letter.objects.get(complaint=complaint, kind="disapplied")
    assert letter.status == LetterStatus.DRAFT
    sound(page)


# The one that is resolved ----------------------------------------------------------------------------------------


def begins(page, complaint: Complaint, group: Body) -> None:
    step(page, complaint, "resolve", decided_by="The panel on 3 February 2022")
    choose(page, "resolver", "sub-committee")
    page.locator('[name="resolving_body"]').select_option(group.slug)
    send(page)
    assert fresh(complaint).resolving_body == group


def both_sides_comment(page, complaint: Complaint, purpose: str = "resolution") -> None:
    for row in complaint.comments.filter(purpose=purpose):
        at(page, complaint, f"comments/{row.number}/edit/")
        page.locator('[name="declined"]').check()
        send(page)


def concludes(page, complaint: Complaint) -> None:
    """The Chair of the sub-committee enters what it decided; there is nothing to investigate, and no apology is offered."""
    step(page, complaint, "conclude", outcome_text=OUTCOME, decided_by="The complaints group on 8 March 2022")
    choose(page, "outcome", "explanation")
    send(page)
    assert (fresh(complaint).status, fresh(complaint).outcome) == (ComplaintStatus.CONCLUDED, "explanation")


def letters_go(page, complaint: Complaint) -> None:
    """The whole letter is read before it goes, with the name in it; then it is kept as it went."""
    for letter in Letter.objects.filter(complaint=complaint, status=LetterStatus.DRAFT).exclude(kind="invitation"):
        at(page, complaint, f"letters/{letter.number}/issue/")
        if letter.recipient == "complainant":
            assert "Osric Dunlin" in main(page)
        choose(page, "by_email", "email" if page.locator('input[name="by_email"][value="email"]').count() else "yes")
        send(page)
        letter.refresh_from_db()
        assert letter.status == LetterStatus.ISSUED
    answer = page.request.get(f"{CASES}/{complaint.reference}/letters/{letter.number}/letter.pdf")
    assert answer.body().startswith(b"%PDF")


def publishes(chair, leader, complaint: Complaint) -> None:
    """Both sides have it, both may say whether it should be published, and then the Chair decides."""
    step(chair, complaint, "copy", look=False)
    send(chair)
    step(chair, complaint, "invite", look=False)
    send(chair)
    both_sides_comment(leader, complaint, "publication")
    step(chair, complaint, "decide", reason="The public should know", decided_by="The complaints group on 8 March 2022")
    choose(chair, "publishes", "yes")
    send(chair)
    assert (fresh(complaint).status, fresh(complaint).publishes_outcome) == (ComplaintStatus.DECIDED, True)
    sound(chair)


# What the public reads -------------------------------------------------------------------------------------------


def reads_nothing_yet(page, complaint: Complaint) -> None:
    page.goto(f"{HERE}/")
    assert complaint.reference not in main(page)
    page.goto(f"{CASES}/{complaint.reference}/")
    assert "/account/" in page.url, "the complaint's own page is for nobody who has not signed in"


def writes(leader, clerk, complaint: Complaint) -> None:
    """What was copied is refused; written afresh it is approved by somebody else."""
    at(leader, complaint, "publication/write/")
    assert leader.locator('[name="text"]').input_value() == ""
    sound(leader)
    fill(leader, text="Osric Dunlin complained that the lapwing letter was lost. Ring him on 01632 960 123.")
    send(leader)
    assert leader.locator(".govuk-error-summary").count() == 1
    assert not complaint.summaries.exists()
    sound(leader)
    fill(leader, text=SUMMARY, outcome_text="The office holder gave the reasons.")
    send(leader)
    row = complaint.summaries.get()
    at(clerk, complaint, f"publication/{row.number}/approve/")
    clerk.locator('[name="is_read"]').check()
    send(clerk)
    row.refresh_from_db()
    assert row.status == "published"


def reads(page, complaint: Complaint, *others: Complaint) -> None:
    page.goto(f"{HERE}/")
    text = main(page)
    assert SUMMARY in text
    assert complaint.reference in text
    assert [one.reference for one in others if one.reference in text] == []
    assert [words for words in PRIVATE if words in page.content()] == []
    sound(page)
    table = page.request.get(f"{HERE}/export/csv/").text()
    assert SUMMARY in table
    assert [words for words in PRIVATE if words in table] == []
