"""What the panel has asked of the Commissioner, under `/<area>/asked/`."""

from django.urls import URLPattern, path

from decisions.views import asked

app_name = "asked"
urlpatterns: list[URLPattern] = [
    path("", asked.asked_list, name="asked-list"),
    path("export/<slug:fmt>/", asked.asked_export, name="asked-export"),
]
