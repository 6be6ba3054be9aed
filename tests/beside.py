"""Two people at once: work in another thread, and waiting until the database says that somebody waits for us."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
PATIENCE = 10  # seconds


class Beside:
    """Work on a connection of its own. `begin` starts it and waits until it waits for what the test holds."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work, self.outcome = work, []
        self.thread = threading.Thread(target=self._do)

    def _do(self) -> None:
        try:
            self.outcome.append(self.work())
        except Exception as error:
            self.outcome.append(error)
        finally:
            connection.close()

    def begin(self) -> None:
        self.thread.start()
        until_somebody_waits()

    def end(self) -> Any:
        """What came of it: what it gave, or the error that it raised."""
        self.thread.join(PATIENCE)
        return self.outcome[0] if self.outcome else pytest.fail("It still waits")


def until_somebody_waits() -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("Nobody waits")
