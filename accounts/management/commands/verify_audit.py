"""Recompute the audit chains and compare them with heads that were kept outside the database."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import services


class Command(BaseCommand):
    help = (
        "Verify the audit chains: one line a chain, `chain count head state`; ends with 1 when one is broken. "
        "Keep the lines away from this machine and give them back with --against, so that a cut tail is noticed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--chain", help="only this chain")
        parser.add_argument("--against", type=Path, help="a file of lines that this command printed before")

    def handle(self, *, chain: str | None, against: Path | None, **options) -> None:
        published = heads_of(against) if against else {}
        names = [chain] if chain else sorted({*services.chains(), *published})
        reports = [services.verify_chain(name, published=published.get(name)) for name in names]
        for report in reports:
            state = "verified" if report.ok else f"broken at {report.broken_at}"
            self.stdout.write(f"{report.chain} {report.count} {report.head or '-'} {state}")
        if not all(report.ok for report in reports):
            raise SystemExit(1)


def heads_of(file: Path) -> dict[str, services.ChainHead]:
    """The heads in lines that this command printed."""
    heads = {}
    for line in file.read_text().splitlines():
        try:
            chain, count, head, *_state = line.split()
            heads[chain] = services.ChainHead(int(count), head)
        except ValueError:
            raise CommandError(f"{file} holds a line that this command did not print: {line}") from None
    return heads
