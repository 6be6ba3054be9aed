"""Proactive scrutiny reviews, under `/<area>/reviews/`."""

from django.urls import URLPattern, path

from meetings.views import review_parts, review_report, reviews

app_name = "reviews"
urlpatterns: list[URLPattern] = [
    path("", reviews.review_list, name="review-list"),
    path("export/<slug:fmt>/", reviews.review_export, name="review-export"),
    path("create/", reviews.review_create, name="review-create"),
    path("<slug:review>/", reviews.review_detail, name="review-detail"),
    path("<slug:review>/edit/", reviews.review_update, name="review-update"),
    path("<slug:review>/publish/", reviews.review_publish, name="review-publish"),
    path("<slug:review>/hide/", reviews.review_hide, name="review-hide"),
    path("<slug:review>/close/", reviews.review_close, name="review-close"),
    path("<slug:review>/reopen/", reviews.review_reopen, name="review-reopen"),
    path("<slug:review>/meetings/create/", review_parts.meeting_create, name="meeting-create"),
    path("<slug:review>/meetings/<int:number>/remove/", review_parts.meeting_remove, name="meeting-remove"),
    path("<slug:review>/evidence/create/", review_parts.evidence_create, name="evidence-create"),
    path("<slug:review>/evidence/<int:number>/edit/", review_parts.evidence_update, name="evidence-update"),
    path("<slug:review>/evidence/<int:number>/remove/", review_parts.evidence_remove, name="evidence-remove"),
    path("<slug:review>/evidence/<int:number>/restore/", review_parts.evidence_restore, name="evidence-restore"),
    path("<slug:review>/witnesses/create/", review_parts.witness_create, name="witness-create"),
    path("<slug:review>/witnesses/<int:number>/edit/", review_parts.witness_update, name="witness-update"),
    path("<slug:review>/witnesses/<int:number>/remove/", review_parts.witness_remove, name="witness-remove"),
    path("<slug:review>/witnesses/<int:number>/restore/", review_parts.witness_restore, name="witness-restore"),
    path("<slug:review>/report/", review_report.report_update, name="report-update"),
    path("<slug:review>/report/issue/", review_report.report_issue, name="report-issue"),
    path("<slug:review>/report/preview.pdf", review_report.report_preview, name="report-preview"),
    path("<slug:review>/report.pdf", review_report.report_file, name="report-file"),
    path("<slug:review>/report/recommendations/create/", review_report.draft_create, name="draft-create"),
    path("<slug:review>/report/recommendations/<slug:reference>/edit/", review_report.draft_update, name="draft-update"),
    path("<slug:review>/report/recommendations/<slug:reference>/remove/", review_report.draft_remove, name="draft-remove"),
    path("<slug:review>/report/recommendations/<slug:reference>/restore/", review_report.draft_restore, name="draft-restore"),
]
