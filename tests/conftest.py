"""What every test may use. Tests run as the portal's own database role, which may not truncate tables: the owner does."""

import psycopg2
import pytest
from django.db import connections
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases

CONNECTING = ("dbname", "user", "password", "host", "port")
TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"


def _empty_all_tables(self) -> None:
    """Stands in for Django's flush after a transactional test: the owner empties the tables, audit trail included."""
    parameters = connections["owner"].get_connection_params()
    owner = psycopg2.connect(**{name: parameters[name] for name in CONNECTING if name in parameters})
    with owner, owner.cursor() as cursor:
        cursor.execute(TABLES)
        tables = ", ".join(name for (name,) in cursor)
        cursor.execute("ALTER TABLE accounts_auditentry DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
        cursor.execute("ALTER TABLE accounts_auditentry ENABLE TRIGGER USER")
    owner.close()


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """Make the test database as its owner; the portal's connection is then pointed at it."""
    before = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = _empty_all_tables
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases=None, serialized_aliases=[])
    yield
    TransactionTestCase._fixture_teardown = before
    with django_db_blocker.unblock():
        connections["default"].close()
        teardown_databases(made, verbosity=0)
