"""The tables beside the annotations: tags as 0 and 1, coders side by side, claims, relations, the codebook."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.codebooks import csv as codebooks
from annotations.codebooks import importing
from annotations.exporters import EXPORTERS
from annotations.models import Tag
from annotations.models.codebook_editing import archive
from annotations.models.relation import relate
from reader.extraction.model import Block, Kind
from reader.models import Project, Role, User
from tests.annotations.exporters.selections import opened, selection_of, table, written
from tests.builders import a_highlight, an_article


@pytest.fixture
def article(project):
    return an_article(project, ["One two three.", "Four five six.", "Seven eight nine."], title="Fire")


class TestMatrix:
    def test_a_row_a_highlight_and_a_column_a_tag(self, project, article, coder):
        both = a_highlight(article, "two", "Claim", "Disputed", by=coder)
        none = a_highlight(article, "Four", by=coder)
        fixed = {"article_id": str(article.pk), "author": "coder"}
        assert table("matrix", project) == [
            fixed | {"annotation_id": str(both.pk), "start": "4", "end": "7", "quote": "two",
                     "tag:Claim": "1", "tag:Disputed": "1", "tag:Casualty figure": "0"},
            fixed | {"annotation_id": str(none.pk), "start": "15", "end": "19", "quote": "Four",
                     "tag:Claim": "0", "tag:Disputed": "0", "tag:Casualty figure": "0"},
        ]  # fmt: skip

    def test_a_tag_has_no_part_in_its_prefix_twin(self, project, article):
        Tag.objects.create(project=project, name="Claimant", position=9)
        a_highlight(article, "two", "Claimant")
        (row,) = table("matrix", project)
        assert (row["tag:Claim"], row["tag:Claimant"]) == ("0", "1")

    def test_a_tag_that_is_called_like_a_column_is_told_from_it(self, project, article):
        Tag.objects.create(project=project, name="quote", position=9)
        a_highlight(article, "two", "quote")
        (row,) = table("matrix", project)
        assert (row["quote"], row["tag:quote"]) == ("two", "1")

    def test_archived_tags_are_columns_too(self, project, article):
        a_highlight(article, "two", "Claim")
        archive(project.tags.get(name="Claim"), by=None)
        (row,) = table("matrix", project)
        assert row["tag:Claim"] == "1"


class TestCoders:
    @pytest.fixture
    def marked(self, project, article, owner, coder):
        a_highlight(article, "two", "Claim", by=owner)
        a_highlight(article, "One two", "Claim", by=coder)
        a_highlight(article, "five", "Claim", by=owner)
        a_highlight(article, "six.\nSeven", "Disputed", by=coder)
        return article

    def test_a_row_a_paragraph_and_tag_and_a_column_a_person(self, project, marked):
        found = {
            (row["paragraph"], row["tag"]): (row["coder:owner"], row["coder:coder"]) for row in table("coders", project)
        }
        assert found == {
            ("1", "Claim"): ("1", "1"), ("1", "Disputed"): ("0", "0"),
            ("2", "Claim"): ("1", "0"), ("2", "Disputed"): ("0", "1"),
            ("3", "Claim"): ("0", "0"), ("3", "Disputed"): ("0", "1"),
        }  # fmt: skip

    def test_who_has_nothing_in_an_article_has_empty_cells_there(self, project, marked, owner):
        other = an_article(project, ["Elsewhere a claim."])
        a_highlight(other, "claim", "Claim", by=owner)
        rows = [row for row in table("coders", project) if row["article_id"] == str(other.pk)]
        assert [(row["tag"], row["coder:owner"], row["coder:coder"]) for row in rows] == [
            ("Claim", "1", ""), ("Disputed", "0", ""),
        ]  # fmt: skip

    def test_a_paragraph_is_where_the_row_says(self, project, marked):
        for row in table("coders", project):
            words = marked.current.text[int(row["start"]) : int(row["end"])]
            assert words == ["One two three.", "Four five six.", "Seven eight nine."][int(row["paragraph"]) - 1]

    def test_an_image_is_no_unit(self, project, owner):
        article = an_article(project, ["One two three.", Block(Kind.IMAGE, '<img src="x.png" alt="">', ""), "Four."])
        a_highlight(article, "two", "Claim", by=owner)
        assert [row["paragraph"] for row in table("coders", project)] == ["1", "3"]

    def test_orphans_are_left_out(self, project, article, owner):
        a_highlight(article, "two", "Claim", by=owner)
        article.cut_block(0, by=owner)
        assert table("coders", project) == []

    def test_a_person_is_a_column_under_the_pseudonym_they_have_elsewhere(self, project, marked):
        rows = table("csv", project, people="pseudonyms")
        names = {row["author"] for row in rows}
        header = table("coders", project, people="pseudonyms")[0]
        assert {f"coder:{name}" for name in names} == {name for name in header if name.startswith("coder:")}


class TestEvidence:
    def test_a_claim_is_a_row(self, project, coder):
        article = an_article(project, ["The harbour office said that twelve boats were lost."])
        made = a_highlight(article, "The harbour office said that twelve boats were lost.", "Claim", by=coder)
        claim = made.claim
        claim.change({"factuality": "PR+", "review_url": "https://example.org/check"}, by=coder)
        (row,) = table("claims", project)
        shown = ("claim_id", "annotation_id", "quote", "factuality", "review_url", "state")
        assert [row[name] for name in shown] == [
            str(claim.pk), str(made.pk), made.exact, "PR+", "https://example.org/check", "undisputed",
        ]  # fmt: skip

    def test_a_relation_is_a_row_with_both_quotes(self, project, article, coder):
        claim, answer = a_highlight(article, "two", "Claim", by=coder), a_highlight(article, "five", by=coder)
        relate(answer, claim, "disputes", scope="number", who="the hospital", by=coder)
        (row,) = table("relations", project)
        shown = ("annotation_id", "kind", "target_id", "scope", "who", "quote", "target_quote", "author")
        assert [row[name] for name in shown] == [
            str(answer.pk), "disputes", str(claim.pk), "number", "the hospital", "five", "two", "coder",
        ]  # fmt: skip
        assert table("claims", project)[0]["state"] == "disputed in part"


class TestCodebook:
    def test_a_row_a_tag_in_the_order_of_the_tree(self, project):
        claim = project.tags.get(name="Claim")
        Tag.objects.create(project=project, name="Official", parent=claim, position=9)
        rows = table("codebook", project)
        assert [(row["name"], row["parent"]) for row in rows] == [
            ("Claim", ""), ("Official", "Claim"), ("Disputed", ""), ("Casualty figure", ""),
        ]  # fmt: skip

    @pytest.mark.parametrize("name", ["codebook", "codebook-spreadsheets"])
    def test_it_can_be_imported_elsewhere(self, project, owner, name):
        Tag.objects.create(project=project, name="=Official", description="- one\n- two", position=9)
        other = Project.objects.start("Other", by=owner)
        importing.carry_out(codebooks.read(written(name, project)), other, by=owner)
        said = ("name", "kind", "tint", "hotkey", "description", "examples")
        assert list(other.tags.values_list(*said)) == list(project.tags.values_list(*said))


class TestRegistry:
    def test_a_file_name_says_what_is_in_it_and_no_two_are_the_same(self):
        names = [f"{made.stem}{made.suffix}" for made in EXPORTERS.values()]
        assert len(set(names)) == len(names)

    def test_a_title_stands_in_one_place_of_its_group(self):
        shown = [(made.group, made.title) for made in EXPORTERS.values()]
        turns = [here for here, before in zip(shown, [None, *shown], strict=False) if here != before]
        assert len(set(turns)) == len(turns)

    @pytest.mark.parametrize("name", list(EXPORTERS))
    def test_a_project_without_highlights_has_every_export(self, project, name):
        assert isinstance(written(name, project), bytes)

    @pytest.mark.parametrize("name", list(EXPORTERS))
    def test_no_name_is_in_a_file_with_pseudonyms(self, project, article, name):
        zoe, yan, left = (User.objects.create_user(f"{name}-qxz") for name in ("zoe", "yan", "left"))
        for person in (zoe, yan):
            project.add(person, Role.CODER)
        claim = a_highlight(article, "two", "Claim", by=zoe)
        relate(a_highlight(article, "five", "Casualty figure", by=left), claim, "disputes", by=yan)
        article.cut_block(2, by=yan)
        claim.delete_softly(by=yan).undo(zoe)
        for path, content in opened(written(name, project, people="pseudonyms")):
            assert b"-qxz" not in content, path


class TestPages:
    @pytest.mark.parametrize("name", ["csv", "matrix", "coders", "json-lines"])
    def test_pages_end_nowhere_in_particular(self, project, coder, monkeypatch, name):
        article = an_article(project, ["1 2 3 4 5 6 7"])
        for digit in "7654321":
            a_highlight(article, digit, "Claim", by=coder)
        whole = written(name, project)
        monkeypatch.setattr("annotations.exporters.paging.BATCH", 2)
        assert written(name, project) == whole

    def test_how_far_it_is_is_told(self, project, article, monkeypatch):
        monkeypatch.setattr("annotations.exporters.paging.BATCH", 2)
        for words in ("One", "two", "three"):
            a_highlight(article, words)
        told = []
        selection = replace(selection_of(project), told=lambda *counts: told.append(counts))
        list(EXPORTERS["csv"].write(selection))
        assert told == [(2, 3), (3, 3)]
