"""Inspections and the Commissioner's responses, under `/<area>/performance/inspections/`."""

from django.urls import URLPattern

app_name = "inspections"
urlpatterns: list[URLPattern] = []
