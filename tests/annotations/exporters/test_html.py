"""One page that holds everything, runs nothing and fetches nothing."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest
from lxml import html

from annotations.exporters import pictures
from annotations.exporters.format import Selection
from annotations.exporters.html import write
from annotations.models import Annotation, Tag
from annotations.models.relation import relate
from reader.extraction.model import Block, Container, Kind
from tests.builders import a_highlight, a_picture, an_article, paragraph

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)> </style></title> tabindex="0"'


def exported(project, **options) -> str:
    return b"".join(write(Selection(project, Annotation.objects.alive(), **options))).decode()


def parsed(project, **options):
    return html.document_fromstring(exported(project, **options))


def words(element) -> str:
    return element.text_content()


class TestPage:
    def test_the_highlights_are_marked_in_the_text_with_their_numbers(self, project):
        article = an_article(project, [paragraph("One two three.", "One <em>two</em> three."), "Four five six."])
        a_highlight(article, "two three", "Claim")
        a_highlight(article, "six")
        text = parsed(project).find_class("text")[0]
        assert [words(mark) for mark in text.find_class("mark")] == ["two", " three", "six"]
        assert [mark.get("class") for mark in text.find_class("mark")] == ["mark tint-blue"] * 2 + ["mark"]
        assert [words(reference) for reference in text.find_class("reference")] == ["1", "2"]
        for reference in text.find_class("reference"):
            reference.drop_tree()
        assert words(text).split() == article.current.text.split(), "the text itself is unchanged"

    def test_a_number_leads_to_what_is_said_of_the_highlight(self, project, coder):
        article = an_article(project)
        made = a_highlight(article, "two", "Claim", note="Who says so?", by=coder)
        page = parsed(project)
        assert page.xpath("//sup/a")[0].get("href") == f"#highlight-{made.pk}"
        entry = page.get_element_by_id(f"highlight-{made.pk}")
        assert [words(entry.find(".//blockquote")), words(entry.find_class("note")[0])] == ["two", "Who says so?"]
        assert [words(chip) for chip in entry.find_class("chip")] == ["Claim"]
        assert words(entry.find_class("made")[0]) == f"coder, {made.created_at:%Y-%m-%d}"

    def test_the_legend_says_what_the_colours_mean(self, project):
        article = an_article(project)
        a_highlight(article, "two", "Disputed")
        a_highlight(article, "five", "Claim")
        chips = parsed(project).find_class("legend")[0].find_class("chip")
        assert [(words(chip), chip.get("class")) for chip in chips] == [
            ("Claim", "chip tint-blue"), ("Disputed", "chip tint-rose"), ("a highlight without a tag", "chip"),
        ]  # fmt: skip

    def test_only_what_is_selected_is_marked(self, project):
        article = an_article(project)
        a_highlight(article, "two", "Claim")
        a_highlight(article, "five")
        selection = Selection(project, Annotation.objects.alive().tagged("claim"))
        page = html.document_fromstring(b"".join(write(selection)))
        assert [words(mark) for mark in page.find_class("mark")] == ["two"]

    def test_an_orphan_is_listed_and_said_to_be_one(self, project, coder):
        article = an_article(project, ["One two three.", "Four."])
        a_highlight(article, "two")
        article.cut_block(0, by=coder)
        page = parsed(project)
        assert page.find_class("mark") == []
        assert "no longer in the text" in words(page.find_class("made")[0])

    def test_figures_and_relations_are_told_in_words(self, project, owner):
        article = an_article(project, ["At least 12 people died.", "No, said the union."])
        figure = a_highlight(article, "At least 12 people died", "Casualty figure", by=owner)
        relate(a_highlight(article, "No", by=owner), figure, "disputes", by=owner, scope="number", who="the union")
        assert [words(each) for each in parsed(project).find_class("evidence")] == [
            "at least 12 killed", "disputes “At least 12 people died” (the number, the union)",
        ]  # fmt: skip

    def test_lists_and_quotations_keep_their_structure(self, project):
        item = (Container("ul", 1), Container("li", 2))
        blocks = [
            Block(Kind.HEADING, "Part", "Part", level=2),
            Block(Kind.LIST_ITEM, "First", "First", path=item),
            Block(Kind.QUOTATION, "He said so.", "He said so.", path=(Container("blockquote", 3),)),
        ]
        a_highlight(an_article(project, blocks), "First\nHe said")
        text = parsed(project).find_class("text")[0]
        assert [words(element).strip() for element in text.iter("h2", "li", "blockquote")] == [
            "Part",
            "First",
            "He said1 so.",
        ]

    def test_direction_and_language_are_the_articles(self, project):
        a_highlight(an_article(project, ["قالَ المتحدث"], language="ar", direction="rtl"), "قالَ")
        article = parsed(project).find(".//article")
        assert (article.get("lang"), article.get("dir")) == ("ar", "rtl")


class TestPictures:
    @pytest.fixture
    def article(self, project):
        url = "https://pictures.example/quay.jpg"
        block = Block(Kind.IMAGE, f'<img src="{url}" alt="The &lt;quay&gt;">', "")
        article = an_article(project, ["One two three.", block])
        a_highlight(article, "two")
        return article

    def test_one_that_is_here_is_in_the_file(self, project, article):
        picture = a_picture(article)
        (image,) = html.document_fromstring(exported(project)).iter("img")
        kind, _, data = image.get("src").partition(";base64,")
        assert (kind, b64decode(data), image.get("alt")) == ("data:image/png", picture.content, "The <quay>")
        policy = html.document_fromstring(exported(project)).xpath("//meta[@http-equiv]")[0].get("content")
        assert "img-src data:;" in policy

    def test_one_that_is_lost_or_too_large_is_told_by_its_words(self, project, article, monkeypatch):
        picture = a_picture(article)
        monkeypatch.setattr(pictures, "MOST", 10)
        assert "[Picture: The <quay>; too large for this file]" in words(html.document_fromstring(exported(project)))
        monkeypatch.undo()
        picture.file.storage.delete(picture.file.name)
        page = html.document_fromstring(exported(project))
        assert ("[Picture: The <quay>" in words(page), list(page.iter("img"))) == (True, [])


class TestNothingRuns:
    @pytest.fixture
    def hostile(self, project):
        picture = Block(Kind.IMAGE, '<img src="https://example.org/x.png" alt="The quay">', "")
        article = an_article(
            project, [HOSTILE, picture], title=HOSTILE, byline=HOSTILE, site_name=HOSTILE, url="https://example.org/a"
        )
        Tag.objects.create(project=project, name=HOSTILE[:90], position=9)
        a_highlight(article, HOSTILE, HOSTILE[:90], note=HOSTILE)
        return exported(project)

    def test_no_script_and_no_picture_is_in_it(self, hostile):
        root = html.document_fromstring(hostile)
        assert list(root.iter("script", "img", "iframe", "object", "embed", "form", "link", "base")) == []
        assert [
            name for element in root.iter() if isinstance(element.tag, str)
            for name in element.attrib if name.startswith("on") or name in ("style", "src", "srcset")
        ] == []  # fmt: skip
        assert "[Picture: The quay]" in words(root)

    def test_its_text_is_what_it_was(self, hostile):
        root = html.document_fromstring(hostile)
        assert words(root.find_class("mark")[0]) == HOSTILE
        assert words(root.find_class("note")[0]) == HOSTILE

    def test_its_policy_forbids_scripts_and_the_network(self, hostile):
        root = html.document_fromstring(hostile)
        policy = root.xpath("//meta[@http-equiv]")[0].get("content")
        assert policy.startswith("default-src 'none'")

    def test_its_style_fetches_nothing(self, hostile):
        style = html.document_fromstring(hostile).find(".//style").text
        assert not re.search(r"url\(|@import|@font-face|https?:", style)

    def test_several_articles_share_no_id(self, project):
        for title in ("First", "Second"):
            a_highlight(an_article(project, title=title), "two")
        ids = [element.get("id") for element in parsed(project).xpath("//*[@id]")]
        assert len(ids) == len(set(ids)) == 2
