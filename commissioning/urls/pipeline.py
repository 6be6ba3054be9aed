"""The overview, needs assessments, the pipeline and the calendar, under `/<area>/commissioning/`."""

from django.urls import URLPattern, path

from commissioning.urls import priorities
from commissioning.views import calendar, exercise_reading, exercise_rows, exercises, needs, overview, pipeline

app_name = "commissioning"
_ONE, _NEED = "pipeline/<slug:ref>/", "needs/<slug:slug>/"


def _rows(rows: str, one: str) -> list[URLPattern]:
    """The pages of one kind of row of an exercise."""
    base, row, kind = f"{_ONE}{rows}/", f"{_ONE}{rows}/<int:number>/", {"rows": rows}
    return [
        path(f"{base}create/", exercise_rows.row_create, kind, name=f"{one}-create"),
        path(f"{row}edit/", exercise_rows.row_update, kind, name=f"{one}-update"),
        path(f"{row}remove/", exercise_rows.row_remove, kind, name=f"{one}-remove"),
        path(f"{row}restore/", exercise_rows.row_restore, kind, name=f"{one}-restore"),
    ]


urlpatterns: list[URLPattern] = [
    path("", overview.overview, name="overview"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/export/<slug:fmt>/", calendar.calendar_export, name="calendar-export"),
    path("calendar.ics", calendar.calendar_feed, name="calendar-feed"),
    path("needs/", needs.need_list, name="need-list"),
    path("needs/export/<slug:fmt>/", needs.need_export, name="need-export"),
    path("needs/create/", needs.need_create, name="need-create"),
    path(_NEED, needs.need_detail, name="need-detail"),
    path(f"{_NEED}edit/", needs.need_update, name="need-update"),
    path(f"{_NEED}complete/", needs.need_complete, name="need-complete"),
    path(f"{_NEED}publish/", needs.need_publish, name="need-publish"),
    path(f"{_NEED}hide/", needs.need_hide, name="need-hide"),
    path(f"{_NEED}reopen/", needs.need_reopen, name="need-reopen"),
    path("pipeline/", pipeline.pipeline_board, name="pipeline"),
    path("pipeline/list/", pipeline.exercise_list, name="exercise-list"),
    path("pipeline/list/export/<slug:fmt>/", pipeline.exercise_export, name="exercise-export"),
    path("pipeline/create/", exercises.exercise_create, name="exercise-create"),
    path(_ONE, exercise_reading.exercise_detail, name="exercise-detail"),
    path(f"{_ONE}edit/", exercises.exercise_update, name="exercise-update"),
    path(f"{_ONE}publish/", exercises.exercise_publish, name="exercise-publish"),
    path(f"{_ONE}hide/", exercises.exercise_hide, name="exercise-hide"),
    path(f"{_ONE}complete/", exercises.exercise_complete, name="exercise-complete"),
    path(f"{_ONE}cancel/", exercises.exercise_cancel, name="exercise-cancel"),
    path(f"{_ONE}reopen/", exercises.exercise_reopen, name="exercise-reopen"),
    *_rows("stages", "stage"),
    path(f"{_ONE}stages/<int:number>/reach/", exercise_rows.stage_reach, name="stage-reach"),
    *_rows("lots", "lot"),
    *priorities.urlpatterns,
]
