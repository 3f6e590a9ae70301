"""The codebook as a table: a row a tag, parents before what stands under them. It can be imported again."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from annotations.models import Tag
from annotations.models.codebook import Tint
from annotations.models.codebook_tree import in_order

from .format import Selection
from .table import Column, Table, one_of

COLUMNS = (
    Column("tag_id", "integer", "The tag.", 7, {"required": True, "unique": True, "minimum": 1}),
    Column("name", "string", "Its name.", "Casualty figure", {"required": True, "unique": True}),
    Column("parent", "string", "The name of the tag it stands under. Empty at the top.", "Evidence"),
    Column("kind", "string", "What its highlights carry: figures, claims, or nothing.", "casualty figure",
           {"required": True, **one_of(Tag, "kind")}),
    Column("colour", "string", "Its colour.", "amber", {"required": True, "enum": Tint.values}),
    Column("hotkey", "string", "The key that gives it.", "f", {"maxLength": 1}),
    Column("description", "string", "What belongs to it, and what does not.", "A number of people killed or injured."),
    Column("examples", "string", "Examples, one a line.", "at least 12 people had died"),
    Column("archived", "string", "Whether it is no longer offered.", "no", {"required": True, "enum": ["yes", "no"]}),
    Column("position", "integer", "Its place in the codebook, counted from 1.", 3, {"required": True, "minimum": 1}),
)  # fmt: skip


def rows(selection: Selection) -> Iterator[tuple[object, ...]]:
    """Yield a row per tag."""
    names = {tag.pk: tag.name for tag in selection.tags}
    for position, (tag, _) in enumerate(in_order(selection.tags), start=1):
        yield (
            *(tag.pk, tag.name, names.get(tag.parent_id or 0, ""), tag.kind, tag.tint, tag.hotkey),
            *(tag.description, tag.examples, "yes" if tag.archived else "no", position),
        )


TABLE = Table(
    name="codebook",
    title=gettext_noop("Codebook"),
    description=gettext_noop(
        "One row per tag, with its definition and examples: for the appendix, or to import it elsewhere."
    ),
    columns=lambda selection: COLUMNS,
    rows=rows,
    key=("tag_id",),
)
