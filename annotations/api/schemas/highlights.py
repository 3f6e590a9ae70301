"""Highlights as plain JSON, and the codebook."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, TypeAlias
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType

from annotations.forms.passages import MAX_NOTE
from annotations.models.codebook import Tag as TagModel
from annotations.models.codebook import Tint

from .common import Key

Offset: TypeAlias = Annotated[int, Meta(ge=0, le=2**31 - 1, description="code points of the canonical text")]
Note: TypeAlias = Annotated[str, Meta(max_length=MAX_NOTE)]
TagName: TypeAlias = Annotated[str, Meta(min_length=1, max_length=TagModel._meta.get_field("name").max_length)]
Quote: TypeAlias = Annotated[str, Meta(min_length=1)]
Kind: TypeAlias = Annotated[str, Meta(extra_json_schema={"enum": TagModel.Kind.values})]
Colour: TypeAlias = Annotated[str, Meta(extra_json_schema={"enum": Tint.values})]
MOST_AT_ONCE = 1000


class ArticleName(Struct):
    """The article of a highlight."""

    article_id: int
    title: str
    url: str
    site_name: str
    byline: str
    published_at: str
    language: str


class VersionName(Struct):
    """The version that a highlight stands on."""

    number: int
    sha256: str


class TagWorn(Struct):
    """A tag on a highlight."""

    tag_id: int
    name: str
    kind: str


class Highlight(Struct):
    """An annotation with everything that is said of it, as the export in JSON Lines has it."""

    annotation_id: int
    key: UUID
    article: ArticleName
    version: VersionName
    status: Annotated[str, Meta(description="anchored or orphan")]
    start: Offset | None
    end: Offset | None
    paragraph: int | None
    page: Annotated[int | None, Meta(description="of print, of what came as a PDF")]
    prefix: str
    quote: str
    suffix: str
    former_quote: Annotated[str, Meta(description="what was highlighted, where the text has changed since")]
    tags: list[TagWorn]
    note: str
    author: str
    created_at: datetime
    updated_at: datetime
    figures: list[dict[str, Any]]
    claim: dict[str, Any] | None
    relations: list[dict[str, Any]]
    url: str
    annotation: Annotated[str, Meta(description="the same as a Web Annotation")]


class NewHighlight(Struct, forbid_unknown_fields=True):
    """A highlight to be made. The words decide the place, with `prefix` and `suffix` where they stand there twice.

    `start` and `end` count where the words stand at them, in the version of this number or in the current one. Tags are
    named; those that the codebook does not have are added to it. A `key` of your own makes a repetition harmless.
    """

    article: Key
    quote: Quote
    prefix: str = ""
    suffix: str = ""
    start: Offset | None = None
    end: Offset | None = None
    version: Key | None = None
    tags: list[TagName] = []
    note: Note = ""
    key: UUID | None = None


NewHighlights: TypeAlias = Annotated[list[NewHighlight], Meta(min_length=1, max_length=MOST_AT_ONCE)]


class HighlightChange(Struct, forbid_unknown_fields=True):
    """What is to be otherwise of a highlight; what is left out stays. Another `quote` is another place."""

    note: Note | UnsetType = UNSET
    tags: list[TagName] | UnsetType = UNSET
    quote: Quote | UnsetType = UNSET
    prefix: str = ""
    suffix: str = ""
    start: Offset | None = None
    end: Offset | None = None
    version: Key | None = None


class Made(Struct):
    """What many at once came to: the keys of those that were made, in their order, and how many were here already."""

    made: list[UUID]
    known: int


class Tag(Struct):
    """A tag of the codebook. `highlights` is how many bear it."""

    id: int
    project: int
    name: str
    kind: str
    tint: str
    hotkey: str
    parent: int | None
    description: str
    examples: str
    archived: bool
    highlights: int
    url: str


class TagChange(Struct, forbid_unknown_fields=True):
    """What is to be otherwise of a tag; what is left out stays. An archived tag is no longer offered."""

    name: TagName | UnsetType = UNSET
    kind: Kind | UnsetType = UNSET
    tint: Colour | UnsetType = UNSET
    hotkey: str | UnsetType = UNSET
    parent: Key | UnsetType | None = UNSET
    description: str | UnsetType = UNSET
    examples: str | UnsetType = UNSET
    archived: bool | UnsetType = UNSET


class NewTag(Struct, forbid_unknown_fields=True):
    """A tag for the codebook."""

    name: TagName
    kind: Kind = TagModel.Kind.PLAIN.value
    tint: Colour = Tint.GREY.value
    hotkey: str = ""
    parent: Key | None = None
    description: str = ""
    examples: str = ""
