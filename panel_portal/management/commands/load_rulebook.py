"""Take in the rule book. Can be run twice."""

import json
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from panels.services import load_rulebook

RULEBOOK = Path(settings.BASE_DIR) / "fixtures" / "rulebook.json"


class Command(BaseCommand):
    help = "Load the rule book from a JSON file; rules that the file does not mention stay as they are."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", default=RULEBOOK, help="fixtures/rulebook.json unless given")

    def handle(self, *, file: Path, **options) -> None:
        try:
            written = load_rulebook(json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise CommandError(f"{file} cannot be read: {error}") from error
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(f"Rule book loaded: {written} rules written")
