"""Words, their places and what is shown around them."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.excerpts import Sought
from reader.search.words import BREAK, MOST_BYTES, stream, token_of, tokens, variants, words

LANGUAGES = st.sampled_from(["", "en", "de", "fr", "ru", "ar", "fa", "he", "zh", "th", "ko", "tr", "el", "hi", "xx"])


@given(st.text(max_size=80), LANGUAGES)
def test_words_stand_where_they_say_in_order_and_are_safe_to_be_indexed(text, language):
    at = 0
    for word in words(text, language):
        assert at <= word.start < word.end <= len(text)
        assert all(sign.isalnum() or unicodedata.category(sign)[0] == "M" for sign in word.token)
        at = word.end


@given(st.text(max_size=40), LANGUAGES)
def test_a_text_is_found_by_what_it_says(text, language):
    there = tuple(tokens(text, language))
    assert not there or there in variants(text)


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=12), LANGUAGES)
def test_capitals_and_composition_do_not_count(word, language):
    decomposed = unicodedata.normalize("NFD", word)
    assert tokens(decomposed, language) == tokens(unicodedata.normalize("NFC", decomposed), language)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", "harbour harbours Harbour's HARBOUR’S"),
        ("en", "Zoë zoe ZOË"),
        ("de", "Straße STRASSE straße"),
        ("fr", "arrêté arrêtée arrêtées ARRETES"),
        ("ru", "пожар пожары пожаром ПОЖАРЕ"),
        ("ar", "المرفأ مرفأ والمرفأ بالمرفأ مَرْفَأ"),
        ("fa", "کتاب كتاب کتاب‌ها"),
        ("he", "ממשלה הממשלה ולממשלה"),
        ("pt", "explosão explosões EXPLOSAO"),
        ("pl", "pożar pożary pożaru"),
        ("cs", "výbuch výbuchy výbuchu"),
        ("hi", "बंदरगाह बंदरगाहों"),
        ("he", "נמל הנמל ולנמל נָמָל"),
        ("tr", "İstanbul istanbul ISTANBUL"),
        ("tr", "gün günler günlerde GUNLER"),
        ("tr", "ışık ışıklar ışıkları"),
        ("tr", "çocuk çocuklar çocukları"),
        ("ar", "وزارة الوزارة والوزارة وزارات"),
        ("ar", "سوريا سورية السوري"),
        ("ar", "شخص شخصًا الشخص"),
        ("ar", "قتل قتلوا"),
        ("hi", "ज़मीन जमीन"),
        ("en", "1,200 1200 1.200 1’200"),
        ("th", "๑๒ 12"),
        ("el", "λιμάνι ΛΙΜΑΝΙ"),
        ("", "１２ 12 ١٢"),
    ],
)
def test_forms_of_a_word_are_one(language, forms):
    assert len({tuple(tokens(form, language)) for form in forms.split()}) == 1


def test_stems_of_different_languages_are_kept_apart():
    # Finnish takes the end off "marina": that is no reason to find "mar" in English.
    assert ("fimar",) in variants("marina")
    assert tuple(tokens("mar", "en")) not in variants("marina")


def test_stemming_is_the_same_in_many_threads_at_once():
    forms = [
        f"{word}{ending}" for word in ("burn", "dock", "harbour", "mourn", "load") for ending in ("ing", "ed", "s")
    ]
    expected = [token_of(form, "en") for form in forms]
    token_of.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: [token_of.__wrapped__(form, "en") for form in forms], range(40)))
    assert found == [expected] * 40


def test_a_document_ends_where_its_different_words_are_too_many():
    many = [f"{number:06}" for number in range(MOST_BYTES // 6 + 50)]
    kept = stream([["first"], many, ["last"]]).split()
    assert kept[:2] == ["first", BREAK]
    assert "last" not in kept
    assert len({*kept}) * 6 <= MOST_BYTES + 100
    assert stream([["same"] * 500_000, ["last"]]).split()[-2:] == ["last", BREAK]


def marked(texts: list[str], text: str, language: str = "en") -> list[str]:
    return [piece.text for piece in Sought(texts).pieces(text, language) if piece.found]


@pytest.mark.parametrize(
    ("texts", "text", "language", "found"),
    [
        (["warehouse"], "Two warehouses. A WAREHOUSE!", "en", ["warehouses", "WAREHOUSE"]),
        (["ETE"], "L’été, en été.", "fr", ["été", "été"]),
        (["night shift"], "The night-shift, night, shift", "en", ["night-shift", "night, shift"]),
        (["火災"], "港で火災が発生、大火災", "ja", ["火災", "火災"]),
        (["المرفأ"], "في مرفأ بيروت", "ar", ["مرفأ"]),
        (["12"], "At 12, 120 and 12.", "en", ["12", "12"]),
        (["œuvre", "12"], "L’Œuvre de 12 mains", "fr", ["Œuvre", "12"]),
        (["no"], "Knots and nothing", "en", []),
        (["1200"], "Of 1,200, 1,200,000 and 200.", "en", ["1,200"]),
        (["membaca"], "Ia membaca.", "id", ["membaca"]),
        (["gewerkt"], "Zij werkten en hebben gewerkt.", "nl", ["werkten", "gewerkt"]),
        (["Ärzte"], "Die Aerzte, die ÄRZTE", "de", ["Aerzte", "ÄRZTE"]),
        (["пожары"], "Пожа\u0301р, пожаром, положено", "ru", ["Пожа\u0301р", "пожаром"]),
        (["ёлка"], "елки, Ёлку", "ru", ["елки", "Ёлку"]),
        (["fire", "пожар"], "港fire, пожара и misfire", "ru", ["fire", "пожара"]),
        (["fire", "fire brigade"], "A fire, the fire brigade.", "en", ["fire", "fire brigade"]),
        ([], "Anything", "en", []),
    ],
)
def test_what_is_found_is_marked(texts, text, language, found):
    assert marked(texts, text, language) == found


@given(st.text("abeikmnosßéëйпожар", min_size=1, max_size=9), LANGUAGES)
def test_a_word_is_marked_as_it_is_written(word, language):
    assert marked([word], f"x, {word}. y", language) == [word]


@given(st.text(max_size=120), st.lists(st.text(max_size=12), max_size=3), LANGUAGES)
def test_pieces_are_the_text(text, texts, language):
    assert "".join(piece.text for piece in Sought(texts).pieces(text, language)) == text


@given(st.text(alphabet="ab é港\n", max_size=900))
def test_an_excerpt_has_what_was_found_and_says_where_it_stands(text):
    for excerpt in Sought(["ab", "港"]).excerpts(text, "en", 3):
        shown = next(piece.text for piece in excerpt.pieces if piece.found)
        assert shown in ("ab", "AB", "港")
        assert text[excerpt.start : excerpt.end].strip() in ("ab", "港")


def test_excerpts_show_each_word_before_a_second_place_of_one():
    text = " ".join(["fire"] + ["x"] * 40 + ["fire"] + ["x"] * 40 + ["union"])
    excerpts = Sought(["fire", "union"]).excerpts(text, "en", 2)
    assert [text[excerpt.start : excerpt.end] for excerpt in excerpts] == ["fire", "union"]
    assert [piece.text[0] for piece in (excerpts[1].pieces[0], excerpts[0].pieces[-1])] == ["…", " "]
