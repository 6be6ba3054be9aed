"""Show the product: migrate, load the demo, build its pack, and serve the portal with its worker until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from panel_portal import devdb

ADDRESS = "127.0.0.1"
PATIENCE = 20  # seconds that the server and the worker get to end by themselves


class Command(BaseCommand):
    help = "Set up the demo and serve it with its worker until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--once", action="store_true", help="Set up, build the pack, and end without serving.")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *arguments, once: bool, port: int, **options) -> None:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, _stop)
        try:
            with nullcontext() if once else _reserved(port):
                self._prepare()
            if not once:
                self._serve(port)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping")
        finally:
            _heed_no_more()
            self._stop_database()

    def _prepare(self) -> None:
        began = time.monotonic()
        self.stdout.write("Preparing the database")
        call_command("migrate", verbosity=0)
        call_command("load_demo", stdout=self.stdout)
        self.stdout.write(f"Ready after {time.monotonic() - began:.0f} seconds")

    def _serve(self, port: int) -> None:
        workers: list[subprocess.Popen] = []
        try:
            for command in (_server_command(port), [sys.executable, "manage.py", "work"]):
                workers.append(subprocess.Popen(command, cwd=settings.BASE_DIR))
            _wait_until_it_answers(workers[0], port)
            self.stdout.write(f"\nThe portal is at http://{ADDRESS}:{port}/   Press Ctrl-C to stop.")
            self.stdout.flush()
            while all(worker.poll() is None for worker in workers):
                time.sleep(0.3)
            raise CommandError("The server or its worker stopped by itself; its last words are above")
        finally:
            _heed_no_more()
            _end(workers)

    def _stop_database(self) -> None:
        if os.environ.get("DATABASE_URL"):
            return
        if devdb.stop(settings.DEVDB_FOLDER, only_of=devdb.starter()):
            self.stdout.write("The database has stopped")
        else:
            self.stdout.write("The database goes on, as it ran before. To stop it: python -m panel_portal.devdb stop .devdb")


def _stop(number: int, frame) -> None:
    """Interrupt the work, again every second until it ends: raised in a finalizer, an exception is lost."""
    signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, 1)
    raise KeyboardInterrupt


def _heed_no_more() -> None:
    """What is being closed down is not to be interrupted in turn."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, signal.SIG_IGN)


def _server_command(port: int) -> list[str]:
    options = ["--bind", f"{ADDRESS}:{port}", "--workers", "2", "--threads", "4", "--log-level", "warning"]
    return [sys.executable, "-m", "gunicorn", *options, "--no-control-socket", "panel_portal.wsgi"]


@contextmanager
def _reserved(port: int) -> Iterator[None]:
    """Hold the port while the demo is prepared, so that a second one ends here instead of preparing the same data."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind((ADDRESS, port))
            held.listen()
        except OSError as error:
            raise CommandError(f"Port {port} is taken. Stop what uses it, or choose another: PORT=8001 ./run demo") from error
        yield


def _wait_until_it_answers(server: subprocess.Popen, port: int) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise CommandError("The web server did not start; its last words are above")
        with socket.socket() as probe:
            if probe.connect_ex((ADDRESS, port)) == 0:
                return
        time.sleep(0.1)
    raise CommandError("The web server did not answer within 30 seconds")


def _end(workers: list[subprocess.Popen]) -> None:
    for worker in workers:
        worker.terminate()
    for worker in workers:
        try:
            worker.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            worker.kill()
