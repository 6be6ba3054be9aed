"""Addresses that only some kinds of case have: plans and annual reports, requests of the panel, its own acts, reviews."""

from collections.abc import Iterable

from django.urls import URLPattern, path, register_converter

from decisions.choices import ASKED, OWN_ACTS, REVIEWED, CaseKind
from decisions.views import requests, reviews, texts


def _of(kinds: Iterable[CaseKind]) -> type:
    """A converter that knows some kinds of case alone, so that others answer 404."""

    class Some:
        regex = "|".join(sorted(kinds))

        def to_python(self, value: str) -> str:
            return value

        def to_url(self, value: str) -> str:
            return str(value)

    return Some


register_converter(_of(texts.KINDS), "textkind")
register_converter(_of(ASKED), "askedkind")
register_converter(_of(OWN_ACTS), "actkind")
register_converter(_of(REVIEWED), "reviewkind")

_TEXT, _ASKED, _ACT = "<textkind:kind>/<slug:slug>/", "<askedkind:kind>/<slug:slug>/", "<actkind:kind>/<slug:slug>/"
of_some_kinds: list[URLPattern] = [
    path(f"{_TEXT}notices/create/", texts.text_receive, name="text-receive"),
    path(f"{_TEXT}issue/", texts.text_issue, name="text-issue"),
    path(f"{_ASKED}send/", requests.request_send, name="request-send"),
    path(f"{_ASKED}close/", requests.request_close, name="request-close"),
    path(f"{_ASKED}letter.pdf", requests.request_file, name="request-file"),
    path(f"{_ACT}decide/", requests.act_decide, name="act-decide"),
    path(f"{_ACT}end/", requests.act_end, name="act-end"),
    path("<reviewkind:kind>/<slug:slug>/close/", reviews.review_close, name="review-close"),
]
