"""What becomes of highlights' evidence when they are merged, split, or tagged many at once."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Exists, OuterRef

from .annotation import Annotation
from .claim import Claim
from .codebook import Tag
from .evidence import Evidence
from .figure import Figure
from .history import Before, lock
from .relation import Relation

AT_ONCE = 50  # highlights that are read in one transaction

Row = TypeVar("Row", bound=Evidence)


def take_over(kept: Annotation, gone: Annotation) -> list[Before]:
    """Give one highlight the figures, the claim and the relations of another, and return it for history.

    They are copies: the other's own come back with it. Its claim is left where the first has one; a relation between
    the two, or one that the first stands in already, is not said twice.
    """
    changes: list[Before] = []
    for figure in Figure.objects.filter(annotation=gone):
        changes += _copied(figure, annotation=kept)
    if not Claim.objects.filter(annotation=kept).exists():
        for claim in Claim.objects.filter(annotation=gone):
            changes += _copied(claim, annotation=kept)
    for relation in Relation.objects.filter(annotation=gone).exclude(target=kept):
        changes += _related(relation, annotation=kept, target=relation.target)
    for relation in Relation.objects.filter(target=gone).exclude(annotation=kept):
        changes += _related(relation, annotation=relation.annotation, target=kept)
    return changes


def hand_over(first: Annotation, second: Annotation) -> list[Before]:
    """Let the figures whose words went to the second part of a split highlight go with them; return it for history."""
    changes: list[Before] = []
    for figure in Figure.objects.filter(annotation=first).exclude(raw=""):
        if figure.raw in second.exact and figure.raw not in first.exact:
            changes += _copied(figure, annotation=second)
            changes += figure.changes(figure.kept, None)
            figure.delete()
    return changes


def read_unread(tag: Tag) -> None:
    """Read the numbers, or who says what, in the highlights with this tag that have no such evidence yet.

    A few at a time: nobody is kept from writing for long.
    """
    rows: Any = {Tag.Kind.CASUALTY_FIGURE: Figure, Tag.Kind.CLAIM: Claim}.get(Tag.Kind(tag.kind))
    if rows is None:
        return
    unread = Annotation.objects.alive().filter(tags=tag).exclude(Exists(rows.objects.filter(annotation=OuterRef("pk"))))
    keys = list(unread.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(keys), AT_ONCE):
        batch = Annotation.objects.alive().filter(pk__in=keys[first : first + AT_ONCE], tags=tag)
        with transaction.atomic():
            lock(batch.values_list("article_id", flat=True))
            for annotation in batch.select_related("article", "version").order_by("pk"):
                annotation.read_evidence([tag])


def _copied(row: Row, **changed: Any) -> list[Before]:
    copy = type(row)(**{**row.kept, **changed})
    copy.save(force_insert=True)
    return copy.changes(None, copy.kept)


def _related(relation: Relation, *, annotation: Annotation, target: Annotation) -> list[Before]:
    same = {"annotation": annotation, "target": target, "kind": relation.kind, "scope": relation.scope}
    if annotation.pk == target.pk or Relation.objects.filter(**same).exists():
        return []
    values = {name: value for name, value in relation.kept.items() if name != "target_id"}
    copy = Relation(**{**values, "annotation": annotation, "target": target})
    copy.save(force_insert=True)
    return copy.changes(None, copy.kept)
