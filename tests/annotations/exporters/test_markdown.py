"""Markdown that says what was quoted and noted, and in which nothing that was quoted or noted is more than text."""

from __future__ import annotations

import io
import json
import re
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exporters.format import Selection
from annotations.exporters.markdown import escape, front_matter, obsidian_tag, paragraphs, write, write_folder
from annotations.models import Annotation
from tests.builders import a_highlight, an_article
from tests.strategies import PIECES

HOSTILE = "---\ntitle: x\n# H1 [[link]] ![](https://evil.example/x.png) <script> ==x== %%c%% $m$ | `c`\n1. one\n- two"
texts = st.one_of(st.text(max_size=40), st.lists(st.sampled_from([*PIECES, *HOSTILE.split(" ")])).map("".join))


def said(project, **options) -> str:
    return b"".join(write(Selection(project, Annotation.objects.alive(), **options))).decode()


def front(text: str) -> dict:
    """Return what the front matter says: every value is a JSON value, which YAML 1.2 reads alike."""
    start, matter, _ = re.split(r"^---\n", text, maxsplit=2, flags=re.MULTILINE)
    assert start == ""
    pairs = (line.split(": ", 1) for line in matter.splitlines())
    return {name: json.loads(value) for name, value in pairs}


class TestEscaping:
    @given(texts)
    def test_taking_the_backslashes_away_gives_the_line_again(self, text):
        line = " ".join(text.split())
        assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escape(line)) == line

    @given(texts)
    def test_no_mark_up_is_left(self, text):
        for line in paragraphs(text):
            bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", line)
            assert not re.search(r"[\\`*_\[\]<>~=^$|#%&!{}]", bare)
            assert not re.match(r"\s|[-+]|\d{1,9}[.)]", line)

    @given(texts)
    def test_front_matter_holds_any_text_and_ends_where_it_ends(self, text):
        matter = front_matter({"title": text, "tags": [text]}).decode()
        assert len(matter.split("\n")) == 5, "two lines of its own, two values, and the end"
        assert front(matter) == {"title": text, "tags": [text]}
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]", matter.replace("\n", ""))

    @pytest.mark.parametrize(
        ("name", "tag"),
        [
            ("Casualty figure", "Casualty-figure"),
            ("a/b #c", "a-b-c"),
            ("2024", "2024-"),
            ("ضحايا", "ضحايا"),
            ("!", "tag"),
        ],
    )
    def test_a_tag_is_one_that_obsidian_takes(self, name, tag):
        assert obsidian_tag(name) == tag


class TestFile:
    def test_one_article_has_its_front_matter_and_its_highlights(self, project, coder):
        article = an_article(
            project, ["One two three.", "Four five six."], title='Fire: "at" the quay', url="https://example.org/a",
            byline="A. Writer", site_name="Courier", published="2024-03-12",
        )  # fmt: skip
        made = a_highlight(article, "two", "Casualty figure", note="Who says so?\n\nNobody.", by=coder)
        text = said(project)
        assert front(text) == {
            "title": 'Fire: "at" the quay', "url": "https://example.org/a", "site": "Courier", "author": "A. Writer",
            "published": "2024-03-12", "language": "en", "version": 1, "sha256": article.current.sha256,
            "highlights": 1, "tags": ["Casualty-figure"],
        }  # fmt: skip
        assert text.endswith(
            '\n# Fire: "at" the quay\n\nA. Writer · Courier · 2024-03-12\n\n<https://example.org/a>\n'
            "\n> two\n\n#Casualty-figure\n\nWho says so?\n\nNobody.\n\n"
            f"— coder, {made.created_at:%Y-%m-%d} ^{str(made.key)[:8]}\n"
        )

    def test_what_was_quoted_stays_in_its_quotation(self, project):
        article = an_article(project, HOSTILE.split("\n"), title=HOSTILE)
        a_highlight(article, HOSTILE, note=HOSTILE)
        text = said(project)
        assert front(text)["title"] == HOSTILE
        body = text.split("\n---\n", 1)[1]
        quoted = [line for line in body.split("\n") if line.startswith(">")]
        assert len(quoted) == 2 * len(HOSTILE.split("\n")) - 1
        assert not re.search(r"^(---|#+ H1|- |1\. )", body, re.MULTILINE)
        assert "<script>" not in body
        assert "![" not in re.sub(r"\\.", "", body)

    def test_an_orphan_says_that_it_is_one(self, project, coder):
        article = an_article(project, ["One two three.", "Four."])
        a_highlight(article, "two")
        article.cut_block(0, by=coder)
        assert "no longer in the text" in said(project)

    def test_several_articles_stand_one_after_the_other(self, project):
        for title in ("First", "Second", "Third"):
            a_highlight(an_article(project, title=title), "two")
        text = said(project)
        assert front(text) == {"title": project.name}
        assert re.findall(r"^# (.*)$", text, re.MULTILINE) == ["First", "Second", "Third"]
        assert text.count("> two") == 3

    def test_nothing_is_front_matter_alone(self, project):
        assert front(said(project)) == {"title": project.name}


class TestFolder:
    def test_a_file_for_each_article_under_a_name_of_its_own(self, project):
        for title in ("Fire!", "Fire?", "../../etc/passwd", "حريق"):
            a_highlight(an_article(project, title=title), "two", note=title)
        content = b"".join(write_folder(Selection(project, Annotation.objects.alive())))
        with ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            assert archive.namelist() == ["fire.md", "fire-2.md", "etcpasswd.md", "حريق.md"]
            assert [front(archive.read(name).decode())["title"] for name in archive.namelist()] == [
                "Fire!", "Fire?", "../../etc/passwd", "حريق",
            ]  # fmt: skip

    def test_it_is_the_same_bytes_for_the_same_highlights(self, project):
        a_highlight(an_article(project), "two")
        selection = Selection(project, Annotation.objects.alive())
        assert b"".join(write_folder(selection)) == b"".join(write_folder(selection))
