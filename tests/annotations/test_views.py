"""Highlighting over the wire: what is made, changed and deleted, and which pieces of the page the answers swap."""

from __future__ import annotations

import json
from collections.abc import Callable
from uuid import uuid4

import lxml.html
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Annotation, Change, Operation, codebook_editing, editing
from reader.extraction.model import Block, Kind
from reader.models import Article, Project, User
from tests.answers import page_of, words_of
from tests.builders import a_highlight, an_article, paragraph, place_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(coder: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(coder)


@pytest.fixture
def article(project: Project) -> Article:
    return an_article(
        project,
        ["Nine people died.", paragraph("Subscribe.", cut="An appeal"), "Twelve <b> died 🕊.", "Nobody knows."],
    )


def swaps(response) -> dict[str, lxml.html.HtmlElement]:
    """Return the pieces of an answer that replace what is on the page, by their ids."""
    pieces = lxml.html.fragment_fromstring(response.content.decode(), create_parent=True)
    # "true" replaces the element of the same id, "innerHTML:#id" what is inside the one of that id.
    places = [(piece.get("hx-swap-oob", "").partition(":#")[2] or piece.get("id"), piece) for piece in pieces]
    return {place: piece for place, piece in places if "hx-swap-oob" in piece.attrib}


def blocks(response) -> list[str]:
    return [name for name in swaps(response) if name.startswith("block-")]


def events(response) -> dict[str, object]:
    found: dict[str, object] = json.loads(response["HX-Trigger"])
    return found


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


class TestNotes:
    @pytest.fixture
    def made(self, article):
        return a_highlight(article, "Nine", "Claim")

    def save(self, client, made, note, revision=1, headers=HTMX):
        data = {"note": note, "revision": revision}
        return client.post(reverse("note", args=[made.pk]), data, headers=headers)

    def test_it_is_saved_as_typed_and_the_next_revision_comes_back(self, client, made):
        response = self.save(client, made, "line\r\nقال <b> 🙂 ")
        assert response.status_code == 200
        made.refresh_from_db()
        assert made.note == "line\nقال <b> 🙂 "
        assert revision_in(response) == "2"
        assert self.save(client, made, "line two", revision=2).status_code == 200

    def test_a_stale_note_is_409_with_both_texts(self, client, made):
        self.save(client, made, "theirs <i>")
        response = self.save(client, made, "mine")
        assert response.status_code == 409
        found = lxml.html.fragment_fromstring(response.content.decode(), create_parent=True)
        assert found.xpath(".//textarea[@data-theirs]/text()") == ["theirs <i>"]
        assert "theirs <i>" in found.xpath(".//blockquote")[0].text_content()
        # What was typed stays in the field, which this answer does not replace.
        assert [piece.tag for piece in found if piece.get("name") == "note"] == []
        made.refresh_from_db()
        assert made.note == "theirs <i>"
        (revision,) = found.xpath(".//button[@data-keep-mine]/@data-revision")
        assert self.save(client, made, "mine", revision=revision).status_code == 200

    @pytest.mark.parametrize(
        "data", [{"note": "x"}, {"note": "x", "revision": "x"}, {"note": "x" * 100_001, "revision": 1}]
    )
    def test_a_note_that_cannot_be_saved_is_422_with_the_reason(self, client, made, data):
        response = client.post(reverse("note", args=[made.pk]), data, headers=HTMX)
        assert response.status_code == 422
        assert 'class="error"' in response.content.decode()
        made.refresh_from_db()
        assert (made.note, made.note_revision) == ("", 1)

    def test_without_htmx_the_card_comes_back(self, client, made):
        assert self.save(client, made, "typed", headers={})["Location"] == made.get_absolute_url()
        assert "typed</textarea>" in client.get(made.get_absolute_url()).content.decode()

    def test_without_htmx_a_stale_note_is_a_page_with_both_texts(self, client, made):
        self.save(client, made, "theirs <i>", headers={})
        response = self.save(client, made, "mine <b>", headers={})
        assert response.status_code == 409
        page = lxml.html.document_fromstring(response.content.decode())
        assert page.xpath("//textarea[@name='note']/text()") == ["mine <b>"]
        assert page.xpath("//*[@class='theirs']/text()") == ["theirs <i>"]
        made.refresh_from_db()
        assert made.note == "theirs <i>"
        assert self.save(client, made, "mine <b>", revision_in(response), headers={}).status_code == 302
        made.refresh_from_db()
        assert made.note == "mine <b>"

    def test_without_htmx_an_emptied_stale_note_is_a_page_with_both_texts(self, client, made):
        self.save(client, made, "theirs", headers={})
        page = lxml.html.document_fromstring(self.save(client, made, "", headers={}).content.decode())
        assert page.xpath("//textarea[@name='note']/text()") == []
        assert page.xpath("//*[@class='theirs']/text()") == ["theirs"]

    def test_without_htmx_a_note_that_cannot_be_saved_is_a_page_with_what_was_typed(self, client, made):
        typed = "x" * 100_001
        response = self.save(client, made, typed, headers={})
        assert response.status_code == 422
        page = lxml.html.document_fromstring(response.content.decode())
        assert page.xpath("//textarea[@name='note']/text()") == [typed]
        assert "at most 100000 characters" in page.xpath("//*[@class='error']/text()")[0]

    @pytest.mark.parametrize("headers", [HTMX, {}])
    @pytest.mark.parametrize(
        ("data", "revision"),
        [({"note": "x" * 100_001, "revision": 2}, "2"), ({"note": "x", "revision": "x"}, "1"), ({"note": "x"}, "1")],
    )
    def test_a_422_hands_out_no_newer_revision_than_the_form_had(self, client, made, headers, data, revision):
        for number in (1, 2):
            self.save(client, made, f"theirs {number}", number)
        response = client.post(reverse("note", args=[made.pk]), data, headers=headers)
        assert (response.status_code, revision_in(response)) == (422, revision)
        assert self.save(client, made, "mine", revision, headers).status_code == 409
        made.refresh_from_db()
        assert made.note == "theirs 2"

    def test_there_is_no_note_on_what_is_deleted(self, client, made):
        made.delete_softly()
        assert self.save(client, made, "late").status_code == 404


def revision_in(response) -> str:
    found = lxml.html.fromstring(f"<main>{response.content.decode()}</main>")
    (value,) = found.xpath("//input[@name='revision']/@value")
    return str(value)


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


def test_a_highlight_over_an_image_swaps_the_blocks_that_have_words(client, project):
    """An image that is not loaded must not be loaded by a swap."""
    image = Block(Kind.IMAGE, '<img src="https://example.org/a.jpg" alt="Quay">', "")
    article = an_article(project, ["One two.", image, "Three four."])
    place = place_of("two.", article)
    data = {"start": place.start, "end": place.end + 7}
    response = client.post(reverse("article_annotations", args=[article.pk]), data, headers=HTMX)
    assert blocks(response) == ["block-0", "block-2"]
    assert "<img" not in response.content.decode()


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
