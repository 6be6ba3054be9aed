"""Figures brought in from files, under `/<area>/performance/data/`."""

from django.urls import URLPattern

app_name = "figures"
urlpatterns: list[URLPattern] = []
