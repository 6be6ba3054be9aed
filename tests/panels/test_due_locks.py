"""Acts on what is due hold the audit trail before the row, as every other act does, so that nobody waits for ever."""

import pytest
from django.db import transaction

from accounts.services import record
from interface import clock
from panels.choices import DutyStatus
from panels.models import Obligation
from panels.services.due import meet, set_aside
from tests.beside import Beside
from tests.factories.accounts import UserFactory
from tests.factories.due import ObligationFactory


@pytest.mark.parametrize("act", ["meet", "set_aside"])
def test_settling_waits_for_the_trail_before_it_holds_the_row(transactional_db, act):
    row, clerk = ObligationFactory(due_on=clock.today()), UserFactory()
    facts = {"obligation": row, "version": 1, "actor": clerk}
    acts = {
        "meet": lambda: meet(met_on=clock.today(), how="Done", **facts),
        "set_aside": lambda: set_aside(reason="No need", **facts),
    }

    other = Beside(acts[act])
    with transaction.atomic():
        record(actor=None, action="meetings.meeting_updated", area=row.area)  # somebody saves a meeting …
        other.begin()
        Obligation.objects.select_for_update(nowait=True).get(pk=row.pk)  # … and keeps what is due for it

    assert other.end().status in (DutyStatus.MET, DutyStatus.NOT_APPLICABLE)
