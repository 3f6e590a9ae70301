"""What holds for any text, however odd."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.core.quantities import PROFILES, Effect, Victims, read
from annotations.core.suggestions import suggest

WORDS = (
    "at least about between and from to 6 8 12,450 2 000 3.2 m million half a dozen dozens several no one none more "
    'than up to killed were killing wounded dead people soldiers children of the including others , . ; : - – “ ” " '
    "'' ( ) $ % May 2013 said that denied according in who whom them 30. Juli Menschen getötet ont été tués قُتل ١٠٠ "
    "شخص 's U.S. \n \n\n"
).split(" ")
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))


@given(TEXTS, st.sampled_from(["", "en", "de", "fr", "ar", "xx"]), st.sampled_from(sorted(PROFILES)))
def test_every_figure_is_where_it_says_and_in_order(text: str, language: str, profile: str) -> None:
    found = read(text, language, PROFILES[profile])
    assert [quantity.start for quantity in found] == sorted(quantity.start for quantity in found)
    for quantity in found:
        assert text[quantity.start : quantity.end] == quantity.raw != ""
        known = [n for n in (quantity.low, quantity.best, quantity.high) if n is not None]
        assert known == sorted(known)
        assert all(n >= 0 for n in known)
        assert quantity.effect is not Effect.POPULATION or quantity.victims is Victims.UNKNOWN
        for span in (quantity.cue, quantity.noun):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


@given(TEXTS)
def test_every_suggestion_is_where_it_says_and_names_its_rule(text: str) -> None:
    for suggestion in suggest(text, "en"):
        assert text[suggestion.start : suggestion.end] == suggestion.quote != ""
        assert suggestion.rule
        assert suggestion.why
        if suggestion.claim:
            claim = suggestion.claim
            for span in filter(None, (claim.source, claim.cue, claim.content)):
                assert suggestion.start <= span[0] < span[1] <= suggestion.end
        for figure in suggestion.figures:
            assert suggestion.start <= figure.start < figure.end <= suggestion.end


PIECES = (
    "a |9|1,000|1 |at least |killed |5 people and |(|“|said |he said he voted |\n| \n|. |.”|twenty-|a hundred and |"
    "including 2 |''|was denied |of the "
)


@pytest.mark.parametrize("piece", PIECES.split("|"))
def test_work_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    """Eight times the text may take eight times the calls; its square would take 64 times."""
    assert calls(piece * (8_000 // len(piece))) < 16 * max(calls(piece * (1_000 // len(piece))), 1_000)


def calls(text: str) -> int:
    """Count the function calls that suggesting takes: unlike seconds, the same on every run."""
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        suggest(text, "en")
    finally:
        sys.setprofile(before)
    return counted
