"""Time on the server for the library's pages: its list, filters, orders, pages and searches, as it grows.

`python -m tests.bench.library [ARTICLES …]`, by default 1,000 and 10,000 of 800 words, with ten highlights each; the
issue's aim is at 100,000. With TEST_DATABASE_URL it measures on that server, in whose database it makes its tables:
`.ci/postgres .venv/bin/python -m tests.bench.library`. With BENCH_DATA, a folder for its data, and a server that stays,
what was made is there the next time, and is only measured. The words are drawn by Zipf's law, so that the commonest
stands in nearly every article, and rare ones in a few.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.bench.library_data import AUTHORS, HIGHLIGHTS, SITES, fill, vocabulary
from tests.bench.sites import set_up

if TYPE_CHECKING:
    from reader.models import Project

ASKED = 15  # times for each page, each time for other words or another place


def pages(project: Project, words: Sequence[str]) -> Iterator[tuple[str, Callable[[random.Random], str]]]:
    """Yield what is measured, and how one of it is asked for."""
    from reader.models import Entry  # noqa: PLC0415

    path = project.get_absolute_url()
    entries = Entry.objects.filter(project=project)
    keys = list(entries.order_by("pk").values_list("pk", flat=True))
    middle = entries.order_by("title_key")[len(keys) // 2]
    rare = words[len(words) // 8 : len(words) // 4]
    common = words[200:400]

    def of(query: Callable[[random.Random], str]) -> Callable[[random.Random], str]:
        return lambda dice: f"{path}?{query(dice)}"

    yield "list: first page", of(lambda _: "")
    yield "list: in the middle", of(lambda dice: f"after={dice.choice(keys)}")
    yield "list: last page", of(lambda _: "last=on")
    yield "list: by title, in the middle", of(lambda _: f"sort=title&after={middle.pk}~{middle.title_key}")
    yield "list: most highlights", of(lambda _: "sort=highlights")
    yield "filter: a site", of(lambda dice: f"site=Site {dice.randrange(SITES)}")
    yield "filter: an author", of(lambda dice: f"author=Author {dice.randrange(AUTHORS)}")
    yield "filter: a language", of(lambda _: "lang=ar")
    yield "filter: a year", of(lambda dice: f"since=20{dice.randrange(10, 26)}-01-01&sort=published")
    yield "filter: has claims", of(lambda _: "has=claim")
    yield "filter: has disputes, few", of(lambda _: "has=disputed")
    yield "filter: orphans, none", of(lambda _: "has=orphan")
    yield "search: a rare word", of(lambda dice: f"q={dice.choice(rare)}")
    yield "search: two words", of(lambda dice: f"q={dice.choice(common)} {dice.choice(common)}")
    yield "search: a phrase", of(lambda dice: f'q="{dice.choice(common)} {dice.choice(common)}"')
    yield "search: a word without another", of(lambda dice: f"q={dice.choice(common)} -{words[0]}")
    yield "search: word, tag and year", of(lambda dice: f"q={dice.choice(common)} tag:disputed after:2020")
    yield "search: no such word", of(lambda _: "q=nowhere")
    yield "search: the commonest word", of(lambda _: f"q={words[0]}")
    yield "search: the three commonest", of(lambda dice: f"q={words[0]} {words[1]} {words[2]}")
    yield "search: commonest, by title", of(lambda _: f"q={words[0]}&sort=title")
    yield "search: a rare word, best first", of(lambda dice: f"q={dice.choice(rare)}&sort=relevance")
    yield "search: commonest, best first", of(lambda _: f"q={words[0]}&sort=relevance")
    yield "search: commonest or rare", of(lambda dice: f"q={words[0]} or {dice.choice(rare)}")
    yield "search in all projects", lambda dice: f"/search/?q={dice.choice(rare)}"
    yield "facets", lambda _: f"{path}facets/"


def main() -> None:
    set_up()
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.urls import get_resolver  # noqa: PLC0415

    from reader.models import Project, User  # noqa: PLC0415

    get_resolver().url_patterns  # read before the minutes that follow  # noqa: B018
    gc.collect()
    gc.freeze()  # as the server does
    sizes = [int(size) for size in sys.argv[1:]] or [1000, 10_000]
    (owner, _), words = User.objects.get_or_create(username="owner"), vocabulary()
    table: dict[str, list[str]] = {}
    for size in sizes:
        name = f"{size} articles"
        project = Project.objects.filter(name=name).first() or Project.objects.start(name, by=owner)
        if not project.entries.exists():
            began = time.perf_counter()
            fill(project, size, owner, words)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            said = f"{size:,} articles, {size * HIGHLIGHTS:,} highlights: made in {time.perf_counter() - began:.0f} s"
            print(said, file=sys.stderr, flush=True)
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(owner)
        for name, ask in pages(project, words):
            table.setdefault(name, []).append("".join(f"{number:6.0f}" for number in measured(client, ask)))
    print(f"\n{connection.vendor}, {ASKED} pages each: ms by the clock in the median and at the 95th percentile; ms of")
    print("CPU in the median, this process's and that of a database server on this machine; statements; KB of HTML\n")
    print(f"{'articles':32}{''.join(f'{size:>36,}' for size in sizes)}")
    for name, cells in table.items():
        print(f"{name:32}{''.join(cells)}")


def measured(client: Any, ask: Callable[[random.Random], str]) -> tuple[float, ...]:
    """Return the median and the 95th percentile of some pages of a kind, the medians of our CPU and of the database
    server's, in ms, how many statements one takes, and the size of the last in KB."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    dice, times, ours, theirs, size = random.Random(7), [], [], [], 0
    with CaptureQueriesContext(connection) as captured:
        client.get(ask(dice))
        statements = len(captured)
    server = _server()
    for address in islice(iter(lambda: ask(dice), None), ASKED):
        start, worked, served = time.perf_counter(), time.process_time(), server()
        response = client.get(address)
        times.append(1000 * (time.perf_counter() - start))
        ours.append(1000 * (time.process_time() - worked))
        theirs.append(server() - served)
        assert response.status_code == 200, (address, response.status_code)
        size = len(response.content)
    times.sort()
    percentile = times[int(0.95 * (len(times) - 1) + 0.5)]
    return median(times), percentile, median(ours), median(theirs), statements, size / 1024


def _server() -> Callable[[], float]:
    """Return what tells how much CPU the server's process of our connection has had, in ms; 0 where it is not here."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor != "postgresql":
        return lambda: 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        spent = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")  # Linux: nanoseconds, first of three numbers
    return lambda: int(spent.read_text().split()[0]) / 1e6 if spent.exists() else 0


if __name__ == "__main__":
    main()
