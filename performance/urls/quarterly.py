"""Quarterly reports, under `/<area>/performance/reports/`."""

from django.urls import URLPattern, path

from performance.views import quarterly, quarterly_actions, quarterly_comments, quarterly_parts, quarterly_publishing

app_name = "quarterly"

# A report
urlpatterns: list[URLPattern] = [
    path("", quarterly.report_list, name="report-list"),
    path("create/", quarterly.report_create, name="report-create"),
    path("<slug:slug>/", quarterly.report_detail, name="report-detail"),
    path("<slug:slug>/report.pdf", quarterly.report_file, name="report-file"),
    path("<slug:slug>/figures.<slug:fmt>", quarterly.report_figures, name="report-figures"),
    path("<slug:slug>/edit/", quarterly.report_edit, name="report-edit"),
    path("<slug:slug>/facts/", quarterly.report_update, name="report-update"),
    path("<slug:slug>/delete/", quarterly.report_delete, name="report-delete"),
    path("<slug:slug>/trends/", quarterly_publishing.trends_accept, name="trends-accept"),
    path("<slug:slug>/freeze/", quarterly_publishing.report_freeze, name="report-freeze"),
    path("<slug:slug>/parts/create/", quarterly_parts.part_create, name="part-create"),
]

# An objective in it
_PART = "<slug:slug>/parts/<slug:objective>/"
urlpatterns += [
    path(_PART, quarterly_parts.part_detail, name="part-detail"),
    path(f"{_PART}edit/", quarterly_parts.part_update, name="part-update"),
    path(f"{_PART}move/", quarterly_parts.part_move, name="part-move"),
    path(f"{_PART}no-comment/", quarterly_parts.part_no_comment, name="part-no-comment"),
    path(f"{_PART}trends/", quarterly_parts.part_trends, name="part-trends"),
    path(f"{_PART}trends/<slug:measure>/", quarterly_parts.trend_set, name="trend-set"),
]

# Its comments and planned actions
_COMMENT, _ACTION = f"{_PART}comments/<int:number>/", f"{_PART}actions/<int:number>/"
urlpatterns += [
    path(f"{_PART}comments/create/", quarterly_comments.comment_create, name="comment-create"),
    path(f"{_COMMENT}edit/", quarterly_comments.comment_update, name="comment-update"),
    path(f"{_COMMENT}move/", quarterly_comments.comment_move, name="comment-move"),
    path(f"{_COMMENT}remove/", quarterly_comments.comment_remove, name="comment-remove"),
    path(f"{_COMMENT}restore/", quarterly_comments.comment_restore, name="comment-restore"),
    path(f"{_PART}actions/create/", quarterly_actions.action_create, name="action-create"),
    path(f"{_ACTION}edit/", quarterly_actions.action_update, name="action-update"),
    path(f"{_ACTION}state/", quarterly_actions.action_state, name="action-state"),
    path(f"{_ACTION}move/", quarterly_actions.action_move, name="action-move"),
    path(f"{_ACTION}remove/", quarterly_actions.action_remove, name="action-remove"),
    path(f"{_ACTION}restore/", quarterly_actions.action_restore, name="action-restore"),
]
