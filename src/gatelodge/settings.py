"""Django's settings, from the environment, with safe defaults.

`DATABASE_URL`, `GATELODGE_VAR`, `GATELODGE_MODE`, `GATELODGE_CLOCK`, `GATELODGE_COURT_URL`,
`GATELODGE_PUBLIC_URL` and `GATELODGE_SECRET_KEY_FILE` are all that is read. A wrong value stops the
process with its name and what to do.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import lazy

from gatelodge.adapters.private_file import private_file

_MODES = ("live", "demo", "replay")

GATELODGE_VAR = Path(os.environ.get("GATELODGE_VAR", "var")).resolve()
"""The folder of everything that is kept outside the database, and of SQLite's file."""

GATELODGE_MODE = os.environ.get("GATELODGE_MODE", "live")
if GATELODGE_MODE not in _MODES:
    raise ImproperlyConfigured(
        f"GATELODGE_MODE is {GATELODGE_MODE!r}; it must be one of {', '.join(_MODES)}."
    )

GATELODGE_CLOCK = os.environ.get("GATELODGE_CLOCK") or None
"""Path of a practice clock's file; none = the system's clock."""
if GATELODGE_CLOCK and GATELODGE_MODE == "live":
    raise ImproperlyConfigured(
        "GATELODGE_CLOCK names a practice clock, which is allowed in demo and replay alone. "
        "Unset it, or set GATELODGE_MODE."
    )

GATELODGE_PUBLIC_URL = os.environ.get("GATELODGE_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
"""Base address under which the court and browsers reach us."""
GATELODGE_COURT_URL = os.environ.get("GATELODGE_COURT_URL", "http://127.0.0.1:8001").rstrip("/")
"""Base address of the court's two services."""
for _name, _url in (("PUBLIC", GATELODGE_PUBLIC_URL), ("COURT", GATELODGE_COURT_URL)):
    if urlsplit(_url).scheme not in ("http", "https") or not urlsplit(_url).hostname:
        raise ImproperlyConfigured(
            f"GATELODGE_{_name}_URL is {_url!r}; it must be an address such as https://gate.example"
        )
_is_https = urlsplit(GATELODGE_PUBLIC_URL).scheme == "https"

_secret_key_file = Path(
    os.environ.get("GATELODGE_SECRET_KEY_FILE") or GATELODGE_VAR / "keys" / "django"
)
# Made on the first start and read when it is first needed: reading settings writes nothing.
SECRET_KEY = lazy(
    lambda: private_file(_secret_key_file, lambda: secrets.token_urlsafe(64).encode()).decode(),
    str,
)()
DEBUG = False
ALLOWED_HOSTS = sorted(
    {urlsplit(GATELODGE_PUBLIC_URL).hostname or "", "127.0.0.1", "localhost", "[::1]"}
)

INSTALLED_APPS = [
    "gatelodge.store",
    "gatelodge.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
]
AUTH_USER_MODEL = "store.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "gatelodge.web.urls"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gatelodge.web.idle.LockMiddleware",
    "gatelodge.web.guard.AccessMiddleware",
]
CSRF_FAILURE_VIEW = "gatelodge.web.guidance.views.form_not_ours"

_HERE = Path(__file__).parent
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_HERE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "gatelodge.web.jinja_environment.environment",
            "autoescape": True,
            "context_processors": ["gatelodge.web.frame.frame"],
        },
    }
]

# SQLite unless told otherwise. IMMEDIATE serialises writers; FULL keeps what was acknowledged;
# recursive triggers let the delete trigger see INSERT OR REPLACE.
_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
        "PRAGMA recursive_triggers=ON;PRAGMA busy_timeout=20000;"
    ),
}
_database: dict[str, Any] = dict(
    dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{GATELODGE_VAR / 'gatelodge.sqlite3'}"
    )
)
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {**_database.get("OPTIONS", {}), **_SQLITE_OPTIONS}
    _database["TEST"] = {"NAME": str(GATELODGE_VAR / "test.sqlite3")}
elif _database["ENGINE"] == "django.db.backends.postgresql":
    _database["CONN_MAX_AGE"] = 60
    _database["CONN_HEALTH_CHECKS"] = True
else:
    raise ImproperlyConfigured(
        "DATABASE_URL must begin with sqlite:/// or postgresql://; other databases lack the "
        "triggers and locks that the ledger needs."
    )
DATABASES = {"default": _database}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
# The styles and scripts lie in the package: served from there, nothing to collect.
WHITENOISE_USE_FINDERS = True

SESSION_COOKIE_NAME = "gatelodge_session"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _is_https
CSRF_COOKIE_NAME = "gatelodge_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _is_https
CSRF_TRUSTED_ORIGINS = [GATELODGE_PUBLIC_URL]
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _is_https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# A court's document is fetched by us and never posted to us; a callback is a small message.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"gatelodge": {"level": "INFO"}},
}
