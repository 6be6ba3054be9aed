"""A real installation: nothing has a default that would be unsafe, and what is missing stops the start."""

import sys

from panel_portal.settings import environment
from panel_portal.settings.base import *  # noqa: F403  settings are layered
from panel_portal.settings.base import DEVDB_FOLDER, databases

environment.required("DATABASE_URL")

DEBUG = False
SECRET_KEY = environment.required("SECRET_KEY")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS") or [environment.required("ALLOWED_HOSTS")]
DATABASES = databases(DEVDB_FOLDER, safe_to_lose=False)
if "migrate" in sys.argv[1:]:
    environment.required("DATABASE_OWNER_URL")
else:  # whoever serves pages or works has no way to the role that owns the tables
    del DATABASES["owner"]
DEMO = False
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXIES", 1)  # tries are counted by the address they report
SECURE_SSL_REDIRECT = environment.flag("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
SESSION_COOKIE_AGE = 12 * 3600
EMAIL_BACKEND = environment.text("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = environment.text("EMAIL_HOST", "localhost")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
