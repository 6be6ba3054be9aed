"""The demo and development: the database inside the checkout, mail on the console, no second factor."""

import secrets

from panel_portal.settings import environment
from panel_portal.settings.base import *  # noqa: F403  settings are layered
from panel_portal.settings.base import BASE_DIR, DEVDB_FOLDER, STATIC_ROOT, databases


def _local_key() -> str:
    """A key of this checkout's own, made at the first start, so that sessions outlive a restart."""
    path = BASE_DIR / "var" / "secret-key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


DEBUG = environment.flag("DEBUG", False)
SECRET_KEY = environment.text("SECRET_KEY") or _local_key()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DATABASES = databases(DEVDB_FOLDER, safe_to_lose=False)
DEMO = True
PORTAL_TODAY = environment.text("PORTAL_TODAY", "2022-03-10")
SECOND_FACTOR_REQUIRED = environment.flag("SECOND_FACTOR_REQUIRED", False)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # serves static/ as it stands; nothing is collected
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
