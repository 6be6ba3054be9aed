"""The worker: does background work until it is told to stop."""

import logging
import os
import signal
import socket
import threading
from types import FrameType

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from jobs import services

POLL_SECONDS = 1
DATABASE_AWAY_SECONDS = 5

logger = logging.getLogger("jobs")


class Command(BaseCommand):
    help = (
        "Do background work. SIGTERM or SIGINT ends the worker after the job in hand; a second one ends it at once. "
        "A worker that is killed loses nothing: its job is taken up again when its lease runs out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do one job, if there is one, and end")
        parser.add_argument("--drain", action="store_true", help="do every job that is ready, and end")

    def handle(self, *, once: bool, drain: bool, **options) -> None:
        self.stop = threading.Event()
        self.worker = f"{socket.gethostname()}:{os.getpid()}"
        before = {number: signal.signal(number, self.stop_gently) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            count = self.work(once=once, drain=drain)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        self.stdout.write(f"{count} jobs done")

    def work(self, *, once: bool, drain: bool) -> int:
        count = 0
        while not self.stop.is_set():
            did = self.one(patient=not (once or drain))
            count += did
            if once or (drain and not did):
                break
            if not did:
                self.stop.wait(POLL_SECONDS)
        return count

    def one(self, *, patient: bool) -> bool:
        """Do one job. The database may be away for a while: a patient worker waits for it."""
        if not connection.in_atomic_block:
            close_old_connections()
        try:
            return services.run_one(self.worker) is not None
        except DatabaseError:
            if not patient:
                raise
            logger.warning("The database is away; trying again in %d seconds", DATABASE_AWAY_SECONDS)
            connection.close()
            self.stop.wait(DATABASE_AWAY_SECONDS)
            return False

    def stop_gently(self, number: int, frame: FrameType | None) -> None:
        if self.stop.is_set():
            raise SystemExit(128 + number)
        self.stop.set()
