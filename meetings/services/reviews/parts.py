"""What a review is made of: the meetings that take it up, the evidence and the witnesses. Each is taken out and put back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from documents.choices import Access
from interface import clock
from meetings.models import AgendaItem, Meeting, Review, ReviewEvidence, ReviewMeeting, ReviewWitness
from meetings.rules.reviews import day_problem
from meetings.services.reviews.locking import lock_review, lock_unreported, next_part, save_parts
from meetings.services.reviews.reporting import print_anew

EVIDENCE = ("kind", "title", "given_by", "on", "text", "paper", "access", "exempt_paragraph")
READERS = {"access", "exempt_paragraph"}
WITNESS = ("name", "organisation", "meeting", "heard_on", "text")

Part = ReviewEvidence | ReviewWitness


@transaction.atomic
def add_meeting(*, review: Review, meeting: Meeting, item: AgendaItem | None, what: str, actor: User | None) -> ReviewMeeting:
    """Say that a meeting takes up a review, under an item of its agenda where there is one. Possible after the report too:
    the panel looks at the responses. Raises ValidationError `meeting`, `item`."""
    held = lock_review(review)
    if meeting.body_id != held.body_id:
        raise ValidationError({"meeting": _("Choose a meeting of the body that does the review")})
    if item and item.meeting_id != meeting.pk:
        raise ValidationError({"item": _("Choose an item of that meeting")})
    if held.meetings.filter(meeting=meeting, item=item).exists():
        raise ValidationError({"meeting": _("This meeting takes up the review already")})
    row = ReviewMeeting(review=held, number=next_part(held), meeting=meeting, item=item, what=what.strip())
    row.full_clean()
    row.save()
    save_parts(held, actor, "meeting_added", meeting=meeting.slug)
    return row


@transaction.atomic
def remove_meeting(*, review: Review, number: int, actor: User | None) -> None:
    """Take a meeting out of a review. Adding it again undoes that; one that is gone already is no error."""
    held = lock_review(review)
    if row := held.meetings.select_related("meeting").filter(number=number).first():
        slug = row.meeting.slug
        row.delete()
        save_parts(held, actor, "meeting_removed", meeting=slug)


@transaction.atomic
def add_evidence(*, review: Review, actor: User | None, **facts: Any) -> ReviewEvidence:
    """Enter something that was taken into account: the facts are those of `EVIDENCE`. Private evidence names its paragraph.

    Raises ValidationError by field, and "reported" once the report is out.
    """
    held = lock_unreported(review)
    row = ReviewEvidence(review=held, number=next_part(held))
    return _written(row, held, actor, "evidence_added", facts, EVIDENCE)


@transaction.atomic
def change_evidence(*, evidence: ReviewEvidence, version: int, actor: User | None, **facts: Any) -> ReviewEvidence:
    """Change evidence. Once the report is out only who may read it changes, and the report is printed anew without it or
    with it: the earlier file leaves the public store. Raises ValidationError by field, "reported", "stale"."""
    held, row = _hold(evidence, version, reported=True)
    before = row.access
    changed = {name for name in EVIDENCE if name in facts and getattr(row, name) != facts[name]}
    if held.is_reported and changed - READERS:
        raise ValidationError(_("The report is out. Only who may read the evidence can still change"), code="reported")
    row = _written(row, held, actor, "evidence_changed", facts, EVIDENCE)
    if held.is_reported and row.access != before:
        print_anew(held, actor)
    return row


@transaction.atomic
def add_witness(*, review: Review, actor: User | None, **facts: Any) -> ReviewWitness:
    """Enter who is asked to speak: the facts are those of `WITNESS`. Raises ValidationError by field."""
    held = lock_unreported(review)
    row = ReviewWitness(review=held, number=next_part(held))
    return _written(row, held, actor, "witness_added", facts, WITNESS)


@transaction.atomic
def change_witness(*, witness: ReviewWitness, version: int, actor: User | None, **facts: Any) -> ReviewWitness:
    """Change who is asked, when they were heard and what they said."""
    held, row = _hold(witness, version)
    return _written(row, held, actor, "witness_changed", facts, WITNESS)


@transaction.atomic
def remove_part(*, part: Part, actor: User | None) -> Part:
    """Take evidence or a witness out of a review; it stays for those who keep the review, so that this can be undone."""
    return _marked(part, actor, removed=True)


@transaction.atomic
def restore_part(*, part: Part, actor: User | None) -> Part:
    """Put evidence or a witness back."""
    return _marked(part, actor, removed=False)


def _hold(part: Any, version: int | None = None, *, reported: bool = False) -> tuple[Review, Any]:
    held = lock_review(part.review) if reported else lock_unreported(part.review)
    row = type(part)._default_manager.select_for_update(of=("self",)).get(pk=part.pk)
    if version is not None:
        row.still_at(version)
    row.review = held
    return held, row


def _marked(part: Part, actor: User | None, *, removed: bool) -> Part:
    held, row = _hold(part)
    if bool(row.removed_at) == removed:
        return row
    row.removed_at = clock.now() if removed else None
    row.bump()
    row.save(update_fields=["removed_at", "version"])
    kind = "evidence" if isinstance(row, ReviewEvidence) else "witness"
    save_parts(held, actor, f"{kind}_{'removed' if removed else 'restored'}", number=row.number)
    return row


def _written(row: Any, held: Review, actor: User | None, act: str, facts: dict[str, Any], names: tuple[str, ...]) -> Any:
    for name in names:
        if name in facts:
            value = facts[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    _refuse_wrong(row)
    if row.pk:
        row.bump()
    row.full_clean()
    row.save()
    save_parts(held, actor, act, number=row.number)
    return row


def _refuse_wrong(row: Any) -> None:
    problems = _of_evidence(row) if isinstance(row, ReviewEvidence) else _of_witness(row)
    if problems:
        raise ValidationError(problems)


def _of_evidence(row: ReviewEvidence) -> dict[str, Any]:
    problems: dict[str, Any] = {} if row.title else {"title": _("Say what it is")}
    if problem := day_problem(row.on, clock.today()):
        problems["on"] = problem
    if row.access == Access.PUBLIC:
        row.exempt_paragraph = None
        if row.paper and row.paper.is_private:
            problems["access"] = _("The paper is private. Make the evidence private, or choose another paper")
    elif not row.exempt_paragraph:
        problems["exempt_paragraph"] = _("Choose the paragraph of Schedule 12A")
    if row.paper and row.paper.body_id != row.review.body_id:
        problems["paper"] = _("Choose a paper of the body that does the review")
    return problems


def _of_witness(row: ReviewWitness) -> dict[str, Any]:
    problems: dict[str, Any] = {} if row.name else {"name": _("Enter the office or the name")}
    if problem := day_problem(row.heard_on, clock.today()):
        problems["heard_on"] = problem
    if row.text and not row.heard_on:
        problems["heard_on"] = _("Enter the day on which they were heard")
    return problems
