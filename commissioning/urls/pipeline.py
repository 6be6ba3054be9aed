"""The overview, needs assessments and the pipeline, under `/<area>/commissioning/`."""

from django.urls import URLPattern

app_name = "commissioning"
urlpatterns: list[URLPattern] = []
