"""What became of a meeting: what was published and taken back, for everybody; every act, for those who prepare it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from documents.models import Paper
from documents.services.fetches import fetches_of
from meetings import permissions, rules
from meetings.models import AgendaVersion, Meeting
from meetings.services.trail import acts_on, last_act
from meetings.views.acts import find_meeting
from meetings.views.meetings import packs_for, sub_navigation

# The words of an act by its name in the audit trail
ACTS = {
    "meetings.meeting_created": gettext_lazy("Meeting drafted"),
    "meetings.meeting_updated": gettext_lazy("Meeting changed"),
    "meetings.meeting_announced": gettext_lazy("Meeting announced"),
    "meetings.meeting_held": gettext_lazy("Meeting held"),
    "meetings.meeting_cancelled": gettext_lazy("Meeting cancelled"),
    "meetings.meeting_postponed": gettext_lazy("Meeting postponed"),
    "meetings.item_added": gettext_lazy("Item added"),
    "meetings.item_updated": gettext_lazy("Item changed"),
    "meetings.item_privacy_changed": gettext_lazy("Who may read an item changed"),
    "meetings.item_moved": gettext_lazy("Item moved"),
    "meetings.item_withdrawn": gettext_lazy("Item withdrawn"),
    "meetings.item_deleted": gettext_lazy("Item taken off"),
    "meetings.agenda_reordered": gettext_lazy("Agenda put in another order"),
    "meetings.agenda_undone": gettext_lazy("Last change undone"),
    "meetings.agenda_published": gettext_lazy("Agenda published"),
    "meetings.lateness_explained": gettext_lazy("Said why the agenda is late"),
    "meetings.supplement_started": gettext_lazy("Supplement begun"),
    "meetings.supplement_updated": gettext_lazy("Supplement changed"),
    "meetings.supplement_paper_added": gettext_lazy("Paper put in a supplement"),
    "meetings.supplement_discarded": gettext_lazy("Supplement deleted"),
    "meetings.supplement_published": gettext_lazy("Supplement published"),
    "documents.paper_replaces": gettext_lazy("Paper put in place of a withdrawn one"),
    "meetings.paper_attached": gettext_lazy("Paper put on an item"),
    "meetings.paper_detached": gettext_lazy("Paper taken off an item"),
    "meetings.paper_revised": gettext_lazy("Paper changed"),
    "meetings.paper_redrawn": gettext_lazy("Paper taken from its register again"),
    "meetings.paper_discarded": gettext_lazy("Paper deleted"),
    "meetings.findings_removed": gettext_lazy("File of a paper mended"),
    "meetings.paper_carried_over": gettext_lazy("Paper carried over from the postponed meeting"),
    "meetings.report_asked": gettext_lazy("Report asked for"),
    "meetings.report_submitted": gettext_lazy("Report sent in"),
    "meetings.report_accepted": gettext_lazy("Report accepted"),
    "meetings.report_reopened": gettext_lazy("Report taken off its item, to be decided again"),
    "meetings.reports_moved": gettext_lazy("Reports asked for came with the meeting from another day"),
    "meetings.report_returned": gettext_lazy("Report returned to its author"),
    "meetings.report_cancelled": gettext_lazy("Report no longer wanted"),
    "meetings.approval_asked": gettext_lazy("Agenda put before the Chair"),
    "meetings.agenda_approved": gettext_lazy("Agenda approved by the Chair"),
    "meetings.agenda_returned": gettext_lazy("Agenda returned by the Chair"),
    "meetings.chair_notes_saved": gettext_lazy("Notes for the Chair saved"),
    "meetings.item_opened": gettext_lazy("Papers of a private item made public"),
    "documents.paper_opened": gettext_lazy("Private paper made public"),
    "meetings.apologies_sent": gettext_lazy("Apologies sent"),
    "meetings.apologies_withdrawn": gettext_lazy("Apologies taken back"),
    "meetings.attendance_prepared": gettext_lazy("List of who is expected made"),
    "meetings.attendance_recorded": gettext_lazy("Attendance recorded"),
    "meetings.attendee_added": gettext_lazy("Somebody entered under attendance"),
    "meetings.attendee_removed": gettext_lazy("Somebody taken off the attendance"),
    "meetings.times_set": gettext_lazy("Start, finish and chair recorded"),
    "meetings.room_set": gettext_lazy("Who is in the room recorded"),
    "meetings.minutes_started": gettext_lazy("Minutes begun"),
    "meetings.minute_item_raised": gettext_lazy("Item raised at the meeting"),
    "meetings.minute_item_settled": gettext_lazy("What became of an item recorded"),
    "meetings.minute_item_ticked": gettext_lazy("Item of the minutes ticked"),
    "meetings.minute_item_opened": gettext_lazy("Item minuted in public: the press and public were not excluded"),
    "meetings.minute_item_closed": gettext_lazy("Item minuted in private again"),
    "meetings.entry_added": gettext_lazy("Entry added to the minutes"),
    "meetings.entry_saved": gettext_lazy("Entry of the minutes saved"),
    "meetings.entry_moved": gettext_lazy("Entry of the minutes moved"),
    "meetings.entry_removed": gettext_lazy("Entry of the minutes removed"),
    "meetings.entry_restored": gettext_lazy("Entry of the minutes put back"),
    "meetings.entry_amended": gettext_lazy("Entry of the minutes corrected"),
    "meetings.minutes_sent": gettext_lazy("Minutes sent to the Chair"),
    "meetings.minutes_checked": gettext_lazy("Minutes checked by the Chair"),
    "meetings.minutes_check_undone": gettext_lazy("Minutes changed after the Chair’s check"),
    "meetings.minutes_returned": gettext_lazy("Minutes returned by the Chair"),
    "meetings.decisions_published": gettext_lazy("Sheet of decisions published"),
    "meetings.minutes_published": gettext_lazy("Draft minutes published"),
    "meetings.minutes_printed": gettext_lazy("Minutes printed"),
    "meetings.correction_proposed": gettext_lazy("Correction proposed"),
    "meetings.correction_accepted": gettext_lazy("Correction accepted"),
    "meetings.correction_declined": gettext_lazy("Correction declined"),
    "meetings.correction_withdrawn": gettext_lazy("Correction taken back"),
    "meetings.minutes_confirmed": gettext_lazy("Minutes confirmed"),
    "meetings.corrigendum_added": gettext_lazy("Corrigendum added"),
    "meetings.actions_published": gettext_lazy("Actions made known"),
    "meetings.attendees_named": gettext_lazy("Who came for each office entered"),
    "meetings.release_asked": gettext_lazy("Documents put before the meeting for release"),
    "meetings.release_approved": gettext_lazy("Documents approved for release"),
    "meetings.release_held_back": gettext_lazy("Document held back"),
    "meetings.release_asked_again": gettext_lazy("Document put before the meeting again"),
    "meetings.release_removed": gettext_lazy("Document taken off the list for release"),
    "meetings.recommendations_published": gettext_lazy("Recommendations made known"),
    "documents.paper_created": gettext_lazy("Paper made"),
    "documents.paper_revised": gettext_lazy("Paper saved"),
    "documents.paper_redrawn": gettext_lazy("Paper drawn from its register"),
    "documents.finding_kept": gettext_lazy("Something found in a file kept"),
    "documents.finding_reopened": gettext_lazy("Something found in a file to be decided again"),
    "documents.pages_looked_at": gettext_lazy("More pages of a file looked at"),
    "documents.text_recognised": gettext_lazy("Text in the pictures of a file recognised"),
    "documents.findings_removed": gettext_lazy("Hidden words taken out of a file"),
    "documents.findings_overridden": gettext_lazy("Published with what was found in a file"),
    "documents.paper_access_set": gettext_lazy("Who may read a paper changed"),
    "documents.paper_discarded": gettext_lazy("Paper and its versions deleted"),
    "documents.paper_published": gettext_lazy("Paper published"),
    "documents.paper_withdrawn": gettext_lazy("Paper withdrawn"),
    "documents.pack_built": gettext_lazy("Pack built"),
    "documents.pack_published": gettext_lazy("Pack published"),
    "documents.pack_taken_down": gettext_lazy("Pack taken down"),
}
ENDINGS = ("meetings.meeting_postponed", "meetings.meeting_cancelled")
MOST_SHOWN = 200


@require_safe
def meeting_history(request: Any, area: str, meeting: str) -> HttpResponse:
    """What was published when, and what was taken back; for those who prepare the meeting, every act."""
    found = find_meeting(request, meeting)
    entitled = permissions.can_read_private(request.user, found)
    reads = rules.agenda_is_read_by(found.agenda_publication, is_out=found.agenda_is_out, reads_restricted=entitled)
    versions = list(AgendaVersion.objects.filter(meeting=found).select_related("published_by")) if reads else []
    can_edit = permissions.can_edit_agenda(request.user, found)
    context = {
        "meeting": found,
        "versions": versions,
        "events": _events(request, found, versions),
        "acts": _acts(found) if can_edit else [],
        "can_edit": can_edit,
        "taken_down": [(paper, fetches_of(paper)) for paper in _taken_down(request, found)] if can_edit else [],
        "links": sub_navigation(found, "history", has_pack=bool(packs_for(request, found)), user=request.user),
    }
    return render(request, "meetings/meeting_history.html", context)


def _events(request: Any, meeting: Meeting, versions: list[AgendaVersion]) -> list[dict[str, Any]]:
    """What the reader may know of, the newest first: agenda published, papers withdrawn, postponed, cancelled."""
    papers = Paper.objects.visible_to(request.user).filter(area=meeting.area_id, body=meeting.body_id, collection=meeting.slug)
    withdrawn = papers.filter(withdrawn_at__isnull=False).order_by("withdrawn_at", "pk")
    said = [{"at": one.published_at, "words": _("Agenda published"), "why": one.late_reason} for one in versions]
    said += [
        {"at": one.withdrawn_at, "words": _("Paper withdrawn: %(title)s") % {"title": one.title}, "why": one.withdrawn_reason}
        for one in withdrawn
    ]
    said += [
        {"at": one.published_at, "words": _("Supplement %(number)s published") % {"number": one.number}, "why": one.reason}
        for one in (meeting.supplements.filter(published_at__isnull=False) if versions else [])
    ]
    if meeting.status in rules.OFF:
        ending = last_act(meeting, *ENDINGS)
        at = ending.at if ending else meeting.created_at
        said.append({"at": at, "words": meeting.get_status_display(), "why": meeting.status_reason})
    return sorted(said, key=lambda event: event["at"], reverse=True)


def _taken_down(request: Any, meeting: Meeting) -> list[Paper]:
    papers = Paper.objects.visible_to(request.user).filter(area=meeting.area_id, body=meeting.body_id, collection=meeting.slug)
    return list(papers.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at", "pk"))


def _acts(meeting: Meeting) -> list[dict[str, Any]]:
    return [
        {"at": entry.at, "actor": entry.actor, "words": ACTS.get(entry.action, entry.action)}
        for entry in acts_on(meeting)[:MOST_SHOWN]
    ]
