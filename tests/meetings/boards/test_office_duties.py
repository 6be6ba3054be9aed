"""What is due for a board, who is reminded of it, and its action update: the Commissioner's decisions staff and nobody else."""

from datetime import date

import pytest
from django.core import mail

from accounts.choices import Role
from documents.choices import Access
from documents.sources import draw
from interface import clock
from jobs.services import run_all
from meetings.services.actions import raise_action
from panels.choices import DutyAccess, DutyOwner
from panels.filters import owed_by
from panels.models import Obligation
from panels.services.reminders import remind
from tests.factories.due import ObligationFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory

pytestmark = pytest.mark.django_db
TODAY = date(2018, 4, 9)  # a Monday


@pytest.fixture
def action(board, april):
    """An action of the board, due two days on."""
    with clock.stand_on(date(2018, 4, 5)):
        return raise_action(
            body=board, text="CANARY-ACTION", access=Access.MEMBERS, owner_kind="office", owner_name="Chief Constable",
            raised_on=april.held_on, raised_meeting=april, due_on=date(2018, 4, 11), actor=None, is_out=True,
        )  # fmt: skip


def test_action_of_a_board_is_owed_by_the_office_and_seen_by_its_decisions_staff_alone(action, area, board, office, clerk):
    complaints = AppointmentFactory(area=area, role=Role.OFFICE_COMPLAINTS).user
    row = Obligation.objects.get(body=board)

    assert (row.owner, row.access) == (DutyOwner.COMMISSIONER, DutyAccess.DECISIONS)
    seen = [bool(Obligation.objects.visible_to(user).filter(pk=row.pk)) for user in (office, clerk, complaints)]
    assert seen == [True, False, False]


def test_decisions_staff_are_reminded_and_the_panels_clerk_and_other_staff_are_not(action, area, office, clerk):
    AppointmentFactory(area=area, role=Role.OFFICE_COMPLAINTS, started_on=date(2016, 5, 5))

    with clock.stand_on(TODAY):
        remind(day=TODAY)
        run_all()

    assert [one.to for one in mail.outbox] == [[office.email]]
    assert "CANARY" not in mail.outbox[0].body


def test_ones_own_duties_hold_those_of_boards_for_the_office_and_not_for_the_clerk(area, board, office, clerk):
    panel = BodyFactory(area=area)
    of_board = ObligationFactory(area=area, body=board, owner=DutyOwner.CLERK)
    of_panel = ObligationFactory(area=area, body=panel, owner=DutyOwner.CLERK)

    assert list(Obligation.objects.filter(owed_by(office))) == [of_board]
    assert list(Obligation.objects.filter(owed_by(clerk))) == [of_panel]


def test_action_due_at_the_next_meeting_takes_the_announced_day_of_a_board(board, april):
    HeldMeetingFactory(body=board, held_on=date(2018, 5, 2), publication="notice", status="announced", published_at=None)

    raise_action(
        body=board, text="Report back.", access=Access.MEMBERS, owner_kind="office", owner_name="Chief Constable",
        raised_on=april.held_on, raised_meeting=april, due_next_meeting=True, actor=None, is_out=True,
    )  # fmt: skip

    assert Obligation.objects.get(body=board).due_on == date(2018, 5, 2)


def test_action_update_of_a_board_holds_its_actions_and_of_exempt_ones_the_number(action, area, board):
    raise_action(
        body=board, text="CANARY-EXEMPT", access=Access.EXEMPT, owner_kind="office", owner_name="Chief Constable",
        raised_on=date(2018, 4, 4), actor=None, is_out=True,
    )  # fmt: skip

    text = draw("matters-arising", area=area, body=board, on=date(2018, 5, 2)).text

    assert "CANARY-ACTION" in text
    assert "CANARY-EXEMPT" not in text
    assert "1 action is in the exempt actions list." in text
