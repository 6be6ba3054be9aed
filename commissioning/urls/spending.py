"""Payments, stated totals and the files they come in, under `/<area>/commissioning/spending/`."""

from django.urls import URLPattern

app_name = "spending"
urlpatterns: list[URLPattern] = []
