"""Minutes as they are read, checked, published, corrected and confirmed, under `/<area>/meetings/<meeting>/minutes/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
