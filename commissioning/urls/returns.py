"""Indicators and monitoring returns of an award, under `/<area>/commissioning/awards/<ref>/returns/`."""

from django.urls import URLPattern

app_name = "returns"
urlpatterns: list[URLPattern] = []
