"""The site as `make run` starts it: the real server and the real job worker, in processes of their own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds; a limit for what hangs, never a measurement


class Site:
    """A served site, and a visitor with cookies."""

    def __init__(self, process: subprocess.Popen[str], address: str, said: str) -> None:
        self.process, self.address, self.said = process, address, said
        self.visitor: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    @property
    def port(self) -> int:
        return int(self.address.rsplit(":", 1)[1])

    def get(self, path: str) -> str:
        with self.visitor.open(self.address + path, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def post(self, path: str, **fields: str) -> str:
        """Send the form on this page and return the page that follows; its address is in `self.at`."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))
        assert token
        data = urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        with self.visitor.open(self.address + path, data, timeout=PATIENCE) as answer:
            self.at = str(answer.url)
            return str(answer.read().decode())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(folder: Path, port: int) -> Iterator[Site]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ATTEST_", "DATABASE_", "DJANGO_"))}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        cwd=ROOT,
        env={**clean, "ATTEST_DATA": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said = ""
        assert process.stdout
        for line in process.stdout:
            said += line
            if "Ctrl-C" in line:
                break
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert address, said
        site = Site(process, address[0], said)
        wait_for(lambda: "<title>" in site.get("/login/"))
        yield site
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)


def wait_for(is_so: object) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if is_so():  # type: ignore[operator]
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise TimeoutError(is_so)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("data"), free_port()) as site:
        yield site


def test_a_new_site_makes_its_owner_and_an_import_is_read_by_the_job_worker(site: Site, tmp_path: Path) -> None:
    assert "the first visit makes the owner's" in site.said
    page = site.post("/setup/", username="ana", password1="a long enough one", password2="a long enough one")
    assert "My project" in page
    with pytest.raises(HTTPError, match="404"):
        site.get("/setup/")
    words = "The bridge over the Orre was closed on Monday after cracks were found in two of its piers."
    site.post(re.search(r"/projects/\d+/", page)[0] + "imports/", text=words)  # type: ignore[index]
    article = site.at.removeprefix(site.address)
    wait_for(lambda: words in site.get(article))


def test_a_taken_port_is_left_for_the_next_and_said(site: Site, tmp_path: Path) -> None:
    with served(tmp_path, site.port) as other:
        assert other.port != site.port
        assert f"Port {site.port} is taken: using {other.port}." in other.said


def test_clients_that_send_their_headers_slowly_keep_nobody_waiting(site: Site) -> None:
    with ExitStack() as connections:
        for _ in range(64):
            slow = connections.enter_context(socket.create_connection(("127.0.0.1", site.port), timeout=PATIENCE))
            slow.sendall(b"GET /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        assert "Log in" in site.get("/login/")


def test_an_interrupt_stops_every_process_and_is_no_failure(tmp_path: Path) -> None:
    with served(tmp_path, free_port()) as site:
        children = children_of(site.process.pid)
        assert len(children) >= 3  # the server, one worker of it at least, and the job worker
        site.process.send_signal(signal.SIGINT)
        said, _ = site.process.communicate(timeout=PATIENCE)
    assert site.process.returncode == 0
    assert "Stopped." in said
    assert "Traceback" not in said
    wait_for(lambda: not any(map(is_running, children)))


def children_of(pid: int) -> list[int]:
    """Return all processes below this one."""
    table = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = [tuple(map(int, line.split())) for line in table.splitlines()]
    found = [pid]
    for each in found:
        found += [child for child, parent in parents if parent == each]
    return found[1:]


def is_running(pid: int) -> bool:
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return done.stdout.strip() not in ("", "Z")
