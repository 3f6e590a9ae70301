"""Rows in the shape in which Hypothesis answers a search, so that what was written for it reads ours."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from datetime import datetime
from uuid import UUID

from annotations.exporters.format import Selection
from annotations.exporters.hypothesis import write
from annotations.exporters.people import Pseudonyms
from annotations.models import Annotation
from tests.builders import a_highlight, an_article


def answer(project, **options):
    return json.loads(b"".join(write(Selection(project, Annotation.objects.alive(), **options))))


def test_a_row_says_what_hypothesis_says(project, coder):
    article = an_article(project, ["One 🙂 two three."], title="Fire", url="https://example.org/a")
    made = a_highlight(article, "two", "Claim", "Disputed", note="why\n“so”", by=coder)
    found = answer(project)
    assert found["total"] == 1
    (row,) = found["rows"]
    assert UUID(bytes=urlsafe_b64decode(row["id"] + "==")) == made.key
    assert datetime.fromisoformat(row["created"]) == made.created_at
    assert datetime.fromisoformat(row["updated"]) == made.updated_at
    assert (row["user"], row["uri"], row["text"]) == ("acct:coder@127.0.0.1", "https://example.org/a", "why\n“so”")
    assert row["tags"] == ["Claim", "Disputed"]
    assert row["document"] == {"title": ["Fire"]}
    assert row["target"] == [
        {
            "source": "https://example.org/a",
            "selector": [
                {"type": "TextPositionSelector", "start": 6, "end": 9},
                {"type": "TextQuoteSelector", "exact": "two", "prefix": "One 🙂 ", "suffix": " three."},
            ],
        }
    ]
    assert (row["flagged"], row["hidden"], row["references"]) == (False, False, [])


def test_nobody_else_may_read_what_a_tool_puts_into_hypothesis(project, coder):
    a_highlight(an_article(project), "two", by=coder)
    (row,) = answer(project)["rows"]
    assert row["permissions"] == {key: ["acct:coder@127.0.0.1"] for key in ("read", "admin", "update", "delete")}


def test_an_orphan_keeps_its_words_and_says_that_it_is_one(project, coder):
    article = an_article(project, ["One two three.", "Four."])
    a_highlight(article, "two")
    article.cut_block(0, by=coder)
    (row,) = answer(project)["rows"]
    assert [each["type"] for each in row["target"][0]["selector"]] == ["TextQuoteSelector"]
    assert row["attest"]["status"] == "orphan"


def test_an_article_without_an_address_is_named_by_its_bytes(project):
    a_highlight(an_article(project), "two")
    (row,) = answer(project)["rows"]
    assert row["uri"].startswith("ni:///sha-256;")


def test_nothing_is_an_empty_answer(project):
    assert answer(project) == {"rows": [], "total": 0}


def test_no_name_is_in_it_where_pseudonyms_are_asked_for(project, coder):
    a_highlight(an_article(project), "two", by=coder)
    assert "coder" not in json.dumps(answer(project, people=Pseudonyms.of(project)))
