"""Proactive scrutiny reviews and yearly business, under `/<area>/reviews/`."""

from django.urls import URLPattern

app_name = "reviews"
urlpatterns: list[URLPattern] = []
