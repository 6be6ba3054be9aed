"""Funds, applications of rounds, the monthly list of grants and stated totals, under `/<area>/commissioning/`."""

from django.urls import URLPattern, path

from commissioning.views import application_keeping, applications, fund_keeping, funds, grants, total_keeping, totals

app_name = "grants"
_FUND, _TOTAL, _LINE = "funds/<slug:slug>/", "totals/<int:number>/", "totals/<int:number>/lines/<int:line>/"
_ROUND = "pipeline/<slug:ref>/applications/"
_ONE = f"{_ROUND}<int:number>/"
urlpatterns: list[URLPattern] = [
    path("grants/", grants.grant_list, name="grant-list"),
    path("grants/export/<slug:fmt>/", grants.grant_export, name="grant-export"),
    path("funds/", funds.fund_list, name="fund-list"),
    path("funds/export/<slug:fmt>/", funds.fund_export, name="fund-export"),
    path("funds/create/", fund_keeping.fund_create, name="fund-create"),
    path(_FUND, funds.fund_detail, name="fund-detail"),
    path(f"{_FUND}edit/", fund_keeping.fund_update, name="fund-update"),
    path(f"{_FUND}publish/", fund_keeping.fund_publish, name="fund-publish"),
    path(f"{_FUND}hide/", fund_keeping.fund_hide, name="fund-hide"),
    path(_ROUND, applications.application_list, name="application-list"),
    path(f"{_ROUND}export/<slug:fmt>/", applications.application_export, name="application-export"),
    path(f"{_ROUND}create/", application_keeping.application_create, name="application-create"),
    path(f"{_ROUND}decide/", application_keeping.application_decide, name="application-decide"),
    path(_ONE, applications.application_detail, name="application-detail"),
    path(f"{_ONE}edit/", application_keeping.application_update, name="application-update"),
    path(f"{_ONE}judge/", application_keeping.application_judge, name="application-judge"),
    path(f"{_ONE}decide/", application_keeping.application_decide_one, name="application-decide-one"),
    path(f"{_ONE}remove/", application_keeping.application_remove, name="application-remove"),
    path(f"{_ONE}restore/", application_keeping.application_restore, name="application-restore"),
    path("totals/", totals.total_list, name="total-list"),
    path("totals/export/<slug:fmt>/", totals.total_export, name="total-export"),
    path("totals/create/", total_keeping.total_create, name="total-create"),
    path(_TOTAL, totals.total_detail, name="total-detail"),
    path(f"{_TOTAL}edit/", total_keeping.total_update, name="total-update"),
    path(f"{_TOTAL}publish/", total_keeping.total_publish, name="total-publish"),
    path(f"{_TOTAL}hide/", total_keeping.total_hide, name="total-hide"),
    path(f"{_TOTAL}remove/", total_keeping.total_remove, name="total-remove"),
    path(f"{_TOTAL}restore/", total_keeping.total_restore, name="total-restore"),
    path(f"{_TOTAL}lines/create/", total_keeping.line_create, name="line-create"),
    path(f"{_LINE}edit/", total_keeping.line_update, name="line-update"),
    path(f"{_LINE}remove/", total_keeping.line_remove, name="line-remove"),
    path(f"{_LINE}restore/", total_keeping.line_restore, name="line-restore"),
]
