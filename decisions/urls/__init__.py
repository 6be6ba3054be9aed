"""Addresses of statutory cases, under a police area’s slug: `/<area>/precept/2022-23/`, `/<area>/hearings/2022-deputy/`."""

from django.urls import URLPattern, path, register_converter

from decisions.choices import CaseKind
from decisions.urls.kinds import of_some_kinds
from decisions.views import (
    appointments,
    cases,
    detail,
    lists,
    meetings,
    precept,
    removals,
    reports,
    responses,
    votes,
)


class KindConverter:
    """The kind of a case as the first word of its address."""

    regex = "|".join(CaseKind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(KindConverter, "casekind")

app_name = "cases"
urlpatterns: list[URLPattern] = []

# Cases: the list, and what is done upon a case of any kind. The page of a case comes last, at the end of this module, so that
# a word such as "calculator" is not taken for a case
_CASE = "<casekind:kind>/<slug:slug>/"
urlpatterns += [
    path("cases/", lists.case_list, name="case-list"),
    path("cases/export/<slug:fmt>/", lists.case_export, name="case-export"),
    path("cases/create/", cases.case_create, name="case-create"),
    path("<casekind:kind>/", cases.case_kind_list, name="case-kind-list"),
    path(f"{_CASE}edit/", cases.case_update, name="case-update"),
    path(f"{_CASE}publish/", cases.case_publish, name="case-publish"),
    path(f"{_CASE}withdraw/", cases.case_withdraw, name="case-withdraw"),
    path(f"{_CASE}reopen/", cases.case_reopen, name="case-reopen"),
    path(f"{_CASE}meetings/create/", meetings.case_meeting_create, name="case-meeting-create"),
    path(f"{_CASE}meetings/<int:number>/edit/", meetings.case_meeting_update, name="case-meeting-update"),
    path(f"{_CASE}meetings/<int:number>/remove/", meetings.case_meeting_remove, name="case-meeting-remove"),
    path(f"{_CASE}votes/create/", votes.case_vote_create, name="case-vote-create"),
    path(f"{_CASE}votes/<int:number>/take-back/", votes.case_vote_take_back, name="case-vote-take-back"),
    path(f"{_CASE}notices/<int:number>/take-back/", votes.notice_take_back, name="notice-take-back"),
]

# Reports of the panel, and what the Commissioner says to them
_REPORT, _RESPONSE = "<casekind:kind>/<slug:slug>/reports/<int:number>/", "<casekind:kind>/<slug:slug>/responses/<int:number>/"
urlpatterns += [
    path(_REPORT, reports.report_detail, name="report-detail"),
    path(f"{_REPORT}edit/", reports.report_update, name="report-update"),
    path(f"{_REPORT}issue/", reports.report_issue, name="report-issue"),
    path(f"{_REPORT}publish/", reports.report_publish, name="report-publish"),
    path(f"{_REPORT}report.pdf", reports.report_file, name="report-file"),
    path("<casekind:kind>/<slug:slug>/responses/create/", responses.response_create, name="response-create"),
    path(_RESPONSE, responses.response_detail, name="response-detail"),
    path(f"{_RESPONSE}publish/", responses.response_publish, name="response-publish"),
    path(f"{_RESPONSE}take-back/", responses.response_take_back, name="response-take-back"),
    path(f"{_RESPONSE}response.pdf", responses.response_file, name="response-file"),
]

# Plans and annual reports; what the panel asks and does of its own accord
urlpatterns += of_some_kinds


class HearingConverter(KindConverter):
    """The kind of a senior appointment, for pages that no other kind has."""

    regex = CaseKind.APPOINTMENT.value


class RemovalConverter(KindConverter):
    """The kind of a removal, for pages that no other kind has."""

    regex = CaseKind.REMOVAL.value


register_converter(HearingConverter, "hearingkind")
register_converter(RemovalConverter, "removalkind")

# Senior appointments, and calls for a Chief Constable to go
_HEARING, _REMOVAL = "<hearingkind:kind>/<slug:slug>/", "<removalkind:kind>/<slug:slug>/"
urlpatterns += [
    path(f"{_HEARING}post/", appointments.post_update, name="post-update"),
    path(f"{_HEARING}stages/", appointments.stage_list, name="stage-list"),
    path(f"{_HEARING}observers/", appointments.observer_list, name="observer-list"),
    path(f"{_HEARING}notices/create/", appointments.candidate_notify, name="candidate-notify"),
    path(f"{_HEARING}notices/<int:number>/edit/", appointments.candidate_update, name="candidate-update"),
    path(f"{_HEARING}decide/", appointments.appointment_decide, name="appointment-decide"),
    path(f"{_REMOVAL}notices/create/", removals.removal_notify, name="removal-notify"),
    path(f"{_REMOVAL}notices/<int:number>/edit/", removals.removal_update, name="removal-update"),
    path(f"{_REMOVAL}decide/", removals.removal_decide, name="removal-decide"),
]


class PreceptConverter(KindConverter):
    """The kind of a precept, for pages that no other kind has."""

    regex = CaseKind.PRECEPT.value


register_converter(PreceptConverter, "preceptkind")

# The precept
_PRECEPT = "<preceptkind:kind>/<slug:slug>/"
urlpatterns += [
    path("precept/calculator/", precept.precept_calculator, name="precept-calculator"),
    path(f"{_PRECEPT}facts/", precept.precept_facts, name="precept-facts"),
    path(f"{_PRECEPT}figures/", precept.precept_figures, name="precept-figures"),
    path(f"{_PRECEPT}notices/create/", precept.precept_notice_create, name="precept-notice-create"),
    path(f"{_PRECEPT}notices/<int:number>/edit/", precept.precept_notice_update, name="precept-notice-update"),
    path(f"{_PRECEPT}issue/", precept.precept_issue, name="precept-issue"),
]

# The page of a case: keep this block last, and put yours above it
urlpatterns += [path(_CASE, detail.case_detail, name="case-detail")]
