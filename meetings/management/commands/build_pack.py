"""Build a meeting's packs from a shell, as the clerk's page does in the background."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from documents.choices import PackStatus
from documents.models import Pack
from documents.rendering import PieceFailed
from meetings.models import Meeting
from meetings.services.packs import build_packs, built_alike, editions, pack_plan


class Command(BaseCommand):
    help = (
        "Build the packs of a meeting: build_pack avon-and-somerset 2022-03-17-panel. Where the agenda is published "
        "nothing is kept: the packs are built anew and held against the published ones."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("area", help="the area's address, such as avon-and-somerset")
        parser.add_argument("meeting", help="the meeting's address, such as 2022-03-17-panel")

    def handle(self, *arguments, area: str, meeting: str, **options) -> None:
        found = Meeting.objects.for_page().filter(area__slug=area, slug=meeting).first()
        if found is None:
            raise CommandError(f"There is no meeting {meeting} in {area}")
        try:
            lines = _compared(found) if found.agenda_is_out else _kept(found)
        except (PieceFailed, ValidationError) as error:
            raise CommandError(str(error)) from error
        for line in lines:
            self.stdout.write(line)


def _kept(meeting: Meeting) -> list[str]:
    packs = build_packs(meeting=meeting, actor=None)
    return [f"{p.get_edition_display()} {p.number}: {p.page_count} pages, SHA-256 {p.sha256}" for p in packs]


def _compared(meeting: Meeting) -> list[str]:
    plans = [pack_plan(meeting, edition) for edition in editions(meeting)]
    packs = Pack.objects.filter(area=meeting.area, collection=meeting.slug, part=0, status=PackStatus.PUBLISHED)
    published = {pack.edition: pack.sha256 for pack in packs.select_related("file")}
    return [_comparison(plan.edition, built.manifest, published) for plan, built in zip(plans, built_alike(plans), strict=True)]


def _comparison(edition: str, manifest: dict, published: dict[str, str]) -> str:
    same = published.get(edition) == manifest["sha256"]
    verdict = "the same bytes as published" if same else "not the bytes that were published"
    return f"{edition}: {manifest['pages']} pages, SHA-256 {manifest['sha256']}, {verdict}"
