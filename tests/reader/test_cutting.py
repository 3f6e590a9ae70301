"""What a reader cuts by hand: several blocks at once, with the way back, and for good on a site."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from reader.models import Article, CleaningRule, User
from reader.models.rule import CUT_BY_RULE, alike
from tests.answers import page_of, words_of
from tests.builders import a_highlight, an_article, paragraph


@pytest.fixture
def client(coder: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(coder)


def kept(article: Article) -> list[bool]:
    return [block.kept for block in Article.objects.get(pk=article.pk).current.blocks]


def test_what_is_chosen_is_cut_at_once_and_undone_at_once(client, project):
    article = an_article(project, ["One.", "Share 12", "Two.", "Read our other story."])
    highlight = a_highlight(article, "other story")
    page = page_of(client.get(f"{article.get_absolute_url()}?cut"))
    boxes = page.xpath("//input[@type='checkbox' and @name='chosen']/@value")
    assert boxes == ["0", "1", "2", "3"]
    response = client.post(reverse("cuts", args=[article.pk]), {"chosen": ["1", "3"]})
    assert kept(article) == [True, False, True, False]
    assert article.versions.count() == 2
    highlight.refresh_from_db()
    assert highlight.start is None

    (undo,) = page_of(client.get(response["Location"])).find_class("notice")
    client.post(undo.get("action"), {"block": undo.xpath(".//button/@value")[0]})
    blocks = Article.objects.get(pk=article.pk).current.blocks
    assert [(block.kept, block.reason) for block in blocks] == [(True, "")] * 4
    highlight.refresh_from_db()
    assert highlight.start is not None


def test_a_button_is_for_its_own_blocks_alone(client, project):
    article = an_article(project, ["One.", "Two.", "Three."])
    client.post(reverse("cuts", args=[article.pk]), {"block": "1", "chosen": ["2"]})
    assert kept(article) == [True, False, True]


def test_a_line_is_cut_for_good_on_a_site_whatever_the_number_in_it(client, project):
    article = an_article(project, ["One.", "Share 12"], url="https://ledger.example/1")
    client.post(reverse("cuts", args=[article.pk]), {"block": "1"})
    page = page_of(client.get(f"{article.get_absolute_url()}?cut"))
    (button,) = page.xpath("//button[@name='always']")
    assert words_of(button) == "Always cut on ledger.example"
    client.post(reverse("cuts", args=[article.pk]), {"always": button.get("value")})

    rules = CleaningRule.objects
    later = [paragraph("SHARE 7"), paragraph("Share 7 of them"), paragraph("Share 9", cut="Footer")]
    ruled = rules.applied(later, project=project, host="ledger.example")
    assert [(block.kept, block.reason) for block in ruled] == [(False, CUT_BY_RULE), (True, ""), (False, "Footer")]
    assert rules.applied(later, project=project, host="other.example") == tuple(later)

    listed = page_of(client.get(reverse("cleaning_rules", args=[project.pk])))
    assert "On ledger.example, cut: Share 12" in words_of(listed.xpath("//main")[0])
    client.post(listed.xpath("//main//form/@action")[0])
    assert not rules.exists()


def test_what_a_rule_cut_is_restored_but_makes_no_rule_of_its_own(client, project):
    article = an_article(project, ["One.", paragraph("Share", cut=CUT_BY_RULE)], url="https://ledger.example/1")
    assert not page_of(client.get(f"{article.get_absolute_url()}?cut")).xpath("//button[@name='always']")
    client.post(reverse("restorations", args=[article.pk]), {"always": "1"})
    assert kept(article) == [True, True]
    assert not CleaningRule.objects.exists()


def test_a_paragraph_is_too_long_to_be_a_line_of_a_site(client, project):
    article = an_article(project, ["One.", "word " * 100], url="https://ledger.example/1")
    client.post(reverse("cuts", args=[article.pk]), {"always": "1"})
    assert kept(article) == [True, False]
    assert not CleaningRule.objects.exists()


@pytest.mark.parametrize(("one", "other"), [("Share 12", "share: 7"), ("٣ تعليقات", "١٢ تعليقات")])
def test_lines_are_alike_but_for_numbers_signs_and_capitals(one, other):
    assert alike(one) == alike(other)
