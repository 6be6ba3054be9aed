"""Inspections, the Commissioner's responses and super-complaints, under `/<area>/performance/inspections/`."""

from django.urls import URLPattern, path

from performance.views import inspection_lists as lists
from performance.views import inspection_reading as reading
from performance.views import inspection_rows as rows
from performance.views import inspections as keeping
from performance.views import super_complaints

app_name = "inspections"
_ONE, _GRADE, _ASK = "<slug:slug>/", "<slug:slug>/grades/<int:number>/", "<slug:slug>/asks/<int:number>/"
_COMPLAINT = "super-complaints/<slug:slug>/"
urlpatterns: list[URLPattern] = [
    path("", lists.inspection_list, name="inspection-list"),
    path("export/<slug:fmt>/", lists.inspection_export, name="inspection-export"),
    path("create/", keeping.inspection_create, name="inspection-create"),
    path("asks/", lists.ask_list, name="ask-list"),
    path("asks/export/<slug:fmt>/", lists.ask_export, name="ask-export"),
    path("grades/", lists.grade_list, name="grade-list"),
    path("super-complaints/", super_complaints.complaint_list, name="complaint-list"),
    path("super-complaints/export/<slug:fmt>/", super_complaints.complaint_export, name="complaint-export"),
    path("super-complaints/create/", super_complaints.complaint_create, name="complaint-create"),
    path(_COMPLAINT, super_complaints.complaint_detail, name="complaint-detail"),
    path(f"{_COMPLAINT}edit/", super_complaints.complaint_update, name="complaint-update"),
    path(f"{_COMPLAINT}publish/", super_complaints.complaint_publish, name="complaint-publish"),
    path(f"{_COMPLAINT}hide/", super_complaints.complaint_hide, name="complaint-hide"),
    path(f"{_COMPLAINT}respond/", super_complaints.complaint_respond, name="complaint-respond"),
    path(f"{_COMPLAINT}take-back/", super_complaints.complaint_take_back, name="complaint-take-back"),
    path(_ONE, reading.inspection_detail, name="inspection-detail"),
    path(f"{_ONE}response/", reading.inspection_response, name="inspection-response"),
    path(f"{_ONE}edit/", keeping.inspection_update, name="inspection-update"),
    path(f"{_ONE}publish/", keeping.inspection_publish, name="inspection-publish"),
    path(f"{_ONE}hide/", keeping.inspection_hide, name="inspection-hide"),
    path(f"{_ONE}close/", keeping.inspection_close, name="inspection-close"),
    path(f"{_ONE}reopen/", keeping.inspection_reopen, name="inspection-reopen"),
    path(f"{_ONE}report/", keeping.inspection_report, name="inspection-report"),
    path(f"{_ONE}report/take-back/", keeping.report_take_back, name="report-take-back"),
    path(f"{_ONE}comments/", keeping.force_comments, name="force-comments"),
    path(f"{_ONE}response/edit/", keeping.response_write, name="response-write"),
    path(f"{_ONE}response/publish/", keeping.response_publish, name="response-publish"),
    path(f"{_ONE}response/take-back/", keeping.response_take_back, name="response-take-back"),
    path(f"{_ONE}grades/create/", rows.grade_create, name="grade-create"),
    path(f"{_GRADE}edit/", rows.grade_update, name="grade-update"),
    path(f"{_GRADE}remove/", rows.grade_remove, name="grade-remove"),
    path(f"{_GRADE}restore/", rows.grade_restore, name="grade-restore"),
    path(f"{_ONE}asks/create/", rows.ask_create, name="ask-create"),
    path(f"{_ASK}edit/", rows.ask_update, name="ask-update"),
    path(f"{_ASK}note/", rows.ask_note, name="ask-note"),
    path(f"{_ASK}remove/", rows.ask_remove, name="ask-remove"),
    path(f"{_ASK}restore/", rows.ask_restore, name="ask-restore"),
]
