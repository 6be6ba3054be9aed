"""What the tests of actions share: the days, who closes none, raising one, papers that went out, and addresses."""

from datetime import date

from django.urls import reverse

from documents.choices import Access, PaperStatus
from documents.models import Paper
from meetings.choices import OwnerKind
from meetings.services import actions as services
from tests.factories.documents import PaperFactory

TODAY = date(2022, 3, 20)
RAISED = date(2022, 2, 1)
MARCH = date(2022, 3, 17)
NOBODY = "Only a meeting, or the Chair with a reason, can close this action"


def raise_usual(body, **facts):
    usual = {
        "text": "Say what serious violence means", "access": Access.PUBLIC, "owner_kind": OwnerKind.OFFICE,
        "owner_name": "Office of the Commissioner", "raised_on": RAISED, "actor": None,
    }  # fmt: skip
    return services.raise_action(body=body, **usual | facts)


def paper_of(body, meeting, **facts):
    """A paper that went out for a meeting."""
    paper = PaperFactory(body=body, collection=meeting.slug, **facts)
    Paper.objects.filter(pk=paper.pk).update(status=PaperStatus.PUBLISHED)
    return paper


def address_of(name, *more):
    return reverse(f"actions:{name}", args=["avon", *more])
