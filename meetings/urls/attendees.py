"""The offices that attend a body by its terms, under `/<area>/bodies/<body>/attendees/`."""

from django.urls import URLPattern, path

from meetings.views import attendees

app_name = "attendees"
urlpatterns: list[URLPattern] = [
    path("create/", attendees.attendee_create, name="attendee-create"),
    path("<int:number>/edit/", attendees.attendee_update, name="attendee-update"),
    path("<int:number>/end/", attendees.attendee_end, name="attendee-end"),
    path("<int:number>/up/", attendees.attendee_move, {"step": -1}, name="attendee-up"),
    path("<int:number>/down/", attendees.attendee_move, {"step": 1}, name="attendee-down"),
]
