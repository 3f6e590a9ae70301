"""Texts that are nearly the same: told by their words, found by their signatures, and shown on the article."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connections
from django.urls import reverse

from reader.importers import pasted, web_page
from reader.importers.items import Item
from reader.likeness import SHARE, likely, runs, share, sketch
from reader.models import Article, Fingerprint, Import, Likeness, Project
from tests.builders import an_article

# Words of our own making, so that what two texts share they share because a test wrote it so.
SCRIPTS = {
    "latin": (" ", "b d f g k l m n p r s t v z".split(), "a e i o u".split()),
    "arabic": (" ", "ب ت ج د ر س ش ع ف ق ك ل م ن".split(), "ا و ي".split()),
    "chinese": ("", list("水火山石田土木金日月星風雨雲海江河湖人口手足目耳心力刀弓車舟門戸"), [""]),
}


def words(seed: int, number: int, script: str = "latin") -> list[str]:
    _, consonants, vowels = SCRIPTS[script]
    dice = random.Random(f"{seed} {script}")
    return [
        "".join(dice.choice(consonants) + dice.choice(vowels) for _ in range(dice.randrange(2, 5)))
        for _ in range(number)
    ]


def text(words: list[str], script: str = "latin") -> str:
    return SCRIPTS[script][0].join(words)


def changed(given: list[str], part: float, script: str = "latin") -> list[str]:
    """Return the words with a part of them, all over the text, replaced by others."""
    dice, new = random.Random(7), words(99, len(given), script)
    places = set(dice.sample(range(len(given)), round(part * len(given))))
    return [new[place] if place in places else word for place, word in enumerate(given)]


def found(one: str, other: str) -> bool:
    """Say whether two texts are told to be alike, on both ways at once: by signature, and by words."""
    is_likely = list(likely(sketch(one), [(1, *sketch(other))])) == [1]
    return is_likely and share(runs(one), runs(other)) >= SHARE


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("number", [80, 1500])
def test_a_text_with_a_fifth_of_its_words_changed_is_the_same(script, number):
    for seed in range(5):
        given = words(seed, number, script)
        assert found(text(given, script), text(changed(given, 0.2, script), script))


def test_an_excerpt_is_a_part_of_the_same_text():
    given = words(1, 1200)
    assert found(text(given), text(given[300:450]))
    assert found(text(changed(given[:400], 0.2)), text(given))


def test_capitals_and_marks_of_punctuation_make_no_difference():
    given = words(1, 60)
    assert share(runs(text(given)), runs(text(given).upper().replace(" ", ", "))) == 1


@pytest.mark.parametrize("script", SCRIPTS)
def test_other_texts_are_not_the_same(script):
    given = [text(words(seed, 400, script), script) for seed in range(12)]
    assert not any(found(one, other) for one in given for other in given if one is not other)


def test_of_a_text_of_a_few_words_nothing_is_said():
    short = text(words(1, 39))
    assert not found(short, short)


# In a project.

AGENCY = words(1, 200)


@pytest.fixture
def printed(project: Project) -> tuple[Article, Article]:
    """An agency's report in two papers, one of which shortened it and changed words."""
    first = an_article(project, [text(AGENCY[:100]), text(AGENCY[100:])], title="Fire", site_name="The Ledger")
    second = an_article(project, [text(changed(AGENCY[:150], 0.2))], title="Blaze", site_name="The Courier")
    return first, second


def test_each_of_two_prints_shows_the_other_and_what_differs(printed, client_of, viewer, stranger):
    first, second = printed
    client = client_of(viewer)
    for here, there in ((first, second), (second, first)):
        page = client.get(here.get_absolute_url()).content.decode()
        assert there.site_name in page
        assert reverse("likeness", args=[here.pk, there.pk]) in page
    difference = client.get(reverse("likeness", args=[second.pk, first.pk])).content.decode()
    assert "<del>" in difference
    assert "<ins>" in difference
    assert AGENCY[0] in difference
    assert client_of(stranger).get(reverse("likeness", args=[second.pk, first.pk])).status_code == 404


def test_an_article_of_another_project_is_never_shown_or_compared(printed, client_of, owner):
    first, _ = printed
    elsewhere = Project.objects.start("Elsewhere", by=owner)
    same = an_article(elsewhere, [text(AGENCY)], title="Secret")
    assert Likeness.objects.beside(same) == []
    assert client_of(owner).get(reverse("likeness", args=[first.pk, same.pk])).status_code == 404


def test_what_a_reader_cuts_or_restores_is_compared_anew(printed, owner):
    first, second = printed
    first.cut_block(0, by=owner)
    first.cut_block(1, by=owner)
    assert Likeness.objects.beside(second) == []
    first.restore_block(0, by=owner)
    assert [like.article for like in Likeness.objects.beside(second)] == [first]
    first.remove()
    assert Likeness.objects.beside(second) == []


def test_what_was_here_before_is_compared_by_a_command(printed):
    first, second = printed
    Likeness.objects.all().delete()
    Fingerprint.objects.all().delete()
    call_command("reindex", missing=True, stdout=StringIO(), stderr=StringIO())
    assert [like.article for like in Likeness.objects.beside(second)] == [first]


@pytest.mark.django_db(transaction=True)
def test_two_that_change_at_once_do_not_wait_for_each_other(project, owner):
    same = [" ".join(f"word{number}x{at}" for at in range(60)) for number in range(3)]
    articles = [an_article(project, [*same, end]) for end in ("One end.", "Another end.")]
    failed, together = [], threading.Barrier(2)

    def change(article):
        try:
            for number in range(6):
                together.wait(30)
                (article.restore_block if number % 2 else article.cut_block)(3, by=owner)
        except Exception as error:
            failed.append(error)
            together.abort()
        finally:
            connections.close_all()

    people = [threading.Thread(target=change, args=(article,)) for article in articles]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert failed == []
    assert Likeness.objects.count() == 1


# In an import.


@pytest.fixture
def imported(project, owner, django_capture_on_commit_callbacks) -> Callable[..., Import]:
    def run(*sources) -> Import:
        with django_capture_on_commit_callbacks(execute=True):
            return Import.objects.start([Item(source) for source in sources], project=project, by=owner)

    return run


def pages(*texts: list[str]) -> list[str]:
    return [
        "\n\n".join(text(given[at : at + 40]).capitalize() + "." for at in range(0, len(given), 40)) for given in texts
    ]


def test_an_import_remarks_that_an_article_is_nearly_the_same(imported):
    one, other = pages(AGENCY, changed(AGENCY, 0.2))
    imported(pasted(one))
    row = imported(pasted(other)).rows.get()
    assert row.state == "imported"
    assert "Nearly the same as" in row.reason


def test_of_many_made_from_one_form_each_is_compared_with_fifty():
    one = sketch(" ".join(words(1, 200)))
    assert likely(one, [(number, *one) for number in range(200)]) == list(range(50))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://news.example/fire", "https://news.example/fire?utm_source=mail"),
        ("https://m.news.example/fire/amp/", "https://news.example/fire?gclid=1"),
    ],
)
def test_an_address_that_a_file_came_with_is_found_in_all_its_forms(imported, first, second):
    one, other = pages(AGENCY, words(2, 200))
    imported(pasted(one, first))
    there = Article.objects.get()
    row = imported(pasted(other, second)).rows.get()
    assert f"with another text: “{there}”" in row.reason
    again = imported(web_page(second)).rows.get()
    assert again.state == "existing"
    assert again.article == there
