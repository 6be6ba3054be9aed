"""Open data in and out, under `/<area>/commissioning/open-data/`."""

from django.urls import path

from exchange.views import downloads, pages, settings

app_name = "opendata"
urlpatterns = [
    path("", pages.index, name="index"),
    path("grants/<slug:fmt>/", downloads.grants, name="grants"),
    path("releases/", downloads.releases, name="releases"),
    path("records/", downloads.records, name="records"),
    path("processes/", pages.process_list, name="process-list"),
    path("processes/<slug:ocid>/", downloads.process, name="process"),
    path("spending/", pages.month_list, name="month-list"),
    path("spending/<int:year>/<int:month>/<slug:fmt>/", downloads.spending, name="spending"),
    path("publisher/", settings.publisher_update, name="publisher-update"),
    path("missing/", pages.missing_list, name="missing-list"),
]
