"""Open data in and out, under `/<area>/commissioning/open-data/`."""

from django.urls import URLPattern

app_name = "opendata"
urlpatterns: list[URLPattern] = []
