"""What each coder made of the same passages: one column a coder, for software that computes agreement.

Two people seldom mark the very same words, and agreement needs units that both could have marked. So the unit is a
paragraph of the article's current text, with a tag: 1 where the coder has a highlight with this tag that touches the
paragraph, 0 where they have highlights in the article but none like this, and empty where they have none in the whole
article, which is missing data and no judgement. There is a row for each paragraph of every article in which somebody
has a highlight, and for each tag that occurs. Orphans stand in no paragraph; what somebody made whose account is gone
is nobody's: both are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_noop

from annotations.models import Annotation
from annotations.models.taggings import borne
from reader.models import Article

from .format import Selection
from .paging import pages
from .rows import ARTICLE, KEY
from .rows import COLUMNS as ANNOTATION
from .table import Column, Table

SHA256 = next(column for column in ANNOTATION if column.name == "version_sha256")
FIXED = (
    *ARTICLE[:2],
    SHA256,
    Column("paragraph", "integer", "The paragraph, counted from 1.", 4, KEY),
    Column("start", "integer", "Where it begins: code points before it in the text.", 96, {"required": True}),
    Column("end", "integer", "Where it ends: code points before the first one after it.", 310, {"required": True}),
    Column("tag", "string", "The tag that is asked for.", "Claim", {"required": True}),
    Column("tag_id", "integer", "The tag.", 5, KEY),
)
CELL = {"enum": [0, 1]}


def columns(selection: Selection) -> Sequence[Column]:
    """The paragraph and the tag, and each person who made one of the highlights, by their name."""
    told = (
        "1 where {} tagged words of the paragraph so, 0 where not; empty where they have no highlight in the article."
    )
    return (*FIXED, *(Column(f"coder:{name}", "integer", told.format(name), 1, CELL) for name in selection.coders))


def rows(selection: Selection) -> Iterator[tuple[object, ...]]:
    """Yield a row per paragraph and tag, article by article, as the text and the codebook have them."""
    found = selection.annotations.order_by()
    occurring = set(Annotation.tags.through.objects.filter(annotation__in=found).values_list("tag_id", flat=True))
    tags = [tag for tag in selection.tags if tag.pk in occurring]
    for keys in pages(Article.objects.filter(pk__in=found.values("article"))):
        for article in keys:
            yield from _of(article, selection, [(tag.pk, tag.name) for tag in tags])


def _of(article_pk: int, selection: Selection, tags: list[tuple[int, str]]) -> Iterator[tuple[object, ...]]:
    """Yield the rows of one article; none where nobody has a highlight in its text."""
    article = Article.objects.select_related("current").filter(pk=article_pk).first()
    if article is None or article.current is None:
        return
    tagged: defaultdict[tuple[int, int], set[int]] = defaultdict(set)  # paragraph and tag → the coders
    present: set[int] = set()
    paragraph_at = article.current.paragraph_at
    placed = selection.annotations.filter(article=article, version=article.current, start__isnull=False)
    for keys in pages(placed.exclude(created_by=None)):
        worn = borne(keys)
        marks: Any = placed.filter(pk__in=keys).values_list("pk", "start", "end", "created_by_id")
        for pk, start, end, coder in marks:
            present.add(coder)
            for paragraph in range(paragraph_at(start), paragraph_at(end - 1) + 1):
                for tag in worn.get(pk, ()):
                    tagged[paragraph, tag].add(coder)
    if not present:
        return
    for paragraph, each in enumerate(article.current.kept, start=1):
        if not each.block.text.strip():
            continue  # an image: nobody can highlight it
        for tag, name in tags:
            by = tagged.get((paragraph, tag), ())
            yield (
                *(article.pk, article.title, article.current.sha256, paragraph, each.start),
                *(each.start + len(each.block.text), name, tag),
                *(int(coder in by) if coder in present else "" for coder in selection.coders.values()),
            )


TABLE = Table(
    name="coders",
    title=gettext_noop("Coders side by side"),
    description=gettext_noop(
        "One row per paragraph and tag, one column per person, 1 where they tagged it so: for Krippendorff’s "
        "alpha and Cohen’s kappa."
    ),
    columns=columns,
    rows=rows,
    key=("article_id", "paragraph", "tag_id"),
    foreign={"tag_id": ("codebook", "tag_id")},
)
