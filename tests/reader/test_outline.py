"""The original with what was kept outlined: every block in its place, and nothing that could do anything."""

from __future__ import annotations

import lxml.html
import pytest
from django.urls import reverse

from reader.extraction import Block, Kind, UnreadableSource, extract
from reader.importers import Source
from reader.models import Article, Project
from reader.outline import NOT_SHOWN, outline_isolated, outlined
from tests.answers import page_of, words_of
from tests.builders import PAGE

MIXED = b"""<!doctype html><html lang="en"><body><p data-block="3 kept">Neighbour
<div id="block-1" class="original-kept">The union called the figure <i>too low</i>.<br><br>A second passage stands loose
in the same element.
<p>A paragraph inside.</p> And a tail.</div><pre>As   it
stands</pre><ul><li>An item</ul><table><tr><td colspan="2">A cell<td></table></body></html>"""


def outlines(html: str) -> list[tuple[str, str, str]]:
    """Return number, class and words of each element that is outlined."""
    page = lxml.html.fragment_fromstring(html, create_parent=True)
    found = page.xpath(".//*[starts-with(@class, 'original-') and @id]")
    return [(each.get("id"), each.get("class").removeprefix("original-"), words_of(each)) for each in found]


def told(content: bytes, *cut: str) -> list[tuple[str, bool]]:
    return [(block.text, block.text not in cut) for block in extract(content).blocks]


def test_each_block_is_outlined_where_it_stands_also_loose_beside_others():
    assert outlines(outlined(MIXED, told(MIXED, "An item", "A paragraph inside."))) == [
        ("block-0", "kept", "Neighbour"),
        ("block-1", "kept", "The union called the figure too low."),
        ("block-2", "kept", "A second passage stands loose in the same element."),
        ("block-3", "cut", "A paragraph inside."),
        ("block-4", "kept", "And a tail."),
        ("block-5", "kept", "As it stands"),
        ("block-6", "cut", "An item"),
        ("block-7", "kept", "A cell"),
    ]


def test_a_text_that_stands_twice_is_two_blocks_and_what_is_no_block_is_not_outlined():
    page = b"<p>Share</p><p>Words.</p><p>Share</p><p>Only in the page.</p>"
    assert outlines(outlined(page, [("Share", False), ("Words.", True), ("Share", True)])) == [
        ("block-0", "cut", "Share"),
        ("block-1", "kept", "Words."),
        ("block-2", "kept", "Share"),
    ]


def test_the_lines_of_a_text_are_outlined_as_the_blocks_they_are_in():
    text = b"Sign in\n\nA paragraph that runs\nover two lines.\n\nNot in it <b>\n"
    html = outlined(text, [("Sign in", False), ("A paragraph that runs over two lines.", True)])
    page = lxml.html.fragment_fromstring(html, create_parent=True)
    assert [(each.get("class"), words_of(each)) for each in page.xpath("p[normalize-space()]")] == [
        ("original-cut", "Sign in"),
        ("original-kept", "A paragraph that runs"),
        ("original-kept", "over two lines."),
        (None, "Not in it <b>"),
    ]


def test_nothing_is_written_that_can_do_anything():
    hostile = (
        b"<base href=//evil.example><link rel=preconnect href=//evil.example><meta http-equiv=refresh content=0>"
        b"<style>*{}</style><script>1</script><svg onload=1><p>x</svg>"
        b"<form action=/x><p onclick=1 style=a:b id=main>Words<a href=javascript:1 ping=/x>link</a>"
        b"<input autofocus><iframe srcdoc=x></iframe>"
        b"<noscript><img src=x></noscript>"
        b"<img src=/x alt='&lt;b&gt;'></p></form><xmp><img src=x onerror=1></xmp><textarea></textarea><math><mi>"
        b"<custom-element onclick=1>Own</custom-element><plaintext><script>1</script>"
    )
    page = lxml.html.fragment_fromstring(outlined(hostile, [("Wordslink", True)]), create_parent=True)
    known = {"div", "span", "p", "a"}
    assert {each.tag for each in page.iter()} <= known
    assert {name for each in page.iter() for name in each.attrib} <= {"id", "class"}
    assert words_of(page).startswith("Wordslink[<b>]")


def test_control_characters_break_nothing():
    page = "<img alt='\x01\x0b\x0c\ufffe'><div>One\x0b\x01 two<p>Three</p>four\x0c\ufffe</div>".encode()
    blocks = told(page)
    assert [words for _, _, words in outlines(outlined(page, blocks))] == [text for text, _ in blocks]


def test_a_file_that_is_no_page_says_so():
    with pytest.raises(UnreadableSource, match="Download it"):
        outline_isolated(b"%PDF-1.7\n", [Block(Kind.PARAGRAPH, "x", "x")])
    assert "Download it" in NOT_SHOWN


class TestPage:
    @pytest.fixture
    def article(self, project: Project) -> Article:
        article, _ = Article.objects.take_in(Source("", PAGE, "text/html"), project=project, by=None)
        article.read()
        return article

    def test_the_frame_is_a_sandbox_with_an_origin_of_its_own(self, client_of, viewer, article):
        client = client_of(viewer)
        response = client.get(reverse("outline", args=[article.pk]))
        policy = response["Content-Security-Policy"].split("; ")
        assert policy[:2] == ["sandbox", "default-src 'none'"]
        assert not {"unsafe", "http", "'self'"} & {*" ".join(policy[2:-1]).split()}
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        kept = page_of(response).find_class("original-kept")
        assert [words_of(each) for each in kept] == article.current.text.splitlines()

        again = client.get(reverse("outline", args=[article.pk]), headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304
        article.cut_block(*[n for n, block in enumerate(article.current.blocks) if block.kept][:1], by=viewer)
        changed = client.get(reverse("outline", args=[article.pk]), headers={"If-None-Match": response["ETag"]})
        assert len(page_of(changed).find_class("original-kept")) == len(kept) - 1

    def test_it_stands_beside_the_clean_page_on_demand_alone(self, client_of, viewer, article):
        client = client_of(viewer)
        plain = client.get(article.get_absolute_url())
        assert "frame-src" not in plain["Content-Security-Policy"]
        assert not page_of(plain).xpath("//iframe")
        (link,) = page_of(plain).xpath("//a[text()='Show the original']")
        beside = client.get(article.get_absolute_url() + link.get("href"))
        assert "frame-src 'self'" in beside["Content-Security-Policy"]
        (frame,) = page_of(beside).xpath("//iframe")
        assert (frame.get("sandbox"), frame.get("src")) == ("", reverse("outline", args=[article.pk]))
