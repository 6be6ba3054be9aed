"""What the Commissioner must publish, under `/<area>/publication-scheme/`."""

from django.urls import URLPattern, path

from decisions.views import scheme, scheme_acts

app_name = "scheme"
_ITEM = "<slug:item>/"
_PUBLICATION = "<slug:item>/publications/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("", scheme.scheme_list, name="scheme-list"),
    path("export/<slug:fmt>/", scheme.scheme_export, name="scheme-export"),
    path(_ITEM, scheme.scheme_detail, name="scheme-detail"),
    path(f"{_ITEM}edit/", scheme_acts.scheme_update, name="scheme-update"),
    path(f"{_ITEM}publish/", scheme_acts.scheme_publish, name="scheme-publish"),
    path(f"{_ITEM}table/", scheme_acts.scheme_table, name="scheme-table"),
    path(_PUBLICATION, scheme.scheme_publication, name="scheme-publication"),
    path(f"{_PUBLICATION}file/", scheme.scheme_file, name="scheme-file"),
    path(f"{_PUBLICATION}withdraw/", scheme_acts.scheme_withdraw, name="scheme-withdraw"),
]
