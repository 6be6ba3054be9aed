"""What is taken away to see that the access table notices: where, what stands in its place, and one route that must notice."""

from meetings.rules import seen_item
from panels.models import Body, PoliceArea
from panels.permissions import appointments_of


def everything(queryset, user):
    return queryset.all()


def always(*args, **kwargs):
    return True


def every_body(user, roles=None):
    return Body.objects.all()


def every_area(user):
    return set(PoliceArea.objects.values_list("pk", flat=True))


def even_left_out(queryset):
    return queryset.filter(report__status="frozen")


def seen_by_the_entitled(item, entitled, **more):
    return seen_item(item, True, **more)


# Minutes that are out are asked for again, meeting and all, by what gives a file of them: those have no line here
MINUTES_GUARDS = [
    ("meetings.querysets.MinutesQuerySet.visible_to", everything, "minutes-detail"),
    ("meetings.querysets.MinutesQuerySet.visible_to", everything, "minutes-check"),
    ("meetings.querysets.MinutesQuerySet.decisions_visible_to", everything, "attendance-detail"),
    ("meetings.querysets.EntryQuerySet.visible_to", everything, "action-detail"),
    ("meetings.querysets.ActionQuerySet.visible_to", everything, "action-list"),
    ("meetings.querysets.ActionQuerySet.visible_to", everything, "action-detail"),
    ("meetings.querysets.ActionQuerySet.visible_to", everything, "action-export"),
    ("meetings.querysets.ActionQuerySet.visible_to", everything, "no-answer-list"),
    ("meetings.querysets.RecommendationQuerySet.visible_to", everything, "recommendation-list"),
    ("meetings.querysets.RecommendationQuerySet.visible_to", everything, "recommendation-detail"),
    ("meetings.permissions.can_read_private", always, "minutes-detail"),
    ("meetings.permissions.can_read_private", always, "minutes-members-file"),
    ("meetings.permissions.can_read_private", always, "minutes-excerpt"),
    ("meetings.permissions.can_read_private", always, "decisions-detail"),
    ("meetings.permissions.can_read_private", always, "correction-list"),
    ("meetings.permissions.can_write_minutes", always, "minutes-start"),
    ("meetings.permissions.can_write_minutes", always, "minutes-publish"),
    ("meetings.permissions.can_check_minutes", always, "minutes-return"),
    ("meetings.permissions.can_propose_correction", always, "correction-create"),
    ("meetings.permissions.bodies_to_call", lambda user, area: Body.objects.all(), "action-create"),
    ("meetings.permissions.can_keep_actions", always, "action-update"),
    ("meetings.permissions.can_keep_actions", always, "link-create"),
    ("meetings.permissions.can_update_action", always, "action-say"),
    ("meetings.permissions.can_close_action", always, "action-close"),
    ("panels.permissions.can_keep_interests", always, "interest-create"),
    ("panels.permissions.can_keep_interests", always, "interest-list"),
    ("panels.querysets.InterestQuerySet.visible_to", everything, "interest-list"),
]

# The year: what was sent in, what is due, programmes, events
YEAR_GUARDS = [
    ("meetings.querysets.QuestionQuerySet.visible_to", everything, "question-list"),
    ("meetings.querysets.QuestionQuerySet.visible_to", everything, "question-detail"),
    ("meetings.querysets.QuestionQuerySet.visible_to", everything, "question-export"),
    ("meetings.permissions.can_keep_questions", always, "question-decide"),
    ("meetings.permissions.can_keep_questions", always, "question-detail"),
    ("panels.querysets.ObligationQuerySet.visible_to", everything, "obligation-detail"),
    ("panels.permissions.can_see_due", always, "obligation-list"),
    ("panels.permissions.can_settle", always, "obligation-meet"),
    ("panels.permissions.can_keep_rules", always, "local-rule-update"),
    ("meetings.querysets.WorkProgrammeQuerySet.visible_to", everything, "programme-detail"),
    ("meetings.querysets.ProgrammeEntryQuerySet.visible_to", everything, "programme-detail"),
    ("meetings.querysets.ProgrammeEntryQuerySet.visible_to", everything, "entry-detail"),
    ("meetings.querysets.ProgrammeEntryQuerySet.visible_to", everything, "programme-export"),
    ("meetings.permissions.can_keep_programme", always, "entry-update"),
    ("meetings.permissions.can_keep_programme", always, "event-update"),
    ("meetings.querysets.EventQuerySet.visible_to", everything, "event-list"),
    ("meetings.querysets.EventQuerySet.visible_to", everything, "event-detail"),
    ("meetings.querysets.MeetingQuerySet.visible_to", everything, "month-detail"),
    ("meetings.querysets.MeetingQuerySet.visible_to", everything, "programme-detail"),
    ("meetings.querysets.MeetingQuerySet.visible_to", everything, "calendar-feed"),
]

# Cases, what stands in them, reviews, yearly business, annual reports and arrangements
CASES_GUARDS = [
    ("decisions.querysets.CaseQuerySet.visible_to", everything, "case-list"),
    ("decisions.querysets.CaseQuerySet.visible_to", everything, "case-export"),
    ("decisions.querysets.CaseQuerySet.visible_to", everything, "case-detail"),
    ("decisions.querysets.NoticeQuerySet.visible_to", everything, "case-detail"),
    ("decisions.querysets.ReportQuerySet.visible_to", everything, "report-detail"),
    ("decisions.querysets.ResponseQuerySet.visible_to", everything, "response-detail"),
    ("decisions.querysets.ResponseQuerySet.visible_to", everything, "response-file"),
    ("decisions.permissions.can_read_name", always, "case-detail"),
    ("decisions.permissions.can_read_particulars", always, "case-detail"),
    ("decisions.permissions.can_keep_case", always, "case-update"),
    ("decisions.permissions.can_keep_case", always, "report-update"),
    ("decisions.permissions.can_notify", always, "precept-notice-create"),
    ("decisions.permissions.can_notify", always, "candidate-notify"),
    ("decisions.querysets.AnnualQuerySet.visible_to", everything, "annual-detail"),
    ("decisions.permissions.can_keep_annual_report", always, "annual-update"),
    ("meetings.querysets.ReviewQuerySet.visible_to", everything, "review-list"),
    ("meetings.querysets.ReviewQuerySet.visible_to", everything, "review-detail"),
    ("meetings.querysets.EvidenceQuerySet.visible_to", everything, "review-detail"),
    ("meetings.permissions.can_keep_reviews", always, "review-update"),
    ("meetings.querysets.CycleQuerySet.visible_to", everything, "cycle-list"),
    ("meetings.permissions.can_keep_reviews", always, "cycle-update"),
    ("panels.permissions.can_keep_arrangements", always, "host-notice-create"),
    ("panels.permissions.can_keep_elections", always, "election-update"),
    ("panels.permissions.can_keep_delegations", always, "delegation-update"),
]

# Complaints: who opens one, who acts in it, who reads who complains, and what surrounds them
COMPLAINTS_GUARDS = [
    ("complaints.querysets.ComplaintQuerySet.visible_to", everything, "complaint-detail"),
    ("complaints.querysets.ComplaintQuerySet.visible_to", everything, "allegation-list"),
    ("complaints.querysets.ComplaintQuerySet.visible_to", everything, "letter-detail"),
    ("complaints.querysets.ComplaintQuerySet.visible_to", everything, "file-list"),
    ("complaints.querysets.ComplaintQuerySet.listed_for", everything, "complaint-list"),
    ("complaints.querysets.ComplaintQuerySet.listed_for", everything, "complaint-export"),
    ("complaints.querysets.ComplaintFileQuerySet.visible_to", everything, "file-detail"),
    ("complaints.querysets.RegisterImportQuerySet.visible_to", everything, "register-detail"),
    ("complaints.querysets.SavedViewQuerySet.visible_to", everything, "view-remove"),
    ("complaints.permissions.can_read_register", always, "complaint-list"),
    ("complaints.permissions.can_log", always, "intake-create"),
    ("complaints.permissions.can_work_on", always, "complaint-update"),
    ("complaints.permissions.can_work_on", always, "person-create"),
    ("complaints.permissions.can_work_on", always, "letter-update"),
    ("complaints.permissions.can_take", always, "step-take"),
    ("complaints.permissions.can_identify", always, "people-list"),
    ("complaints.permissions.can_identify", always, "risk-list"),
    ("complaints.permissions.can_identify", always, "letter-file"),
    ("complaints.permissions.can_keep_from_office", always, "complaint-keep"),
    ("complaints.permissions.can_write_summary", always, "summary-write"),
    ("complaints.permissions.can_approve_summary", always, "summary-approve"),
    ("complaints.permissions.can_read_templates", always, "template-list"),
    ("complaints.permissions.can_keep_powers", always, "power-create"),
    ("complaints.permissions.can_keep_records", always, "retention-list"),
    ("complaints.permissions.can_keep_records", always, "complaint-hold"),
    ("complaints.permissions.can_import", always, "register-import"),
    ("panels.permissions.can_keep_office_holders", always, "office-holder-create"),
]

# Decisions, boards, the update report and the office's other registers
REGISTER_GUARDS = [
    ("decisions.querysets.DecisionQuerySet.visible_to", everything, "decision-list"),
    ("decisions.querysets.DecisionQuerySet.visible_to", everything, "decision-detail"),
    ("decisions.querysets.DecisionQuerySet.visible_to", everything, "decision-feed"),
    ("decisions.querysets.DecisionQuerySet.visible_to", everything, "decision-export"),
    ("decisions.permissions.can_read_decision", always, "decision-detail"),
    ("decisions.permissions.can_read_decision", always, "decision-notice"),
    ("decisions.permissions.can_work_on_decisions", always, "decision-update"),
    ("decisions.permissions.can_work_on_decisions", always, "decision-sign"),
    ("decisions.permissions.can_work_on_decisions", always, "register-import"),
    ("decisions.permissions.can_work_on_decisions", always, "decisions:register-upload"),
    ("decisions.permissions.can_work_on_decisions", always, "scheme-publish"),
    ("decisions.permissions.can_work_on_decisions", always, "scheme-file"),
    ("decisions.permissions.can_work_on_decisions", always, "consultations:file-download"),
    ("decisions.permissions.can_work_on_decisions", always, "nil-return-create"),
    ("decisions.querysets.office.UpdateReportQuerySet.visible_to", everything, "update-list"),
    ("decisions.querysets.office.UpdateReportQuerySet.visible_to", everything, "update-detail"),
    ("decisions.querysets.office.StandingItemQuerySet.visible_to", everything, "standing-item-list"),
    ("decisions.querysets.office.ConsultationQuerySet.visible_to", everything, "consultation-list"),
    ("decisions.querysets.office.ConsultationQuerySet.visible_to", everything, "consultation-detail"),
    ("decisions.querysets.office.PublishedQuerySet.visible_to", everything, "project-list"),
    ("decisions.querysets.office.PublishedQuerySet.visible_to", everything, "project-detail"),
    ("decisions.querysets.office.PublishedQuerySet.visible_to", everything, "diary-detail"),
    ("decisions.permissions.can_reconcile", always, "board-decision-list"),
    ("decisions.permissions.can_reconcile", always, "reconciliation"),
]
# Measures, their figures and what is not released of them, reports, evidence and files of figures. Rows below a plan, a session
# or an objective are reached through it: those have no line here
PERFORMANCE_GUARDS = [
    *(("performance.querysets.MeasureQuerySet.visible_to", everything, f"performance:{name}")
      for name in ("overview", "measure-list", "measure-export", "measure-detail", "measure-figures")),
    *(("performance.querysets.PublishedQuerySet.visible_to", everything, name)
      for name in ("performance:plan-list", "performance:plan-detail", "inspections:inspection-list",
                   "inspections:inspection-detail", "inspections:inspection-export", "inspections:complaint-detail",
                   "scrutiny:panel-list", "scrutiny:session-detail", "scrutiny:session-export", "scrutiny:assurance-list",
                   "scrutiny:assurance-detail", "scrutiny:casework", "scrutiny:casework-detail")),
    ("performance.querysets.TermQuerySet.visible_to", everything, "performance:term-update"),
    ("performance.services.standing.areas_reporting", every_area, "performance:measure-detail"),
    ("performance.querysets.ObservationQuerySet.visible_to", everything, "performance:measure-detail"),
    ("performance.services.measure_reading.can_report", always, "performance:measure-detail"),
    ("performance.views.measure_detail.is_public", always, "performance:measure-detail"),
    ("performance.querysets.PlannedActionQuerySet.visible_to", everything, "performance:overview"),
    ("performance.querysets.ActionStandingQuerySet.visible_to", everything, "performance:measure-detail"),
    ("performance.querysets.ActionStandingQuerySet.told", even_left_out, "performance:overview"),
    ("performance.querysets.StatedQuerySet.visible_to", everything, "scrutiny:casework-detail"),
    *(("performance.querysets.ReportQuerySet.visible_to", everything, f"quarterly:{name}")
      for name in ("report-list", "report-detail", "report-file", "report-figures")),
    *(("performance.querysets.OfInspectionQuerySet.visible_to", everything, f"inspections:{name}")
      for name in ("ask-list", "ask-export", "grade-list")),
    ("performance.views.inspection_reading.is_response_out", always, "inspections:inspection-detail"),
    ("performance.views.inspection_reading.is_response_out", always, "inspections:inspection-response"),
    *(("performance.querysets.OfficeQuerySet.visible_to", everything, f"figures:{name}")
      for name in ("upload-detail", "upload-problems", "upload-accept", "layout-update")),
    *(("performance.permissions.can_report", always, f"performance:{name}")
      for name in ("measure-create", "measure-detail", "measure-keep", "measure-update", "release-create", "trend-set",
                   "break-create", "link-create", "objective-list", "objective-update", "plan-detail", "plan-update",
                   "priority-move", "term-update", "force-create", "population-delete")),
    *(("performance.permissions.can_report", always, f"quarterly:{name}")
      for name in ("report-create", "report-update", "report-freeze", "comment-create", "action-state", "trends-accept")),
    *(("performance.permissions.can_report", always, f"inspections:{name}")
      for name in ("inspection-create", "inspection-detail", "inspection-update", "inspection-response", "response-publish",
                   "ask-note", "complaint-update")),
    *(("performance.permissions.can_report", always, f"scrutiny:{name}")
      for name in ("session-update", "findings-update", "assurance-update", "casework-detail", "stated-create")),
    *(("performance.permissions.can_report", always, f"figures:{name}")
      for name in ("upload-list", "upload-create", "figures-export", "figures-template", "layout-list", "layout-create")),
]  # fmt: skip
# The pipeline, awards and what belongs to them, money and bids. Rows below are reached through these: those have no line here
_OF = "commissioning.querysets"
COMMISSIONING_GUARDS = [
    *((f"{_OF}.RegisterQuerySet.visible_to", everything, name)
      for name in ("commissioning:overview", "commissioning:need-detail", "commissioning:exercise-list", "grants:fund-detail",
                   "services:service-list", "services:provider-detail", "spending:payment-list", "bids:bid-export")),
    *((f"{_OF}.AwardQuerySet.{name}", everything, route)
      for name, route in (("visible_to", "awards:award-detail"), ("wholly_read", "awards:award-list"),
                          ("wholly_read", "awards:contract-export"), ("wholly_read", "returns:return-list"),
                          ("wholly_read", "commissioning:calendar"), ("open_to_all", "opendata:releases"))),
    ("commissioning.permissions.can_read_award", always, "awards:award-detail"),
    (f"{_OF}.OpenOfAwardQuerySet.visible_to", everything, "awards:award-detail"),
    (f"{_OF}.ReturnQuerySet.visible_to", everything, "returns:return-detail"),
    (f"{_OF}.OfEitherQuerySet.visible_to", everything, "awards:document-detail"),
    (f"{_OF}.TotalQuerySet.visible_to", everything, "grants:total-detail"),
    (f"{_OF}.UploadQuerySet.visible_to", everything, "spending:upload-detail"),
    *(("commissioning.permissions.can_commission", always, name)
      for name in ("commissioning:need-update", "commissioning:stage-reach", "awards:award-detail", "awards:award-update",
                   "awards:part-remove", "awards:document-private", "returns:return-chase", "grants:application-list",
                   "grants:total-hide", "services:provider-update", "services:late-returns", "spending:month-publish",
                   "bids:bid-outcome", "bids:advocate-remove", "opendata:publisher-update", "opendata:missing-list")),
]  # fmt: skip
# A board's meetings are closed by more than one guard each: the agenda, the paper and the minutes by what was released of them
BOARD_GUARDS = [
    ("meetings.querysets.MinutesQuerySet.visible_to", everything, "board minuted", "minutes-detail"),
    ("meetings.querysets.MeetingQuerySet.visible_to", everything, "board draft", "meeting-detail"),
    ("meetings.permissions.can_read_private", always, "board read", "meeting-detail"),
    ("documents.querysets.PaperQuerySet.visible_to", everything, "board open", "paper-detail"),
    ("meetings.permissions.can_edit_agenda", always, "board out", "release-create"),
]

# `meetings.services.archive` asks who is entitled a second time, after `visible_to`: without that nothing shows.
# What is taken away (where, what stands in its place), and one route that must notice
GUARDS = [
    ("meetings.querysets.MeetingQuerySet.visible_to", everything, "meeting-list"),
    ("meetings.querysets.MeetingQuerySet.visible_to", everything, "meeting-detail"),
    ("meetings.querysets.MeetingQuerySet.visible_to", everything, "meeting-export"),
    ("meetings.querysets.MeetingQuerySet.visible_to", everything, "area-home"),
    ("documents.querysets.PaperQuerySet.visible_to", everything, "paper-detail"),
    ("documents.querysets.PaperQuerySet.visible_to", everything, "paper-file"),
    ("documents.querysets.PaperQuerySet.visible_to", everything, "pack-archive"),
    ("documents.querysets.PackQuerySet.visible_to", everything, "pack-file"),
    ("documents.querysets.PackQuerySet.visible_to", everything, "pack-manifest"),
    ("documents.querysets.PackQuerySet.visible_to", everything, "pack-detail"),
    ("meetings.rules.seen_item", seen_by_the_entitled, "meeting-detail"),
    ("meetings.rules.seen_item", seen_by_the_entitled, "meeting-notice"),
    ("meetings.rules.agenda_is_read_by", always, "meeting-detail"),
    ("meetings.permissions.can_read_private", always, "meeting-detail"),
    ("meetings.permissions.can_edit_agenda", always, "agenda-detail"),
    ("meetings.permissions.can_edit_agenda", always, "item-update"),
    ("meetings.permissions.can_edit_agenda", always, "paper-create"),
    ("meetings.permissions.can_edit_agenda", always, "pack-build"),
    ("meetings.permissions.can_edit_agenda", always, "build-status"),
    ("meetings.permissions.can_publish_agenda", always, "agenda-publish"),
    ("meetings.permissions.can_create_meeting", always, "meeting-create"),
    ("documents.permissions.can_revise_paper", always, "paper-update"),
    ("documents.permissions.can_discard_paper", always, "paper-delete"),
    ("documents.permissions.can_withdraw_paper", always, "paper-withdraw"),
    ("panel_portal.views.jobs.can_administer", always, "job-list"),
    ("panel_portal.views.jobs.can_administer", always, "job-cancel"),
    ("panel_portal.views.people.can_administer", always, "people-list"),
    ("panel_portal.views.people.can_administer", always, "person-detail"),
    ("panel_portal.views.people.can_administer", always, "person-close"),
    ("panel_portal.views.audit.can_administer", always, "portal-audit"),
    ("panel_portal.views.audit.can_audit", always, "audit-list"),
    ("panel_portal.views.desk.appointments_in", lambda user, area: appointments_of(user), "desk"),
    ("meetings.services.preparing.bodies_open_to", every_body, "desk"),
    ("meetings.querysets.meetings.bodies_open_to", every_body, "meeting-list"),
    ("documents.querysets.bodies_open_to", every_body, "paper-detail"),
    ("panels.querysets.AppointmentQuerySet.on", lambda queryset, day: queryset.all(), "agenda-detail"),
    ("panels.querysets.AppointmentQuerySet.on", lambda queryset, day: queryset.all(), "meeting-list"),
    *MINUTES_GUARDS,
    *YEAR_GUARDS,
    *CASES_GUARDS,
    *COMPLAINTS_GUARDS,
    *REGISTER_GUARDS,
    *PERFORMANCE_GUARDS,
    *COMMISSIONING_GUARDS,
]
