"""Time on the server for the library's pages: its list, filters, orders, pages and searches, as it grows.

`python -m tests.bench.library [ARTICLES …]`, by default 1,000 and 10,000 of 800 words, with ten highlights each; the
issue's aim is at 100,000. With TEST_DATABASE_URL it measures on that server, in whose database it makes its tables:
`.ci/postgres .venv/bin/python -m tests.bench.library`. The words are drawn by Zipf's law, so that the commonest stands
in nearly every article, and rare ones in a few.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import accumulate, islice
from statistics import median
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tests.bench.sites import set_up

if TYPE_CHECKING:
    from reader.models import Project, User

WORDS = 800
HIGHLIGHTS = 10  # an article
VOCABULARY = 40_000
SITES, AUTHORS = 300, 3000
ASKED = 15  # times for each page, each time for other words or another place
BATCH = 1000
LETTERS = "bdfgklmnprstvz"


def vocabulary() -> list[str]:
    """Return words that no stemmer touches, so that a word of the text is a word of the index."""
    made = random.Random(1)
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        found["".join(made.choice(LETTERS) + made.choice("aou") for _ in range(made.randrange(2, 5))) + "k"] = None
    return list(found)


def fill(project: Project, number: int, owner: User, words: Sequence[str]) -> None:
    """Make this many articles with their highlights, by statements of a thousand rows."""
    from django.db import connection  # noqa: PLC0415

    from annotations.models import Annotation, Tag  # noqa: PLC0415
    from annotations.models.taggings import insert  # noqa: PLC0415
    from annotations.models.tally import _count  # noqa: PLC0415
    from reader.models import Article, Entry, Snapshot, Version  # noqa: PLC0415
    from reader.models.entry import searchable  # noqa: PLC0415
    from reader.search import engines  # noqa: PLC0415

    dice = random.Random(project.pk)
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(words))))
    tags = list(Tag.objects.filter(project=project))
    for first in range(0, number, BATCH):
        size = min(BATCH, number - first)
        articles = Article.objects.bulk_create(
            [
                Article(
                    project=project,
                    source_key=f"bench:{project.pk}:{first + i}",
                    title=" ".join(dice.choices(words, cum_weights=weights, k=6)).capitalize(),
                    byline=f"Author {dice.randrange(AUTHORS)}",
                    site_name=f"Site {dice.randrange(SITES)}",
                    language=dice.choice(("en", "en", "en", "fr", "ar")),
                    published=f"20{dice.randrange(10, 26)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}",
                    word_count=dice.randrange(400, 1200),
                )
                for i in range(size)
            ]
        )
        snapshots = Snapshot.objects.bulk_create(
            [Snapshot(article=a, file="none", sha256="0", size=0) for a in articles]
        )
        versions = []
        for article, snapshot in zip(articles, snapshots, strict=True):
            text = " ".join(dice.choices(words, cum_weights=weights, k=WORDS))
            block = {"kind": "paragraph", "html": f"<p>{text}</p>", "text": text}
            digest = sha256(text.encode()).hexdigest()
            versions.append(
                Version(article=article, snapshot=snapshot, number=1, cause="imported", block_values=[block], text=text,
                        sha256=digest)
            )  # fmt: skip
        for article, version in zip(articles, Version.objects.bulk_create(versions), strict=True):
            article.current, article.status = version, "ready"
        Article.objects.bulk_update(articles, ["current", "status"])
        Entry.objects.all()._upsert(articles)
        engines.engine().write(texts={article.pk: searchable(article) for article in articles})
        start = (Annotation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        dates = ("2026-01-01", "2026-01-01")
        rows = [
            (
                *(str(UUID(int=dice.getrandbits(128))), article.pk, article.current_id, 10 * n, 10 * n + 9, 1),
                *("a quote", "", "", "", "" if n else "a note", 1, *dates, owner.pk),
            )
            for article in articles
            for n in range(HIGHLIGHTS)
        ]
        columns = (
            *("key", "article_id", "version_id", "start", "end", "paragraph", "exact", "prefix", "suffix"),
            *("former_exact", "note", "note_revision", "created_at", "updated_at", "created_by_id"),
        )
        if connection.vendor == "sqlite":  # which keeps a UUID without its hyphens
            rows = [(row[0].replace("-", ""), *row[1:]) for row in rows]
        insert(Annotation, columns, rows)
        made = list(Annotation.objects.filter(pk__gte=start).values_list("pk", flat=True))
        # The second tag is on highlights of few articles.
        worn = [(pk, tags[1 if dice.random() < 0.001 else dice.choice((0, 2))].pk) for pk in made]
        insert(Annotation.tags.through, ("annotation_id", "tag_id"), worn)
        _count([article.pk for article in articles])


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
    owner, words = User.objects.create(username="owner"), vocabulary()
    table: dict[str, list[str]] = {}
    for size in sizes:
        project = Project.objects.start(f"{size} articles", by=owner)
        began = time.perf_counter()
        fill(project, size, owner, words)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        said = f"{size:,} articles, {size * HIGHLIGHTS:,} highlights: made in {time.perf_counter() - began:.0f} s"
        print(said, file=sys.stderr, flush=True)
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(owner)
        for name, ask in pages(project, words):
            times, bytes_ = measured(client, ask)
            table.setdefault(name, []).append("".join(f"{number:6.0f}" for number in (*times, bytes_ / 1024)))
    print(f"\n{connection.vendor}, {ASKED} pages each: ms in the median, at the 95th percentile, and of this process's")
    print("CPU in the median (a database server's is beside it); KB of HTML\n")
    print(f"{'articles':32}{''.join(f'{size:>24,}' for size in sizes)}")
    for name, cells in table.items():
        print(f"{name:32}{''.join(cells)}")


def measured(client: Any, ask: Callable[[random.Random], str]) -> tuple[tuple[float, float, float], int]:
    """Return the median and the 95th percentile of some pages of a kind and the median of their CPU, in ms, and the
    size of the last in bytes."""
    dice, times, used, size = random.Random(7), [], [], 0
    client.get(ask(dice))
    for address in islice(iter(lambda: ask(dice), None), ASKED):
        start, worked = time.perf_counter(), time.process_time()
        response = client.get(address)
        times.append(1000 * (time.perf_counter() - start))
        used.append(1000 * (time.process_time() - worked))
        assert response.status_code == 200, (address, response.status_code)
        size = len(response.content)
    times.sort()
    return (median(times), times[int(0.95 * (len(times) - 1) + 0.5)], median(used)), size


if __name__ == "__main__":
    main()
