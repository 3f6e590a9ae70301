"""A 5,000-word article with any number of overlapping highlights, to measure the reading page with."""

from __future__ import annotations

import gzip
import json
import random
from bisect import bisect_right
from html import escape
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from reader.extraction.model import Block, Kind

if TYPE_CHECKING:
    from reader.models import Article, Project, User

MARKS = Path(__file__).parents[3] / "shared" / "data" / "marks"
PARAGRAPHS = 50
SENTENCES = (
    "The harbour office counted the boats again and found the number it had given on Monday.",
    "A spokesman for the dockers disputed that, and said that nobody had asked the night shift.",
    "By the evening the ministry spoke of at least twelve injured, and of a fire that was under control.",
    "What the second store held, neither side would say before the inquiry has heard its first witness.",
)


def blocks_and_ranges(marks: int) -> tuple[list[Block], list[tuple[int, int]]]:
    """Return the paragraphs of an article and the ranges, in its canonical text, of this many highlights.

    They are those of ../shared where it is; else ours, of the same shape: 120 code points on average, anywhere.
    """
    return _shared(marks) if MARKS.exists() else _own(marks)


def _shared(marks: int) -> tuple[list[Block], list[tuple[int, int]]]:
    import lxml.html  # noqa: PLC0415

    root = lxml.html.fromstring((MARKS / "article_body.html").read_text("utf-8"))
    texts = [paragraph.text_content() for paragraph in root.iter("p")]
    # The annotations count without the newline that joins our blocks.
    starts = [0, *accumulate(map(len, texts))]
    with gzip.open(MARKS / f"annotations_{5000 if marks > 1000 else 1000}.json.gz") as file:
        found = json.load(file)[:marks]
    ranges = [
        (start + bisect_right(starts, start) - 1, end + bisect_right(starts, end - 1) - 1)
        for start, end in ((each["start"], each["end"]) for each in found)
    ]
    return [Block(Kind.PARAGRAPH, escape(text, quote=False), text) for text in texts], ranges


def _own(marks: int) -> tuple[list[Block], list[tuple[int, int]]]:
    chance = random.Random(7)
    texts = [" ".join(chance.choices(SENTENCES, k=6)) for _ in range(PARAGRAPHS)]
    length = sum(map(len, texts)) + len(texts) - 1
    starts = [chance.randrange(length - 300) for _ in range(marks)]
    ranges = [(start, start + chance.randint(10, 230)) for start in starts]
    return [Block(Kind.PARAGRAPH, escape(text, quote=False), text) for text in texts], ranges


def a_marked_article(project: Project, owner: User, marks: int) -> Article:
    """Return the article with this many highlights, each with one tag, every fifth with a note."""
    from annotations.core.selectors import TextPositionSelector, quote  # noqa: PLC0415
    from annotations.models import Annotation  # noqa: PLC0415
    from tests.builders import an_article  # noqa: PLC0415

    blocks, ranges = blocks_and_ranges(marks)
    article = an_article(project, blocks, title=f"{marks} highlights", by=owner)
    assert article.current
    text = article.current.text
    tags = list(project.tags.all())
    rows = []
    for number, (start, end) in enumerate(ranges):
        found = quote(text, TextPositionSelector(start, end))
        row = Annotation(article=article, version=article.current, created_by=owner, start=start, end=end)
        row.exact, row.prefix, row.suffix = found.exact, found.prefix, found.suffix
        row.paragraph = article.current.paragraph_at(start)
        row.note = "Compare with the count of Monday." if number % 5 == 0 else ""
        rows.append(row)
    made = Annotation.objects.bulk_create(rows, batch_size=1000)
    through = Annotation.tags.through
    through.objects.bulk_create(through(annotation_id=row.pk, tag_id=tags[i % 3].pk) for i, row in enumerate(made))
    return article
