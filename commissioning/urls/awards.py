"""Grants and contracts, under `/<area>/commissioning/awards/`."""

from django.urls import path

from commissioning.views import award_documents as documents
from commissioning.views import award_keeping as keeping
from commissioning.views import award_lists as lists
from commissioning.views import award_parts as parts
from commissioning.views import award_reading as reading
from commissioning.views import shares

app_name = "awards"
_ONE = "<slug:ref>/"
_PART = f"{_ONE}parts/<slug:part>/"
_ROW = f"{_PART}<int:number>/"
_EXTENSION = f"{_ONE}parts/extensions/<int:number>/"
_DOCUMENT = f"{_ONE}documents/<int:number>/"  # of an award or, by its reference, of an exercise
urlpatterns = [
    path("", lists.award_list, name="award-list"),
    path("export/<slug:fmt>/", lists.award_export, name="award-export"),
    path("contracts/", lists.contract_list, name="contract-list"),
    path("contracts/export/<slug:fmt>/", lists.contract_export, name="contract-export"),
    path("create/", keeping.award_create, name="award-create"),
    path(_ONE, reading.award_detail, name="award-detail"),
    path(f"{_ONE}edit/", keeping.award_update, name="award-update"),
    path(f"{_ONE}place/", keeping.award_place, name="award-place"),
    path(f"{_ONE}private/", keeping.award_private, name="award-private"),
    path(f"{_ONE}make/", keeping.award_make, name="award-make"),
    path(f"{_ONE}take-back/", keeping.award_take_back, name="award-take-back"),
    path(f"{_ONE}publish/", keeping.award_publish, name="award-publish"),
    path(f"{_ONE}hide/", keeping.award_hide, name="award-hide"),
    path(f"{_ONE}begin/", keeping.award_begin, name="award-begin"),
    path(f"{_ONE}end/", keeping.award_end, name="award-end"),
    path(f"{_ONE}cancel/", keeping.award_cancel, name="award-cancel"),
    path(f"{_ONE}decision/propose/", keeping.decision_propose, name="decision-propose"),
    path(f"{_ONE}decision/link/", keeping.decision_link, name="decision-link"),
    path(f"{_ONE}decision/unlink/", keeping.decision_unlink, name="decision-unlink"),
    path(f"{_ONE}shares/", shares.share_update, name="share-update"),
    path(f"{_PART}create/", parts.part_create, name="part-create"),
    path(f"{_ROW}edit/", parts.part_update, name="part-update"),
    path(f"{_ROW}remove/", parts.part_remove, name="part-remove"),
    path(f"{_ROW}restore/", parts.part_restore, name="part-restore"),
    path(f"{_EXTENSION}invoke/", parts.extension_invoke, name="extension-invoke"),
    path(f"{_EXTENSION}leave/", parts.extension_leave, name="extension-leave"),
    path(f"{_EXTENSION}reopen/", parts.extension_reopen, name="extension-reopen"),
    path(f"{_ONE}documents/create/", documents.document_create, name="document-create"),
    path(_DOCUMENT, documents.document_detail, name="document-detail"),
    path(f"{_DOCUMENT}edit/", documents.document_update, name="document-update"),
    path(f"{_DOCUMENT}private/", documents.document_private, name="document-private"),
    path(f"{_DOCUMENT}remove/", documents.document_remove, name="document-remove"),
    path(f"{_DOCUMENT}restore/", documents.document_restore, name="document-restore"),
]
