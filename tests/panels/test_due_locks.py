"""Acts on what is due hold the audit trail before the row, as every other act does, so that nobody waits for ever."""

import threading
import time

import pytest
from django.db import connection, transaction

from accounts.services import record
from interface import clock
from panels.choices import DutyStatus
from panels.models import Obligation
from panels.services.due import meet, set_aside
from tests.factories.accounts import UserFactory
from tests.factories.due import ObligationFactory

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
PATIENCE = 10  # seconds


def _until_somebody_waits():
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("Nobody waits")


@pytest.mark.parametrize("act", ["meet", "set_aside"])
def test_settling_waits_for_the_trail_before_it_holds_the_row(transactional_db, act):
    row, clerk, outcome = ObligationFactory(due_on=clock.today()), UserFactory(), []
    facts = {"obligation": row, "version": 1, "actor": clerk}
    acts = {
        "meet": lambda: meet(met_on=clock.today(), how="Done", **facts),
        "set_aside": lambda: set_aside(reason="No need", **facts),
    }

    def other():
        try:
            outcome.append(acts[act]())
        except Exception as error:
            outcome.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        record(actor=None, action="meetings.meeting_updated", area=row.area)  # somebody saves a meeting …
        thread.start()
        _until_somebody_waits()
        Obligation.objects.select_for_update(nowait=True).get(pk=row.pk)  # … and keeps what is due for it
    thread.join(PATIENCE)

    assert outcome[0].status in (DutyStatus.MET, DutyStatus.NOT_APPLICABLE)
