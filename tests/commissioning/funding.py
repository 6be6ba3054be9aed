"""A round of grants with applications, and who keeps it, for the tests of funds and decisions."""

import uuid
from datetime import date
from decimal import Decimal

from django.urls import reverse

from accounts.choices import Role
from commissioning.choices import ApplicationStatus
from commissioning.rules.applications import Choice
from tests.factories.commissioning import ApplicationFactory, ExerciseFactory, FundFactory
from tests.factories.panels import AppointmentFactory, PoliceAreaFactory

DAY = date(2022, 2, 28)


def office_of(area):
    """Somebody who commissions in the Commissioner's office of an area."""
    return AppointmentFactory(area=area, role=Role.OFFICE_COMMISSIONING).user


def round_of(*amounts, budget="1000.00", **facts):
    """A published round of a fund, with one application for each amount."""
    area = facts.pop("area", None) or PoliceAreaFactory()
    fund = FundFactory(area=area, budget=None if budget is None else Decimal(budget))
    exercise = ExerciseFactory(area=area, of_grants=True, fund=fund, **facts)
    for amount in amounts:
        ApplicationFactory(exercise=exercise, amount=Decimal(amount), summary="Sessions in a youth club")
    return exercise


def choice(application, outcome=ApplicationStatus.AWARDED, **facts):
    """A decision on an application: the amount that it asks for, with a reason."""
    given = {"amount": application.amount, "reason": "It keeps young people safe.", "purpose": application.summary, **facts}
    return Choice(number=application.number, version=application.version, outcome=outcome, **given)


def url(name, area, *args):
    return reverse(f"grants:{name}", args=[area.slug, *args])


def token():
    return {"token": str(uuid.uuid4())}
