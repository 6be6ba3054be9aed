"""Starts the confined process, waits no longer than it may, and believes nothing it says without looking.

Input and output are files that we opened: the process needs no right to any path but its own folder, cannot make us
follow a link of its making, and cannot fill our memory.
"""

import json
import os
import pwd
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

PROJECT = Path(__file__).resolve().parent.parent.parent
SECONDS = 10.0  # wall clock, start of Python included
LONGEST_LINE = 64 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """What the process said. `ended` is "done", "timeout" or "died"; `result` is empty unless it is "done"."""

    ended: str
    limits_held: dict[str, bool] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)
    file: bytes = b""


def examine_confined(
    data: bytes, *, seconds: float = SECONDS, module: str = "documents.intake.worker", asked: Mapping[str, Any] | None = None
) -> Answer:
    """Hand the bytes to a fresh confined process and read its answer. Never raises over what the file holds.

    `asked` says what to do with them: the process reads it from `asked.json` in its folder, so that no command line tells.
    """
    with tempfile.TemporaryDirectory(prefix="intake-") as name, tempfile.TemporaryFile() as output:
        folder = Path(name)
        if asked is not None:
            (folder / "asked.json").write_text(json.dumps(asked))
            (folder / "asked.json").chmod(0o444)
        _give_to_nobody(folder)
        with tempfile.TemporaryFile() as given:
            given.write(data)
            given.seek(0)
            ended = _run(module, folder, given, output, seconds)
        output.seek(0)
        return _answer(output, ended)


def _give_to_nobody(folder: Path) -> None:
    if os.geteuid() == 0:
        try:
            user = pwd.getpwnam("nobody")
            os.chown(folder, user.pw_uid, user.pw_gid)
        except KeyError:
            os.chown(folder, 65534, 65534)


def _run(module: str, folder: Path, given: Any, output: Any, seconds: float) -> str:
    """Nothing of our environment goes along: no addresses, no secrets."""
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-B", "-m", module, str(folder)],
        stdin=given, stdout=output, stderr=subprocess.DEVNULL, cwd=PROJECT, env={"TMPDIR": str(folder)},
        start_new_session=True, close_fds=True,
    )  # fmt: skip
    try:
        return "done" if process.wait(timeout=seconds) == 0 else "died"
    except subprocess.TimeoutExpired:
        return "timeout"
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _answer(output: BinaryIO, ended: str) -> Answer:
    held = _line(output)
    limits = {str(name): value is True for name, value in held.items()}
    if ended != "done":
        return Answer(ended, limits)
    result = _line(output)
    return Answer("done" if result else "died", limits, result, output.read())


def _line(output: BinaryIO) -> dict[str, Any]:
    try:
        value = json.loads(output.readline(LONGEST_LINE))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
