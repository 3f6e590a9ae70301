"""The reading page by the number of highlights: on the server, on the wire, and in a real Chromium.

    python -m tests.bench.marks

CPU milliseconds, so that other work on the machine counts little; but for what a person waits for.
"""

from __future__ import annotations

import gzip
import random
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.bench.clients import many_at_once
from tests.bench.marked import a_marked_article
from tests.bench.marks_in_browser import in_the_browser
from tests.bench.sites import set_up

SIZES = (0, 10, 100, 1000, 5000)
ROUNDS = 15
CLIENTS = 16
SECONDS = 5
PORT = 8192


def median_cpu_ms(work: Callable[..., object], before: Callable[[], dict[str, Any]] = dict) -> float:
    """Return the median processor time of the work in milliseconds; the first round does not count.

    `before` makes ready what the work is called with.
    """
    times = []
    for _ in range(ROUNDS + 1):
        ready = before()
        start = time.process_time()
        work(**ready)
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times[1:])


def on_the_server(articles: dict[int, Any], cookies: dict[str, str]) -> None:
    from django.test import Client  # noqa: PLC0415

    from annotations import listing, marking  # noqa: PLC0415
    from annotations.models import Change, Tag  # noqa: PLC0415

    claim = Tag.objects.get(name="Claim").pk
    heads = f"{'highlights':>10} {'page':>8} {'after one more':>14} {'in no memory':>13}"
    heads += f" {'make':>7} {'claim':>7} {'news':>7}"
    print(f"{heads} {'KB':>6} {'KB gzip':>8}")
    for size, article in articles.items():
        client = Client(headers={"host": "127.0.0.1"})
        client.cookies.load(cookies)
        path = article.get_absolute_url()

        def seen(pk: int = article.pk) -> dict[str, Any]:
            last = Change.objects.filter(article=pk).order_by("-pk").values_list("pk", flat=True).first()
            return {"headers": {"hx-request": "true", "attest-seen": f"1.{last or 0}."}}

        def make(headers: dict[str, str], client: Client = client, path: str = path, **tags: int) -> None:
            start = random.randrange(25_000)
            data = {"start": start, "end": start + 100, "version": 1, **tags}
            assert client.post(f"{path}annotations/", data, headers=headers).status_code == 200

        def look(headers: dict[str, str], client: Client = client, path: str = path) -> None:
            assert client.get(f"{path}news/", headers=headers).status_code == 204

        def add_one() -> dict[str, Any]:
            make(**seen())
            return {}

        def forget() -> dict[str, Any]:
            listing.SHOWN.clear()
            marking.PAINTED.clear()
            return {}

        def page(client: Client = client, path: str = path) -> bytes:
            return bytes(client.get(path).content)

        body = page()
        warm, cold = median_cpu_ms(page), median_cpu_ms(page, before=forget)
        newer = median_cpu_ms(page, before=add_one)
        made = median_cpu_ms(make, before=seen)
        claimed = median_cpu_ms(make, before=lambda: {**seen(), "tags": claim})
        news = median_cpu_ms(look, before=seen)
        size_kb, gzip_kb = len(body) / 1024, len(gzip.compress(body, 6)) / 1024
        print(
            f"{size:10} {warm:8.1f} {newer:14.1f} {cold:13.1f} {made:7.1f} {claimed:7.1f} {news:7.1f} "
            f"{size_kb:6.0f} {gzip_kb:8.1f}"
        )
        article.annotations.filter(changes__isnull=False).delete()


@contextmanager
def served() -> Iterator[int]:
    command = [sys.executable, "manage.py", "serve", "--port", str(PORT)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", PORT)).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.1)
        time.sleep(2)  # for every worker
        yield server.pid
    finally:
        server.terminate()
        server.wait()


def scripts(client: Any, path: str) -> int:
    """Return how many bytes of our own scripts, compressed, a reading page loads before anybody does anything."""
    page = client.get(path).content.decode()
    waiting = re.findall(r'<script type="module" src="([^"]+)"', page)
    seen: set[str] = set()
    total = 0
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        body = b"".join(client.get(url).streaming_content)
        total += len(gzip.compress(body, 9))
        base = url.rpartition("/")[0]
        waiting += [f"{base}/{name}" for name in re.findall(r'(?:from|import)\s*"\./([^"]+)"', body.decode())]
    return total


def main() -> None:
    set_up()
    from django.conf import settings  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from reader.models import Project, User  # noqa: PLC0415

    owner = User.objects.create(username="owner")
    project = Project.objects.start("Marks", by=owner)
    articles = {size: a_marked_article(project, owner, size) for size in SIZES}
    alone = [a_marked_article(project, owner, 10).get_absolute_url() for _ in range(CLIENTS)]
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(owner)
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
    print("On the server, CPU ms:")
    on_the_server(articles, cookies)
    size = scripts(client, articles[10].get_absolute_url())
    print(f"\nOur own scripts of the reading page: {size / 1024:.1f} KB gzip\n")
    connections.close_all()
    with served() as server:
        print("In Chromium, ms (main thread; 'ready' and 'paint', at the 95th percentile, by the clock):")
        in_the_browser(articles, cookies, f"http://127.0.0.1:{PORT}")
        print()
        for path, people in ((articles[1000], "of one article"), (None, "of an article each")):
            paths = [path.get_absolute_url() if path else own for own in alone]
            many_at_once(PORT, paths, cookies, SECONDS, server, people)


if __name__ == "__main__":
    main()
