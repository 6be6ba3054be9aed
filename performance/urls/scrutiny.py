"""Scrutiny panels, assurance, and contacts, reviews and workforce, under `/<area>/performance/`."""

from django.urls import URLPattern, path

from performance.views import assurance, casework, scrutiny, sessions, stated

app_name = "scrutiny"
_SESSION, _ASSURANCE, _CASEWORK = "panels/<slug:slug>/", "assurance/<slug:slug>/", "casework/<slug:slug>/"
_STATED = f"{_CASEWORK}stated/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("panels/", scrutiny.panel_list, name="panel-list"),
    path("panels/export/<slug:fmt>/", scrutiny.session_export, name="session-export"),
    path("panels/create/", sessions.session_create, name="session-create"),
    path(_SESSION, scrutiny.session_detail, name="session-detail"),
    path(f"{_SESSION}edit/", sessions.session_update, name="session-update"),
    path(f"{_SESSION}findings/", sessions.findings_update, name="findings-update"),
    path(f"{_SESSION}answer/", sessions.answer_update, name="answer-update"),
    path(f"{_SESSION}publish/", sessions.session_publish, name="session-publish"),
    path(f"{_SESSION}hide/", sessions.session_hide, name="session-hide"),
    path("assurance/", assurance.assurance_list, name="assurance-list"),
    path("assurance/export/<slug:fmt>/", assurance.assurance_export, name="assurance-export"),
    path("assurance/create/", assurance.assurance_create, name="assurance-create"),
    path(_ASSURANCE, assurance.assurance_detail, name="assurance-detail"),
    path(f"{_ASSURANCE}edit/", assurance.assurance_update, name="assurance-update"),
    path(f"{_ASSURANCE}publish/", assurance.assurance_publish, name="assurance-publish"),
    path(f"{_ASSURANCE}hide/", assurance.assurance_hide, name="assurance-hide"),
    path("casework/", casework.casework, name="casework"),
    path(_CASEWORK, casework.casework_detail, name="casework-detail"),
    path(f"{_CASEWORK}figures/<slug:fmt>/", casework.casework_export, name="casework-export"),
    path(f"{_CASEWORK}stated/create/", stated.stated_create, name="stated-create"),
    path(f"{_STATED}edit/", stated.stated_update, name="stated-update"),
    path(f"{_STATED}remove/", stated.stated_remove, name="stated-remove"),
    path(f"{_STATED}restore/", stated.stated_restore, name="stated-restore"),
]
