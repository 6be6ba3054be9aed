"""Funds, rounds' applications and the monthly list of grants, under `/<area>/commissioning/funds/ and grants/`."""

from django.urls import URLPattern

app_name = "grants"
urlpatterns: list[URLPattern] = []
