"""Tags on one highlight, on overlapping ones, in one sentence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.core.cooccurrence import Span, in_sentences, on_one_highlight, surroundings, touching

A, B, C = 1, 2, 3


def span(key: int, start: int, end: int, *tags: int, article: int = 1) -> Span:
    return Span(key, article, start, end, frozenset(tags))


spans = st.lists(
    st.builds(
        lambda article, start, length, tags: (article, start, start + length, frozenset(tags)),
        st.integers(1, 2), st.integers(0, 12), st.integers(1, 6), st.sets(st.sampled_from([A, B, C])),
    ),
    max_size=12,
).map(lambda rows: [Span(key, *row) for key, row in enumerate(rows)])  # fmt: skip


class TestOnOneHighlight:
    def test_each_two_tags_are_counted_both_ways(self):
        assert on_one_highlight([{A, B}, {A, B, C}, {C}]) == {
            (A, B): 2, (B, A): 2, (A, C): 1, (C, A): 1, (B, C): 1, (C, B): 1,
        }  # fmt: skip


class TestTouching:
    def test_highlights_of_the_first_tag_are_counted(self):
        around_one = [span(1, 0, 20, A), span(2, 2, 5, B), span(3, 7, 9, B)]
        assert touching(around_one) == {(A, B): 1, (B, A): 2}

    def test_edges_that_meet_do_not_overlap(self):
        assert touching([span(1, 0, 5, A), span(2, 5, 9, B)]) == {}

    def test_another_article_is_elsewhere(self):
        assert touching([span(1, 0, 5, A), span(2, 0, 5, B, article=2)]) == {}

    def test_two_tags_of_one_highlight_occur_together(self):
        assert touching([span(1, 0, 5, A, B)]) == {(A, B): 1, (B, A): 1}

    @given(spans)
    def test_it_finds_what_comparing_all_with_all_does(self, spans):
        expected = {
            one.key: one.tags.union(
                *(
                    other.tags
                    for other in spans
                    if other.article == one.article and other.start < one.end and one.start < other.end
                )
            )
            for one in spans
        }
        assert {one.key: around for one, around in surroundings(spans)} == expected


class TestSentences:
    TEXT = "Twelve died, it said. The union counts 17.\nNobody knows"

    def test_a_highlight_takes_the_sentences_it_touches(self):
        at = [span(1, 0, 6, A), span(2, 13, 30, B), span(3, 23, 25, A)]
        assert [(one.start, one.end) for one in in_sentences(at, self.TEXT)] == [(0, 21), (0, 42), (22, 42)]

    @given(spans)
    def test_what_occurs_with_what_is_as_if_every_line_was_cut(self, spans):
        text = "A is. B was.\nC or D. Is."
        sentences = [(0, 5), (6, 12), (13, 20), (21, 24)]
        here = [one for one in spans if one.article == 1]

        def whole(one: Span) -> Span:
            met = [(start, end) for start, end in sentences if start < one.end and end > one.start]
            edges = [one.start, one.end, *(edge for bounds in met for edge in bounds)]
            return Span(one.key, one.article, min(edges), max(edges), one.tags)

        assert touching(in_sentences(here, text)) == touching(map(whole, here))

    def test_the_next_block_is_another_sentence_also_without_a_full_stop(self):
        title = "what is disputed\nthe number of the dead"
        assert touching(in_sentences([span(1, 0, 4, A), span(2, 17, 20, B)], title)) == {}
