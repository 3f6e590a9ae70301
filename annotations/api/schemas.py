"""The types of what is sent and answered; `msgspec` checks what comes by them, and the description is made of them.

Moments are in UTC. What a program sends is refused where it has a member that is not named here: nothing is lost in
silence.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeAlias, TypeVar
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType

from annotations.forms.passages import MAX_NOTE
from annotations.models.codebook import Tag as TagModel
from annotations.models.codebook import Tint

T = TypeVar("T")
Key: TypeAlias = Annotated[int, Meta(ge=1, le=2**63 - 1)]
Offset: TypeAlias = Annotated[int, Meta(ge=0, le=2**31 - 1, description="code points of the canonical text")]
Note: TypeAlias = Annotated[str, Meta(max_length=MAX_NOTE)]
TagName: TypeAlias = Annotated[str, Meta(min_length=1, max_length=TagModel._meta.get_field("name").max_length)]
Quote: TypeAlias = Annotated[str, Meta(min_length=1)]
Kind: TypeAlias = Annotated[str, Meta(extra_json_schema={"enum": TagModel.Kind.values})]
Colour: TypeAlias = Annotated[str, Meta(extra_json_schema={"enum": Tint.values})]
MOST_AT_ONCE = 1000


class Page(Struct, Generic[T]):
    """A part of a list. `next` is the address of what follows; null on the last one."""

    items: list[T]
    next: str | None


class Project(Struct):
    """A project, and what the person is in it: owner, coder or viewer."""

    id: int
    name: str
    role: str
    created_at: datetime
    url: str
    articles: str
    highlights: str
    annotations: str
    tags: str
    imports: str
    exports: str


class Root(Struct):
    """Whom the token is of, and where their projects are."""

    user: str
    projects: list[ProjectName]


class ProjectName(Struct):
    """A project and the container of its annotations."""

    id: int
    name: str
    annotations: str


class Article(Struct):
    """An article. `version` is the number of its current one, null until it is read; `problem` says why it is not."""

    id: int
    project: int
    status: str
    problem: str
    title: str
    standfirst: str
    byline: str
    site_name: str
    published: Annotated[str, Meta(description="ISO 8601: a day, or a day and a time; empty where it is not known")]
    language: Annotated[str, Meta(description="BCP 47")]
    direction: str
    word_count: int
    url: Annotated[str, Meta(description="where it is from")]
    version: int | None
    created_at: datetime
    page: str
    versions: str
    highlights: str
    annotations: str


class Version(Struct):
    """One reading of an article, which never changes. `sha256` is of its canonical text as UTF-8."""

    article: int
    number: int
    cause: str
    sha256: str
    created_at: datetime
    url: str
    blocks: str


class VersionWithText(Version):
    """The same with its canonical text, in which the offsets of highlights count."""

    text: str


class Block(Struct):
    """A leaf of the cleaned page. `start` and `end` are its place in the canonical text; null where it was cut."""

    number: int
    kind: str
    html: Annotated[str, Meta(description="sanitised")]
    text: str
    kept: bool
    reason: Annotated[str, Meta(description="why it was cut")]
    level: Annotated[int, Meta(description="of a heading; else 0")]
    start: int | None
    end: int | None


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


class NewSource(Struct, forbid_unknown_fields=True):
    """What is to become an article: an address, or a text (also HTML, or addresses one a line) and where it is from."""

    url: Annotated[str, Meta(max_length=2000)] = ""
    text: str = ""


class Upload(Struct):
    """Files as a form sends them, and for a single one the address that it is from."""

    file: list[bytes]
    url: str = ""


class Import(Struct):
    """What was given at one time. `counts` has how many of its rows are in which state."""

    id: int
    project: int
    label: str
    is_over: bool
    counts: dict[str, int]
    created_at: datetime
    url: str
    rows: str
    page: str


class ImportRow(Struct):
    """One thing of an import: what came of it, and its article."""

    id: int
    label: str
    url: str
    state: str
    reason: str
    remedy: str
    article: int | None


class Export(Struct):
    """A format that highlights, or the project, are taken away in."""

    name: str
    title: str
    label: str
    description: str
    media_type: str
    is_whole: Annotated[bool, Meta(description="it holds the whole project, and takes no filter")]
    url: str


class Problem(Struct):
    """What is wrong, and the way out (RFC 9457). Some have more members."""

    title: str
    status: int
    detail: str


class WebAnnotation(Struct):
    """A Web Annotation (https://www.w3.org/TR/annotation-model/), of a passage of an article."""

    id: str
    type: str
    created: datetime
    modified: datetime
    target: dict[str, Any]
    canonical: str = ""
    body: list[dict[str, Any]] = []


class NewWebAnnotation(Struct):
    """A Web Annotation to be kept: one that cannot be kept whole is refused."""

    type: Literal["Annotation"]
    target: dict[str, Any] | list[dict[str, Any]]
    body: dict[str, Any] | list[dict[str, Any]] | UnsetType = UNSET
    id: str | UnsetType = UNSET
    canonical: str | UnsetType = UNSET


class Container(Struct):
    """A container of the protocol, or a page of it."""

    id: str
    type: str | list[str]


class HypothesisRow(Struct):
    """An annotation as Hypothesis has them: https://h.readthedocs.io/en/latest/api-reference/v1/."""

    id: str
    created: datetime
    updated: datetime
    user: str
    uri: str
    text: str
    tags: list[str]
    group: str
    target: list[dict[str, Any]]


class HypothesisRows(Struct):
    """A part of what a search has found, and how many there are."""

    total: int
    rows: list[HypothesisRow]


class HypothesisDeleted(Struct):
    """What was deleted."""

    id: str
    deleted: bool


class NewHypothesisRow(Struct):
    """A row to be made, or what is to be otherwise of one; members that are not named here are not read."""

    uri: str | UnsetType = UNSET
    text: str | UnsetType = UNSET
    tags: list[str] | UnsetType = UNSET
    group: str | UnsetType = UNSET
    target: list[dict[str, Any]] | UnsetType = UNSET


class WebAnnotations(Struct):
    """What came in: the IRIs of those that were made, and how many were here already."""

    made: list[str]
    known: int
