"""The work of the night: drop files that nothing refers to, and forget the tokens of forms sent long ago."""

from datetime import timedelta

from django.core.management.base import BaseCommand

from documents.services.files import sweep_files
from interface import clock, once

KEPT = timedelta(days=7)


class Command(BaseCommand):
    help = "Drop stored files that nothing refers to, and form tokens older than 7 days."

    def handle(self, *arguments, **options) -> None:
        files, tokens = sweep_files(), once.forget(clock.now() - KEPT)
        self.stdout.write(f"Swept: {files} files, {tokens} form tokens")
