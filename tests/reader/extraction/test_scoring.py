from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.extraction import context, features, scoring
from reader.extraction.blocks import leaves, parse
from reader.extraction.furniture import own_reason
from reader.extraction.marks import Places, marks

PROSE = "The harbour master said that the fire was out before dawn, and nobody hurt. " * 3
PAGE = f"""<body><nav class="main-nav"><a href=/a>News</a></nav><article class="storyBody" id="story-1">
<h1 id="a-fire-at-the-quay">A fire at the quay</h1><p>{PROSE}</p><p>{PROSE}</p><ul><li>{PROSE}</li></ul></article>
<footer><p>© The Gazette</p></footer></body>"""


def page(source: str) -> features.Page:
    return features.Page(leaves(parse(source)), ["A fire at the quay"], "", scoring.mark_weights())


def named(row: list[float]) -> dict[str, float]:
    return dict(zip(features.NAMES, row, strict=True))


def test_every_feature_has_a_name_and_every_leaf_all_features():
    found = page(PAGE)
    rows = features.rows(found)
    around = context.context([0.5] * len(rows), found)
    assert {len(row) for row in rows} == {len(features.NAMES)}
    assert {len(row) for row in around} == {len(context.NAMES)}
    assert len(set(features.NAMES + context.NAMES)) == len(features.NAMES + context.NAMES)


def test_features_say_what_their_names_say():
    entry, title, paragraph, _, item, footer = map(named, features.rows(page(PAGE)))
    assert (entry["linked"], paragraph["linked"]) == (1.0, 0.0)
    assert paragraph["length"] > title["length"] > entry["length"]
    assert paragraph["in_broad"]
    assert not footer["in_broad"]
    assert title["title_words"] == 1.0
    assert entry["marks_lowest"] < -1 < 0 < paragraph["marks_highest"]
    assert paragraph["repeated"] == item["repeated"] == 3


def test_entries_of_a_menu_are_known_at_first_sight():
    entries = "<ul>" + "<li><a href=/a>News</a>" * 3 + "</ul>"
    found = leaves(parse(f"<nav>{entries}</nav><div>{entries}<p>{PROSE}</p></div>"))
    asked = features.Page(found, [], "", scoring.mark_weights())
    assert [bool(row) for row in features.rows(asked)] == [False] * 3 + [True] * 4
    assert scoring.probabilities(found, [], "")[:3] == [0.0] * 3


@pytest.mark.parametrize(("text", "extent"), [("abc", 3), ("日本", 6), ("한국", 6), ("été", 3), ("", 0)])
def test_a_letter_that_is_a_syllable_or_word_counts_as_several(text, extent):
    assert features.extent(text) == extent


def test_marks_are_the_words_of_an_element():
    (element,) = parse('<aside class="siteFooter bottom" id="x-1" role=complementary>a</aside>').iter("aside")
    assert set(marks(element)) == {
        "<aside>", "role=complementary", "site", "footer", "bottom", "site-footer", "footer-bottom", "bottom-x",
    }  # fmt: skip


def test_the_id_of_a_heading_says_nothing_for_it_is_made_of_its_text():
    (heading,) = parse('<h2 id="the-related-stories">a</h2>').iter("h2")
    assert list(marks(heading)) == ["<h2>"]


def test_elements_are_known_by_their_words_in_any_spelling():
    (box,) = parse('<div class="c-relatedStories__item">a</div>').iter("div")
    assert own_reason(box) == "Related stories"


def test_a_place_counts_what_stands_in_it():
    found = leaves(parse("<div><section><p>one <a href=/x>two</a></p></section><p>three</p></div>"))
    places = Places({})
    for leaf in found:
        places.of(leaf.element).add(len(leaf.block.text), leaf.linked, 0)
    places.sum_up()
    outer = places.of(found[1].element).parent
    assert outer is not None
    assert (outer.leaves, outer.chars, outer.linked) == (2, 12, 3)


def test_trees_add_up():
    trees = {"base": -1.0, "trees": [["length", 2.0, ["linked", 0.5, 1.0, 2.0], 3.0], 0.25]}
    score = scoring.compiled(trees, ("linked", "length"))
    assert [score([0.5, 2.0]), score([0.6, 2.0]), score([0.6, 2.1])] == [0.25, 1.25, 2.25]


def test_the_weights_name_features_that_there_are():
    def asked(tree: object) -> set[str]:
        return {tree[0]} | asked(tree[2]) | asked(tree[3]) if isinstance(tree, list) else set()

    for name, known in (("first", features.NAMES), ("second", features.NAMES + context.NAMES)):
        trees = json.loads((scoring.WEIGHTS / f"{name}.json").read_text("utf-8"))["trees"]
        assert set().union(*map(asked, trees)) <= set(known)


def test_what_is_plain_is_chosen_and_the_bound_gives_way_where_nothing_is():
    assert scoring.chosen([0.9, 0.95, 0.02, 0.3], [100, 100, 100, 100]) == {0, 1}
    assert scoring.chosen([0.3, 0.32, 0.01, 0.0], [100, 100, 100, 100]) == {0, 1}
    assert scoring.chosen([0.9, 0.9], [0, 10]) == {1}


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 500)), max_size=30))
@settings(deadline=None)
def test_whatever_is_chosen_is_likelier_than_what_is_not(pairs):
    judged, lengths = [p for p, _ in pairs], [length for _, length in pairs]
    found = scoring.chosen(judged, lengths)
    left = {index for index, length in enumerate(lengths) if length} - found
    assert max((judged[index] for index in left), default=0) <= min((judged[index] for index in found), default=1)


def test_a_table_is_judged_as_one():
    found = leaves(parse("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>"))
    judged = scoring.smoothed([0.1, 0.2, 0.9, 1.0], found, [1.0] * 4, [1] * 4)
    assert judged == pytest.approx([0.55] * 4)


def test_ten_thousand_leaves_and_a_thousand_levels_are_judged():
    deep = leaves(parse("<div>" * 1000 + "<p>one</p>" * 50 + "</div>" * 1000 + "<p>two</p>" * 10_000))
    judged = scoring.probabilities(deep, ["One"], "")
    assert len(judged) == len(deep)
    assert all(0 <= p <= 1 for p in judged)


def test_what_is_longer_than_any_article_is_judged_by_its_beginning(monkeypatch):
    monkeypatch.setattr(scoring, "MOST", 5)
    found = leaves(parse("<p>word</p>" * 6 + f"<p>{'word ' * 40}</p>"))
    assert scoring.probabilities(found, [], "")[5:] == [0.0, scoring.LONG]
