"""Events beside the meetings."""

from django.urls import URLPattern, path

from meetings.views import events

app_name = "events"
urlpatterns: list[URLPattern] = [
    path("", events.event_list, name="event-list"),
    path("create/", events.event_create, name="event-create"),
    path("<slug:event>/", events.event_detail, name="event-detail"),
    path("<slug:event>/edit/", events.event_update, name="event-update"),
    path("<slug:event>/confirm/", events.event_confirm, name="event-confirm"),
    path("<slug:event>/cancel/", events.event_cancel, name="event-cancel"),
    path("<slug:event>/held/", events.event_held, name="event-held"),
    path("<slug:event>/reopen/", events.event_reopen, name="event-reopen"),
]
