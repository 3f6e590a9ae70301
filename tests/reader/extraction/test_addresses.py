"""Addresses of links: most are known to be safe by their shape, and come out as the long way round would give them."""

import pytest

from reader.extraction.sanitize import safe_url

PAGE = "https://harbour.example/news/today?edition=2#top"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/harbour/fire", "https://harbour.example/harbour/fire"),
        ("/harbour//fire", "https://harbour.example/harbour//fire"),
        ("/search?q=a/./b", "https://harbour.example/search?q=a/./b"),
        ("/fire?page=2#part-3", "https://harbour.example/fire?page=2#part-3"),
        ("//other.example/a", "https://other.example/a"),
        # Steps within a path are taken (RFC 3986, 5.2.4), and what is empty is left out.
        ("/.", "https://harbour.example/"),
        ("/../fire", "https://harbour.example/fire"),
        ("/a/../b/./c", "https://harbour.example/b/c"),
        ("/fire?", "https://harbour.example/fire"),
        ("/fire#", "https://harbour.example/fire"),
        ("/a;b=c", "https://harbour.example/a;b=c"),
        ("/a;", "https://harbour.example/a"),
        ("/brûlé", "https://harbour.example/br%C3%BBl%C3%A9"),
        ('/a"b', "https://harbour.example/a%22b"),
        ("/a\nb", "https://harbour.example/ab"),
        ("https://other.example:99999/", ""),
        ("https://other.example:80/a", "https://other.example:80/a"),
        ("https://reader@other.example/", ""),
        ("HTTPS://other.example/a", "https://other.example/a"),
        ("data:image/gif;base64,R0lGOD", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_an_address_is_absolute_and_whole_or_nothing(address: str, expected: str):
    assert safe_url(address, PAGE) == expected


@pytest.mark.parametrize("base", ["", "https://[bad/", "mailto:ada@harbour.example", "no address"])
def test_a_path_needs_a_page_with_a_host(base: str):
    assert safe_url("/harbour/fire", base) == ""
