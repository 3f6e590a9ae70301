"""People who make highlights at once: how many a second, and what each costs the server."""

from __future__ import annotations

import json
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode


def many_at_once(port: int, paths: list[str], cookies: dict[str, str], seconds: float, server: int, whose: str) -> None:
    """Let a client for each path make highlights for so long, and print how it went.

    `server` is the process whose time, with that of all it has started, is counted. The clients share the machine with
    it. Each says with a request what it has seen, as a page does, and is told what the others did since.
    """
    token = "a" * 32
    jar = "; ".join(f"{name}={value}" for name, value in {**cookies, "attest_csrf": token}.items())

    def person(number: int, end: float) -> tuple[int, int]:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        chance, done, failed, seen = random.Random(f"{number} {end}"), 0, 0, ""
        head = {"Cookie": jar, "X-CSRFToken": token, "HX-Request": "true"}
        head["Content-Type"] = "application/x-www-form-urlencoded"
        while time.monotonic() < end:
            start = chance.randrange(25_000)
            form = urlencode({"start": start, "end": start + 60, "version": 1})
            connection.request("POST", paths[number], form, {**head, "Attest-Seen": seen})
            answer = connection.getresponse()
            answer.read()
            done, failed = done + (answer.status == 200), failed + (answer.status != 200)
            if answer.status == 200:
                seen = f"1.{json.loads(answer.headers['HX-Trigger'])['annotations:changed']['change']}."
        return done, failed

    with ThreadPoolExecutor(len(paths)) as people:
        warm = time.monotonic() + 1
        list(people.map(lambda number: person(number, warm), range(len(paths))))
        used, begun = cpu_seconds(server), time.monotonic()
        counts = list(people.map(lambda number: person(number, begun + seconds), range(len(paths))))
        used, lasted = cpu_seconds(server) - used, time.monotonic() - begun
    made, failed = (sum(column) for column in zip(*counts, strict=True))
    print(
        f"{len(paths)} clients {whose}: {made / lasted:.0f} highlights a second, {failed} errors, "
        f"{1000 * used / max(made, 1):.1f} ms of the server's CPU each"
    )


def cpu_seconds(process: int) -> float:
    """Return the processor time that a process and all that it has started have taken so far (Linux)."""
    fields = _stat(process)
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    with open(f"/proc/{process}/task/{process}/children", encoding="ascii") as children:
        return own + sum(cpu_seconds(int(child)) for child in children.read().split())


def _stat(process: int) -> list[str]:
    with open(f"/proc/{process}/stat", encoding="utf-8") as stat:
        return stat.read().rpartition(")")[2].split()
