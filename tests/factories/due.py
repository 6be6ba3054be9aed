"""What is due as plain rows, the reminders of it, and the calendars in which it is read."""

from datetime import date, time

import factory
from factory.django import DjangoModelFactory

from accounts.models import CalendarAddress
from interface import clock
from panels.choices import DutyAccess, DutyOwner, DutyStatus, Reckoning, ReminderKind
from panels.models import Obligation, Reminder
from tests.factories.accounts import UserFactory
from tests.factories.panels import BodyFactory
from tests.factories.questions import hash_of

NOW = factory.LazyFunction(clock.now)


class ObligationFactory(DjangoModelFactory):
    """Something that the clerk owes by 15 March 2022, under a verified provision, for a thing of no app's.

    References are made up: `D-2022-901` and on, so that they meet none of the counter's.
    """

    class Meta:
        model = Obligation

    body = factory.SubFactory(BodyFactory)
    area = factory.SelfAttribute("body.area")
    reference = factory.Sequence(lambda number: f"D-2022-{901 + number}")
    key = "agenda"
    subject_kind = "sample"
    subject_key = factory.Sequence(str)
    title = "Publish the agenda and papers"
    about = "Ordinary meeting, 24 March 2022"
    owner = DutyOwner.CLERK
    access = DutyAccess.STAFF
    due_on = date(2022, 3, 15)
    counted_from = date(2022, 3, 24)
    number = 6
    reckoning = Reckoning.CLEAR_BEFORE
    rule_title = "Notice of a meeting, its agenda and reports"
    provision = "Local Government Act 1972, s.100A(6) and s.100B(3)-(4)"
    is_verified = True
    status = DutyStatus.OPEN
    created_at = NOW

    class Params:
        public = factory.Trait(access=DutyAccess.PUBLIC)
        unverified = factory.Trait(is_verified=False)
        closing = factory.Trait(
            access=DutyAccess.PUBLIC, owner=DutyOwner.PUBLIC, is_closing=True, key="questions-close", due_at=time(17),
            title="Public questions close", provision="Public information sheet", number=3,
        )  # fmt: skip
        met = factory.Trait(status=DutyStatus.MET, met_at=NOW, met_how="It was published.")
        late = factory.Trait(
            status=DutyStatus.MET, met_at=NOW, met_how="It was published.", was_late=True, due_on=date(2022, 3, 8),
            explanation="The figures came late.",
        )  # fmt: skip
        missed = factory.Trait(due_on=date(2022, 3, 8))
        set_aside = factory.Trait(status=DutyStatus.NOT_APPLICABLE, explanation="The meeting is cancelled.")


class ReminderFactory(DjangoModelFactory):
    class Meta:
        model = Reminder

    obligation = factory.SubFactory(ObligationFactory)
    user = factory.SubFactory(UserFactory)
    kind = ReminderKind.SOON
    due_on = factory.SelfAttribute("obligation.due_on")
    sent_at = NOW


class CalendarAddressFactory(DjangoModelFactory):
    """A secret address. `key` is the word in it, of which only the hash is kept."""

    class Meta:
        model = CalendarAddress

    class Params:
        key = factory.Sequence(lambda number: f"key-of-the-calendar-{number}")
        revoked = factory.Trait(revoked_at=NOW)

    user = factory.SubFactory(UserFactory)
    key_hash = factory.LazyAttribute(lambda one: hash_of(one.key))
    label = "Telephone"
    created_at = NOW
