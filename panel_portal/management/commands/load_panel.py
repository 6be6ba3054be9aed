"""Take in a police area with its panel. Can be run twice."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from panels.services import load_panel, read_panel


class Command(BaseCommand):
    help = "Load a police area, its councils, bodies, people and hosts from the panel.json of a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="such as fixtures/northshire")

    def handle(self, *, folder: Path, **options) -> None:
        try:
            area = load_panel(read_panel(folder))
        except (OSError, ValueError) as error:
            raise CommandError(f"{folder} cannot be read: {error}") from error
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(f"{area.name} loaded: /{area.slug}/")
