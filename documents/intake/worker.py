"""The confined process: `python -m documents.intake.worker FOLDER`, the file on standard input, the result on output.

It imports all it needs, gives up everything it can, says on the first line of its output which limits hold, and only
then looks at the file. The second line is the outcome; the rebuilt file follows. It knows nothing of Django, of the
database or of any setting.
"""

import functools
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

from documents.intake import confinement, found, kinds, looking, pdf, removal, word
from documents.intake.refusals import Refusal

ACTS: dict[str, Callable[..., pdf.Rebuilt]] = {"without_hidden": removal.without_hidden, "look_at": looking.look_at}


def examine(stream: BinaryIO, folder: Path, until: float | None = None) -> tuple[dict[str, Any], Path | None]:
    """What became of the file, and where its rebuilt form lies. Every refusal is an outcome, none an error."""
    kind = kinds.sniff(stream)
    try:
        if kind == kinds.PDF:
            rebuilt = pdf.rebuild(stream, folder, until=until)
            return _taken(rebuilt), rebuilt.path
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


def work_on(stream: BinaryIO, folder: Path, act: Callable[[bytes, Path], pdf.Rebuilt]) -> tuple[dict[str, Any], Path | None]:
    """What an act makes of a rebuilt PDF."""
    try:
        rebuilt = act(stream.read(), folder)
    except Refusal as refusal:
        return _refusal(refusal.code, kinds.PDF, refusal.__cause__), None
    except (MemoryError, RecursionError) as error:
        return _refusal("too_much", kinds.PDF, error), None
    except Exception as error:  # as of `examine`
        return _refusal("damaged", kinds.PDF, error), None
    return _taken(rebuilt), rebuilt.path


def _taken(rebuilt: pdf.Rebuilt) -> dict[str, Any]:
    """The outcome of a PDF: whoever publishes it must first look at what blocks; one mended and sound is "repaired"."""
    blocking = {entry.kind for entry in rebuilt.findings if entry.kind in found.BLOCKING}
    outcome = "accepted" if not blocking else "repaired" if blocking == {found.REPAIRED} else "review"
    said = {"outcome": outcome, "kind": kinds.PDF, "text": rebuilt.text, "notices": rebuilt.notices}
    return {**said, "findings": found.as_plain(rebuilt.findings)}


def _refusal(code: str, kind: str | None, cause: BaseException | None) -> dict[str, Any]:
    """The outcome, with the class of what a library raised for the log; its words may quote the file."""
    code = "too_much" if isinstance(cause, MemoryError) else code
    detail = type(cause).__name__ if cause is not None else ""
    return {"outcome": "refused", "code": code, "kind": kind, "detail": detail}


def _asked(folder: Path, until: float) -> tuple[dict[str, Any], Path | None]:
    """Do what `asked.json` says, where there is one; else examine."""
    asked = folder / "asked.json"
    told = json.loads(asked.read_bytes()) if asked.exists() else {}
    if act := ACTS.get(told.get("act", "")):
        return work_on(sys.stdin.buffer, folder, functools.partial(act, asked=told, until=until))
    return examine(sys.stdin.buffer, folder, until)


def main(folder: Path) -> None:
    """Confine, examine, answer."""
    output = sys.stdout.buffer
    until = monotonic() + pdf.LOOKING_SECONDS
    os.chdir(folder)
    confinement.load_early()
    held = confinement.confine()
    output.write(json.dumps(held).encode() + b"\n")
    output.flush()
    result, path = _asked(folder, until)
    output.write(json.dumps(result).encode() + b"\n")
    if path is not None:
        with path.open("rb") as file:
            shutil.copyfileobj(file, output)
    output.flush()
    os._exit(0)  # libraries may have been left in any state: run none of their farewells


if __name__ == "__main__":
    main(Path(sys.argv[1]))
