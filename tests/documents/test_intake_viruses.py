"""What clamd is asked and what its answers mean. A clamd of our own making answers; a real one too where there is one."""

import shutil
import socket
import struct
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from documents.intake import viruses
from documents.intake.refusals import MAX_BYTES
from documents.intake.run import take_in
from tests.documents.samples import edited, plain_pdf


@contextmanager
def clamd(path, answer=b"stream: OK\0", *, heard=None, wait=0.0, hang_up=False):
    """A server that reads one INSTREAM and says `answer`."""
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(path))
    server.listen()
    server.settimeout(10)

    def serve():
        try:
            line, _peer = server.accept()
        except OSError:
            return
        with line, line.makefile("rb") as said:
            if hang_up:
                return
            command = said.read(10)
            data = b""
            while (length := struct.unpack("!L", said.read(4))[0]) > 0:
                data += said.read(length)
            if heard is not None:
                heard.append((command, data))
            time.sleep(wait)
            with suppress(BrokenPipeError):
                line.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield str(path)
    finally:
        server.close()
        thread.join(timeout=10)


def test_all_of_the_file_is_shown(tmp_path):
    heard, data = [], bytes(range(256)) * 3000
    with clamd(tmp_path / "s", heard=heard) as address:
        assert viruses.scan(data, address) == viruses.CLEAN
    assert heard == [(b"zINSTREAM\0", data)]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (b"stream: OK\0", viruses.CLEAN),
        (b"stream: Eicar-Test-Signature FOUND\0", viruses.FOUND),
        (b"INSTREAM size limit exceeded. ERROR\0", viruses.UNCHECKED),
        (b"stream: OK, or so I believe\0", viruses.UNCHECKED),
        (b"", viruses.UNCHECKED),
        (b"x" * 9999, viruses.UNCHECKED),
    ],
)
def test_only_two_answers_count(tmp_path, answer, verdict):
    with clamd(tmp_path / "s", answer) as address:
        assert viruses.scan(b"words", address) == verdict


def test_a_scanner_that_is_away_slow_or_hangs_up_has_not_checked(tmp_path):
    assert viruses.scan(b"words", str(tmp_path / "nobody")) == viruses.UNCHECKED
    assert viruses.scan(b"words", "127.0.0.1:1") == viruses.UNCHECKED
    assert viruses.scan(b"words", "nonsense") == viruses.UNCHECKED
    with clamd(tmp_path / "s", hang_up=True) as address:
        assert viruses.scan(b"words" * 10**6, address) == viruses.UNCHECKED
    with clamd(tmp_path / "t", wait=1.0) as address:
        assert viruses.scan(b"words", address, seconds=0.2) == viruses.UNCHECKED


def test_uploads_are_shown_to_it_before_they_are_opened(tmp_path, settings, monkeypatch):
    with clamd(tmp_path / "s") as address:
        settings.CLAMD_ADDRESS = address
        assert take_in(plain_pdf(), "a.pdf").outcome == "accepted"
    monkeypatch.setattr("documents.intake.run.examine_confined", lambda data: pytest.fail("opened"))
    with clamd(tmp_path / "t", b"stream: Eicar FOUND\0") as address:
        settings.CLAMD_ADDRESS = address
        refused = take_in(plain_pdf(), "a.pdf")
    assert (refused.outcome, refused.reason) == ("refused", "A virus was found in the file. Tell whoever sent it")
    refused = take_in(plain_pdf(), "a.pdf")  # nobody listens any more
    assert (refused.code, refused.reason) == (
        "unchecked",
        "The file could not be checked for viruses. Try again in a few minutes",
    )


# A real clamd ----------------------------------------------------------------------------------------------------

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SETTINGS = "Foreground yes\nLocalSocket {0}/socket\nDatabaseDirectory {0}/signatures\nStreamMaxLength 110M\n"
STARTS_WITHIN = 30.0


@pytest.fixture(scope="module")
def real_clamd():
    """A clamd with one signature, that of the test virus; for as long as these tests run."""
    if not shutil.which("clamd"):
        pytest.skip("clamd is not installed")
    with tempfile.TemporaryDirectory(prefix="clamd-") as name:  # short: the path of a socket may not be long
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "signatures").mkdir()
        (folder / "signatures" / "own.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
        (folder / "clamd.conf").write_text(SETTINGS.format(folder))
        command = ["clamd", "-c", str(folder / "clamd.conf")]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                yield _answering(f"{folder}/socket", process)
            finally:
                process.kill()


def _answering(address, process):
    until = time.monotonic() + STARTS_WITHIN
    while viruses.scan(b"words", address) != viruses.CLEAN:
        if time.monotonic() > until or process.poll() is not None:
            pytest.fail("clamd does not start")
        time.sleep(0.2)
    return address


def infected():
    """A PDF that holds the test virus in a packed stream."""
    return edited(plain_pdf(), lambda pdf: pdf.Root.__setattr__("Virus", pdf.make_stream(EICAR)))


def test_a_real_clamd_tells_the_test_virus_from_other_files(real_clamd):
    assert viruses.scan(EICAR, real_clamd) == viruses.FOUND
    assert EICAR not in infected()
    assert viruses.scan(infected(), real_clamd) == viruses.FOUND
    assert viruses.scan(plain_pdf(), real_clamd) == viruses.CLEAN


def test_uploads_that_a_real_clamd_objects_to_are_refused(real_clamd, settings):
    settings.CLAMD_ADDRESS = real_clamd
    assert [take_in(data, "a.pdf").code for data in (infected(), EICAR)] == ["virus", "virus"]
    assert take_in(plain_pdf(), "a.pdf").outcome == "accepted"


def test_a_real_clamd_takes_the_largest_upload_that_we_take(real_clamd):
    assert viruses.scan(b"a" * MAX_BYTES, real_clamd) == viruses.CLEAN
