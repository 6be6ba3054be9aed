"""What the panel has asked of the Commissioner, under `/<area>/asked/`."""

from django.urls import URLPattern

app_name = "asked"
urlpatterns: list[URLPattern] = []
