"""What a search looks for, and where it stands in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.core.concordance import Piece, pieces, shortened, terms
from tests.strategies import PIECES

texts = st.lists(st.sampled_from([*PIECES, "ß", "İ", "ﬁ", "Ω", " ", "a"]), max_size=12).map("".join)


def found(text: str, *words: str) -> list[str]:
    return [piece.text for piece in pieces(text, words) if piece.found]


class TestTerms:
    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("twelve killed", ["twelve", "killed"]),
            ('"at  least" twelve', ["at least", "twelve"]),
            ("“at least” twelve", ["at least", "twelve"]),
            ("twelve twelve", ["twelve"]),
            ('an "unclosed', ["an", '"unclosed']),
            ('"" “ ” x', ['""', "x"]),
            ("  ", []),
        ],
    )
    def test_words_and_what_is_quoted(self, query, expected):
        assert terms(query) == expected


class TestPieces:
    @given(texts, st.lists(texts, max_size=3))
    def test_together_they_are_the_text(self, text, words):
        assert "".join(piece.text for piece in pieces(text, words)) == text

    @given(texts, texts)
    def test_what_is_told_apart_is_what_was_searched(self, text, word):
        for piece in pieces(text, [word]):
            assert not piece.found or word.casefold() in piece.text.casefold()

    def test_capitals_of_every_script(self):
        assert found("ПОЖАР, пожар", "Пожар") == ["ПОЖАР", "пожар"]
        assert found("ÉTÉ ΠΌΛΗΣ", "été", "πόλης") == ["ÉTÉ", "ΠΌΛΗΣ"]
        assert found("Die STRASSE, die Straße", "straße") == ["STRASSE", "Straße"]

    def test_overlapping_words_are_one_place(self):
        assert pieces("harbour", ["harb", "rbou"]) == [Piece("harbou", found=True), Piece("r")]

    def test_without_words_nothing_is_told_apart(self):
        assert pieces("harbour", []) == [Piece("harbour")]


class TestShortened:
    LONG = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"

    def test_a_short_text_is_kept_in_one_line(self):
        assert shortened("One\ntwo  three", 20) == "One two three"

    def test_the_middle_is_left_out_between_words(self):
        assert shortened(self.LONG, 30) == "One two three four … fifteen"

    @pytest.mark.parametrize("word", ["one", "eight", "nine", "twelve", "fifteen"])
    def test_the_searched_word_stays(self, word):
        assert word in shortened(self.LONG, 40, [word]).casefold()

    def test_text_without_spaces_is_cut_anywhere(self):
        assert shortened("火" * 90, 30) == f"{'火' * 20} … {'火' * 10}"

    @given(texts.map(lambda text: text * 9), st.integers(9, 60), texts)
    def test_it_is_about_as_long_as_asked(self, text, longest, word):
        assert len(shortened(text, longest, [word])) <= longest + max(len(word), 1) + 4
