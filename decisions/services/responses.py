"""What the Commissioner says to a report or a request of the panel: entered, printed, published, taken back."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.choices import ASKED
from decisions.models import Case, Report, Response
from decisions.papers import response_sheet
from decisions.rules.facts import CaseFacts
from decisions.rules.reports import response_problem
from decisions.rules.status import status_from
from decisions.services.locking import lock_case, next_row, save_case
from decisions.services.reading import facts_of
from decisions.services.reports import letterhead, recommendations_of
from documents.choices import Access
from documents.models import Print
from documents.services.prints import Sheet, newest_print, print_sheet, publish_print, withdraw_print
from interface import clock, markdown

OWNER_KIND = "response"


@transaction.atomic
def respond(
    *, case: Case, version: int, responded_on: date, text: str, signed_by: str, actor: User | None, report: Report | None = None
) -> Response:
    """Enter what the Commissioner says to a report of the panel (2011 Act, s.12(5)), or to its request where `report` is None.

    It is printed as a letter. The panel and the office read it; the public once it is published. Raises ValidationError
    "stale", "over"; by field: `report`, `responded_on`, `text`.
    """
    held = lock_case(case, version)
    facts = facts_of(held)
    if problems := _problems(facts, report, responded_on, text):
        raise ValidationError(problems)
    made = Response(
        case=held, number=next_row(held), report=report, responded_on=responded_on, text=text.strip(),
        signed_by=signed_by.strip(), entered_at=clock.now(), entered_by=actor,
    )  # fmt: skip
    made.full_clean(exclude=["case"])
    made.save()
    print_sheet(
        area=held.area, owner_kind=OWNER_KIND, owner_key=made.pk, sheet=_sheet(facts, made), access=Access.EXEMPT, actor=actor
    )  # fmt: skip
    held.status = status_from(facts_of(held))
    save_case(held, actor, "response_entered", response=made.number, report=report.number if report else 0)
    return made


def _problems(facts: CaseFacts, report: Report | None, responded_on: date, text: str) -> dict[str, str]:
    found = {}
    if report is None and facts.case.kind not in ASKED:
        found["report"] = _("Choose the report that this answers")
    elif report is None and facts.case.shared_at is None:
        found["report"] = _("The request has not been sent")
    elif report is not None and report.pk not in {one.pk for one in facts.issued_reports}:
        found["report"] = _("Choose a report of this case that was sent")
    if not text.strip():
        found["text"] = _("Enter what the Commissioner says")
    problem = "" if "report" in found else response_problem(facts, report, responded_on)
    return {**found, **({"responded_on": problem} if problem else {})}


def _sheet(facts: CaseFacts, response: Response) -> Sheet:
    made = recommendations_of(response.report) if response.report is not None else []
    said = [(one.reference, markdown.plain(one.text)) for one in made]
    return response_sheet(facts, response, head=letterhead(facts.case, response.responded_on), recommendations=said)


@transaction.atomic
def publish_response(*, response: Response, version: int, actor: User | None) -> Response:
    """Let everybody read a response, in the manner that the panel decided (2011 Act, Schedule 5 paragraph 5(4)).

    Raises ValidationError "stale", "taken-back", "published", and "unpublished" where the case, or the report that it answers
    and whose recommendations it names, is not public.
    """
    case = lock_case(response.case, open_only=False)
    held = _held(response, case, version)
    if held.published_at is not None:
        raise ValidationError(_("This response is public already"), code="published")
    if case.published_at is None:
        raise ValidationError(_("The case is not public. Publish the case first"), code="unpublished")
    if held.report is not None and held.report.published_at is None:
        raise ValidationError(_("The report that it answers is not public. Publish the report first"), code="unpublished")
    held.published_at = clock.now()
    held.bump()
    held.save()
    if kept := printed(held):
        publish_print(kept=kept, actor=actor)
    save_case(case, actor, "response_published", response=held.number)
    return held


@transaction.atomic
def take_back_response(*, response: Response, version: int, why: str, actor: User | None) -> Response:
    """Take back a response that was entered in error. It stays with the reason for who keeps the case, and its letter is
    withdrawn; the case is where it was before.

    Raises ValidationError "stale", "over", "taken-back"; by field: `why`.
    """
    case = lock_case(response.case)
    held = _held(response, case, version)
    if not why.strip():
        raise ValidationError({"why": _("Say why it is taken back")})
    held.taken_back_at, held.taken_back_why = clock.now(), why.strip()
    held.bump()
    held.full_clean(exclude=["case"])
    held.save()
    if kept := printed(held):
        withdraw_print(kept=kept, reason=why, actor=actor)
    case.status = status_from(facts_of(case))
    save_case(case, actor, "response_taken_back", undoes=True, response=held.number)
    return held


def _held(response: Response, case: Case, version: int) -> Response:
    held = Response.objects.select_for_update(of=("self",)).select_related("report").get(pk=response.pk)
    held.still_at(version)
    held.case = case
    if held.taken_back_at is not None:
        raise ValidationError(_("This response was taken back"), code="taken-back")
    return held


def printed(response: Response) -> Print | None:
    """The letter of a response; None once it was taken back."""
    return newest_print(OWNER_KIND, response.pk)
