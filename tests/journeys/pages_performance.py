"""Pages of performance: the overview and measures, the plan, the glossary, quarterly reports, and figures from files."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access.cast import MEMBER, PUBLIC
from tests.journeys.page import Page, day
from tests.journeys.people import ANALYST
from tests.journeys.world_performance import BARE, CALLS, DRAFT, FILES, FULL, LEVEL, QUIET, RETIRED, SHARE

HERE, AWAY = "/northshire/performance", "/southshire/performance"
MEASURES, REPORTS, DATA = f"{HERE}/measures", f"{HERE}/reports", f"{HERE}/data"
ONE = f"{MEASURES}/{FULL}"
OUT, WRITING = f"{REPORTS}/2021-09", f"{REPORTS}/2021-12"
PART = f"{WRITING}/parts/robbery"
PLANS, PLAN, TERMS, FORCES = f"{HERE}/plan", f"{HERE}/plan/2021-25", f"{HERE}/glossary", f"{HERE}/forces"
OBJECTIVES = f"{HERE}/objectives"
ONCE, FIRST = {"token": ""}, {"version": "1"}
DRIVEL = SimpleUploadedFile("drivel.pdf", b"This is no table", "application/pdf")
OF_EVERYBODY, OF_A_GROUP = (f"{FORCES}/populations/northshire-police/{which}" for which in (
    "population/everybody/2011-06-30", "group/asian/2011-06-30",
))  # fmt: skip

OVERVIEW = [
    Page("performance", PUBLIC, f"{HERE}/"),
    Page("performance, for the office", ANALYST, f"{HERE}/"),
    Page("performance, filtered", PUBLIC, f"{HERE}/?objective=robbery&trend=increasing"),
    Page("performance, what changed", PUBLIC, f"{HERE}/?changed=yes"),
    Page("performance, none match", PUBLIC, f"{HERE}/?trend=reducing"),
    Page("performance, bad filter", PUBLIC, f"{HERE}/?trend=soaring&kind=odd"),
    Page("performance, with charts", PUBLIC, f"{HERE}/?charts=1"),
    Page("performance, none", PUBLIC, f"{AWAY}/"),
]
OF_MEASURES = [
    Page("measures", PUBLIC, f"{MEASURES}/"),
    Page("measures, for the office", ANALYST, f"{MEASURES}/"),
    Page("measures, none match", PUBLIC, f"{MEASURES}/?changed=yes&objective=rural"),
    Page("measures, none", PUBLIC, f"{AWAY}/measures/"),
    Page("measure", PUBLIC, f"{ONE}/"),
    Page("measure, for a member", MEMBER, f"{ONE}/"),
    Page("measure, for the office", ANALYST, f"{ONE}/"),
    Page("measure, illustrative", PUBLIC, f"{MEASURES}/{QUIET}/"),
    Page("measure, no figures", PUBLIC, f"{MEASURES}/{BARE}/"),
    Page("measure, no figures, for the office", ANALYST, f"{MEASURES}/{BARE}/"),
    Page("measure, counted no longer", PUBLIC, f"{MEASURES}/{RETIRED}/"),
    Page("measure, a share", PUBLIC, f"{MEASURES}/{SHARE}/"),
    Page("measure, a level", PUBLIC, f"{MEASURES}/{LEVEL}/"),
    Page("measure, partial", PUBLIC, f"{MEASURES}/{CALLS}/"),
    Page("measure, draft", ANALYST, f"{MEASURES}/{DRAFT}/"),
    Page("measure, another's draft", MEMBER, f"{MEASURES}/{DRAFT}/", 404),
    Page("link a measure", ANALYST, f"{ONE}/links/"),
    Page("link a measure, nothing chosen", ANALYST, f"{ONE}/links/?what="),
    Page("link a measure, no meeting", ANALYST, f"{ONE}/links/?what=minute"),
    Page("link a measure to a record", ANALYST, f"{ONE}/links/?what=record"),
    Page("link a measure to a record, empty", ANALYST, f"{ONE}/links/?what=record", send=ONCE),
    Page("link a measure to a record, not there", ANALYST, f"{ONE}/links/?what=record", send={
        "token": "", "reference": "A-1066-001", "text": "It asks why.",
    }),
    Page("link a measure to a meeting", ANALYST, f"{ONE}/links/?what=meeting&meeting=2022-03-17-panel"),
    Page("link a measure to a paper", ANALYST, f"{ONE}/links/?what=paper&meeting=2022-03-17-panel"),
    Page("link a measure to minutes, not out", ANALYST, f"{ONE}/links/?what=minute&meeting=2022-03-17-panel"),
]  # fmt: skip
KEEPING = [
    Page("enter a measure", ANALYST, f"{MEASURES}/create/"),
    Page("enter a measure, empty", ANALYST, f"{MEASURES}/create/", send=ONCE),
    Page("release figures of all", ANALYST, f"{MEASURES}/release/"),
    Page("release figures of all, empty", ANALYST, f"{MEASURES}/release/", send=ONCE),
    Page("keep a measure", ANALYST, f"{ONE}/keep/"),
    Page("keep a draft measure", ANALYST, f"{MEASURES}/{DRAFT}/keep/"),
    Page("keep a measure without figures", ANALYST, f"{MEASURES}/{BARE}/keep/"),
    Page("keep a measure counted no longer", ANALYST, f"{MEASURES}/{RETIRED}/keep/"),
    Page("edit a measure", ANALYST, f"{ONE}/edit/"),
    Page("edit a measure, empty", ANALYST, f"{ONE}/edit/", send=FIRST),
    Page("publish a measure", ANALYST, f"{MEASURES}/{DRAFT}/publish/"),
    Page("hide a measure", ANALYST, f"{ONE}/hide/"),
    Page("stop counting a measure", ANALYST, f"{ONE}/retire/"),
    Page("stop counting a measure, no day", ANALYST, f"{ONE}/retire/", send=FIRST),
    Page("count a measure again", ANALYST, f"{MEASURES}/{RETIRED}/revive/"),
    Page("release figures", ANALYST, f"{ONE}/release/"),
    Page("release figures, no day", ANALYST, f"{ONE}/release/", send=FIRST),
    Page("take figures back", ANALYST, f"{ONE}/take-back/"),
    Page("set a trend", ANALYST, f"{ONE}/trend/"),
    Page("set a trend, no reason", ANALYST, f"{ONE}/trend/", send={"token": "", "word": "reducing", "version": "1"}),
    Page("accept a trend", ANALYST, f"{MEASURES}/{SHARE}/trend/"),
    Page("take a trend back", ANALYST, f"{ONE}/trend/take-back/"),
    Page("revise a figure", ANALYST, f"{ONE}/figures/northshire-police/2021-12-01/edit/"),
    Page("revise a figure, empty", ANALYST, f"{ONE}/figures/northshire-police/2021-12-01/edit/", send=ONCE),
    *(Page(f"add a {what}", ANALYST, f"{ONE}/{what}s/create/") for what in ("break", "target", "benchmark")),
    *(Page(f"add a {what}, empty", ANALYST, f"{ONE}/{what}s/create/", send=ONCE) for what in ("break", "target", "benchmark")),
    *(Page(f"{act} a {what}", ANALYST, f"{ONE}/{what}s/{number}/{act}/")
      for what in ("break", "target") for act, number in (("edit", 1), ("remove", 1), ("restore", 2))),
    Page("edit a benchmark", ANALYST, f"{ONE}/benchmarks/2021-12-31/edit/"),
    Page("edit a benchmark, wrong rank", ANALYST, f"{ONE}/benchmarks/2021-12-31/edit/", send={
        "version": "1", **day(31, 12, "ended_on"), "rank": "9", "size": "8", "position": "above",
    }),
    Page("delete a benchmark", ANALYST, f"{ONE}/benchmarks/2021-12-31/delete/"),
]  # fmt: skip
OF_THE_PLAN = [
    Page("objectives of performance", ANALYST, f"{OBJECTIVES}/"),
    Page("add an objective", ANALYST, f"{OBJECTIVES}/create/"),
    Page("add an objective, empty", ANALYST, f"{OBJECTIVES}/create/", send=ONCE),
    Page("edit an objective", ANALYST, f"{OBJECTIVES}/robbery/edit/"),
    Page("publish an objective", ANALYST, f"{OBJECTIVES}/unpublished/publish/"),
    Page("hide an objective", ANALYST, f"{OBJECTIVES}/robbery/hide/"),
    Page("plans", PUBLIC, f"{PLANS}/"),
    Page("plans, none", PUBLIC, f"{AWAY}/plan/"),
    Page("plans, for the office", ANALYST, f"{PLANS}/"),
    Page("add a plan", ANALYST, f"{PLANS}/create/"),
    Page("add a plan, empty", ANALYST, f"{PLANS}/create/", send=ONCE),
    Page("plan", PUBLIC, f"{PLAN}/"),
    Page("plan, for the office", ANALYST, f"{PLAN}/"),
    Page("plan, nothing in it", ANALYST, f"{PLANS}/2025-29/"),
    Page("edit a plan", ANALYST, f"{PLAN}/edit/"),
    Page("publish a plan", ANALYST, f"{PLANS}/2025-29/publish/"),
    Page("hide a plan", ANALYST, f"{PLAN}/hide/"),
    Page("crosswalk", ANALYST, f"{PLAN}/crosswalk/"),
    *(Page(f"add to a plan: {what}", ANALYST, f"{PLAN}/{what}/create/") for what in ("priorities", "focus")),
    *(Page(f"add to a plan: {what}, empty", ANALYST, f"{PLAN}/{what}/create/", send=ONCE) for what in ("priorities", "focus")),
    *(Page(f"{act} in a plan: {what}", ANALYST, f"{PLAN}/{what}/{number}/{act}/")
      for what in ("priorities", "focus") for act, number in (("edit", 1), ("remove", 2), ("restore", 3))),
    Page("glossary", PUBLIC, f"{TERMS}/"),
    Page("glossary, none", PUBLIC, f"{AWAY}/glossary/"),
    Page("glossary, for the office", ANALYST, f"{TERMS}/"),
    Page("add a term", ANALYST, f"{TERMS}/create/"),
    Page("add a term, empty", ANALYST, f"{TERMS}/create/", send=ONCE),
    Page("edit a term", ANALYST, f"{TERMS}/knife-crime/edit/"),
    Page("remove a term", ANALYST, f"{TERMS}/knife-crime/remove/"),
    Page("restore a term", ANALYST, f"{TERMS}/old/restore/"),
    Page("forces", PUBLIC, f"{FORCES}/"),
    Page("forces, none", PUBLIC, f"{AWAY}/forces/"),
    Page("forces, for the office", ANALYST, f"{FORCES}/"),
    Page("name a force", ANALYST, f"{FORCES}/create/"),
    Page("name a force, empty", ANALYST, f"{FORCES}/create/", send=ONCE),
    Page("add a group of forces", ANALYST, f"{FORCES}/groups/create/"),
    Page("add a group of forces, empty", ANALYST, f"{FORCES}/groups/create/", send=ONCE),
    Page("edit a group of forces", ANALYST, f"{FORCES}/groups/2020-01-01/edit/"),
    Page("delete a group of forces", ANALYST, f"{FORCES}/groups/2020-01-01/delete/"),
    Page("enter a number of people", ANALYST, f"{FORCES}/populations/create/"),
    Page("enter a number of people, empty", ANALYST, f"{FORCES}/populations/create/", send=ONCE),
    Page("delete a number of people", ANALYST, f"{OF_EVERYBODY}/delete/"),
    Page("delete a number of a group", ANALYST, f"{OF_A_GROUP}/delete/"),
]  # fmt: skip
OF_REPORTS = [
    Page("performance reports", PUBLIC, f"{REPORTS}/"),
    Page("performance reports, none", PUBLIC, f"{AWAY}/reports/"),
    Page("performance reports, for the office", ANALYST, f"{REPORTS}/"),
    Page("begin a performance report", ANALYST, f"{REPORTS}/create/"),
    Page("begin a performance report, empty", ANALYST, f"{REPORTS}/create/", send=ONCE),
    Page("performance report", PUBLIC, f"{OUT}/"),
    Page("performance report, for the office", ANALYST, f"{OUT}/"),
    Page("performance report, draft", ANALYST, f"{WRITING}/"),
    Page("performance report as a paper", PUBLIC, "/northshire/meetings/2021-12-02-performance-group/", 200),
    Page("write a performance report", ANALYST, f"{WRITING}/edit/"),
    Page("facts of a performance report", ANALYST, f"{WRITING}/facts/"),
    Page("facts of a performance report, empty", ANALYST, f"{WRITING}/facts/", send=FIRST),
    Page("delete a performance report", ANALYST, f"{WRITING}/delete/"),
    Page("freeze a performance report, things missing", ANALYST, f"{WRITING}/freeze/"),
    Page("add a part to a performance report", ANALYST, f"{WRITING}/parts/create/"),
    Page("part of a performance report", ANALYST, f"{PART}/"),
    Page("part of a performance report, nothing written", ANALYST, f"{WRITING}/parts/trust/"),
    Page("part of a performance report, no figures", ANALYST, f"{WRITING}/parts/rural/"),
    Page("part of a performance report, left out", ANALYST, f"{WRITING}/parts/unpublished/"),
    Page("edit a part of a performance report", ANALYST, f"{PART}/edit/"),
    Page("trend in a performance report", ANALYST, f"{PART}/trends/{FULL}/"),
    Page("trend in a performance report, no reason", ANALYST, f"{PART}/trends/{QUIET}/", send={"token": "", "word": "reducing"}),
    Page("add a comment", ANALYST, f"{PART}/comments/create/"),
    Page("add a comment, empty", ANALYST, f"{PART}/comments/create/", send=ONCE),
    Page("edit a comment", ANALYST, f"{PART}/comments/1/edit/"),
    Page("edit a comment, stale", ANALYST, f"{PART}/comments/1/edit/", send={"version": "0", "text": "Mine"}),
    Page("plan an action", ANALYST, f"{PART}/actions/create/"),
    Page("plan an action, empty", ANALYST, f"{PART}/actions/create/", send=ONCE),
    Page("edit a planned action", ANALYST, f"{PART}/actions/1/edit/"),
    Page("how a planned action stands", ANALYST, f"{PART}/actions/1/state/"),
    Page(
        "how a planned action stands, no reason", ANALYST, f"{PART}/actions/1/state/", send={"version": "1", "status": "dropped"}
    ),
]
OF_DATA = [
    Page("data", ANALYST, f"{DATA}/"),
    Page("bring in figures", ANALYST, f"{DATA}/import/"),
    Page("bring in figures, no file", ANALYST, f"{DATA}/import/", send=ONCE),
    Page("bring in figures, not a table", ANALYST, f"{DATA}/import/", send={"token": "", "file": DRIVEL}),
    *(Page(f"figures {name}", ANALYST, f"{DATA}/uploads/{name}/") for name in FILES if name != "f-sent"),
    Page("accept figures", ANALYST, f"{DATA}/uploads/f-read/accept/"),
    Page("accept figures, no reason", ANALYST, f"{DATA}/uploads/f-read/accept/", send=FIRST | ONCE),
    Page("leave figures out", ANALYST, f"{DATA}/uploads/f-read/drop/"),
    Page("read figures again", ANALYST, f"{DATA}/uploads/f-refused/again/"),
    Page("layouts", ANALYST, f"{DATA}/layouts/"),
    Page("add a layout", ANALYST, f"{DATA}/layouts/create/?upload=f-refused"),
    Page("add a layout, empty", ANALYST, f"{DATA}/layouts/create/?upload=f-refused", send=ONCE),
    Page("edit a layout", ANALYST, f"{DATA}/layouts/home-office-by-month/edit/"),
    Page("remove a layout", ANALYST, f"{DATA}/layouts/home-office-by-month/remove/"),
    Page("restore a layout", ANALYST, f"{DATA}/layouts/old-layout/restore/"),
]  # fmt: skip
PERFORMANCE_PAGES = [*OVERVIEW, *OF_MEASURES, *KEEPING, *OF_THE_PLAN, *OF_REPORTS, *OF_DATA]

NO_PERFORMANCE_PAGES = {
    **dict.fromkeys(("performance:measure-export", "performance:measure-figures", "performance:chart-csv",
                     "performance:population-export", "quarterly:report-file", "quarterly:report-figures",
                     "figures:upload-problems", "figures:figures-template", "figures:figures-export"), "a file"),
    "performance:chart-svg": "a picture",
    **dict.fromkeys(("performance:link-remove", "performance:link-restore", "performance:objective-move",
                     "performance:priority-move", "performance:focus-move", "quarterly:trends-accept", "quarterly:part-move",
                     "quarterly:part-no-comment", "quarterly:part-trends", "quarterly:comment-move", "quarterly:comment-remove",
                     "quarterly:comment-restore", "quarterly:action-move", "quarterly:action-remove", "quarterly:action-restore",
                     "figures:upload-cancel"), "an act"),
}  # fmt: skip
