"""What a list shows of an article, read for a page of them at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reader.keys import among, written
from reader.models import Article, Entry, Label, ReadingState, User
from reader.prepared import Bind, Prepared
from reader.reading_time import minutes
from reader.search.excerpts import Excerpt, Piece, Sought


class Facts(NamedTuple):
    """An article as its entry and itself say it; see `FACTS` for where each is from."""

    pk: int
    project: int
    project_name: str
    status: str
    primary: str  # subtag of its language
    title: str
    site: str
    byline: str
    language: str
    direction: str
    published: str
    words: int
    standfirst: str
    highlights: int
    notes: int
    orphans: int

    @property
    def minutes(self) -> int:
        """How long an adult reads at it, in whole minutes, at least one."""
        return minutes(self.words, self.language)


FACTS = (
    *("article_id", "project_id", "project__name", "status", "language", "article__title", "site", "article__byline"),
    *("article__language", "article__direction", "article__published", "article__word_count", "article__standfirst"),
    *("highlights", "notes", "orphans"),
)
THESE = Bind("keys")
FACTS_OF = Prepared(lambda: Entry.objects.filter(among("pk", THESE)).order_by().values_list(*FACTS))
TEXTS_OF = Prepared(
    lambda: (
        Article.objects.filter(among("pk", THESE), current__isnull=False).order_by().values_list("pk", "current__text")
    )
)
STATES_OF = Prepared(
    lambda: (
        ReadingState.objects.filter(among("article", THESE), user=Bind("user"))
        .order_by()
        .values_list("article", "state", "progress")
    )
)
LABELS_OF = Prepared(
    lambda: (
        Label.articles.through.objects.filter(among("article", THESE))
        .order_by("label__name")
        .values_list("article", "label__name")
    )
)
EXCERPTS = 2  # of one article


@dataclass(frozen=True, slots=True)
class Shown:
    """An article on the page, with what was searched told apart in it."""

    facts: Facts
    sought: Sought
    excerpts: Sequence[Excerpt] = ()
    state: str = ""  # of the person who looks
    progress: int = 0  # the furthest they were, in percent
    labels: Sequence[str] = ()

    @property
    def title(self) -> list[Piece]:
        return self.sought.pieces(self.facts.title, self.facts.language)


def shown(keys: Sequence[int], sought: Sought, user: User | None) -> list[Shown]:
    """Return these articles in their order, without those that are gone, as the person has them."""
    facts = {row[0]: Facts._make(row) for row in FACTS_OF(keys=written(keys))} if keys else {}
    there = [pk for pk in keys if pk in facts]
    if not there:
        return []
    these = written(there)
    texts = dict(TEXTS_OF(keys=these)) if sought else {}
    states = {pk: (state, far) for pk, state, far in STATES_OF(user=user.pk, keys=these)} if user else {}
    labels: dict[int, list[str]] = defaultdict(list)
    for pk, name in LABELS_OF(keys=these):
        labels[pk].append(name)
    return [
        Shown(
            facts[pk],
            sought,
            sought.excerpts(texts[pk], facts[pk].language, EXCERPTS) if pk in texts else (),
            *states.get(pk, ("", 0)),
            labels.get(pk, ()),
        )
        for pk in there
    ]
