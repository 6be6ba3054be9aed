"""Priorities that spending is told by, under `/<area>/commissioning/priorities/`; they stand among the names of the pipeline."""

from django.urls import URLPattern, path

from commissioning.views import priorities
from commissioning.views.scheme_rows import PRIORITIES, row_create, row_remove, row_restore, row_update

_ONE = "priorities/<slug:slug>/"
urlpatterns: list[URLPattern] = [
    path("priorities/", priorities.priority_list, name="priority-list"),
    path("priorities/create/", row_create(PRIORITIES), name="priority-create"),
    path(f"{_ONE}edit/", row_update(PRIORITIES), name="priority-update"),
    path(f"{_ONE}remove/", row_remove(PRIORITIES), name="priority-remove"),
    path(f"{_ONE}restore/", row_restore(PRIORITIES), name="priority-restore"),
]
