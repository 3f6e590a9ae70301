"""A PDF with text (ISO 32000), by pdfminer.six: its lines with their places, which `pdf_layout` makes paragraphs of."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from reader.extraction.model import UnreadableSource
from reader.extraction.text import collapse, fold, harmless
from reader.extraction.translation import gettext_noop

from .documents import Document
from .pdf_layout import Line, in_order, without_running_heads
from .pdf_paragraphs import paragraphs, written

if TYPE_CHECKING:
    from pdfminer.layout import LTPage
    from pdfminer.pdfpage import PDFPage

ENCRYPTED = gettext_noop("This PDF is locked with a password: save it without one, and import it again.")
BROKEN = gettext_noop(
    "This PDF is damaged or not complete: download it again, or open it and print it to a new PDF file."
)
SCANNED = gettext_noop(
    "This PDF holds pictures of pages and no text (a scan): have its text recognised (OCR), and import the result."
)
LONG = gettext_noop("This PDF has more than {0} pages: save the pages you need as a PDF of their own, and import that.")
MOST_PAGES = 1000
LABEL = 20  # characters of what a page is called
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# A mark over a letter has a place of its own in print, behind which a space is seen where none is: before the alif
# that a word in the accusative ends with, there is never one.
_ACCUSATIVE = re.compile("\u064b \u0627(?!\\w)")
_NUMBERS = re.compile(r"[\d٠-٩۰-۹]+(?:[.,:/٫٬][\d٠-٩۰-۹]+)*|[A-Za-z][A-Za-z .,'-]*[A-Za-z]|[A-Za-z]")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_PROGRAM = re.compile(r"untitled|\.(docx?|indd|qxd|pdf|tex|odt|rtf)$|^microsoft word|^\W*$", re.IGNORECASE)
# Letters that printing joins, and the forms that Arabic letters take in print: each is written as what it stands for.
_LEADERS = re.compile(r"(?:\s?\.){5,}\s?")
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_LIGATURES = re.compile("[\ufb00-\ufb06\ufb50-\ufdef\ufe70-\ufefc]+")


def read(content: bytes) -> Document:
    """Return the text of the document: columns in reading order, without running heads. Raises UnreadableSource."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect  # noqa: PLC0415
    from pdfminer.pdfparser import PDFSyntaxError  # noqa: PLC0415
    from pdfminer.psexceptions import PSException  # noqa: PLC0415

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        pages, said = _pages(content)
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableSource(ENCRYPTED) from error
    except (PDFSyntaxError, PSException) as error:
        raise UnreadableSource(BROKEN) from error
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError) as error:
        raise UnreadableSource(BROKEN) from error
    if not pages:
        raise UnreadableSource(BROKEN)
    if sum(len(fold(line.text)) for page in pages for line in page) < 2:
        raise UnreadableSource(SCANNED)
    ordered = [in_order(page) for page in without_running_heads(pages)]
    found = paragraphs(ordered)
    title = _title(said.get("Title", ""), pages[0])
    author = said.get("Author", "")
    first = fold(" ".join(line.text for line in pages[0]))
    byline = author if author and fold(author) in first else ""
    return Document(written(found, title), title=title, byline=byline, is_paged=True)


def _pages(content: bytes) -> tuple[list[list[Line]], dict[str, str]]:
    from pdfminer.converter import PDFPageAggregator  # noqa: PLC0415
    from pdfminer.layout import LAParams  # noqa: PLC0415
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager  # noqa: PLC0415
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415

    document = PDFDocument(PDFParser(io.BytesIO(content)))
    resources = PDFResourceManager()
    # Lines are all we take of its analysis (boxes_flow=None: no order of boxes, which takes quadratic time).
    device = PDFPageAggregator(resources, laparams=LAParams(boxes_flow=None, char_margin=1.6, all_texts=True))
    interpreter = PDFPageInterpreter(resources, device)
    pages = []
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number == MOST_PAGES:
            raise UnreadableSource(LONG.format(MOST_PAGES))
        interpreter.process_page(page)
        pages.append(list(_lines(device.get_result(), number + 1, _label(page, number + 1))))
    return pages, {name: _text(value) for info in document.info for name, value in info.items()}


def _text(value: Any) -> str:
    from pdfminer.pdftypes import resolve1  # noqa: PLC0415
    from pdfminer.utils import decode_text  # noqa: PLC0415

    with suppress(Exception):  # metadata is worth nothing broken, and no file is refused for it
        found = resolve1(value)
        return collapse(decode_text(found) if isinstance(found, bytes) else str(found))
    return ""


def _label(page: PDFPage, number: int) -> str:
    """Return what a page is called in print (PageLabels, ISO 32000-2, 12.4.2); "" where that is its number."""
    label = collapse(harmless(str(page.label or "")))[:LABEL].replace("|", "/")
    return "" if label == str(number) else label


def _lines(page: LTPage, number: int, label: str = "") -> Iterator[Line]:
    """Yield the lines of a page, which has this number, and perhaps another name in print.

    Places are in points from the page's top left corner.
    """
    from pdfminer.layout import LTChar, LTContainer, LTTextLineHorizontal  # noqa: PLC0415

    stack: list[Any] = list(reversed(list(page)))
    while stack:
        item = stack.pop()
        if not isinstance(item, LTTextLineHorizontal):
            if isinstance(item, LTContainer):
                stack.extend(reversed(list(item)))
            continue
        characters = [char for char in item if isinstance(char, LTChar) and char.get_text().strip()]
        text = unjoined(collapse(_in_logical_order(item, characters)))
        if characters and text:
            names = [char.fontname.lower() for char in characters]
            yield Line(
                text=text,
                left=item.x0 - page.x0,
                right=item.x1 - page.x0,
                top=page.y1 - item.y1,
                bottom=page.y1 - item.y0,
                size=round(median(char.size for char in characters), 1),
                bold=sum("bold" in name or "black" in name or "heavy" in name for name in names) * 2 > len(names),
                page_height=page.height,
                page=number,
                label=label,
            )


def unjoined(text: str) -> str:
    """Return the text with ligatures and positional forms as plain letters (Unicode NFKC, for these alone).

    The dots that lead to a page's number come to one sign, and letters that the font does not name are left out.
    """
    from unicodedata import normalize  # noqa: PLC0415

    text = _LEADERS.sub(" … ", _UNKNOWN.sub("", text))
    text = _LIGATURES.sub(lambda found: normalize("NFKC", found[0]), text)
    return _ACCUSATIVE.sub("\u064b\u0627", text)


def _in_logical_order(line: Iterable[Any], characters: list[Any]) -> str:
    """Return the line's text as it is read: writing from right to left may stand in the file as it looks."""
    text = "".join(item.get_text() for item in line)
    letters = sum(char.isalpha() for char in text)
    if not letters or len(_RTL.findall(text)) * 2 < letters:
        return text
    ascending = sum(a.x0 < b.x0 for a, b in pairwise(characters))
    if ascending * 2 < len(characters) - 1:
        return text
    reverse = text.strip()[::-1].translate(_MIRRORED)
    return _NUMBERS.sub(lambda found: found[0][::-1], reverse)


def _title(said: str, first: list[Line]) -> str:
    """Return the title that the file says, if the first page shows it; else the page's largest lines at its top."""
    shown = fold(" ".join(line.text for line in first))
    if said and not _PROGRAM.search(said) and fold(said) in shown:
        return said
    sizes = sorted({line.size for line in first}, reverse=True)
    if len(sizes) < 2:
        return said if said and not _PROGRAM.search(said) else ""
    largest = [line for line in first if line.size >= sizes[0] - 0.5 and len(line.text) > 1]
    body = median(line.size for line in first)
    found = collapse(" ".join(line.text for line in largest))
    return found if sizes[0] > 1.15 * body and 3 < len(found) < 300 and len(largest) < 6 else ""
