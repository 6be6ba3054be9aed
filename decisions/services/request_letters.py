"""The letters in which the panel asks: printed when a request is sent, and made known with its case."""

from datetime import date

from accounts.models import User
from decisions.models import Case
from decisions.papers.requests import request_sheet
from decisions.services.reading import facts_of
from decisions.services.reports import letterhead
from documents.choices import Access
from documents.models import Print
from documents.services.prints import newest_print, print_sheet, publish_print

OWNER_KIND = "request"


def print_letter(case: Case, *, sent_on: date, signed_by: str, is_invitation: bool, actor: User | None) -> Print:
    """Print the letter of a held request. Called in the change that sends it."""
    sheet = request_sheet(
        facts_of(case), head=letterhead(case, sent_on), sent_on=sent_on, signed_by=signed_by, is_invitation=is_invitation
    )
    access = Access.PUBLIC if case.published_at else Access.EXEMPT
    return print_sheet(area=case.area, owner_kind=OWNER_KIND, owner_key=case.pk, sheet=sheet, access=access, actor=actor)


def letter_of(case: Case) -> Print | None:
    """The letter of a request; None before it is sent."""
    return newest_print(OWNER_KIND, case.pk)


def publish_letter(case: Case, actor: User | None) -> None:
    """Make the letter known with its case, where there is one."""
    if kept := letter_of(case):
        publish_print(kept=kept, actor=actor)
