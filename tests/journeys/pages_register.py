"""Pages of decisions and their register, of the Commissioner's board, the update report, and what else the office keeps."""

from tests.access.cast import CLERK, MEMBER, PUBLIC
from tests.journeys.page import Page
from tests.journeys.people import OFFICE
from tests.journeys.world_register import (
    AGREED,
    DEFERRED,
    DONE,
    EXEMPT,
    GONE,
    PROPOSED,
    PUBLISHED,
    REJECTED,
    SIGNED,
    UPLOADS,
    WAITING,
)

HERE, AWAY = "/northshire", "/southshire"
LIST = f"{HERE}/decisions"
HELD, COMING = f"{HERE}/meetings/2022-02-01-board", f"{HERE}/meetings/2022-04-05-board"
UPDATES, OUT, DRAFT = f"{HERE}/updates", f"{HERE}/updates/2022-02-03", f"{HERE}/updates/2022-03-17"
STANDING = f"{UPDATES}/standing"
ASKED, ANSWERED, SENT = (f"{HERE}/consultations/CR-2022-00{number}" for number in (1, 3, 2))
PROJECTS, CUSTODY = f"{HERE}/projects", f"{HERE}/projects/custody"
DIARY, SCHEME = f"{HERE}/diary", f"{HERE}/publication-scheme"
SPENDING, BUDGET = f"{SCHEME}/spending-over-500", f"{SCHEME}/total-budget"
BODIES = f"{HERE}/bodies"
ONCE = {"token": ""}


def of(number: int, act: str = "") -> str:
    return f"{LIST}/2022-{number}/{act}"


OF_DECISIONS = [
    Page("decisions", PUBLIC, f"{LIST}/"),
    Page("decisions, for the office", OFFICE, f"{LIST}/"),
    Page("decisions, none found", PUBLIC, f"{LIST}/?q=nothingofthekind"),
    Page("decisions, filtered", PUBLIC, f"{LIST}/?q=fund&year=2022"),
    Page("decisions, none", PUBLIC, f"{AWAY}/decisions/"),
    Page("log a decision", OFFICE, f"{LIST}/create/"),
    Page("log a decision, empty", OFFICE, f"{LIST}/create/", send=ONCE),
    Page("decisions under way", OFFICE, f"{LIST}/pipeline/"),
    Page("decision, published", PUBLIC, of(PUBLISHED)),
    Page("decision, published, for the clerk", CLERK, of(PUBLISHED)),
    Page("decision, exempt", PUBLIC, of(EXEMPT)),
    Page("decision, exempt, for the office", OFFICE, of(EXEMPT)),
    Page("decision, implemented", PUBLIC, of(DONE)),
    Page("decision, rescinded", PUBLIC, of(GONE)),
    *(Page(f"decision, {name}", OFFICE, of(number))
      for name, number in (("proposed", PROPOSED), ("on a board", WAITING), ("agreed", AGREED), ("deferred", DEFERRED),
                           ("rejected", REJECTED), ("signed", SIGNED))),
    Page("edit a decision", OFFICE, of(PROPOSED, "edit/")),
    Page("edit a decision, empty", OFFICE, of(PROPOSED, "edit/"), send={"version": "1"}),
    Page("sign a decision", OFFICE, of(AGREED, "sign/")),
    Page("sign a decision, nobody chosen", OFFICE, of(AGREED, "sign/"), send={"version": "1"}),
    Page("sign a decision, not open", OFFICE, of(PROPOSED, "sign/")),
    Page("publish a decision", OFFICE, of(SIGNED, "publish/")),
    Page("agree a decision", OFFICE, of(PROPOSED, "step/agree/")),
    Page("defer a decision, empty", OFFICE, of(PROPOSED, "step/defer/"), send={"version": "1"}),
    Page("rescind a decision", OFFICE, of(PUBLISHED, "step/rescind/")),
    Page("take a step back", OFFICE, of(DEFERRED, "take-back/")),
]  # fmt: skip
OF_THE_REGISTER = [
    Page("bring in a register", OFFICE, f"{LIST}/import/"),
    Page("bring in a register, no file", OFFICE, f"{LIST}/import/", send=ONCE),
    *(Page(f"register {name}", OFFICE, f"{LIST}/import/{name}/") for name in UPLOADS[1:]),
    Page("nil returns", PUBLIC, f"{LIST}/nil-returns/"),
    Page("nil returns, for the office", OFFICE, f"{LIST}/nil-returns/"),
    Page("state a nil return", OFFICE, f"{LIST}/nil-returns/create/"),
    Page("state a nil return, empty", OFFICE, f"{LIST}/nil-returns/create/", send=ONCE),
    Page("take back a nil return", OFFICE, f"{LIST}/nil-returns/1/take-back/"),
]
OF_BOARDS = [
    Page("board", PUBLIC, f"{BODIES}/board/"),
    Page("board, for the office", OFFICE, f"{BODIES}/board/"),
    Page("add a body", OFFICE, f"{BODIES}/create/"),
    Page("add a body, empty", OFFICE, f"{BODIES}/create/", send=ONCE),
    Page("edit a body", OFFICE, f"{BODIES}/board/edit/"),
    Page("end a body", OFFICE, f"{BODIES}/board/end/"),
    Page("add an office that attends", OFFICE, f"{BODIES}/board/attendees/create/"),
    Page("add an office that attends, empty", OFFICE, f"{BODIES}/board/attendees/create/", send=ONCE),
    Page("edit an office that attends", OFFICE, f"{BODIES}/board/attendees/1/edit/"),
    Page("end an office that attends", OFFICE, f"{BODIES}/board/attendees/1/end/"),
    Page("meeting of the board, its date alone", PUBLIC, f"{HELD}/"),
    Page("meeting of the board, for the office", OFFICE, f"{HELD}/"),
    Page("who came for which office", OFFICE, f"{COMING}/attendance/names/"),
    Page("releases of a board", PUBLIC, f"{HELD}/releases/"),
    Page("releases of a board, for the office", OFFICE, f"{HELD}/releases/"),
    Page("ask for a release", OFFICE, f"{HELD}/releases/ask/"),
    Page("approve releases", OFFICE, f"{HELD}/releases/approve/"),
    Page("hold a document back", OFFICE, f"{HELD}/releases/3/hold-back/"),
    Page("ask for a release again", OFFICE, f"{HELD}/releases/2/ask-again/"),
    Page("take a document off the list", OFFICE, f"{HELD}/releases/3/remove/"),
    Page("decisions of a board", OFFICE, f"{HELD}/decisions/"),
    Page("decisions of a board to come", OFFICE, f"{COMING}/decisions/"),
    Page("what the board did", OFFICE, f"{HELD}/decisions/2022-005/outcome/"),
    Page("take back what the board did", OFFICE, f"{HELD}/decisions/2022-005/take-back/"),
    Page("take off a board", OFFICE, f"{COMING}/decisions/2022-{WAITING}/take-off/"),
    Page("put a line back on an agenda", OFFICE, f"{COMING}/decisions/2022-{WAITING}/restore/"),
    Page("side by side", OFFICE, f"{HELD}/reconciliation/"),
    Page("side by side, nothing there", OFFICE, f"{COMING}/reconciliation/"),
    Page("put a reading right", OFFICE, f"{HELD}/reconciliation/2022-005/correct/"),
    Page("put a reading right, no reason", OFFICE, f"{HELD}/reconciliation/2022-005/correct/", send=ONCE),
    Page("undo a reading", OFFICE, f"{HELD}/reconciliation/corrections/1/undo/"),
    Page("end a review of a decision", CLERK, f"{HERE}/decision-reviews/of-a-decision/close/"),
    Page("review of a decision", PUBLIC, f"{HERE}/decision-reviews/of-a-decision/"),
]
OF_UPDATES = [
    Page("update reports", PUBLIC, f"{UPDATES}/"),
    Page("update reports, none", PUBLIC, f"{AWAY}/updates/"),
    Page("update reports, for the office", OFFICE, f"{UPDATES}/"),
    Page("begin an update report", OFFICE, f"{UPDATES}/create/"),
    Page("begin an update report, empty", OFFICE, f"{UPDATES}/create/", send=ONCE),
    Page("standing items", PUBLIC, f"{STANDING}/"),
    Page("standing items, for the office", OFFICE, f"{STANDING}/"),
    Page("add a standing item", OFFICE, f"{STANDING}/create/"),
    Page("edit a standing item", OFFICE, f"{STANDING}/estates/edit/"),
    Page("close a standing item", OFFICE, f"{STANDING}/estates/close/"),
    Page("update report", PUBLIC, f"{OUT}/"),
    Page("update report, draft", OFFICE, f"{DRAFT}/"),
    Page("sections of an update report", OFFICE, f"{DRAFT}/edit/"),
    Page("facts of an update report", OFFICE, f"{DRAFT}/facts/"),
    *(Page(f"add a section, {kind}", OFFICE, f"{DRAFT}/sections/create/{kind}/") for kind in ("written", "part", "live")),
    Page("edit a section", OFFICE, f"{DRAFT}/sections/3/edit/"),
    Page("check an update report", OFFICE, f"{DRAFT}/check/"),
    Page("publish an update report", OFFICE, f"{DRAFT}/publish/"),
    Page("delete an update report", OFFICE, f"{DRAFT}/delete/"),
    Page("add an addendum", OFFICE, f"{OUT}/addenda/create/"),
    Page("add an addendum, empty", OFFICE, f"{OUT}/addenda/create/", send=ONCE),
]
OF_CONSULTATIONS = [
    Page("consultations", PUBLIC, f"{HERE}/consultations/"),
    Page("consultations, none", PUBLIC, f"{AWAY}/consultations/"),
    Page("consultations, for the office", OFFICE, f"{HERE}/consultations/"),
    Page("add a consultation", OFFICE, f"{HERE}/consultations/create/"),
    Page("add a consultation, empty", OFFICE, f"{HERE}/consultations/create/", send=ONCE),
    Page("consultation", PUBLIC, f"{ANSWERED}/"),
    Page("consultation, being answered", OFFICE, f"{ASKED}/"),
    Page("consultation, sent", MEMBER, f"{SENT}/"),
    Page("edit a consultation", OFFICE, f"{ASKED}/edit/"),
    Page("record that a response was sent", OFFICE, f"{ASKED}/send/"),
    Page("take back that a response was sent", OFFICE, f"{SENT}/take-back/"),
    Page("publish a response", OFFICE, f"{SENT}/publish/"),
    Page("hide a response", OFFICE, f"{ANSWERED}/hide/"),
    Page("add an answer", OFFICE, f"{ASKED}/answers/create/"),
    Page("paste answers", OFFICE, f"{ASKED}/answers/paste/"),
    Page("edit an answer", OFFICE, f"{ASKED}/answers/1/edit/"),
    Page("remove an answer", OFFICE, f"{ASKED}/answers/1/remove/"),
    Page("add a file to a consultation", OFFICE, f"{ASKED}/files/create/"),
    Page("file of a consultation", PUBLIC, f"{ANSWERED}/files/2/"),
    Page("file of a consultation, for the office", OFFICE, f"{ASKED}/files/2/"),
    Page("say why a file may go out", OFFICE, f"{ASKED}/files/2/keep/"),
    Page("take a file out of a consultation", OFFICE, f"{ASKED}/files/2/remove/"),
    Page("put a file of a consultation back", OFFICE, f"{ASKED}/files/3/restore/"),
]
OF_PROJECTS = [
    Page("projects", PUBLIC, f"{PROJECTS}/"),
    Page("projects, none", PUBLIC, f"{AWAY}/projects/"),
    Page("add a project", OFFICE, f"{PROJECTS}/create/"),
    Page("add a project, empty", OFFICE, f"{PROJECTS}/create/", send=ONCE),
    Page("project", PUBLIC, f"{CUSTODY}/"),
    Page("project, for the office", OFFICE, f"{CUSTODY}/"),
    Page("edit a project", OFFICE, f"{CUSTODY}/edit/"),
    Page("publish a project", OFFICE, f"{PROJECTS}/estates/publish/"),
    Page("hide a project", OFFICE, f"{CUSTODY}/hide/"),
    Page("add a milestone", OFFICE, f"{CUSTODY}/milestones/create/"),
    Page("edit a milestone", OFFICE, f"{CUSTODY}/milestones/1/edit/"),
    Page("remove a milestone", OFFICE, f"{CUSTODY}/milestones/1/remove/"),
    Page("put a milestone back", OFFICE, f"{CUSTODY}/milestones/3/restore/"),
    Page("say how a project stands", OFFICE, f"{CUSTODY}/updates/create/"),
    Page("edit how a project stood", OFFICE, f"{CUSTODY}/updates/2/edit/"),
    Page("remove how a project stood", OFFICE, f"{CUSTODY}/updates/2/remove/"),
    Page("put back how a project stood", OFFICE, f"{CUSTODY}/updates/4/restore/"),
]
OF_THE_DIARY = [
    Page("diary", PUBLIC, f"{DIARY}/"),
    Page("diary, none", PUBLIC, f"{AWAY}/diary/"),
    Page("diary, for the office", OFFICE, f"{DIARY}/"),
    Page("add an engagement", OFFICE, f"{DIARY}/create/"),
    Page("add an engagement, empty", OFFICE, f"{DIARY}/create/", send=ONCE),
    Page("engagement", PUBLIC, f"{DIARY}/1/"),
    Page("engagement, called off", PUBLIC, f"{DIARY}/4/"),
    *(Page(f"{act} an engagement", OFFICE, f"{DIARY}/{number}/{act}/")
      for act, number in (("edit", 2), ("cancel", 2), ("revive", 4), ("publish", 2), ("hide", 1))),
]  # fmt: skip
OF_THE_SCHEME = [
    Page("publication scheme", PUBLIC, f"{SCHEME}/"),
    Page("publication scheme, for the office", OFFICE, f"{SCHEME}/"),
    Page("publication scheme, overdue", OFFICE, f"{SCHEME}/?state=overdue"),
    Page("item of the scheme", PUBLIC, f"{SPENDING}/"),
    Page("item of the scheme, for the office", OFFICE, f"{BUDGET}/"),
    Page("who sees to an item", OFFICE, f"{BUDGET}/edit/"),
    Page("publish under the scheme", OFFICE, f"{BUDGET}/publish/"),
    Page("publish under the scheme, empty", OFFICE, f"{BUDGET}/publish/", send=ONCE),
    Page("send a table", OFFICE, f"{SPENDING}/table/"),
    Page("send a table, empty", OFFICE, f"{SPENDING}/table/", send=ONCE),
    Page("published table", PUBLIC, f"{SPENDING}/publications/1/"),
    Page("publication, withdrawn", PUBLIC, f"{BUDGET}/publications/3/"),
    Page("withdraw a publication", OFFICE, f"{BUDGET}/publications/2/withdraw/"),
]
REGISTER_PAGES = [
    *OF_DECISIONS, *OF_THE_REGISTER, *OF_BOARDS, *OF_UPDATES, *OF_CONSULTATIONS, *OF_PROJECTS, *OF_THE_DIARY, *OF_THE_SCHEME,
]  # fmt: skip

NO_REGISTER_PAGES = {
    **dict.fromkeys(("decisions:decision-export", "decisions:decision-notice", "decisions:register-upload-problems",
                     "updates:update-file", "updates:addendum-file", "consultations:consultation-export",
                     "consultations:answer-export", "consultations:file-download", "projects:project-export",
                     "diary:diary-export", "scheme:scheme-export", "scheme:scheme-file"), "a file"),
    "decisions:decision-feed": "a feed",
    "diary:diary-feed": "a calendar",
    **dict.fromkeys(("decisions:register-upload-cancel", "updates:standing-item-reopen", "updates:standing-item-move",
                     "updates:section-move", "updates:section-remove", "updates:section-restore", "consultations:answer-move",
                     "attendees:attendee-up", "attendees:attendee-down"), "an act"),
}  # fmt: skip
