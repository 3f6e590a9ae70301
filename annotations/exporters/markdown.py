r"""Markdown for Obsidian and its like: front matter, then each highlight as a quotation with its tags and its note.

Front matter is YAML whose every value is a quoted string, a number or a list of such (YAML 1.2, section 7.3.1: JSON's
strings, with more to be escaped). In the text every character that CommonMark or Obsidian may read as markup has a
backslash (CommonMark 0.31, section 2.4), so that nothing that was quoted or noted is more than text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_noop

from annotations.models import Annotation, Tag
from reader.models import Article

from .documents import Marked, by_article, origin, source, utc
from .format import Format, Selection
from .people import People
from .web_annotation import evidence_in_words, printed_on
from .zipping import unique, zipped

CONTENT_TYPE = "text/markdown; charset=utf-8; variant=CommonMark"
# What starts markup anywhere, Obsidian's tags, links, highlights, formulas and comments among it.
MARKUP = re.compile(r"[\\`*_\[\]<>~=^$|#%&!{}]")
FENCE = b"---\n"
LIST_ITEM = re.compile(r"\d{0,9}(?=[-+.)])")  # what starts a list or a rule at a line's beginning
NOT_PRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")  # YAML 1.2, section 5.1


def write(selection: Selection) -> Iterator[bytes]:
    """Yield one file: each article under a heading of its own; front matter where it is one article alone."""
    yield FENCE  # at once: articles take a while
    marked = by_article(selection)
    first, second = next(marked, None), next(marked, None)
    title = about(first) if first and not second else {"title": selection.project.name}
    yield front_matter(title).removeprefix(FENCE)
    for each in chain(filter(None, (first, second)), marked):
        yield from _sections(each, selection.people)


def write_folder(selection: Selection) -> Iterator[bytes]:
    """Yield a ZIP with a file for each article, named after it."""
    taken: set[str] = set()
    return zipped(
        (unique(name_of(marked.article), ".md", taken), document(marked, selection.people))
        for marked in by_article(selection)
    )


def document(marked: Marked, people: People) -> Iterator[bytes]:
    """Yield the file of one article."""
    yield front_matter(about(marked))
    yield from _sections(marked, people)


def about(marked: Marked) -> dict[str, Any]:
    """Return what the front matter says of an article; what is not known is left out."""
    article = marked.article
    names = dict.fromkeys(tag.name for annotation in marked.annotations for tag in annotation.tags.all())
    said = {
        "title": article.title,
        "url": article.url,
        "source": "" if article.url else source(article),
        "site": article.site_name,
        "author": article.byline,
        "published": article.published,
        "language": article.language,
        "version": article.current.number if article.current else 0,
        "sha256": article.current.sha256 if article.current else "",
        "highlights": len(marked.annotations),
        "tags": [obsidian_tag(name) for name in names],
    }
    return {name: value for name, value in said.items() if value not in ("", [])}


def front_matter(values: dict[str, Any]) -> bytes:
    """Return values as YAML between its two lines."""
    lines = (f"{name}: {_yaml(value)}\n" for name, value in values.items())
    return FENCE + "".join(lines).encode() + FENCE


def _yaml(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return NOT_PRINTED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _sections(marked: Marked, people: People) -> Iterator[bytes]:
    article = marked.article
    address = f"<{source(article)}>" if article.url else ""
    head = [f"# {line(article.title)}", line(" · ".join(origin(article))), address]
    yield ("\n" + "\n\n".join(filter(None, head)) + "\n").encode()
    for annotation in marked.annotations:
        yield ("\n" + "\n\n".join(filter(None, _highlight(annotation, people))) + "\n").encode()


def _highlight(annotation: Annotation, people: People) -> Iterator[str]:
    """Yield the paragraphs of a highlight."""
    yield "\n>\n".join(f"> {each}" for each in paragraphs(annotation.exact))
    yield " ".join(f"#{obsidian_tag(tag.name)}" for tag in annotation.tags.all())
    yield "\n\n".join(paragraphs(annotation.note))
    yield "\n".join(f"- {line(each)}" for each in evidence_in_words(annotation))
    author = people.name(annotation.created_by and annotation.created_by.username)
    where = "" if annotation.start is not None else "no longer in the text"
    told = ", ".join(filter(None, (line(author), utc(annotation.created_at)[:10], printed_on(annotation), where)))
    # Obsidian links to a paragraph by the name at its end.
    yield f"— {told} ^{str(annotation.key)[:8]}"


def paragraphs(text: str) -> list[str]:
    """Return a text's lines, escaped, each to stand as a paragraph; empty ones are left out."""
    return [escape(each) for each in text.splitlines() if each.strip()]


def line(text: str) -> str:
    """Return a text as one escaped line."""
    return escape(" ".join(text.split()))


def escape(text: str) -> str:
    """Return a line as Markdown that says the same and nothing more."""
    said = MARKUP.sub(r"\\\g<0>", text.strip())
    match = LIST_ITEM.match(said)
    return f"{said[: match.end()]}\\{said[match.end() :]}" if match else said


def obsidian_tag(name: str) -> str:
    """Return a tag's name as Obsidian takes one: letters, digits, `_`, `-`, and not digits alone."""
    found = re.sub(r"[^\w-]+", "-", name.strip()).strip("-") or "tag"
    return f"{found}-" if found.isdecimal() else found


def name_of(article: Article) -> str:
    """Return what a file about an article is called, without its suffix."""
    return slugify(article.title, allow_unicode=True)[:60].strip("-") or f"article-{article.pk}"


def tags_of(annotations: Iterable[Annotation]) -> list[Tag]:
    """Return the tags that these annotations bear, in the order of the codebook."""
    found = {tag.pk: tag for annotation in annotations for tag in annotation.tags.all()}
    return sorted(found.values(), key=lambda tag: (tag.position, tag.pk))


FORMAT = Format(
    suffix=".md",
    content_type=CONTENT_TYPE,
    title=gettext_noop("Markdown"),
    label=gettext_noop("One file"),
    description=gettext_noop(
        "Quotes with their tags and notes, to read and to write on from, in Obsidian and everywhere else."
    ),
    write=write,
    stem="highlights",
)
FOLDER = FORMAT._replace(
    suffix=".zip",
    content_type="application/zip",
    label=gettext_noop("A file per article"),
    write=write_folder,
    stem="highlights-markdown",
)
