"""The overview, measures, the plan and the glossary, under `/<area>/performance/`."""

from django.urls import URLPattern

app_name = "performance"
urlpatterns: list[URLPattern] = []
