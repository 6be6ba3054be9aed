"""The page on which a meeting is minuted, under `/<area>/meetings/<meeting>/minutes/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
