"""The portal's addresses: a few words of its own, then everything under a police area's slug."""

from django.urls import include, path

from panel_portal.views import areas, audit, calendars, desk, health, jobs, pages, people

handler400 = "panel_portal.views.pages.bad_request"

of_an_area: list = [
    path("", areas.AreaHomeView.as_view(), name="area-home"),
    path("desk/", desk.desk, name="desk"),
    path("audit/", audit.audit_list, name="audit-list"),
    path("", include("panels.urls")),
    path("bodies/<slug:body>/attendees/", include("meetings.urls.attendees")),
    path("meetings/<slug:meeting>/", include("decisions.urls.boards")),
    path("meetings/", include("meetings.urls")),
    path("actions/", include("meetings.urls.actions")),
    path("recommendations/", include("meetings.urls.recommendations")),
    path("questions/", include("meetings.urls.questions")),
    path("work-programme/", include("meetings.urls.programme")),
    path("events/", include("meetings.urls.events")),
    path("reviews/", include("meetings.urls.reviews")),
    path("asked/", include("decisions.urls.asked")),
    path("decisions/", include("decisions.urls.register")),
    path("updates/", include("decisions.urls.updates")),
    path("consultations/", include("decisions.urls.consultations")),
    path("projects/", include("decisions.urls.projects")),
    path("diary/", include("decisions.urls.diary")),
    path("publication-scheme/", include("decisions.urls.scheme")),
    path("complaints/", include("complaints.urls")),
    path("performance/reports/", include("performance.urls.quarterly")),
    path("performance/inspections/", include("performance.urls.inspections")),
    path("performance/data/", include("performance.urls.figures")),
    path("performance/", include("performance.urls.scrutiny")),
    path("performance/", include("performance.urls.measures")),
    path("panel/annual-report/", include("decisions.urls.annual")),
    path("", include("decisions.urls")),
]

urlpatterns = [
    path("", areas.AreaChooserView.as_view(), name="home"),
    path("signed-in/", desk.signed_in, name="signed-in"),
    path("health/", health.health, name="health"),
    path("accessibility/", pages.AccessibilityView.as_view(), name="accessibility"),
    path("privacy/", pages.PrivacyView.as_view(), name="privacy"),
    path("cookies/", pages.CookiesView.as_view(), name="cookies"),
    path("help/", pages.HelpView.as_view(), name="help"),
    path("account/", include("accounts.urls")),
    path("account/calendar/", calendars.calendar_list, name="calendar-list"),
    path("account/calendar/create/", calendars.calendar_create, name="calendar-create"),
    path("account/calendar/revoke/", calendars.calendar_revoke_all, name="calendar-revoke-all"),
    path("account/calendar/<slug:reference>/revoke/", calendars.calendar_revoke, name="calendar-revoke"),
    path("account/calendar/<str:key>.ics", calendars.calendar_file, name="calendar-file"),
    path("settings/audit/", audit.audit_list, name="portal-audit"),
    path("settings/jobs/", jobs.job_list, name="job-list"),
    path("settings/jobs/<str:ref>/retry/", jobs.job_retry, name="job-retry"),
    path("settings/jobs/<str:ref>/cancel/", jobs.job_cancel, name="job-cancel"),
    path("settings/people/", people.people_list, name="people-list"),
    path("settings/people/create/", people.person_create, name="person-create"),
    path("settings/people/<str:reference>/", people.person_detail, name="person-detail"),
    path("settings/people/<str:reference>/appoint/", people.person_appoint, name="person-appoint"),
    path("settings/people/<str:reference>/close/", people.person_close, name="person-close"),
    path("settings/people/appointments/<str:reference>/end/", people.appointment_end, name="appointment-end"),
    path("<slug:area>/", include(of_an_area)),
]
