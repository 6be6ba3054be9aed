"""More pages of the register and of the office: rarer states, other readers, and forms that come back with their errors."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access.cast import CLERK, MEMBER, PUBLIC
from tests.journeys.page import Page, day
from tests.journeys.people import OFFICE
from tests.journeys.world_register import AGREED, PROPOSED, PUBLISHED, SIGNED, WAITING
from tests.journeys.world_register_states import LONG, OLDER, PARTLY, SHARED, TOLD, UNREADY, WHOLE, WITHDRAWN

HERE, AWAY = "/northshire", "/southshire"
LIST, MEETINGS = f"{HERE}/decisions", f"{HERE}/meetings"
HELD, COMING, SETTLED, BARE, READ = (
    f"{MEETINGS}/{day}-board" for day in ("2022-02-01", "2022-04-05", "2022-03-01", "2022-01-18", "2021-12-07")
)
UPDATES, OUT, ODD, DRAFT = (f"{HERE}/updates{more}" for more in ("", "/2021-12-16", "/2021-11-25", "/2022-03-17"))
ASKED, SENT, FOUND = (f"{HERE}/consultations/CR-2022-{number}" for number in ("001", "002", "021"))
CUSTODY, LATE, BEGUN = (f"{HERE}/projects/{name}" for name in ("custody", "laboratory", "nothing-yet"))
DIARY, SCHEME, BODIES = f"{HERE}/diary", f"{HERE}/publication-scheme", f"{HERE}/bodies"
SPENDING = f"{SCHEME}/spending-over-500"
ONCE, FIRST = {"token": ""}, {"version": "1"}
HEADS = "Date,Recipient,Amount,Purpose,Why it is good value\n"


def of(number: int, act: str = "") -> str:
    return f"{LIST}/2022-{number}/{act}"


def table(rows: str) -> dict:
    """A table of spending in February as its form sends it."""
    file = SimpleUploadedFile("spending.csv", (HEADS + rows).encode(), "text/csv")
    return {"period": "2022-02", **day(9, 3, "published_on"), "token": "", "file": file}


DECISIONS = [
    Page("decisions, of a year with a nil return alone", PUBLIC, f"{LIST}/?year=2019"),
    Page("decisions, of a year with numbers missing", PUBLIC, f"{LIST}/?year=2021"),
    Page("decisions, bad filter", PUBLIC, f"{LIST}/?year=1066&over=much"),
    Page("decisions, by cost and private", OFFICE, f"{LIST}/?private=yes&sort=-cost"),
    Page("decisions, for a member", MEMBER, f"{LIST}/"),
    Page("decision, with a private part", PUBLIC, of(PARTLY)),
    Page("decision, with a private part, for the office", OFFICE, of(PARTLY)),
    Page("decision, shared", MEMBER, of(SHARED)),
    Page("decision, shared, for the clerk", CLERK, of(SHARED)),
    Page("decision, exempt and shared", MEMBER, of(TOLD)),
    Page("decision, not shared", MEMBER, of(AGREED), 404),
    Page("decision, withdrawn", OFFICE, of(WITHDRAWN)),
    Page("decision, from an older register", PUBLIC, of(OLDER)),
    Page("decision, with much to say", PUBLIC, of(LONG)),
    Page("sign a decision that is not ready", OFFICE, of(UNREADY, "sign/")),
    Page("edit a signed decision", OFFICE, of(WHOLE, "edit/")),
    Page("edit a signed decision, sent", OFFICE, of(WHOLE, "edit/"), 409, send=FIRST),
    Page("publish a decision, wholly public", OFFICE, of(WHOLE, "publish/")),
    Page("publish a decision, stale", OFFICE, of(SIGNED, "publish/"), send={"version": "0"}),
    Page("reject a decision", OFFICE, of(PROPOSED, "step/reject/")),
    Page("share a decision", OFFICE, of(PROPOSED, "step/share/")),
    Page("implement a decision", OFFICE, of(PUBLISHED, "step/implement/")),
    Page("step of a decision that is not open", OFFICE, of(SIGNED, "step/agree/")),
    Page("rescind a decision, empty", OFFICE, of(PUBLISHED, "step/rescind/"), send=FIRST),
    Page("take a decision's step back, no reason", OFFICE, of(AGREED, "take-back/"), send=FIRST),
    Page("nothing to take back", OFFICE, of(PROPOSED, "take-back/")),
    Page("nil returns, none", PUBLIC, f"{AWAY}/decisions/nil-returns/"),
    Page("take back a nil return, no reason", OFFICE, f"{LIST}/nil-returns/1/take-back/", send=ONCE),
]
BOARDS = [
    Page("meeting of a board that everybody reads", PUBLIC, f"{READ}/"),
    Page("minutes of a board that everybody reads", PUBLIC, f"{READ}/minutes/"),
    Page("releases of a board, none", PUBLIC, f"{SETTLED}/releases/"),
    Page("ask for a release, none chosen", OFFICE, f"{HELD}/releases/ask/", send=ONCE),
    Page("ask for a release, older too", OFFICE, f"{SETTLED}/releases/ask/?older"),
    Page("approve releases, none chosen", OFFICE, f"{HELD}/releases/approve/", send=ONCE),
    Page("approve releases, too early", OFFICE, f"{COMING}/releases/approve/"),
    Page("hold a document back, no reason", OFFICE, f"{HELD}/releases/3/hold-back/", send=FIRST | ONCE),
    Page("decisions of a board, recorded", OFFICE, f"{SETTLED}/decisions/"),
    Page("decisions of a board, none", OFFICE, f"{BARE}/decisions/"),
    Page("put decisions on a board, none chosen", OFFICE, f"{COMING}/decisions/", send=ONCE),
    Page("what the board did, nothing said", OFFICE, f"{HELD}/decisions/2022-005/outcome/", send=FIRST),
    Page("take back what the board did, no reason", OFFICE, f"{SETTLED}/decisions/2022-031/take-back/", send={"version": "2"}),
    Page("take off a board, stale", OFFICE, f"{COMING}/decisions/2022-{WAITING}/take-off/", send={"version": "0"}),
    Page("side by side, all agree", OFFICE, f"{SETTLED}/reconciliation/"),
    Page("side by side, no decision is named", OFFICE, f"{BARE}/reconciliation/"),
    Page("put a new reading right", OFFICE, f"{HELD}/reconciliation/2022-012/correct/"),
    Page("undo a reading, no reason", OFFICE, f"{HELD}/reconciliation/corrections/1/undo/", send=ONCE),
    Page("who came, as written", OFFICE, f"{SETTLED}/attendance/names/"),
    Page("who came, too long a name", OFFICE, f"{SETTLED}/attendance/names/", send={
        "name-1": "Cara " * 40, "office-1": "Chief Constable", "version-1": "1",
    }),
    Page("who came, minutes are out", OFFICE, f"{READ}/attendance/names/"),
    Page("edit a body, empty", OFFICE, f"{BODIES}/board/edit/", send=FIRST),
    Page("end a body, empty", OFFICE, f"{BODIES}/board/end/", send=FIRST),
    Page("add a body, for the clerk", CLERK, f"{BODIES}/create/"),
    Page("edit an office that attends, empty", OFFICE, f"{BODIES}/board/attendees/1/edit/", send=FIRST),
    Page("end an office that attends, empty", OFFICE, f"{BODIES}/board/attendees/1/end/", send=FIRST),
    Page("end a review of a decision, empty", CLERK, f"{HERE}/decision-reviews/of-a-decision/close/", send={}),
]  # fmt: skip
REPORTS = [
    Page("update report, in parts", PUBLIC, f"{OUT}/"),
    Page("update report, published, for the office", OFFICE, f"{OUT}/"),
    Page("update report, odd draft", OFFICE, f"{ODD}/"),
    Page("sections of an odd update report", OFFICE, f"{ODD}/edit/"),
    Page("check an odd update report", OFFICE, f"{ODD}/check/"),
    Page("publish an odd update report", OFFICE, f"{ODD}/publish/"),
    Page("publish an update report, stale", OFFICE, f"{DRAFT}/publish/", send={"version": "0"}),
    Page("facts of an update report, empty", OFFICE, f"{DRAFT}/facts/", send=FIRST),
    *(Page(f"add a section, {kind}, empty", OFFICE, f"{DRAFT}/sections/create/{kind}/", send=ONCE)
      for kind in ("written", "part", "live")),
    Page("edit a section, stale", OFFICE, f"{DRAFT}/sections/2/edit/", send={
        "version": "0", "heading": "Recruitment", "text": "Nobody came.",
    }),
    Page("edit a section of a register", OFFICE, f"{DRAFT}/sections/4/edit/"),
    Page("standing items, none", PUBLIC, f"{AWAY}/updates/standing/"),
    Page("add a standing item, empty", OFFICE, f"{UPDATES}/standing/create/", send=ONCE),
    Page("close a standing item, no reason", OFFICE, f"{UPDATES}/standing/estates/close/", send=FIRST),
]  # fmt: skip
RESPONSES = [
    Page("consultations, none match", PUBLIC, f"{HERE}/consultations/?state=open"),
    Page("consultation, without answers", OFFICE, f"{FOUND}/"),
    Page("consultation, sent, for the office", OFFICE, f"{SENT}/"),
    Page("edit a consultation that was sent", OFFICE, f"{SENT}/edit/"),
    Page(
        "edit a consultation, stale", OFFICE, f"{ASKED}/edit/", send={"version": "0", "title": "Powers", "asked_by": "Ministry"}
    ),
    Page("record that a response was sent, no day", OFFICE, f"{ASKED}/send/", send=FIRST),
    Page("add an answer, empty", OFFICE, f"{ASKED}/answers/create/", send=ONCE),
    Page("edit an answer, empty", OFFICE, f"{ASKED}/answers/1/edit/", send=FIRST),
    Page("paste answers, wrong", OFFICE, f"{ASKED}/answers/paste/", send={"token": "", "pasted": "C7\tShould it?\tPerhaps\tYes"}),
    Page("add a file to a consultation, none", OFFICE, f"{ASKED}/files/create/", send=ONCE),
    Page("file of a consultation, with findings", OFFICE, f"{FOUND}/files/1/"),
    Page("say why a file may go out, with findings", OFFICE, f"{FOUND}/files/1/keep/"),
    Page("say why a file may go out, empty", OFFICE, f"{FOUND}/files/1/keep/", send=FIRST),
]
PROJECTS = [
    Page("projects, for the office", OFFICE, f"{HERE}/projects/"),
    Page("project, late", PUBLIC, f"{LATE}/"),
    Page("project, nothing of it yet", OFFICE, f"{BEGUN}/"),
    Page("edit a project, empty", OFFICE, f"{CUSTODY}/edit/", send=FIRST),
    Page("hide a project, stale", OFFICE, f"{CUSTODY}/hide/", send={"version": "0"}),
    Page("add a milestone, empty", OFFICE, f"{CUSTODY}/milestones/create/", send=ONCE),
    Page("edit a milestone, empty", OFFICE, f"{CUSTODY}/milestones/1/edit/", send=FIRST),
    Page("say how a project stands, empty", OFFICE, f"{CUSTODY}/updates/create/", send=ONCE),
    Page("say how a project stands, wrong numbers", OFFICE, f"{CUSTODY}/updates/create/", send={
        "token": "", **day(9, 3, "as_at"), "text": "Late.", "risk": "99", "weeks_behind_least": "7", "weeks_behind_most": "2",
    }),
    Page("edit how a project stood, empty", OFFICE, f"{CUSTODY}/updates/2/edit/", send=FIRST),
]  # fmt: skip
MEETS = [
    Page("diary, past", PUBLIC, f"{DIARY}/?when=past"),
    Page("diary, none match", PUBLIC, f"{DIARY}/?year=1066"),
    Page("engagement, private", OFFICE, f"{DIARY}/2/"),
    Page("engagement, no day yet", PUBLIC, f"{DIARY}/3/"),
    Page("edit an engagement, empty", OFFICE, f"{DIARY}/2/edit/", send=FIRST),
    Page("call an engagement off, no reason", OFFICE, f"{DIARY}/2/cancel/", send=FIRST),
    Page("publish an engagement, stale", OFFICE, f"{DIARY}/2/publish/", send={"version": "0"}),
]
PUBLISHES = [
    Page("publication scheme, none match", PUBLIC, f"{SCHEME}/?heading=nothing"),
    Page("publication scheme, nothing of the area", PUBLIC, f"{AWAY}/publication-scheme/"),
    Page("item of the scheme, on a page", PUBLIC, f"{SCHEME}/crime-grants/"),
    Page("item of the scheme, does not apply", PUBLIC, f"{SCHEME}/invitations-to-tender/"),
    Page("item of the scheme, a register", PUBLIC, f"{SCHEME}/decisions/"),
    Page("who sees to an item, bad address", OFFICE, f"{SCHEME}/total-budget/edit/", send={"version": "0", "page_url": "drivel"}),
    Page("send a table, wrong rows", OFFICE, f"{SPENDING}/table/", send=table('17/02/2022,,"1.204,00",Two vans,Lowest\n')),
    Page("send a table, looked through", OFFICE, f"{SPENDING}/table/", send=table("17/02/2022,Avon Repairs,12.50,Vans,Low\n")),
    Page("withdraw a publication, no reason", OFFICE, f"{SCHEME}/total-budget/publications/2/withdraw/", send=FIRST),
]
STATE_PAGES = [*DECISIONS, *BOARDS, *REPORTS, *RESPONSES, *PROJECTS, *MEETS, *PUBLISHES]
