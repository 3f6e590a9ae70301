"""Notes saved over the wire, and what two people type at once."""

from __future__ import annotations

import lxml.html
import pytest
from django.urls import reverse

from tests.annotations.wire.pieces import HTMX
from tests.builders import a_highlight


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
