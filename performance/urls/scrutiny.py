"""Scrutiny panels, super-complaints, assurance and casework, under `/<area>/performance/`."""

from django.urls import URLPattern

app_name = "scrutiny"
urlpatterns: list[URLPattern] = []
