"""Gives many files to the code of the confined process, one fork each: `python -m tests.documents.mutants CORPUS SEED COUNT`.

Python and its libraries are loaded once; every fork then confines itself for good and examines one file, as the worker
does. Prints one line of JSON for each file. COUNT 0 means the files themselves, more so many mutants of them.
"""

import json
import os
import random
import re
import resource
import select
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2

from documents.intake import confinement, worker

SECONDS = 10.0
OBJECT = re.compile(rb"\d+ \d+ obj.*?endobj", re.DOTALL)
NUMBER = re.compile(rb"(?<![\w.])\d+(?![\w.])")
HUGE = (b"-1", b"0", b"4294967296", b"2147483647", b"99999999999999999999", b"1e308", b"0.0000001", b"65536")


def mutants(sources: list[tuple[str, bytes]], seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Spoilt copies, the same for the same seed."""
    dice = random.Random(seed)
    ways = (flip, cut, splice, repeat, swap, inflate)
    # Long files take their time whatever is spoilt in them: the short ones are taken more often
    weights = [1.0 if len(data) < 60_000 else 0.2 for _name, data in sources]
    for number in range(count):
        (name, data), (_other, second) = dice.choices(sources, weights, k=2)
        way = ways[number % len(ways)]
        yield f"{number} {way.__name__} {name}", way(dice, data, second)


def flip(dice: random.Random, data: bytes, _second: bytes) -> bytes:
    spoilt = bytearray(data)
    for _time in range(dice.randint(1, 64)):
        spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def cut(dice: random.Random, data: bytes, _second: bytes) -> bytes:
    return data[: dice.randrange(len(data))]


def splice(dice: random.Random, data: bytes, second: bytes) -> bytes:
    return data[: dice.randrange(len(data))] + second[dice.randrange(len(second)) :]


def repeat(dice: random.Random, data: bytes, _second: bytes) -> bytes:
    start = dice.randrange(len(data))
    chunk = data[start : start + dice.randint(1, 5000)]
    return data[:start] + chunk * dice.randint(2, 50) + data[start:]


def swap(dice: random.Random, data: bytes, _second: bytes) -> bytes:
    found = list(OBJECT.finditer(data))
    if len(found) < 2:
        return flip(dice, data, b"")
    first, other = sorted(dice.sample(found, 2), key=lambda match: match.start())
    between = data[first.end() : other.start()]
    return data[: first.start()] + other.group() + between + first.group() + data[other.end() :]


def inflate(dice: random.Random, data: bytes, _second: bytes) -> bytes:
    found = list(NUMBER.finditer(data))
    for match in sorted(dice.sample(found, min(len(found), dice.randint(1, 5))), key=lambda m: -m.start()):
        data = data[: match.start()] + dice.choice(HUGE) + data[match.end() :]
    return data


# One fork for each -----------------------------------------------------------------------------------------------


def examined(name: str, data: bytes) -> dict[str, object]:
    """What became of one file, with the time it took and the most memory it held."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="intake-") as folder:
        os.chmod(folder, 0o777)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _examine(data, Path(folder), writing)
        os.close(writing)
        said = _said(reading, started)
        late = time.monotonic() - started >= SECONDS
        if late:
            os.kill(child, signal.SIGKILL)
        _pid, status, used = os.wait4(child, 0)
    told = json.loads(said) if said.endswith(b"\n") else {"outcome": "refused", "code": "too_slow" if late else "too_much"}
    spent = {"seconds": round(time.monotonic() - started, 3), "cpu": used.ru_utime + used.ru_stime, "status": status}
    return {"name": name, "rss": used.ru_maxrss, **spent, **told}


def _said(reading: int, started: float) -> bytes:
    said = b""
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while (left := SECONDS - (time.monotonic() - started)) > 0:
            if not select.select([pipe], [], [], left)[0]:
                break
            part = pipe.read(65536)
            if not part:
                break
            said += part
    return said


def _examine(data: bytes, folder: Path, writing: int) -> None:
    """In the fork: confine, examine, draw what was taken, tell. Never returns."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    os.chdir(folder)
    before = os.readlink("/proc/self/ns/net")
    held = confinement.confine()
    memory = resource.getrlimit(resource.RLIMIT_AS)[0]
    network = {"moved": os.readlink("/proc/self/ns/net") != before, "ways_out": _ways_out()}
    said, path = worker.examine(BytesIO(data), folder, time.monotonic() + worker.pdf.LOOKING_SECONDS)
    told = {key: said[key] for key in ("outcome", "code", "kind", "detail") if key in said}
    told["found"] = sorted({one["kind"] for one in said.get("findings", ())})
    told["pages"], told["drawn"] = len(said.get("text", ())), _drawn(path)
    told |= {"held": held, "limit": memory, "network": network}
    os.write(writing, json.dumps(told).encode() + b"\n")
    os._exit(0)


def _ways_out() -> list[str]:
    """Network devices other than the loop, which leads nowhere either in a namespace of its own."""
    return [name for _number, name in socket.if_nameindex() if name != "lo"]


def _drawn(path: Path | None) -> int:
    """How many pages of the rebuilt file can be drawn."""
    if path is None:
        return 0
    document = pypdfium2.PdfDocument(path)
    for index in range(len(document)):
        page = document[index]
        page.render(scale=min(0.2, 400 / max(*page.get_size(), 1)))
        page.close()
    return len(document)


def main(corpus: Path, seed: int, count: int) -> None:
    """Examine the files of a folder, or mutants of them."""
    confinement.load_early()
    sources = [(path.name, data) for path in sorted(corpus.glob("*.pdf")) if (data := path.read_bytes()) or not count]
    for name, data in mutants(sources, seed, count) if count else sources:
        print(json.dumps(examined(name, data)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
