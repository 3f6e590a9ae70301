"""What the library's bench measures: articles of words drawn by Zipf's law, with highlights, made in bulk."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from reader.models import Article, Project, User

WORDS = 800
HIGHLIGHTS = 10  # an article
VOCABULARY = 40_000
SITES, AUTHORS = 300, 3000
BATCH = 1000  # articles a transaction
LETTERS = "bdfgklmnprstvz"


def vocabulary() -> list[str]:
    """Return words that no stemmer touches, so that a word of the text is a word of the index."""
    made = random.Random(1)
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        found["".join(made.choice(LETTERS) + made.choice("aou") for _ in range(made.randrange(2, 5))) + "k"] = None
    return list(found)


def fill(project: Project, number: int, owner: User, words: Sequence[str]) -> None:
    """Make this many articles with their highlights, a thousand in a transaction."""
    from django.db import transaction  # noqa: PLC0415

    dice = random.Random(project.pk)
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(words))))
    for first in range(0, number, BATCH):
        with transaction.atomic():
            drawn = partial(dice.choices, words, cum_weights=weights)
            articles = _articles(project, range(first, min(first + BATCH, number)), dice, drawn)
            _highlight(articles, owner, dice)


def _articles(
    project: Project, numbers: Sequence[int], dice: random.Random, drawn: Callable[..., list[str]]
) -> list[Article]:
    from django.db.models import OuterRef, Subquery  # noqa: PLC0415

    from reader.models import Article, Entry, Snapshot, Version  # noqa: PLC0415
    from reader.models.entry import searchable  # noqa: PLC0415
    from reader.search import engines  # noqa: PLC0415
    from reader.search.words import BREAK, token_of  # noqa: PLC0415

    articles = Article.objects.bulk_create(
        Article(
            project=project,
            source_key=f"bench:{project.pk}:{number}",
            title=" ".join(drawn(k=6)).capitalize(),
            byline=f"Author {dice.randrange(AUTHORS)}",
            site_name=f"Site {dice.randrange(SITES)}",
            language=dice.choice(("en", "en", "en", "fr", "ar")),
            published=f"20{dice.randrange(10, 26)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}",
            word_count=dice.randrange(400, 1200),
        )
        for number in numbers
    )
    snapshots = Snapshot.objects.bulk_create([Snapshot(article=a, file="none", sha256="0", size=0) for a in articles])
    versions, streams = [], {}
    for article, snapshot in zip(articles, snapshots, strict=True):
        said = drawn(k=WORDS)
        text = " ".join(said)
        block = {"kind": "paragraph", "html": f"<p>{text}</p>", "text": text}
        digest = sha256(text.encode()).hexdigest()
        versions.append(
            Version(article=article, snapshot=snapshot, number=1, cause="imported", block_values=[block], text=text,
                    sha256=digest)
        )  # fmt: skip
        # As `searchable` makes it of an article with a text, whose words need not be looked for here.
        found = " ".join(token_of(word, article.language) for word in said)
        streams[article.pk] = f"{searchable(article)}{found} {BREAK} "
    Version.objects.bulk_create(versions)
    there = Version.objects.filter(article=OuterRef("pk")).values("pk")
    Article.objects.filter(pk__gte=articles[0].pk, current=None).update(current=Subquery(there), status="ready")
    for article in articles:
        article.status = "ready"
    Entry.objects.all()._upsert(articles)
    engines.engine().write(texts=streams)
    return articles


def _highlight(articles: Sequence[Article], owner: User, dice: random.Random) -> None:
    """Give each article its highlights: the first has a note, each has a tag; the second tag is on few articles."""
    from django.db import connection  # noqa: PLC0415

    from annotations.models import Annotation, Tag  # noqa: PLC0415
    from annotations.models.taggings import insert  # noqa: PLC0415
    from annotations.models.tally import _count  # noqa: PLC0415
    from reader.models import Version  # noqa: PLC0415

    keys = [article.pk for article in articles]
    tags = list(Tag.objects.filter(project=articles[0].project_id).values_list("pk", flat=True))
    start = (Annotation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    dates = ("2026-01-01", "2026-01-01")
    rows = [
        (
            *(str(UUID(int=dice.getrandbits(128))), article, version, 10 * n, 10 * n + 9, 1),
            *("a quote", "", "", "", "" if n else "a note", 1, *dates, owner.pk),
        )
        for article, version in Version.objects.filter(article__in=keys).order_by("pk").values_list("article", "pk")
        for n in range(HIGHLIGHTS)
    ]
    columns = (
        *("key", "article_id", "version_id", "start", "end", "paragraph", "exact", "prefix", "suffix"),
        *("former_exact", "note", "note_revision", "created_at", "updated_at", "created_by_id"),
    )
    if connection.vendor == "sqlite":  # which keeps a UUID without its hyphens
        rows = [(row[0].replace("-", ""), *row[1:]) for row in rows]
    insert(Annotation, columns, rows)
    made = Annotation.objects.filter(pk__gte=start).values_list("pk", flat=True)
    worn = [(pk, tags[1 if dice.random() < 0.001 else dice.choice((0, 2))]) for pk in made]
    insert(Annotation.tags.through, ("annotation_id", "tag_id"), worn)
    _count(keys)
