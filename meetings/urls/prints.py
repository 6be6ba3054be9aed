"""Printed minutes, under `/<area>/meetings/<meeting>/minutes/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
