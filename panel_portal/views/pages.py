"""Pages that say how the portal itself works, and the page of a request that cannot be read."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import TemplateView


class AccessibilityView(TemplateView):
    template_name = "panel_portal/accessibility.html"


class PrivacyView(TemplateView):
    template_name = "panel_portal/privacy.html"


class HelpView(TemplateView):
    template_name = "panel_portal/help.html"


class CookiesView(TemplateView):
    template_name = "panel_portal/cookies.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = {"session_cookie": settings.SESSION_COOKIE_NAME, "csrf_cookie": settings.CSRF_COOKIE_NAME}
        return super().get_context_data(session_days=settings.SESSION_COOKIE_AGE // 86400 or 1, **names, **kwargs)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "panel_portal/400.html", status=400)
