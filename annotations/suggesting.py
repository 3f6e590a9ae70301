"""What an article suggests to its coders: passages that look like evidence, not highlighted so yet, not dismissed.

Nothing of it is stored before somebody accepts it, so that it is in no export and no count. What the rules find in a
version is kept in the cache; what people have done about it is asked each time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext

from annotations.core.claims import factuality, kind_of_source
from annotations.core.explanations import EXPLANATIONS, Explanation
from annotations.core.selectors import TextPositionSelector, TextQuoteSelector, quote
from annotations.core.suggestions import Kind, Suggestion, suggest
from annotations.models import Annotation, Claim, Operation, Tag
from annotations.models.querysets import held
from annotations.models.suggestion import Dismissal
from annotations.sentences import why
from reader.models import Article, User, Version
from reader.sentences import translated

EVERYTHING = "all"  # instead of keys, where all are dismissed


class NoSuchSuggestion(Exception):
    """The passage is suggested no longer: accepted, dismissed or highlighted meanwhile."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion, the tag it would get, and where its block starts in the canonical text, in code points."""

    suggestion: Suggestion
    block: int
    tag: Tag

    @property
    def start(self) -> int:
        return self.block + self.suggestion.start

    @property
    def end(self) -> int:
        return self.block + self.suggestion.end

    @property
    def kind(self) -> str:
        """Its kind as addresses and keys name it."""
        return self.suggestion.kind.replace(" ", "-")

    @property
    def key(self) -> str:
        """What names it, as long as the text is the same."""
        return f"{self.kind}-{self.start}-{self.end}"

    @property
    def position(self) -> TextPositionSelector:
        return TextPositionSelector(self.start, self.end)

    @property
    def explanation(self) -> Explanation:
        """Its rule in plain words, and where the rule comes from."""
        return EXPLANATIONS[self.suggestion.rule]

    @property
    def parts(self) -> dict[str, str]:
        """The words of a claim's source, cue and content; a source that is left open is not among them."""
        claim = self.suggestion.claim
        if claim is None:
            return {}
        # A claim's spans count from its block, as the quote does that they are cut from.
        spans = {"source": claim.source, "cue": claim.cue, "content": claim.content}
        start, words = self.suggestion.start, self.suggestion.quote
        return {name: words[span[0] - start : span[1] - start] for name, span in spans.items() if span}

    @property
    def why(self) -> str:
        """Why it is suggested, in the language of the page."""
        return why(self.suggestion.why)

    @property
    def stance(self) -> list[str]:
        """What kind of source a claim has, where its words say so, and how sure it is, as tagging would read them."""
        parts = self.parts
        kind = kind_of_source(parts.get("source", ""))
        return [
            *([translated(kind)] if kind else []),
            Claim.Factuality(factuality(parts["cue"], parts["content"])).label.lower(),
        ]

    @property
    def core(self) -> list[tuple[int, int]]:
        """The ranges of which a highlight of the kind makes the suggestion needless.

        Two claims of one sentence share their source: of a claim only its cue and its content are its own.
        """
        claim = self.suggestion.claim
        spans = [claim.cue, claim.content] if claim else [(self.suggestion.start, self.suggestion.end)]
        return [(self.block + start, self.block + end) for start, end in spans]


def offers(article: Article) -> list[Offer]:
    """Return what the article's current text suggests, in order of place, one for a passage and a kind of tag.

    A kind that no tag of the codebook is of is not suggested.
    """
    version = article.current
    if version is None:
        return []
    tags: dict[str, Tag] = {}
    for tag in Tag.objects.offered().filter(project=article.project_id):
        tags.setdefault(tag.kind, tag)
    found = [
        Offer(suggestion, block, tags[suggestion.kind])
        for block, suggestion in _found(version, article.language)
        if suggestion.kind in tags
    ]
    return _not_dismissed(_not_highlighted(found, article), article, version.text)


@transaction.atomic
def accept(article: Article, key: str, *, by: User) -> Annotation:
    """Highlight a suggested passage with the tag of its kind, which reads its attributes, and return the highlight.

    One that has this very range already gets the tag instead. Raises NoSuchSuggestion, and NoSuchPassage.
    """
    article = held(article)
    offer = next((offer for offer in offers(article) if offer.key == key), None)
    if offer is None:
        raise NoSuchSuggestion(gettext("This is suggested no longer: somebody has decided about it meanwhile."))
    same = Annotation.objects.filter(article=article, start=offer.start, end=offer.end).anchored().first()
    if same is None:
        return Annotation.objects.annotate_passage(article, offer.position, by=by, tags=[offer.tag])
    same.retag(offer.tag, present=True, by=by)
    return same


@transaction.atomic
def dismiss(article: Article, keys: str, *, by: User) -> Operation:
    """Let passages be suggested no longer, until that is undone. Raises NoSuchSuggestion where there is none.

    `keys` are those of suggestions, or of kinds, with spaces between them, or EVERYTHING.
    """
    article, named = held(article), set(keys.split())
    gone = [offer for offer in offers(article) if not named.isdisjoint((offer.key, offer.kind, EVERYTHING))]
    if not gone or article.current is None:
        raise NoSuchSuggestion(gettext("There is nothing to dismiss: somebody has decided about it meanwhile."))
    text = article.current.text
    passages = [(offer.suggestion.kind.value, quote(text, offer.position)) for offer in gone]
    return Dismissal.objects.dismiss(article, passages, by=by)


def _found(version: Version, language: str) -> list[tuple[int, Suggestion]]:
    """Return what the rules find in each block, with the block's start; each passage once for a kind."""
    key = f"suggestions:{version.pk}:{version.sha256}:{language}"
    found: list[tuple[int, Suggestion]] | None = cache.get(key)
    if found is None:
        once = {
            (placed.start, suggestion.kind, suggestion.start, suggestion.end): (placed.start, suggestion)
            for placed in version.kept
            for suggestion in suggest(placed.block.text, placed.block.language or language)
        }
        found = list(once.values())
        cache.set(key, found)
    return found


def _not_highlighted(found: Iterable[Offer], article: Article) -> list[Offer]:
    """Leave out what a highlight with a tag of the kind touches."""
    borne: Any = Annotation.objects.filter(article=article, tags__kind__in=list(Kind), tags__removed_at=None)
    ranges: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for kind, start, end in borne.anchored().order_by("start").values_list("tags__kind", "start", "end"):
        ranges[kind].append((start, end))
    covered = {kind: Covered(there) for kind, there in ranges.items()}
    return [
        offer
        for offer in found
        if not (there := covered.get(offer.suggestion.kind)) or not any(there.touches(*span) for span in offer.core)
    ]


class Covered:
    """Ranges in order of their start, asked again and again whether one of them touches another range."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        ranges = list(ranges)
        self._starts = [start for start, _ in ranges]
        self._ends = list(accumulate((end for _, end in ranges), max))  # the last end so far

    def touches(self, start: int, end: int) -> bool:
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start


def _not_dismissed(found: list[Offer], article: Article, text: str) -> list[Offer]:
    """Leave out what was dismissed, by its words in their context; where that has changed, by where they stand now."""
    dismissed: dict[tuple[str, TextQuoteSelector], Dismissal] = {
        (dismissal.kind, dismissal.selector): dismissal
        for dismissal in Dismissal.objects.standing().filter(article=article)
    }
    if not dismissed:
        return found
    quoted = {offer.key: (offer.suggestion.kind.value, quote(text, offer.position)) for offer in found}
    rest = dismissed.keys() - set(quoted.values())
    moved = {(kind, dismissed[kind, selector].place_in(text)) for kind, selector in rest}
    return [
        offer
        for offer in found
        if quoted[offer.key] not in dismissed and (offer.suggestion.kind.value, offer.position) not in moved
    ]
