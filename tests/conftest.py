"""What every test may use. Tests run as the portal's own database role, which may not truncate tables: the owner does."""

import gc

import psycopg2
import pytest
from django.db import connections
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases

try:
    from xdist.scheduler.loadfile import LoadFileScheduling
except ImportError:  # one process then runs all there is
    LoadFileScheduling = object

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


# How the work is shared out: `./run test` gives each process whole files (xdist's `loadfile`) ----------------------

# Files that are given out as one, since what they stand on is made once for each process that has any of them
TOGETHER = {
    "tests/documents/test_structure_packs.py": "whole packs",
    "tests/documents/test_verapdf.py": "whole packs",
}
JOURNEYS = "tests/journeys/"  # one world for the package, which leaving it would empty out
ONLY_READ = ("tests/journeys/test_pages.py", "tests/journeys/test_readers.py")  # so they come before those that change it

# The longest first, or the last of them is waited for by a process that has nothing left to do. A file counts as long as it
# has tests, except these, which have few or short ones (in as many usual tests as take about that long)
AS_LONG_AS = {
    "tests/test_access.py": 10_000,
    JOURNEYS: 5_000,
    "whole packs": 900,
    "tests/meetings/test_lost_tokens.py": 900,
    "tests/documents/test_corpus.py": 600,
    "tests/meetings/test_killed_builds.py": 500,
    "tests/meetings/test_demo_year.py": 400,
    "tests/meetings/test_withdrawal.py": 400,
    "tests/decisions/test_case_secrets.py": 400,
    "tests/decisions/register/test_decision_secrets.py": 500,
    "tests/decisions/test_loading.py": 400,
    "tests/meetings/test_loading.py": 400,
    "tests/meetings/test_recorded_sets.py": 200,
    "tests/documents/test_prints.py": 200,
    "tests/test_architecture.py": 10,
}


class LongestFirst(LoadFileScheduling):
    """Whole files to each process, those that belong together as one, and the longest first."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return JOURNEYS if file.startswith(JOURNEYS) else TOGETHER.get(file, file)

    def _assign_work_unit(self, node) -> None:
        longest = max(self.workqueue, key=lambda scope: AS_LONG_AS.get(scope, len(self.workqueue[scope])))
        self.workqueue.move_to_end(longest, last=False)
        super()._assign_work_unit(node)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return LongestFirst(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_modifyitems(items) -> None:
    """In the one world of the journeys those that only read come first; nothing else changes its place."""
    places = [place for place, item in enumerate(items) if item.nodeid.startswith(JOURNEYS)]
    journeys = sorted((items[place] for place in places), key=lambda item: not item.nodeid.startswith(ONLY_READ))
    for place, item in zip(places, journeys, strict=True):
        items[place] = item


def pytest_collection_finish(session) -> None:
    """What stands by now stays to the end: the collector of garbage need not go through all of it again and again."""
    gc.freeze()
