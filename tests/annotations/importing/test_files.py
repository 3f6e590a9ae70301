"""Files as other programs write them, as people cut and change them, and as somebody would who means harm."""

from __future__ import annotations

import io
import json
from base64 import urlsafe_b64encode
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from annotations.importing import UnreadableAnnotations, planning, read, rows
from annotations.importing.carrying_out import carry_out
from annotations.models import Annotation
from reader.models import Role
from tests.builders import a_highlight, an_article

URL = "https://example.org/report"
TEXT = ["One two three.", "Four five six seven."]
PROJECT = (
    '<?xml version="1.0"?>{doctype}<Project name="P" xmlns="urn:QDA-XML:project:1.0">'
    '<CodeBook><Codes><Code guid="{{11111111-1111-1111-1111-111111111111}}" name="Cause" isCodable="true"'
    ' color="#12b5ba"/></Codes></CodeBook><Sources>{sources}</Sources>{notes}</Project>'
)
CODED = (
    '<Coding guid="22222222-2222-2222-2222-222222222222"><CodeRef'
    ' targetGUID="{11111111-1111-1111-1111-111111111111}"/></Coding>'
)


@pytest.fixture
def article(project):
    return an_article(project, TEXT, url=URL)


def web(**said):
    selector = {"type": "TextQuoteSelector", "exact": "five", "prefix": "Four ", "suffix": " six"}
    target = {"source": URL, "selector": selector}
    return {"id": f"https://other.example/{uuid4()}", "type": "Annotation", "target": target, **said}


def row(**said):
    selector = [
        {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 5, "endContainer": "/p[1]", "endOffset": 9},
        {"type": "TextPositionSelector", "start": 9020, "end": 9024},
        {"type": "TextQuoteSelector", "exact": "five", "prefix": "Four ", "suffix": " six"},
    ]
    return {
        "id": urlsafe_b64encode(uuid4().bytes).decode().rstrip("="), "uri": URL, "user": "acct:ada@hypothes.is",
        "text": "why", "tags": ["Cause", "claim"], "created": "2024-03-12T10:11:12.123456+00:00",
        "updated": "2024-03-13T10:11:12.123456+00:00", "target": [{"source": URL, "selector": selector}],
        "references": [], **said,
    }  # fmt: skip


def archive(sources="", notes="", doctype="", files=(), name="project.qde"):
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as made:
        made.writestr(name, PROJECT.format(sources=sources, notes=notes, doctype=doctype))
        for path, content in files:
            made.writestr(path, content)
    return stream.getvalue()


def brought_in(value, project, by):
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return carry_out(read(content), project, by=by)[0]


class TestOtherPrograms:
    @pytest.mark.parametrize(
        "wrapped",
        [
            lambda it: it,
            lambda it: [it],
            lambda it: {"type": "AnnotationPage", "items": [it]},
            lambda it: {"type": ["AnnotationCollection", "Other"], "first": {"type": "AnnotationPage", "items": [it]}},
        ],
    )
    def test_a_web_annotation_comes_alone_in_a_list_on_a_page_or_in_a_collection(
        self, article, project, owner, wrapped
    ):
        brought_in(wrapped(web(bodyValue="why")), project, owner)
        made = Annotation.objects.get()
        assert (made.exact, made.start, made.note, made.created_by) == ("five", 20, "why", owner)

    def test_bodies_of_all_kinds(self, article, project, owner):
        bodies = [
            {"type": "TextualBody", "value": " Cause ", "purpose": "tagging"},
            {"type": "TextualBody", "value": "cause", "purpose": ["tagging"]},
            {"type": "TextualBody", "value": "first"},
            {"type": "TextualBody", "value": "second", "purpose": "commenting"},
            "https://example.org/body",
            {"type": "SpecificResource", "source": "https://example.org/x", "purpose": "linking"},
        ]
        brought_in(web(body=bodies), project, owner)
        made = Annotation.objects.get()
        assert [tag.name for tag in made.tags.all()] == ["Cause"]
        assert made.note == "first\n\nsecond"

    def test_what_points_at_no_words_is_counted(self, article, project, owner):
        fragment = {"source": URL, "selector": {"type": "FragmentSelector", "value": "x=1"}}
        found = read(json.dumps([web(target=URL), web(target=fragment), web()]).encode())
        assert (len(found.rows), sum(found.left_out.values())) == (1, 2)

    def test_a_row_of_hypothesis_finds_its_words_where_its_position_is_of_another_text(self, article, project, owner):
        reply, page_note = row(references=["x"]), row(target=[{"source": URL}])
        made = brought_in({"total": 3, "rows": [row(), reply, page_note]}, project, owner)
        assert (len(made.new), sum(made.file.left_out.values())) == (1, 2)
        annotation = Annotation.objects.get()
        assert (annotation.exact, annotation.start, annotation.note) == ("five", 20, "why")
        assert [tag.name for tag in annotation.tags.all()] == ["Claim", "Cause"]
        assert annotation.created_at.isoformat() == "2024-03-12T10:11:12.123456+00:00"

    def test_words_that_are_in_two_places_or_in_none_become_orphans(self, project, owner):
        an_article(project, ["Twice here.", "Twice here."], url=URL)
        quote = {"type": "TextQuoteSelector", "exact": "Twice", "prefix": "", "suffix": ""}
        gone = {"type": "TextQuoteSelector", "exact": "words that nobody ever wrote", "prefix": "", "suffix": ""}
        found = [web(target={"source": URL, "selector": each}) for each in (quote, gone)]
        made = brought_in(found, project, owner)
        assert (len(made.new), made.orphans) == (2, 2)
        assert [each.exact for each in Annotation.objects.orphaned()] == ["Twice", "words that nobody ever wrote"]

    @pytest.mark.parametrize("address", [URL + "#part", URL + "/", URL.replace("https", "http")])
    def test_a_page_is_found_by_an_address_that_means_the_same(self, article, project, owner, address):
        assert len(brought_in([row(uri=address)], project, owner).new) == 1

    def test_pages_that_are_not_here_are_named(self, article, project, owner):
        made = brought_in([row(), row(uri="https://elsewhere.example/")], project, owner)
        assert (len(made.new), dict(made.strangers)) == (1, {"https://elsewhere.example/": 1})

    def test_a_refi_qda_project_of_another_program(self, article, project, owner):
        path = "33333333-3333-3333-3333-333333333333.txt"
        selection = (
            f'<PlainTextSelection guid="{{{str(uuid4()).upper()}}}" startPosition="20" endPosition="24">{CODED}'
            '<NoteRef targetGUID="44444444-4444-4444-4444-444444444444"/></PlainTextSelection>'
            '<PlainTextSelection guid="55555555-5555-5555-5555-555555555555" startPosition="90" endPosition="95"/>'
        )
        source = f'<TextSource guid="{uuid4()}" name="x" plainTextPath="internal://{path}">{selection}</TextSource>'
        notes = (
            '<Notes><Note guid="44444444-4444-4444-4444-444444444444"><PlainTextContent>why</PlainTextContent></Note>'
            "</Notes>"
        )
        content = archive(source, notes, files=[(f"Sources/{path}", ("\ufeff" + "\n".join(TEXT)).encode())])
        made = brought_in(content, project, owner)
        assert (len(made.new), made.tags, sum(made.file.left_out.values())) == (1, ["Cause"], 1)
        annotation = Annotation.objects.get()
        assert (annotation.exact, annotation.note, annotation.article) == ("five", "why", article)
        tag = annotation.tags.get()
        assert (tag.name, tag.tint) == ("Cause", "teal")


class TestWhoseTheyAre:
    def test_an_owner_brings_others_highlights_in_under_their_names(self, article, project, owner, coder):
        brought_in([row(user="acct:coder@anywhere"), row(user="acct:nobody@anywhere")], project, owner)
        assert [each.created_by for each in Annotation.objects.order_by("pk")] == [coder, owner]

    def test_a_coder_brings_everything_in_as_theirs(self, article, project, owner, coder):
        brought_in([row(user="acct:owner@anywhere"), row(user="acct:coder@anywhere")], project, coder)
        assert {each.created_by for each in Annotation.objects.all()} == {coder}

    def test_another_projects_highlight_is_not_touched_by_its_key(self, article, project, owner, stranger):
        other = stranger.projects.get()
        theirs = a_highlight(an_article(other, TEXT, url=URL), "five", note="theirs", by=stranger)
        for _ in range(2):
            made = brought_in(web(id=f"urn:uuid:{theirs.key}", bodyValue="ours"), project, owner)
        assert made.is_empty
        theirs.refresh_from_db()
        assert theirs.note == "theirs"
        ours = Annotation.objects.get(article=article)
        assert (ours.note, ours.key != theirs.key) == ("ours", True)

    def test_what_is_here_already_stays_as_it_is(self, article, project, owner):
        known = a_highlight(article, "five", note="mine", by=owner)
        made = brought_in(web(id=f"urn:uuid:{known.key}", bodyValue="another"), project, owner)
        known.refresh_from_db()
        assert (made.known, known.note) == (1, "mine")


class TestHarm:
    def refused(self, content) -> str:
        with pytest.raises(UnreadableAnnotations) as error:
            read(content if isinstance(content, bytes) else json.dumps(content).encode())
        assert str(error.value)[-1] in ".)"
        return str(error.value)

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b" ", "is empty"), (b"\xff\xfe\x00", "no text in UTF-8"), (b"hello", "no JSON"), (b"{}", "no annotations"),
            (b"[]", "no annotations"), (b"7", "no annotations"), (b'{"rows": 7}', "no annotations"),
            (b"[" * 200_000, "nested deeper"), (b"PK\x03\x04 broken", "does not open"),
            (b'{"type": "AnnotationCollection", "first": "https://example.org/page"}', "pages are elsewhere"),
            (b'{"type": "AnnotationPage", "next": "https://example.org/2", "items": []}', "one page of several"),
        ],
    )  # fmt: skip
    def test_what_is_no_such_file_is_told_with_the_way_out(self, content, said):
        assert said in self.refused(content)

    def test_a_file_that_was_cut_off_is_told_so(self):
        whole = json.dumps({"rows": [row()]}).encode()
        assert "cut off" in self.refused(whole[:-2])
        assert "cut off" in self.refused(whole[: len(whole) // 2]) or "no JSON" in self.refused(
            whole[: len(whole) // 2]
        )

    def test_a_tag_that_is_too_long_is_told_with_its_place(self):
        assert "Row 1 has a tag of 101 characters" in self.refused([row(tags=["x" * 101])])

    def test_values_of_other_types_are_no_more_than_left_out(self, article, project, owner):
        odd = row(
            tags=[1, None, {"a": 1}, "Cause", "\ud800\0odd"], text=["x"], user=7, created=9, updated="soon", attest=3,
            document=None,
        )  # fmt: skip
        selectors = [3, {"type": ["x"]}, {"type": "TextQuoteSelector", "exact": "six"}]
        target = {"source": {"id": URL}, "selector": selectors, "state": "x"}
        brought_in([odd], project, owner)
        brought_in([web(target=[None, target], body=[7, None], creator=[{"name": 7}], created=[])], project, owner)
        first, second = Annotation.objects.order_by("pk")
        assert [tag.name for tag in first.tags.all()] == ["Cause", "\ufffdodd"]
        assert (second.exact, second.note) == ("six", "")

    @pytest.mark.parametrize("start", [-1, 2.5, "4", True, None, 10**30])
    def test_a_position_that_is_none_leaves_it_to_the_words(self, article, project, owner, start):
        selectors = [
            {"type": "TextPositionSelector", "start": start, "end": 24},
            {"type": "TextQuoteSelector", "exact": "five", "prefix": "Four ", "suffix": " six"},
        ]
        brought_in(web(target={"source": URL, "selector": selectors}), project, owner)
        assert Annotation.objects.get().start == 20

    def test_a_figure_that_cannot_be_is_told_and_nothing_comes_in(self, article, project, owner):
        figure = {"type": "TextualBody", "value": "x", "attest:figure": {"low": 9, "best": 2, "pk": 1, "raw": "x"}}
        tag = {"type": "TextualBody", "value": "Casualty figure", "purpose": "tagging"}
        content = json.dumps(web(body=[tag, figure], **{"attest:status": "anchored"})).encode()
        with pytest.raises(UnreadableAnnotations, match="Annotation 1: its figure cannot be read: Low is at most best"):
            carry_out(read(content), project, by=owner)
        assert not Annotation.objects.exists()

    def test_an_archive_that_unpacks_to_very_much_is_refused(self, monkeypatch):
        monkeypatch.setattr("annotations.importing.qdpx.MOST_BYTES", 10_000)
        assert "Unpacked this is more than" in self.refused(archive(files=[("sources/x.txt", b"0" * 20_000)]))

    def test_too_many_highlights_are_refused(self, monkeypatch):
        monkeypatch.setattr("annotations.importing.MOST_ROWS", 1)
        assert "at most 1 highlights" in self.refused([row(), row()])

    def test_an_archive_reaches_nothing_outside_of_itself(self, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("the secret")
        for path in ("../../../etc/passwd", str(secret), f"internal://../{secret}"):
            source = f'<TextSource guid="{uuid4()}" plainTextPath="{path}"/>'
            assert "There is no file" in self.refused(archive(source))
        doctype = f'<!DOCTYPE Project [<!ENTITY x SYSTEM "file://{secret}">]>'
        source = f'<TextSource guid="{uuid4()}" name="&x;"><PlainTextContent>&x;</PlainTextContent></TextSource>'
        assert "the secret" not in self.refused(archive(source, doctype=doctype))

    def test_an_archive_without_a_project_is_told(self):
        assert "no project.qde" in self.refused(archive(name="other.xml"))
        assert "no XML" in self.refused(archive(sources="<TextSource"))

    def test_a_file_of_very_many_bytes_is_refused_before_it_is_read(self, monkeypatch):
        monkeypatch.setattr("annotations.importing.MOST_BYTES", 10)
        assert "larger than" in self.refused(b"[" * 11)


def test_a_row_of_an_article_that_could_not_be_read_is_a_stranger(project, owner, article):
    article.current, article.status = None, "unreadable"
    article.save()
    found = planning.plan(read(json.dumps([row()]).encode()), project)
    assert dict(found.strangers) == {URL: 1}


def test_a_viewer_is_no_member_whose_name_is_used_by_a_coder(project, article, viewer, coder):
    assert project.role_of(coder) == Role.CODER
    brought_in([row(user="acct:viewer@x")], project, coder)
    assert Annotation.objects.get().created_by == coder


def test_moments_that_are_none_or_to_come_are_now(article, project, owner):
    for value in ("2999-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "12 March", None):
        assert rows.moment(value) is None
