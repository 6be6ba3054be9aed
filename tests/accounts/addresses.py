"""The addresses that sign-in, the jobs page and the audit page need, whatever else the portal serves."""

from django.http import HttpResponse
from django.urls import include, path

from panel_portal.views import audit, jobs


def page(request, **words):
    return HttpResponse("a page")


urlpatterns = [
    path("", page, name="home"),
    path("signed-in/", page, name="signed-in"),
    path("health/", page, name="health"),
    path("accessibility/", page, name="accessibility"),
    path("privacy/", page, name="privacy"),
    path("cookies/", page, name="cookies"),
    path("help/", page, name="help"),
    path("account/", include("accounts.urls")),
    path("settings/audit/", audit.audit_list, name="portal-audit"),
    path("settings/jobs/", jobs.job_list, name="job-list"),
    path("settings/jobs/<ref>/retry/", jobs.job_retry, name="job-retry"),
    path("settings/jobs/<ref>/cancel/", jobs.job_cancel, name="job-cancel"),
    path("<slug:area>/audit/", audit.audit_list, name="audit-list"),
    path("<slug:area>/", page, name="area-home"),
]
