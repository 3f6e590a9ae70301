"""What all tests share: a project with one person of each role, and a real browser."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from reader.models import Project, Role, User
from tests.chromium import QUIET, browser_path
from tests.served import Site
from tests.settings import DATA

# Playwright keeps an event loop running in the tests' thread, in which Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PASSWORD = "correct horse battery"


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their markers
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks the database: pytest-django refuses it to all other tests."""
    for item in items:
        if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Run two workers a core, where there are few: those who drive a browser, or a site, wait for it half of the time.

    Without browsers there is less to wait for: a worker a core, and one for when they wait for the database.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + 1 if "not browser" in config.option.markexpr else min(2 * cores, cores + 4)


def pytest_unconfigure() -> None:
    shutil.rmtree(DATA, ignore_errors=True)


def person(name: str) -> User:
    return User.objects.create_user(name, f"{name}@example.org", PASSWORD)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a real site that was started before and has no owner yet; tests take copies.

    Collecting and compressing its static files takes ten seconds: of several workers the first one makes it for all.
    """
    base = tmp_path_factory.getbasetemp()
    data = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "prepared"
    with (data.parent / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # let go where the file is closed, or its process ends
        if not data.exists():
            making = tmp_path_factory.mktemp("making")
            with Site(making) as site:
                assert site.stop() == 0
            making.rename(data)
    return data


@pytest.fixture
def owner(db: None) -> User:
    return person("owner")


@pytest.fixture
def project(owner: User) -> Project:
    return Project.objects.start("Harbour", by=owner)


@pytest.fixture
def coder(project: Project) -> User:
    user = person("coder")
    project.add(user, Role.CODER)
    return user


@pytest.fixture
def viewer(project: Project) -> User:
    user = person("viewer")
    project.add(user, Role.VIEWER)
    return user


@pytest.fixture
def stranger(db: None) -> User:
    user = person("stranger")
    Project.objects.start("Elsewhere", by=user)
    return user


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """Return a client in which the person is logged in."""

    def client(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The browser that `.ci/browser` found, else the system's; Playwright's own where there is neither."""
    path = browser_path()
    return {**browser_type_launch_args, "args": list(QUIET), **({"executable_path": path} if path else {})}


@pytest.fixture
def signed_in_page(context: BrowserContext, page: Page, live_server: Any) -> Callable[[User], Page]:
    """Return the page, with the person logged in at the live server."""

    def sign_in(user: User) -> Page:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return sign_in


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page on which any error of script, of the console or of the Content-Security-Policy fails the test."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.errors = errors  # type: ignore[attr-defined]  # a test that provokes one clears it
    yield page
    assert errors == []
