"""The directory of services and their providers, under `/<area>/commissioning/services/ and providers/`."""

from django.urls import URLPattern

app_name = "services"
urlpatterns: list[URLPattern] = []
