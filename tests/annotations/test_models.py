"""Annotations: where they stand, what they bear, and that nothing of them is lost when the text changes."""

from __future__ import annotations

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from annotations.core.selectors import TextPositionSelector
from annotations.models import Annotation, Operation, Tag
from annotations.models.annotation import StaleNote
from annotations.models.querysets import NoSuchPassage
from reader.extraction.model import canonical_text
from reader.models import Project, User
from tests.builders import a_highlight, an_article, paragraph, place_of
from tests.strategies import articles, ranges

APPEAL = "an appeal"


def annotate(article, start, end, **given_):
    return Annotation.objects.annotate_passage(
        article, TextPositionSelector(start, end), by=given_.pop("by", None), **given_
    )


def reloaded(annotation: Annotation) -> Annotation:
    return Annotation.objects.get(pk=annotation.pk)


class TestMaking:
    def test_quote_context_and_paragraph_are_stored(self, project, coder):
        article = an_article(project, ["First.", paragraph("Cut.", cut=APPEAL), "At least 12 people died 🕊 there."])
        made = reloaded(a_highlight(article, "12 people", "Claim", "Casualty figure", note="A floor.", by=coder))
        assert (made.start, made.end, made.paragraph) == (16, 25, 2)
        assert (made.prefix, made.exact, made.suffix) == ("First.\nAt least ", "12 people", " died 🕊 there.")
        assert [tag.name for tag in made.tags.all()] == ["Claim", "Casualty figure"]
        assert (made.note, made.created_by, made.status) == ("A floor.", coder, "anchored")
        assert made.version == article.current

    def test_a_highlight_may_bear_no_tag(self, project):
        assert list(a_highlight(an_article(project), "two").tags.all()) == []

    def test_white_space_at_the_edges_is_left_out(self, project):
        made = annotate(an_article(project, ["One two three."]), 3, 8)
        assert (made.exact, made.start, made.end) == ("two", 4, 7)

    @pytest.mark.parametrize(("start", "end"), [(3, 4), (4, 4), (9, 3), (900, 901), (13, 14), (10**30, 10**31)])
    def test_a_range_without_words_is_refused(self, project, start, end):
        article = an_article(project, ["One two three"])
        with pytest.raises(NoSuchPassage):
            annotate(article, start, end)
        assert not Annotation.objects.exists()

    def test_an_article_without_text_has_no_passage(self, project):
        article = an_article(project)
        article.current = None
        article.status = article.Status.WAITING
        article.save()
        with pytest.raises(NoSuchPassage, match="no text yet"):
            annotate(article, 0, 3)

    def test_words_decide_where_the_text_has_changed_since_it_was_read(self, project, coder):
        article = an_article(project, [paragraph("An appeal.", cut=APPEAL), "One two three."])
        place = place_of("two", article)
        article.restore_block(0, by=coder)
        made = Annotation.objects.annotate_passage(article, place, by=coder, exact="two")
        assert (made.exact, made.start) == ("two", 15)

    @pytest.mark.parametrize("exact", ["four", "two"])
    def test_words_that_are_gone_or_doubled_are_refused(self, project, exact):
        article = an_article(project, ["One two three, two."])
        with pytest.raises(NoSuchPassage, match="reload the page"):
            annotate(article, 0, 3, exact=exact)

    def test_a_retry_with_the_same_key_gives_the_same_annotation(self, project, coder):
        article, key = an_article(project), uuid4()
        made = [annotate(article, 0, 3, by=coder, key=key) for _ in range(2)]
        assert made[0] == made[1]
        assert Annotation.objects.count() == 1

    def test_a_key_that_somebody_else_used_makes_an_annotation_of_ones_own(self, project, coder, owner):
        article, other, key = an_article(project), an_article(project), uuid4()
        theirs = annotate(article, 0, 3, by=owner, key=key)
        mine = [annotate(article, 0, 3, by=coder, key=key), annotate(other, 0, 3, by=owner, key=key)]
        assert len({theirs.pk, *(made.pk for made in mine)}) == 3
        assert [made.created_by for made in mine] == [coder, owner]

    @pytest.mark.django_db(transaction=True)
    def test_of_two_requests_with_one_key_at_once_the_later_gets_the_annotation_of_the_first(self, project, coder):
        article, key = an_article(project), uuid4()
        start, made = Barrier(2), []

        def highlight() -> None:
            start.wait()
            try:
                made.append(annotate(article, 0, 3, by=coder, key=key))
            finally:
                connection.close()

        threads = [Thread(target=highlight) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(made) == 2
        assert made[0] == made[1] == Annotation.objects.get()


class TestDatabase:
    @pytest.mark.parametrize(
        "values",
        [
            {"start": 5, "end": 5},
            {"start": 6, "end": 5},
            {"start": None},
            {"end": None},
            {"paragraph": None},
            {"exact": ""},
        ],
    )
    def test_half_a_place_and_an_empty_quote_are_refused(self, project, values):
        made = a_highlight(an_article(project), "two")
        with pytest.raises(IntegrityError), transaction.atomic():
            Annotation.objects.filter(pk=made.pk).update(**values)

    def test_no_place_at_all_is_an_orphan(self, project):
        made = a_highlight(an_article(project), "two")
        Annotation.objects.filter(pk=made.pk).update(start=None, end=None, paragraph=None)
        assert reloaded(made).status == "orphan"
        assert list(Annotation.objects.orphaned()) == [made]
        assert list(Annotation.objects.anchored()) == []


class TestTags:
    def test_tags_come_and_go(self, project):
        made = a_highlight(an_article(project), "two", "Claim")
        claim, disputed, _ = project.tags.all()
        made.retag(disputed, present=True)
        made.retag(claim, present=False)
        made.retag(claim, present=False)
        assert [tag.name for tag in reloaded(made).tags.all()] == ["Disputed"]

    def test_two_peoples_changes_do_not_undo_each_other(self, project):
        made = a_highlight(an_article(project), "two")
        claim, disputed, _ = project.tags.all()
        mine, theirs = reloaded(made), reloaded(made)
        mine.retag(claim, present=True)
        theirs.retag(disputed, present=True)
        assert [tag.name for tag in reloaded(made).tags.all()] == ["Claim", "Disputed"]

    def test_removing_a_tag_keeps_the_highlights_that_had_it(self, project):
        made = a_highlight(an_article(project), "two", "Claim", "Disputed")
        project.tags.get(name="Claim").delete()
        assert [tag.name for tag in reloaded(made).tags.all()] == ["Disputed"]

    def test_a_tag_finds_its_own_and_not_its_prefix_twin(self, project):
        Tag.objects.create(project=project, name="Claimant", position=9)
        article = an_article(project)
        claim, _ = a_highlight(article, "two", "Claim"), a_highlight(article, "three", "Claimant")
        assert list(Annotation.objects.tagged("claim")) == [claim]

    @pytest.mark.parametrize("fields", [{"name": "CLAIM"}, {"name": "New", "hotkey": "c"}])
    def test_the_database_holds_a_name_and_a_hotkey_once_a_project(self, project, fields):
        with pytest.raises(IntegrityError), transaction.atomic():
            Tag.objects.create(project=project, **fields)

    def test_another_project_may_use_the_same_name_and_hotkey(self, project, owner):
        other = Project.objects.start("Other", by=owner)
        assert [tag.hotkey for tag in other.tags.all()] == [tag.hotkey for tag in project.tags.all()]

    @pytest.mark.parametrize("hotkey", ["j", "n", "é", "!", " "])
    def test_a_key_of_the_reading_page_and_one_that_is_no_key_are_refused(self, project, hotkey):
        with pytest.raises(ValidationError):
            Tag(project=project, name="New", hotkey=hotkey).full_clean()


class TestNotes:
    def test_a_note_is_saved_as_typed(self, project):
        made = a_highlight(an_article(project), "two")
        text = "  <b>قال</b> 🙂\n\n\ttab & 'quotes' "
        made.revise_note(text, based_on=1)
        assert (reloaded(made).note, reloaded(made).note_revision, made.note_revision) == (text, 2, 2)

    def test_a_stale_note_is_answered_with_the_one_there_is(self, project):
        made = a_highlight(an_article(project), "two")
        mine = reloaded(made)
        made.revise_note("theirs", based_on=1)
        with pytest.raises(StaleNote) as stale:
            mine.revise_note("mine", based_on=1)
        assert (stale.value.current.note, stale.value.current.note_revision) == ("theirs", 2)
        assert reloaded(made).note == "theirs"

    def test_the_same_words_are_never_stale(self, project):
        made = a_highlight(an_article(project), "two")
        made.revise_note("agreed", based_on=1)
        made.revise_note("agreed", based_on=1)
        assert reloaded(made).note_revision == 2

    def test_a_revision_from_the_future_is_stale_too(self, project):
        with pytest.raises(StaleNote):
            a_highlight(an_article(project), "two").revise_note("mine", based_on=7)


class TestDeletion:
    def test_what_is_deleted_comes_back_as_it_was(self, project, coder):
        made = a_highlight(an_article(project), "two", "Claim", note="why", by=coder)
        made.delete_softly()
        assert list(Annotation.objects.alive()) == []
        Operation.objects.latest("pk").undo(coder)
        back = Annotation.objects.alive().get()
        assert (back.note, back.position, [tag.name for tag in back.tags.all()]) == ("why", made.position, ["Claim"])

    def test_it_comes_back_in_the_text_as_it_is_then(self, project, coder):
        article = an_article(project, [paragraph("An appeal.", cut=APPEAL), "One two three."])
        made = a_highlight(article, "two")
        made.delete_softly(by=coder)
        new = article.restore_block(0, by=coder)
        Operation.objects.latest("pk").undo(coder)
        back = reloaded(made)
        assert (back.version, back.start, new.text[back.start : back.end]) == (new, 15, "two")

    def test_it_comes_back_as_an_orphan_where_its_words_went(self, project, coder):
        article = an_article(project, ["One two three.", "Four."])
        made = a_highlight(article, "two")
        made.delete_softly(by=coder)
        article.cut_block(0, by=coder)
        Operation.objects.latest("pk").undo(coder)
        assert (reloaded(made).status, reloaded(made).exact) == ("orphan", "two")

    def test_bringing_back_overwrites_no_note(self, project):
        made = a_highlight(an_article(project), "two")
        stale = reloaded(made)
        made.revise_note("written meanwhile", based_on=1)
        stale.bring_back()
        assert reloaded(made).note == "written meanwhile"

    def test_a_person_who_leaves_takes_nothing_along(self, project, coder):
        made = a_highlight(an_article(project), "two", by=coder)
        User.objects.get(pk=coder.pk).delete()
        assert reloaded(made).created_by is None


class TestCarrying:
    def test_a_restored_block_before_it_moves_a_highlight(self, project, coder):
        article = an_article(project, [paragraph("An appeal.", cut=APPEAL), "One two three."])
        made = a_highlight(article, "two")
        version = article.restore_block(0, by=coder)
        moved = reloaded(made)
        assert (moved.version, moved.start, moved.end, moved.paragraph) == (version, 15, 18, 2)
        assert moved.prefix == "An appeal.\nOne "

    def test_a_cut_block_orphans_its_highlight_and_gives_it_back(self, project, coder):
        article = an_article(project, ["One two three.", "Four five six."])
        made = a_highlight(article, "two", "Claim", note="why")
        first = article.current
        article.cut_block(0, by=coder)
        orphan = reloaded(made)
        assert (orphan.status, orphan.exact, orphan.note, orphan.version) == ("orphan", "two", "why", first)
        article.restore_block(0, by=coder)
        assert (reloaded(made).start, reloaded(made).paragraph) == (4, 1)

    def test_a_highlight_over_two_blocks_grows_with_what_is_restored_between_them(self, project, coder):
        article = an_article(project, ["One two.", paragraph("Between.", cut=APPEAL), "Three four."])
        made = a_highlight(article, "two.\nThree")
        article.restore_block(1, by=coder)
        assert reloaded(made).exact == "two.\nBetween.\nThree"
        article.cut_block(1, by=coder)
        assert reloaded(made).exact == "two.\nThree"

    def test_equal_cells_of_a_table_are_not_taken_for_each_other(self, project, coder):
        """Cutting the second of four cells that repeat leaves every highlight in its own."""
        article = an_article(project, ["0", "1", "0", "1"])
        made = [annotate(article, at, at + 1) for at in (0, 2, 4, 6)]
        article.cut_block(1, by=coder)
        assert [reloaded(each).start for each in made] == [0, None, 2, 4]
        article.restore_block(1, by=coder)
        assert [reloaded(each).start for each in made] == [0, 2, 4, 6]

    def test_an_orphan_waits_for_its_own_block(self, project, coder):
        article = an_article(project, ["30 people died.", paragraph("Comments 30 of 200", cut=APPEAL)])
        made = annotate(article, 0, 2)
        article.cut_block(0, by=coder)
        article.restore_block(1, by=coder)
        assert reloaded(made).status == "orphan"
        article.restore_block(0, by=coder)
        assert (reloaded(made).status, reloaded(made).start) == ("anchored", 0)

    def test_a_passage_of_an_older_page_lands_in_its_own_line_among_equal_ones(self, project, coder):
        article = an_article(project, ["5", "5", "5"])
        seen = article.current.number
        article.cut_block(1, by=coder)
        with pytest.raises(NoSuchPassage, match="has changed"):
            annotate(article, 2, 3, version=seen, exact="5")
        assert annotate(article, 4, 5, version=seen, exact="5").start == 2

    def test_lines_of_a_poem_move_together(self, project, coder):
        article = an_article(project, [paragraph("An appeal.", cut=APPEAL), "One\ntwo\nthree", "Four"])
        made = [a_highlight(article, words) for words in ("three", "two\nthree\nFour")]
        text = article.restore_block(0, by=coder).text
        assert [text[each.start : each.end] for each in map(reloaded, made)] == ["three", "two\nthree\nFour"]

    def test_order_of_reading_is_by_place_the_longer_first_orphans_last(self, project, coder):
        article = an_article(project, ["One two three.", "Four five six."])
        orphan = a_highlight(article, "five")
        late, short, long = (a_highlight(article, words) for words in ("three", "One", "One two"))
        article.cut_block(1, by=coder)
        assert list(article.annotations.in_reading_order()) == [long, short, late, orphan]


class TestAnyArticle(TestCase):
    """Whatever the blocks, the highlights and the order of cuts and restorations."""

    @settings(max_examples=25, deadline=None)
    @given(st.data())
    def test_every_highlight_stands_on_its_words_or_nowhere(self, data):
        blocks = data.draw(articles.filter(lambda found: canonical_text(found).strip()))
        project = Project.objects.start("Harbour", by=None)
        by = User.objects.create_user(f"coder-{project.pk}")
        article = an_article(project, blocks)
        for start, end in data.draw(st.lists(ranges(article.current.text), max_size=4)):
            if article.current.text[start:end].strip():
                annotate(article, start, end)
        made = {found.pk for found in Annotation.objects.filter(article=article)}
        for number in data.draw(st.lists(st.integers(0, len(blocks) - 1), max_size=4)):
            change = article.cut_block if article.current.blocks[number].kept else article.restore_block
            change(number, by=by)
            article.refresh_from_db()
        found = list(Annotation.objects.filter(article=article))
        assert {each.pk for each in found} == made
        for each in found:
            if each.position:
                assert each.version == article.current
                assert article.current.text[each.start : each.end] == each.exact
                assert each.paragraph == article.current.paragraph_at(each.start)
