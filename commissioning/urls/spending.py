"""Payments, by month too, and the files that payments and awards come in, under `/<area>/commissioning/spending/`."""

from django.urls import URLPattern, path

from commissioning.views import payment_keeping, payments, upload_acts, uploads

app_name = "spending"
_PAYMENT, _MONTH, _UPLOAD = "payments/<slug:code>/", "months/<slug:month>/", "uploads/<slug:ref>/"
urlpatterns: list[URLPattern] = [
    path("", payments.payment_list, name="payment-list"),
    path("export/<slug:fmt>/", payments.payment_export, name="payment-export"),
    path("create/", payment_keeping.payment_create, name="payment-create"),
    path(_PAYMENT, payments.payment_detail, name="payment-detail"),
    path(f"{_PAYMENT}edit/", payment_keeping.payment_update, name="payment-update"),
    path(f"{_PAYMENT}publish/", payment_keeping.payment_publish, name="payment-publish"),
    path(f"{_PAYMENT}hide/", payment_keeping.payment_hide, name="payment-hide"),
    path("months/", payments.month_list, name="month-list"),
    path(_MONTH, payments.month_detail, name="month-detail"),
    path(f"{_MONTH}publish/", payment_keeping.month_publish, name="month-publish"),
    path(f"{_MONTH}hide/", payment_keeping.month_hide, name="month-hide"),
    path("uploads/", uploads.upload_list, name="upload-list"),
    path("uploads/import/", upload_acts.upload_create, name="upload-create"),
    path("uploads/template/<slug:kind>/<slug:fmt>/", uploads.upload_template, name="upload-template"),
    path("uploads/awards/<slug:fmt>/", uploads.award_table, name="award-table"),
    path(_UPLOAD, uploads.upload_detail, name="upload-detail"),
    path(f"{_UPLOAD}accept/", upload_acts.upload_accept, name="upload-accept"),
    path(f"{_UPLOAD}drop/", upload_acts.upload_drop, name="upload-drop"),
    path(f"{_UPLOAD}cancel/", upload_acts.upload_cancel, name="upload-cancel"),
    path(f"{_UPLOAD}again/", upload_acts.upload_again, name="upload-again"),
    path(f"{_UPLOAD}problems.csv", uploads.upload_problems, name="upload-problems"),
]
