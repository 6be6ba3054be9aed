"""The panel’s own annual report, under `/<area>/panel/annual-report/`."""

from django.urls import URLPattern

app_name = "annual"
urlpatterns: list[URLPattern] = []
