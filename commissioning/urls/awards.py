"""Grants and contracts, under `/<area>/commissioning/awards/`."""

from django.urls import URLPattern

app_name = "awards"
urlpatterns: list[URLPattern] = []
