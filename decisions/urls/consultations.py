"""Responses to consultations, under `/<area>/consultations/`."""

from django.urls import URLPattern, path

from decisions.views import consultation_files as files
from decisions.views import consultation_reading as reading
from decisions.views import consultations

app_name = "consultations"
_ONE, _ANSWER, _FILE = "<slug:reference>/", "<slug:reference>/answers/<int:number>/", "<slug:reference>/files/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("", reading.consultation_list, name="consultation-list"),
    path("export/<slug:fmt>/", reading.consultation_export, name="consultation-export"),
    path("create/", consultations.consultation_create, name="consultation-create"),
    path(_ONE, reading.consultation_detail, name="consultation-detail"),
    path(f"{_ONE}edit/", consultations.consultation_update, name="consultation-update"),
    path(f"{_ONE}send/", consultations.consultation_send, name="consultation-send"),
    path(f"{_ONE}take-back/", consultations.consultation_take_back, name="consultation-take-back"),
    path(f"{_ONE}publish/", consultations.consultation_publish, name="consultation-publish"),
    path(f"{_ONE}hide/", consultations.consultation_hide, name="consultation-hide"),
    path(f"{_ONE}answers/create/", consultations.answer_create, name="answer-create"),
    path(f"{_ONE}answers/paste/", consultations.answer_paste, name="answer-paste"),
    path(f"{_ONE}answers/export/<slug:fmt>/", reading.answer_export, name="answer-export"),
    path(f"{_ANSWER}edit/", consultations.answer_update, name="answer-update"),
    path(f"{_ANSWER}move/", consultations.answer_move, name="answer-move"),
    path(f"{_ANSWER}remove/", consultations.answer_remove, name="answer-remove"),
    path(f"{_ONE}files/create/", files.file_create, name="file-create"),
    path(_FILE, files.file_detail, name="file-detail"),
    path(f"{_FILE}download/<slug:kind>/", files.file_download, name="file-download"),
    path(f"{_FILE}keep/", files.file_keep, name="file-keep"),
    path(f"{_FILE}remove/", files.file_remove, name="file-remove"),
    path(f"{_FILE}restore/", files.file_restore, name="file-restore"),
]
