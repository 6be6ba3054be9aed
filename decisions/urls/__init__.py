"""Addresses of statutory cases, under a police area’s slug: `/<area>/precept/2022-23/`, `/<area>/hearings/2022-deputy/`."""

from django.urls import URLPattern, register_converter

from decisions.choices import CaseKind


class KindConverter:
    """The kind of a case as the first word of its address."""

    regex = "|".join(CaseKind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(KindConverter, "casekind")

app_name = "cases"
urlpatterns: list[URLPattern] = []
