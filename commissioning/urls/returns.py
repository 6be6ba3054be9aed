"""Indicators and monitoring returns of an award, under `/<area>/commissioning/awards/<ref>/returns/`."""

from django.urls import URLPattern, path

from commissioning.views import return_keeping as keeping
from commissioning.views import returns
from commissioning.views.return_acts import ACTS

app_name = "returns"
_RETURN, _INDICATOR = "<int:number>/", "indicators/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("", returns.return_list, name="return-list"),
    path("export/<slug:fmt>/", returns.reading_export, name="reading-export"),
    path("plan/", keeping.return_plan, name="return-plan"),
    path("create/", keeping.return_create, name="return-create"),
    path("indicators/create/", keeping.indicator_create, name="indicator-create"),
    path(f"{_INDICATOR}edit/", keeping.indicator_update, name="indicator-update"),
    path(f"{_INDICATOR}remove/", keeping.indicator_remove, name="indicator-remove"),
    path(f"{_INDICATOR}restore/", keeping.indicator_restore, name="indicator-restore"),
    path(_RETURN, returns.return_detail, name="return-detail"),
    path(f"{_RETURN}edit/", keeping.return_update, name="return-edit"),
    path(f"{_RETURN}receive/", keeping.return_receive, name="return-receive"),
    *(path(f"{_RETURN}{act}/", keeping.return_act, {"act": act}, name=f"return-{act}") for act in ACTS),
]
