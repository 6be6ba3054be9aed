"""Settings that hold everywhere; `local`, `test` and `production` add to them."""

from pathlib import Path
from typing import Any

import dj_database_url
import structlog
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from panel_portal import devdb
from panel_portal.logs import hide_keys, told_where
from panel_portal.settings import environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent
PORTAL_NAME = "Panel Portal"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "import_export",
    "pgtrigger",
    "csp",
    "django_structlog",
    # Ours come before allauth, whose templates and commands they may replace
    "interface",
    "accounts",
    "jobs",
    "panels",
    "documents",
    "meetings",
    "decisions",
    "performance",
    "complaints",
    "commissioning",
    "exchange",
    "panel_portal",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "panel_portal.middleware.DatabaseAwayMiddleware",  # outermost: the others need the database too
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "accounts.middleware.NoStoreMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.AsPublicMiddleware",
    "panels.middleware.AreaMiddleware",
]

ROOT_URLCONF = "panel_portal.urls"
WSGI_APPLICATION = "panel_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "panel_portal.context.portal",
            ],
        },
    },
]

# Databases: one PostgreSQL, two roles. `owner` migrates; `default`, the portal's own role, owns no table.
DEVDB_FOLDER = BASE_DIR / ".devdb"
DEVDB_SAFE_TO_LOSE = False


def databases(folder: Path, safe_to_lose: bool) -> dict:
    """The portal's two ways into its database, from the environment or from the PostgreSQL inside the checkout."""
    if url := environment.text("DATABASE_URL"):
        portal: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
        owner: dict[str, Any] = dict(dj_database_url.parse(environment.text("DATABASE_OWNER_URL", url)))
    else:
        socket = devdb.start(folder, safe_to_lose=safe_to_lose)
        engine: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql", "NAME": "portal", "HOST": str(socket)}
        portal = {**engine, "USER": devdb.PORTAL, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        owner = {**engine, "USER": devdb.OWNER}
    portal["TEST"] = {"MIRROR": "owner"}
    return {"default": portal, "owner": owner}


DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # it holds the counters of sign-in tries, which nobody may push out
    },
}

# Who signs in, and how
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "signed-in"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # seconds for which a sign-in or confirmation opens what is kept specially safe
ACCOUNT_RATE_LIMITS = {"login_failed": "10/15m/key,30/15m/ip", "reset_password": "5/h/ip,3/h/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = PORTAL_NAME
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs themselves up: whoever opens an account vouches for its address
SECOND_FACTOR_REQUIRED = environment.flag("SECOND_FACTOR_REQUIRED", True)

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# The day the portal stands on (ISO date); empty for the real one
PORTAL_TODAY = environment.text("PORTAL_TODAY")
SITE_ADDRESS = environment.text("SITE_ADDRESS", "http://127.0.0.1:8000")

# How many working days before something is due its owner is first reminded, where the body has no rule of its own
REMIND_WORKING_DAYS = 5

# Files: static assets, and two stores that never mix
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(environment.text("STATIC_ROOT", str(BASE_DIR / "var" / "static")))
STORES = {
    "public": Path(environment.text("PUBLIC_STORE", str(BASE_DIR / "var" / "public"))),
    "restricted": Path(environment.text("RESTRICTED_STORE", str(BASE_DIR / "var" / "restricted"))),
}
# The virus scanner that uploads are shown to: the path of clamd's socket, or host:port; empty for none
CLAMD_ADDRESS = environment.text("PORTAL_CLAMD")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 30

EMAIL_BACKEND = environment.text("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "Panel Portal <portal@panel.example>")

# Public question time: the least time that asking takes a person, and how much may be sent in a day
ASKING_SECONDS = 4
ASKING_MOST_A_DAY_FROM_A_LINE = 40  # a library, a school and a whole office have one line each
ASKING_MOST_A_DAY_FROM_AN_EMAIL = 10

# What a browser may do with our pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

DJANGO_STRUCTLOG_COMMAND_LOGGING_ENABLED = False
_shared_processors: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
]
_errors = structlog.processors.ExceptionRenderer(told_where)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _errors,
                structlog.processors.JSONRenderer(),
                hide_keys,
            ],
            "foreign_pre_chain": _shared_processors,
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "fontTools": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
structlog.configure(
    processors=[
        *_shared_processors,
        structlog.processors.StackInfoRenderer(),
        _errors,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
