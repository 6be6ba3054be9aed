"""Asks clamd, where one is configured, whether a file holds a virus. Nothing of the answer but yes or no is believed."""

import socket
import struct
from time import monotonic

STEP = 256 * 1024
CONNECT_SECONDS, SECONDS = 3.0, 30.0
LONGEST_ANSWER = 4096
CLEAN, FOUND, UNCHECKED = "clean", "found", "unchecked"


def scan(data: bytes, address: str, *, seconds: float = SECONDS) -> str:
    """CLEAN, FOUND, or UNCHECKED where clamd cannot be reached, is too slow, or says anything else.

    `address` is the path of a unix socket, or host:port.
    """
    until = monotonic() + seconds
    try:
        with _connected(address) as line:
            line.settimeout(CONNECT_SECONDS)
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), STEP):
                part = data[start : start + STEP]
                line.settimeout(_left(until))
                line.sendall(struct.pack("!L", len(part)) + part)
            line.sendall(struct.pack("!L", 0))
            return _verdict(_answer(line, until))
    except (OSError, ValueError):
        return UNCHECKED


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(CONNECT_SECONDS)
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_SECONDS)


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _answer(line: socket.socket, until: float) -> bytes:
    said = b""
    while b"\0" not in said and len(said) < LONGEST_ANSWER:
        line.settimeout(_left(until))
        part = line.recv(LONGEST_ANSWER)
        if not part:
            break
        said += part
    return said.split(b"\0")[0].strip()


def _verdict(said: bytes) -> str:
    if said == b"stream: OK":
        return CLEAN
    return FOUND if said.startswith(b"stream: ") and said.endswith(b" FOUND") else UNCHECKED
