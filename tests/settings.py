"""The site's settings as the tests run it: a data folder of their own, quick passwords, jobs done at once.

`TEST_DATABASE_URL` puts the tests on PostgreSQL; without it they run on SQLite.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

DATA = Path(tempfile.mkdtemp(prefix="attest-tests-"))  # one a process, so one a pytest worker
atexit.register(shutil.rmtree, DATA, ignore_errors=True)  # for commands that tests run; pytest's workers have conftest
for name in [name for name in os.environ if name.startswith("ATTEST_")]:
    del os.environ[name]  # a developer's own settings change no test
os.environ["ATTEST_DATA"] = str(DATA)
os.environ |= {"ATTEST_FETCH_PAUSE": "0", "ATTEST_FETCH_AT_ONCE": "0"}  # the servers are our own
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{DATA}/attest.sqlite3"

from reader.settings import *  # noqa: E402, F403
from reader.settings import DATABASES, INSTALLED_APPS, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as on the real site: the live server's threads have connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}

HASHED = {**STORAGES, "staticfiles": {"BACKEND": "reader.staticfiles.HashedStorage"}}  # as a real site's
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = None
# By this name pytest-django's live server knows that static files come from the finders.
INSTALLED_APPS = ["django.contrib.staticfiles" if app == "reader.apps.StaticFiles" else app for app in INSTALLED_APPS]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True  # straight from static/, nothing collected
API_RATE = ATTEMPT_RATE = 0  # tests ask faster than people; those of the limits set them
