"""Highlights of other tools: each gets its place or becomes an orphan, once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from annotations.migrating import take_over
from annotations.migrating.placing import Places
from annotations.models import Annotation, Operation, Tag
from reader.importers import from_file
from reader.importers.items import Highlight, Item
from reader.models import Article, Import, Project, User
from tests.builders import an_article
from tests.reader.importers import exported
from tests.reader.importers.exported import OTHER, QUOTE, TITLE
from tests.reader.importers.made import PARAGRAPHS
from tests.servers import Server, answer


@pytest.fixture
def article(project: Project) -> Article:
    return an_article(project, PARAGRAPHS)


class TestPlaces:
    TEXT = "One man died.\nThe office said so. One man died.\nNobody could check what had been said there."

    @pytest.mark.parametrize(
        ("highlight", "words"),
        [
            (Highlight("The office  said\nso."), "The office said so."),
            (Highlight("died.\n\nThe office"), "died.\nThe office"),
            (Highlight("Nobody could check what has been said there"), "Nobody could check what had been said there"),
            (Highlight("One man died.", suffix="\n\nThe office said so."), "One man died."),
        ],
    )
    def test_white_space_and_small_changes_do_not_matter(self, highlight, words):
        place = Places(self.TEXT).find(highlight)
        assert place
        assert self.TEXT[place.start : place.end] == words

    @pytest.mark.parametrize(
        "exact", ["One man died.", "One  man died.", "something else altogether, and long", "", "\n"]
    )
    def test_two_places_or_none_are_no_place(self, exact):
        assert Places(self.TEXT).find(Highlight(exact)) is None


class TestTakingOver:
    def test_a_highlight_has_its_place_tags_note_and_day(self, article, owner):
        highlight = Highlight(QUOTE, note="Says who?", tags=("claim", "fire"), made="2024-05-06T07:08:09Z")
        fared = take_over(article, [highlight], by=owner)
        assert fared == {"in their place": 1}
        made = Annotation.objects.get()
        assert (made.exact, made.note, made.created_by, made.created_at.year) == (QUOTE, "Says who?", owner, 2024)
        assert sorted(tag.name for tag in made.tags.all()) == ["Claim", "fire"]  # the codebook's, and a new one
        assert article.current.text[made.start : made.end] == QUOTE

    def test_one_without_a_place_is_an_orphan_and_a_page_note_too(self, article, owner):
        take_over(article, [Highlight("words that are not there at all"), Highlight("", note="On all of it")], by=owner)
        orphans = Annotation.objects.orphaned().order_by("pk")
        assert [(each.exact, each.note) for each in orphans] == [
            ("words that are not there at all", ""), (article.title, "On all of it"),
        ]  # fmt: skip

    def test_twice_is_once_also_after_a_reader_has_deleted_it(self, article, owner):
        highlights = [Highlight(QUOTE, key="a"), Highlight(OTHER, key="b")]
        take_over(article, highlights, by=owner)
        Annotation.objects.get(exact=OTHER).delete_softly(by=owner)
        assert take_over(article, highlights, by=owner) == {"here already": 2}
        assert Annotation.objects.alive().count() == 1

    def test_it_is_one_operation_which_can_be_undone(self, article, owner, client_of):
        take_over(article, [Highlight(QUOTE, tags=("Claim",)), Highlight("not there, and never was")], by=owner)
        assert Operation.objects.filter(action=Operation.Action.CREATED).count() == 1
        client_of(owner).post(reverse("article_turn", args=[article.pk, "undo"]))
        assert not Annotation.objects.alive().exists()

    def test_tags_are_made_once_whatever_their_capitals(self, article):
        highlights = [Highlight(QUOTE, tags=("Fire", "x" * 100)), Highlight(OTHER, tags=("fire",))]
        take_over(article, highlights, by=None)
        assert Tag.objects.filter(project=article.project, name__iexact="fire").count() == 1


class TestImports:
    def imported(self, project: Project, content: bytes | str, owner: User) -> Import:
        content = content.encode() if isinstance(content, str) else content
        batch = Import.objects.start([Item(from_file(content, "export"))], project=project, by=owner)
        batch.work()
        return batch

    @pytest.mark.parametrize(
        ("content", "tags"),
        [
            (exported.omnivore(), {"fire", "casualty figure"}),
            (exported.WALLABAG, set()),
            (exported.readeck(), set()),
            (exported.taguette(), {"fire", "people.dead"}),
            (exported.DOCCANO, {"casualties"}),
            (exported.READWISE, {"fire"}),
        ],
    )
    def test_a_tools_highlights_stand_on_its_texts(self, project, owner, content, tags):
        batch = self.imported(project, content, owner)
        made = Annotation.objects.anchored().get(exact=QUOTE)
        assert {tag.name.casefold() for tag in made.tags.all()} == tags
        row = batch.rows.get(article=made.article)
        assert (row.state, "in their place" in row.reason) == ("imported", True)
        assert self.imported(project, content, owner).rows.filter(state="imported").count() == 0
        assert Annotation.objects.anchored().filter(exact=QUOTE).count() == 1

    def test_what_an_article_was_tagged_with_are_its_labels(self, project, owner):
        batch = self.imported(project, exported.omnivore(), owner)
        assert [label.name for label in batch.rows.get(state="imported").article.labels.all()] == ["harbour"]

    def test_highlights_wait_for_a_page_that_is_to_be_fetched(self, project, owner, settings):
        page = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
        html = f"<!doctype html><title>{TITLE}</title><article><h1>{TITLE}</h1>{page}</article>".encode()
        with Server({}) as server:
            settings.FETCH_ALLOW = {server.address}
            batch = self.imported(project, exported.HYPOTHESIS.replace("https://news.example", server.url("")), owner)
            row = batch.rows.get(origin__isnull=False)
            assert (row.state, Annotation.objects.count()) == ("failed", 0)
            server.pages["/fire"] = answer(html)
            batch.retry()
            batch.work()
        quoted, note = Annotation.objects.order_by("pk")
        assert (quoted.status, quoted.exact, note.status, note.note) == ("anchored", QUOTE, "orphan", "A page note")
