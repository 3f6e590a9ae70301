"""What a page is told of what others did meanwhile."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Change, codebook_editing
from reader.models import Article
from tests.annotations.wire.pieces import HTMX, blocks, events, swaps
from tests.answers import page_of
from tests.builders import a_highlight


class TestNews:
    def look(self, client: Client, article: Article, change: int, version: int = 1, card: object = "") -> HttpResponse:
        headers = {**HTMX, "Attest-Seen": f"{version}.{change}.{card}"}
        return client.get(reverse("news", args=[article.pk]), headers=headers)

    def test_nothing_is_answered_where_nothing_was_done(self, client, article):
        a_highlight(article, "Nine")
        assert self.look(client, article, Change.objects.latest("pk").pk).status_code == 204

    def test_a_page_gets_the_blocks_that_changed_since_and_no_others(self, client, article, coder):
        a_highlight(article, "Nine", by=coder)
        seen = Change.objects.latest("pk").pk
        made = a_highlight(article, "Nobody", by=coder)
        response = self.look(client, article, seen)
        assert blocks(response) == ["block-3"]
        assert [mark.get("data-begins") for mark in swaps(response)["block-3"].iter("mark")] == [str(made.pk)]
        change = Change.objects.latest("pk").pk
        assert events(response)["annotations:changed"] == {"version": 1, "change": change, "reload": False}

    def test_a_highlight_that_is_gone_leaves_its_block(self, client, article, coder):
        made = a_highlight(article, "Nobody", by=coder)
        seen = Change.objects.latest("pk").pk
        made.delete_softly(by=coder)
        response = self.look(client, article, seen)
        assert list(swaps(response)["block-3"].iter("mark")) == []

    def test_a_page_of_another_version_is_told_and_gets_no_blocks(self, client, article, coder):
        a_highlight(article, "Nobody", by=coder)
        article.restore_block(1, by=coder)
        response = self.look(client, article, 0)
        assert blocks(response) == []
        assert events(response)["annotations:changed"]["version"] == 2

    def test_the_open_card_gets_the_tags_that_others_gave(self, client, article, coder):
        made = a_highlight(article, "Nobody", by=coder)
        seen = Change.objects.latest("pk").pk
        made.retag(article.project.tags.first(), present=True, by=coder)
        assert f"taggings-{made.pk}" in swaps(self.look(client, article, seen, card=made.pk))
        assert f"taggings-{made.pk}" not in swaps(self.look(client, article, seen, card=made.pk + 1))

    def test_another_codebook_is_told_and_is_no_news_to_a_page_that_has_it(self, client, article, coder, stranger):
        a_highlight(article, "Nobody", "Claim", by=coder)
        seen = Change.objects.latest("pk").pk
        others = stranger.projects.get().tags.first()
        codebook_editing.revise(others, {"name": "Theirs"}, by=stranger)
        assert self.look(client, article, seen).status_code == 204
        codebook_editing.revise(article.project.tags.first(), {"name": "Allegation"}, by=coder)
        assert events(self.look(client, article, seen))["annotations:changed"] == {
            "version": 1, "change": seen, "reload": True,
        }  # fmt: skip
        page = page_of(client.get(article.get_absolute_url()))
        (shown,) = page.xpath("//text-selection/@data-change")
        assert self.look(client, article, int(shown)).status_code == 204

    def test_looking_for_nothing_is_one_query_of_annotations(self, client, article):
        for _ in range(3):
            a_highlight(article, "Nine")
        with CaptureQueriesContext(connection) as asked:
            self.look(client, article, Change.objects.latest("pk").pk)
        assert sum("annotations_" in query["sql"] for query in asked[1:]) == 1  # the first is the test's own

    @pytest.mark.parametrize("header", ["", "1", "a.b.c", "1.2.3.4", "9" * 30 + ".1."])
    def test_nonsense_is_taken_for_nothing_seen(self, client, article, header):
        headers = {**HTMX, "Attest-Seen": header}
        assert client.get(reverse("news", args=[article.pk]), headers=headers).status_code == 204
