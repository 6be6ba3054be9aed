"""Recommendations and what was said to them, under `/<area>/recommendations/`."""

from django.urls import URLPattern

app_name = "recommendations"
urlpatterns: list[URLPattern] = []
