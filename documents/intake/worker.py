"""The confined process: `python -m documents.intake.worker FOLDER`, the file on standard input, the result on output.

It imports all it needs, gives up everything it can, says on the first line of its output which limits hold, and only
then looks at the file. The second line is the outcome; the rebuilt file follows. It knows nothing of Django, of the
database or of any setting.
"""

import ctypes
import importlib
import json
import os
import pwd
import resource
import shutil
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO

from documents.intake import kinds, pdf, word
from documents.intake.refusals import Refusal

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 10
LARGEST_OUTPUT = 256 * 1024 * 1024
OPEN_FILES = 64
NEW_USER, NEW_NET, NEW_IPC = 0x10000000, 0x40000000, 0x08000000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
NOBODY = 65534
# Python loads these when first used, and by then its library may be out of reach
EARLY = (
    "encodings.ascii", "encodings.cp1252", "encodings.cp437", "encodings.idna", "encodings.latin_1", "encodings.utf_16",
    "encodings.utf_16_be", "encodings.utf_16_le", "encodings.utf_32", "encodings.utf_8_sig", "stringprep",
    "xml.dom.expatbuilder", "mimetypes",
)  # fmt: skip


def confine() -> dict[str, bool]:
    """Give up rights and set limits for good; says which of them hold on this machine."""
    libc = ctypes.CDLL(None, use_errno=True)
    held = {"no_network": _empty_network(libc)}
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    held["unprivileged"] = _become_nobody()
    held["no_new_rights"] = libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    limits = {
        "memory": (resource.RLIMIT_AS, MEMORY),
        "cpu": (resource.RLIMIT_CPU, CPU_SECONDS),
        "file_size": (resource.RLIMIT_FSIZE, LARGEST_OUTPUT),
        "open_files": (resource.RLIMIT_NOFILE, OPEN_FILES),
        "no_processes": (resource.RLIMIT_NPROC, 0),
        "no_core": (resource.RLIMIT_CORE, 0),
    }
    for name, (kind, value) in limits.items():
        held[name] = _limit(kind, value)
    held["no_processes"] = held["no_processes"] and os.geteuid() != 0  # this limit does not bind root
    return held


def _empty_network(libc: Any) -> bool:
    """A network namespace with nothing in it; as an ordinary user by way of a user namespace."""
    flags = NEW_NET | NEW_IPC if os.geteuid() == 0 else NEW_USER | NEW_NET | NEW_IPC
    return bool(libc.unshare(flags) == 0)


def _become_nobody() -> bool:
    """Whether the process is now nobody. Only root can arrange that: for anyone else it keeps the portal's own identity."""
    if os.geteuid() != 0:
        return False
    try:
        user = pwd.getpwnam("nobody")
        uid, gid = user.pw_uid, user.pw_gid
    except KeyError:
        uid = gid = NOBODY
    try:
        os.setgroups([])
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)
    except OSError:
        return False
    return os.geteuid() != 0


def _limit(kind: int, value: int) -> bool:
    try:
        resource.setrlimit(kind, (value, value))
    except (OSError, ValueError):
        return False
    return resource.getrlimit(kind) == (value, value)


def examine(stream: BinaryIO, folder: Path) -> tuple[dict[str, Any], Path | None]:
    """What became of the file, and where its rebuilt form lies. Every refusal is an outcome, none an error."""
    kind = kinds.sniff(stream)
    try:
        if kind == kinds.PDF:
            rebuilt = pdf.rebuild(stream, folder)
            outcome = "repaired" if rebuilt.repaired else "accepted"
            return {"outcome": outcome, "kind": kind, "text": rebuilt.text, "notices": rebuilt.notices}, rebuilt.path
        if kind is None:
            return {"outcome": "refused", "code": "kind", "looks_like": kinds.looks_like(stream.read(4096))}, None
        written = (word.from_docx if kind == kinds.DOCX else word.from_odt)(stream)
    except Refusal as refusal:
        return _refusal(refusal.code, kind, refusal.__cause__), None
    except (MemoryError, RecursionError) as error:
        return _refusal("too_much", kind, error), None
    except Exception as error:  # whatever a library trips over, the file is at fault and the clerk is told so
        return _refusal("damaged", kind, error), None
    result = {"outcome": "accepted", "kind": kind, "text": [written.text], "notices": written.notices}
    return {**result, "html": written.html}, None


def _refusal(code: str, kind: str | None, cause: BaseException | None) -> dict[str, Any]:
    """The outcome, with the class of what a library raised for the log; its words may quote the file."""
    code = "too_much" if isinstance(cause, MemoryError) else code
    detail = type(cause).__name__ if cause is not None else ""
    return {"outcome": "refused", "code": code, "kind": kind, "detail": detail}


def main(folder: Path) -> None:
    """Confine, examine, answer."""
    output = sys.stdout.buffer
    os.chdir(folder)
    for module in EARLY:
        importlib.import_module(module)
    held = confine()
    output.write(json.dumps(held).encode() + b"\n")
    output.flush()
    result, path = examine(sys.stdin.buffer, folder)
    output.write(json.dumps(result).encode() + b"\n")
    if path is not None:
        with path.open("rb") as file:
            shutil.copyfileobj(file, output)
    output.flush()
    os._exit(0)  # libraries may have been left in any state: run none of their farewells


if __name__ == "__main__":
    main(Path(sys.argv[1]))
