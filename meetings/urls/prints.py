"""Printed minutes, under `/<area>/meetings/<meeting>/minutes/`."""

from django.urls import URLPattern, path

from meetings.views import prints

urlpatterns: list[URLPattern] = [
    path("<slug:meeting>/minutes/minutes.pdf", prints.minutes_file, name="minutes-file"),
    path("<slug:meeting>/minutes/members.pdf", prints.minutes_members_file, name="minutes-members-file"),
    path("<slug:meeting>/minutes/decisions.pdf", prints.decisions_file, name="decisions-file"),
    path("<slug:meeting>/minutes/preview.pdf", prints.minutes_preview, name="minutes-preview"),
    path("<slug:meeting>/minutes/items/<slug:item>.pdf", prints.minutes_excerpt, name="minutes-excerpt"),
    path("<slug:meeting>/minutes/prints/<int:number>.pdf", prints.minutes_print, name="minutes-print"),
]
