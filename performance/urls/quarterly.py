"""Quarterly reports, under `/<area>/performance/reports/`."""

from django.urls import URLPattern

app_name = "quarterly"
urlpatterns: list[URLPattern] = []
