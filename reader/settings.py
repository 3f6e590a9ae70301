"""All settings, read from the environment. An unknown or malformed variable stops the start with its name."""

import os
import re
import secrets
import tempfile
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "::1"}

env = Env(eager=False)

DEBUG = env.bool("ATTEST_DEBUG", False)
DATA_DIR = Path(env.str("ATTEST_DATA", str(BASE_DIR / "data"))).resolve()
# The address people open: it decides the hosts answered, the links in mails and whether cookies are secure.
ADDRESS = env.str("ATTEST_URL", "http://127.0.0.1:8000")
SECRET_KEY = env.str("ATTEST_SECRET_KEY", "", validate=validate.Length(max=500))
LOG_LEVEL = env.str("ATTEST_LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"]))
# host:port pairs that imports may reach although they are private: an intranet's archive, or a test's server.
FETCH_ALLOW: frozenset[str] = frozenset(env.list("ATTEST_FETCH_ALLOW", []))
# How polite we are to a host: seconds between the beginnings of two requests, and how many at once (0: no limit).
FETCH_PAUSE = env.float("ATTEST_FETCH_PAUSE", 1.0, validate=validate.Range(0, 600))
FETCH_AT_ONCE = env.int("ATTEST_FETCH_AT_ONCE", 2, validate=validate.Range(0, 100))
# A connection a worker is kept: to open one for each request took a quarter of its CPU time, on SQLite too.
DATABASE = env.dj_db_url(
    "DATABASE_URL", f"sqlite:///{DATA_DIR / 'attest.sqlite3'}", conn_max_age=600, conn_health_checks=True
)
# Requests a minute of a token or a person at the API, and attempts from an address without a good one; 0: no limit.
API_RATE = env.int("ATTEST_API_RATE", 600, validate=validate.Range(0, 10**6))
ATTEMPT_RATE = env.int("ATTEST_ATTEMPT_RATE", 20, validate=validate.Range(0, 10**6))
# Other sites whose pages may use the API with a token, as in https://notebook.example.org; none unless they are named.
API_ORIGINS: frozenset[str] = frozenset(env.list("ATTEST_API_ORIGINS", []))
# The queue of jobs in Redis, for workers on several machines; without it, it is in the database.
REDIS_URL = env.str("ATTEST_REDIS_URL", "")
EMAIL = env.dj_email_url("ATTEST_EMAIL_URL", "console:")
DEFAULT_FROM_EMAIL = env.str("ATTEST_EMAIL_FROM", "attest@localhost")
env.seal()

KNOWN = {
    "ATTEST_DEBUG", "ATTEST_DATA", "ATTEST_URL", "ATTEST_SECRET_KEY", "ATTEST_LOG_LEVEL", "ATTEST_FETCH_ALLOW",
    "ATTEST_FETCH_PAUSE", "ATTEST_FETCH_AT_ONCE",
    "ATTEST_REDIS_URL",
    "ATTEST_EMAIL_URL", "ATTEST_EMAIL_FROM", "ATTEST_API_RATE", "ATTEST_ATTEMPT_RATE", "ATTEST_API_ORIGINS",
}  # fmt: skip
if unknown := sorted(name for name in os.environ if name.startswith("ATTEST_") and name not in KNOWN):
    raise ImproperlyConfigured(f"Unknown setting {', '.join(unknown)}. Known are {', '.join(sorted(KNOWN))}.")
if wrong := sorted(pair for pair in FETCH_ALLOW if not re.fullmatch(r"[^\s/]+:\d+", pair)):
    raise ImproperlyConfigured(f"ATTEST_FETCH_ALLOW names {', '.join(wrong)}: give pairs such as archive.local:8080")
if "EMAIL_BACKEND" not in EMAIL:
    raise ImproperlyConfigured("ATTEST_EMAIL_URL is no mail server: give smtp://user:password@host:587/?tls=True")
if DATABASE["ENGINE"] not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
    raise ImproperlyConfigured("DATABASE_URL names a database that Attest does not run on: SQLite or PostgreSQL")


def origin(address: str) -> tuple[str, str]:
    """Return scheme and host of the site's address, or stop: plain http is for this machine alone."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ImproperlyConfigured(f"ATTEST_URL is {address!r}: give scheme and host, as in https://attest.example.org")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ImproperlyConfigured(f"ATTEST_URL is {address!r}: a site that others reach needs https://")
    return parts.scheme, parts.hostname


def kept_secret_key(path: Path) -> str:
    """Return the key in this file, which the first start makes, readable by its owner alone."""
    if path.exists() and not path.stat().st_size:  # a start that was killed, or a full disk, left it
        path.unlink(missing_ok=True)
    if not path.exists():
        # Linked when it is whole: of two first starts at once, one makes the key and both read it.
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with open(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text("ascii").strip()


SCHEME, HOST = origin(ADDRESS)
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)  # other users of the machine have no business here
SECRET_KEY = SECRET_KEY or kept_secret_key(DATA_DIR / "secret_key")
HTTPS = SCHEME == "https"
ALLOWED_HOSTS = [HOST, *LOOPBACK] if HOST in LOOPBACK or DEBUG else [HOST]
CSRF_TRUSTED_ORIGINS = [ADDRESS.rstrip("/")]

INSTALLED_APPS = [
    "reader.apps.ReaderConfig",
    "annotations",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "reader.apps.StaticFiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "reader.middleware.PolicyMiddleware",
    "reader.middleware.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "reader.tokens.TokenMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "reader.middleware.LanguageMiddleware",
    "reader.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "reader.offline.PersonMiddleware",
    "reader.gone.GoneMiddleware",
]

ROOT_URLCONF = "reader.urls"
WSGI_APPLICATION = "reader.wsgi.application"
AUTH_USER_MODEL = "reader.User"
AUTHENTICATION_BACKENDS = ["reader.sessions.PersonBackend"]
SESSION_ENGINE = "reader.sessions"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOADERS = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("reader.templating.Loader", LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
            "builtins": ["django.templatetags.i18n"],
        },
    }
]

if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue instead of failing: a transaction takes the write lock at its start and waits for it up to 20 s.
    # What is read of the first 256 MB is not copied first: texts take a seventh of the time less.
    DATABASE["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456;",
    }
DATABASES = {"default": DATABASE}

# In the memory of each worker: only what can be made again is kept here. See also reader/memory.py.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 60}},
}

# What must happen in the same transaction when a project starts and when an article gets a new version: `reader`
# knows no annotations, so they are named here, where the site is put together.
PROJECT_FOLLOWERS = ["annotations.models.start_codebook"]  # called with the project
VERSION_FOLLOWERS = ["annotations.models.carry_over"]  # called with the old and the new version
IMPORT_FOLLOWERS = ["annotations.migrating.take_over"]  # called with an article, another tool's highlights, the person
LIBRARY_FOLLOWERS = ["annotations.models.tally.count"]  # called with the keys of articles that are indexed anew
TAGS_IN_SEARCH = "annotations.models.tally.Tags"  # see reader.search.conditions

STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "reader.staticfiles.HashedStorage"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "snapshots"},
    },
    "staticfiles": {"BACKEND": STATIC_FILES},
}
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site has a use for our files
MEDIA_URL = ""  # snapshots are evidence: only the guarded download serves them
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
# Beyond it Django answers a bare 400. A paste of a little over 10 MB, each byte of which may be encoded as three,
# comes in, so that the form can say in its own words what is too much.
DATA_UPLOAD_MAX_MEMORY_SIZE = 40 * 2**20

TASKS: dict[str, dict[str, object]] = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
if REDIS_URL:
    if find_spec("django_tasks_rq") is None:
        raise ImproperlyConfigured("ATTEST_REDIS_URL needs a package: .venv/bin/pip install 'django-tasks-rq<0.13'")
    if not REDIS_URL.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("ATTEST_REDIS_URL is no Redis: give redis://localhost:6379/0")
    INSTALLED_APPS.append("django_rq")
    # Jobs have limits of their own. As JSON: who can write to Redis has no program run by it.
    RQ_QUEUES = {
        name: {"URL": REDIS_URL, "DEFAULT_TIMEOUT": -1, "SERIALIZER": "rq.serializers.JSONSerializer"}
        for name in ("default", "later")  # in this order: see reader/jobs.py
    }
    RQ_SHOW_ADMIN_LINK = False
    TASKS = {"default": {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": [*RQ_QUEUES]}}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "reader.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

if "EMAIL_BACKEND" not in EMAIL:
    raise ImproperlyConfigured("ATTEST_EMAIL_URL: give smtp://, smtp+tls://, smtp+ssl:// or console:")
EMAIL_BACKEND = EMAIL["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = EMAIL["EMAIL_HOST"], EMAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_USER"], EMAIL["EMAIL_HOST_PASSWORD"]
EMAIL_TIMEOUT = 10  # seconds: the page that asks for the mail waits for it
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL["EMAIL_USE_TLS"], EMAIL["EMAIL_USE_SSL"]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_NAME = "attest_session"
CSRF_COOKIE_NAME = "attest_csrf"
CSRF_FAILURE_VIEW = "reader.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
# Subdomains and the browsers' preload list are for whoever runs the domain to decide: other sites on it may need http,
# and a year cannot be called back. So the two checks that ask for them are silent.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية")]  # each by its own name, for who cannot read the others
LOCALE_PATHS = [BASE_DIR / "reader" / "locale"]  # one catalogue for both apps and the templates
FORMAT_MODULE_PATH = "reader.formats"
FORM_RENDERER = "reader.bound_fields.FormRenderer"
LANGUAGE_COOKIE_NAME = "attest_language"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {"django.server": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
