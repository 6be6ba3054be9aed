"""Who comes and who came, under `/<area>/meetings/<meeting>/attendance/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
