"""The panel's reports: written, sent to the Commissioner and published. What was sent never changes."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.choices import ReportStatus
from decisions.models import Case, PanelVote, Report
from decisions.papers import Letterhead, report_sheet
from decisions.papers.letterheads import commissioner_lines, panel_lines
from decisions.rules.facts import CaseFacts
from decisions.rules.reports import (
    LONGEST_RECOMMENDATION,
    is_late,
    issue_day_problem,
    notice_for,
    recommended,
    report_problems,
    reports_on,
    rounds_of,
)
from decisions.rules.status import status_from
from decisions.services.locking import lock_case, save_case
from decisions.services.reading import facts_of
from documents.choices import Access, Relation
from documents.models import Link, Print
from documents.services.links import add_link
from documents.services.prints import Sheet, newest_print, preview_sheet, print_sheet, publish_print, withdraw_print
from documents.services.readings import RESTRICTED_READ
from interface import clock
from meetings.models import Recommendation
from meetings.services.recommendations import make_recommendation, publish_made

OWNER_KIND = "report"
NEW = 0  # the version of a report that nobody has written yet


# Writing -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def write_report(
    *, case: Case, version: int, number: int, actor: User | None, position: str = "", text: str = "",
    recommendations: Sequence[str] = (), recommended_band_d: Decimal | None = None, vote: PanelVote | None = None,
    signed_by: str = "", manner: str = "", response_due_on: date | None = None,
) -> Report:  # fmt: skip
    """Save the draft of the report of a round, 1 or 2 after a veto. `version` is the report's, or NEW for one that nobody has
    written yet, so that nobody writes over a draft that they have not seen.

    Half a draft is saved as well: what it still lacks is for `report_problems`. Raises ValidationError "stale", "over",
    "issued", "kind" for a case in which the panel does not report, and by field: `vote`, `recommendations`.
    """
    held = lock_case(case)
    if not reports_on(held.kind) or number not in rounds_of(held.kind):
        raise ValidationError(_("The panel does not report in this case"), code="kind")
    report = Report.objects.select_for_update(of=("self",)).filter(case=held, number=number).first()
    if report is None:
        report = Report(case=held, number=number, version=NEW)
    report.still_at(version)
    if report.is_out:
        raise ValidationError(_("This report was sent. It stays as it is"), code="issued")
    _refuse_wrong(held, vote, recommendations)
    report.case = held
    report.position, report.text, report.vote = position, text.strip(), vote
    report.recommendations = [one.strip() for one in recommendations if one.strip()]
    report.recommended_band_d, report.response_due_on = recommended_band_d, response_due_on
    report.signed_by, report.manner = signed_by.strip(), manner.strip()
    report.bump()
    report.full_clean(exclude=["case"])
    report.save()
    save_case(held, actor, "report_written", report=number)
    return report


def _refuse_wrong(case: Case, vote: PanelVote | None, recommendations: Sequence[str]) -> None:
    if vote is not None and (vote.case_id != case.pk or vote.taken_back_at is not None):
        raise ValidationError({"vote": _("Choose a vote of this case")})
    if any(len(one) > LONGEST_RECOMMENDATION for one in recommendations):
        words = _("Each recommendation must be %(limit)s characters or fewer")
        raise ValidationError({"recommendations": words % {"limit": f"{LONGEST_RECOMMENDATION:,}"}})


# Sending -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def issue_report(*, report: Report, version: int, issued_on: date, actor: User | None) -> Report:
    """Send a draft to the Commissioner: it is frozen and printed, what it recommends gets references, and whether it was late
    is fixed. The office reads it from now on; the public once it is published.

    Raises ValidationError "stale", "over"; by field `issued_on`; and with everything that refuses it, which changes nothing.
    """
    case = lock_case(report.case)
    held = _held(report, case, version)
    facts = facts_of(case)
    if problem := issue_day_problem(facts, held, issued_on):
        raise ValidationError({"issued_on": problem})
    if refusals := [refusal(one) for one in report_problems(facts, held, issued_on) if one.refuses]:
        raise ValidationError(refusals)
    held.status, held.issued_on, held.issued_at, held.issued_by = ReportStatus.ISSUED, issued_on, clock.now(), actor
    held.notice, held.was_late = notice_for(facts, held.number), is_late(facts, held.number, issued_on)
    held.bump()
    held.full_clean(exclude=["case"])
    held.save()
    references = [one.reference for one in _recommend(case, held, issued_on, actor)]
    sheet = report_sheet(facts, held, head=letterhead(case, issued_on), issued_on=issued_on, references=references)
    print_sheet(
        area=case.area, owner_kind=OWNER_KIND, owner_key=held.pk, sheet=sheet, access=Access.EXEMPT, actor=actor
    )  # fmt: skip
    case.status = status_from(facts_of(case))
    save_case(case, actor, "report_issued", report=held.number, late=held.was_late)
    return held


def refusal(problem: Any) -> str:
    """A problem in one line: its words, and the provision behind it."""
    if not problem.provision:
        return str(problem.words)
    unverified = "" if problem.is_verified else f", {_('not yet verified')}"
    return f"{problem.words} ({problem.provision}{unverified})"


def _recommend(case: Case, report: Report, on: date, actor: User | None) -> list[Recommendation]:
    """Enter what a report recommends under references, tied to its case. They are known once the report is published."""
    meeting = report.vote.meeting if report.vote is not None and report.vote.meeting.body_id == case.body_id else None
    made = []
    for text in recommended(report):
        one = make_recommendation(
            body=case.body, text=text, made_to=commissioner_lines(case.area)[-1], access=Access.PUBLIC, made_on=on,
            raised_meeting=meeting, actor=actor,
        )  # fmt: skip
        if report.response_due_on:
            one.response_due_on = report.response_due_on
            one.save(update_fields=["response_due_on"])
        source, target = ("recommendation", one.pk), ("case", case.pk)
        add_link(area=case.area, source=source, relation=Relation.FOLLOWS, target=target, actor=actor, on=on)
        made.append(one)
    return made


def recommendations_of(report: Report) -> list[Recommendation]:
    """The recommendations that a report became when it was sent, in their order; not yet narrowed to a reader."""
    if not report.is_out or not recommended(report):
        return []
    tied = Link.objects.filter(
        source_kind="recommendation", relation=Relation.FOLLOWS, target_kind="case", target_key=report.case_id,
        removed_at__isnull=True,
    ).values("source_key")  # fmt: skip
    rows = Recommendation.objects.filter(pk__in=tied, made_on=report.issued_on, entry__isnull=True).for_page().order_by("pk")
    same_day = Report.objects.filter(case=report.case_id, issued_on=report.issued_on, number__lt=report.number)
    before = sum(len(recommended(one)) for one in same_day)
    return list(rows[before : before + len(recommended(report))])


# Publishing --------------------------------------------------------------------------------------------------------


@transaction.atomic
def publish_report(*, report: Report, version: int, manner: str, actor: User | None) -> Report:
    """Let everybody read a report that was sent, and what it recommends, in the manner that the panel decided.

    Raises ValidationError "stale"; "draft", "published", "unpublished" where the case itself is not public; by field: `manner`.
    """
    case = lock_case(report.case, open_only=False)
    held = _held(report, case, version)
    if held.status == ReportStatus.DRAFT:
        raise ValidationError(_("This report has not been sent. Send it first"), code="draft")
    if held.status == ReportStatus.PUBLISHED:
        raise ValidationError(_("This report is public already"), code="published")
    if case.published_at is None:
        raise ValidationError(_("The case is not public. Publish the case first"), code="unpublished")
    if not manner.strip():
        raise ValidationError({"manner": _("Say how the report is published")})
    held.status, held.published_at, held.manner = ReportStatus.PUBLISHED, clock.now(), manner.strip()
    held.bump()
    held.full_clean(exclude=["case"])
    held.save()
    publish_made(made=recommendations_of(held), source=held, actor=actor)  # held before the trail, as all who change them do
    if kept := printed(held):
        publish_print(kept=kept, actor=actor)
    save_case(case, actor, "report_published", report=held.number)
    return held


@transaction.atomic
def print_anew(*, case: Case, actor: User | None) -> None:
    """Print the reports of a held case again where a name that they printed was made private, and take the earlier prints back:
    their files leave the public store. The words of a report stay as they were sent."""
    facts = facts_of(case)
    for report in facts.issued_reports:
        before = printed(report)
        if before is None:
            continue
        sheet = report_sheet(
            facts, report, head=letterhead(case, report.issued_on), issued_on=report.issued_on,
            references=[one.reference for one in recommendations_of(report)],
        )  # fmt: skip
        now = print_sheet(
            area=case.area, owner_kind=OWNER_KIND, owner_key=report.pk, sheet=sheet, access=before.access, actor=actor
        )  # fmt: skip
        if now != before:
            withdraw_print(kept=before, reason=_("The name of the candidate was made private"), actor=actor)


def _held(report: Report, case: Case, version: int) -> Report:
    held = Report.objects.select_for_update(of=("self",)).select_related("vote__meeting").get(pk=report.pk)
    held.still_at(version)
    held.case = case
    return held


# Reading -----------------------------------------------------------------------------------------------------------


def letterhead(case: Case, on: date) -> Letterhead:
    """The addresses of a panel and its Commissioner as they were on a day."""
    host = case.body.hosts.on(on).select_related("authority").order_by("-started_on").first()
    name, address = (host.authority.name, host.address) if host else ("", "")
    return Letterhead(panel=panel_lines(case.body.name, name, address), commissioner=commissioner_lines(case.area))


def draft_sheet(facts: CaseFacts, report: Report) -> Sheet:
    """The draft of a report as it would be printed today."""
    return report_sheet(facts, report, head=letterhead(facts.case, facts.today))


def draft_pdf(report: Report) -> bytes:
    """The same as a PDF. Never kept; the caller has fetched the report through `visible_to`."""
    return preview_sheet(draft_sheet(facts_of(report.case), report))


@transaction.atomic
def note_reading_of_draft(*, report: Report, reader: User | AnonymousUser) -> None:
    """Keep in the trail that somebody was given the draft of a report as a file; not what it says."""
    if isinstance(reader, User):
        detail = {"of": report.case.slug, "report": report.number}
        record(actor=reader, action=RESTRICTED_READ, target=report, area=report.case.area, detail=detail)


def printed(report: Report) -> Print | None:
    """What was printed of a report when it was sent; None for a draft."""
    return newest_print(OWNER_KIND, report.pk)
