"""Articles, highlights, tags, imports and exports as plain JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.models import Annotation, Operation, Tag
from reader.importers import Source
from reader.importers.items import Item
from reader.models import Article, Import
from tests.annotations.api.programs import Program, path_of
from tests.builders import a_highlight, an_article, many_paragraphs

JSON = "application/json"


@pytest.fixture
def base(project) -> str:
    return f"/api/projects/{project.pk}"


def everything(ask: Program, path: str) -> list[dict[str, Any]]:
    """Return the items of all parts of a list."""
    items: list[dict[str, Any]] = []
    while path:
        part = ask("GET", path).json()
        items += part["items"]
        path = path_of(part["next"]) if part["next"] else ""
    return items


class TestArticles:
    def test_from_the_project_to_the_words(self, ask, project, article):
        shown = ask("GET", "/api/projects/").json()["items"][0]
        assert (shown["id"], shown["name"], shown["role"]) == (project.pk, "Harbour", "owner")
        found = ask("GET", path_of(shown["articles"])).json()["items"]
        assert [each["id"] for each in found] == [article.pk]
        assert ask("GET", f"/api/articles/{article.pk}/").json() == found[0]
        version = ask("GET", path_of(found[0]["versions"])).json()["items"][0]
        assert (version["number"], version["sha256"]) == (1, article.current.sha256)
        assert ask("GET", path_of(version["url"])).json()["text"] == article.current.text
        blocks = ask("GET", path_of(version["blocks"])).json()
        assert [article.current.text[each["start"] : each["end"]] for each in blocks] == [
            each["text"] for each in blocks
        ]

    @pytest.mark.parametrize("sort", ["", "title", "oldest", "short"])
    def test_a_list_in_parts_has_each_once_in_its_order(self, ask, base, project, sort):
        made = [an_article(project, [f"Text {n}. " * (n % 3 + 1)], title=f"Title {n % 4}") for n in range(7)]
        found = everything(ask, f"{base}/articles/?limit=2&sort={sort}")
        assert sorted(each["id"] for each in found) == [each.pk for each in made]
        assert [each["id"] for each in ask("GET", f"{base}/articles/?sort={sort}").json()["items"]] == [
            each["id"] for each in found
        ]

    def test_the_search_of_the_page_narrows_it(self, ask, base, project, article):
        an_article(project, ["Nothing of the kind."])
        found = ask("GET", f"{base}/articles/?q=seven OR five").json()["items"]
        assert [each["id"] for each in found] == [article.pk]
        assert ask("GET", f"{base}/articles/?q=(").status_code == 400

    @pytest.mark.django_db(transaction=True)
    def test_a_text_becomes_an_article_by_an_import_that_tells_how_far_it_is(self, ask, base):
        answer = ask("POST", f"{base}/articles/", {"text": "A fire broke out. Twelve people died in it."})
        assert answer.status_code == 202
        done = ask("GET", path_of(answer["Location"])).json()
        assert (done["is_over"], done["counts"]) == (True, {"imported": 1})
        (row,) = everything(ask, path_of(done["rows"]) + "?state=imported")
        assert "Twelve people died" in Article.objects.get(pk=row["article"]).current.text
        assert [each["id"] for each in everything(ask, f"{base}/imports/?limit=1")] == [done["id"]]

    def test_what_was_cancelled_is_done_again_on_demand(self, ask, project, owner):
        rows = [Item(Source(content=f"{word} died in the fire.".encode())) for word in ("Two", "Three")]
        batch = Import.objects.start(rows, project=project, by=owner)
        batch.rows.update(state="waiting", article=None)
        here = f"/api/imports/{batch.pk}"
        cancelled = ask("POST", f"{here}/cancellation/")
        assert (cancelled.status_code, cancelled.json()["counts"]) == (200, {"cancelled": 2})
        (first, second) = everything(ask, f"{here}/rows/?state=cancelled")
        assert ask("POST", f"{here}/retries/", {"row": first["id"]}).json()["counts"].get("cancelled") == 1
        again = ask("POST", f"{here}/retries/", {"row": first["id"]})
        assert (again.status_code, again.json()["status"]) == (409, 409)
        assert ask("POST", f"{here}/retries/", {"rows": []}).status_code == 422
        assert "cancelled" not in ask("POST", f"{here}/retries/", {}).json()["counts"]
        assert second["state"] == "cancelled"

    def test_files_come_in_as_a_form_sends_them(self, ask, base):
        files = [SimpleUploadedFile(f"{name}.txt", f"{name} is a text.".encode()) for name in ("One", "Two")]
        header = {"Authorization": f"Bearer {ask.secret}"}
        answer = Client().post(f"{base}/articles/", {"file": files}, headers=header)
        assert answer.status_code == 202
        assert [row.label for row in Import.objects.get().rows.all()] == ["One.txt", "Two.txt"]

    @pytest.mark.parametrize("sent", [{}, {"url": "ftp://example.org"}, {"text": "a", "colour": "red"}, []])
    def test_what_is_no_source_is_refused(self, ask, base, sent):
        assert ask("POST", f"{base}/articles/", sent).status_code == 422
        assert not Import.objects.exists()


class TestHighlights:
    def test_one_is_made_read_changed_and_deleted(self, ask, base, article, owner):
        answer = ask("POST", f"{base}/highlights/", {"article": article.pk, "quote": "Four five", "tags": ["Claim"]})
        assert (answer.status_code, answer.json()["quote"]) == (201, "Four five")
        path = path_of(answer["Location"])
        read = ask("GET", path)
        assert (read.json(), read["ETag"]) == (answer.json(), answer["ETag"])
        assert ask("GET", path, if_none_match=read["ETag"]).status_code == 304
        change = {"quote": "two more", "note": "Why.", "tags": ["Disputed", "Brand new"]}
        assert ask("PATCH", path, change).status_code == 428
        assert ask("PATCH", path, change, if_match='"another"').status_code == 412
        done = Operation.objects.exclude(action="codebook").count()
        changed = ask("PATCH", path, change, if_match=read["ETag"]).json()
        assert (changed["quote"], changed["note"]) == ("two more", "Why.")
        assert [tag["name"] for tag in changed["tags"]] == ["Disputed", "Brand new"]
        assert Operation.objects.exclude(action="codebook").count() == done + 1
        Operation.objects.exclude(action="codebook").latest("pk").undo(owner)
        undone = ask("GET", path).json()
        assert (undone["quote"], undone["note"], [tag["name"] for tag in undone["tags"]]) == (
            "Four five",
            "",
            ["Claim"],
        )
        assert ask("DELETE", path, if_match=ask("GET", path)["ETag"]).status_code == 204
        assert ask("GET", path).status_code == 404

    def test_what_is_left_out_of_a_change_stays(self, ask, article):
        made = a_highlight(article, "Four", "Claim", note="Why.")
        changed = ask("PATCH", f"/api/highlights/{made.key}/", {"tags": []}, if_match="*").json()
        assert (changed["note"], changed["quote"], changed["tags"]) == ("Why.", "Four", [])

    @pytest.mark.parametrize(
        "sent",
        [
            {"quote": "not there"},
            {"quote": "two"},  # in two places
            {"quote": " "},
            {"quote": "Four", "version": 9},
            {"quote": "Four", "article": 10**9},
            {"quote": "Four", "tags": ["x" * 101]},
            {"quote": "Four", "colour": "red"},
        ],
    )
    def test_what_cannot_be_kept_is_refused_alone_and_among_others(self, ask, base, article, sent):
        one = {"article": article.pk, **sent}
        assert ask("POST", f"{base}/highlights/", one).status_code == 422
        good = {"article": article.pk, "quote": "Five six" if "quote" in sent else "Four"}
        assert ask("POST", f"{base}/highlights/bulk/", [good | {"quote": "five six"}, one]).status_code == 422
        assert not Annotation.objects.exists()

    def test_a_thousand_are_made_as_one_operation_each_at_its_words(self, ask, base, project, owner):
        article = an_article(project, many_paragraphs(1000))
        text, done = article.current.text, Operation.objects.count()
        sent = [
            {"article": article.pk, "quote": "Sentence", "start": (at := text.index(f"Sentence {n} of")), "end": at + 8}
            if n % 2
            else {"article": article.pk, "quote": f"Sentence {n} of", "tags": ["Claim"], "note": f"{n}"}
            for n in range(1, 1001)
        ]
        answer = ask("POST", f"{base}/highlights/bulk/", sent)
        assert (answer.status_code, len(answer.json()["made"])) == (201, 1000)
        assert Operation.objects.count() == done + 1
        paragraphs = [each["paragraph"] for each in everything(ask, f"{base}/highlights/?limit=200")]
        assert paragraphs == list(range(1, 1001))

    def test_the_same_keys_again_make_nothing(self, ask, base, article):
        key = "8d5f1c1e-94f6-4a0b-b8f5-0d9a6f2b7c11"
        sent = [{"article": article.pk, "quote": "Four", "key": key}, {"article": article.pk, "quote": "One two"}]
        assert ask("POST", f"{base}/highlights/bulk/", sent[:1]).json() == {"made": [key], "known": 0}
        assert ask("POST", f"{base}/highlights/bulk/", sent).json()["known"] == 1
        assert Annotation.objects.count() == 2

    def test_the_filters_of_the_page_narrow_the_list(self, ask, base, article, project):
        a_highlight(article, "Four", "Claim", note="Why.")
        plain = a_highlight(article, "One two")
        tag = Tag.objects.get(project=project, name="Claim")
        for query in ("untagged=true", "q=One", f"without={tag.pk}", "note=without"):
            found = ask("GET", f"{base}/highlights/?{query}").json()["items"]
            assert [each["annotation_id"] for each in found] == [plain.pk]
        assert ask("GET", f"{base}/highlights/?tag=999999").status_code == 400


class TestTags:
    def test_one_is_added_changed_archived_and_removed(self, ask, base):
        answer = ask("POST", f"{base}/tags/", {"name": "Rumour", "tint": "teal", "hotkey": "m"})
        assert (answer.status_code, answer.json()["tint"]) == (201, "teal")
        path = path_of(answer["Location"])
        assert ask("PATCH", path, {"name": "Hearsay"}).status_code == 428
        changed = ask("PATCH", path, {"name": "Hearsay", "archived": True}, if_match=answer["ETag"])
        assert (changed.json()["name"], changed.json()["hotkey"], changed.json()["archived"]) == ("Hearsay", "m", True)
        assert ask("PATCH", path, {"name": "Claim"}, if_match="*").status_code == 422
        assert ask("DELETE", path, if_match=answer["ETag"]).status_code == 412
        assert ask("DELETE", path).status_code == 204
        assert "Hearsay" not in [tag["name"] for tag in everything(ask, f"{base}/tags/?limit=2")]


class TestExports:
    def test_every_format_is_offered_and_comes(self, ask, base, article):
        a_highlight(article, "Four", "Claim")
        for offer in ask("GET", f"{base}/exports/").json():
            answer = ask("GET", path_of(offer["url"]), accept="*/*")
            assert (answer.status_code, answer["Content-Type"]) == (200, offer["media_type"])
            assert b"".join(answer.streaming_content)
        assert ask("GET", f"{base}/exports/project/?q=Four").status_code == 400

    def test_a_filter_and_pseudonyms_narrow_and_hide(self, ask, base, article, owner):
        for words in ("Four", "One two"):
            a_highlight(article, words, by=owner)
        lines = b"".join(ask("GET", f"{base}/exports/json-lines/?q=One&people=pseudonyms").streaming_content)
        (line,) = map(json.loads, lines.splitlines())
        assert (line["quote"], line["author"]) == ("One two", "person-1")


@pytest.mark.parametrize("path", ["/articles/", "/highlights/?limit=200", "/tags/", "/imports/", "/exports/", "/../"])
def test_a_list_takes_as_many_queries_for_many_as_for_few(project, owner, base, path):
    ask, counts = Program(owner), set()
    ask("GET", "/api/")  # its use is kept now, and not again for a minute
    for number in range(1, 13):
        article = an_article(project, many_paragraphs(2), title=f"Title {number}")
        a_highlight(article, " 1 of", "Claim", "Casualty figure", note="why", by=owner)
        Import.objects.create(project=project, created_by=owner)
        if number in (3, 12):
            ask("GET", f"{base}/articles/")  # counts what has changed
            with CaptureQueriesContext(connection) as captured:
                target = "/api/projects/" if path == "/../" else f"{base}{path}"
                assert ask("GET", target).status_code == 200
            counts.add(len(captured))
    assert len(counts) == 1
