"""What comes in and goes out: sources, imports and exports."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from .common import Key


class NewSource(Struct, forbid_unknown_fields=True):
    """What is to become an article: an address, or a text (also HTML, or addresses one a line) and where it is from."""

    url: Annotated[str, Meta(max_length=2000)] = ""
    text: str = ""


class Upload(Struct):
    """Files as a form sends them, and for a single one the address that it is from."""

    file: list[bytes]
    url: str = ""


class SeenPage(Struct):
    """A page as a browser shows it, with its address and title, and what is selected on it, as a form sends them."""

    page: Annotated[bytes, Meta(description="its HTML, as a file")]
    url: str = ""
    title: str = ""
    exact: Annotated[str, Meta(description="the words that are selected")] = ""
    before: Annotated[str, Meta(description="what stands before them")] = ""
    after: Annotated[str, Meta(description="what stands after them")] = ""


class SeenPageKept(Struct, rename={"batch": "import"}):
    """The addresses of the article of a page and of its import; `is_new`: it was not here before."""

    article: str
    batch: str
    is_new: bool


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


class ImportRetry(Struct, forbid_unknown_fields=True):
    """What of an import is to be done again: one row, or all that failed or were cancelled."""

    row: Key | None = None


class Export(Struct):
    """A format that highlights, or the project, are taken away in."""

    name: str
    title: str
    label: str
    description: str
    media_type: str
    is_whole: Annotated[bool, Meta(description="it holds the whole project, and takes no filter")]
    url: str
