"""Gives up everything a process that opens strangers' files has no need of, for good."""

import ctypes
import importlib
import os
import pwd
import resource
import signal
from typing import Any

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


def load_early() -> None:
    """Import what is only needed later, while the library can still be read."""
    for module in EARLY:
        importlib.import_module(module)


def confine(*, cpu_seconds: int = CPU_SECONDS, processes: int = 0) -> dict[str, bool]:
    """Give up rights and set limits for good; says which of them hold on this machine."""
    libc = ctypes.CDLL(None, use_errno=True)
    held = {"no_network": _empty_network(libc)}
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    held["unprivileged"] = _become_nobody()
    held["no_new_rights"] = libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    limits = {
        "memory": (resource.RLIMIT_AS, MEMORY),
        "cpu": (resource.RLIMIT_CPU, cpu_seconds),
        "file_size": (resource.RLIMIT_FSIZE, LARGEST_OUTPUT),
        "open_files": (resource.RLIMIT_NOFILE, OPEN_FILES),
        "no_processes": (resource.RLIMIT_NPROC, processes),
        "no_core": (resource.RLIMIT_CORE, 0),
    }
    for name, (kind, value) in limits.items():
        held[name] = _limit(kind, value)
    held["no_processes"] = held["no_processes"] and processes == 0 and os.geteuid() != 0  # it does not bind root
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
