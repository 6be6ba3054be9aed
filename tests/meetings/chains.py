"""What the tests of chains share: the days, papers and packs that are out as rows, links to an action, and its page."""

from datetime import date

from django.urls import reverse

from documents.choices import Access, PaperKind, PaperStatus, Relation
from documents.models import Pack, Paper
from documents.services.links import add_link
from interface import clock
from tests.factories.minutes import StoredFileFactory

DEMO_DAY = date(2022, 3, 10)
OUT = date(2022, 3, 9)


def paper_row(meeting, title, **fields):
    """A paper that is out, as a row."""
    slug = title.lower().replace(" ", "-")
    facts = {
        "area": meeting.area, "body": meeting.body, "collection": meeting.slug, "slug": slug, "title": title,
        "kind": PaperKind.WRITTEN, "status": PaperStatus.PUBLISHED, "published_at": clock.now(),
    }  # fmt: skip
    return Paper.objects.create(**{**facts, **fields})


def private_paper(meeting, title="CANARY-PAPER"):
    return paper_row(meeting, title, slug="paper-1", access=Access.EXEMPT, exempt_paragraph=1)


def link(action, kind, thing, relation=Relation.ANSWERS, **facts):
    return add_link(
        area=action.area, source=(kind, thing.pk), relation=relation, target=("action", action.pk), actor=None, **facts
    )


def pack_row(meeting, **ranges):
    """The public pack of a meeting, as a row: papers with their first and last pages."""
    pages = max(last for _first, last in ranges.values())
    ranges = {slug.replace("_", "-"): list(pair) for slug, pair in ranges.items()}
    manifest = {"first": 1, "last": pages, "pieces": [], "ranges": ranges}
    return Pack.objects.create(
        area=meeting.area, body=meeting.body, collection=meeting.slug, edition="public", number=1, status="published",
        file=StoredFileFactory(), page_count=pages, manifest=manifest, inputs="0" * 64, built_at=clock.now(),
        published_at=clock.now(),
    )  # fmt: skip


def page_of(client, action):
    return client.get(reverse("actions:action-detail", args=[action.area.slug, action.reference]))
