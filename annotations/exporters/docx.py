"""DOCX: the articles as a word processor has them, each highlight a comment on its words.

Headings, paragraphs, lists, quotations and preformatted text keep what they are; a table is its cells, one after the
other, and a picture its description. What is written from right to left is set so. A comment says the tags, the note
and the figures; it is by who made the highlight, when they did. Comments may overlap. Orphans stand at the end. The
archive tells when it was written, so two exports are not the same bytes. A document is built in memory: for many
articles there is a ZIP of one each.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_noop

from annotations.codebooks.colours import COLOURS
from annotations.codebooks.qdc import xml
from annotations.models import Annotation
from reader.extraction.language import direction_of_text, tongue_of_quote
from reader.extraction.model import Kind
from reader.extraction.rendering import Placed

from .documents import Marked, by_article, origin, utc
from .format import Format, Selection
from .markdown import name_of
from .people import People
from .pictures import picture_in_words
from .web_annotation import evidence_in_words, printed_on
from .zipping import unique, zipped

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PLAIN = "#fff3a3"  # under a highlight without a tag
PALE = 0.55  # how far a tag's colour goes to white, so that black words on it keep a contrast of 7:1


def write(selection: Selection) -> Iterator[bytes]:
    """Yield one document of all articles."""
    document = _new(selection.project.name)
    for number, marked in enumerate(by_article(selection)):
        if number:
            document.add_page_break()  # type: ignore[no-untyped-call]
        add_article(document, marked, selection.people)
    yield saved(document)


def write_folder(selection: Selection) -> Iterator[bytes]:
    """Yield a ZIP with a document for each article, named after it."""
    taken: set[str] = set()

    def content(marked: Marked) -> Iterator[bytes]:
        document = _new(marked.article.title)
        add_article(document, marked, selection.people)
        yield saved(document)

    return zipped(
        (unique(name_of(marked.article), ".docx", taken), content(marked)) for marked in by_article(selection)
    )


def add_article(document: Document, marked: Marked, people: People) -> None:
    """Add an article with its highlights as comments."""
    article, version = marked.article, marked.article.current
    _turn(document.add_heading(xml(article.title), level=1), direction_of_text(article.title) or article.direction)
    if told := " · ".join([*origin(article), *filter(None, [article.url])]):
        _turn(document.add_paragraph(xml(told)), direction_of_text(told))
    here = [each for each in marked.annotations if version and each.position and each.version_id == version.pk]
    touched: dict[int, list[Annotation]] = defaultdict(list)
    for annotation in here:
        if version and annotation.position:
            for placed in version.kept_between(annotation.position.start, annotation.position.end):
                touched[placed.number].append(annotation)
    runs: dict[int, list[Run]] = defaultdict(list)
    for placed in version.kept if version else ():
        paragraph = _add_block(document, placed, touched.get(placed.number, ()), runs)
        _turn(paragraph, placed.block.direction or article.direction)
    for annotation in here:
        if covering := runs.get(annotation.pk):
            _comment(document, [covering[0], covering[-1]], annotation, people)
    there = {annotation.pk for annotation in here}
    if orphans := [annotation for annotation in marked.annotations if annotation.pk not in there]:
        document.add_heading("Highlights whose words are no longer in the text", level=2)
        for annotation in orphans:
            quote = document.add_paragraph(xml(annotation.exact), style="Quote")
            _turn(quote, tongue_of_quote(annotation.exact, article.language, article.direction)[1])
            _comment(document, quote.runs, annotation, people)


def _add_block(
    document: Document, placed: Placed, annotations: Sequence[Annotation], runs: dict[int, list[Run]]
) -> Paragraph:
    """Add a block as a paragraph, in runs that end where a highlight starts or ends, and keep whose runs they are."""
    paragraph = _paragraph(document, placed)
    if placed.block.kind is Kind.IMAGE:
        paragraph.add_run(xml(picture_in_words(placed))).italic = True
        return paragraph
    text, places = placed.block.text, {}
    for annotation in annotations:
        start, end = (annotation.start or 0) - placed.start, (annotation.end or 0) - placed.start
        places[annotation] = max(start, 0), min(end, len(text))
    for left, right in pairwise(sorted({0, len(text), *(end for place in places.values() for end in place)})):
        run = paragraph.add_run(xml(text[left:right]))
        covering = [annotation for annotation, (start, end) in places.items() if start <= left and right <= end]
        for annotation in covering:
            runs[annotation.pk].append(run)
        if covering:
            _shade(run, min(covering, key=lambda each: (each.end or 0) - (each.start or 0)))
    return paragraph


def _paragraph(document: Document, placed: Placed) -> Paragraph:
    block, path = placed.block, [container.tag for container in placed.block.path]
    if block.kind is Kind.HEADING:
        heading: Paragraph = document.add_heading(level=min(max(block.level, 2), 6))
        return heading
    if "li" in path:
        lists = [tag for tag in path if tag in ("ol", "ul")]
        style = "List Number" if lists[-1:] == ["ol"] else "List Bullet"
        return document.add_paragraph(style=f"{style} {min(len(lists), 3)}" if len(lists) > 1 else style)
    if "blockquote" in path or block.kind is Kind.QUOTATION:
        return document.add_paragraph(style="Quote")
    if block.kind in (Kind.CAPTION, Kind.IMAGE):
        return document.add_paragraph(style="Caption")
    return document.add_paragraph(style="No Spacing" if block.kind is Kind.PREFORMATTED else None)


def _comment(document: Document, runs: list[Run], annotation: Annotation, people: People) -> None:
    from docx.comments import Comment  # noqa: PLC0415  heavy, and for this format alone
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    # Not `document.add_comment`, which looks through all comments for each one: minutes for some thousands.
    comments = document.comments
    number = len(comments._comments_elm)
    author = xml(people.name(annotation.created_by and annotation.created_by.username))
    element: Any = OxmlElement("w:comment")
    said = {"id": str(number), "author": author, "initials": author[:2].upper(), "date": utc(annotation.created_at)}
    for name, value in said.items():
        element.set(qn(f"w:{name}"), value)
    comments._comments_elm.append(element)
    comment = Comment(element, comments._comments_part)
    for text in [line for line in said_of(annotation) if line] or ["Highlight"]:
        _turn(comment.add_paragraph(xml(text)), direction_of_text(text))
    runs[0].mark_comment_range(runs[-1], number)


def _turn(paragraph: Paragraph, direction: str) -> None:
    """Set a paragraph with its runs from right to left where it is written so (ECMA-376 part 1, 17.3.1.6, 17.3.2.30).

    To be called when its runs are complete: in their properties the direction comes after the shade.
    """
    if direction != "rtl":
        return
    from docx.oxml import OxmlElement  # noqa: PLC0415

    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in paragraph.runs:
        run.font.rtl = True


def said_of(annotation: Annotation) -> Iterator[str]:
    """Yield what is said of a highlight: its tags, the lines of its note, its evidence, its page of print."""
    yield ", ".join(tag.name for tag in annotation.tags.all())
    yield from annotation.note.splitlines()
    yield from evidence_in_words(annotation)
    yield printed_on(annotation)


def _shade(run: Run, annotation: Annotation) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    tag = next(iter(annotation.tags.all()), None)
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), (pale(COLOURS[tag.tint]) if tag else PLAIN).lstrip("#"))
    run._r.get_or_add_rPr().append(shade)


def pale(colour: str) -> str:
    """Return a colour '#rrggbb' with more white in it."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * PALE):02x}" for part in parts)


def _new(title: str) -> Document:
    import docx  # noqa: PLC0415

    document = docx.Document()
    document.core_properties.title = xml(title)[:255]
    document.core_properties.author = "Attest"
    return document


def saved(document: Document) -> bytes:
    """Return the document's file."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


FORMAT = Format(
    suffix=".docx",
    content_type=CONTENT_TYPE,
    title=gettext_noop("Word document (DOCX)"),
    label=gettext_noop("One document"),
    description=gettext_noop(
        "The articles with each highlight as a comment on its words, for who works in a word processor."
    ),
    write=write,
    stem="highlights",
)
FOLDER = FORMAT._replace(
    suffix=".zip",
    content_type="application/zip",
    label=gettext_noop("A document per article"),
    write=write_folder,
    stem="highlights-word",
)
