"""Where a person is in an article: kept as they read, found again in another version, shown in the list."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reader.extraction.model import Block, Kind
from reader.models import ReadingState
from reader.places import carried
from reader.reading_time import minutes, word_count
from tests.answers import page_of, words_of
from tests.builders import an_article, paragraph


@pytest.fixture
def client(coder, client_of):
    return client_of(coder)


@pytest.fixture
def article(project, owner):
    return an_article(project, ["The first.", paragraph("An appeal.", cut="An appeal"), "The second.", "The third."])


def keep(client, article, **place):
    values = {"version": 1, "block": 2, "offset": 4, "progress": 60} | place
    return client.post(reverse("place", args=[article.pk]), values)


def way_back(client, article):
    page = page_of(client.get(article.get_absolute_url()))
    return [dict(link.attrib) for link in page.xpath("//p[@class='continue']/a")]


class TestKeeping:
    def test_whoever_begins_is_reading_and_finds_the_way_back(self, client, article, coder, owner):
        assert way_back(client, article) == []
        assert keep(client, article).status_code == 204
        assert way_back(client, article) == [{"href": "#block-2", "data-block": "2", "data-offset": "4"}]
        assert ReadingState.objects.of(coder, [article.pk]) == {article.pk: "reading"}
        assert ReadingState.objects.of(owner, [article.pk]) == {}, "it is each person's own"

    def test_progress_is_the_furthest_and_the_place_the_last(self, client, article, coder):
        keep(client, article)
        keep(client, article, block=0, offset=1, progress=10)
        mine = ReadingState.objects.get(user=coder)
        assert (mine.block, mine.offset, mine.progress) == (0, 1, 60)

    def test_what_is_done_stays_done(self, client, article, coder):
        ReadingState.objects.put(coder, {article.pk: "done"})
        keep(client, article)
        assert ReadingState.objects.of(coder, [article.pk]) == {article.pk: "done"}

    def test_who_has_read_to_the_end_is_not_sent_back(self, client, article):
        keep(client, article, block=3, progress=100)
        assert way_back(client, article) == []

    @pytest.mark.parametrize("wrong", [{"version": 9}, {"block": -1}, {"offset": "x"}, {"progress": 101}])
    def test_what_is_no_place_changes_nothing(self, client, article, wrong):
        assert keep(client, article, **wrong).status_code == 422
        assert not ReadingState.objects.exists()

    def test_the_list_says_how_far_one_is(self, client, article, project):
        keep(client, article)
        assert "Reading 60 %" in words_of(page_of(client.get(project.get_absolute_url())))

    def test_a_place_survives_a_new_version(self, client, article, owner):
        keep(client, article)
        article.restore_block(1, by=owner)
        assert [link["data-block"] for link in way_back(client, article)] == ["2"]
        article.cut_block(2, by=owner)
        assert [(link["data-block"], link["data-offset"]) for link in way_back(client, article)] == [("3", "0")]


class TestCarrying:
    def blocks(self, *texts):
        return [paragraph(text.lstrip("-"), cut="cut" if text.startswith("-") else "") for text in texts]

    @pytest.mark.parametrize(
        ("new", "there"),
        [
            (("a", "b", "c", "b"), (1, 7)),
            (("new", "a", "b", "c"), (2, 7)),
            (("b", "a", "x", "b", "c"), (3, 7)),
            (("a", "changed", "c"), (1, 0)),
            (("a", "-b", "c"), (2, 0)),
            (("a",), (0, 0)),
            (("x", "y"), (0, 0)),
            (("-a", "-b"), None),
            ((), None),
        ],
        ids=["same", "moved", "nearest", "changed", "cut", "end", "nothing alike", "all cut", "empty"],
    )
    def test_a_place_is_in_the_same_words_or_after_those_before(self, new, there):
        old = self.blocks("a", "b", "c") if new[:1] != ("b",) else self.blocks("z", "a", "b", "c")
        block = [each.text for each in old].index("b")
        assert carried(block, 7, old, self.blocks(*new)) == there

    def test_a_block_that_never_was_is_taken_for_the_last(self):
        assert carried(99, 3, self.blocks("a", "b"), self.blocks("a", "b")) == (1, 0)


class TestReadingTime:
    @pytest.mark.parametrize(
        ("text", "words"), [("One two  three.", 3), ("港口办公室 Sarrow 船只", 8), ("ひらがな", 4), ("", 0)]
    )
    def test_characters_count_where_no_spaces_part_words(self, text, words):
        assert word_count(text) == words

    @pytest.mark.parametrize(
        ("words", "language", "time"),
        [(238, "en", 1), (239, "en-GB", 2), (239, "", 2), (1000, "ar", 7), (1000, "zh-Hant", 4), (1000, "ja", 3)],
    )
    def test_it_is_by_the_language(self, words, language, time):
        assert minutes(words, language) == time


def test_headings_make_a_table_of_contents_from_three_on(client, project, owner):
    def piece(number):
        headings = [Block(Kind.HEADING, f"Part {i}", f"Part {i}", level=2) for i in range(number)]
        return an_article(project, ["To begin with.", *headings], by=owner)

    def listed(article):
        return [link.text for link in page_of(client.get(article.get_absolute_url())).xpath("//nav[@id='contents']//a")]

    assert listed(piece(2)) == []
    assert listed(piece(3)) == ["Part 0", "Part 1", "Part 2"]


def test_the_articles_before_and_after_are_those_of_the_projects_list(client, project, owner):
    oldest, middle, newest = (an_article(project, title=title, by=owner) for title in ("Oldest", "Middle", "Newest"))

    def around(article):
        links = page_of(client.get(article.get_absolute_url())).xpath("//nav[@class='neighbours']/a[@href]")
        return {link.get("rel"): link.get("href") for link in links}

    assert around(middle) == {"prev": newest.get_absolute_url(), "next": oldest.get_absolute_url()}
    assert around(newest) == {"next": middle.get_absolute_url()}
