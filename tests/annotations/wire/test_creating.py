"""A highlight made over the wire: what is saved, and which pieces of the page the answer swaps."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Annotation, Change
from annotations.news import FEW
from reader.extraction.model import Block, Kind
from reader.models import Article
from tests.annotations.wire.pieces import HTMX, blocks, events, swaps
from tests.builders import a_highlight, an_article, place_of


class TestCreating:
    @pytest.fixture
    def create(self, client, article):
        def create(words, headers=HTMX, **data):
            place = place_of(words, article)
            data = {"start": place.start, "end": place.end, "exact": words, **data}
            return client.post(reverse("article_annotations", args=[article.pk]), data, headers=headers)

        return create

    def test_it_is_saved_with_tag_author_and_note(self, create, coder, project):
        claim = project.tags.get(name="Claim")
        assert create("Twelve <b>", tags=[claim.pk], note="who says?").status_code == 200
        made = Annotation.objects.get()
        assert (made.exact, made.created_by, made.note, list(made.tags.all())) == (
            "Twelve <b>",
            coder,
            "who says?",
            [claim],
        )

    def test_it_asks_as_little_of_an_article_full_of_highlights(self, create, article, project):
        claim = project.tags.get(name="Claim")

        def asked_for(words: str) -> int:
            with CaptureQueriesContext(connection) as asked:
                assert create(words, tags=[claim.pk], headers=HTMX | {"Attest-Seen": f"1.{2**40}."}).status_code == 200
            return len(asked)

        create("Nobody")
        few = asked_for("Nine people")
        for words in ["Nine", "people", "Twelve", "Nobody knows"] * 5:
            a_highlight(article, words, "Claim", "Disputed", note="x")
        assert asked_for("people died") == few

    def test_beside_many_others_it_is_told_of_itself_alone_and_of_the_rest_at_the_next_look(
        self, client, create, article, owner
    ):
        seen = {"Attest-Seen": "1.0."}
        for _ in range(FEW - 1):
            a_highlight(article, "Nobody", by=owner)
        told = create("Nine", headers=HTMX | seen)
        assert (blocks(told), "change" in events(told)["annotations:changed"]) == (["block-0", "block-3"], True)
        told = create("Nine", headers=HTMX | seen)
        latest = Change.objects.latest("pk").pk
        assert blocks(told) == ["block-0"]
        assert events(told)["annotations:changed"] == {"version": 1, "painted": latest, "reload": False}
        look = client.get(reverse("news", args=[article.pk]), headers=HTMX | seen)
        assert blocks(look) == ["block-0", "block-3"]
        assert events(look)["annotations:changed"]["change"] == latest

    def test_only_the_touched_blocks_are_swapped(self, create):
        assert blocks(create("Nine")) == ["block-0"]
        response = create("died 🕊.\nNobody")
        assert blocks(response) == ["block-2", "block-3"]
        assert [mark.text_content() for mark in swaps(response)["block-2"].iter("mark")] == ["died 🕊."]
        assert swaps(response)["block-3"].get("data-start") == str(place_of("Nobody", Article.objects.get()).start)

    def test_the_swapped_block_shows_the_highlights_that_were_there(self, create, article):
        before = a_highlight(article, "people died", "Claim")
        response = create("Nine people")
        made = Annotation.objects.exclude(pk=before.pk).get()
        marks = swaps(response)["block-0"].iter("mark")
        assert [(mark.text, mark.get("data-begins"), mark.get("data-ends")) for mark in marks] == [
            ("Nine ", f"{made.pk}", None),
            ("people", f"{before.pk}", f"{made.pk}"),
            (" died", None, f"{before.pk}"),
        ]

    def test_the_page_is_told_what_happened(self, create):
        response = create("Nine")
        made = Annotation.objects.get()
        assert events(response)["annotation:created"] == {"id": made.pk}
        assert "annotations:changed" in events(response)
        assert "Highlighted" in swaps(response)["messages"].text_content()

    def test_a_retry_is_the_same_highlight(self, create):
        key = str(uuid4())
        assert blocks(create("Nine", key=key)) == blocks(create("Nine", key=key))
        assert Annotation.objects.count() == 1

    def test_a_retry_of_what_the_page_has_seen_meanwhile_names_its_tags(self, create, project):
        once = {"key": str(uuid4()), "tags": [project.tags.get(name="Claim").pk]}
        create("Nine", **once)
        retry = create("Nine", headers=HTMX | {"Attest-Seen": f"1.{Change.objects.latest('pk').pk}."}, **once)
        assert "Highlighted: Claim." in swaps(retry)["messages"].text_content()

    def test_without_htmx_the_article_comes_back(self, create, article):
        assert create("Nine", headers={})["Location"] == article.get_absolute_url()
        assert Annotation.objects.count() == 1

    @pytest.mark.parametrize(
        "data",
        [
            {"start": "", "end": ""},
            {"start": "x"},
            {"start": -1},
            {"end": 0},
            {"tags": ["x"]},
            {"key": "no key"},
            {"note": "a\0b"},
        ],
    )
    def test_what_did_not_arrive_whole_is_422_and_says_so(self, create, data):
        response = create("Nine", **data)
        assert response.status_code == 422
        assert swaps(response)["messages"].find_class("error")
        assert not Annotation.objects.exists()

    @pytest.mark.parametrize(
        "data",
        [
            {"exact": "words that are gone"},
            {"exact": "died", "start": 0, "end": 1},
            {"exact": "", "start": 10**6, "end": 10**7},
            {"exact": " ", "start": 4, "end": 5},
            {"exact": "", "start": 9, "end": 2},
        ],
    )
    def test_a_passage_that_is_not_there_is_409_and_says_what_to_do(self, create, data):
        response = create("Nine", **data)
        assert response.status_code == 409
        assert swaps(response)["messages"].find_class("error")
        assert not Annotation.objects.exists()

    def test_on_a_page_older_than_the_text_the_words_decide(self, create, article, coder):
        response = create("Twelve", headers={})
        Annotation.objects.all().delete()
        old = place_of("Twelve", article)
        article.restore_block(1, by=coder)
        data = {"start": old.start, "end": old.end, "exact": "Twelve"}
        client = Client()
        client.force_login(coder)
        response = client.post(reverse("article_annotations", args=[article.pk]), data, headers=HTMX)
        assert response.status_code == 200
        article.refresh_from_db()
        assert Annotation.objects.get().start == place_of("Twelve", article).start == old.start + len("Subscribe.\n")

    def test_words_over_two_lines_may_come_with_other_line_ends(self, create):
        assert create("died 🕊.\nNobody", exact="died 🕊.\r\nNobody").status_code == 200
        assert Annotation.objects.get().exact == "died 🕊.\nNobody"


def test_a_highlight_over_an_image_swaps_the_blocks_that_have_words(client, project):
    """An image that is not loaded must not be loaded by a swap."""
    image = Block(Kind.IMAGE, '<img src="https://example.org/a.jpg" alt="Quay">', "")
    article = an_article(project, ["One two.", image, "Three four."])
    place = place_of("two.", article)
    data = {"start": place.start, "end": place.end + 7}
    response = client.post(reverse("article_annotations", args=[article.pk]), data, headers=HTMX)
    assert blocks(response) == ["block-0", "block-2"]
    assert "<img" not in response.content.decode()
