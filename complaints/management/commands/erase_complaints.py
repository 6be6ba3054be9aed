"""Erasing complaints whose last day has passed, and erasing again what a restored copy has brought back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from complaints.models import Complaint
from complaints.services.retention import due_for_erasure, erase_again, erase_complaints


class Command(BaseCommand):
    help = (
        "Name the complaints that may be erased today (--dry-run, as without an option), or erase them (--erase). --list names "
        "those that were erased; --again FILE erases those named in such a list once more, after a restore. A line is an area "
        "and a reference: northshire CC-2016-001."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--dry-run", action="store_true", help="name what would be erased; nothing is changed")
        what.add_argument("--erase", action="store_true", help="erase it; this cannot be undone")
        what.add_argument("--list", action="store_true", help="name what was erased, to be kept beside every copy")
        what.add_argument("--again", type=Path, metavar="FILE", help="erase again what the file names, after a restore")

    def handle(self, *arguments: Any, **options: Any) -> None:
        if options["again"]:
            self._again(options["again"])
        elif options["list"]:
            gone = Complaint.objects.filter(erased_at__isnull=False).select_related("area").order_by("area", "reference")
            self._name(gone)
        elif options["erase"]:
            self._erase()
        else:
            due = due_for_erasure()
            self._name(due)
            self.stderr.write(f"{len(due)} would be erased today. Nothing was changed")

    def _name(self, complaints: Any) -> None:
        for one in complaints:
            self.stdout.write(f"{one.area.slug} {one.reference}")

    def _erase(self) -> None:
        gone = 0
        for one in due_for_erasure():
            try:
                erase_complaints(complaints=[one], actor=None)
            except ValidationError as error:  # somebody has put it on hold meanwhile
                self.stderr.write(" ".join(error.messages))
                continue
            gone += 1
            self._name([one])
        self.stderr.write(f"{gone} erased")

    def _again(self, path: Path) -> None:
        try:
            lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        except OSError as error:
            raise CommandError(f"The list cannot be read: {error}") from error
        if wrong := [" ".join(line) for line in lines if len(line) != 2]:
            raise CommandError(f"Not an area and a reference: {wrong[0]}")
        done, problems = erase_again(names=[(slug, reference) for slug, reference in lines], actor=None)
        self.stderr.write(f"{len(done)} of {len(lines)} are erased")
        if problems:
            raise CommandError("\n".join(problems))
