"""What every test may use. Tests run as the portal's own database role, which may not truncate tables: the owner does."""

import gc
import hashlib
from importlib.util import find_spec
from pathlib import Path

import psycopg2
import pytest
from django.apps import apps
from django.db import connections
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases

from documents import rendering

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


# The migrations take half a minute: they are run once into a template, of which every process and every later run has a copy

TEMPLATE = "template_of_portal_tests_"
MAKING = 2022_03_10  # the key of the lock: one process makes the template, the others wait for it


def _template() -> str:
    """A name for what the migrations make: another once one of them is added, edited or taken away."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        spec = find_spec(f"{app.name}.migrations") if app.models_module else None
        for folder in (spec.submodule_search_locations or []) if spec else []:
            for file in sorted(Path(folder).glob("*.py")):
                digest.update(f"{app.label} {file.name}\n".encode() + file.read_bytes())
    return TEMPLATE + digest.hexdigest()[:16]


def _make_template(cursor, template: str) -> None:
    """Under another name until it is whole. Older ones go: nobody asks for them any more."""
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEMPLATE])
    for (older,) in cursor.fetchall():
        cursor.execute(f"DROP DATABASE {older}")
    test = connections["owner"].settings_dict["TEST"]
    name, test["NAME"] = test["NAME"], f"{template}_part"
    made = setup_databases(verbosity=0, interactive=False, aliases=None, serialized_aliases=[])
    connections["default"].close()
    teardown_databases(made, verbosity=0, keepdb=True)
    test["NAME"] = name
    cursor.execute(f"ALTER DATABASE {template}_part RENAME TO {template}")


def _copy_template() -> None:
    """Put a copy of the template where the test database is looked for."""
    owner, template = connections["owner"], _template()
    name = owner.ops.quote_name(owner.settings_dict["TEST"]["NAME"])
    with owner._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MAKING])  # let go of when this connection ends
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if not cursor.fetchone():
            _make_template(cursor, template)
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """Make the test database as its owner; the portal's connection is then pointed at it."""
    before = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = _empty_all_tables
    with django_db_blocker.unblock():
        _copy_template()
        # `keepdb` takes the copy as it is and migrates it, which finds nothing to do
        made = setup_databases(verbosity=0, interactive=False, aliases=None, serialized_aliases=[], keepdb=True)
    yield
    TransactionTestCase._fixture_teardown = before
    with django_db_blocker.unblock():
        connections["default"].close()
        teardown_databases(made, verbosity=0)


# Packs that a test only stands on -----------------------------------------------------------------------------------

# A build of more than two pieces starts two processes, and each loads all of WeasyPrint: most of the work of a small pack. Where
# a pack is only what a test begins with, its few pieces are rendered here, by the same function into the same bytes
A_SMALL_PACK = 20  # pieces; a larger one goes to processes as in life
STANDS_ON_PACKS = ("tests/meetings/", "tests/decisions/", "tests/complaints/")
ABOUT_BUILDING = (
    "tests/meetings/test_demo_year.py",
    "tests/meetings/test_killed_builds.py",
    "tests/meetings/test_packs.py",
    "tests/meetings/test_recorded_sets.py",
)


@pytest.fixture(autouse=True)
def small_packs_start_no_processes(request, monkeypatch):
    if request.node.nodeid.startswith(STANDS_ON_PACKS) and not request.node.nodeid.startswith(ABOUT_BUILDING):
        monkeypatch.setattr(rendering, "FEW", A_SMALL_PACK)


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
    "tests/meetings/test_packs.py": 400,
    "tests/meetings/test_reader.py": 300,
    "tests/meetings/test_asking_hostile.py": 400,
    "tests/complaints/test_making_hostile.py": 300,
    "tests/complaints/test_machine_stateful.py": 300,
    "tests/access/test_reading_complaints.py": 250,
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
    """What stands by now stays to the end: the collector of garbage need not go through all of it again and again.

    It also comes much more seldom: every answer of the portal leaves thousands of objects, and each of its usual rounds went
    through the whole world that a test stands on. That was a seventh of all the work, and a quarter beside a browser.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)
