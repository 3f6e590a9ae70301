from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extraction.decode import decode

ARABIC = "تقرير من المدينة عن السوق القديم وعن الناس الذين يعملون فيه"
RUSSIAN = "Новости из города: на старом рынке снова открылись все лавки и мастерские"
FRENCH = "L’été à Besançon — « déjà vu » pour 20 €"
JAPANESE = "日本の新聞記事の見出しです。市場は今日も開いています。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_byte_order_mark_comes_first(encoding):
    mark = {
        "utf-8": codecs.BOM_UTF8,
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
        "utf-32-le": codecs.BOM_UTF32_LE,
        "utf-32-be": codecs.BOM_UTF32_BE,
    }[encoding]
    assert decode(mark + ARABIC.encode(encoding), "text/html; charset=windows-1252") == ARABIC


def test_valid_utf_8_beats_a_wrong_declaration():
    page = f'<meta charset="windows-1252">{ARABIC}'
    assert decode(page.encode(), "text/html; charset=iso-8859-1") == page


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        (ARABIC, "windows-1256", "windows-1256"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (RUSSIAN, "windows-1251", "cp1251"),
        (FRENCH, "windows-1252", "iso-8859-1"),  # on the web this label means windows-1252
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
    ],
)
def test_a_declared_charset_is_used_from_header_or_page(text, encoding, label):
    assert decode(text.encode(encoding), f"text/html; charset={label}") == text
    page = f"<html><head><meta charset={label}><p>{text}"
    assert decode(page.encode(encoding)) == page
    old = f'<meta http-equiv="Content-Type" content="text/html; charset={label}"><p>{text}'
    assert decode(old.encode(encoding)) == old


@pytest.mark.parametrize(
    ("text", "encoding"), [(ARABIC, "windows-1256"), (RUSSIAN, "windows-1251"), (JAPANESE, "euc_jp")]
)
def test_the_detector_finds_what_nobody_declares(text, encoding):
    page = f"<html><body><p>{text * 5}</p></body></html>"
    assert decode(page.encode(encoding)) == page


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_shape(encoding):
    page = f"<html><body><p>{ARABIC}</p></body></html>"
    assert decode(page.encode(encoding)) == page


def test_a_few_broken_bytes_cost_only_themselves():
    assert decode(ARABIC.encode() + b"\xff") == ARABIC + "\ufffd"


@pytest.mark.parametrize("label", ["utf-7", "unicode_escape", "rot13", "base64", "idna", "no-such-charset"])
def test_what_is_no_encoding_of_the_web_is_not_believed(label):
    assert (
        decode(b"+ADw-script+AD4- \\u003c PHNjcmlwdD4=", f"text/html; charset={label}")
        == "+ADw-script+AD4- \\u003c PHNjcmlwdD4="
    )


@given(st.binary(max_size=300), st.sampled_from(["", "text/html; charset=utf-8", "text/html; charset=big5"]))
def test_any_bytes_give_text(content, content_type):
    assert isinstance(decode(content, content_type), str)


@given(st.text())
def test_utf_8_comes_back_as_it_was(text):
    assert decode(text.encode()) == text.removeprefix("\ufeff")
