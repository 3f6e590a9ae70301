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
from annotations.models import Annotation, Tag
from annotations.models.editing import change_range
from annotations.models.querysets import NoSuchPassage
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
    """Give an annotation this note, these tags and, if `row` says another one, this place; inside a transaction.

    Raises Problem where the words are not in the text.
    """
    if row and not stands_at(annotation, row):
        place, version = place_of(row, annotation.article)
        try:
            change_range(annotation, place, by=by, version=version)
        except NoSuchPassage as error:
            raise Problem(422, str(error)) from error
    wanted = {tag.pk: tag for tag in tags_of(tags, annotation.article.project, by)}
    worn = {tag.pk: tag for tag in annotation.tags.all()}
    for pk, tag in {**worn, **wanted}.items():
        if (pk in wanted) != (pk in worn):
            annotation.retag(tag, present=pk in wanted, by=by)
    annotation.revise_note(note, based_on=annotation.note_revision, by=by)


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
