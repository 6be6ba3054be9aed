"""The directory of services and their providers, under `/<area>/commissioning/services/ and providers/`."""

from django.urls import URLPattern, path

from commissioning.views import directory, directory_keeping, late_returns, providers

app_name = "services"
_SERVICE, _PROVIDER = "services/<slug:slug>/", "providers/<slug:slug>/"
urlpatterns: list[URLPattern] = [
    path("services/", directory.service_list, name="service-list"),
    path("services/export/<slug:fmt>/", directory.service_export, name="service-export"),
    path("services/create/", directory_keeping.service_create, name="service-create"),
    path(_SERVICE, directory.service_detail, name="service-detail"),
    path(f"{_SERVICE}edit/", directory_keeping.service_update, name="service-update"),
    path(f"{_SERVICE}publish/", directory_keeping.service_publish, name="service-publish"),
    path(f"{_SERVICE}hide/", directory_keeping.service_hide, name="service-hide"),
    path("providers/", providers.provider_list, name="provider-list"),
    path("providers/export/<slug:fmt>/", providers.provider_export, name="provider-export"),
    path("providers/create/", directory_keeping.provider_create, name="provider-create"),
    path(_PROVIDER, providers.provider_detail, name="provider-detail"),
    path(f"{_PROVIDER}edit/", directory_keeping.provider_update, name="provider-update"),
    path(f"{_PROVIDER}publish/", directory_keeping.provider_publish, name="provider-publish"),
    path(f"{_PROVIDER}hide/", directory_keeping.provider_hide, name="provider-hide"),
    path("late-returns/", late_returns.late_returns, name="late-returns"),
    path("late-returns/export/<slug:fmt>/", late_returns.late_return_export, name="late-return-export"),
]
