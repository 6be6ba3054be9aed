"""Every kind of page that the portal shows: one line each. A new page is a line here, else `test_pages.py` fails.

`path` is the address; `send` is a form sent there that comes back with its errors; `template` is a page that is shown
when an address cannot be: it is drawn by itself.
"""

from collections.abc import Iterator

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve

from tests.access.cast import ADMINISTRATOR, AUDITOR, CHAIR, CLERK, MEMBER, PUBLIC
from tests.journeys.page import NEW_PASSWORD, Page, day
from tests.journeys.pages_cases import CASE_PAGES, NO_CASE_PAGES
from tests.journeys.pages_commissioning import COMMISSIONING_PAGES, NO_COMMISSIONING_PAGES
from tests.journeys.pages_complaints import COMPLAINT_PAGES, NO_COMPLAINT_PAGES
from tests.journeys.pages_minutes import MINUTES, NO_MINUTES_PAGES
from tests.journeys.pages_performance import NO_PERFORMANCE_PAGES, PERFORMANCE_PAGES
from tests.journeys.pages_questions import NO_QUESTION_PAGES, QUESTIONS
from tests.journeys.pages_register import NO_REGISTER_PAGES, REGISTER_PAGES
from tests.journeys.pages_register_states import STATE_PAGES
from tests.journeys.pages_scrutiny import NO_SCRUTINY_PAGES, SCRUTINY_PAGES
from tests.journeys.pages_year import NO_YEAR_PAGES, YEAR_PAGES
from tests.journeys.people import CAREFUL, FORGETFUL, HALFWAY, HASTY

HERE, AWAY = "/northshire", "/southshire"
LIST = f"{HERE}/meetings"
OUT, DRAFT, EMPTY, HELD = (f"{LIST}/{day}-panel" for day in ("2022-03-17", "2022-04-21", "2022-06-16", "2022-02-03"))
EMPTY += "-annual"
FOUND = f"{LIST}/2022-07-21-panel/papers"
WANTED = f"{LIST}/2022-09-22-panel"
ITEM = f"{DRAFT}/agenda/items/police-and-crime-plan"
PRIVATE_ITEM = f"{DRAFT}/agenda/items/staffing-matter"
PEOPLE = "/settings/people"
FIRST_ITEM = "apologies-for-absence"
WITHDRAWN_PAGE, PRIVATE_PAGE, ASKED = 11, 13, "F-7K2P9Q"
DRIVEL = SimpleUploadedFile("drivel.pdf", b"This is no PDF", "application/pdf")


PORTAL = [
    Page("area chooser", PUBLIC, "/"),
    Page("area chooser, one found", PUBLIC, "/?q=north"),
    Page("area chooser, none found", PUBLIC, "/?q=nowhere"),
    Page("accessibility", PUBLIC, "/accessibility/"),
    Page("privacy", PUBLIC, "/privacy/"),
    Page("cookies", PUBLIC, "/cookies/"),
    Page("help", PUBLIC, "/help/"),
    Page("jobs", ADMINISTRATOR, "/settings/jobs/"),
    Page("jobs, none in a state", ADMINISTRATOR, "/settings/jobs/?state=running&sort=-when"),
    Page("audit of the portal", ADMINISTRATOR, "/settings/audit/"),
    Page("people", ADMINISTRATOR, f"{PEOPLE}/"),
    Page("people, nobody found", ADMINISTRATOR, f"{PEOPLE}/?q=nobody"),
    Page("open an account", ADMINISTRATOR, f"{PEOPLE}/create/"),
    Page("open an account, refused", ADMINISTRATOR, f"{PEOPLE}/create/", send={"name": "", "email": "me", "token": ""}),
    Page("person", ADMINISTRATOR, f"{PEOPLE}/clerk/"),
    Page("person, closed", ADMINISTRATOR, f"{PEOPLE}/gone/"),
    Page("appoint, where", ADMINISTRATOR, f"{PEOPLE}/clerk/appoint/"),
    Page("appoint", ADMINISTRATOR, f"{PEOPLE}/clerk/appoint/?area=northshire"),
    Page("appoint, empty", ADMINISTRATOR, f"{PEOPLE}/clerk/appoint/?area=northshire", send={"token": ""}),
    Page("end an appointment", ADMINISTRATOR, f"{PEOPLE}/appointments/clerk/end/"),
    Page("end an appointment, empty", ADMINISTRATOR, f"{PEOPLE}/appointments/clerk/end/", send={}),
    Page("close an account", ADMINISTRATOR, f"{PEOPLE}/clerk/close/"),
    Page("unknown address", PUBLIC, "/northshire/nothing/", 404),
    Page("unknown address, signed in", MEMBER, "/northshire/nothing/", 404),
    Page("unknown area", PUBLIC, "/nowhere/", 404),
    Page("another's draft", MEMBER, f"{DRAFT}/", 404),
    Page("not yours to do", MEMBER, f"{LIST}/create/", 403),
    Page("not yours to see", CLERK, "/settings/jobs/", 403),
    Page("request that cannot be read", PUBLIC, "", 400, template="panel_portal/400.html"),
    Page("form from elsewhere", PUBLIC, "", 403, template="403_csrf.html"),
    Page("too many tries", PUBLIC, "", 429, template="429.html"),
    Page("fault of the portal", PUBLIC, "", 500, template="500.html"),
]
ACCOUNT = [
    Page("sign in", PUBLIC, "/account/sign-in/"),
    Page("sign in, refused", PUBLIC, "/account/sign-in/", send={"login": "a@panel.example", "password": "wrong"}),
    Page("sign in, empty", PUBLIC, "/account/sign-in/", send={"login": "", "password": ""}),
    Page("sign in, code", HALFWAY, "/account/sign-in/code/"),
    Page("sign in, wrong code", HALFWAY, "/account/sign-in/code/", send={"code": "000"}),
    Page("sign out", MEMBER, "/account/sign-out/"),
    Page("no sign-up", PUBLIC, "/account/sign-up/"),
    Page("account closed", PUBLIC, "/account/inactive/"),
    Page("confirm with password", MEMBER, "/account/confirm/"),
    Page("confirm with password, wrong", MEMBER, "/account/confirm/", send={"password": "wrong"}),
    Page("confirm with code", CAREFUL, "/account/confirm/code/"),
    Page("change password", MEMBER, "/account/password/"),
    Page("change password, refused", MEMBER, "/account/password/", send={"oldpassword": "wrong", "password1": "short"}),
    Page("forgotten password", PUBLIC, "/account/password/forgotten/"),
    Page("forgotten password, refused", PUBLIC, "/account/password/forgotten/", send={"email": "me"}),
    Page("forgotten password, mail sent", PUBLIC, "/account/password/forgotten/sent/"),
    Page("new password", FORGETFUL, NEW_PASSWORD),
    Page("new password, link used up", PUBLIC, "/account/password/new/1-used-up/"),
    Page("new password, done", PUBLIC, "/account/password/new/done/"),
    Page("account", MEMBER, "/account/"),
    Page("account with an app", CAREFUL, "/account/"),
    Page("set up an app", HASTY, "/account/app/set-up/"),
    Page("set up an app, wrong code", HASTY, "/account/app/set-up/", send={"code": "000"}),
    Page("remove the app", CAREFUL, "/account/app/remove/"),
    Page("recovery codes", CAREFUL, "/account/recovery-codes/"),
    Page("new recovery codes", CAREFUL, "/account/recovery-codes/new/"),
]
AREA = [
    Page("panel home", PUBLIC, f"{HERE}/"),
    Page("panel home, nothing there", PUBLIC, f"{AWAY}/"),
    Page("clerk's desk", CLERK, f"{HERE}/desk/"),
    Page("my papers", MEMBER, f"{HERE}/desk/"),
    Page("auditor's desk", AUDITOR, f"{HERE}/desk/"),
    Page("audit of the area", AUDITOR, f"{HERE}/audit/"),
    Page("audit, nothing found", AUDITOR, f"{HERE}/audit/?since-day=1&since-month=1&since-year=2099"),
    Page("audit, bad date", AUDITOR, f"{HERE}/audit/?since-day=40&since-month=1&since-year=2022"),
    Page("panel", PUBLIC, f"{HERE}/panel/"),
    Page("member", PUBLIC, f"{HERE}/panel/members/ash/"),
    Page("rule book", PUBLIC, f"{HERE}/panel/rules/"),
    Page("hosts", PUBLIC, f"{HERE}/panel/hosts/"),
    Page("hosts, none", PUBLIC, f"{AWAY}/panel/hosts/"),
    Page("bodies", PUBLIC, f"{HERE}/bodies/"),
    Page("body", PUBLIC, f"{HERE}/bodies/panel/"),
]
MEETINGS = [
    Page("meetings", PUBLIC, f"{LIST}/"),
    Page("meetings, for clerks", CLERK, f"{LIST}/"),
    Page("meetings, filtered", PUBLIC, f"{LIST}/?published=agenda&year=2022"),
    Page("meetings, none match", PUBLIC, f"{LIST}/?kind=training"),
    Page("meetings, bad filter", PUBLIC, f"{LIST}/?year=1066"),
    Page("meetings, none announced", PUBLIC, f"{AWAY}/meetings/"),
    Page("meeting, agenda out", PUBLIC, f"{OUT}/"),
    Page("meeting, agenda out, for members", MEMBER, f"{OUT}/"),
    Page("meeting, agenda out, for clerks", CLERK, f"{OUT}/"),
    Page("meeting, draft", CLERK, f"{DRAFT}/"),
    Page("meeting, announced", PUBLIC, f"{LIST}/2022-05-19-panel/"),
    Page("meeting, held", PUBLIC, f"{HELD}/"),
    Page("meeting, cancelled", PUBLIC, f"{LIST}/2022-04-07-panel/"),
    Page("meeting, postponed", PUBLIC, f"{LIST}/2022-03-31-panel/"),
    Page("meeting, not open", PUBLIC, f"{LIST}/2022-06-23-panel-development-day/"),
    Page("history", PUBLIC, f"{OUT}/history/"),
    Page("history, for clerks", CLERK, f"{OUT}/history/"),
    Page("notice", PUBLIC, f"{OUT}/notice/"),
    Page("paper", PUBLIC, f"{OUT}/papers/figures-of-the-quarter/"),
    Page("paper, uploaded", PUBLIC, f"{OUT}/papers/map-of-the-districts/"),
    Page("paper, withdrawn", PUBLIC, f"{OUT}/papers/budget-to-january/"),
    Page("paper, private", MEMBER, f"{OUT}/papers/private-paper-1/"),
    Page("paper, for clerks", CLERK, f"{OUT}/papers/figures-of-the-quarter/"),
    Page("paper, draft", CLERK, f"{DRAFT}/papers/work-programme/"),
    Page("paper, live", CLERK, f"{DRAFT}/papers/membership-and-meeting-dates/"),
    Page("pack", PUBLIC, f"{OUT}/pack/"),
    Page("packs, for members", MEMBER, f"{OUT}/pack/"),
    Page("pack, not built", CLERK, f"{DRAFT}/pack/"),
    Page("pack reader", PUBLIC, f"{OUT}/pack/7/"),
    Page("pack reader, for members", MEMBER, f"{OUT}/pack/7/"),
    Page("pack reader, blank page", PUBLIC, f"{OUT}/pack/2/"),
    Page("pack reader, found", PUBLIC, f"{OUT}/pack/1/?find=figures"),
    Page("pack reader, not found", PUBLIC, f"{OUT}/pack/1/?find=zebra"),
    Page("pack reader, bad number", PUBLIC, f"{OUT}/pack/1/?go=five"),
    Page("pack reader, beyond the end", PUBLIC, f"{OUT}/pack/999/", 404),
    Page("pack reader, withdrawn page", PUBLIC, f"{OUT}/pack/{WITHDRAWN_PAGE}/"),
    Page("pack reader, page not public", PUBLIC, f"{OUT}/pack/{PRIVATE_PAGE}/"),
    Page("pack reader, private page", MEMBER, f"{OUT}/pack/{PRIVATE_PAGE}/"),
    Page("pack reader, no pack", CLERK, f"{DRAFT}/pack/1/"),
    Page("another format", PUBLIC, f"{OUT}/formats/ask/"),
    Page("another format, refused", PUBLIC, f"{OUT}/formats/ask/", send={"what": "", "reply_to": "me", "token": ""}),
    Page("another format, asked", PUBLIC, f"{OUT}/formats/{ASKED}/"),
]
CLERKS = [
    Page("new meeting", CLERK, f"{LIST}/create/"),
    Page("new meeting, empty", CLERK, f"{LIST}/create/", send={**day(31, 2), "token": ""}),
    Page("new meeting, bank holiday", CLERK, f"{LIST}/create/", send={
        **day(15, 4), "body": "panel", "kind": "ordinary", "starts_at": "10am", "token": "",
    }),
    Page("edit meeting", CLERK, f"{DRAFT}/edit/"),
    Page("edit meeting, stale", CLERK, f"{DRAFT}/edit/", send={
        **day(21, 4), "version": "0", "kind": "ordinary", "subject": "Budget", "starts_at": "2pm",
    }),
    Page("announce", CLERK, f"{DRAFT}/announce/"),
    Page("announce, too late", CLERK, f"{OUT}/announce/", 409, send={}),
    Page("cancel", CLERK, f"{DRAFT}/cancel/"),
    Page("cancel, no reason", CLERK, f"{DRAFT}/cancel/", send={"reason": ""}),
    Page("postpone", CLERK, f"{DRAFT}/postpone/"),
    Page("postpone, empty", CLERK, f"{DRAFT}/postpone/", send={"reason": ""}),
    Page("agenda builder", CLERK, f"{DRAFT}/agenda/"),
    Page("agenda builder, empty", CLERK, f"{EMPTY}/agenda/"),
    Page("agenda builder, closed", CLERK, f"{OUT}/agenda/"),
    Page("both faces", CLERK, f"{DRAFT}/agenda/preview/"),
    Page("both faces, published", CLERK, f"{OUT}/agenda/preview/"),
    Page("both faces, not open", CLERK, f"{LIST}/2022-06-23-panel-development-day/agenda/preview/"),
    Page("requests for formats", CLERK, f"{OUT}/formats/"),
    Page("requests for formats, none", CLERK, f"{DRAFT}/formats/"),
    Page("check and publish", CLERK, f"{DRAFT}/agenda/publish/"),
    Page("check and publish, nothing there", CLERK, f"{EMPTY}/agenda/publish/"),
    Page("check and publish, with findings", CLERK, f"{LIST}/2022-07-21-panel/agenda/publish/"),
    Page("check and publish, published", CLERK, f"{OUT}/agenda/publish/"),
    Page("why an agenda is late", CLERK, f"{DRAFT}/agenda/late/"),
    Page("why an agenda is late, empty", CLERK, f"{DRAFT}/agenda/late/", send={"version": "1"}),
    Page("add an item", CLERK, f"{DRAFT}/agenda/items/create/"),
    Page("add an item, empty", CLERK, f"{DRAFT}/agenda/items/create/", send={"title": ""}),
    Page("edit an item", CLERK, f"{ITEM}/"),
    Page("edit an item, empty", CLERK, f"{ITEM}/", send={"title": ""}),
    Page("edit an item, stale", CLERK, f"{ITEM}/", send={
        "version": "0", "title": "Plan", "purpose": "", "item_type": "note", "state": "expected", "lead": "",
    }),
    Page("edit a heading", CLERK, f"{DRAFT}/agenda/items/reports/"),
    Page("privacy of an item", CLERK, f"{PRIVATE_ITEM}/private/"),
    Page("privacy of an item, empty", CLERK, f"{ITEM}/private/", send={"access": "exempt"}),
    Page("take off an item", CLERK, f"{ITEM}/delete/"),
    Page("upload a paper", CLERK, f"{ITEM}/papers/upload/"),
    Page("upload a paper, refused", CLERK, f"{ITEM}/papers/upload/", send={
        "title": "Drivel", "orientation": "portrait", "token": "", "file": DRIVEL,
    }),
    Page("write a paper", CLERK, f"{ITEM}/papers/write/"),
    Page("write a paper, empty", CLERK, f"{ITEM}/papers/write/", send={"title": ""}),
    Page("write a paper, previewed", CLERK, f"{ITEM}/papers/write/", send={"preview": "text", "text": "## Words\n\n1.1 First."}),
    Page("take a paper from a register", CLERK, f"{ITEM}/papers/register/"),
    Page("add papers", CLERK, f"{DRAFT}/papers/create/"),
    Page("add papers, none chosen", CLERK, f"{DRAFT}/papers/create/", send={}),
    Page("add papers, refused", CLERK, f"{DRAFT}/papers/create/", send={
        "token": "", "uploads": DRIVEL,
    }),
    Page("edit a written paper", CLERK, f"{DRAFT}/papers/work-programme/edit/"),
    Page("edit a paper, stale", CLERK, f"{DRAFT}/papers/work-programme/edit/", send={
        "version": "0", "title": "Programme", "text": "## Mine", "orientation": "portrait",
    }),
    Page("edit an uploaded paper", CLERK, f"{DRAFT}/papers/estates-strategy/edit/"),
    Page("edit a live paper", CLERK, f"{DRAFT}/papers/membership-and-meeting-dates/edit/"),
    Page("findings", CLERK, f"{FOUND}/pay-of-officers/findings/"),
    Page("findings, none", CLERK, f"{FOUND}/leave-of-officers/findings/"),
    Page("findings, pages not looked at", CLERK, f"{FOUND}/hours-of-officers/findings/"),
    Page("looking at the other pages", CLERK, f"{FOUND}/hours-of-officers/findings/look/"),
    Page("keep a finding", CLERK, f"{FOUND}/pay-of-officers/findings/1/keep/"),
    Page("keep a finding, no reason", CLERK, f"{FOUND}/pay-of-officers/findings/1/keep/", send={"version": "1", "reason": ""}),
    Page("paper, draft with findings", CLERK, f"{FOUND}/pay-of-officers/"),
    Page("agenda builder, with findings", CLERK, f"{LIST}/2022-07-21-panel/agenda/"),
    Page("ask for a report", CLERK, f"{ITEM}/ask/"),
    Page("ask for a report, of nobody", CLERK, f"{ITEM}/ask/", send={"token": ""}),
    Page("edit an item that waits for a report", CLERK, f"{WANTED}/agenda/items/performance-of-the-quarter/"),
    Page("reports asked for", CLERK, f"{WANTED}/requests/"),
    Page("reports asked for, none", CLERK, f"{DRAFT}/requests/"),
    Page("report, late", AUDITOR, f"{WANTED}/requests/1/"),
    Page("report, sent in", CLERK, f"{WANTED}/requests/2/"),
    Page("report, returned", AUDITOR, f"{WANTED}/requests/3/"),
    Page("send a report", AUDITOR, f"{WANTED}/requests/1/submit/"),
    Page("send a report, nothing in it", AUDITOR, f"{WANTED}/requests/1/submit/", send={"title": "", "token": ""}),
    Page("replace a report", AUDITOR, f"{WANTED}/requests/3/submit/"),
    Page("accept a report, refused", CLERK, f"{WANTED}/requests/2/accept/", send={"version": "1"}),
    Page("return a report", CLERK, f"{WANTED}/requests/2/return/"),
    Page("return a report, no reason", CLERK, f"{WANTED}/requests/2/return/", send={"version": "2", "reason": ""}),
    Page("take a request back", CLERK, f"{WANTED}/requests/1/cancel/"),
    Page("own report's paper", AUDITOR, f"{WANTED}/papers/complaints-of-the-quarter/"),
    Page("approval, not asked", CLERK, f"{DRAFT}/approval/"),
    Page("approval, the Chair's", CHAIR, f"{WANTED}/approval/"),
    Page("approval, returned without remarks", CHAIR, f"{WANTED}/approval/", send={"decision": "return", "seen": "0"}),
    Page("notes for the Chair", CLERK, f"{WANTED}/agenda/notes/"),
    Page("notes for the Chair, stale", CLERK, f"{WANTED}/agenda/notes/", send={
        "version": "0", "note-performance-of-the-quarter": "Mine",
    }),
    Page("notes, as the Chair reads them", CHAIR, f"{WANTED}/agenda/notes/"),
    Page("delete a paper", CLERK, f"{DRAFT}/papers/work-programme/delete/"),
    Page("start a supplement", CLERK, f"{OUT}/supplements/create/"),
    Page("start a supplement, no reason", CLERK, f"{OUT}/supplements/create/", send={"reason": "", "token": ""}),
    Page("supplement in preparation", CLERK, f"{HELD}/supplements/1/"),
    Page("supplement, refused", CLERK, f"{HELD}/supplements/1/publish/", send={}),
    Page("why a supplement comes late", CLERK, f"{HELD}/supplements/1/edit/"),
    Page("delete a supplement", CLERK, f"{HELD}/supplements/1/delete/"),
    Page("add a paper to a supplement", CLERK, f"{HELD}/supplements/1/items/{FIRST_ITEM}/papers/upload/"),
    Page("write a paper for a supplement", CLERK, f"{HELD}/supplements/1/items/{FIRST_ITEM}/papers/write/"),
    Page("edit a supplement's paper", CLERK, f"{HELD}/papers/late-figures/edit/"),
    Page("paper taken down, for the clerk", CLERK, f"{OUT}/papers/budget-to-january/"),
    Page("history with what was taken down", CLERK, f"{OUT}/history/"),
    Page("withdraw a paper", CLERK, f"{OUT}/papers/figures-of-the-quarter/withdraw/"),
    Page("withdraw a paper, no reason", CLERK, f"{OUT}/papers/figures-of-the-quarter/withdraw/", send={"reason": ""}),
    *(Page(f"build {state}", CLERK, f"{DRAFT}/pack/builds/b-{state}/")
      for state in ("waiting", "running", "done", "failed", "cancelled")),
]  # fmt: skip
PAGES = [
    *PORTAL, *ACCOUNT, *AREA, *MEETINGS, *CLERKS, *MINUTES, *QUESTIONS, *YEAR_PAGES, *CASE_PAGES, *COMPLAINT_PAGES,
    *REGISTER_PAGES, *STATE_PAGES, *PERFORMANCE_PAGES, *SCRUTINY_PAGES, *COMMISSIONING_PAGES,
]  # fmt: skip

# Routes that show no page, and what they do instead
NO_PAGES = {
    "health": "figures for machines",
    "signed-in": "leads on",
    "meetings:meeting-export": "a file",
    "meetings:paper-file": "a file",
    "meetings:pack-file": "a file",
    "meetings:pack-screen": "a file",
    "meetings:supplement-file": "a file",
    "meetings:supplement-screen": "a file",
    "meetings:supplement-manifest": "a file",
    "meetings:supplement-build": "an act",
    "meetings:pack-picture": "a picture",
    "meetings:paper-large-print": "a file",
    "meetings:format-request-answer": "an act",
    "meetings:pack-manifest": "a file",
    "meetings:pack-archive": "a file",
    "meetings:build-status": "figures for the page's script",
    "mfa_download_recovery_codes": "a file",
    "job-retry": "an act",
    "job-cancel": "an act",
    "meetings:item-move": "an act",
    "meetings:approval-create": "an act",
    "meetings:approval-pack": "a file",
    "meetings:chair-edition": "a file",
    "meetings:finding-picture": "a picture",
    "meetings:finding-work-cancel": "an act",
    "meetings:item-to-follow": "an act",
    "meetings:agenda-reorder": "an act",
    "meetings:agenda-undo": "an act",
    "meetings:agenda-deferred": "an act",
    "meetings:pack-build": "an act",
    "meetings:build-cancel": "an act",
    **NO_MINUTES_PAGES,
    **NO_QUESTION_PAGES,
    **NO_YEAR_PAGES,
    **NO_CASE_PAGES,
    **NO_COMPLAINT_PAGES,
    **NO_REGISTER_PAGES,
    **NO_PERFORMANCE_PAGES,
    **NO_SCRUTINY_PAGES,
    **NO_COMMISSIONING_PAGES,
}


def routes_shown() -> Iterator[str]:
    """The routes that have a page in the table."""
    for page in PAGES:
        if page.path == NEW_PASSWORD:
            yield "account_reset_password_from_key"
        elif page.path and page.status != 404:
            yield resolve(page.path.partition("?")[0]).view_name
