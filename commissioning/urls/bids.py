"""Funding bids, councillor advocates and expressions of interest, under `/<area>/commissioning/bids/`."""

from django.urls import URLPattern

app_name = "bids"
urlpatterns: list[URLPattern] = []
