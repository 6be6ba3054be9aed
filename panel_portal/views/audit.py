"""The audit page: who did or saw what in an area, and whether the record is whole."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.filters import AuditFilter
from accounts.models import PORTAL_CHAIN, AuditEntry
from accounts.resources import write_csv
from accounts.services import record, verify_chain
from commissioning.views.trail import ACTS as COMMISSIONING_ACTS
from decisions.views.trail import ACTS as DECISION_ACTS
from interface import clock
from interface.tables import Column, Table
from interface.templatetags.dates import clock_time, short_date
from meetings.views.history import ACTS as MEETING_ACTS
from panels.permissions import can_administer, can_audit
from performance.views.trail import ACTS as PERFORMANCE_ACTS

# The words of an act by its name in the trail; one that is not here is shown by its name
ACTS = {
    **COMMISSIONING_ACTS,
    **DECISION_ACTS,
    **MEETING_ACTS,
    **PERFORMANCE_ACTS,
    "accounts.account_closed": gettext_lazy("Account closed"),
    "accounts.account_opened": gettext_lazy("Account opened"),
    "accounts.audit_exported": gettext_lazy("Audit trail downloaded"),
    "accounts.audit_opened": gettext_lazy("Audit trail opened"),
    "accounts.calendar_made": gettext_lazy("Calendar address made"),
    "accounts.calendar_revoked": gettext_lazy("Calendar address revoked"),
    "accounts.password_changed": gettext_lazy("Password changed"),
    "accounts.recovery_codes_made": gettext_lazy("Recovery codes made"),
    "accounts.second_factor_failed": gettext_lazy("Second step of signing in failed"),
    "accounts.second_factor_removed": gettext_lazy("Second step of signing in removed"),
    "accounts.second_factor_set_up": gettext_lazy("Second step of signing in set up"),
    "accounts.sign_in_failed": gettext_lazy("Sign-in failed"),
    "accounts.signed_in": gettext_lazy("Signed in"),
    "accounts.signed_out": gettext_lazy("Signed out"),
    "complaints.allegation_added": gettext_lazy("Allegation added to a complaint"),
    "complaints.allegation_changed": gettext_lazy("Allegation of a complaint changed"),
    "complaints.allegation_judged": gettext_lazy("Seriousness of an allegation judged"),
    "complaints.allegation_removed": gettext_lazy("Allegation taken out of a complaint"),
    "complaints.allegation_restored": gettext_lazy("Allegation put back into a complaint"),
    "complaints.comment_entered": gettext_lazy("Comments of a side entered"),
    "complaints.erased": gettext_lazy("Complaint erased"),
    "complaints.facts_changed": gettext_lazy("Facts of a complaint changed"),
    "complaints.file_closed": gettext_lazy("File of a complaint closed to those who resolve it"),
    "complaints.file_read": gettext_lazy("File of a complaint read"),
    "complaints.file_removed": gettext_lazy("File taken out of a complaint"),
    "complaints.file_restored": gettext_lazy("File put back into a complaint"),
    "complaints.file_shared": gettext_lazy("File of a complaint shared with those who resolve it"),
    "complaints.files_added": gettext_lazy("Files added to a complaint"),
    "complaints.held": gettext_lazy("Complaint held back from erasure"),
    "complaints.hold_released": gettext_lazy("Hold on a complaint released"),
    "complaints.identity_read": gettext_lazy("Who complains was read"),
    "complaints.import_undone": gettext_lazy("Import of an older register undone"),
    "complaints.kept_from_office": gettext_lazy("Complaint kept from the Commissioner’s office"),
    "complaints.letter_begun": gettext_lazy("Letter in a complaint begun"),
    "complaints.letter_brought_back": gettext_lazy("Letter in a complaint needed after all"),
    "complaints.letter_changed": gettext_lazy("Letter in a complaint changed"),
    "complaints.letter_drafted": gettext_lazy("Letter in a complaint drafted"),
    "complaints.letter_issued": gettext_lazy("Letter in a complaint issued"),
    "complaints.letter_not_needed": gettext_lazy("Letter in a complaint not needed"),
    "complaints.opened_to_office": gettext_lazy("Complaint opened to the Commissioner’s office"),
    "complaints.person_added": gettext_lazy("Person entered in a complaint"),
    "complaints.person_changed": gettext_lazy("Person of a complaint changed"),
    "complaints.person_removed": gettext_lazy("Person taken out of a complaint"),
    "complaints.person_restored": gettext_lazy("Person put back into a complaint"),
    "complaints.power_added": gettext_lazy("Power over complaints delegated"),
    "complaints.power_changed": gettext_lazy("Delegation of a power over complaints changed"),
    "complaints.power_ended": gettext_lazy("Delegation of a power over complaints ended"),
    "complaints.received": gettext_lazy("Complaint logged"),
    "complaints.register_exported": gettext_lazy("Register of complaints downloaded"),
    "complaints.register_imported": gettext_lazy("Older register of complaints brought in"),
    "complaints.risk_assessed": gettext_lazy("Risk of a complaint assessed"),
    "complaints.step_taken": gettext_lazy("Step in a complaint taken"),
    "complaints.step_taken_back": gettext_lazy("Step in a complaint taken back"),
    "complaints.summary_changed": gettext_lazy("Public summary of a complaint changed"),
    "complaints.summary_published": gettext_lazy("Public summary of a complaint published"),
    "complaints.summary_restored": gettext_lazy("Withdrawal of a public summary undone"),
    "complaints.summary_withdrawn": gettext_lazy("Public summary of a complaint withdrawn"),
    "complaints.summary_written": gettext_lazy("Public summary of a complaint written"),
    "complaints.template_written": gettext_lazy("Wording of a letter written"),
    "complaints.view_removed": gettext_lazy("Saved view of the complaints removed"),
    "complaints.view_saved": gettext_lazy("View of the complaints saved"),
    "complaints.viewed": gettext_lazy("Page of a complaint read"),
    "complaints.words_entered": gettext_lazy("Words of a complaint entered as they came"),
    "documents.format_answered": gettext_lazy("Request for another format answered"),
    "documents.format_asked": gettext_lazy("Another format asked for"),
    "documents.link_added": gettext_lazy("Link made"),
    "documents.link_removed": gettext_lazy("Link removed"),
    "documents.link_restored": gettext_lazy("Link put back"),
    "documents.print_published": gettext_lazy("Printed text published"),
    "documents.print_withdrawn": gettext_lazy("Printed text withdrawn"),
    "documents.printed": gettext_lazy("Text set down in print"),
    "documents.restricted_read": gettext_lazy("Restricted pages read"),
    "jobs.cancel_requested": gettext_lazy("Work cancelled"),
    "jobs.retried": gettext_lazy("Work sent back to be tried again"),
    "meetings.action_changed": gettext_lazy("Action changed"),
    "meetings.action_closed": gettext_lazy("Action closed"),
    "meetings.action_raised": gettext_lazy("Action entered"),
    "meetings.action_reopened": gettext_lazy("Action opened again"),
    "meetings.action_restored": gettext_lazy("Action put back"),
    "meetings.action_superseded": gettext_lazy("Action replaced by another"),
    "meetings.action_taken_back": gettext_lazy("Action taken back"),
    "meetings.action_updated": gettext_lazy("Update added to an action"),
    "meetings.cycle_entry_added": gettext_lazy("Yearly business added"),
    "meetings.cycle_entry_changed": gettext_lazy("Yearly business changed"),
    "meetings.cycle_entry_ended": gettext_lazy("Yearly business ended"),
    "meetings.cycle_entry_resumed": gettext_lazy("Yearly business taken up again"),
    "meetings.programme_changed": gettext_lazy("Work programme changed"),
    "meetings.programme_created": gettext_lazy("Work programme begun"),
    "meetings.programme_entry_added": gettext_lazy("Entry of a work programme added"),
    "meetings.programme_entry_cancelled": gettext_lazy("Entry of a work programme cancelled"),
    "meetings.programme_entry_changed": gettext_lazy("Entry of a work programme changed"),
    "meetings.programme_entry_deferred": gettext_lazy("Entry of a work programme deferred"),
    "meetings.programme_entry_done": gettext_lazy("Entry of a work programme marked as done"),
    "meetings.programme_entry_moved": gettext_lazy("Entry of a work programme moved"),
    "meetings.programme_entry_removed": gettext_lazy("Entry of a work programme removed"),
    "meetings.programme_entry_reopened": gettext_lazy("Entry of a work programme planned again"),
    "meetings.programme_entry_restored": gettext_lazy("Entry of a work programme put back"),
    "meetings.programme_entry_shifted": gettext_lazy("Entry of a work programme moved up or down"),
    "meetings.programme_published": gettext_lazy("Work programme published"),
    "meetings.programme_standing_set": gettext_lazy("Standing reports of a work programme changed"),
    "meetings.event_cancelled": gettext_lazy("Event cancelled"),
    "meetings.event_confirmed": gettext_lazy("Date of an event confirmed"),
    "meetings.event_created": gettext_lazy("Event entered"),
    "meetings.event_held": gettext_lazy("Event recorded as held"),
    "meetings.event_reopened": gettext_lazy("Event put back as planned"),
    "meetings.event_updated": gettext_lazy("Event changed"),
    "meetings.programme_entry_taken": gettext_lazy("Entry of a work programme taken from yearly business"),
    "meetings.required_set": gettext_lazy("Said who must attend"),
    "meetings.year_created": gettext_lazy("Year of meetings called"),
    "meetings.recommendation_changed": gettext_lazy("Recommendation changed"),
    "meetings.recommendation_made": gettext_lazy("Recommendation made"),
    "meetings.recommendation_responded": gettext_lazy("Response to a recommendation entered"),
    "meetings.recommendation_restored": gettext_lazy("Recommendation put back"),
    "meetings.recommendation_taken_back": gettext_lazy("Recommendation taken back"),
    "meetings.recommendation_response_asked": gettext_lazy("Day asked for a response to a recommendation"),
    "meetings.review_changed": gettext_lazy("Review changed"),
    "meetings.review_closed": gettext_lazy("Review closed"),
    "meetings.review_evidence_added": gettext_lazy("Evidence added to a review"),
    "meetings.review_evidence_changed": gettext_lazy("Evidence of a review changed"),
    "meetings.review_evidence_removed": gettext_lazy("Evidence taken out of a review"),
    "meetings.review_evidence_restored": gettext_lazy("Evidence put back into a review"),
    "meetings.review_followed": gettext_lazy("Review brought in line with the responses"),
    "meetings.review_hidden": gettext_lazy("Review taken from the public"),
    "meetings.review_meeting_added": gettext_lazy("Meeting added to a review"),
    "meetings.review_meeting_removed": gettext_lazy("Meeting taken out of a review"),
    "meetings.review_opened": gettext_lazy("Review begun"),
    "meetings.review_published": gettext_lazy("Review published"),
    "meetings.review_reopened": gettext_lazy("Review opened again"),
    "meetings.review_report_written": gettext_lazy("Report of a review written"),
    "meetings.review_reported": gettext_lazy("Report of a review sent and published"),
    "meetings.review_witness_added": gettext_lazy("Witness added to a review"),
    "meetings.review_witness_changed": gettext_lazy("Witness of a review changed"),
    "meetings.review_witness_removed": gettext_lazy("Witness taken out of a review"),
    "meetings.review_witness_restored": gettext_lazy("Witness put back into a review"),
    "meetings.attendees_named": gettext_lazy("Who came for each office entered"),
    "meetings.release_asked": gettext_lazy("Documents put before a board for release"),
    "meetings.release_approved": gettext_lazy("Documents approved for release"),
    "meetings.release_held_back": gettext_lazy("Document held back"),
    "meetings.release_asked_again": gettext_lazy("Document put before a board again"),
    "meetings.release_removed": gettext_lazy("Document taken off the list for release"),
    "meetings.standing_attendee_added": gettext_lazy("Office that attends a body entered"),
    "meetings.standing_attendee_changed": gettext_lazy("Office that attends a body changed"),
    "meetings.standing_attendee_ended": gettext_lazy("Office that attends a body ended"),
    "meetings.standing_attendee_moved": gettext_lazy("Offices that attend a body put in another order"),
    "panels.appointed": gettext_lazy("Person appointed"),
    "panels.appointment_ended": gettext_lazy("Appointment ended"),
    "meetings.question_received": gettext_lazy("Question, statement or petition received"),
    "meetings.question_accepted": gettext_lazy("Question, statement or petition accepted"),
    "meetings.question_answered": gettext_lazy("Answer to a question, statement or petition recorded"),
    "meetings.question_answer_mended": gettext_lazy("Answer to a question, statement or petition changed"),
    "meetings.question_carried": gettext_lazy("Question, statement or petition carried to another meeting"),
    "meetings.question_hidden": gettext_lazy("Question, statement or petition taken off the website"),
    "meetings.question_rejected": gettext_lazy("Question, statement or petition not accepted"),
    "meetings.question_reopened": gettext_lazy("Decision on a question, statement or petition undone"),
    "meetings.question_shown": gettext_lazy("Question, statement or petition shown on the website"),
    "meetings.question_withdrawn": gettext_lazy("Question, statement or petition taken back by its sender"),
    "panels.body_added": gettext_lazy("Body entered in the directory"),
    "panels.body_changed": gettext_lazy("What the directory says of a body changed"),
    "panels.body_ended": gettext_lazy("Body ended"),
    "panels.consent_added": gettext_lazy("Consent to more co-opted members entered"),
    "panels.consent_changed": gettext_lazy("Consent to more co-opted members changed"),
    "panels.contributions_kept": gettext_lazy("Councils’ contributions changed"),
    "panels.delegation_added": gettext_lazy("Delegation entered"),
    "panels.delegation_changed": gettext_lazy("Delegation changed"),
    "panels.delegation_ended": gettext_lazy("Delegation ended"),
    "panels.duties_refreshed": gettext_lazy("Deadlines brought in line with the rules"),
    "panels.duty_explained": gettext_lazy("Missed or late deadline explained"),
    "panels.duty_met": gettext_lazy("Deadline marked as met"),
    "panels.duty_reopened": gettext_lazy("Deadline opened again"),
    "panels.duty_set_aside": gettext_lazy("Deadline marked as not applicable"),
    "panels.election_added": gettext_lazy("Election entered"),
    "panels.election_changed": gettext_lazy("Election changed"),
    "panels.election_removed": gettext_lazy("Election taken out"),
    "panels.host_began": gettext_lazy("Next host of the panel entered"),
    "panels.host_changed": gettext_lazy("Host of the panel corrected"),
    "panels.host_notice_changed": gettext_lazy("Notice of the host changed"),
    "panels.host_notice_given": gettext_lazy("Notice of the host recorded"),
    "panels.host_notice_put_back": gettext_lazy("Notice of the host put back"),
    "panels.host_notice_taken_back": gettext_lazy("Notice of the host taken back"),
    "panels.host_withdrawn": gettext_lazy("Next host of the panel taken back"),
    "panels.interest_added": gettext_lazy("Member’s interest registered"),
    "panels.interest_changed": gettext_lazy("Member’s interest changed"),
    "panels.interest_removed": gettext_lazy("Member’s interest taken off the register"),
    "panels.local_rule_ended": gettext_lazy("Panel’s own rule given a last day"),
    "panels.local_rule_set": gettext_lazy("Panel’s own rule laid down or changed"),
    "panels.local_rule_withdrawn": gettext_lazy("Panel’s own rule taken back before it began"),
    "panels.office_holder_added": gettext_lazy("Commissioner or Deputy entered"),
    "panels.office_holder_changed": gettext_lazy("Commissioner or Deputy changed"),
    "panels.office_holder_ended": gettext_lazy("Time in office of a Commissioner or Deputy ended"),
    "panels.panel_loaded": gettext_lazy("Panel loaded from a file"),
    "panels.representative_added": gettext_lazy("Link member or representative entered"),
    "panels.representative_changed": gettext_lazy("Link member or representative changed"),
    "panels.representative_ended": gettext_lazy("Link member or representative ended"),
    "panels.rulebook_loaded": gettext_lazy("Rule book loaded"),
}


def act_words(action: str) -> str:
    """An act in words."""
    return str(ACTS.get(action, action))


@login_required
@require_safe
def audit_list(request: HttpRequest, area: str = "") -> HttpResponse:
    """The trail of an area, or, where the address names none, the portal's own: sign-ins, accounts, jobs of no area.

    Opening the page is itself an entry, and stands on it.
    """
    place = getattr(request, "area", None)
    if not (can_audit(request.user, place) if place else can_administer(request.user)):
        raise PermissionDenied
    exporting = request.GET.get("format") == "csv"
    record(
        actor=request.user,
        action="accounts.audit_exported" if exporting else "accounts.audit_opened",
        area=place,
        detail={"filters": sorted(name for name, value in request.GET.items() if value and name != "format")},
    )
    chain = place.slug if place else PORTAL_CHAIN
    search = AuditFilter(request.GET, AuditEntry.objects.for_chain(chain).for_page())
    named = [(code, act_words(code)) for code, _code in search.filters["action"].extra["choices"]]
    search.filters["action"].extra["choices"] = sorted(named, key=lambda choice: choice[1])
    shown = search.qs if search.is_valid() else search.queryset.none()
    if exporting:
        return _as_csv(shown, chain)
    return render(request, "accounts/audit_list.html", _context(request, chain, search, shown))


def _context(request: HttpRequest, chain: str, search: AuditFilter, shown: QuerySet) -> dict[str, Any]:
    table = _table(request, shown)
    report = verify_chain(chain)
    return {
        "report": report,
        "entries": f"{report.count:,}",
        "verified_at": clock.now(),
        "table": table,
        "form": search.form,
        "filter_form": search.form,
        "filters": _in_force(table, search),
        "words": _("%(count)s entries shown") % {"count": f"{table.count:,}"},
        "exports": [{"text": _("Download these entries (CSV)"), "url": table.address(format="csv")}],
    }


def _table(request: HttpRequest, entries: QuerySet) -> Table:
    columns = [
        Column("number", _("Number"), lambda entry: f"{entry.sequence:,}", sort="sequence", numeric=True),
        Column("when", _("When"), _when, sort="at", heads_row=True),
        Column("person", _("Person"), lambda entry: entry.actor or _("The public or the system"), sort="actor__name"),
        Column("act", _("Act"), lambda entry: act_words(entry.action), sort="action"),
        Column("thing", _("Thing"), _thing),
        Column("details", _("Details"), _details),
    ]
    return Table(
        request, entries, columns=columns, caption=_("Entries"), empty=_("No entries match. Remove a filter."), order="-number"
    )


def _thing(entry: AuditEntry) -> str:
    return f"{entry.target_type.rpartition('.')[2]} {entry.target_reference}".strip() or _("none")


def _when(entry: AuditEntry) -> SafeString:
    return format_html('<span class="app-nowrap">{},</span> {}', short_date(entry.at), clock_time(entry.at))


def _details(entry: AuditEntry) -> str:
    said = "; ".join(f"{name}: {_plain(value)}" for name, value in entry.detail.items() if value not in ("", [], None))
    return said or _("none")


def _plain(value: object) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _in_force(table: Table, search: AuditFilter) -> list[dict[str, str]]:
    """The filters in force, each with the address that removes it."""
    links = []
    for name, value in (search.form.cleaned_data if search.is_valid() else {}).items():
        if value:
            query = table.request.GET.copy()
            for part in (name, f"{name}-day", f"{name}-month", f"{name}-year", "page"):
                query.pop(part, None)
            words = short_date(value) if hasattr(value, "year") else act_words(str(value))
            links.append({"text": f"{search.form[name].label}: {words}", "url": f"?{query.urlencode()}"})
    return links


def _as_csv(entries: QuerySet, chain: str) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{chain}-{clock.today():%Y-%m-%d}.csv"'
    response.write("\ufeff")
    write_csv(entries.iterator(chunk_size=2000), response)
    return response
