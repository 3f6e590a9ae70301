"""People who make highlights at once: how many a second, and what each costs the server."""

from __future__ import annotations

import os
import random
import re
import socket
import time
from selectors import EVENT_READ, DefaultSelector
from urllib.parse import urlencode

ANSWERED = re.compile(rb"HTTP/1\.1 (\d+)")
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHANGE = re.compile(rb'"annotations:changed": \{[^}]*"change": (\d+)')
LOOKS = 4  # seconds between two looks at what others did, as in static/js/news.js
TOKEN = "a" * 32
# What a browser sends with it, and the form's cookie and token.
HEAD = {
    "Host": "127.0.0.1",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html, */*;q=0.5",
    "Accept-Language": "en-US,en;q=0.5",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Content-Type": "application/x-www-form-urlencoded",
    "HX-Request": "true",
    "X-CSRFToken": TOKEN,
    "Connection": "keep-alive",
}


class Person:
    """One who highlights a passage, reads the whole answer, and goes on, over one connection.

    Each request says what the person has seen, as a page does, and every few seconds one asks for what others did.
    """

    def __init__(self, port: int, path: str, cookies: dict[str, str], number: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        jar = "; ".join(f"{name}={value}" for name, value in {**cookies, "attest_csrf": TOKEN}.items())
        self._head = "\r\n".join([*(f"{name}: {value}" for name, value in HEAD.items()), f"Cookie: {jar}"])
        self._article = path
        self._chance = random.Random(number)
        self._answer = b""
        self._change = b""
        self.made = self.failed = 0
        self._is_looking, self._looked = False, time.monotonic() + LOOKS * self._chance.random()

    def ask(self) -> None:
        self._is_looking = time.monotonic() - self._looked > LOOKS
        form = ""
        if self._is_looking:
            self._looked = time.monotonic()
            line = f"GET {self._article}news/"
        else:
            start = self._chance.randrange(25_000)
            form = urlencode({"start": start, "end": start + 60, "version": 1})
            line = f"POST {self._article}annotations/"
        seen = f"1.{self._change.decode()}." if self._change else ""
        length = f"Content-Length: {len(form)}\r\n" if form else ""
        self._answer = b""
        head = f"{line} HTTP/1.1\r\n{self._head}\r\nAttest-Seen: {seen}\r\n{length}\r\n"
        self.socket.sendall(f"{head}{form}".encode())

    def has_answer(self) -> bool:
        """Read what is there; say whether it is the whole answer."""
        more = self.socket.recv(2**18)
        self._answer += more
        head, end, body = self._answer.partition(b"\r\n\r\n")
        status, length = ANSWERED.match(head), LENGTH.search(head) if end else None
        is_empty = bool(end and status and status[1] == b"204")
        if more and not is_empty and (not length or len(body) < int(length[1])):
            return False
        if change := CHANGE.search(head):
            self._change = change[1]
        if not status or status[1] not in (b"200", b"204"):
            self.failed += 1
        elif not self._is_looking:
            self.made += 1
        return True


def many_at_once(port: int, paths: list[str], cookies: dict[str, str], seconds: float, server: int, whose: str) -> None:
    """Let a client for each path make highlights for so long, and print how it went.

    `server` is the process whose time, with that of all it has started, is counted. The clients share the machine with
    it, and so do as little as they can: one process, which waits for all of them at once.
    """
    people = [Person(port, path, cookies, number) for number, path in enumerate(paths)]
    _work(people, 1)  # a warm-up
    before = sum(person.made for person in people)
    used, own, begun = cpu_seconds(server), time.process_time(), time.monotonic()
    _work(people, seconds)
    used, own, lasted = cpu_seconds(server) - used, time.process_time() - own, time.monotonic() - begun
    made, failed = sum(person.made for person in people) - before, sum(person.failed for person in people)
    for person in people:
        person.socket.close()
    print(
        f"{len(paths)} clients {whose}: {made / lasted:.0f} highlights a second, {failed} errors, "
        f"{1000 * used / max(made, 1):.1f} ms of the server's CPU each, {1000 * own / max(made, 1):.1f} of the clients'"
    )


def _work(people: list[Person], seconds: float) -> None:
    end = time.monotonic() + seconds
    with DefaultSelector() as waiting:
        for person in people:
            waiting.register(person.socket, EVENT_READ, person)
            person.ask()
        while waiting.get_map():
            for key, _ in waiting.select():
                if key.data.has_answer():
                    if time.monotonic() < end:
                        key.data.ask()
                    else:
                        waiting.unregister(key.fileobj)


def cpu_seconds(process: int) -> float:
    """Return the processor time that a process and all that it has started have taken so far (Linux)."""
    fields = _stat(process)
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    with open(f"/proc/{process}/task/{process}/children", encoding="ascii") as children:
        return own + sum(cpu_seconds(int(child)) for child in children.read().split())


def _stat(process: int) -> list[str]:
    with open(f"/proc/{process}/stat", encoding="utf-8") as stat:
        return stat.read().rpartition(")")[2].split()
