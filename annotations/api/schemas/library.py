"""Projects, articles and their versions."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct


class Root(Struct):
    """Whom the token is of, and where their projects are."""

    user: str
    projects: list[ProjectName]


class ProjectName(Struct):
    """A project and the container of its annotations."""

    id: int
    name: str
    annotations: str


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
