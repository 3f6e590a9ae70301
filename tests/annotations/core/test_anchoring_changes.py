"""What becomes of a passage when the text around it, or the passage itself, is edited."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.core.anchoring import Change
from annotations.core.approximate import Folded, candidates
from annotations.core.diff import runs
from annotations.core.selectors import TextPositionSelector, TextQuoteSelector, quote
from tests.strategies import ranges

FIRE = "The fire in the north warehouse broke out at four in the morning and spread to two barges."
COUNT = "Nine crew members of the barge Marta were treated for smoke, the port authority said on Tuesday."
LIKE = "Nine crew members of the barge Selma were treated for burns, the port authority said on Friday."
UNION = "The union disputes this figure: it has counted fourteen people who needed a doctor that week."
OTHER = "Ticket sales for the ferry opened an hour late, because a printer had run out of paper again."


def text_of(*paragraphs: str) -> str:
    return "\n".join(paragraphs)


def carried(passage: str, old: str, new: str) -> str | None:
    """Return the words that a passage, which stands once in the old text, has in the new one."""
    assert old.count(passage) == 1
    start = old.index(passage)
    position = TextPositionSelector(start, start + len(passage))
    found = Change(old, new).carry(position, quote(old, position))
    return None if found is None else new[found.start : found.end]


class TestWords:
    def test_a_word_replaced_within_a_passage_is_part_of_it(self):
        old, new = text_of(FIRE, COUNT, UNION), text_of(FIRE, COUNT.replace("barge", "tugboat"), UNION)
        assert carried("crew members of the barge Marta", old, new) == "crew members of the tugboat Marta"

    @pytest.mark.parametrize(
        ("passage", "now"),
        [
            ("Nine crew members", "Eleven crew members"),
            ("Nine crew members of the barge Marta", "Eleven crew members of the barge Maria"),
            ("of the barge Marta", "of the barge Maria"),
        ],
    )
    def test_words_that_replace_its_first_or_last_ones_are_part_of_it(self, passage, now):
        new = COUNT.replace("Nine", "Eleven").replace("Marta", "Maria")
        assert carried(passage, text_of(FIRE, COUNT), text_of(FIRE, new)) == now

    def test_words_that_come_before_or_after_it_are_not(self):
        old, new = COUNT, COUNT.replace("of the barge Marta", "known to be of the barge Marta and its boat")
        assert carried("of the barge Marta", old, new) == "of the barge Marta"

    def test_words_that_go_from_its_edges_are_missed_alone(self):
        old, new = text_of(FIRE, COUNT), text_of(FIRE, COUNT.replace("Nine crew ", "").replace(" for smoke", ""))
        assert carried("Nine crew members of the barge Marta were treated for smoke", old, new) == (
            "members of the barge Marta were treated"
        )

    def test_a_passage_may_begin_and_end_within_words(self):
        old, new = text_of(FIRE, COUNT), text_of(OTHER, COUNT.replace("crew ", ""))
        assert carried("mbers of the barge Ma", old, new) == "mbers of the barge Ma"

    def test_a_passage_that_was_replaced_altogether_is_none(self):
        old, new = text_of(FIRE, COUNT, UNION), text_of(FIRE, OTHER, UNION)
        assert carried(COUNT, old, new) is None
        assert carried("the port authority", old, new) is None

    def test_a_passage_of_which_little_is_left_is_none(self):
        old = text_of(FIRE, COUNT, UNION)
        new = text_of(FIRE, "Several sailors, the port authority said on Tuesday.", UNION)
        assert carried("Nine crew members of the barge Marta were treated for smoke, the port", old, new) is None

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("She said: “It’s over – they won’t come.”", "She said: \"It's over - they won't come.\""),
            ("He waited… and waited — in vain.", "He  waited... and\u00a0waited – in vain."),
            ("THE MINISTER OF STATE RESIGNED", "The Minister of State resigned"),
            ("le café et l’été à Zürich", "le cafe\u0301 et l'e\u0301te\u0301 a\u0300 Zu\u0308rich"),
            ("a pause -- long …… and more", "a pause — long ...... and more"),
            ("He wrote `no´ , ‹twice›", "He wrote 'no' , ‹twice›"),
            ("co\u00adoperation of the ﬁrst order", "cooperation of the first order"),
            ("قُتل ١٢ شخصًا في الحريق", "قُتل ١٢  شخصًا في الحريق"),
        ],
    )
    def test_typography_changes_nothing(self, old, new):
        assert carried(old, text_of(FIRE, old, UNION), text_of(FIRE, new, UNION)) == new

    def test_a_soft_hyphen_is_no_seam(self):
        old, new = text_of(FIRE, COUNT), text_of(FIRE, COUNT.replace("members", "mem\u00adbers"))
        assert carried("members", old, new) == "mem\u00adbers"

    def test_scripts_without_spaces_are_compared_by_characters(self):
        old = "港口當局週二表示，駁船上有九名船員因吸入濃煙而接受治療。工會對這個數字提出異議。"
        new = old.replace("九名", "十一名").replace("工會", "碼頭工會")
        assert carried("駁船上有九名船員因吸入濃煙", old, new) == "駁船上有十一名船員因吸入濃煙"


class TestParagraphs:
    def test_paragraphs_that_come_and_go_around_it_move_it(self):
        old, new = text_of(FIRE, COUNT, UNION), text_of(OTHER, COUNT, LIKE)
        assert carried("the barge Marta", old, new) == "the barge Marta"

    def test_a_passage_over_two_paragraphs_takes_in_what_is_put_between_them(self):
        old, new = text_of(FIRE, COUNT, UNION), text_of(FIRE, COUNT, OTHER, UNION)
        assert carried(f"on Tuesday.\n{UNION[:20]}", old, new) == f"on Tuesday.\n{OTHER}\n{UNION[:20]}"

    def test_a_passage_follows_its_paragraph(self):
        old, new = text_of(FIRE, COUNT, UNION, OTHER), text_of(UNION, OTHER, FIRE, COUNT)
        for passage in (FIRE, COUNT[5:50], UNION, OTHER[:30]):
            assert carried(passage, old, new) == passage

    def test_a_passage_follows_its_paragraph_through_an_edit(self):
        edited = COUNT.replace("smoke", "burns").replace("Tuesday", "Monday morning")
        old, new = text_of(FIRE, COUNT, UNION, OTHER), text_of(edited, FIRE, UNION, OTHER)
        assert carried("crew members of the barge Marta", old, new) == "crew members of the barge Marta"
        assert carried("Marta were treated for smoke, the", old, new) == "Marta were treated for burns, the"

    def test_a_passage_over_a_seam_goes_where_most_of_it_went(self):
        old, new = text_of(FIRE, COUNT, UNION), text_of(COUNT, OTHER, FIRE, UNION)
        assert carried(f"two barges.\n{COUNT[:40]}", old, new) == COUNT[:40]

    def test_joined_and_parted_paragraphs_keep_their_passages(self):
        old, new = text_of(f"{FIRE} {COUNT}", UNION, OTHER), text_of(FIRE, f"{COUNT} {UNION} {OTHER}")
        assert carried(f"barges. {COUNT[:20]}", old, new) == f"barges.\n{COUNT[:20]}"
        assert carried(f"that week.\n{OTHER[:20]}", old, new) == f"that week. {OTHER[:20]}"

    def test_of_two_equal_paragraphs_a_passage_stays_in_its_own(self):
        old = text_of(COUNT, FIRE, COUNT, UNION)
        at = old.rindex("barge Marta")
        position = TextPositionSelector(at, at + 11)
        for new in (
            text_of(FIRE, COUNT, UNION),
            text_of(COUNT, FIRE, COUNT, UNION),
            text_of(FIRE, OTHER, COUNT, UNION),
        ):
            found = Change(old, new).carry(position, quote(old, position))
            assert found == TextPositionSelector(new.rindex("barge Marta"), new.rindex("barge Marta") + 11)

    def test_a_copy_elsewhere_takes_no_passage_away(self):
        old, new = text_of(FIRE, COUNT, UNION, OTHER), text_of(COUNT, OTHER, FIRE, COUNT, UNION)
        at, there = old.index("barge Marta"), new.rindex("barge Marta")
        position = TextPositionSelector(at, at + 11)
        assert Change(old, new).carry(position, quote(old, position)) == TextPositionSelector(there, there + 11)


class TestLookAlikes:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (text_of(FIRE, COUNT, UNION, LIKE), text_of(FIRE, UNION, LIKE)),
            (text_of(FIRE, COUNT, LIKE, UNION), text_of(FIRE, LIKE, UNION)),
            (text_of(FIRE, LIKE, COUNT, UNION), text_of(FIRE, LIKE, UNION)),
            (text_of(LIKE, FIRE, COUNT, UNION), text_of(FIRE, UNION, LIKE)),
            (text_of(FIRE, COUNT, UNION, LIKE), text_of(FIRE, UNION, LIKE.replace("authority", "master"))),
            (text_of(FIRE, COUNT, UNION, LIKE), text_of(FIRE, OTHER, UNION, LIKE)),
        ],
    )
    @pytest.mark.parametrize("passage", [COUNT, "Marta were treated for smoke, the port authority", COUNT[5:40]])
    def test_a_paragraph_that_was_there_before_is_not_taken_for_one_that_went(self, old, new, passage):
        assert carried(passage, old, new) is None

    @pytest.mark.parametrize("new", [text_of(FIRE, COUNT, UNION), text_of(COUNT, FIRE), text_of(LIKE, FIRE, COUNT)])
    def test_its_own_paragraph_is_found_beside_or_without_the_look_alike(self, new):
        old = text_of(FIRE, COUNT, UNION, LIKE)
        assert carried("of the barge Marta were treated", old, new) == "of the barge Marta were treated"

    def test_a_twin_that_was_there_before_is_not_taken_for_the_one_that_went(self):
        old, new = text_of(COUNT, FIRE, UNION, COUNT, OTHER), text_of(FIRE, UNION, COUNT, OTHER)
        position = TextPositionSelector(0, len(COUNT))
        assert Change(old, new).carry(position, quote(old, position)) is None


class TestOrphans:
    """A passage without a place in the old text is looked for by its words."""

    def test_it_is_found_where_its_words_come_back_changed(self):
        selector = quote(text_of(FIRE, COUNT), TextPositionSelector(len(FIRE) + 1, len(FIRE) + 50))
        back = COUNT.replace("crew", "ship’s crew").replace("barge", "Barge")
        found = Change(FIRE, text_of(OTHER, FIRE, back, UNION)).carry(None, selector)
        assert found
        assert text_of(OTHER, FIRE, back)[found.start : found.end].startswith("Nine ship’s crew members of the Barge")

    def test_it_is_not_found_in_what_was_there_before(self):
        assert Change(text_of(FIRE, LIKE), text_of(FIRE, LIKE, OTHER)).carry(None, TextQuoteSelector(COUNT)) is None

    def test_two_places_that_are_equally_like_it_are_none(self):
        new = text_of(FIRE, COUNT.replace("Nine", "Ten"), UNION, COUNT.replace("Nine", "Six"))
        assert Change(FIRE, new).carry(None, TextQuoteSelector(COUNT)) is None

    def test_its_surroundings_decide_between_two_places(self):
        selector = TextQuoteSelector(COUNT, prefix=UNION[-32:] + "\n")
        new = text_of(FIRE, COUNT.replace("Nine", "Ten"), UNION, COUNT.replace("Nine", "Six"))
        found = Change(FIRE, new).carry(None, selector)
        assert found
        assert new[found.start : found.end].startswith("Six crew")

    def test_a_few_common_letters_are_not_looked_for_without_their_surroundings(self):
        assert Change(FIRE, text_of(FIRE, UNION)).carry(None, TextQuoteSelector("the figures")) is None


class TestCandidates:
    """What is offered to a person who looks for an orphan's place."""

    def test_the_places_that_are_like_the_quote_come_the_likest_first(self):
        text = text_of(FIRE, LIKE, OTHER, COUNT.replace("Nine", "Ten"), UNION)
        found = candidates(TextQuoteSelector(COUNT), Folded(text), alike=60)
        words = [text[place.position.start : place.position.end] for place in found]
        assert [each.split()[6] for each in words] == ["Marta", "Selma"]
        assert found[0].likeness > found[1].likeness

    def test_surroundings_count(self):
        selector = TextQuoteSelector(COUNT[:40], prefix=UNION[-32:] + "\n", suffix=COUNT[40:72])
        text = text_of(COUNT, FIRE, UNION, COUNT)
        found = candidates(selector, Folded(text))
        assert [place.position.start for place in found] == [text.rindex("Nine"), 0]

    def test_of_what_is_not_like_the_quote_nothing_is_offered(self):
        assert candidates(TextQuoteSelector(COUNT), Folded(text_of(FIRE, OTHER)), alike=60) == []
        assert candidates(TextQuoteSelector(COUNT), Folded(""), alike=60) == []
        assert candidates(TextQuoteSelector("…"), Folded(FIRE), alike=60) == []

    LONG = text_of(*(f"{COUNT} This was report {number} of {number * 37}." for number in range(1, 30)))

    def test_a_long_quote_is_found_by_both_its_ends(self):
        """Where what is between them was changed too; see `LONG` in annotations/core/approximate.py."""
        changed = self.LONG.replace("report 15", "a report nobody has seen, and not number 15,").replace(
            "Marta", "Mara"
        )
        before, after = text_of(FIRE, UNION, ""), text_of("", OTHER)
        (place, *_) = candidates(TextQuoteSelector(self.LONG), Folded(before + changed + after), alike=60)
        assert place.position == TextPositionSelector(len(before), len(before + changed))

    def test_a_long_quote_without_its_end_is_not_found(self):
        text = text_of(FIRE, self.LONG[: len(self.LONG) // 2], UNION, OTHER)
        assert candidates(TextQuoteSelector(text_of(self.LONG, FIRE, UNION * 2)), Folded(text)) == []

    def test_the_ends_of_a_long_quote_far_from_each_other_are_no_place(self):
        quote_ = text_of(FIRE, UNION, OTHER, self.LONG, OTHER[::-1], FIRE[::-1], UNION[::-1])
        middle = text_of(*(f"Row {number} of the list has {number * 7} names." for number in range(400)))
        text = text_of(FIRE, UNION, OTHER, middle, OTHER[::-1], FIRE[::-1], UNION[::-1])
        assert len(text) > 2 * len(quote_)
        assert candidates(TextQuoteSelector(quote_), Folded(text)) == []

    def test_a_quote_of_any_length_is_looked_for(self):
        """A comparison of all words with all places would take hours."""
        words = " ".join(f"{number * 7919 % 10_007}" for number in range(60_000))
        assert candidates(TextQuoteSelector(words), Folded(words[::-1]), alike=60) == []


# Few words, so that they repeat, and lines that do.
paragraphs = st.lists(
    st.lists(st.sampled_from(["the", "of", "Nine", "crew", "“Ja”", "١٢", "🙂", "說", "—", "port."]), max_size=7).map(
        " ".join
    ),
    max_size=7,
).map("\n".join)


@given(paragraphs, paragraphs)
def test_runs_are_equal_but_for_typography_and_overlap_nowhere(old, new):
    found = runs(old, new)
    assert found == sorted(found)
    for one, other in pairwise(found):
        assert one.old_end <= other.old
    by_new = sorted(found, key=lambda run: (run.new, run.new_end))
    for one, other in pairwise(by_new):
        assert one.new_end <= other.new
    for run in found:
        assert old[run.old : run.old_end].split() == new[run.new : run.new_end].split()


@given(paragraphs.filter(str.strip), paragraphs, st.data())
def test_a_passage_is_carried_into_the_text_or_nowhere(old, new, data):
    position = TextPositionSelector(*data.draw(ranges(old)))
    found = Change(old, new).carry(position, quote(old, position))
    assert found is None or 0 <= found.start < found.end <= len(new)


@given(paragraphs.filter(str.strip), paragraphs, st.data())
def test_passages_of_what_only_got_neighbours_keep_their_words_and_their_order(old, more, data):
    """What stays as it was keeps its passages' words, wherever they begin and end, and their order."""
    old = text_of(FIRE, old, COUNT)
    new = text_of(OTHER, old, more)
    change = Change(old, new)
    carried = []
    for start, end in sorted(data.draw(st.lists(ranges(old), min_size=1, max_size=4))):
        position = TextPositionSelector(start, end)
        found = change.carry(position, quote(old, position))
        assert found
        assert new[found.start : found.end] == old[start:end]
        carried.append((found.start, found.end))
    assert carried == sorted(carried)


@given(st.integers(0, 3), st.data())
def test_a_paragraph_that_went_takes_its_passages_along(number, data):
    kept = [FIRE, COUNT, UNION, OTHER]
    old = text_of(*kept)
    gone = kept.pop(number)
    start, end = data.draw(ranges(gone))
    position = TextPositionSelector(old.index(gone) + start, old.index(gone) + end)
    assert Change(old, text_of(*kept)).carry(position, quote(old, position)) is None


def test_texts_that_share_nothing_but_a_word_over_and_over_are_compared_in_bounded_memory():
    old, new = "the " * 60_000 + COUNT, "the " * 50_000 + COUNT
    assert carried(COUNT[5:60], old, new) == COUNT[5:60]
