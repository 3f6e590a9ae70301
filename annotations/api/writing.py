"""What a request says of an annotation, carried out as the pages do it: with history, undo and news."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction

from annotations.core.anchoring import anchor
from annotations.core.selectors import TextPositionSelector
from annotations.forms.passages import MAX_NOTE
from annotations.importing.carrying_out import add_tags
from annotations.importing.rows import File, Row, UnreadableAnnotations
from annotations.models import Annotation, Operation, Tag
from annotations.models.editing import SAVED
from annotations.models.querysets import NoSuchPassage, find_passage, held
from reader.models import Article, Project, User
from reader.problems import Problem

NO_PLACE = (
    "The quoted words are not in the article's text, or in more than one place: send them as they stand there, with"
    " more of what stands before (prefix) and after (suffix)."
)


def row_of(payload: Any, read: Callable[[Any], File]) -> Row:
    """Return what one annotation of a format says. Raises Problem."""
    try:
        file = read([payload])
    except UnreadableAnnotations as error:
        raise Problem(422, str(error)) from error
    if not file.rows:
        reason = next(iter(file.left_out), "is none")
        raise Problem(422, f"This annotation {reason}: send a TextQuoteSelector with the words it is on.")
    row = file.rows[0]
    if len(row.note) > MAX_NOTE:
        raise Problem(422, f"The note has {len(row.note):,} characters, and may have {MAX_NOTE:,}.")
    return row


@transaction.atomic
def create(article: Article, row: Row, *, by: User, key: UUID | None = None) -> Annotation:
    """Make an annotation of the article at the words that the row quotes. Raises Problem."""
    tags = tags_of(row.tags, article.project, by)
    place, version = place_of(row, article)
    try:
        made = Annotation.objects.annotate_passage(
            article, place, by=by, version=version, tags=tags, note=row.note, key=key
        )
    except NoSuchPassage as error:
        raise Problem(422, str(error)) from error
    if made.is_deleted:  # the one of an earlier request with this key
        raise Problem(410, "What this request made was deleted since: an undo on its article's page brings it back.")
    return made


def revise(annotation: Annotation, *, by: User, row: Row | None, note: str, tags: tuple[str, ...]) -> None:
    """Give an annotation this note, these tags and, if `row` says another one, this place: one operation, one undo.

    Called inside the transaction that holds the article's lock, with the annotation as it is then. Raises Problem where
    the words are not in the text.
    """
    wanted = tags_of(tags, annotation.article.project, by)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    action, worn = Operation.Action.NOTED, annotation.tag_keys()
    if note != annotation.note:
        before["note"], after["note"] = annotation.note, note
        annotation.note, annotation.note_revision = note, annotation.note_revision + 1
    if (keys := sorted(tag.pk for tag in wanted)) != worn:
        action, before["tags"], after["tags"] = Operation.Action.TAGGED, worn, keys
        annotation.tags.set(wanted)
    if row and not stands_at(annotation, row):
        action = Operation.Action.MOVED if annotation.position else Operation.Action.REATTACHED
        before |= {"range": annotation.range, "former_exact": annotation.former_exact}
        _move(annotation, row)
        after |= {"range": annotation.range, "former_exact": annotation.former_exact}
    if after:
        annotation.save(update_fields=SAVED)
        annotation.read_evidence([tag for tag in wanted if tag.pk not in worn])
        annotation.record(action, before, after, by=by)


def _move(annotation: Annotation, row: Row) -> None:
    """Let an annotation stand, unsaved, at the words that a row quotes. Raises Problem."""
    article = held(annotation.article)
    place, version = place_of(row, article)
    try:
        annotation.place(find_passage(article, place, "", version), article.current or annotation.version, by_hand=True)
    except NoSuchPassage as error:
        raise Problem(422, str(error)) from error


def stands_at(annotation: Annotation, row: Row) -> bool:
    """Say whether the row says no other place than the annotation's own."""
    return row.selector == annotation.selector and row.position in (None, annotation.position)


def place_of(row: Row, article: Article) -> tuple[TextPositionSelector, int]:
    """Return where the words of a row stand, and the number of the version that this place counts in.

    The position counts where the row names its text, or has the words at it in the current one; else the quote with
    what stands around it decides. Raises Problem.
    """
    current = article.current
    if current is None:
        raise Problem(409, "This article has no text yet: wait until it is read.")
    named = article.versions.filter(sha256=row.sha256) if row.sha256 else article.versions.none()
    seen = current if row.sha256 in ("", current.sha256) else named.order_by("-number").first()
    place, words = row.position, row.selector.exact
    if place and seen and seen.text[place.start : place.end] == words:
        return place, seen.number
    found = anchor(row.selector, current.text)
    if found is None:
        raise Problem(422, NO_PLACE)
    return TextPositionSelector(found.start, found.end), current.number


def tags_of(names: tuple[str, ...], project: Project, by: User) -> list[Tag]:
    """Return the project's tags of these names; those that it does not have yet are added to its codebook."""
    if not names:
        return []
    tags = {tag.name.casefold(): tag for tag in Tag.objects.filter(project=project)}
    if missing := [name for name in names if name.casefold() not in tags]:
        try:
            tags = add_tags(missing, {}, project, by)
        except UnreadableAnnotations as error:
            raise Problem(422, str(error)) from error
    return [tags[name.casefold()] for name in names]
