"""Processes as the Open Contracting Data Standard 1.1 writes them: releases, compiled releases, records and their packages."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from commissioning.choices import ExerciseStatus
from exchange.ocds import sections
from exchange.ocds.facts import Process
from exchange.ocds.parts import reference
from exchange.publishing.identity import Source, parted, publisher_as_organisation
from exchange.publishing.writing import digest_of, moment, without_nothing

VERSION = "1.1"
LOTS = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension/v1.1.5/extension.json"
# The address of the file of one process, by its reference
Address = Callable[[str], str]


def ocid(process: Process, source: Source) -> str:
    """The identifier of a process, for good."""
    return f"{source.contracts_prefix}-{process.reference}"


def release(process: Process, source: Source) -> dict[str, Any]:
    """A process as it stands. The identifier of the release is made of its content, so that it never names two."""
    content = _content(process, source)
    return {"ocid": ocid(process, source), "id": _release_id(process, source, content), **content}


def compiled(process: Process, source: Source) -> dict[str, Any]:
    """The same as the sum of all releases, which it is: each release tells everything."""
    content = {**_content(process, source), "tag": ["compiled"]}
    return {"ocid": ocid(process, source), "id": _release_id(process, source, content, "compiled-"), **content}


def record(process: Process, source: Source, address: Address) -> dict[str, Any]:
    """A process with where its release is, and all of it."""
    made = release(process, source)
    linked = {"url": f"{address(process.reference)}#{made['id']}", "date": made["date"], "tag": made["tag"]}
    return {"ocid": made["ocid"], "releases": [linked], "compiledRelease": compiled(process, source)}


def release_package(processes: Sequence[Process], source: Source, *, here: str) -> dict[str, Any]:
    """The releases of some processes; `here` is the address of the file."""
    return {**_package(processes, source, here), "releases": [release(one, source) for one in processes]}


def record_package(processes: Sequence[Process], source: Source, *, here: str, address: Address) -> dict[str, Any]:
    """The records of some processes."""
    packages = [address(one.reference) for one in processes]
    records = [record(one, source, address) for one in processes]
    return {**_package(processes, source, here), "packages": packages, "records": records}


def _package(processes: Sequence[Process], source: Source, here: str) -> dict[str, Any]:
    scheme, number = parted(source.organisation)
    has_lots = any(one.tender and one.tender.lots for one in processes)
    newest: datetime = max(one.told_at for one in processes)
    return {
        "uri": here, "version": VERSION, "extensions": [LOTS] if has_lots else [],
        "publisher": {"name": source.name, "scheme": scheme, "uid": number, "uri": source.address},
        "license": source.licence_url, "publishedDate": moment(newest),
    }  # fmt: skip


def _release_id(process: Process, source: Source, content: dict[str, Any], kind: str = "") -> str:
    return f"{ocid(process, source)}-{kind}{digest_of(content)}"


def _content(process: Process, source: Source) -> dict[str, Any]:
    tender, contracts = process.tender, process.contracts
    steps = tender.steps if tender else ()
    planned = sections.planning(tender) if tender else {}
    made = [sections.contract_section(one, steps, source) for one in contracts]
    return without_nothing({
        "date": moment(process.told_at), "tag": _tags(process, planned, made), "initiationType": "tender", "language": "en",
        "parties": sections.parties(process, source), "buyer": reference(publisher_as_organisation(source)),
        "planning": planned,
        "tender": sections.tender_section(tender, source, has_contracts=bool(contracts)) if tender else None,
        "awards": [sections.award_section(one) for one in contracts], "contracts": made,
    })  # fmt: skip


def _tags(process: Process, planned: dict[str, Any], made: list[dict[str, Any]]) -> list[str]:
    """Which of its sections a release tells of."""
    tags = ["planning"] if planned else []
    if process.tender:
        tags.append("tenderCancellation" if process.tender.status == ExerciseStatus.CANCELLED else "tender")
    if made:
        tags += ["award", "contract"]
    if any("implementation" in one for one in made):
        tags.append("implementation")
    return tags
