"""Who comes and who came, under `/<area>/meetings/<meeting>/attendance/`."""

from django.urls import URLPattern, path

from meetings.views import apologies, attendance, attendees, required

urlpatterns: list[URLPattern] = [
    path("<slug:meeting>/attendance/", attendance.attendance_detail, name="attendance-detail"),
    path("<slug:meeting>/attendance/edit/", attendance.attendance_update, name="attendance-update"),
    path("<slug:meeting>/attendance/required/", required.required_update, name="required-update"),
    path("<slug:meeting>/attendance/times/", attendance.attendance_times, name="attendance-times"),
    path("<slug:meeting>/attendance/names/", attendees.attendee_names, name="attendee-names"),
    path("<slug:meeting>/attendance/people/create/", attendance.attendee_create, name="attendee-create"),
    path("<slug:meeting>/attendance/people/<int:number>/remove/", attendance.attendee_remove, name="attendee-remove"),
    path("<slug:meeting>/attendance/apologies/", apologies.apologies_create, name="apologies-create"),
    path("<slug:meeting>/attendance/apologies/<int:number>/withdraw/", apologies.apologies_withdraw, name="apologies-withdraw"),
]
