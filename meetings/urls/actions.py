"""The action log and what became of each action, under `/<area>/actions/`."""

from django.urls import URLPattern

app_name = "actions"
urlpatterns: list[URLPattern] = []
