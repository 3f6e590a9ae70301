"""Every exported annotation is what the W3C's model asks for, and says all we know of it."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.exporters.format import Selection
from annotations.exporters.people import Pseudonyms
from annotations.exporters.web_annotation import in_words, write
from annotations.models import Annotation, Figure
from annotations.models.relation import relate
from tests.builders import a_highlight, an_article

from .web_annotation_rules import broken, broken_collection

HOSTILE = 'كلمة 🙂 "]},{\n\\u0000 </script> =1+1 \u2028'
WHOLE = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "http://example.org/anno1",
    "type": "Annotation",
    "motivation": "tagging",
    "creator": {"id": "acct:a@example.org", "type": "Person", "name": "A"},
    "created": "2015-01-31T12:03:45Z",
    "body": {"type": "TextualBody", "purpose": "tagging", "value": "love", "format": "text/plain", "language": "en"},
    "target": {
        "source": "http://example.org/page1",
        "selector": [
            {"type": "TextPositionSelector", "start": 412, "end": 795},
            {"type": "TextQuoteSelector", "exact": "anotation", "prefix": "this is an ", "suffix": " that has some"},
        ],
        "state": {"type": "TimeState", "sourceDate": "2015-07-20T13:30:00Z"},
    },
}
# What is said otherwise, by the path to it, and the section that forbids it. None takes it away.
BROKEN = [
    ("@context", None, "3.1"), ("@context", "http://example.org/other.jsonld", "3.1"),
    ("@context", [{"a": "urn:a"}, "http://www.w3.org/ns/anno.jsonld"], "3.1"),
    ("id", None, "3.1"), ("id", "no iri", "3.1"), ("id", ["urn:a", "urn:b"], "3.1"), ("type", "Note", "3.1"),
    ("target", None, "3.1"), ("target", [], "3.1"), ("target", "no iri", "3.2"), ("target", 7, "3.2"),
    ("bodyValue", "love", "3.2.5"), ("body", {"type": "TextualBody"}, "3.2.1"), ("body", "no iri", "3.2"),
    ("body value", ["a", "b"], "3.2.4"), ("body type", None, "3.2.4"), ("body purpose", "loving", "3.3.5"),
    ("body format", "plain", "3.2.1"), ("body language", "e n", "3.2.1"), ("body textDirection", "up", "3.2.1"),
    ("motivation", "loving", "3.3.5"), ("created", "yesterday", "3.3.1"), ("created", "2015-01-31T12:03:45", "3.3.1"),
    ("created", "2015-01-31T12:03:45+01:00", "3.3.1"), ("modified", ["2015-01-31T12:03:45Z"] * 2, "3.3.1"),
    ("creator", "A", "3.3.2"), ("creator type", None, "3.3.2"), ("creator id", "A", "3.3.2"),
    ("creator name", 7, "3.3.2"), ("canonical", ["urn:a", "urn:b"], "3.3.7"), ("via", "no iri", "3.3.7"),
    ("target source", None, "4"), ("target source", ["urn:a", "urn:b"], "4"), ("target value", "text", "3.2.4"),
    ("target selector", {"type": "Selector"}, "4.2"), ("target selector 0 start", -1, "4.2.5"),
    ("target selector 0 start", "412", "4.2.5"), ("target selector 0 end", None, "4.2.5"),
    ("target selector 0 end", 3, "4.2.5"), ("target selector 1 exact", None, "4.2.4"),
    ("target selector 1 exact", ["a", "b"], "4.2.4"), ("target selector 1 prefix", 7, "4.2.4"),
    ("target state type", "Version", "4.3"), ("target state sourceDate", "2015", "4.3.1"),
    ("target state cached", "no iri", "4.3.1"), ("target state sourceDateStart", "2015-07-20T13:30:00Z", "4.3.1"),
    ("rights", "no iri", "3.3.6"), ("body rights", "no iri", "3.3.6"),
    ("target canonical", ["urn:a", "urn:b"], "3.3.7"),
    ("body source", "urn:a", "4"), ("body items", ["urn:a"], "3.2.7"), ("target items", ["urn:a"], "3.2.7"),
    ("body", {"id": "urn:a", "purpose": "tagging"}, "3.3.5"), ("target value", "text", "4"),
    ("body", {"type": "Choice", "items": ["urn:a"], "purpose": "tagging"}, "3.3.5"),
    ("target styleClass", 7, "4.4"), ("target selector 0 refinedBy", {"type": "Selector"}, "4.2"),
    ("target selector 1 refinedBy", {"type": "FragmentSelector"}, "4.2"),
    ("target selector 1", {"type": "SvgSelector"}, "4.2.7"), ("target selector 1", {"type": "RangeSelector"}, "4.2.8"),
    ("target state", {"type": "HttpRequestState"}, "4.3.2"),
    ("target state refinedBy", {"type": "TimeState", "sourceDate": "2015"}, "4.3.1"),
]  # fmt: skip


def changed(whole, path, value):
    """Return the object with another value at a path, or none."""
    it = found = deepcopy(whole)
    *way, last = [int(step) if step.isdecimal() else step for step in path.split()]
    for step in way:
        found = found[step]
    if value is None:
        del found[last]
    else:
        found[last] = value
    return it


def exported(project, annotations=None, people=None):
    found = Annotation.objects.filter(article__project=project).alive() if annotations is None else annotations
    selection = Selection(project, found, people) if people else Selection(project, found)
    return json.loads(b"".join(write(selection)))


class TestRules:
    def test_a_whole_annotation_breaks_none(self):
        assert broken(WHOLE) == []

    @pytest.mark.parametrize(("path", "value", "section"), BROKEN)
    def test_each_is_told_where_it_is_broken(self, path, value, section):
        assert section in {said.split()[0] for said in broken(changed(WHOLE, path, value))}

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            ("@context", None), ("id", "no iri"), ("type", "Annotation"), ("total", -1), ("total", 2), ("first", None),
            ("last", "no iri"), ("label", 7), ("first id", None), ("first type", None), ("first items", []),
            ("first partOf", "urn:other"), ("first startIndex", -1), ("first next", "no iri"),
            ("first items 0 id", None), ("rights", "no iri"), ("first rights", "no iri"),
            ("first created", "yesterday"),
        ],
    )  # fmt: skip
    def test_and_those_of_collections(self, path, value):
        page = {"id": "urn:p", "type": "AnnotationPage", "partOf": "urn:c", "startIndex": 0, "items": [WHOLE]}
        collection = {"id": "urn:c", "type": "AnnotationCollection", "label": "All", "total": 1, "last": "urn:p"}
        whole = {"@context": WHOLE["@context"], **collection, "first": page}
        assert broken_collection(whole) == []
        assert broken_collection(changed(whole, path, value)) != []


class TestExport:
    @pytest.fixture
    def article(self, project):
        return an_article(
            project,
            ["Before 🙂 it, 12 people died there.", HOSTILE.replace("\n", " "), "Four five six."],
            title=HOSTILE,
            url="https://example.org/a?b=ü&c=d#e",
        )

    def test_everything_there_is_breaks_no_rule(self, project, article, coder):
        a_highlight(article, "12 people died", "Casualty figure", "Claim", note=HOSTILE, by=coder)
        a_highlight(article, HOSTILE.replace("\n", " ").strip(), by=coder)
        relate(
            a_highlight(article, "five", "Disputed", note="=1+1", by=coder),
            Annotation.objects.earliest("pk"),
            "disputes",
            by=coder,
            scope="number",
            note=HOSTILE,
        )
        pasted = an_article(project, ["Nobody said where it is from."])
        a_highlight(pasted, "Nobody", "Disputed", by=coder)
        article.cut_block(2, by=coder)
        found = exported(project)
        assert broken_collection(found) == []
        assert found["total"] == len(found["first"]["items"]) == 4
        assert found["label"] == project.name

    def test_an_annotation_says_all_we_know_of_it(self, project, article, coder):
        made = a_highlight(article, "12 people died", "Claim", "Disputed", note=HOSTILE, by=coder)
        (found,) = exported(project)["first"]["items"]
        moment = made.created_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        assert found == {
            "@context": ["http://www.w3.org/ns/anno.jsonld", found["@context"][1]],
            "id": f"urn:uuid:{made.key}",
            "type": "Annotation",
            "motivation": ["commenting", "tagging"],
            "creator": {"id": "acct:coder@127.0.0.1", "type": "Person", "name": "coder"},
            "created": moment,
            "modified": moment,
            "body": [
                {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": "Claim"},
                {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": "Disputed"},
                {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": HOSTILE},
            ],
            "target": {
                "type": "SpecificResource",
                "source": "https://example.org/a?b=%C3%BC&c=d#e",
                "selector": [
                    {"type": "TextPositionSelector", "start": 13, "end": 27},
                    {
                        "type": "TextQuoteSelector", "exact": "12 people died", "prefix": "Before 🙂 it, ",
                        "suffix": made.suffix,
                    },
                ],
                "state": {
                    "type": "TimeState",
                    "sourceDate": article.current.snapshot.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    "attest:version": 1,
                    "attest:sha256": article.current.sha256,
                },
                "attest:title": HOSTILE,
            },
            "attest:status": "anchored",
        }  # fmt: skip
        text = article.current.text
        assert text[13:27] == "12 people died", "offsets count code points"

    def test_an_orphan_has_its_words_alone_and_says_so(self, project, article, coder):
        a_highlight(article, "five", "Claim")
        article.cut_block(2, by=coder)
        (found,) = exported(project)["first"]["items"]
        assert found["attest:status"] == "orphan"
        assert [each["type"] for each in found["target"]["selector"]] == ["TextQuoteSelector"]

    def test_a_plain_highlight_is_there_without_a_body(self, project, article):
        a_highlight(article, "five")
        (found,) = exported(project)["first"]["items"]
        assert found["motivation"] == ["highlighting"]
        assert "body" not in found

    def test_a_figure_is_told_in_words_and_in_fields(self, project, article, coder):
        made = a_highlight(article, "12 people died", "Casualty figure")
        Figure.objects.get(annotation=made).change({"low": 10, "best": 12, "high": 14, "place": "the quay"}, by=coder)
        (found,) = exported(project)["first"]["items"]
        said = found["body"][-1]
        assert said["purpose"] == "describing"
        assert said["value"] == "12 killed (10–14)"
        assert {name: said["attest:figure"][name] for name in ("low", "best", "high", "effect", "place")} == {
            "low": 10, "best": 12, "high": 14, "effect": "killed", "place": "the quay",
        }  # fmt: skip

    def test_nothing_is_a_collection_without_a_page(self, project):
        found = exported(project)
        assert broken_collection(found) == []
        assert found["total"] == 0
        assert "first" not in found

    def test_it_holds_what_the_filter_shows_and_nothing_deleted(self, project, article):
        wanted = a_highlight(article, "five", "Claim")
        a_highlight(article, "six").delete_softly()
        a_highlight(article, "12")
        found = exported(project, Annotation.objects.alive().tagged("claim"))
        assert [each["id"] for each in found["first"]["items"]] == [f"urn:uuid:{wanted.key}"]

    def test_it_is_in_one_piece_however_many_pages_it_is_read_in(self, project, article, monkeypatch):
        made = [a_highlight(article, words) for words in ("12", "five", "six", "Before", "it")]
        monkeypatch.setattr("annotations.exporters.paging.BATCH", 2)
        found = exported(project)
        assert broken_collection(found) == []
        assert [each["id"] for each in found["first"]["items"]] == [f"urn:uuid:{each.key}" for each in made]

    def test_more_highlights_need_no_more_queries(self, project, article, coder, django_assert_num_queries):
        a_highlight(article, "five", "Claim", note="a", by=coder)
        with CaptureQueriesContext(connection) as once:
            exported(project)
        for words in ("12 people died", "six", "Before", "Four"):
            a_highlight(article, words, "Claim", "Casualty figure", note="a", by=coder)
        with django_assert_num_queries(len(once)):
            assert exported(project)["total"] == 5

    def test_no_name_is_in_it_where_pseudonyms_are_asked_for(self, project, article, coder):
        a_highlight(article, "five", by=coder)
        (found,) = exported(project, people=Pseudonyms.of(project))["first"]["items"]
        assert found["creator"]["name"].startswith("person-")
        assert "coder" not in json.dumps(found)

    def test_a_file_that_was_cut_off_does_not_parse(self, project, article):
        a_highlight(article, "five")
        *whole, _ = write(Selection(project, Annotation.objects.alive()))
        with pytest.raises(ValueError):
            json.loads(b"".join(whole))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"best": 12}, "12"), ({"low": 10, "best": 12, "high": 14}, "12 (10–14)"), ({"low": 12}, "at least 12"),
        ({"high": 14}, "at most 14"), ({"low": 17, "high": 21}, "17–21"), ({"low": 3, "best": 3, "high": 3}, "3"),
        ({"low": 9, "high": 9}, "9"), ({"raw": "dozens", "effect": "injured"}, "dozens injured"),
        ({"best": 12, "low": 10, "effect": "killed", "approximate": True}, "about 12 killed (10–?)"), ({}, "a figure"),
    ],
)  # fmt: skip
def test_a_figure_in_words(values, words):
    assert in_words(Figure(**values)) == words
