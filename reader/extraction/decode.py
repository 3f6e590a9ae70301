"""Bytes to text."""

from __future__ import annotations

import codecs
import re

# The encodings that browsers read (WHATWG Encoding Standard), by the names Python normalises labels to.
# Nothing else is believed: UTF-7 hides markup, and some of Python's codecs are no character sets at all.
_KNOWN = (
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "gb18030"}
    | {"big5", "big5hkscs", "cp932", "cp949", "euc_jp", "iso2022_jp", "cp866", "cp874"}
    | {f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
    | {f"cp125{page}" for page in range(9)}
)
# What a label means on the web where that is more than its name says (same standard, 4.2).
_WEB_MEANING = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(
    rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)
_DETECTOR_SAMPLE = 200_000  # bytes
_UNTIL_META = 64_000  # bytes


def decode(content: bytes, content_type: str = "") -> str:
    """Return the text of the bytes; what fits no encoding becomes U+FFFD.

    In this order: a byte-order mark, UTF-16 and ISO-2022-JP by their shape, strict UTF-8 (other encodings
    hardly ever happen to be valid UTF-8, while pages that are often declare something else), the charset of the
    header `content_type`, that of a `<meta>` or XML declaration, UTF-8 with a few broken bytes, a detector.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    for encoding in filter(None, [_by_shape(content), "utf-8", *_declared(content, content_type)]):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 10 <= sum(1 for character in text if character > "\x7f"):
        return text
    return content.decode(_detected(content), "replace")


def _by_shape(content: bytes) -> str | None:
    """Both are plain bytes below 0x80, or nearly so, and would pass as UTF-8."""
    start = content[:4096]
    if len(start) >= 8:
        even, odd = start[0::2].count(0), start[1::2].count(0)
        if max(even, odd) > len(start) / 8 and min(even, odd) * 10 < max(even, odd):
            return "utf-16-le" if odd > even else "utf-16-be"
    return "iso2022_jp" if b"\x1b$" in content else None


def _declared(content: bytes, content_type: str) -> list[str]:
    labels = _CHARSET.findall(content_type)
    labels += [(meta or xml).decode("ascii", "replace") for meta, xml in _META.findall(content[:_UNTIL_META])]
    encodings = []
    for label in labels:
        try:
            name = codecs.lookup(label).name
        except (LookupError, ValueError):
            continue
        name = _WEB_MEANING.get(name, name)
        # A declaration that could be read as ASCII at all is no UTF-16 (same standard, 'prescan').
        if name in _KNOWN and not name.startswith("utf-16"):
            encodings.append(name)
    return encodings


def _detected(content: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  heavy, and seldom needed

    # The markup says nothing about the language, and languages are what a detector goes by.
    prose = re.sub(rb"(?s)<(script|style)\b.*?</\1|<[^>]{0,2000}>", b" ", content[:_DETECTOR_SAMPLE])
    known = [name for name in _KNOWN if not name.startswith("utf")]
    matches = from_bytes(prose, cp_isolation=known)
    best = matches.best()
    if best is None:
        return "cp1252"
    # Short texts fit several encodings equally well; then it is the one that most of the old web is in.
    western = next((match for match in matches if match.encoding == "cp1252"), None)
    return "cp1252" if western and western.chaos <= best.chaos else str(best.encoding)
