"""Pages a second, and how long a page takes while others send slowly, read slowly or export; beside WSGI servers."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.bench.sites import a_marked_project, set_up

MARKS = 100_000
PAGES = 60  # for a latency
SECONDS = 5  # for the pages a second
CLIENTS = 8
LIMIT = 5  # seconds, after which a page counts as held up
PORT = 8190
GRANIAN = ["-m", "granian", "--port", str(PORT), "--workers", str(os.cpu_count()), "--interface", "wsgi"]
GRANIAN += ["--log-level", "error", "--workers-kill-timeout", "1", "reader.wsgi:application", "--blocking-threads"]
SERVERS = {
    "Attest": ["manage.py", "serve", "--port", str(PORT)],
    "WSGI, 1 thread": [*GRANIAN, "1"],
    "WSGI, 8 threads": [*GRANIAN, "8"],
}


@contextmanager
def served(arguments: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, *arguments]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", PORT)).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.1)
        time.sleep(2)  # for every worker
        yield server
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def ask(path: str, cookie: str) -> float | None:
    """Ask for a page on a new connection, as another person would; return the milliseconds, None for too many."""
    start = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", PORT, timeout=LIMIT)
    try:
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
    except TimeoutError:
        return None
    finally:
        connection.close()
    return 1000 * (time.perf_counter() - start)


def latency(path: str, cookie: str) -> str:
    times = []
    for _ in range(PAGES):
        took = ask(path, cookie)
        if took is None:
            return f"{'held up':>18}"
        times.append(took)
    return f"{statistics.median(times):8.1f} /{max(times):8.1f}"


def throughput(server: subprocess.Popen[bytes], path: str, cookie: str) -> str:
    """Return pages a second and the server's own milliseconds of processor for each, whatever else the machine does."""
    before, start = processor_seconds(server.pid), time.perf_counter()

    def many(_: int) -> int:
        count = 0
        while time.perf_counter() - start < SECONDS:
            count += ask(path, cookie) is not None
        return count

    with ThreadPoolExecutor(CLIENTS) as clients:
        pages = sum(clients.map(many, range(CLIENTS)))
    seconds = time.perf_counter() - start
    return f"{pages / seconds:8.0f} /{1000 * (processor_seconds(server.pid) - before) / pages:8.1f}"


def processor_seconds(session: int) -> float:
    """Return the processor time that the processes of a session have taken (proc(5), fields 6, 14 and 15 of stat)."""
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if int(fields[3]) == session:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def measure(server: subprocess.Popen[bytes], page: str, cookie: str) -> Iterator[tuple[str, str]]:
    head = f"Host: 127.0.0.1:{PORT}\r\nCookie: {cookie}; attest_csrf={'a' * 32}\r\n"
    half_form = f"POST /login/ HTTP/1.1\r\n{head}Content-Length: 5000\r\n"
    half_form += "Content-Type: application/x-www-form-urlencoded\r\n\r\nusername="
    export = f"{page}annotations-exact-data.csv"

    def slow(clients: ExitStack, count: int, request: str) -> None:
        for _ in range(count):  # what is answered is hardly read: the server is to wait for the client
            client = clients.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect(("127.0.0.1", PORT))
            client.sendall(request.encode())

    latency(page, cookie)  # a warm-up
    yield f"{CLIENTS} clients: pages/s, CPU ms a page", throughput(server, page, cookie)
    yield "nothing else: ms, median / most", latency(page, cookie)
    for name, count, request in (
        ("64 half-sent headers", 64, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "),
        ("64 half-sent forms", 64, half_form),
        ("1 export hardly read", 1, f"GET {export} HTTP/1.1\r\n{head}\r\n"),
        ("16 exports hardly read", 16, f"GET {export} HTTP/1.1\r\n{head}\r\n"),
    ):
        with ExitStack() as clients:
            slow(clients, count, request)
            time.sleep(1)
            yield name, latency(page, cookie)
        time.sleep(1)
    fetch = ["curl", "-s", "-o", "/dev/null", "-b", cookie, f"http://127.0.0.1:{PORT}{export}"]
    readers = [subprocess.Popen(["sh", "-c", 'while "$@"; do :; done', "sh", *fetch]) for _ in range(2)]
    time.sleep(1)
    yield "2 exports at full speed, repeated", latency(page, cookie)
    for reader in readers:
        reader.kill()
        reader.wait()


def main() -> None:
    set_up()
    from django.conf import settings  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    project, owner = a_marked_project(MARKS)
    client = Client()
    client.force_login(owner)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    connections.close_all()
    table: dict[str, list[str]] = {}
    for arguments in SERVERS.values():
        with served(arguments) as server:
            for name, figures in measure(server, project.get_absolute_url(), cookie):
                table.setdefault(name, []).append(figures)
    print(f"{'':36}" + "".join(f"{name:>20}" for name in SERVERS))
    for name, row in table.items():
        print(f"{name:36}" + "".join(f"{figures:>20}" for figures in row))


if __name__ == "__main__":
    main()
