"""What the tests of awards share: the days, what a private one says, addresses, what a form sends, refusals."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from documents.choices import Access, ExemptParagraph

TODAY = date(2022, 3, 10)
DAY = date(2022, 2, 28)
PRIVATE = {
    "access": Access.EXEMPT, "neutral_title": "A support contract", "exempt_paragraph": ExemptParagraph.AFFAIRS,
    "public_interest_reason": "Bidders would learn each other’s prices.",
}  # fmt: skip


def refusal(service, **facts):
    """What a service says to what it refuses, by field where it names fields."""
    with pytest.raises(ValidationError) as refused:
        service(**facts)
    return refused.value.message_dict if hasattr(refused.value, "error_dict") else refused.value.messages


def url(name, award, *args):
    return reverse(f"awards:{name}", args=[award.area.slug, award.reference, *args])


def sent(row=None, **facts):
    """What a form sends: with the version of a row, or with a token for a new one."""
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
    return {**told, **({"version": row.version} if row else {"token": str(uuid.uuid4())})}
