"""The rows of the access table for measures, how they are kept, the plan, the glossary and forces.

Reading is public. Who reports on performance in the Commissioner's office of the area finds what is not public yet, and is the
only one to write; at what is public others are refused, at what is not it is absent.
"""

from tests.access import states_performance as s
from tests.access.cast import EVERYONE, NOBODY
from tests.access.check import Row
from tests.access.states import Thing
from tests.access.table_office import at_own, listed, more

OPEN, CLOSED = False, True
POST_ONLY = 405
NO_POST = 405

HERE = (("here", ""),)
BOTH_AREAS = (("here", ""), ("elsewhere", ""))
FORMATS = (("here", "csv"), ("here", "xlsx"), ("here", "ods"))
MEASURES = tuple(s.MEASURES)
# For what is done with a measure: one that all know of, one that others do not, and one of the other area
ACTED_ON: tuple[Thing, ...] = (("here", "released"), ("here", "draft"), ("elsewhere", "released"))
# For a part of one: it is reached past the same two guards
PART_OF: tuple[Thing, ...] = (("here", "released"), ("elsewhere", "draft"))


def in_files(readers: dict[Thing, frozenset[str]], *kinds: str) -> tuple[Thing, ...]:
    """Each thing as each kind of file."""
    return tuple((state, f"{thing} {kind}") for state, thing in readers for kind in kinds)


TITLES = listed("measure", "title", s.MEASURES)
# The measure's own page. Neighbours, links and the plan bring titles of others to it
PAGE = at_own("measure", "definition", s.MEASURES) | at_own("measure", "why", s.MEASURES)
PAGE |= at_own("measure", "who", {place: s.WORKED_ON_BY[place[0]] for place in MEASURES})
FILED = {("here", "released"): EVERYONE, ("here", "draft"): s.OFFICE, ("elsewhere", "draft"): NOBODY}
FIGURES = (
    *in_files({("here", "released"): EVERYONE}, "csv", "xlsx", "ods", "json"),
    ("here", "draft csv"),
    ("elsewhere", "draft csv"),
)
CHARTS = in_files(FILED, "limits")
WORDS_ON_OVERVIEW = TITLES | listed("objective", "title", s.OBJECTIVES)
WORDS_ON_OVERVIEW |= {("quarterly frozen", "action"): EVERYONE, ("quarterly draft", "action"): s.OFFICE}

MEASURE_ROWS = [
    #   route                          where     sign-in  found by  open to  GET  POST
    Row("performance:overview",        HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=WORDS_ON_OVERVIEW),
    Row("performance:overview",        BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST, query="?charts=1"),
    Row("performance:measure-list",    HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=TITLES),
    Row("performance:measure-list",    BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("performance:measure-export",  FORMATS,  OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=TITLES),
    Row("performance:measure-detail",  MEASURES, OPEN,   s.MEASURES, EVERYONE, 200, NO_POST, shows=PAGE),
    Row("performance:measure-figures", FIGURES,  OPEN,   more(s.MEASURES, FIGURES), EVERYONE, 200, NO_POST),
    *(Row(f"performance:chart-{kind}", CHARTS,   OPEN,   more(s.MEASURES, CHARTS), EVERYONE, 200, NO_POST)
      for kind in ("svg", "csv")),
    *(Row(f"performance:{name}",       BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200)
      for name in ("measure-create", "release-create")),
    Row("performance:measure-keep",    MEASURES, CLOSED, s.MEASURES, s.WORKED_ON_BY, 200, NO_POST,
        shows=at_own("measure", "breakgone", s.MEASURES)),
    *(Row(f"performance:{name}",       ACTED_ON, CLOSED, s.MEASURES, s.WORKED_ON_BY, 200, 200)
      for name in ("measure-update", "measure-publish", "measure-hide", "measure-retire", "measure-revive", "measure-release",
                   "measure-take-back", "trend-set", "trend-clear", "link-create")),
    *(Row(f"performance:{name}",       PART_OF,  CLOSED, s.MEASURES, s.WORKED_ON_BY, 200, 200)
      for name in ("figure-update", "break-create", "break-update", "break-remove", "break-restore", "target-create",
                   "target-update", "target-remove", "target-restore", "benchmark-create", "benchmark-update",
                   "benchmark-delete")),
    *(Row(f"performance:link-{act}",   PART_OF,  CLOSED, s.MEASURES, s.WORKED_ON_BY, POST_ONLY, 302)
      for act in ("remove", "restore")),
]  # fmt: skip

PLANS, OBJECTIVES = tuple(s.PLANS), (("here", "public"), ("here", "hidden"), ("elsewhere", "public"))
OF_A_PLAN: tuple[Thing, ...] = (("here", "public"), ("elsewhere", "draft"))
PLAN_PAGE = at_own("plan", "focus", s.PLANS) | at_own("plan", "focusgone", {place: s.WORKED_ON_BY[place[0]] for place in PLANS})

PLAN_TITLES = listed("plan", "title", s.PLANS)

PLAN_ROWS = [
    Row("performance:objective-list",  HERE,     CLOSED, EVERYONE, s.WORKED_ON_BY, 200, NO_POST, shows=TITLES),
    Row("performance:objective-list",  BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, NO_POST),
    Row("performance:objective-create", BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    *(Row(f"performance:objective-{act}", OBJECTIVES, CLOSED, s.OBJECTIVES, s.WORKED_ON_BY, 200, 200)
      for act in ("update", "publish", "hide")),
    # Asked without a direction, nothing moves
    Row("performance:objective-move",  OBJECTIVES, CLOSED, s.OBJECTIVES, s.WORKED_ON_BY, POST_ONLY, 404),
    Row("performance:plan-list",       HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=PLAN_TITLES),
    Row("performance:plan-list",       BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("performance:plan-create",     BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    Row("performance:plan-detail",     PLANS,    OPEN,   s.PLANS, EVERYONE, 200, NO_POST, shows=PLAN_PAGE),
    *(Row(f"performance:{name}",       PLANS,    CLOSED, s.PLANS, s.WORKED_ON_BY, 200, 200)
      for name in ("plan-update", "plan-publish", "plan-hide", "crosswalk-update")),
    *(Row(f"performance:{part}-{act}", OF_A_PLAN, CLOSED, s.PLANS, s.WORKED_ON_BY, 200, 200)
      for part in ("priority", "focus") for act in ("create", "update", "remove", "restore")),
    *(Row(f"performance:{part}-move",  OF_A_PLAN, CLOSED, s.PLANS, s.WORKED_ON_BY, POST_ONLY, 404)
      for part in ("priority", "focus")),
]  # fmt: skip

TERMS = tuple(s.TERMS)

WORD_ROWS = [
    Row("performance:term-list",       HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=listed("term", "term", s.TERMS)),
    Row("performance:term-list",       BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("performance:term-create",     BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    *(Row(f"performance:term-{act}",   TERMS,    CLOSED, s.TERMS, s.WORKED_ON_BY, 200, 200)
      for act in ("update", "remove", "restore")),
    Row("performance:force-list",      BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("performance:population-export", FORMATS, OPEN,  EVERYONE, EVERYONE, 200, NO_POST),
    *(Row(f"performance:{name}",       BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200)
      for name in ("force-create", "group-create", "group-update", "group-delete", "population-create", "population-delete")),
]  # fmt: skip

PERFORMANCE_ROWS = [*MEASURE_ROWS, *PLAN_ROWS, *WORD_ROWS]
