"""The lines of the table of pages about rules, what is due, calendars, the work programme and events."""

from tests.access.cast import AUDITOR, CLERK, MEMBER, PUBLIC
from tests.journeys.page import Page
from tests.journeys.world_year import BRIEFED

HERE, AWAY = "/northshire", "/southshire"
RULES, DUE, CALENDARS = f"{HERE}/panel/rules", f"{HERE}/due", "/account/calendar"
PROGRAMME, EVENTS = f"{HERE}/work-programme", f"{HERE}/events"
YEAR, NEXT_YEAR = f"{PROGRAMME}/2021-22", f"{PROGRAMME}/2022-23"
MISSED, OFFICE, MET = (f"{DUE}/D-2022-90{number}" for number in (1, 6, 8))
BRIEFING = f"{HERE}/meetings/{BRIEFED}-panel-private-briefing"

OF_RULES = [
    Page("rule book on a day", PUBLIC, f"{RULES}/?on=1+May+2021"),
    Page("rule book, bad day", PUBLIC, f"{RULES}/?on=someday"),
    Page("rule book, for clerks", CLERK, f"{RULES}/"),
    Page("count the days", PUBLIC, f"{RULES}/count/"),
    Page("lay down a rule", CLERK, f"{RULES}/own/create/"),
    Page("lay down a rule, empty", CLERK, f"{RULES}/own/create/", send={"token": ""}),
    Page("change a rule", CLERK, f"{RULES}/own/question-clear-days/"),
    Page("change a rule, empty", CLERK, f"{RULES}/own/question-clear-days/", send={"version": "1"}),
    Page("end a rule", CLERK, f"{RULES}/own/question-clear-days/end/"),
]
OF_WHAT_IS_DUE = [
    Page("what is due", CLERK, f"{DUE}/"),
    Page("what is due, met late", CLERK, f"{DUE}/?state=late"),
    Page("what is due, nothing", CLERK, f"{DUE}/?state=late&owner=chair"),
    Page("one thing due, missed", CLERK, f"{MISSED}/"),
    Page("one thing due, public", PUBLIC, f"{DUE}/D-2022-903/"),
    Page("one thing due, not verified", PUBLIC, f"{DUE}/D-2022-907/"),
    Page("one thing due, one's own", AUDITOR, f"{OFFICE}/"),
    Page("mark as met", CLERK, f"{MISSED}/meet/"),
    Page("mark as met, without evidence", CLERK, f"{MISSED}/meet/", send={"version": "1"}),
    Page("set a duty aside", CLERK, f"{MISSED}/set-aside/"),
    Page("set a duty aside, no reason", CLERK, f"{MISSED}/set-aside/", send={"version": "1"}),
    Page("open a duty again", CLERK, f"{MET}/reopen/"),
    Page("explain a missed duty", CLERK, f"{MISSED}/explain/"),
    Page("explain a missed duty, empty", CLERK, f"{MISSED}/explain/", send={"version": "1"}),
]
OF_CALENDARS = [
    Page("calendar addresses", MEMBER, f"{CALENDARS}/"),
    Page("calendar addresses, none", CLERK, f"{CALENDARS}/"),
    Page("make a calendar address", CLERK, f"{CALENDARS}/create/"),
    Page("revoke all calendar addresses", MEMBER, f"{CALENDARS}/revoke/"),
    Page("revoke a calendar address", MEMBER, f"{CALENDARS}/telephone/revoke/"),
]
OF_THE_PROGRAMME = [
    Page("work programmes", PUBLIC, f"{PROGRAMME}/"),
    Page("work programmes, none", PUBLIC, f"{AWAY}/work-programme/"),
    Page("start a work programme", CLERK, f"{PROGRAMME}/create/"),
    Page("start a work programme, empty", CLERK, f"{PROGRAMME}/create/", send={"token": ""}),
    Page("work programme", PUBLIC, f"{YEAR}/"),
    Page("work programme, for members", MEMBER, f"{YEAR}/"),
    Page("work programme, for clerks", CLERK, f"{YEAR}/"),
    Page("work programme, draft", CLERK, f"{NEXT_YEAR}/"),
    Page("edit a work programme", CLERK, f"{NEXT_YEAR}/edit/"),
    Page("publish a work programme", CLERK, f"{NEXT_YEAR}/publish/"),
    Page("standing reports", CLERK, f"{YEAR}/standing/"),
    Page("add an entry", CLERK, f"{YEAR}/entries/create/"),
    Page("add an entry, empty", CLERK, f"{YEAR}/entries/create/", send={"token": ""}),
    Page("entry", PUBLIC, f"{YEAR}/entries/1/"),
    Page("entry, deferred", PUBLIC, f"{YEAR}/entries/4/"),
    Page("entry, private", MEMBER, f"{YEAR}/entries/3/"),
    Page("entry, for clerks", CLERK, f"{YEAR}/entries/8/"),
    Page("edit an entry", CLERK, f"{YEAR}/entries/1/edit/"),
    Page("edit an entry, stale", CLERK, f"{YEAR}/entries/1/edit/", send={"version": "0", "title": "Mine"}),
    Page("move an entry", CLERK, f"{YEAR}/entries/1/move/"),
    Page("defer an entry", CLERK, f"{YEAR}/entries/1/defer/"),
    Page("defer an entry, nowhere", CLERK, f"{YEAR}/entries/1/defer/", send={"version": "1"}),
    Page("cancel an entry", CLERK, f"{YEAR}/entries/1/cancel/"),
    Page("mark an entry as done", CLERK, f"{YEAR}/entries/1/done/"),
    Page("open an entry again", CLERK, f"{YEAR}/entries/6/reopen/"),
    Page("add the work programme to an agenda", CLERK, f"{YEAR}/paper/"),
]
OF_THE_YEAR = [
    Page("call a year of meetings", CLERK, f"{PROGRAMME}/meetings/"),
    Page("call a year of meetings, empty", CLERK, f"{PROGRAMME}/meetings/", send={"token": ""}),
    Page("drafts of a year", CLERK, f"{PROGRAMME}/meetings/drafts/"),
    Page("month", PUBLIC, f"{PROGRAMME}/months/2022-3/"),
    Page("month, for members", MEMBER, f"{PROGRAMME}/months/2022-3/"),
    Page("month, with bank holidays", PUBLIC, f"{PROGRAMME}/months/2022-4/"),
    Page("month, nothing in it", PUBLIC, f"{AWAY}/work-programme/months/2022-3/"),
    Page("events", PUBLIC, f"{EVENTS}/"),
    Page("events, for members", MEMBER, f"{EVENTS}/"),
    Page("events, none", PUBLIC, f"{AWAY}/events/"),
    Page("add an event", CLERK, f"{EVENTS}/create/"),
    Page("add an event, empty", CLERK, f"{EVENTS}/create/", send={"token": ""}),
    Page("event, to be confirmed", PUBLIC, f"{EVENTS}/forum-in-april/"),
    Page("event, confirmed", PUBLIC, f"{EVENTS}/forum-in-may/"),
    Page("event, without a date", PUBLIC, f"{EVENTS}/forum-later/"),
    Page("event, private", MEMBER, f"{EVENTS}/visit/"),
    Page("event, for clerks", CLERK, f"{EVENTS}/forum-cancelled/"),
    Page("edit an event", CLERK, f"{EVENTS}/forum-in-april/edit/"),
    Page("confirm the date of an event", CLERK, f"{EVENTS}/forum-later/confirm/"),
    Page("put an event back", CLERK, f"{EVENTS}/forum-over/reopen/"),
    Page("record that an event was held", CLERK, f"{EVENTS}/forum-over/held/"),
    Page("cancel an event", CLERK, f"{EVENTS}/forum-in-april/cancel/"),
    Page("who must attend", CLERK, f"{BRIEFING}/attendance/required/"),
    Page("attendance of a briefing", CLERK, f"{BRIEFING}/attendance/edit/"),
]
YEAR_PAGES = [*OF_RULES, *OF_WHAT_IS_DUE, *OF_CALENDARS, *OF_THE_PROGRAMME, *OF_THE_YEAR]

NO_YEAR_PAGES = {
    "panels:obligation-export": "a file",
    "meetings:calendar-feed": "a calendar",
    "calendar-file": "a calendar",
    "programme:month-current": "leads on",
    "programme:programme-export": "a file",
    "programme:entry-remove": "an act",
    "programme:entry-restore": "an act",
}
