"""Funding bids, councillor advocates and expressions of interest, under `/<area>/commissioning/bids/`."""

from django.urls import URLPattern, path

from commissioning.views import advocates, expressions
from commissioning.views import bid_reading as reading
from commissioning.views import bids as keeping
from commissioning.views.scheme_rows import ADVOCATES, MEETINGS, PARTNERS, row_create, row_remove, row_restore, row_update

app_name = "bids"
_ONE, _PARTNER = "<slug:slug>/", "<slug:slug>/partners/<int:number>/"
_ADVOCATE, _MEETING = "advocates/<int:number>/", "advocates/meetings/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("", reading.bid_list, name="bid-list"),
    path("export/<slug:fmt>/", reading.bid_export, name="bid-export"),
    path("create/", keeping.bid_create, name="bid-create"),
    path("advocates/", advocates.advocate_list, name="advocate-list"),
    path("advocates/export/<slug:fmt>/", advocates.advocate_export, name="advocate-export"),
    path("advocates/create/", row_create(ADVOCATES), name="advocate-create"),
    path("advocates/meetings/create/", row_create(MEETINGS), name="meeting-create"),
    path(f"{_MEETING}edit/", row_update(MEETINGS), name="meeting-update"),
    path(f"{_MEETING}remove/", row_remove(MEETINGS), name="meeting-remove"),
    path(f"{_MEETING}restore/", row_restore(MEETINGS), name="meeting-restore"),
    path(f"{_ADVOCATE}edit/", row_update(ADVOCATES), name="advocate-update"),
    path(f"{_ADVOCATE}remove/", row_remove(ADVOCATES), name="advocate-remove"),
    path(f"{_ADVOCATE}restore/", row_restore(ADVOCATES), name="advocate-restore"),
    path("expressions/", expressions.expression_list, name="expression-list"),
    path("expressions/export/<slug:fmt>/", expressions.expression_export, name="expression-export"),
    path(_ONE, reading.bid_detail, name="bid-detail"),
    path(f"{_ONE}edit/", keeping.bid_update, name="bid-update"),
    path(f"{_ONE}submit/", keeping.bid_submit, name="bid-submit"),
    path(f"{_ONE}outcome/", keeping.bid_outcome, name="bid-outcome"),
    path(f"{_ONE}withdraw/", keeping.bid_withdraw, name="bid-withdraw"),
    path(f"{_ONE}reopen/", keeping.bid_reopen, name="bid-reopen"),
    path(f"{_ONE}publish/", keeping.bid_publish, name="bid-publish"),
    path(f"{_ONE}hide/", keeping.bid_hide, name="bid-hide"),
    path(f"{_ONE}partners/create/", row_create(PARTNERS), name="partner-create"),
    path(f"{_PARTNER}edit/", row_update(PARTNERS), name="partner-update"),
    path(f"{_PARTNER}remove/", row_remove(PARTNERS), name="partner-remove"),
    path(f"{_PARTNER}restore/", row_restore(PARTNERS), name="partner-restore"),
]
