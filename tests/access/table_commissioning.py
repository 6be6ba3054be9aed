"""The rows of the access table for the pipeline, needs assessments, services and providers, bids and schemes.

Reading is public. Who commissions in the Commissioner's office of the area finds what is not public yet, and is the only one to
write; at what is public others are refused, at what is not it is absent.
"""

from tests.access import states_commissioning as s
from tests.access.cast import EVERYONE
from tests.access.check import Row
from tests.access.states import Thing
from tests.access.table_office import at_own, listed

OPEN, CLOSED = False, True
NO_POST = 405

HERE = (("here", ""),)
BOTH_AREAS = (("here", ""), ("elsewhere", ""))
FORMATS = (("here", "csv"), ("here", "xlsx"), ("here", "ods"))
# What is done with a thing: one that others do not know of, and one of the other area of which all know
ACTED_ON: tuple[Thing, ...] = (("here", "draft"), ("elsewhere", "public"))
KEPT: tuple[Thing, ...] = (("here", "gone"), ("elsewhere", "kept"))
EXERCISES, EXERCISED = tuple(s.EXERCISES), (("here", "planned"), ("elsewhere", "tender"))
PART_OF: tuple[Thing, ...] = (("here", "tender"), ("elsewhere", "planned"))


def reading(route: str, shows: dict, *, query: str = "") -> list[Row]:
    """A list that everybody reads, in both areas, and its files."""
    name = route.removesuffix("-list").removesuffix("-detail")
    return [
        Row(route, HERE, OPEN, EVERYONE, EVERYONE, 200, NO_POST, shows=shows, query=query),
        Row(route, (("elsewhere", ""),), OPEN, EVERYONE, EVERYONE, 200, NO_POST),
        Row(f"{name}-export", FORMATS, OPEN, EVERYONE, EVERYONE, 200, NO_POST, shows=shows, query=query),
    ]


def create(*routes: str) -> list[Row]:
    return [Row(route, BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200) for route in routes]


def acts(namespace: str, names: tuple[str, ...], places: tuple[Thing, ...], found_by: dict) -> list[Row]:
    """Pages of the office upon a thing, or a part of one, that whoever may know of it finds."""
    return [Row(f"{namespace}:{name}", places, CLOSED, found_by, s.WORKED_ON_BY, 200, 200) for name in names]


def kept(namespace: str, *parts: str) -> tuple[str, ...]:
    return tuple(f"{part}-{act}" for part in parts for act in ("create", "update", "remove", "restore"))


NEEDS, NEED = listed("need", "title", s.NEEDS), at_own("need", "findings", s.NEEDS)
PIPELINE = listed("exercise", "title", s.EXERCISES)
OVERVIEW = {
    (f"exercise {thing}", "title"): who for (state, thing), who in s.EXERCISES.items() if state == "here" and thing != "call"
}
OVERVIEW |= {(f"award {thing}", "title"): s.WHOLE["here", thing] for thing in ("granted", "contract", "exempt", "made")}
OFFICES = {place: s.WORKED_ON_BY[place[0]] for place in EXERCISES}
ONE = at_own("exercise", "specification", s.EXERCISES) | at_own("exercise", "fileopen", s.EXERCISES)
for part in ("private", "lotgone", "filekept", "filegone"):
    ONE |= at_own("exercise", part, OFFICES)

PIPELINE_ROWS = [
    #   route                          where     sign-in  found by  open to  GET  POST
    Row("commissioning:overview",      HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=OVERVIEW),
    Row("commissioning:overview",      (("elsewhere", ""),), OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    *reading("commissioning:calendar", {("award made", "title"): s.OFFICE, ("award exempt", "title"): s.WHOLE["here", "exempt"]}),
    Row("commissioning:calendar-feed", BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    *reading("commissioning:need-list", NEEDS),
    Row("commissioning:need-detail",   tuple(s.NEEDS), OPEN, s.NEEDS, EVERYONE, 200, NO_POST, shows=NEED),
    *create("commissioning:need-create", "commissioning:exercise-create"),
    *acts("commissioning", tuple(f"need-{act}" for act in ("update", "complete", "publish", "hide", "reopen")),
          ACTED_ON, s.NEEDS),
    Row("commissioning:pipeline",      BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("commissioning:pipeline",      HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=PIPELINE),
    *reading("commissioning:exercise-list", PIPELINE),
    Row("commissioning:exercise-detail", EXERCISES, OPEN, s.EXERCISES, EVERYONE, 200, NO_POST, shows=ONE),
    *acts("commissioning", tuple(f"exercise-{act}" for act in ("update", "publish", "hide", "complete", "cancel", "reopen")),
          EXERCISED, s.EXERCISES),
    *acts("commissioning", (*kept("commissioning", "stage", "lot"), "stage-reach"), PART_OF, s.EXERCISES),
    Row("commissioning:priority-list", HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST,
        shows=listed("priority", "title", s.PRIORITIES)),
    Row("commissioning:priority-list", (("elsewhere", ""),), OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    *create("commissioning:priority-create"),
    # Asked who works here before the priority is looked for
    *acts("commissioning", tuple(f"priority-{act}" for act in ("update", "remove", "restore")), KEPT, EVERYONE),
]  # fmt: skip

PROVIDERS = listed("provider", "name", s.PROVIDERS)
PROVIDERS |= {("award granted", "provider"): EVERYONE, ("award exempt", "provider"): s.OFFICE}
SERVICE = at_own("service", "reach", s.SERVICES)
PROVIDER = at_own("provider", "about", s.PROVIDERS)
PROVIDER |= at_own("provider", "note", {place: s.WORKED_ON_BY[place[0]] for place in s.PROVIDERS})

SERVICE_ROWS = [
    *reading("services:service-list",  listed("service", "title", s.SERVICES)),
    Row("services:service-detail",     tuple(s.SERVICES), OPEN, s.SERVICES, EVERYONE, 200, NO_POST, shows=SERVICE),
    *reading("services:provider-list", PROVIDERS),
    Row("services:provider-detail",    tuple(s.PROVIDERS), OPEN, s.PROVIDERS, EVERYONE, 200, NO_POST, shows=PROVIDER),
    *create("services:service-create", "services:provider-create"),
    *acts("services", tuple(f"service-{act}" for act in ("update", "publish", "hide")), ACTED_ON, s.SERVICES),
    *acts("services", tuple(f"provider-{act}" for act in ("update", "publish", "hide")), ACTED_ON, s.PROVIDERS),
    Row("services:late-returns",       BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, NO_POST),
    Row("services:late-return-export", FORMATS,  CLOSED, EVERYONE, s.WORKED_ON_BY, 200, NO_POST),
]  # fmt: skip

BIDS = listed("bid", "title", s.BIDS)
BID = at_own("bid", "partner", s.BIDS) | at_own("bid", "partnergone", {place: s.WORKED_ON_BY[place[0]] for place in s.BIDS})
ADVOCATES = listed("advocate", "name", s.ADVOCATES)

BID_ROWS = [
    *reading("bids:bid-list",          BIDS),
    Row("bids:bid-detail",             tuple(s.BIDS), OPEN, s.BIDS, EVERYONE, 200, NO_POST, shows=BID),
    *create("bids:bid-create", "bids:advocate-create", "bids:meeting-create"),
    *acts("bids", tuple(f"bid-{act}" for act in ("update", "submit", "outcome", "withdraw", "reopen", "publish", "hide")),
          ACTED_ON, s.BIDS),
    *acts("bids", kept("bids", "partner"), (("here", "public"), ("elsewhere", "draft")), s.BIDS),
    Row("bids:advocate-list",          HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=ADVOCATES),
    Row("bids:advocate-list",          (("elsewhere", ""),), OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("bids:advocate-export",        FORMATS,  OPEN,   EVERYONE, EVERYONE, 200, NO_POST),
    *acts("bids", tuple(f"advocate-{act}" for act in ("update", "remove", "restore")), KEPT, EVERYONE),
    *acts("bids", tuple(f"meeting-{act}" for act in ("update", "remove", "restore")),
          (("here", "undone"), ("elsewhere", "held")), EVERYONE),
    *reading("bids:expression-list",   {}),
]  # fmt: skip

COMMISSIONING_ROWS = [*PIPELINE_ROWS, *SERVICE_ROWS, *BID_ROWS]
