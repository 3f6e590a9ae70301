"""Settings come from the environment alone, and are read strictly. Each start here is a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHOW = "from reader import settings; print(repr(getattr(settings, {!r})))"


def start(show: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Load the settings with this environment and print one of them."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ATTEST_", "DATABASE_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-c", SHOW.format(show)],
        cwd=ROOT,
        env={**clean, "ATTEST_DATA": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def value(show: str, folder: Path, **environment: str) -> str:
    done = start(show, folder, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("ATTEST_DEBUG", "perhaps"),
        ("ATTEST_LOG_LEVEL", "LOUD"),
        ("ATTEST_URL", "attest.example.org"),
        ("ATTEST_URL", "http://attest.example.org"),
        ("ATTEST_URL", "https://attest.example.org/below"),
        ("DATABASE_URL", "nonsense"),
        ("ATTEST_DEBGU", "true"),
    ],
)
def test_an_unknown_or_malformed_setting_stops_the_start_with_its_name(tmp_path: Path, name: str, given: str) -> None:
    done = start("DEBUG", tmp_path, **{name: given})
    assert done.returncode != 0
    assert name in done.stderr.splitlines()[-1]


def test_secret_key_is_made_once_kept_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    first = value("SECRET_KEY", tmp_path)
    assert len(first) > 50
    assert value("SECRET_KEY", tmp_path) == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_secret_key_that_is_given_is_used_and_none_is_kept(tmp_path: Path) -> None:
    assert value("SECRET_KEY", tmp_path, ATTEST_SECRET_KEY="k" * 60) == repr("k" * 60)
    assert not (tmp_path / "secret_key").exists()


def test_https_turns_on_secure_cookies_and_the_redirect(tmp_path: Path) -> None:
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        assert value(name, tmp_path, ATTEST_URL="https://attest.example.org") == "True"
        assert value(name, tmp_path) == "False"


def test_only_the_sites_own_host_is_answered(tmp_path: Path) -> None:
    assert value("ALLOWED_HOSTS", tmp_path, ATTEST_URL="https://attest.example.org") == "['attest.example.org']"


def test_sqlite_is_the_default_and_postgresql_a_setting(tmp_path: Path) -> None:
    assert str(tmp_path / "attest.sqlite3") in value("DATABASES", tmp_path)
    assert "postgresql" in value("DATABASES", tmp_path, DATABASE_URL="postgres://somebody:secret@db.example/attest")
