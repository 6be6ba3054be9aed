"""Addresses of complaints, under a police area's slug: `/<area>/complaints/`."""

from django.urls import URLPattern

app_name = "complaints"
urlpatterns: list[URLPattern] = []
