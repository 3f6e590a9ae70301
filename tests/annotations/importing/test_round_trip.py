"""What goes out comes back: export, lose the highlights, bring the file in, and the second export is the same bytes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.exporters import EXPORTERS, Selection
from annotations.importing import read
from annotations.importing.carrying_out import carry_out
from annotations.importing.planning import plan
from annotations.models import Annotation, Claim, Figure, Operation, Relation, Tag
from annotations.models.relation import relate
from tests.builders import a_highlight, an_article

FORMATS = ("web-annotation", "hypothesis", "qdpx")
NAME = "كلمة 🙂 <b>&amp;</b> ]]> “=1+1” e\u0301"
HOSTILE = 'كلمة 🙂 "]},{ <b>&amp;</b> ]]> =1+1 \u2028 e\u0301'


def exported(project, name) -> bytes:
    found = Annotation.objects.filter(article__project=project).alive()
    return b"".join(EXPORTERS[name].write(Selection(project, found)))


def as_they_are(project) -> list[tuple]:
    """Return everything that each format says of each highlight."""
    return [
        (
            made.key, made.article_id, made.version_id, made.position, made.selector, made.note, made.paragraph,
            [tag.name for tag in made.tags.all()], made.created_by, made.created_at.replace(microsecond=0),
        )
        for made in Annotation.objects.filter(article__project=project).alive().order_by("article", "start", "key")
    ]  # fmt: skip


def evidence_of(project) -> list[object]:
    there = {"annotation__article__project": project}
    relations = Relation.objects.filter(**there).order_by("annotation__key", "kind")
    told = [(each.annotation.key, each.target.key, each.kind, each.scope, each.who, each.note) for each in relations]
    rows = [
        [(row.annotation.key, {name: row.kept[name] for name in row.kept if not name.endswith("_id")}) for row in found]
        for found in (
            Figure.objects.filter(**there).order_by("annotation__key", "pk"),
            Claim.objects.filter(**there).order_by("annotation__key"),
        )
    ]
    return [told, *rows]


@pytest.fixture
def filled(project, owner, coder):
    """A project with hostile text, two versions, an orphan, overlaps, the same words twice, a page and a paste."""
    text = [f"Before 🙂 it, 12 people died, {HOSTILE} said.", "Twice.", "Twice.", f"Four {HOSTILE} six.", "Gone later."]
    first = an_article(project, text, title=HOSTILE, url="https://example.org/a?b=1&c#d")
    second = an_article(project, ["Nobody said where it is from."], title="Pasted")
    Tag.objects.create(project=project, name=NAME, position=9)
    claim = a_highlight(first, "12 people died", "Casualty figure", "Claim", note=HOSTILE, by=coder)
    a_highlight(first, f"{HOSTILE} said.", NAME, by=owner)
    a_highlight(first, "people died, كلمة", note="a\n\nb ", by=coder)
    a_highlight(first, "Twice.\nTwice.", by=coder)
    a_highlight(first, "Gone later.", "Disputed", note="an orphan", by=coder)
    first.cut_block(4, by=owner)
    answer = a_highlight(second, "Nobody", "Disputed", note="\tnote ", by=owner)
    relate(answer, claim, "disputes", by=owner, scope="number", who="the union", note=HOSTILE)
    Figure.objects.get(annotation=claim).change({"low": 10, "high": 14, "date_from": "2024-03-12"}, by=coder)
    Claim.objects.get(annotation=claim).change({"source_name": "The office", "factuality": "CT+"}, by=coder)
    return project


def wipe(project):
    Operation.objects.filter(project=project).delete()
    Annotation.objects.filter(article__project=project).delete()


@pytest.mark.parametrize("name", FORMATS)
class TestRoundTrip:
    def test_everything_is_back_and_the_second_export_is_the_same_bytes(self, filled, owner, name):
        was, content = as_they_are(filled), exported(filled, name)
        wipe(filled)
        made, operation = carry_out(read(content), filled, by=owner)
        assert (len(made.new), made.known, made.orphans, dict(made.strangers)) == (6, 0, 1, {})
        assert operation is not None
        assert as_they_are(filled) == was
        assert exported(filled, name) == content

    def test_the_same_file_again_changes_nothing(self, filled, owner, name):
        was, content = as_they_are(filled), exported(filled, name)
        made, operation = carry_out(read(content), filled, by=owner)
        assert (made.known, made.is_empty, operation) == (6, True, None)
        assert as_they_are(filled) == was

    def test_deleted_highlights_come_back_in_their_own_history(self, filled, owner, name):
        was, content = as_they_are(filled), exported(filled, name)
        keys = set(Annotation.objects.values_list("pk", flat=True))
        for each in Annotation.objects.all():
            each.delete_softly(by=owner)
        made, _ = carry_out(read(content), filled, by=owner)
        assert (len(made.new), len(made.back)) == (0, 6)
        assert set(Annotation.objects.alive().values_list("pk", flat=True)) == keys
        assert as_they_are(filled) == was
        assert exported(filled, name) == content

    def test_it_is_undone_and_done_again_in_one_go(self, filled, owner, name):
        was, content = as_they_are(filled), exported(filled, name)
        wipe(filled)
        _, operation = carry_out(read(content), filled, by=owner)
        operation.refresh_from_db()
        operation.undo(by=owner)
        assert as_they_are(filled) == []
        operation.refresh_from_db()
        operation.redo(by=owner)
        assert as_they_are(filled) == was

    def test_tags_that_were_removed_meanwhile_are_added_again(self, filled, owner, name):
        content = exported(filled, name)
        wipe(filled)
        filled.tags.all().delete()
        made, _ = carry_out(read(content), filled, by=owner)
        assert set(made.tags) == {"Claim", "Disputed", "Casualty figure", NAME}
        assert set(filled.tags.values_list("name", flat=True)) == set(made.tags)

    def test_another_project_with_the_same_texts_gets_highlights_of_its_own(self, filled, stranger, name):
        content = exported(filled, name)
        other = stranger.projects.get()
        for article in filled.articles.order_by("pk"):
            blocks = article.versions.get(number=1).blocks
            copy = an_article(other, blocks, title=article.title, url=article.url)
            if article.versions.count() > 1:
                copy.cut_block(4, by=stranger)
        made, _ = carry_out(read(content), other, by=stranger)
        assert (len(made.new), made.orphans) == (6, 1)
        ours, theirs = as_they_are(filled), as_they_are(other)
        assert [each[3:8] for each in theirs] == [each[3:8] for each in ours]
        assert not {each[0] for each in ours} & {each[0] for each in theirs}
        assert carry_out(read(content), other, by=stranger)[0].is_empty

    def test_a_preview_changes_nothing(self, filled, owner, name):
        content = exported(filled, name)
        wipe(filled)
        assert len(plan(read(content), filled).new) == 6
        assert not Annotation.objects.exists()


def test_figures_claims_and_relations_are_back_too(filled, owner):
    was, content = evidence_of(filled), exported(filled, "web-annotation")
    wipe(filled)
    carry_out(read(content), filled, by=owner)
    assert evidence_of(filled) == was


@pytest.mark.parametrize("name", ["web-annotation", "hypothesis"])
def test_no_figure_or_claim_costs_a_query_of_its_own(filled, owner, name):
    """Whether the file says them, or cannot say them and they are read."""

    def asked() -> int:
        content = exported(filled, name)
        wipe(filled)
        with CaptureQueriesContext(connection) as captured:
            carry_out(read(content), filled, by=owner)
        return len(captured)

    few = asked()
    for words in ["12 people", "12 people died, كلمة", "it, 12 people", "Before 🙂 it, 12 people died"]:
        a_highlight(filled.articles.get(title=HOSTILE), words, "Casualty figure", "Claim", by=owner)
    assert asked() == few
    assert Figure.objects.count() == Claim.objects.count() == 5


def test_a_format_that_knows_no_figures_has_them_read_again(filled, owner):
    content = exported(filled, "hypothesis")
    wipe(filled)
    carry_out(read(content), filled, by=owner)
    assert Figure.objects.get(annotation__article__project=filled).best == 12
