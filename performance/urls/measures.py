"""The overview, measures, the plan and the glossary, under `/<area>/performance/`."""

from django.urls import URLPattern, path

from performance.urls.keeping import urlpatterns as keeping
from performance.views import measure_detail, measure_files, measure_links, measures, overview

app_name = "performance"
_ONE = "measures/<slug:slug>/"
_LINK = f"{_ONE}links/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("", overview.overview, name="overview"),
    path("measures/", measures.measure_list, name="measure-list"),
    path("measures/export/<slug:fmt>/", measures.measure_export, name="measure-export"),
    *keeping,
    path(_ONE, measure_detail.measure_detail, name="measure-detail"),
    path(f"{_ONE}figures/<slug:fmt>/", measure_files.measure_figures, name="measure-figures"),
    path(f"{_ONE}charts/<slug:key>.svg", measure_files.chart_svg, name="chart-svg"),
    path(f"{_ONE}charts/<slug:key>.csv", measure_files.chart_csv, name="chart-csv"),
    path(f"{_ONE}links/", measure_links.link_create, name="link-create"),
    path(f"{_LINK}remove/", measure_links.link_change, {"act": "remove"}, name="link-remove"),
    path(f"{_LINK}restore/", measure_links.link_change, {"act": "restore"}, name="link-restore"),
]
