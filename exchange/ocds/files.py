"""Processes as files: a release package and a record package of all of them, and a release package of one."""

from typing import Any

from django.urls import reverse

from exchange.ocds import mapping
from exchange.ocds.facts import Process
from exchange.publishing.identity import Source


def releases_file(processes: list[Process], source: Source) -> dict[str, Any]:
    """The releases of all processes of an area."""
    here = source.url(reverse("opendata:releases", args=[source.area]))
    return mapping.release_package(processes, source, here=here)


def records_file(processes: list[Process], source: Source) -> dict[str, Any]:
    """The records of all processes of an area."""
    here = source.url(reverse("opendata:records", args=[source.area]))
    return mapping.record_package(processes, source, here=here, address=lambda one: process_address(one, source))


def process_file(process: Process, source: Source) -> dict[str, Any]:
    """The release of one process."""
    return mapping.release_package([process], source, here=process_address(process.reference, source))


def process_address(reference: str, source: Source) -> str:
    """Where the file of one process is."""
    ocid = f"{source.contracts_prefix}-{reference}"
    return source.url(reverse("opendata:process", args=[source.area, ocid]))
