"""From the bytes of any file we know to its article. Pure: no Django, so that it runs in a process with limits.

`read` is what the child does (`python -m reader.importers.reading` serves it); `read_isolated` asks the child.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Final, TypeAlias

from reader.extraction import Extraction, UnreadableSource, extract, isolated
from reader.extraction.translation import gettext_noop

from .documents import Document, Page, whole
from .kinds import Kind, kind_of

CPU_SECONDS = 50  # for a file of a kind that is slow to take apart; pages and texts have fewer (see `isolated`)
WALL_SECONDS = 60
MEMORY = 208 * 2**20  # bytes beyond what the child holds when it is ready: about 256 MB in all
SLOW: Final = frozenset({Kind.PDF, Kind.EPUB, Kind.DOCX})

Reader: TypeAlias = Callable[[bytes], Document | Page]

# Which module of this package reads which kind of file; loaded when there is such a file.
DOCUMENTS: Final = {
    Kind.PDF: "pdf",
    Kind.EPUB: "epub",
    Kind.DOCX: "docx",
    Kind.MARKDOWN: "markdown",
    Kind.MHTML: "mhtml",
    Kind.MAIL: "mail",
    Kind.WARC: "warc",
    Kind.HTML: "saved_page",
}
REFUSED: Final = {
    Kind.ZIP: gettext_noop(
        "This ZIP holds no document that is one article. Import it from the import page, which takes the files in it"
        " one by one."
    ),
    Kind.SQLITE: gettext_noop("This is a database. Of those, Taguette's are known: import it from the import page."),
}


def read(content: bytes | str, *, content_type: str = "", url: str = "") -> Extraction:
    """Return the article in a file of any kind we know. Raises UnreadableSource with what to do about it."""
    if isinstance(content, str):
        return extract(content, content_type=content_type, url=url)
    kind = kind_of(content, content_type)
    if kind in REFUSED:
        raise UnreadableSource(REFUSED[kind])
    if kind not in DOCUMENTS:
        return extract(content, content_type=content_type, url=url)
    if kind is Kind.HTML and url:
        return extract(content, content_type=content_type, url=url)
    reader: Reader = import_module(f"reader.importers.{DOCUMENTS[kind]}").read
    found = reader(content)
    if isinstance(found, Document):
        return whole(replace(found, url=found.url or url))
    said = content_type if kind is Kind.HTML else found.content_type
    extraction = extract(found.content, content_type=said, url=found.url or url)
    return replace(
        extraction,
        url=extraction.url or found.url,
        title=found.title or extraction.title,
        byline=extraction.byline or found.byline,
        published=extraction.published or found.published,
    )


read_isolated = partial(isolated.extract_isolated, module=__name__, seconds=WALL_SECONDS)


def read_in_child(content: bytes | str, *, content_type: str = "", url: str = "") -> Extraction:
    """Do what `read` does, with more time for what takes more."""
    if isinstance(content, bytes) and kind_of(content, content_type) in SLOW:
        isolated.limit_cpu(CPU_SECONDS)
    return read(content, content_type=content_type, url=url)


if __name__ == "__main__":
    isolated.MEMORY = MEMORY
    isolated.serve(read_in_child)
