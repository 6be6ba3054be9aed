"""Whom the Commissioner met, under `/<area>/diary/`."""

from django.urls import URLPattern, path

from decisions.views import diary
from decisions.views import diary_reading as reading

app_name = "diary"
_ONE = "<int:number>/"
urlpatterns: list[URLPattern] = [
    path("", reading.diary_list, name="diary-list"),
    path("calendar.ics", reading.diary_feed, name="diary-feed"),
    path("export/<slug:fmt>/", reading.diary_export, name="diary-export"),
    path("create/", diary.diary_create, name="diary-create"),
    path(_ONE, reading.diary_detail, name="diary-detail"),
    path(f"{_ONE}edit/", diary.diary_update, name="diary-update"),
    path(f"{_ONE}cancel/", diary.diary_cancel, name="diary-cancel"),
    path(f"{_ONE}revive/", diary.diary_revive, name="diary-revive"),
    path(f"{_ONE}publish/", diary.diary_publish, name="diary-publish"),
    path(f"{_ONE}hide/", diary.diary_hide, name="diary-hide"),
]
