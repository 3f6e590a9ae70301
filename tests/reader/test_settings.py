"""The settings as a start reads them: each case is a fresh interpreter with its own environment."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def start(data: Path, *names: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in an environment that holds the variables and no other setting; print those of these names."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ATTEST_")}
    environment.pop("DATABASE_URL", None)
    environment |= {"ATTEST_DATA": str(data), **variables}
    code = (
        "import json, sys; from reader import settings;"
        "print(json.dumps({name: vars(settings)[name] for name in sys.argv[1:]}))"
    )
    command = [sys.executable, "-c", code, *names]
    return subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)


def settings(data: Path, *names: str, **variables: str):
    """Return the settings of these names."""
    started = start(data, *names, **variables)
    assert started.returncode == 0, started.stderr
    return json.loads(started.stdout)


def refusal(data: Path, **variables: str) -> str:
    """Return what the start says that these variables stop."""
    started = start(data, **variables)
    assert started.returncode == 1
    return started.stderr.strip().splitlines()[-1]


def test_unknown_setting_stops_the_start_with_its_name(tmp_path):
    message = refusal(tmp_path, ATTEST_ULR="https://attest.example.org")

    assert "Unknown setting ATTEST_ULR" in message
    assert "ATTEST_URL" in message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ATTEST_DEBUG", "perhaps"),
        ("ATTEST_LOG_LEVEL", "LOUD"),
        ("ATTEST_URL", "attest.example.org"),
        ("ATTEST_URL", "ftp://attest.example.org"),
        ("ATTEST_URL", "https://attest.example.org/path"),
        ("ATTEST_URL", "https://"),
        ("DATABASE_URL", "oracle-of-delphi://host/name"),
        ("ATTEST_EMAIL_URL", "pigeon://host"),
        ("ATTEST_SECRET_KEY", "x" * 501),
    ],
)
def test_malformed_value_stops_the_start_with_its_name(tmp_path, name, value):
    assert name in refusal(tmp_path, **{name: value})


@pytest.mark.parametrize("address", ["http://attest.example.org", "http://192.0.2.7:8000"])
def test_plain_http_is_for_this_machine_alone(tmp_path, address):
    message = refusal(tmp_path, ATTEST_URL=address)

    assert "ATTEST_URL" in message
    assert "https://" in message


@pytest.mark.parametrize("address", ["http://localhost:8123", "http://127.0.0.1", "http://[::1]:8000"])
def test_site_on_this_machine_needs_no_https(tmp_path, address):
    found = settings(tmp_path, "SESSION_COOKIE_SECURE", "CSRF_TRUSTED_ORIGINS", ATTEST_URL=address)

    assert found == {"SESSION_COOKIE_SECURE": False, "CSRF_TRUSTED_ORIGINS": [address]}


def test_site_that_others_reach_has_secure_cookies_and_answers_for_its_host_alone(tmp_path):
    names = ("ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "DEBUG")
    found = settings(tmp_path, *names, ATTEST_URL="https://attest.example.org")

    assert found == {
        "ALLOWED_HOSTS": ["attest.example.org"],
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "DEBUG": False,
    }


def test_secret_key_is_made_once_and_readable_by_its_owner_alone(tmp_path):
    data = tmp_path / "new" / "folder"
    first = settings(data, "SECRET_KEY")["SECRET_KEY"]
    file = data / "secret_key"

    assert len(first) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert settings(data, "SECRET_KEY")["SECRET_KEY"] == first
    assert settings(tmp_path / "other", "SECRET_KEY")["SECRET_KEY"] != first


def test_data_folder_is_its_owners_alone(tmp_path):
    settings(tmp_path / "new", ATTEST_SECRET_KEY="a key of the person's own, long enough to be one")

    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_secret_key_file_that_a_killed_start_left_empty_is_made_anew(tmp_path):
    (tmp_path / "secret_key").touch()
    made = settings(tmp_path, "SECRET_KEY")["SECRET_KEY"]

    assert len(made) >= 50
    assert (tmp_path / "secret_key").read_text() == made
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_first_starts_at_once_have_one_secret_key(tmp_path):
    with ThreadPoolExecutor() as pool:
        keys = list(pool.map(lambda _: settings(tmp_path, "SECRET_KEY")["SECRET_KEY"], range(4)))

    assert len(set(keys)) == 1
    assert (tmp_path / "secret_key").read_text() == keys[0]


def test_https_is_asked_of_this_host_and_not_of_the_whole_domain(tmp_path):
    found = settings(tmp_path, "SECURE_HSTS_SECONDS", "SILENCED_SYSTEM_CHECKS", ATTEST_URL="https://attest.example.org")

    assert found["SECURE_HSTS_SECONDS"] > 0
    assert found["SILENCED_SYSTEM_CHECKS"] == ["security.W005", "security.W021"]


def test_page_does_not_wait_long_for_a_mail_server(tmp_path):
    assert settings(tmp_path, "EMAIL_TIMEOUT") == {"EMAIL_TIMEOUT": 10}


def test_secret_key_that_is_given_is_used_and_not_written_down(tmp_path):
    given = "a key of the person's own, long enough to be one"

    assert settings(tmp_path, "SECRET_KEY", ATTEST_SECRET_KEY=given)["SECRET_KEY"] == given
    assert not (tmp_path / "secret_key").exists()


def test_data_are_in_one_folder(tmp_path):
    found = settings(tmp_path, "DATABASE")["DATABASE"]

    assert Path(found["NAME"]) == tmp_path / "attest.sqlite3"


def test_sqlite_writers_queue_instead_of_failing(tmp_path):
    options = settings(tmp_path, "DATABASE")["DATABASE"]["OPTIONS"]

    assert (options["timeout"], options["transaction_mode"]) == (20, "IMMEDIATE")
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=NORMAL" in options["init_command"]


def test_database_url_names_a_postgresql_server(tmp_path):
    found = settings(tmp_path, "DATABASE", DATABASE_URL="postgres://ada:secret@db.example.org:5433/attest")["DATABASE"]

    assert (found["ENGINE"], found["HOST"], found["PORT"], found["NAME"]) == (
        "django.db.backends.postgresql", "db.example.org", 5433, "attest",
    )  # fmt: skip
