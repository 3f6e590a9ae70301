"""Highlights tagged, changed and deleted over the wire, and brought back."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from annotations.models import Annotation, Operation, editing
from tests.annotations.wire.pieces import HTMX, blocks, events, swaps
from tests.answers import page_of, words_of
from tests.builders import a_highlight, place_of


class TestTagging:
    def test_a_tag_goes_on_and_off_and_the_blocks_follow(self, client, article, project):
        made, disputed = a_highlight(article, "Nine"), project.tags.get(name="Disputed")
        path = reverse("tagging", args=[made.pk, disputed.pk])
        on, off = client.post(path, {"present": "on"}, headers=HTMX), client.post(path, headers=HTMX)
        assert [blocks(response) for response in (on, off)] == [["block-0"], ["block-0"]]
        classes = [next(swaps(response)["block-0"].iter("mark")).get("class").split() for response in (on, off)]
        tints = [[name for name in each if name.startswith("tint-")] for each in classes]
        assert tints == [[f"tint-{disputed.tint}"], []]
        pressed = [
            swaps(response)[f"taggings-{made.pk}"].xpath(
                f".//button[@id='tagging-{made.pk}-{disputed.pk}']/@aria-pressed"
            )
            for response in (on, off)
        ]
        assert pressed == [["true"], ["false"]]
        assert events(on)["annotation:changed"] == {"id": made.pk}

    def test_several_tags_stay_on_one(self, client, article, project):
        made = a_highlight(article, "Nine", "Claim")
        path = reverse("tagging", args=[made.pk, project.tags.get(name="Disputed").pk])
        client.post(path, {"present": "on"})
        assert [tag.name for tag in made.tags.all()] == ["Claim", "Disputed"]


class TestEditing:
    def post(self, client: Client, name: str, made: Annotation, **data: object) -> HttpResponse:
        return client.post(reverse(name, args=[made.pk]), data, headers=HTMX)

    def test_another_range_swaps_the_old_and_the_new_blocks(self, client, article):
        made = a_highlight(article, "Nine")
        place = place_of("Nobody", article)
        response = self.post(client, "annotation_range", made, start=place.start, end=place.end, version=1)
        assert blocks(response) == ["block-0", "block-3"]

    def test_a_stale_range_is_answered_with_both_and_a_way_to_insist(self, client, article, owner):
        made = a_highlight(article, "Nine")
        seen = {"seen_version": 1, "seen_start": made.start, "seen_end": made.end, "version": 1}
        theirs, mine = place_of("Nine people", article), place_of("Nine people died", article)
        editing.change_range(made, theirs, by=owner)
        chosen = {"start": mine.start, "end": mine.end}
        response = self.post(client, "annotation_range", made, **chosen, **seen)
        assert response.status_code == 409
        offered = swaps(response)["messages"]
        assert [words_of(quote) for quote in offered.iter("blockquote")] == ["Nine people", "Nine people died"]
        again = {field.get("name"): field.get("value") for field in offered.iter("input")}
        assert self.post(client, "annotation_range", made, **again).status_code == 200
        assert Annotation.objects.get().exact == "Nine people died"

    def test_a_split_and_a_merge(self, client, article):
        made = a_highlight(article, "Nine people died")
        self.post(client, "annotation_split", made, at=place_of("people", article).start, version=1)
        first, second = Annotation.objects.alive().order_by("start")
        assert (first.exact, second.exact) == ("Nine", "people died")
        response = self.post(client, "annotation_merge", first, other=second.pk)
        assert [mark.text for mark in swaps(response)["block-0"].iter("mark")] == ["Nine people died"]

    def test_history_says_who_did_what(self, client, article, owner):
        made = a_highlight(article, "Nine", "Claim", by=owner)
        made.revise_note("why", based_on=1, by=owner)
        history = page_of(client.get(reverse("annotation_history", args=[made.pk])))
        lines = [words_of(line) for line in history.xpath("//ol[@class='history']/li")]
        assert lines[0].startswith("owner changed the note")
        assert "“” → “why”" in lines[0]
        assert lines[1].startswith("owner highlighted")

    def test_undo_without_anything_to_undo_says_so(self, client, article):
        response = client.post(reverse("article_turn", args=[article.pk, "undo"]), headers=HTMX)
        assert "nothing of yours to undo" in words_of(swaps(response)["messages"])


class TestDeleting:
    def test_the_mark_goes_and_an_undo_comes(self, client, article):
        made = a_highlight(article, "died 🕊.\nNobody", "Claim")
        response = client.post(reverse("deletion", args=[made.pk]), headers=HTMX)
        assert blocks(response) == ["block-2", "block-3"]
        assert "<mark" not in response.content.decode()
        assert swaps(response)["messages"].xpath(".//form/@action") == [
            reverse("operation_undo", args=[Operation.objects.latest("pk").pk])
        ]
        assert client.get(made.get_absolute_url()).status_code == 404

    def test_undo_brings_it_back(self, client, article):
        made = a_highlight(article, "Nine", "Claim", note="why")
        client.post(reverse("deletion", args=[made.pk]), headers=HTMX)
        response = client.post(reverse("article_turn", args=[article.pk, "undo"]), headers=HTMX)
        assert [mark.text for mark in swaps(response)["block-0"].iter("mark")] == ["Nine"]
        assert Annotation.objects.alive().get().note == "why"

    def test_undo_after_the_text_changed_swaps_the_blocks_of_now(self, client, article, coder):
        made = a_highlight(article, "Twelve")
        client.post(reverse("deletion", args=[made.pk]), headers=HTMX)
        article.restore_block(1, by=coder)
        response = client.post(reverse("article_turn", args=[article.pk, "undo"]), headers=HTMX)
        article.refresh_from_db()
        start = place_of("Twelve", article).start
        (block,) = blocks(response)
        assert swaps(response)[block].get("data-start") == str(start)
        assert [mark.text for mark in swaps(response)[block].iter("mark")] == ["Twelve"]

    def test_an_orphan_is_deleted_too(self, client, article, coder):
        made = a_highlight(article, "Nine")
        article.cut_block(0, by=coder)
        response = client.post(reverse("deletion", args=[made.pk]), headers=HTMX)
        assert (response.status_code, blocks(response)) == (200, [])
        assert not Annotation.objects.alive().exists()
