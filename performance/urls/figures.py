"""Figures brought in from files, under `/<area>/performance/data/`."""

from django.urls import URLPattern, path

from performance.views import figure_files, figure_layouts, figures

app_name = "figures"
_UPLOAD, _LAYOUT = "uploads/<slug:upload>/", "layouts/<slug:slug>/"
urlpatterns: list[URLPattern] = [
    path("", figures.upload_list, name="upload-list"),
    path("import/", figures.upload_create, name="upload-create"),
    path(_UPLOAD, figures.upload_detail, name="upload-detail"),
    path(f"{_UPLOAD}accept/", figures.upload_accept, name="upload-accept"),
    path(f"{_UPLOAD}drop/", figures.upload_drop, name="upload-drop"),
    path(f"{_UPLOAD}cancel/", figures.upload_cancel, name="upload-cancel"),
    path(f"{_UPLOAD}again/", figures.upload_again, name="upload-again"),
    path(f"{_UPLOAD}problems.csv", figure_files.upload_problems, name="upload-problems"),
    path("template/<slug:fmt>/", figure_files.figures_template, name="figures-template"),
    path("export/<slug:fmt>/", figure_files.figures_export, name="figures-export"),
    path("layouts/", figure_layouts.layout_list, name="layout-list"),
    path("layouts/create/", figure_layouts.layout_create, name="layout-create"),
    path(f"{_LAYOUT}edit/", figure_layouts.layout_update, name="layout-update"),
    path(f"{_LAYOUT}remove/", figure_layouts.layout_remove, name="layout-remove"),
    path(f"{_LAYOUT}restore/", figure_layouts.layout_restore, name="layout-restore"),
]
