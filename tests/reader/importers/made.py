"""Files of all kinds, made in the test that reads them: small writers of the formats, and no library that reads them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

PARAGRAPHS = (
    "A warehouse burned on Tuesday night and at least twelve people died, the harbour office said in a statement.",
    "The dockers' union called the figure too low and named three more men who had been on the night shift there.",
    "Neither account could be checked, because the inquiry has not yet been allowed to reach the seat of the fire.",
)


def zipped(members: Mapping[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP of these members, in this order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


class Print(NamedTuple):
    """Words on a page of a PDF: `x` and `y` in points from its lower left corner, in Helvetica, bold or not."""

    x: float
    y: float
    text: str
    size: float = 11
    bold: bool = False


def pdf(
    pages: Sequence[Sequence[Print]], *, info: Mapping[str, str] | None = None, extra: str = "", catalog: str = ""
) -> bytes:
    """Return a PDF 1.4 of pages of A4 (595 by 842 points). `extra` goes into the trailer, `catalog` into the catalog."""
    said = "".join(f"/{name} ({_escaped(value)})" for name, value in (info or {}).items())
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        f"<< {said} >>",
    ]
    for number, page in enumerate(pages):
        stream = "\n".join(
            f"BT /F{2 if each.bold else 1} {each.size} Tf 1 0 0 1 {each.x} {each.y} Tm ({_escaped(each.text)}) Tj ET"
            for each in page
        )
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> "
            f"/Contents {7 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R {extra} >>\nstartxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def wrapped(text: str, characters: int, *, hyphenate: Mapping[str, str] | None = None) -> list[str]:
    """Return the text in lines of about so many characters; `hyphenate` says where a word may be parted: {"a-b"}."""
    lines, line = [], ""
    for word in text.split():
        parted = (hyphenate or {}).get(word, "")
        if len(line) + len(word) > characters and parted:
            head, tail = parted.split("|")
            lines.append(f"{line} {head}-".strip())
            line = tail
        elif len(line) + len(word) > characters:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def column(paragraphs: Iterable[str], *, x: float, top: float, characters: int, size: float = 11) -> list[Print]:
    """Return paragraphs set below each other, with a little space between two."""
    found, y = [], top
    for paragraph in paragraphs:
        for line in wrapped(paragraph, characters):
            found.append(Print(x, y, line, size))
            y -= size * 1.25
        y -= size * 0.7
    return found


def epub(
    chapters: Mapping[str, str], *, title: str = "Fire at the quay", extra: Mapping[str, str] | None = None
) -> bytes:
    """Return an EPUB 3 of chapters: the inside of the body of each, by its file's name, in reading order."""
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>Mara Quay</dc:creator><dc:language>en</dc:language>"
        f"<dc:date>2026-03-04T00:00:00Z</dc:date></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    pages = {
        f"OEBPS/{name}": f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{inside}</body></html>'
        for name, inside in chapters.items()
    }
    return zipped(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/book.opf": package}
        | pages
        | dict(extra or {})
    )


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, *, title: str = "", footnotes: Mapping[int, str] | None = None) -> bytes:
    """Return a DOCX whose body is this WordprocessingML (see `paragraph`)."""
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:footnote>'
        for number, text in (footnotes or {}).items()
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("Title", "Title"), ("Heading1", "heading 1"), ("Heading2", "heading 2"), ("Quote", "Quote"))
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return zipped(
        {
            "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{content}.document.main+xml"/></Types>',
            "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{office}/styles" Target="styles.xml"/>'
            f'<Relationship Id="r2" Type="{office}/footnotes" Target="footnotes.xml"/>'
            f'<Relationship Id="r3" Type="{office}/numbering" Target="numbering.xml"/></Relationships>',
            "word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": f'<?xml version="1.0"?><w:styles xmlns:w="{W}">{styles}</w:styles>',
            "word/footnotes.xml": f'<?xml version="1.0"?><w:footnotes xmlns:w="{W}">{notes}</w:footnotes>',
            "word/numbering.xml": f'<?xml version="1.0"?><w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
            '<w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
            "docProps/core.xml": '<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title><dc:creator>Mara Quay</dc:creator></cp:coreProperties>',
        }
    )


def paragraph(text: str, *, style: str = "", entry: bool = False, note: int | None = None) -> str:
    """Return a paragraph of WordprocessingML: of a style, as a list's entry, with a footnote at its end."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if entry else ""
    reference = f'<w:r><w:footnoteReference w:id="{note}"/></w:r>' if note is not None else ""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r>{reference}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """Return a table of WordprocessingML."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def mhtml(page: bytes, *, url: str = "https://news.example/fire", boundary: str = "----Boundary") -> bytes:
    """Return a page saved in one file as Chromium does, with a picture's part behind it."""
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nSubject: Fire\r\nDate: Mon, 2 Mar 2026 10:00:00 -0000\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{boundary}"\r\n\r\n\r\n'
        f"--{boundary}\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: {url}\r\n\r\n"
    ).encode() + (
        page.replace(b"=", b"=3D").replace(b"\n", b"=0A=\r\n")
        + f"\r\n--{boundary}\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0=\r\n--{boundary}--\r\n".encode()
    )


def warc(*records: tuple[str, str, bytes]) -> bytes:
    """Return a WARC of records: type, address, and block (of a response: the HTTP answer)."""
    return b"".join(
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n".encode()
        + block
        + b"\r\n\r\n"
        for kind, url, block in records
    )


def answer(
    page: bytes, *, status: str = "200 OK", content_type: str = "text/html; charset=utf-8", headers: str = ""
) -> bytes:
    """Return the HTTP answer with this page."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}\r\n".encode() + page
