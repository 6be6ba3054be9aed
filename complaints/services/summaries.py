"""What the public is told of a complaint: written for it, checked, approved by a second person, taken back at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.choices import SummaryStatus
from complaints.due.facts import rules_for
from complaints.models import (
    Allegation,
    Complaint,
    ComplaintFile,
    ComplaintStep,
    HandlingPower,
    Letter,
    Party,
    PublicSummary,
    RiskAssessment,
    SideComment,
    Submission,
)
from complaints.rules.checking import Found, findings, reason_needed, refusals
from complaints.services.locking import lock_complaint, next_row, save_complaint
from complaints.services.reports import hold_reports, keep_reports
from interface import clock
from panels import rulebook
from panels.models import Authority, Body, OfficeHolder, PoliceArea

BOTH = ("text", "outcome_text")


# Checking ------------------------------------------------------------------------------------------------------------


def check(complaint: Complaint, *texts: str) -> list[list[Found]]:
    """What is found in each of some texts that the public is to read of a complaint, against all that is private in it. For
    whoever is about to publish: it goes by papers that the reader may not be entitled to, and repeats nothing of them."""
    private, known, parties = private_texts(complaint), known_words(complaint.area), _parties(complaint)
    return [findings(text, private, known, parties) for text in texts]


def private_texts(complaint: Complaint) -> list[str]:
    """All in a complaint from which nothing may be copied: what is alleged, the words and files as they came, what the sides say,
    letters, reasons and risks; and the outcome that both sides are told, unless that is published."""
    mine = {"complaint": complaint}
    found = [
        *Allegation.objects.filter(**mine).values_list("text", flat=True),
        *Submission.objects.filter(**mine).values_list("text", flat=True),
        *SideComment.objects.filter(**mine).values_list("text", flat=True),
        *Letter.objects.filter(**mine).values_list("text", flat=True),
        *ComplaintStep.objects.filter(**mine).values_list("reason", flat=True),
        *map(strip_tags, ComplaintFile.objects.filter(**mine).values_list("html", flat=True)),
        *(text for pair in RiskAssessment.objects.filter(**mine).values_list("text", "measures") for text in pair),
    ]
    if not complaint.publishes_outcome:
        found.append(complaint.outcome_text)
    return [one for one in found if one.strip()]


def known_words(area: PoliceArea) -> list[str]:
    """What names nobody privately in an area: itself, its panel, bodies and councils, its office holders, and the offices to
    which the panel has delegated."""
    here = {"area": area}
    holders = list(OfficeHolder.objects.filter(**here).values_list("name", flat=True))
    bodies = list(Body.objects.filter(**here).values_list("name", flat=True))
    councils = list(Authority.objects.filter(**here).values_list("name", flat=True))
    titles = list(HandlingPower.objects.filter(body__area=area).values_list("to_title", flat=True))
    surnames = [name.split()[-1] for name in holders if name.split()]
    named = [*holders, *surnames, *bodies, *councils, *titles]
    return [area.name, area.panel_name, _("%(area)s Police") % {"area": area.name}, *named]


def _parties(complaint: Complaint) -> list[str]:
    """Who is named in a complaint, and every way to reach them: of an address the lines with a number in them, so that the name
    of a town is not taken for theirs."""
    found: list[str] = []
    for party in Party.objects.filter(complaint=complaint):
        lines = [line.strip(" ,") for line in party.address.splitlines() if any(sign.isdigit() for sign in line)]
        found += [one for one in (party.name, party.email, party.phone, *lines) if one.strip()]
    return found


# Writing -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def write_summary(
    *, complaint: Complaint, text: str, outcome_text: str = "", kept_words_why: str = "", actor: User | None
) -> PublicSummary:  # fmt: skip
    """Begin what the public is told of a complaint, as a draft; one that is published stays until this one takes its place.

    Raises ValidationError by field for words that nobody may publish (`text`, `outcome_text`), for marked words without a reason
    (`kept_words_why`) and for an outcome that is not published; "erased", and "draft" where one is being written.
    """
    held = lock_complaint(complaint, open_only=False)
    if PublicSummary.objects.filter(complaint=held, status=SummaryStatus.DRAFT).exists():
        raise ValidationError(_("A summary is being written already. Change that one"), code="draft")
    summary = PublicSummary(complaint=held, number=next_row(held))
    return _save(held, summary, text, outcome_text, kept_words_why, actor, "summary_written")


@transaction.atomic
def change_summary(
    *, summary: PublicSummary, version: int, text: str, outcome_text: str = "", kept_words_why: str = "", actor: User | None
) -> PublicSummary:  # fmt: skip
    """Change a draft. Who changes it has written it, and somebody else approves it. Refuses as `write_summary` does, "stale", and
    "published" for one that is no draft."""
    held = lock_complaint(summary.complaint, open_only=False)
    row = _draft(summary, version)
    row.bump()
    return _save(held, row, text, outcome_text, kept_words_why, actor, "summary_changed")


def _save(
    complaint: Complaint, row: PublicSummary, text: str, outcome: str, why: str, actor: User | None, act: str
) -> PublicSummary:  # fmt: skip
    row.complaint = complaint
    row.text, row.outcome_text, row.kept_words_why = text.strip(), outcome.strip(), why.strip()
    refuse_found(complaint, row)
    row.written_at, row.written_by = clock.now(), actor
    row.full_clean(exclude=["complaint"])
    row.save()
    save_complaint(complaint, actor, act, number=row.number)
    return row


def refuse_found(complaint: Complaint, summary: PublicSummary) -> None:
    """Raise ValidationError by field for what may not be published of a complaint in a summary."""
    problems: dict[str, Any] = {}
    found = dict(zip(BOTH, check(complaint, *(getattr(summary, name) for name in BOTH)), strict=True))
    for name, ones in found.items():
        if sentences := refusals(ones):
            problems[name] = list(dict.fromkeys(sentences))
    needed = reason_needed([one for ones in found.values() for one in ones])
    if needed and not summary.kept_words_why.strip():
        problems["kept_words_why"] = needed
    if summary.outcome_text and not complaint.publishes_outcome:
        problems["outcome_text"] = outcome_refusal(complaint)
    if problems:
        raise ValidationError(problems)


def outcome_refusal(complaint: Complaint) -> str:
    """Why nothing of an outcome may be published, naming the regulation and whether it is verified."""
    rule = rules_for(complaint).get(rulebook.COMPLAINT_PUBLICATION)
    words = _("The outcome is not published: that follows the representations of both sides, if it is in the public interest")
    if rule is None:
        return words
    mark = "" if getattr(rule, "is_verified", True) else _(". Not yet verified")
    return f"{words} ({rule.provision}{mark})"


# Publishing ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def approve_and_publish(*, summary: PublicSummary, version: int, actor: User) -> PublicSummary:
    """A second person puts a draft before the public, in place of the one that stood there.

    It is checked again, as the complaint stands now. Raises ValidationError "two-people" for who wrote it, "stale", "published",
    "erased", and by field as `write_summary` does.
    """
    held = lock_complaint(summary.complaint, open_only=False)
    row = _draft(summary, version)
    _refuse_writer(row, actor)
    refuse_found(held, row)
    now = clock.now()
    for before in PublicSummary.objects.select_for_update(of=("self",)).filter(complaint=held, status=SummaryStatus.PUBLISHED):
        before.status, before.withdrawn_at = SummaryStatus.WITHDRAWN, now
        before.withdrawn_why = _("Another one took its place")
        before.bump()
        before.save()
    row.status, row.approved_by, row.published_at = SummaryStatus.PUBLISHED, actor, now
    return _done(held, row, actor, "summary_published")


@transaction.atomic
def withdraw_summary(*, summary: PublicSummary, version: int, why: str, actor: User | None) -> PublicSummary:
    """Take back a summary, whether it is out or still a draft: the public register is without it at once. `why` is not shown to
    the public. Raises ValidationError by field (`why`), "stale", "withdrawn", "erased"."""
    held = lock_complaint(summary.complaint, open_only=False)
    row = _row(summary, version)
    if row.status == SummaryStatus.WITHDRAWN:
        raise ValidationError(_("This summary was withdrawn already"), code="withdrawn")
    if not why.strip():
        raise ValidationError({"why": _("Say why it is withdrawn")})
    row.status, row.withdrawn_at, row.withdrawn_why = SummaryStatus.WITHDRAWN, clock.now(), why.strip()
    return _done(held, row, actor, "summary_withdrawn")


@transaction.atomic
def restore_summary(*, summary: PublicSummary, version: int, actor: User) -> PublicSummary:
    """Undo a withdrawal: a summary that was out is published again, as a second person approves it; a draft is a draft again.

    Raises ValidationError "not-withdrawn", "newer" where another is published or being written, "two-people", "stale", "erased",
    and by field for what may not be published now.
    """
    held = lock_complaint(summary.complaint, open_only=False)
    row = _row(summary, version)
    if row.status != SummaryStatus.WITHDRAWN:
        raise ValidationError(_("This summary is not withdrawn"), code="not-withdrawn")
    status = SummaryStatus.PUBLISHED if row.published_at else SummaryStatus.DRAFT
    if PublicSummary.objects.filter(complaint=held, status=status).exists():
        raise ValidationError(_("There is a newer summary. Withdraw that one first"), code="newer")
    if row.published_at:
        _refuse_writer(row, actor)
        refuse_found(held, row)
        row.approved_by, row.published_at = actor, clock.now()
    row.status, row.withdrawn_at, row.withdrawn_why = status, None, ""
    return _done(held, row, actor, "summary_restored")


def _refuse_writer(row: PublicSummary, actor: User) -> None:
    if row.written_by_id == actor.pk:
        raise ValidationError(_("A second person must approve what the public reads"), code="two-people")


def _row(summary: PublicSummary, version: int) -> PublicSummary:
    row = PublicSummary.objects.select_for_update(of=("self",)).get(pk=summary.pk)
    row.still_at(version)
    return row


def _draft(summary: PublicSummary, version: int) -> PublicSummary:
    row = _row(summary, version)
    if row.status != SummaryStatus.DRAFT:
        raise ValidationError(_("This summary is not a draft any more. Write a new one"), code="published")
    return row


def _done(complaint: Complaint, row: PublicSummary, actor: User | None, act: str) -> PublicSummary:
    row.complaint = complaint
    row.bump()
    row.full_clean(exclude=["complaint"])
    row.save()
    hold_reports(complaint.body)
    save_complaint(complaint, actor, act, number=row.number)
    keep_reports(complaint.body, actor)
    return row
