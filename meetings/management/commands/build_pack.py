"""Build a meeting's packs from a shell, as the clerk's page does in the background."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from documents.rendering import PieceFailed
from meetings.models import Meeting
from meetings.services.packs import build_packs


class Command(BaseCommand):
    help = "Build the packs of a meeting: build_pack avon-and-somerset 2022-03-17-panel"

    def add_arguments(self, parser) -> None:
        parser.add_argument("area", help="the area's address, such as avon-and-somerset")
        parser.add_argument("meeting", help="the meeting's address, such as 2022-03-17-panel")

    def handle(self, *arguments, area: str, meeting: str, **options) -> None:
        found = Meeting.objects.for_page().filter(area__slug=area, slug=meeting).first()
        if found is None:
            raise CommandError(f"There is no meeting {meeting} in {area}")
        try:
            packs = build_packs(meeting=found, actor=None)
        except (PieceFailed, ValidationError) as error:
            raise CommandError(str(error)) from error
        for pack in packs:
            said = f"{pack.get_edition_display()} {pack.number}: {pack.page_count} pages, SHA-256 {pack.sha256}"
            self.stdout.write(said)
