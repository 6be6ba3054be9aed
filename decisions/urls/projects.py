"""Major projects, under `/<area>/projects/`."""

from django.urls import URLPattern, path

from decisions.views import project_reading as reading
from decisions.views import projects

app_name = "projects"
_ONE, _MILESTONE, _UPDATE = "<slug:slug>/", "<slug:slug>/milestones/<int:number>/", "<slug:slug>/updates/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("", reading.project_list, name="project-list"),
    path("export/<slug:fmt>/", reading.project_export, name="project-export"),
    path("create/", projects.project_create, name="project-create"),
    path(_ONE, reading.project_detail, name="project-detail"),
    path(f"{_ONE}edit/", projects.project_update, name="project-update"),
    path(f"{_ONE}publish/", projects.project_publish, name="project-publish"),
    path(f"{_ONE}hide/", projects.project_hide, name="project-hide"),
    path(f"{_ONE}milestones/create/", projects.milestone_create, name="milestone-create"),
    path(f"{_MILESTONE}edit/", projects.milestone_update, name="milestone-update"),
    path(f"{_MILESTONE}remove/", projects.milestone_remove, name="milestone-remove"),
    path(f"{_MILESTONE}restore/", projects.milestone_restore, name="milestone-restore"),
    path(f"{_ONE}updates/create/", projects.update_create, name="update-create"),
    path(f"{_UPDATE}edit/", projects.update_update, name="update-update"),
    path(f"{_UPDATE}remove/", projects.update_remove, name="update-remove"),
    path(f"{_UPDATE}restore/", projects.update_restore, name="update-restore"),
]
