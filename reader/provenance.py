"""Where a page's metadata is read from: its heading, JSON-LD, a meta element. Pure: no Django.

Asked for only where a person looks at the metadata to correct it, so that no article has to keep it.
"""

from __future__ import annotations

import json
from typing import Final

from django.utils.translation import gettext

from reader.extraction import Block, Extraction, Kind, UnreadableSource, isolated
from reader.extraction.blocks import parse
from reader.extraction.metadata import read_metadata
from reader.outline import page_in

SECONDS: Final = 4  # waited for by a person


def provenance_isolated(content: bytes, *, content_type: str = "", url: str = "") -> dict[str, tuple[str, str]]:
    """Return, by the field's name, what today's extractor reads in the page, and from where ("JSON-LD headline").

    Nothing for a file that is no page, and for one that exceeds a limit.
    """
    try:
        found = isolated.extract_isolated(content, content_type=content_type, url=url, module=__name__, seconds=SECONDS)
    except UnreadableSource:
        return {}
    sources: dict[str, str] = json.loads(found.blocks[0].text)
    return {name: (getattr(found, name), source) for name, source in sources.items()}


def read(content: bytes, *, content_type: str = "", url: str = "") -> Extraction:
    """Do what `provenance_isolated` says, in the child; the sources are the one block of an extraction."""
    text, is_page, url = page_in(content, content_type, url)
    if not is_page:
        raise UnreadableSource(gettext("A text says nothing of itself."))
    said = read_metadata(parse(text), url)
    block = Block(Kind.PREFORMATTED, "", json.dumps({name: source for name, source in said.sources.items() if source}))
    return Extraction(said.title, said.standfirst, said.byline, said.published, blocks=(block,))


if __name__ == "__main__":
    isolated.serve(read)
