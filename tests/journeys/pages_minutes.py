"""The lines of the table of pages about minutes, attendance, actions, recommendations and interests."""

from tests.access.cast import CHAIR, CLERK, MEMBER, PUBLIC
from tests.journeys.page import Page

HERE, AWAY = "/northshire", "/southshire"
LIST, ACTIONS, RECOMMENDATIONS = f"{HERE}/meetings", f"{HERE}/actions", f"{HERE}/recommendations"
HELD, OUT, DRAFT = f"{LIST}/2022-02-03-panel", f"{LIST}/2022-03-17-panel", f"{LIST}/2022-04-21-panel"
MINUTING, SENT, CHECKED = f"{LIST}/2022-02-10-panel", f"{LIST}/2022-02-08-panel", f"{LIST}/2022-01-27-panel"
MINUTED, CONFIRMED = f"{LIST}/2022-01-20-panel", f"{LIST}/2022-01-13-panel"
WRITE = f"{MINUTING}/minutes/write"
ITEM, PRIVATE = f"{WRITE}/item-2", f"{WRITE}/staffing-matter"
INTERESTS = f"{HERE}/panel/interests"
KINDS = ("narrative", "question", "resolution", "recommendation", "action", "declaration", "procedure")

WRITING = [
    Page("begin the minutes", CLERK, f"{HELD}/minutes/start/"),
    Page("minutes, all items done", CLERK, f"{CHECKED}/minutes/write/"),
    Page("minute an item", CLERK, f"{ITEM}/"),
    Page("minute an item, done", CLERK, f"{WRITE}/item-1/"),
    Page("minute a private item", CLERK, f"{PRIVATE}/"),
    Page("minute an item, deferred to nothing", CLERK, f"{ITEM}/", send={"item-outcome": "deferred", "item-version": "1"}),
    *(Page(f"add to an item: {kind}", CLERK, f"{ITEM}/entries/create/{kind}/") for kind in KINDS),
    Page("exclude the public", CLERK, f"{PRIVATE}/entries/create/exclusion/"),
    Page("add a note, empty", CLERK, f"{ITEM}/entries/create/narrative/", send={"text": "", "token": ""}),
    Page("add a resolution, votes that cannot be", CLERK, f"{ITEM}/entries/create/resolution/", send={
        "text": "To note it", "token": "", "result": "carried", "majority": "simple", "votes_for": "12", "not_recorded": "1",
    }),
    Page("edit an entry", CLERK, f"{ITEM}/entries/4/"),
    Page("edit a resolution", CLERK, f"{ITEM}/entries/5/"),
    Page("edit an entry, stale", CLERK, f"{WRITE}/item-1/entries/2/", send={"version": "0", "text": "Mine"}),
    Page("edit an entry, both texts in the box", CLERK, f"{WRITE}/item-1/entries/2/", send={
        "version": "0", "text": "Mine", "then": "merge",
    }),
    Page("earlier texts of an entry", CLERK, f"{ITEM}/entries/4/texts/"),
    Page("open an item to the public", CLERK, f"{PRIVATE}/open/"),
    Page("add an item raised at the meeting", CLERK, f"{MINUTING}/minutes/items/create/"),
    Page("add an item raised, empty", CLERK, f"{MINUTING}/minutes/items/create/", send={"title": "", "token": ""}),
]  # fmt: skip
ATTENDANCE = [
    Page("attendance", PUBLIC, f"{MINUTED}/attendance/"),
    Page("attendance, for clerks", CLERK, f"{MINUTING}/attendance/"),
    Page("edit attendance", CLERK, f"{MINUTING}/attendance/edit/"),
    Page("edit attendance, closed", CLERK, f"{MINUTED}/attendance/edit/"),
    Page("start and end", CLERK, f"{MINUTING}/attendance/times/"),
    Page("start and end, refused", CLERK, f"{MINUTING}/attendance/times/", send={"version": "1", "started_at": "noonish"}),
    Page("add somebody who came", CLERK, f"{MINUTING}/attendance/people/create/"),
    Page("add somebody, empty", CLERK, f"{MINUTING}/attendance/people/create/", send={"token": ""}),
    Page("take somebody out", CLERK, f"{MINUTING}/attendance/people/4/remove/"),
    Page("send apologies", CLERK, f"{OUT}/attendance/apologies/"),
    Page("send apologies, for nobody", CLERK, f"{OUT}/attendance/apologies/", send={"token": ""}),
]
LIFE = [
    Page("minutes, draft published", PUBLIC, f"{MINUTED}/minutes/"),
    Page("minutes, draft published, for members", MEMBER, f"{MINUTED}/minutes/"),
    Page("minutes, draft published, for clerks", CLERK, f"{MINUTED}/minutes/"),
    Page("minutes, confirmed", PUBLIC, f"{CONFIRMED}/minutes/"),
    Page("minutes, being written", CLERK, f"{MINUTING}/minutes/"),
    Page("minutes, with the Chair", CHAIR, f"{SENT}/minutes/"),
    Page("send minutes to the Chair", CLERK, f"{MINUTING}/minutes/send/"),
    Page("check minutes", CHAIR, f"{SENT}/minutes/check/"),
    Page("return minutes", CHAIR, f"{SENT}/minutes/return/"),
    Page("return minutes, without remarks", CHAIR, f"{SENT}/minutes/return/", send={"version": "1"}),
    Page("publish minutes", CLERK, f"{CHECKED}/minutes/publish/"),
    Page("publish minutes, not ready", CLERK, f"{MINUTING}/minutes/publish/"),
    Page("decisions", PUBLIC, f"{MINUTED}/minutes/decisions/"),
    Page("publish the decisions", CLERK, f"{MINUTING}/minutes/decisions/publish/"),
    Page("corrections", CLERK, f"{MINUTED}/minutes/corrections/"),
    Page("corrections, for members", MEMBER, f"{MINUTED}/minutes/corrections/"),
    Page("propose a correction", MEMBER, f"{MINUTED}/minutes/corrections/create/?entry=2"),
    Page("propose a correction, empty", MEMBER, f"{MINUTED}/minutes/corrections/create/", send={"token": ""}),
    Page("accept a correction", CLERK, f"{MINUTED}/minutes/corrections/1/accept/"),
    Page("decline a correction, no reason", CLERK, f"{MINUTED}/minutes/corrections/1/decline/", send={"version": "1"}),
    Page("take a correction back", MEMBER, f"{MINUTED}/minutes/corrections/1/withdraw/"),
    Page("confirm minutes", CLERK, f"{MINUTED}/minutes/confirm/"),
    Page("confirm minutes, empty", CLERK, f"{MINUTED}/minutes/confirm/", send={"version": "1"}),
    Page("add a corrigendum", CLERK, f"{CONFIRMED}/minutes/corrigenda/create/"),
    Page("add a corrigendum, empty", CLERK, f"{CONFIRMED}/minutes/corrigenda/create/", send={"token": ""}),
    Page("prints of the minutes", PUBLIC, f"{CONFIRMED}/minutes/prints/"),
]
CAME_OF_IT = [
    Page("action log", PUBLIC, f"{ACTIONS}/"),
    Page("action log, for clerks", CLERK, f"{ACTIONS}/"),
    Page("action log, filtered", PUBLIC, f"{ACTIONS}/?status=open&overdue=yes"),
    Page("action log, nothing there", PUBLIC, f"{AWAY}/actions/"),
    Page("import actions", CLERK, f"{ACTIONS}/import/"),
    Page("import actions, no file", CLERK, f"{ACTIONS}/import/", send={}),
    Page("add an action", CLERK, f"{ACTIONS}/create/"),
    Page("add an action, empty", CLERK, f"{ACTIONS}/create/", send={"token": ""}),
    Page("action, no answer yet", PUBLIC, f"{ACTIONS}/A-2022-011/"),
    Page("action, answered", PUBLIC, f"{ACTIONS}/A-2022-013/"),
    Page("action, closed", PUBLIC, f"{ACTIONS}/A-2022-014/"),
    Page("action, for clerks", CLERK, f"{ACTIONS}/A-2022-013/"),
    Page("action, private", MEMBER, f"{ACTIONS}/AX-2022-001/"),
    Page("edit an action", CLERK, f"{ACTIONS}/A-2022-011/edit/"),
    Page("edit an action, stale", CLERK, f"{ACTIONS}/A-2022-011/edit/", send={"version": "0", "text": "Mine"}),
    Page("say what came of an action", CLERK, f"{ACTIONS}/A-2022-011/say/"),
    Page("say what came of an action, empty", CLERK, f"{ACTIONS}/A-2022-011/say/", send={"version": "1"}),
    Page("close an action", CLERK, f"{ACTIONS}/A-2022-013/close/"),
    Page("close an action, without authority", CLERK, f"{ACTIONS}/A-2022-013/close/", send={"version": "1"}),
    Page("open an action again", CLERK, f"{ACTIONS}/A-2022-014/reopen/"),
    Page("replace an action", CLERK, f"{ACTIONS}/A-2022-011/supersede/"),
    Page("replace an action, empty", CLERK, f"{ACTIONS}/A-2022-011/supersede/", send={"version": "1"}),
    Page("link an answer", CLERK, f"{ACTIONS}/A-2022-011/link/"),
    Page("no answer yet", PUBLIC, f"{ACTIONS}/no-answer-yet/"),
    Page("no answer yet, nothing there", PUBLIC, f"{AWAY}/actions/no-answer-yet/"),
    Page("add matters arising", CLERK, f"{DRAFT}/agenda/matters-arising/"),
    Page("recommendations", PUBLIC, f"{RECOMMENDATIONS}/"),
    Page("recommendations, none", PUBLIC, f"{AWAY}/recommendations/"),
    Page("add a recommendation", CLERK, f"{RECOMMENDATIONS}/create/"),
    Page("add a recommendation, empty", CLERK, f"{RECOMMENDATIONS}/create/", send={"token": ""}),
    Page("recommendation", PUBLIC, f"{RECOMMENDATIONS}/R-2022-006/"),
    Page("recommendation, for clerks", CLERK, f"{RECOMMENDATIONS}/R-2022-004/"),
    Page("record a response", CLERK, f"{RECOMMENDATIONS}/R-2022-004/respond/"),
    Page("record a response, empty", CLERK, f"{RECOMMENDATIONS}/R-2022-004/respond/", send={"version": "1"}),
]
REGISTER = [
    Page("register of interests", PUBLIC, f"{INTERESTS}/"),
    Page("register of interests, for clerks", CLERK, f"{INTERESTS}/"),
    Page("register of interests, of one member", PUBLIC, f"{INTERESTS}/?member=birch"),
    Page("register of interests, none", PUBLIC, f"{AWAY}/panel/interests/"),
    Page("enter an interest", CLERK, f"{INTERESTS}/create/"),
    Page("enter an interest, empty", CLERK, f"{INTERESTS}/create/", send={"token": ""}),
    Page("change an interest", CLERK, f"{INTERESTS}/ash/1/edit/"),
    Page("take an interest out", CLERK, f"{INTERESTS}/ash/1/remove/"),
    Page("take an interest out, no reason", CLERK, f"{INTERESTS}/ash/1/remove/", send={"version": "1"}),
]
MINUTES = [*WRITING, *ATTENDANCE, *LIFE, *CAME_OF_IT, *REGISTER]

NO_MINUTES_PAGES = {
    "meetings:entry-move": "an act",
    "meetings:entry-remove": "an act",
    "meetings:entry-restore": "an act",
    "meetings:entry-draft": "figures for the page's script",
    "meetings:minute-room": "an act",
    "meetings:apologies-withdraw": "an act",
    "meetings:minutes-file": "a file",
    "meetings:minutes-members-file": "a file",
    "meetings:decisions-file": "a file",
    "meetings:minutes-preview": "a file",
    "meetings:minutes-excerpt": "a file",
    "meetings:minutes-print": "a file",
    "actions:action-columns": "a file",
    "actions:action-export": "a file",
    "actions:link-change": "an act",
    "recommendations:recommendation-export": "a file",
    "panels:interest-export": "a file",
}
