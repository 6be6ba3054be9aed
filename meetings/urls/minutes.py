"""Minutes as they are read, checked, published, corrected and confirmed, under `/<area>/meetings/<meeting>/minutes/`."""

from django.urls import URLPattern, path

from meetings.views import corrections, minutes, minutes_out

urlpatterns: list[URLPattern] = [
    path("<slug:meeting>/minutes/", minutes.minutes_detail, name="minutes-detail"),
    path("<slug:meeting>/minutes/send/", minutes.minutes_send, name="minutes-send"),
    path("<slug:meeting>/minutes/check/", minutes.minutes_check, name="minutes-check"),
    path("<slug:meeting>/minutes/return/", minutes.minutes_return, name="minutes-return"),
    path("<slug:meeting>/minutes/publish/", minutes.minutes_publish, name="minutes-publish"),
    path("<slug:meeting>/minutes/confirm/", minutes.minutes_confirm, name="minutes-confirm"),
    path("<slug:meeting>/minutes/decisions/", minutes_out.decisions_detail, name="decisions-detail"),
    path("<slug:meeting>/minutes/decisions/publish/", minutes_out.decisions_publish, name="decisions-publish"),
    path("<slug:meeting>/minutes/prints/", minutes_out.minutes_prints, name="minutes-prints"),
    path("<slug:meeting>/minutes/corrections/", corrections.correction_list, name="correction-list"),
    path("<slug:meeting>/minutes/corrections/create/", corrections.correction_create, name="correction-create"),
    path("<slug:meeting>/minutes/corrections/<int:number>/<slug:act>/", corrections.correction_decide, name="correction-decide"),
    path("<slug:meeting>/minutes/corrigenda/create/", corrections.corrigendum_create, name="corrigendum-create"),
]
