"""The test suite: a PostgreSQL that may lose data, stores in a temporary folder, quick password hashing."""

import tempfile
from pathlib import Path

from panel_portal.settings import environment
from panel_portal.settings.base import *  # noqa: F403  settings are layered
from panel_portal.settings.base import BASE_DIR, databases

SECRET_KEY = "only-for-tests"  # noqa: S105  guards nothing
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DATABASES = databases(BASE_DIR / ".devdb" / "test", safe_to_lose=True)
DATABASES["owner"]["TEST"] = {
    "NAME": "test_portal" + environment.text("TEST_DATABASE_SUFFIX"),
    "DEPENDENCIES": [],  # the owner makes the database, and `default` only mirrors it
}
DEMO = False
PORTAL_TODAY = "2022-03-10"
SECOND_FACTOR_REQUIRED = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORES = {name: Path(tempfile.mkdtemp(prefix=f"portal-{name}-")) for name in ("public", "restricted")}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="portal-static-"))
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "ERROR"}}
ASKING_SECONDS = 0  # tests type faster than anybody; those of the rule itself set it
