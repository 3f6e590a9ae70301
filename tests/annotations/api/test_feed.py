from __future__ import annotations

from xml.etree import ElementTree

import pytest

from annotations.api import feed
from tests.annotations.api.programs import Program
from tests.builders import a_highlight

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def entries(owner, project):
    def read() -> list[ElementTree.Element]:
        response = Program(owner, "read")(
            "GET", f"/projects/{project.pk}/annotations.atom", accept="application/atom+xml"
        )
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        return ElementTree.fromstring(response.content).findall("a:entry", ATOM)

    return read


def test_an_entry_says_what_was_highlighted_where_and_by_whom(entries, article, owner):
    made = a_highlight(article, "One two", "Claim", "Disputed", note="<b>Why</b> & how.", by=owner)
    (entry,) = entries()
    said = {name: entry.findtext(f"a:{name}", namespaces=ATOM) for name in ("id", "title", "summary")}
    assert said == {
        "id": f"urn:uuid:{made.key}",
        "title": "“One two” · Harbour fire",
        "summary": "“One two”\n\n<b>Why</b> & how.",
    }
    assert entry.findtext("a:author/a:name", namespaces=ATOM) == "owner"
    assert [each.get("term") for each in entry.findall("a:category", ATOM)] == ["Claim", "Disputed"]
    assert entry.find("a:link", ATOM).get("href").endswith(made.get_absolute_url())


def test_the_newest_come_first_and_no_more_than_fit(entries, article, monkeypatch):
    monkeypatch.setattr(feed, "ENTRIES", 2)
    made = [a_highlight(article, words) for words in ("One", "Four", "five")]
    a_highlight(article, "six").delete_softly()
    assert [each.findtext("a:id", namespaces=ATOM) for each in entries()] == [
        f"urn:uuid:{each.key}" for each in (made[2], made[1])
    ]
