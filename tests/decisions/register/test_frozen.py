"""A signed decision stays: every path to change or delete it is refused by the database itself."""

from contextlib import contextmanager
from datetime import date, timedelta

import psycopg2
import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, connections, transaction

from decisions.models import Decision
from decisions.services.register.logging import change_decision
from interface import clock
from tests.decisions.register.making import DAY, again, agreed, published, signed
from tests.factories.accounts import UserFactory
from tests.factories.panels import PoliceAreaFactory

pytestmark = pytest.mark.django_db
TRIGGER = "decisions_decision_signed_stays"
# What may move once it is signed: later steps of its life and the row's own counters
LATER = {
    "status", "version", "rows_made", "shared_at", "published_on", "published_at", "implemented_on", "rescinded_by",
    "rescinded_on",
}  # fmt: skip
FROZEN = sorted(field.name for field in Decision._meta.concrete_fields if field.name not in LATER)


@pytest.fixture(autouse=True)
def day(today, rulebook):
    return today


@pytest.fixture
def owner(db):
    """A connection as the role that owns the tables, outside Django."""
    parameters = connections["owner"].get_connection_params()
    wanted = {"dbname", "user", "password", "host", "port"}
    made = psycopg2.connect(**{key: value for key, value in parameters.items() if key in wanted})
    made.autocommit = True
    yield made
    made.close()


@contextmanager
def refused():
    """What is done inside fails in the database, and nothing of it stays."""
    with pytest.raises(IntegrityError, match="A signed decision is never"), transaction.atomic():
        yield


def another(decision, name):
    """Another value than the one that stands in a field."""
    old = getattr(decision, name)
    if isinstance(old, bool):
        return not old
    if isinstance(old, int):
        return old + 1
    field = Decision._meta.get_field(name)
    if field.is_relation:
        return None if old is not None else _related(field)
    return {"DateField": date(2021, 1, 1), "DateTimeField": clock.now() + timedelta(hours=1), "DecimalField": 7}.get(
        field.get_internal_type(), 5 if field.get_internal_type().startswith("Positive") else "x"
    )


def _related(field):
    return UserFactory() if field.related_model._meta.model_name == "user" else None


@pytest.mark.parametrize("name", [name for name in FROZEN if name != "id"])
def test_no_field_but_those_of_later_steps_can_be_updated(area, name):
    decision = signed(area)
    with refused():
        Decision.objects.filter(pk=decision.pk).update(**{name: another(decision, name)})
    assert getattr(again(decision), name) == getattr(decision, name)


def test_save_bulk_update_raw_sql_and_delete_are_refused(area):
    decision = signed(area)
    changed = again(decision)
    changed.title = "Another"
    with refused():
        changed.save()
    with refused():
        changed.save(update_fields=["title"])
    with refused():
        Decision.objects.bulk_update([changed], ["title"])
    with refused(), connection.cursor() as cursor:
        cursor.execute("UPDATE decisions_decision SET summary = 'Another' WHERE id = %s", [decision.pk])
    with refused(), connection.cursor() as cursor:
        cursor.execute("UPDATE decisions_decision SET signed_on = NULL, status = 'agreed' WHERE id = %s", [decision.pk])
    with refused(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM decisions_decision WHERE id = %s", [decision.pk])
    with refused():
        Decision.objects.filter(pk=decision.pk)._raw_delete("default")
    with pytest.raises(DatabaseError), transaction.atomic():
        again(decision).delete()
    upsert: dict = {"update_conflicts": True, "update_fields": ["title"], "unique_fields": ["area", "year", "number"]}
    with refused():
        Decision.objects.bulk_create([changed], **upsert)
    assert again(decision).title == decision.title


def test_the_service_refuses_before_the_database_does(area):
    decision = signed(area)
    with pytest.raises(ValidationError) as error:
        change_decision(decision=decision, version=decision.version, title="Another", actor=None)
    assert error.value.code == "signed"


def test_what_was_published_is_never_unpublished(area):
    decision = published(area)
    with pytest.raises(IntegrityError, match="stays published"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(published_at=None, status="signed")


def test_a_state_that_was_never_signed_cannot_be_put_over_a_signature(area):
    decision = signed(area)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(status="agreed")


def test_no_admin_page_holds_decisions():
    assert not apps.is_installed("django.contrib.admin") or Decision not in admin.site._registry


@pytest.mark.django_db(transaction=True)
def test_without_the_trigger_a_signed_decision_would_change(owner):
    """The proof that the trigger is what refuses: while the owner of the table has it off, the same update goes through."""
    decision = signed(PoliceAreaFactory())
    with refused():
        Decision.objects.filter(pk=decision.pk).update(title="Another")
    with owner.cursor() as cursor:
        cursor.execute(f"ALTER TABLE decisions_decision DISABLE TRIGGER {TRIGGER}")
        try:
            Decision.objects.filter(pk=decision.pk).update(title="Another")
        finally:
            cursor.execute(f"ALTER TABLE decisions_decision ENABLE TRIGGER {TRIGGER}")
    assert again(decision).title == "Another"


def test_the_portal_itself_can_neither_drop_nor_disable_the_trigger(area):
    for words in (f"DROP TRIGGER {TRIGGER} ON decisions_decision", "ALTER TABLE decisions_decision DISABLE TRIGGER ALL"):
        with pytest.raises(ProgrammingError, match="owner"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)


def test_an_unsigned_one_still_changes(area):
    decision = agreed(area)
    assert Decision.objects.filter(pk=decision.pk).update(title="Another") == 1
    assert decision.proposed_on == DAY
