"""Pages of inspections, super-complaints, scrutiny panels, the assurance library, and contacts and workforce."""

from tests.access.cast import MEMBER, PUBLIC
from tests.journeys.page import Page, day
from tests.journeys.people import ANALYST

HERE, AWAY = "/northshire/performance", "/southshire/performance"
LIST, COMPLAINTS, PANELS, LIBRARY, CASEWORK = (
    f"{HERE}/{name}" for name in ("inspections", "inspections/super-complaints", "panels", "assurance", "casework")
)
WAITING, RESPONDED, PLANNED, WRITTEN, CLOSED, PEEL = (
    f"{LIST}/{name}" for name in ("waiting", "responded", "planned", "written", "closed", "peel-2021")
)
ASKED, DRAFT, WATCHED = f"{PANELS}/asked", f"{PANELS}/draft", f"{CASEWORK}/watched"
ONCE, FIRST = {"token": ""}, {"version": "1"}

OF_INSPECTIONS = [
    Page("inspections", PUBLIC, f"{LIST}/"),
    Page("inspections, for the office", ANALYST, f"{LIST}/"),
    Page("inspections, waited for", PUBLIC, f"{LIST}/?response=waiting"),
    Page("inspections, none match", PUBLIC, f"{LIST}/?kind=custody"),
    Page("inspections, none", PUBLIC, f"{AWAY}/inspections/"),
    Page("add an inspection", ANALYST, f"{LIST}/create/"),
    Page("add an inspection, empty", ANALYST, f"{LIST}/create/", send=ONCE),
    Page("inspection, with its clock", PUBLIC, f"{WAITING}/"),
    Page("inspection, with its clock, for the office", ANALYST, f"{WAITING}/"),
    Page("inspection, responded", PUBLIC, f"{RESPONDED}/"),
    Page("inspection, responded, for the office", ANALYST, f"{RESPONDED}/"),
    Page("inspection, planned", ANALYST, f"{PLANNED}/"),
    Page("inspection, response written", ANALYST, f"{WRITTEN}/"),
    Page("inspection, closed", MEMBER, f"{CLOSED}/"),
    Page("inspection, graded", PUBLIC, f"{PEEL}/"),
    Page("inspection, graded, for the office", ANALYST, f"{PEEL}/"),
    Page("inspection, another's draft", MEMBER, f"{PLANNED}/", 404),
    Page("response to an inspection", PUBLIC, f"{RESPONDED}/response/"),
    Page("edit an inspection", ANALYST, f"{WAITING}/edit/"),
    Page("edit an inspection, empty", ANALYST, f"{WAITING}/edit/", send=FIRST),
    Page("publish an inspection", ANALYST, f"{PLANNED}/publish/"),
    Page("hide an inspection", ANALYST, f"{WAITING}/hide/"),
    Page("close an inspection", ANALYST, f"{RESPONDED}/close/"),
    Page("reopen an inspection", ANALYST, f"{CLOSED}/reopen/"),
    Page("report of an inspection", ANALYST, f"{PLANNED}/report/"),
    Page("report of an inspection, no day", ANALYST, f"{PLANNED}/report/", send=FIRST),
    Page("take a report of an inspection back", ANALYST, f"{WAITING}/report/take-back/"),
    Page("chief officer's comments", ANALYST, f"{WAITING}/comments/"),
    Page("write a response to an inspection", ANALYST, f"{WAITING}/response/edit/"),
    Page("write a response to an inspection, empty", ANALYST, f"{WAITING}/response/edit/", send=FIRST),
    Page("publish a response to an inspection", ANALYST, f"{WRITTEN}/response/publish/"),
    Page("publish a response to an inspection, too early", ANALYST, f"{WRITTEN}/response/publish/", send={
        "version": "1", **day(1, 1, "responded_on"),
    }),
    Page("publish a response to an inspection, none", ANALYST, f"{WAITING}/response/publish/"),
    Page("take a response to an inspection back", ANALYST, f"{RESPONDED}/response/take-back/"),
    Page("grades", PUBLIC, f"{LIST}/grades/"),
    Page("grades, none", PUBLIC, f"{AWAY}/inspections/grades/"),
    Page("add a grade", ANALYST, f"{PEEL}/grades/create/"),
    Page("add a grade, empty", ANALYST, f"{PEEL}/grades/create/", send=ONCE),
    *(Page(f"{act} a grade", ANALYST, f"{PEEL}/grades/{number}/{act}/")
      for act, number in (("edit", 1), ("remove", 1), ("restore", 3))),
    Page("what inspections ask for", PUBLIC, f"{LIST}/asks/"),
    Page("what inspections ask for, not done with", PUBLIC, f"{LIST}/asks/?state=live"),
    Page("what inspections ask for, none", PUBLIC, f"{AWAY}/inspections/asks/"),
    Page("add a recommendation of an inspection", ANALYST, f"{WAITING}/asks/create/"),
    Page("add a recommendation of an inspection, empty", ANALYST, f"{WAITING}/asks/create/", send=ONCE),
    *(Page(f"{act} a recommendation of an inspection", ANALYST, f"{WAITING}/asks/{number}/{act}/")
      for act, number in (("edit", 1), ("note", 1), ("remove", 1), ("restore", 5))),
    Page("note on a recommendation, empty", ANALYST, f"{WAITING}/asks/1/note/", send=FIRST | ONCE),
]  # fmt: skip
OF_COMPLAINTS = [
    Page("super-complaints", PUBLIC, f"{COMPLAINTS}/"),
    Page("super-complaints, none", PUBLIC, f"{AWAY}/inspections/super-complaints/"),
    Page("super-complaints, for the office", ANALYST, f"{COMPLAINTS}/"),
    Page("add a super-complaint", ANALYST, f"{COMPLAINTS}/create/"),
    Page("add a super-complaint, empty", ANALYST, f"{COMPLAINTS}/create/", send=ONCE),
    Page("super-complaint", PUBLIC, f"{COMPLAINTS}/investigated/"),
    Page("super-complaint, for the office", ANALYST, f"{COMPLAINTS}/investigated/"),
    Page("super-complaint, responded", PUBLIC, f"{COMPLAINTS}/responded/"),
    Page("edit a super-complaint", ANALYST, f"{COMPLAINTS}/investigated/edit/"),
    Page("publish a super-complaint", ANALYST, f"{COMPLAINTS}/private/publish/"),
    Page("hide a super-complaint", ANALYST, f"{COMPLAINTS}/investigated/hide/"),
    Page("respond to a super-complaint", ANALYST, f"{COMPLAINTS}/investigated/respond/"),
    Page("respond to a super-complaint, empty", ANALYST, f"{COMPLAINTS}/investigated/respond/", send=FIRST),
    Page("take a response to a super-complaint back", ANALYST, f"{COMPLAINTS}/responded/take-back/"),
]
OF_PANELS = [
    Page("scrutiny panels", PUBLIC, f"{PANELS}/"),
    Page("scrutiny panels, for the office", ANALYST, f"{PANELS}/"),
    Page("scrutiny panels, no answer yet", PUBLIC, f"{PANELS}/?answer=waiting"),
    Page("scrutiny panels, none match", PUBLIC, f"{PANELS}/?panel=nobody"),
    Page("scrutiny panels, none", PUBLIC, f"{AWAY}/panels/"),
    Page("session of a panel, no answer yet", PUBLIC, f"{ASKED}/"),
    Page("session of a panel, for the office", ANALYST, f"{ASKED}/"),
    Page("session of a panel, answered", PUBLIC, f"{PANELS}/answered/"),
    Page("session of a panel, to come", PUBLIC, f"{PANELS}/to-come/"),
    Page("session of a panel, does not add up", ANALYST, f"{DRAFT}/"),
    Page("add a session", ANALYST, f"{PANELS}/create/"),
    Page("add a session, empty", ANALYST, f"{PANELS}/create/", send=ONCE),
    Page("edit a session", ANALYST, f"{ASKED}/edit/"),
    Page("findings of a session", ANALYST, f"{DRAFT}/findings/"),
    Page("answer of the force", ANALYST, f"{ASKED}/answer/"),
    Page("publish a session", ANALYST, f"{DRAFT}/publish/"),
    Page("publish a session, does not add up", ANALYST, f"{DRAFT}/publish/", send=FIRST),
    Page("hide a session", ANALYST, f"{ASKED}/hide/"),
]
OF_ASSURANCE = [
    Page("assurance", PUBLIC, f"{LIBRARY}/"),
    Page("assurance, for the office", ANALYST, f"{LIBRARY}/"),
    Page("assurance, none match", PUBLIC, f"{LIBRARY}/?year=1066"),
    Page("assurance, none", PUBLIC, f"{AWAY}/assurance/"),
    Page("assurance report", PUBLIC, f"{LIBRARY}/report/"),
    Page("assurance report, for the office", ANALYST, f"{LIBRARY}/draft/"),
    Page("add an assurance report", ANALYST, f"{LIBRARY}/create/"),
    Page("add an assurance report, empty", ANALYST, f"{LIBRARY}/create/", send=ONCE),
    Page("edit an assurance report", ANALYST, f"{LIBRARY}/report/edit/"),
    Page("publish an assurance report", ANALYST, f"{LIBRARY}/draft/publish/"),
    Page("hide an assurance report", ANALYST, f"{LIBRARY}/report/hide/"),
]
OF_CASEWORK = [
    Page("casework", PUBLIC, f"{CASEWORK}/"),
    Page("casework, none", PUBLIC, f"{AWAY}/casework/"),
    Page("casework, for the office", ANALYST, f"{CASEWORK}/"),
    Page("casework by month", PUBLIC, f"{WATCHED}/"),
    Page("casework by month, for the office", ANALYST, f"{WATCHED}/"),
    Page("enter a stated figure", ANALYST, f"{WATCHED}/stated/create/"),
    Page("enter a stated figure, empty", ANALYST, f"{WATCHED}/stated/create/", send=ONCE),
    *(Page(f"{act} a stated figure", ANALYST, f"{WATCHED}/stated/{number}/{act}/")
      for act, number in (("edit", 1), ("remove", 1), ("restore", 3))),
]  # fmt: skip
SCRUTINY_PAGES = [*OF_INSPECTIONS, *OF_COMPLAINTS, *OF_PANELS, *OF_ASSURANCE, *OF_CASEWORK]

NO_SCRUTINY_PAGES = dict.fromkeys((
    "inspections:inspection-export", "inspections:ask-export", "inspections:complaint-export", "scrutiny:session-export",
    "scrutiny:assurance-export", "scrutiny:casework-export",
), "a file")  # fmt: skip
