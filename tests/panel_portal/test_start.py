import os
import signal
import socket
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from documents.choices import StoreName
from documents.models import StoredFile
from documents.services.files import FileLost, store_bytes
from interface.models import FormToken
from panel_portal import devdb
from panel_portal.management.commands import demo, load_demo


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A PostgreSQL of this test alone."""
    monkeypatch.setenv("DEVDB_STARTER", "this test")
    yield tmp_path / "db"
    devdb.stop(tmp_path / "db")


# The database inside the checkout


def test_only_its_starter_stops_a_server(server):
    devdb.start(server, safe_to_lose=True)
    os.environ["DEVDB_STARTER"] = "another"
    devdb.start(server, safe_to_lose=True)

    assert devdb.stop(server, only_of="another") is False
    assert devdb.is_running(server)
    assert devdb.stop(server, only_of="this test") is True
    assert not devdb.is_running(server)


def test_a_data_folder_that_was_cut_short_is_made_again(server):
    data = devdb.make_server(server).data
    for half in (data, data.with_name(f"{data.name}.part")):
        half.mkdir(parents=True)
        (half / "base").mkdir()

    devdb.start(server, safe_to_lose=True)

    assert (data / "PG_VERSION").exists()
    assert [path.name for path in server.glob("data*")] == [data.name]


START = """
import os, signal, sys
from pathlib import Path
from panel_portal import devdb
plain = devdb._launch
def interrupted(*arguments):
    os.kill(os.getpid(), signal.SIGTERM)
    plain(*arguments)
devdb._launch = interrupted
devdb.start(Path(sys.argv[1]), safe_to_lose=True)
print("not reached")
"""


def test_a_signal_waits_until_the_server_can_be_found(server):
    ended = subprocess.run([sys.executable, "-c", START, server], cwd=settings.BASE_DIR, capture_output=True)

    assert (ended.returncode, ended.stdout) == (-signal.SIGTERM, b"")
    assert devdb.stop(server, only_of="this test") is True


# The demo


def test_a_taken_port_is_named_before_anything_is_done(monkeypatch):
    monkeypatch.setattr(devdb, "stop", lambda folder, only_of: False)
    monkeypatch.setattr(demo.Command, "_prepare", lambda self: pytest.fail("the demo was prepared"))
    monkeypatch.setattr(signal, "signal", lambda number, act: None)

    with socket.socket() as other:
        other.bind((demo.ADDRESS, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=rf"Port {port} is taken\..*PORT=8001 \./run demo"):
            call_command("demo", port=port)


def test_a_second_demo_is_refused_while_the_first_prepares():
    with socket.socket() as probe:
        probe.bind((demo.ADDRESS, 0))
        port = probe.getsockname()[1]
    with demo._reserved(port), pytest.raises(CommandError), demo._reserved(port):
        pass
    with demo._reserved(port):
        pass


LOST = """
import os, signal, time, weakref
from panel_portal.management.commands.demo import _stop
signal.signal(signal.SIGTERM, _stop)
class Thing:
    pass
thing = Thing()
weakref.finalize(thing, lambda: (os.kill(os.getpid(), signal.SIGTERM), time.sleep(0.1)))
del thing
try:
    time.sleep(20)
except KeyboardInterrupt:
    print("stopped")
"""


def test_a_signal_that_arrives_in_a_finalizer_still_stops_the_demo():
    ended = subprocess.run([sys.executable, "-c", LOST], cwd=settings.BASE_DIR, capture_output=True, text=True)

    assert ended.stdout == "stopped\n"


def test_a_demo_without_its_files_says_how_to_start_again(monkeypatch, tmp_path):
    def lost(pack):
        raise FileLost

    monkeypatch.setattr(load_demo, "read_pack", lost)
    monkeypatch.setattr(load_demo.Pack.objects, "filter", lambda **facts: load_demo.Pack.objects)
    monkeypatch.setattr(load_demo.Pack.objects, "latest", lambda field: None, raising=False)
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)

    with pytest.raises(CommandError, match=r"to start again, stop it, then rm -r \.devdb var"):
        load_demo.Command()._say({})


# The settings of a real installation

SETTINGS = "from panel_portal.settings import production; print(sorted(production.DATABASES))"


def databases_of(*command, **environment):
    code = f"import sys; sys.argv = {['manage.py', *command]!r}; {SETTINGS}"
    held = {"SECRET_KEY": "x", "ALLOWED_HOSTS": "a", "DATABASE_URL": "postgres://portal@localhost/portal", **environment}
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **held},
        capture_output=True,
        text=True,
    )
    return ended.stdout.strip() or ended.stderr.strip().splitlines()[-1]


def test_only_migrate_knows_the_owner_of_the_tables():
    owner = "postgres://portal_owner@localhost/portal"

    assert databases_of("work") == "['default']"
    assert databases_of("check", DATABASE_OWNER_URL=owner) == "['default']"
    assert databases_of("migrate", DATABASE_OWNER_URL=owner) == "['default', 'owner']"
    assert databases_of("migrate").endswith("Set the environment variable DATABASE_OWNER_URL")


# The work of the night


@pytest.mark.django_db(transaction=True)
def test_sweep_drops_what_nothing_refers_to_and_says_so(capsys, settings, tmp_path):
    settings.STORES = {"public": tmp_path / "public", "restricted": tmp_path / "restricted"}
    store_bytes(store=StoreName.RESTRICTED, data=b"left over", media_type="application/pdf")
    for token, day in (("00000000-0000-0000-0000-000000000001", "01"), ("00000000-0000-0000-0000-000000000002", "09")):
        FormToken.objects.create(token=token, created_at=f"2022-03-{day}T09:00:00Z")

    for said in ("Swept: 1 files, 1 form tokens, ", "Swept: 0 files, 0 form tokens, "):
        call_command("sweep")
        assert capsys.readouterr().out == f"{said}0 fetches, pictures of 0 packs, 0 format requests, 0 senders of questions\n"

    assert not StoredFile.objects.exists()
    assert FormToken.objects.count() == 1
