"""What every page shows around its content: the panel's name, the navigation of the reader's role, the demo's notice."""

from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict:
    """Context for `layouts/base.html`."""
    return {"portal_name": settings.PORTAL_NAME, "area": getattr(request, "area", None)}
