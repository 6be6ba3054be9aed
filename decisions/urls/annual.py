"""The panel’s own annual report, under `/<area>/panel/annual-report/`."""

from django.urls import URLPattern, path

from decisions.views import annual

app_name = "annual"
urlpatterns: list[URLPattern] = [
    path("", annual.annual_list, name="annual-list"),
    path("create/", annual.annual_create, name="annual-create"),
    path("<slug:slug>/", annual.annual_detail, name="annual-detail"),
    path("<slug:slug>/edit/", annual.annual_update, name="annual-update"),
    path("<slug:slug>/publish/", annual.annual_publish, name="annual-publish"),
    path("<slug:slug>/report.pdf", annual.annual_file, name="annual-file"),
]
