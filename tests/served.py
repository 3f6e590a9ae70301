"""The real site for tests: `manage.py serve` on a data folder of its own, and a visitor who talks HTTP to it."""

from __future__ import annotations

import http.client
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from types import TracebackType
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60  # seconds for something to happen that must happen, on a busy machine


def wait_until(condition):
    """Return what the condition returns once it is true; fail where it never is."""
    deadline = time.monotonic() + PATIENCE
    while not (result := condition()):
        assert time.monotonic() < deadline, f"{condition} did not come true"
        time.sleep(0.05)
    return result


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Site:
    """A served site while it is entered. `said` is what it has printed so far, `port` where it says it listens."""

    data: Path
    arguments: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    said: str = ""

    def __enter__(self) -> Site:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ATTEST_")}
        # The tests' own database and settings are no business of the site's.
        for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"):
            environment.pop(name, None)
        environment |= {"ATTEST_DATA": str(self.data), "PYTHONUNBUFFERED": "1", **self.settings}
        arguments = self.arguments if "--port" in self.arguments else ("--port", str(free_port()), *self.arguments)
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", *arguments],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
        try:
            self.port = int(self.wait_for(r"Attest is at http://127\.0\.0\.1:(\d+)")[1])
            wait_until(self.answers)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Return the match once the site has said it. The site must not end before."""

        def match():
            running = self.process.poll() is None
            self._listen()
            found = re.search(pattern, self.said)
            assert found or running, self.said
            return found

        return wait_until(match)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send this signal as a terminal or a service manager would, and return the exit code."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> int:
        """Wait for the end, and return the exit code."""
        code = self.process.wait(PATIENCE)
        self._listen()
        return code

    def processes(self, *, of: int | None = None) -> list[int]:
        """The processes that run in the site's session, or the children of one of them."""
        table = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,sess=,stat="], capture_output=True, text=True, check=True)
        rows = [line.split() for line in table.stdout.splitlines()]
        return [
            int(pid)
            for pid, parent, session, state in rows
            if int(session) == self.process.pid and not state.startswith("Z") and (of is None or int(parent) == of)
        ]

    def children(self) -> tuple[int, int]:
        """The process of the server, which has workers below it, and that of the job worker."""

        def both():
            found = self.processes(of=self.process.pid)
            servers = [pid for pid in found if self.processes(of=pid)]
            return (servers[0], *(set(found) - set(servers))) if len(found) == 2 and len(servers) == 1 else None

        return wait_until(both)

    def answers(self) -> bool:
        """Say whether a page is served. The site must be running."""
        assert self.process.poll() is None, self.said
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", "/setup/")
            return connection.getresponse().status in (200, 404)
        except ConnectionError:
            return False
        finally:
            connection.close()

    def _listen(self) -> None:
        pipe = self.process.stdout
        while select.select([pipe], [], [], 0)[0] and (piece := os.read(pipe.fileno(), 2**16)):
            self.said += piece.decode()


class Visitor:
    """A person at a site: keeps cookies, follows redirects, and fills in forms that it has opened."""

    def __init__(self, site: Site) -> None:
        self._root = f"http://127.0.0.1:{site.port}"
        self._open = build_opener(HTTPCookieProcessor(CookieJar())).open
        self.status, self.address, self.page = 0, "", ""

    def open(self, path: str, **fields: str) -> str:
        """Open a page, or send a form that is on the current one; return the page that comes."""
        if fields:
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page)
            assert token, "there is no form on this page"
            fields["csrfmiddlewaretoken"] = token[1]
        body = urlencode(fields).encode() if fields else None
        request = Request(self._root + path, body, {"Referer": self.address, "Origin": self._root} if body else {})
        try:
            with self._open(request, timeout=PATIENCE) as response:
                self._take(response)
        except HTTPError as response:
            self._take(response)
        return self.page

    def begin(self, path: str) -> http.client.HTTPResponse:
        """Open a page, and return the response of which the body is still to be read."""
        return self._open(self._root + path, timeout=PATIENCE)

    def _take(self, response) -> None:
        self.status, self.address = response.status, response.url
        self.page = response.read().decode()
