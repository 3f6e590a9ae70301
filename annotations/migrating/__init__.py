"""Highlights of other tools, on an article that has just come in: each gets its place, or is kept as an orphan.

`reader` calls `take_over` by the setting IMPORT_FOLLOWERS. What was brought once is not brought again: neither where
the same export is imported twice, nor after a reader has deleted it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db import transaction

from annotations.models import Annotation, Operation, Tag
from annotations.models.codebook_revision import Revision
from annotations.models.history import Before
from annotations.models.querysets import held
from annotations.models.taggings import give
from reader.models import Article

from .placing import Places

if TYPE_CHECKING:
    from reader.importers.items import Highlight
    from reader.models import User

SPACE = UUID("4be7eb1c-2d62-4fd5-93a9-6c2d0f8b1f35")  # in which the keys of what was highlighted elsewhere are
MOST_TAGS = 500  # that one article may add to the codebook: what is beyond them stands in the note


@transaction.atomic
def take_over(article: Article, highlights: Sequence[Highlight], *, by: User | None) -> Counter[str]:
    """Bring highlights to an article, as one operation, and return how many fared in which way, in words.

    A tag is the codebook's of the same name, or a new one. Nothing is done where the article has no text: there is
    nothing to stand on, and the highlights stay with the import.
    """
    keyed = {key_of(article, highlight): highlight for highlight in highlights}
    project = article.project_id
    wanted = {name.casefold(): name for highlight in keyed.values() for name in highlight.tags}
    tags = _tags(project, wanted, by=by)
    article = held(article)
    if article.current is None:
        return Counter()
    known = set(Annotation.objects.filter(key__in=keyed).values_list("key", flat=True))
    fared: Counter[str] = Counter({"here already": len(known)}) if known else Counter()
    places = Places(article.current.text)
    changes = []
    for key, highlight in keyed.items():
        if key in known:
            continue
        borne = [tags[name.casefold()] for name in highlight.tags if name.casefold() in tags]
        annotation = _annotation(article, highlight, places, key=key, by=by)
        fared["in their place" if annotation.position else "without a place (orphans)"] += 1
        give((annotation.pk, tag.pk) for tag in borne)
        if annotation.position:
            annotation.read_evidence(borne)
        done = {"tags": sorted(tag.pk for tag in borne), "note": annotation.note, "range": annotation.range}
        changes.append(Before(annotation, {"deleted": True}, {"deleted": False, **done}))
    if changes:
        Operation.objects.record(Operation.Action.CREATED, changes, project=project, article=article, by=by)
    return fared


def key_of(article: Article, highlight: Highlight) -> UUID:
    """Return the annotation's key: the same for the same highlight on the same article, and for no other."""
    said = highlight.key or "\0".join((highlight.prefix, highlight.exact, highlight.suffix, highlight.note))
    return uuid5(SPACE, f"{article.pk}\0{said}")


def _tags(project: int, wanted: dict[str, str], *, by: User | None) -> dict[str, Tag]:
    """Return the tags of these names, by their names without capitals; those there are none of are made."""
    there = {tag.name.casefold(): tag for tag in Tag.objects.filter(project=project)}
    new = [name for folded, name in wanted.items() if folded not in there][:MOST_TAGS]
    if new:
        revision = Revision(project)
        for name in new:
            revision.add(Tag(name=name))
        revision.finish(by=by)
        there = {tag.name.casefold(): tag for tag in Tag.objects.filter(project=project)}
    return there


def _annotation(article: Article, highlight: Highlight, places: Places, *, key: UUID, by: User | None) -> Annotation:
    """Return a new annotation, saved: in its place, or an orphan with the words it stood on.

    A note on the whole article is an orphan with the article's title for its words.
    """
    assert article.current is not None  # noqa: S101  the caller has looked
    words = highlight.exact.strip() or article.title.strip() or "Article"
    annotation = Annotation(
        article=article,
        version=article.current,
        key=key,
        created_by=by,
        note=highlight.note,
        exact=words,
        prefix=highlight.prefix,
        suffix=highlight.suffix,
    )
    annotation.place(places.find(highlight), article.current)
    annotation.save(force_insert=True)
    if made := _moment(highlight.made):
        Annotation.objects.filter(pk=annotation.pk).update(created_at=made)
    return annotation


def _moment(said: str) -> datetime | None:
    """Return a moment in ISO 8601 or in seconds since 1970, or None; without a zone it is UTC's."""
    try:
        found = datetime.fromtimestamp(int(said), UTC) if said.isdigit() else datetime.fromisoformat(said)
    except (ValueError, OverflowError, OSError):
        return None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return found if 1990 < found.year < 2200 else None
