"""The rows of the access table for quarterly reports and for figures that come in files."""

from tests.access import states_performance as s
from tests.access.cast import EVERYONE, NOBODY
from tests.access.check import Row
from tests.access.states import Thing
from tests.access.table_office import at_own, listed, more
from tests.access.table_performance import BOTH_AREAS, CLOSED, FORMATS, HERE, NO_POST, OPEN, POST_ONLY, in_files

REPORTS = tuple(s.REPORTS)
TITLES = listed("quarterly", "title", s.REPORTS)
# A published report reads as it was frozen and printed, a draft as it stands now
OFFICES = {place: s.WORKED_ON_BY[place[0]] for place in REPORTS}
DRAFTS = {place: readers for place, readers in OFFICES.items() if place[1] == "draft"}
REPORT = at_own("quarterly", "comment", DRAFTS) | at_own("quarterly", "note", DRAFTS)
PUBLISHED = at_own("quarterly", "frozen", {("here", "frozen"): EVERYONE})
PRINTED = at_own("quarterly", "print", {("here", "frozen"): EVERYONE})
EDITED = {
    ("quarterly draft", part): {("here", "draft"): s.OFFICE, "": NOBODY} for part in ("comment", "commentgone", "actiongone")
}
# What is published leads whoever may write back to it
UNTIL_OUT = {"": 200, ("here", "frozen"): 302}
PART_OF: tuple[Thing, ...] = (("here", "frozen"), ("here", "draft"))
FIGURES = in_files(s.REPORTS, "csv")

REPORT_ROWS = [
    #   route                          where     sign-in  found by  open to  GET  POST
    Row("quarterly:report-list",       HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=TITLES),
    Row("quarterly:report-list",       BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("quarterly:report-create",     BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    Row("quarterly:report-detail",     REPORTS,  OPEN,   s.REPORTS, EVERYONE, 200, NO_POST, shows=REPORT | PUBLISHED),
    Row("quarterly:report-file",       REPORTS,  OPEN,   s.REPORTS, EVERYONE, 200, NO_POST, shows=REPORT | PRINTED),
    Row("quarterly:report-figures",    FIGURES,  OPEN,   more(s.REPORTS, FIGURES), EVERYONE, 200, NO_POST),
    Row("quarterly:report-edit",       REPORTS,  CLOSED, s.REPORTS, s.WORKED_ON_BY, UNTIL_OUT, UNTIL_OUT),
    *(Row(f"quarterly:{name}",         REPORTS,  CLOSED, s.REPORTS, s.WORKED_ON_BY, UNTIL_OUT, UNTIL_OUT)
      for name in ("report-update", "report-delete", "report-freeze", "part-create")),
    Row("quarterly:trends-accept",     REPORTS,  CLOSED, s.REPORTS, s.WORKED_ON_BY, POST_ONLY, 302),
    Row("quarterly:part-detail",       REPORTS,  CLOSED, s.REPORTS, s.WORKED_ON_BY, UNTIL_OUT, UNTIL_OUT, shows=EDITED),
    *(Row(f"quarterly:{name}",         PART_OF,  CLOSED, s.REPORTS, s.WORKED_ON_BY, UNTIL_OUT, UNTIL_OUT)
      for name in ("part-update", "trend-set", "comment-create", "comment-update", "action-create", "action-update",
                   "action-state")),
    *(Row(f"quarterly:{name}",         PART_OF,  CLOSED, s.REPORTS, s.WORKED_ON_BY, POST_ONLY, 302)
      for name in ("part-no-comment", "part-trends", "comment-remove", "comment-restore", "action-remove", "action-restore")),
    # Asked without a direction, nothing moves
    *(Row(f"quarterly:{part}-move",    PART_OF,  CLOSED, s.REPORTS, s.WORKED_ON_BY, POST_ONLY, 404)
      for part in ("part", "comment", "action")),
]  # fmt: skip

UPLOADS, LAYOUTS = tuple(s.UPLOADS), tuple(s.LAYOUTS)
READ: tuple[Thing, ...] = (("here", "read"), ("elsewhere", "read"))
REFUSED = {place: readers if place[1] == "refused" else NOBODY for place, readers in s.UPLOADS.items()}
FILE = at_own("upload", "name", s.UPLOADS) | {("upload refused", "problem"): {("here", "refused"): s.OFFICE, "": NOBODY}}

FIGURE_ROWS = [
    Row("figures:upload-list",         HERE,     CLOSED, EVERYONE, s.WORKED_ON_BY, 200, NO_POST,
        shows=listed("upload", "name", s.UPLOADS)),
    Row("figures:upload-list",         BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, NO_POST),
    Row("figures:upload-create",       BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    Row("figures:upload-detail",       UPLOADS,  CLOSED, s.UPLOADS, EVERYONE, 200, NO_POST, shows=FILE),
    Row("figures:upload-problems",     UPLOADS,  CLOSED, REFUSED, EVERYONE, 200, NO_POST),
    *(Row(f"figures:upload-{act}",     READ,     CLOSED, s.UPLOADS, EVERYONE, 200, 200) for act in ("accept", "drop", "again")),
    Row("figures:upload-cancel",       READ,     CLOSED, s.UPLOADS, EVERYONE, POST_ONLY, 302),
    *(Row(f"figures:figures-{name}",   (*FORMATS, ("elsewhere", "csv")), CLOSED, EVERYONE, s.WORKED_ON_BY, 200, NO_POST)
      for name in ("template", "export")),
    Row("figures:layout-list",         HERE,     CLOSED, EVERYONE, s.WORKED_ON_BY, 200, NO_POST,
        shows=listed("layout", "title", s.LAYOUTS)),
    Row("figures:layout-list",         BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, NO_POST),
    # A layout is made of the headings of a file that is named
    Row("figures:layout-create",       BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 404, query="?upload=hereread",
        shows={("upload read", "heading"): {"here": s.OFFICE, "": NOBODY}}),
    *(Row(f"figures:layout-{act}",     LAYOUTS,  CLOSED, s.LAYOUTS, EVERYONE, 200, 200)
      for act in ("update", "remove", "restore")),
]  # fmt: skip

REPORTS_ROWS = [*REPORT_ROWS, *FIGURE_ROWS]
