"""What a page shows of the highlights is kept in memory, and is what it would be if it were made anew."""

from __future__ import annotations

import re
import sys

from django.urls import reverse

from annotations import marking
from annotations.listing import SHOWN, SideList
from annotations.marking import READS, marked_blocks, marker, marks_of
from annotations.models import Annotation, codebook_editing, codebook_of, editing
from reader.extraction.rendering import leaf
from reader.models import Version
from reader.models import version as versions
from tests.builders import a_highlight, an_article, many_paragraphs, place_of

TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+')


def test_a_page_from_memory_is_as_one_made_anew_whatever_was_done(project, owner, coder, client_of):
    article = an_article(project, ["Nine people died.", "Nobody knows who they were.", "The harbour is closed."])
    client = client_of(owner)

    def page() -> str:
        return TOKEN.sub("", client.get(article.get_absolute_url()).content.decode())

    first = a_highlight(article, "people", "Claim", by=coder)
    other = a_highlight(article, "knows who", by=coder)
    disputed = project.tags.get(name="Disputed")
    claim = project.tags.get(name="Claim")
    renamed = "Assertion"

    def cut() -> None:
        article.refresh_from_db()
        article.cut_block(2, by=coder)

    ways = [
        lambda: a_highlight(article, "harbour", "Disputed", note="Since when?", by=coder),
        lambda: first.retag(disputed, present=True, by=coder),
        lambda: other.revise_note("Ask the port.", based_on=1, by=coder),
        lambda: editing.change_range(
            Annotation.objects.for_card().get(pk=first.pk), place_of("Nine people", article), by=coder
        ),
        lambda: codebook_editing.revise(claim, {"name": renamed}, by=coder),
        lambda: codebook_editing.merge(disputed, claim, by=coder),
        lambda: other.delete_softly(by=coder),
        cut,
        lambda: article.correct({"language": "ar"}, by=coder),
    ]
    before = page()
    for change in ways:
        change()
        now = page()
        SHOWN.clear()
        assert now == page()
        assert now != before
        before = now
    assert renamed in before


def test_blocks_far_from_each_other_are_painted_as_all_together(project, coder):
    article = an_article(project, many_paragraphs(2 * READS + 9))
    version, tags = article.current, codebook_of(project.pk)
    for number in (1, 4, 5, 6, *range(10, 2 * READS + 8, 2)):
        a_highlight(article, f"Sentence {number} of", "Claim", by=coder)
    across = Annotation.objects.create(
        article=article, version=version, start=version.kept[2].start, end=version.kept[7].end, paragraph=3, exact="x"
    )
    everything = marker(version, marks_of(version, tags))
    ranges = [(mark.start, mark.end) for mark in marks_of(version, tags) if mark.id != across.pk]
    touched = sorted({placed for start, end in ranges for placed in version.kept_between(start, end)})
    assert len(touched) > READS
    assert marked_blocks(version, tags, ranges) == "\n".join(
        leaf(placed, everything(placed), ' hx-swap-oob="true"') for placed in touched
    )
    assert marked_blocks(version, tags, []) == ""


def test_a_new_highlight_is_answered_with_its_tags_and_what_others_did(project, owner, coder, client_of):
    article = an_article(project, ["Nine people died.", "Nobody knows who they were."])
    address = reverse("article_annotations", args=[article.pk])
    theirs = a_highlight(article, "Nobody", by=coder)
    claim = project.tags.get(name="Claim")
    place = place_of("people", article)
    data = {"start": place.start, "end": place.end, "version": 1, "tags": claim.pk}
    answer = client_of(owner).post(address, data, headers={"HX-Request": "true", "Attest-Seen": "1.0."})
    said = answer.content.decode()
    assert f'data-begins="{theirs.pk}"' in said
    assert "Highlighted: Claim." in " ".join(re.sub("<[^>]+>", "", said).split())
    own = Annotation.objects.latest("pk")
    assert f'data-begins="{own.pk}"' in said


def test_versions_of_one_text_keep_their_own_blocks(project, coder, django_assert_num_queries):
    article = an_article(project, ["Kept.", "Also kept."])
    first = article.current
    article.cut_block(1, by=coder)
    article.restore_block(1, by=coder)
    versions = list(Version.objects.filter(article=article).order_by("number").defer("block_values"))
    assert [[block.kept for block in version.blocks] for version in versions] == [
        [True, True],
        [True, False],
        [True] * 2,
    ]
    assert versions[0].sha256 == versions[2].sha256 == first.sha256
    again = Version.objects.defer("block_values").get(pk=first.pk)
    with django_assert_num_queries(0):  # they are in memory
        assert again.blocks == first.blocks
        assert [placed.start for placed in again.kept] == [0, 6]


def test_the_list_alone_does_not_have_the_article_painted(project, coder, django_assert_num_queries):
    article = an_article(project, ["Nine people died.", "Nobody knows who they were."])
    a_highlight(article, "people", "Claim", by=coder)
    side = SideList(article, codebook_of(project.pk))
    with django_assert_num_queries(4):  # the latest change, how many there are, the first of them, their tags
        assert "people" in side.html
    with django_assert_num_queries(1):
        assert [*side.marked] == [0]
    with django_assert_num_queries(0):  # as in the list
        assert "people" in side.printed
    again = SideList(article, codebook_of(project.pk))
    with django_assert_num_queries(2):  # the latest change, and how many there are
        assert (again.html, again.marked, again.printed) == (side.html, side.marked, side.printed)


def test_what_is_very_long_is_not_kept(project, coder, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(SHOWN, "room", 20_000)  # code points
    article = an_article(project, ["Nine people died. " + "One two three. " * 1000])
    for _ in range(2):
        a_highlight(article, article.current.text[:14_000], by=coder)
    sides = [SideList(article, codebook_of(project.pk)) for _ in range(2)]
    for side in sides:
        assert side.marked
        with django_assert_num_queries(2):
            assert len(side.printed) > 28_000


def test_blocks_with_their_marks_are_in_memory_as_far_as_there_is_room(project, coder, monkeypatch):
    article = an_article(project, ["Nine people died. " + "One two three. " * 10_000])
    a_highlight(article, "Nine", by=coder)
    version, tags = Version.objects.get(pk=article.current.pk), codebook_of(project.pk)
    html = version.kept[0].block.html
    before = sys.getrefcount(html)
    monkeypatch.setattr(marking.PAINTED, "room", 2 * len(html))  # of which there are two, one of them longer
    assert "<mark" in marked_blocks(version, tags, [(0, 4)])
    assert sys.getrefcount(html) == before
    monkeypatch.undo()
    assert "<mark" in marked_blocks(version, tags, [(0, 4)])
    assert sys.getrefcount(html) == before + 1


def test_blocks_are_in_memory_as_far_as_there_is_room(project, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(
        versions.LAID, "room", 20_000
    )  # code points, of words and of HTML: for one of the shorter texts
    one, other, long = (an_article(project, ["One two three. " * size]).current.pk for size in (400, 401, 1000))

    def queries(pk: int, number: int) -> None:
        with django_assert_num_queries(number):
            assert len(Version.objects.defer("block_values").get(pk=pk).blocks) == 1

    for _ in range(2):
        queries(long, 2)
    Version.objects.get(pk=one).blocks  # noqa: B018  so that they are in memory
    queries(one, 1)
    queries(other, 2)
    queries(other, 1)
    queries(one, 2)
