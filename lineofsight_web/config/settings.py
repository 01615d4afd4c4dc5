"""The one settings module. What differs from place to place comes from the environment:

LINEOFSIGHT_HOME              the home folder: snapshots, keys, app.sqlite3
LINEOFSIGHT_DATABASE_URL      postgresql://USER:PASSWORD@HOST/NAME; without it, SQLite in the home folder
LINEOFSIGHT_SECRET_KEY        without it, one is made and kept in the home folder's keys
LINEOFSIGHT_ALLOWED_HOSTS     names this service answers to; without it, this machine only
LINEOFSIGHT_HTTPS             1 behind https: secure cookies, strict transport
LINEOFSIGHT_PROXY             1 behind a reverse proxy that sets X-Forwarded-Proto and X-Forwarded-For
LINEOFSIGHT_COUNCIL_NAME      shown in the header and foot; without it, the authority in lineofsight.toml
LINEOFSIGHT_COUNCIL_COLOUR    the header's colour, like #12436d
LINEOFSIGHT_DEBUG             1 on a developer's own machine; never on by default
"""

import os
import re
from datetime import timedelta

from csp.constants import NONE, SELF

from lineofsight.errors import LineofsightError
from lineofsight.home import find_home
from lineofsight_web.config import environment

HOME = find_home(None)
LINEOFSIGHT_HOME = HOME
DEBUG = environment.switch("LINEOFSIGHT_DEBUG", os.environ)
HTTPS = environment.switch("LINEOFSIGHT_HTTPS", os.environ)
BEHIND_PROXY = environment.switch("LINEOFSIGHT_PROXY", os.environ)

SECRET_KEY = environment.secret_key(HOME, os.environ)
ALLOWED_HOSTS = environment.names("LINEOFSIGHT_ALLOWED_HOSTS", os.environ, "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

COUNCIL_NAME = os.environ.get("LINEOFSIGHT_COUNCIL_NAME") or HOME.config().authority_name
COUNCIL_COLOUR = os.environ.get("LINEOFSIGHT_COUNCIL_COLOUR", "#12436d")
if not re.fullmatch(r"#[0-9a-fA-F]{6}", COUNCIL_COLOUR):
    raise LineofsightError("LINEOFSIGHT_COUNCIL_COLOUR is not a colour like #12436d")

INSTALLED_APPS = [
    "lineofsight_web.access",
    "lineofsight_web.dashboard",
    "lineofsight_web.child",
    "lineofsight_web.plan",
    "lineofsight_web.reports",
    "lineofsight_web.decisions",
    "lineofsight_web.judgements",
    "lineofsight_web.api",
    "lineofsight_web.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "lineofsight_web.config.middleware.private_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lineofsight_web.config.middleware.sessions_end",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "lineofsight_web.config.middleware.ExpectedProblems",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lineofsight_web.config.urls"
WSGI_APPLICATION = "lineofsight_web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "lineofsight_web.ui.context.page",
            ],
            "builtins": ["lineofsight_web.ui.templatetags.words", "lineofsight_web.ui.templatetags.page"],
        },
    }
]
FORM_RENDERER = "lineofsight_web.ui.forms.GovukRenderer"

DATABASES = {"default": environment.database(HOME, os.environ)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Signing in

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]  # one entry carries options
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "access/locked_out.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False
AXES_IPWARE_PROXY_COUNT = 0  # the proxy writes X-Forwarded-For anew: one address. More than one is not believed.
AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"] if BEHIND_PROXY else ["REMOTE_ADDR"]

IDLE_SECONDS = 30 * 60
LONGEST_SESSION_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = IDLE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # a link in a board paper or an email opens the page it names
SESSION_COOKIE_NAME = "lineofsight"
CSRF_COOKIE_AGE = None  # until the browser is closed
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "lineofsight_web.config.errors.form_expired"

# What a browser may do

SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "img-src": [SELF, "data:"],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Files

STATIC_URL = "/static/"
STATIC_ROOT = HOME.root / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "lineofsight_web.ui.storage.CollectedStorage"},
}
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_AUTOREFRESH = DEBUG

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 600}}}

# Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"without_person_ids": {"()": "lineofsight_web.config.logs.WithoutPersonIds"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_person_ids"]},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},  # refusals and wrong addresses are no faults
    },
}
