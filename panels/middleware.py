"""The police area of an address: the first word after the host."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from panels.models import PoliceArea


class AreaMiddleware:
    """Turns the `area` slug of an address into `request.area`; an unknown one is a 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.area = None
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, arguments, keywords: dict) -> None:
        if slug := keywords.get("area"):
            request.area = get_object_or_404(PoliceArea.objects.visible_to(request.user), slug=slug)
