"""The rows of the access table for what a panel has arranged: hosts, contributions, composition, delegations, and the like."""

from tests.access import states_cases as c
from tests.access.cast import EVERYONE, PREPARERS
from tests.access.check import Row

OPEN, CLOSED = False, True
POST_ONLY = 405
NO_POST = 405

HERE = (("here", ""),)
BOTH_AREAS = (("here", ""), ("elsewhere", ""))
FORMATS = (("here", "csv"), ("here", "xlsx"), ("here", "ods"))
# The office keeps what the Commissioner has delegated, and nothing of the panel's
DELEGATIONS = (("here", "commissioner"), ("here", "panel"), ("elsewhere", "commissioner"))
DELEGATED_BY_OFFICE = PREPARERS | c.DECIDING
KEPT_DELEGATIONS = {("here", "commissioner"): DELEGATED_BY_OFFICE} | c.KEPT_BY

ARRANGEMENT_ROWS = [
    #   route                          where     sign-in  found by  open to  GET  POST
    *(Row(f"panels:{name}",            HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST)
      for name in ("authority-list", "composition-detail", "delegation-list", "representative-list", "election-list")),
    *(Row(f"panels:{name}-export",     FORMATS,  OPEN,   EVERYONE, EVERYONE, 200, NO_POST)
      for name in ("contribution", "delegation", "representative")),
    *(Row(f"panels:{name}",            BOTH_AREAS, CLOSED, EVERYONE, c.KEPT_BY, 200, 200)
      for name in ("host-create", "host-update", "host-withdraw", "host-notice-create", "host-notice-update",
                   "host-notice-take-back", "host-notice-put-back", "contribution-update", "consent-create", "consent-update",
                   "representative-create", "representative-update", "representative-end", "election-create",
                   "election-update", "election-remove")),
    Row("panels:delegation-create",    BOTH_AREAS, CLOSED, EVERYONE, c.KEPT_BY | {"here": DELEGATED_BY_OFFICE}, 200, 200),
    Row("panels:delegation-update",    DELEGATIONS, CLOSED, EVERYONE, KEPT_DELEGATIONS, 200, 200),
    Row("panels:delegation-end",       DELEGATIONS, CLOSED, EVERYONE, KEPT_DELEGATIONS, 200, 200),
]  # fmt: skip
