"""A person looks at what a file would bring, and then brings it in; the command line does the same."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from lxml import html

from annotations.exporters import EXPORTERS, Selection
from annotations.models import Annotation, Operation
from tests.builders import a_highlight, an_article

URL = "https://example.org/report"


@pytest.fixture
def article(project):
    return an_article(project, ["One two three.", "Four five six."], url=URL)


@pytest.fixture
def content(project, article, coder):
    a_highlight(article, "two", "Claim", note="why", by=coder)
    a_highlight(article, "five", by=coder)
    found = b"".join(EXPORTERS["web-annotation"].write(Selection(project, Annotation.objects.alive())))
    Annotation.objects.all().delete()
    Operation.objects.all().delete()
    return found


def look(client, project, content, name="annotations.jsonld"):
    return client.post(reverse("annotations_import", args=[project.pk]), {"file": SimpleUploadedFile(name, content)})


def fields(response) -> dict[str, str]:
    """Return what the form that was looked at sends."""
    form = next(form for form in html.document_fromstring(response.content).forms if "seen" in form.fields)
    return dict(form.fields)


class TestPage:
    def test_a_look_changes_nothing_and_says_what_would_come(self, article, project, content, client_of, coder):
        response = look(client_of(coder), project, content)
        said = html.document_fromstring(response.content).text_content()
        assert (response.status_code, Annotation.objects.count()) == (200, 0)
        assert "2 highlights would be new." in said
        assert article.title in said

    def test_what_was_looked_at_comes_in_and_can_be_undone_on_the_page(
        self, article, project, content, client_of, coder
    ):
        client = client_of(coder)
        sent = fields(look(client, project, content))
        response = client.post(reverse("annotations_import", args=[project.pk]), sent, follow=True)
        assert "Brought in 2 highlights." in response.content.decode()
        assert [(each.exact, each.note) for each in Annotation.objects.order_by("pk")] == [("two", "why"), ("five", "")]
        client.post(reverse("project_turn", args=[project.pk, "undo"]))
        assert not Annotation.objects.alive().exists()

    def test_the_same_file_again_says_that_there_is_nothing_new(self, article, project, content, client_of, coder):
        client = client_of(coder)
        client.post(reverse("annotations_import", args=[project.pk]), fields(look(client, project, content)))
        said = look(client, project, content).content.decode()
        assert "Nothing new." in said
        assert "2 highlights are here already" in said

    def test_what_has_changed_since_the_look_is_shown_again(self, article, project, content, client_of, coder):
        client = client_of(coder)
        sent = fields(look(client, project, content))
        article.cut_block(1, by=coder)
        response = client.post(reverse("annotations_import", args=[project.pk]), sent)
        assert "The project was changed meanwhile" in response.content.decode()
        assert "1 highlight of these has no place" in response.content.decode()
        assert not Annotation.objects.exists()
        client.post(reverse("annotations_import", args=[project.pk]), fields(response))
        assert Annotation.objects.orphaned().count() == 1

    def test_pages_that_are_not_here_and_new_tags_are_named(self, project, article, client_of, coder):
        selector = {"type": "TextQuoteSelector", "exact": "five", "prefix": "Four ", "suffix": " six"}
        here, there = ({"source": uri, "selector": [selector]} for uri in (URL, "https://elsewhere.example/<b>"))
        rows = [
            {"id": "a", "uri": here["source"], "target": [here], "tags": ["<b>Cause</b>"]},
            {"id": "b", "uri": there["source"], "target": [there]},
        ]
        page = html.document_fromstring(look(client_of(coder), project, json.dumps(rows).encode()).content)
        said = page.text_content()
        assert "1 highlight is of pages that are not in this project" in said
        assert "https://elsewhere.example/<b>" in said
        assert [chip.text_content() for chip in page.find_class("chip")] == ["<b>Cause</b>"]
        assert "1 highlight that others made (an owner can bring them in under their names) would be yours." in said

    def test_a_file_that_is_none_is_told_by_its_name_with_the_way_out(self, project, client_of, coder):
        response = look(client_of(coder), project, b"hello", name="<notes>.txt")
        assert response.status_code == 422
        said = html.document_fromstring(response.content).text_content()
        assert "Nothing was brought in from “<notes>.txt”" in said
        assert "choose one of Web Annotations" in said

    def test_a_file_that_is_too_large_is_told(self, project, client_of, coder, monkeypatch):
        monkeypatch.setattr("annotations.forms.importing.MOST_UPLOADED", 10)
        response = look(client_of(coder), project, b"[" * 11)
        assert response.status_code == 422
        assert "is larger than" in response.content.decode()

    @pytest.mark.parametrize("broken", ["no base64", "aGVsbG8=", ""])
    def test_a_form_that_arrived_broken_is_told(self, project, client_of, coder, broken):
        response = client_of(coder).post(reverse("annotations_import", args=[project.pk]), {"content": broken})
        assert response.status_code == 422

    @pytest.mark.parametrize("name", ["exports", "project_annotations"])
    def test_there_is_a_way_to_it_for_who_may(self, project, article, client_of, coder, viewer, name):
        a_highlight(article, "five")
        address = reverse("annotations_import", args=[project.pk])
        assert address in client_of(coder).get(reverse(name, args=[project.pk])).content.decode()
        assert address not in client_of(viewer).get(reverse(name, args=[project.pk])).content.decode()


class TestCommand:
    def run(self, capsys, *arguments) -> str:
        call_command("import_annotations", *map(str, arguments))
        return capsys.readouterr().out

    def test_it_says_what_would_come_and_then_brings_it_in(self, project, content, tmp_path, capsys, coder):
        file = tmp_path / "a.jsonld"
        file.write_bytes(content)
        said = self.run(capsys, file, "--project", project.pk, "--dry-run")
        assert "2 highlights would be new." in said
        assert not Annotation.objects.exists()
        assert "Brought in 2 highlights." in self.run(capsys, file, "--project", project.pk)
        assert {each.created_by for each in Annotation.objects.all()} == {coder}
        assert Operation.objects.get().by == project.members.get(username="owner")
        assert "All of it was here already." in self.run(capsys, file, "--project", project.pk, "--by", "coder")

    def test_a_file_that_is_none_is_named(self, project, tmp_path):
        file = tmp_path / "a.jsonld"
        with pytest.raises(CommandError, match=r"a\.jsonld cannot be read: No such file"):
            call_command("import_annotations", str(file), project=project.pk)
        file.write_text("hello")
        with pytest.raises(CommandError, match=r"a\.jsonld: This is no JSON"):
            call_command("import_annotations", str(file), project=project.pk)

    def test_who_may_not_is_told(self, project, viewer, stranger):
        with pytest.raises(CommandError, match="There is no project 999999"):
            call_command("import_annotations", "x", project=999_999)
        with pytest.raises(CommandError, match="viewer may only look"):
            call_command("import_annotations", "x", project=project.pk, by="viewer")
        with pytest.raises(CommandError, match="has no member 'stranger'"):
            call_command("import_annotations", "x", project=project.pk, by="stranger")
