"""Feeds as they are: every format, damaged and hostile ones, pages that name them, and lists of them."""

from __future__ import annotations

import pytest

from reader.extraction import UnreadableSource
from reader.importers.feeds import MOST_ENTRIES, SHOWN, Entry, outlines_isolated, read, read_isolated

HERE = "https://harbour.example/feeds/news.xml"
RSS_2 = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Harbour news</title><atom:link rel="self" href="news.xml"/><link>/</link>
<item><media:title>A picture</media:title><title>Fire at the quay – twelve dead</title><link>/fire?utm_source=rss</link>
  <guid isPermaLink="false">7</guid><pubDate>Tue, 05 Mar 2024 22:00:00 +0200</pubDate></item>
<item><title>Only a permanent link</title><guid>https://harbour.example/b</guid></item>
<item><title>No page at all</title></item></channel></rss>"""
RSS_1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Old harbour</title></channel>
<item rdf:about="https://harbour.example/c"><title>Item</title><dc:date>2024-03-05T10:00Z</dc:date></item></rdf:RDF>"""
RSS_091 = """<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Older</title><item><title>Caf&eacute; &nbsp;burned</title>
<link>https://harbour.example/d</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://harbour.example/x/"><title>Atom harbour</title>
<link rel="alternate" href="/"/><entry><id>urn:1</id><title type="html">A &lt;b&gt;bold&lt;/b&gt; claim</title>
<link rel="alternate" type="application/json" href="e.json"/><link type="text/html" href="e"/>
<link rel="edit" href="no"/>
<updated>2024-03-06T00:00:00Z</updated><published>2024-03-05T23:00:00-01:00</published></entry>
<entry><id>urn:2</id><title>Less than &lt;b&gt; is no markup</title><link href="f"/></entry></feed>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "JSON harbour", "home_page_url": "/", "items": [
{"id": 1, "url": "/g", "content_text": "No title, only text.", "date_published": "2024-03-05T10:00:00+02:00"},
7, {}]}"""


def told(text, encoding="utf-8", **options):
    """The titles, addresses and times of a feed's entries."""
    found = read(text.encode(encoding), **{"url": HERE, **options})
    assert found.is_feed
    return [(entry.title, entry.url, entry.published) for entry in found.entries]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_rss_2_with_its_addresses_made_whole_and_its_times_in_utc(encoding):
    assert told(RSS_2.format(encoding=encoding), encoding) == [
        ("Fire at the quay – twelve dead", "https://harbour.example/fire?utm_source=rss", "2024-03-05T20:00:00Z"),
        ("Only a permanent link", "https://harbour.example/b", ""),
    ]


def test_older_rss_with_entities_that_it_does_not_declare():
    assert told(RSS_1) == [("Item", "https://harbour.example/c", "2024-03-05T10:00:00Z")]
    assert told(f"\n  {RSS_091}") == [("Café burned", "https://harbour.example/d", "")]


def test_atom_takes_the_form_for_people_and_only_html_titles_hold_markup():
    assert told(ATOM) == [
        ("A bold claim", "https://harbour.example/x/e", "2024-03-06T00:00:00Z"),
        ("Less than <b> is no markup", "https://harbour.example/x/f", ""),
    ]


def test_json_feed():
    assert told(JSON) == [("No title, only text.", "https://harbour.example/g", "2024-03-05T08:00:00Z")]


def test_an_item_is_remembered_by_what_the_feed_calls_it_or_else_by_its_folded_address():
    def keys(guid, link):
        feed = f"<rss><channel><item><guid isPermaLink='false'>{guid}</guid><link>{link}</link></item></channel></rss>"
        return read(feed.encode(), url=HERE).entries[0].key

    assert keys("7", "https://a.example/x") == keys("7", "https://a.example/y") != keys("8", "https://a.example/x")
    assert keys("", "https://a.example/x?utm_source=rss") == keys("", "https://a.example/x")


def test_a_page_names_its_feeds_and_no_other_alternates():
    page = b"""<html><head><base href="/blog/"><link rel="alternate" type="application/rss+xml" href="feed">
    <link rel="alternate stylesheet" type="text/css" href="a.css"><link rel="alternate" hreflang="ar" href="/ar/">
    <link type="application/atom+xml" rel="ALTERNATE" href="https://other.example/atom"></head><body>Hello</body></html>"""
    found = read(page, url="https://harbour.example/")
    assert (found.is_feed, found.feeds) == (False, ("https://harbour.example/blog/feed", "https://other.example/atom"))


def test_a_list_of_feeds_in_folders_each_once():
    opml = b"""<opml version="2.0"><body><outline text="News"><outline text="A &amp; B" type="rss" xmlUrl="https://a.example/"/>
    <outline xmlUrl="https://a.example"/><outline xmlUrl="javascript:alert(1)"/></outline></body></opml>"""
    assert outlines_isolated(opml) == (("A & B", "https://a.example/"),)
    with pytest.raises(UnreadableSource, match="no list of feeds"):
        outlines_isolated(RSS_1.encode())


BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)).replace("&a0;", "&a;")
    + "]><rss><channel><item><title>&a11;</title><link>/x</link></item></channel></rss>"
)
INCLUDE = (
    '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    "<rss><channel><item><title>&file;</title><link>/x</link></item></channel></rss>"
)


class TestHostile:
    def test_entities_are_not_expanded_and_no_file_is_read(self):
        for feed in (BOMB, INCLUDE):
            found = read_isolated(feed.encode(), url=HERE)
            assert sum(len(entry.title) for entry in found.entries) < 20

    def test_a_title_of_9_mb_is_cut_and_of_100000_items_the_first_are_read(self):
        item = "<item><title>{}</title><link>/x{}</link></item>"
        items = [item.format("t" * 9 * 2**20, 0)]
        long = read_isolated(f"<rss><channel>{''.join(items)}</channel></rss>".encode(), url=HERE)
        assert [len(entry.title) for entry in long.entries] == [SHOWN]
        many = "".join(item.format("t", n) for n in range(100_000))
        assert len(read_isolated(f"<rss><channel>{many}</channel></rss>".encode(), url=HERE).entries) == MOST_ENTRIES

    def test_titles_are_plain_and_hold_nothing_that_deceives(self):
        feed = (
            "<rss><channel><item><title>&lt;script&gt;x&lt;/script&gt;\u202egnp.exe &lt;img src=x onerror=y&gt;</title>"
            "<link>javascript:alert(1)</link><guid>/x</guid></item></channel></rss>"
        )
        assert told(feed) == [("xgnp.exe", "https://harbour.example/x", "")]

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\0" * 100,
            b"{",
            b'{"items": 3}',
            b"[" * 100_000,
            b"<rss>",
            b"<rss><channel>",
            b"<a>" * 50_000,
            b"\xff\xfe<",
        ],
        ids=["empty", "zeros", "brace", "no version", "nesting", "no channel", "unfinished", "deep", "half"],
    )
    def test_what_is_no_feed_says_so_or_has_nothing_in_it(self, content):
        try:
            found = read_isolated(content, url=HERE)
        except UnreadableSource:
            return
        assert (found.entries, found.feeds, found.outlines) == ((), (), ())

    def test_what_is_damaged_gives_what_can_be_read_of_it(self):
        broken = RSS_2.format(encoding="utf-8").replace("</item>", "", 1)
        assert next(url for _, url, _ in told(broken)) == "https://harbour.example/fire?utm_source=rss"


def test_what_comes_from_the_other_process_is_the_same():
    found = read_isolated(RSS_1.encode(), url=HERE)
    assert found == read(RSS_1.encode(), url=HERE)
    assert isinstance(found.entries[0], Entry)
