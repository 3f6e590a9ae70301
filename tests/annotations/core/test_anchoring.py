"""A passage is found again where it stands, or not at all: never in a wrong place."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.core.anchoring import Change, anchor
from annotations.core.selectors import TextPositionSelector, TextQuoteSelector, quote, trim
from tests.strategies import ranges

# Few different words, so that passages repeat.
lines = st.lists(st.sampled_from(["0", "1", "a a", "the", "🙂 dead", "قتلى", "12 dead", ""]), min_size=1, max_size=8)


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, TextPositionSelector]:
    text = "\n".join(draw(lines.filter(any)))
    return text, TextPositionSelector(*draw(ranges(text)))


def position_of(words: str, text: str, nth: int = 0) -> TextPositionSelector:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return TextPositionSelector(start, start + len(words))


@given(passages())
def test_a_quote_is_found_where_it_was_taken_unless_another_place_fits_as_well(passage):
    text, position = passage
    selector = quote(text, position)
    whole = selector.prefix + selector.exact + selector.suffix
    fitting = [
        at
        for at in range(len(text))
        if text.startswith(whole, at - len(selector.prefix)) and at >= len(selector.prefix)
    ]
    assert position.start in fitting
    assert anchor(selector, text) == (position if len(fitting) == 1 else None)


def test_context_decides_between_two_places():
    text = "Nine dead, said the ministry. Nine dead, said the union."
    for nth in (0, 1):
        position = position_of("Nine dead", text, nth)
        assert anchor(quote(text, position), "Tonight: " + text) == TextPositionSelector(
            position.start + 9, position.end + 9
        )


def test_context_counts_outwards_from_the_quote():
    selector = TextQuoteSelector("12", prefix="according to the list in all ", suffix=" dead")
    text = "according to the list in all 12 hurt, in some list in all 12 dead, 12"
    assert anchor(selector, text) == TextPositionSelector(29, 31)


def test_a_short_quote_without_its_context_is_not_anchored():
    selector = TextQuoteSelector("30", prefix="", suffix=" people died in the fire.")
    assert anchor(selector, "Comments 30 of 200") is None
    assert anchor(selector, "30 people died in the fire.") == TextPositionSelector(0, 2)


def test_two_places_that_fit_equally_well_are_none():
    assert anchor(TextQuoteSelector("12"), "12 dead, 12 injured") is None
    assert anchor(TextQuoteSelector("12", "at least ", ""), "at least 12; at least 12") is None


def test_words_that_are_gone_are_none():
    assert anchor(TextQuoteSelector("13", "at least ", " dead"), "at least 12 dead") is None
    assert anchor(TextQuoteSelector(""), "at least 12 dead") is None


@given(passages())
def test_an_unchanged_text_moves_nothing(passage):
    text, position = passage
    assert Change(text, text).carry(position, quote(text, position)) == position


@given(passages(), st.text("xyz\n", min_size=1))
def test_lines_before_a_passage_move_it_by_their_length(passage, before):
    text, position = passage
    new = f"{before}\n{text}"
    moved = TextPositionSelector(position.start + len(before) + 1, position.end + len(before) + 1)
    assert Change(text, new).carry(position, quote(text, position)) == moved


@st.composite
def cuts(draw: st.DrawFn) -> tuple[list[str], set[int], TextPositionSelector]:
    """Lines, the ones of them that are cut, and a passage in the text of all, which starts and ends with words."""
    all_lines = draw(lines.filter(any))
    gone = draw(st.sets(st.integers(0, len(all_lines) - 1), max_size=len(all_lines) - 1))
    text = "\n".join(all_lines)
    position = trim(text, TextPositionSelector(*draw(ranges(text))))
    assume(position.start < position.end)
    return all_lines, gone, position


@given(cuts())
def test_where_the_lines_are_known_a_passage_stays_on_its_own_or_becomes_none(case):
    all_lines, gone, position = case
    kept = [line for line in range(len(all_lines)) if line not in gone]
    old, new = "\n".join(all_lines), "\n".join(all_lines[line] for line in kept)
    found = Change(old, new, {line: image for image, line in enumerate(kept)}).carry(position, quote(old, position))
    first, last = old.count("\n", 0, position.start), old.count("\n", 0, position.end - 1)
    if gone & {first, last}:
        # Every line of the new text was there before: whatever looks like the passage is not it.
        assert found is None
    else:
        assert found
        ends = (found.start, found.end - 1)
        assert [kept[new.count("\n", 0, offset)] for offset in ends] == [first, last]
        assert new[found.start] == old[position.start]
        assert new[found.end - 1] == old[position.end - 1]


@given(cuts())
def test_what_a_cut_takes_the_restoration_brings_back(case):
    all_lines, gone, position = case
    kept = [line for line in range(len(all_lines)) if line not in gone]
    old, new = "\n".join(all_lines), "\n".join(all_lines[line] for line in kept)
    image = {line: there for there, line in enumerate(kept)}
    selector = quote(old, position)
    cut = Change(old, new, image).carry(position, selector)
    if cut:
        selector = quote(new, cut)
    back = Change(new, old, {there: line for line, there in image.items()}).carry(cut, selector)
    first, last = old.count("\n", 0, position.start), old.count("\n", 0, position.end - 1)
    if not gone & {first, last}:
        assert back == position
    else:
        assert back is None or old[back.start : back.end] == old[position.start : position.end]


def test_a_passage_keeps_its_ends_when_a_line_between_them_comes_or_goes():
    old, new = "first line\nthird line", "first line\nsecond line\nthird line"
    position = TextPositionSelector(6, 16)
    longer = Change(old, new).carry(position, quote(old, position))
    assert longer == TextPositionSelector(6, 28)
    assert new[longer.start : longer.end] == "line\nsecond line\nthird"
    assert Change(new, old).carry(longer, quote(new, longer)) == position


def test_a_passage_whose_last_line_goes_is_none_and_comes_back_with_it():
    old, new = "He said:\n“12 dead.”\nThe end.", "He said:\nThe end."
    position = position_of("said:\n“12 dead", old)
    selector = quote(old, position)
    assert Change(old, new).carry(position, selector) is None
    assert Change(new, old).carry(None, selector) == position


def test_a_look_alike_that_was_there_before_is_refused():
    old, new = "12 dead\nAt least 12 dead, they said", "At least 12 dead, they said"
    assert Change(old, new).carry(TextPositionSelector(0, 7), TextQuoteSelector("12 dead")) is None


def test_a_look_alike_that_was_there_before_does_not_hide_the_line_that_comes_back():
    cells = ["Dead", "0", "Injured", "0"]
    old, new = "\n".join(cells[:3]), "\n".join(cells)
    assert Change(old, new).carry(None, TextQuoteSelector("0")) == TextPositionSelector(len(new) - 1, len(new))


def test_words_are_found_in_a_line_that_was_rewritten_around_them():
    old = "Title\nThe ministry says at least 12 people died.\nEnd"
    new = "Title\nUpdated: the ministry says at least 12 people died on Tuesday.\nEnd"
    position = position_of("at least 12 people", old)
    assert Change(old, new).carry(position, quote(old, position)) == position_of("at least 12 people", new)
