"""Hostile and ordinary files, and a thousand spoilt copies of them: each has an outcome, in time and within memory."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

from documents.intake import confinement
from documents.intake.run import reasons
from tests.documents.mutants import HUGE, OBJECT, SECONDS, mutants
from tests.documents.samples import hostile_pdfs, plain_pdf

CORPUS = settings.BASE_DIR.parent / "shared" / "pdf_corpus"
SEED, MUTANTS, FEW = 20261122, 1000, 120
OUTCOMES = {"accepted", "repaired", "review", "refused"}
FOUND_LATE = ("too_slow", "too_much")  # refusals that the process waiting outside makes
OUR_FAULT = {"AttributeError", "NameError", "KeyError", "IndexError", "UnboundLocalError", "AssertionError"}
SLACK = 1.0  # for the kill to arrive


def examined(folder, count):
    """What became of the files of a folder, or of mutants of them."""
    command = [sys.executable, "-m", "tests.documents.mutants", str(folder), str(SEED), str(count)]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=1200)
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def hold(rows):
    """Every promise, for every file."""
    for row in rows:
        assert row["outcome"] in OUTCOMES, row
        assert row["seconds"] <= SECONDS + SLACK, row
        assert row["rss"] * 1024 <= confinement.MEMORY, row
        if row["outcome"] == "refused":
            assert row["code"] in reasons(), row
            assert row.get("detail", "") not in OUR_FAULT, row
        else:
            assert row["drawn"] == row["pages"] > 0 or row["kind"] != "pdf", row
        if row.get("code") not in FOUND_LATE or "held" in row:
            assert row["limit"] == confinement.MEMORY
            assert row["held"]["memory"], row
            if row["held"]["no_network"]:
                assert row["network"] == {"moved": True, "ways_out": []}, row
    worst = max(rows, key=lambda row: row["seconds"])
    most = max(row["rss"] for row in rows) // 1024
    print(f"{len(rows)} files: {sum(r['cpu'] for r in rows):.0f} s of CPU, at most {worst['seconds']} s and {most} MB each")


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    for name, data in hostile_pdfs().items():
        (folder / f"{name}.pdf").write_bytes(data)
    return folder


def test_our_own_hostile_files_have_an_outcome(own):
    rows = examined(own, 0)
    hold(rows)
    told = {row["name"].removesuffix(".pdf"): row for row in rows}
    assert {told[name]["code"] for name in ("cut short", "only a header")} == {"damaged"}
    assert {told[name]["outcome"] for name in ("plain", "scripts", "deep forms")} == {"accepted"}
    assert told["words under a box"]["outcome"] == "review"
    assert told["no table of places"]["outcome"] == "repaired"
    assert told["opens out"]["code"] == "expands"


def test_mutants_of_our_own_files_have_an_outcome(own):
    rows = examined(own, FEW)
    assert len(rows) == FEW
    hold(rows)
    assert {row["outcome"] for row in rows} >= {"repaired", "refused"}


@pytest.mark.skipif(not CORPUS.exists(), reason=f"the corpus of hostile PDFs is not at {CORPUS}")
def test_every_file_of_the_corpus_has_an_outcome():
    rows = examined(CORPUS, 0)
    assert len(rows) == len(list(CORPUS.glob("*.pdf")))
    hold(rows)
    assert {row["outcome"] for row in rows} == OUTCOMES


@pytest.mark.skipif(not CORPUS.exists(), reason=f"the corpus of hostile PDFs is not at {CORPUS}")
def test_a_thousand_mutants_of_the_corpus_have_an_outcome():
    rows = examined(CORPUS, MUTANTS)
    assert len(rows) == MUTANTS
    hold(rows)


def test_mutants_are_the_same_for_the_same_seed_and_spoil_something():
    sources = [("a", plain_pdf()), ("b", plain_pdf(pages=2))]
    first, again = (list(mutants(sources, 7, 60)) for _time in range(2))
    assert first == again
    whole = {data for _name, data in sources}
    assert sum(data not in whole for _name, data in first) > 50
    assert OBJECT.search(sources[0][1])
    assert HUGE
