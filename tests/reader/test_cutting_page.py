"""What is restored and cut by hand on the reading page, once and for good."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from reader.importers import Source
from reader.models import Article, CleaningRule, User
from tests.answers import page_of, words_of
from tests.builders import EMPTY, an_article, paragraph


@pytest.fixture
def client(coder: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(coder)


def test_a_restored_block_comes_with_an_undo(client, project):
    article = an_article(project, ["One.", paragraph("Two.", cut="An appeal")])
    response = client.post(reverse("restorations", args=[article.pk]), {"block": 1})
    page = page_of(client.get(response["Location"]))
    assert words_of(page.xpath("//*[@id='block-1']")[0]) == "Two."
    (undo,) = page.find_class("notice")
    assert undo.get("action") == reverse("cuts", args=[article.pk])
    assert (undo.xpath(".//button/@name"), undo.xpath(".//button/@value")) == (["block"], ["1"])
    response = client.post(undo.get("action"), {"block": 1})
    page = page_of(client.get(response["Location"]))
    assert [words_of(head) for head in page.find_class("cut-head")] == ["Cut: An appeal"]
    assert article.versions.count() == 3


def test_a_restored_block_can_be_cut_again_later(client, project):
    article = an_article(project, ["One.", paragraph("Two.", cut="An appeal")])
    client.post(reverse("restorations", args=[article.pk]), {"block": 1})
    page = page_of(client.get(f"{article.get_absolute_url()}?cut"))
    (again,) = [button for button in page.xpath("//button[@form='cutting']") if words_of(button) == "Cut again"]
    assert again.get("value") == "1"
    assert page.get_element_by_id("cutting").get("action") == reverse("cuts", args=[article.pk])
    assert not page_of(client.get(article.get_absolute_url())).xpath("//button[@form='cutting']")


def test_neighbours_that_were_cut_for_one_reason_are_a_group(client, project):
    cut = [paragraph(f"Story {i}.", cut="Related stories") for i in range(3)]
    article = an_article(project, ["One.", *cut, paragraph("Sign up.", cut="Newsletter"), "Two.", cut[0]])
    page = page_of(client.get(f"{article.get_absolute_url()}?cut"))
    heads = [words_of(head) for head in page.find_class("cut-head")]
    assert heads == ["Cut: Related stories 3 blocks Restore all 3", "Cut: Newsletter", "Cut: Related stories"]
    (group,) = [button for button in page.xpath("//button") if words_of(button) == "Restore all 3"]
    response = client.post(reverse("restorations", args=[article.pk]), {"block": group.get("value")})
    article.refresh_from_db()
    assert [block.kept for block in article.current.blocks] == [True, True, True, True, False, True, False]
    assert article.versions.count() == 2
    (undo,) = page_of(client.get(response["Location"])).find_class("notice")
    client.post(undo.get("action"), {"block": undo.xpath(".//button/@value")[0]})
    article.refresh_from_db()
    assert [block.kept for block in article.current.blocks] == [True, False, False, False, False, True, False]


def test_everything_is_restored_at_once(client, project):
    article = an_article(project, [paragraph("A.", cut="Header"), "One.", paragraph("B.", cut="Footer")])
    page = page_of(client.get(f"{article.get_absolute_url()}?cut"))
    (button,) = [button for button in page.xpath("//button") if words_of(button) == "Restore everything"]
    client.post(reverse("restorations", args=[article.pk]), {"block": button.get("value")})
    article.refresh_from_db()
    assert article.current.text == "A.\nOne.\nB."


def test_a_block_that_stayed_is_cut(client, project):
    article = an_article(project, ["One.", "Read our other story."])
    client.post(reverse("cuts", args=[article.pk]), {"block": 1})
    article.refresh_from_db()
    assert (article.current.text, article.current.blocks[1].reason) == ("One.", "Cut by hand")


def test_a_kind_is_kept_for_good_on_a_site_and_only_there(client, project, owner):
    blocks = ["One.", paragraph("Correction: two.", cut="Footer")]
    article = an_article(project, blocks, url="https://ledger.example/1", by=owner)
    page = page_of(client.get(f"{article.get_absolute_url()}?cut"))
    (button,) = page.xpath("//button[@name='always']")
    assert words_of(button) == "Always keep on ledger.example"
    response = client.post(reverse("restorations", args=[article.pk]), {"always": button.get("value")}, follow=True)
    assert "stays from now on" in response.content.decode()
    article.refresh_from_db()
    assert article.current.blocks[1].kept
    rules = CleaningRule.objects
    later = [paragraph("Again.", cut="Footer"), paragraph("Ad.", cut="Advertisement")]
    kept = rules.applied(later, project=project, host="ledger.example")
    assert [block.kept for block in kept] == [True, False]
    assert [block.kept for block in rules.applied(later, project=project, host="other.example")] == [False, False]
    listed = page_of(client.get(reverse("cleaning_rules", args=[project.pk])))
    assert "On ledger.example, keep: Footer" in words_of(listed.xpath("//main")[0])
    client.post(listed.xpath("//main//form/@action")[0])
    assert not rules.exists()


def test_no_kind_of_a_page_without_an_address_is_kept_for_good(client, project):
    article = an_article(project, ["One.", paragraph("Two.", cut="Footer")])
    page = page_of(client.get(f"{article.get_absolute_url()}?cut"))
    assert page.xpath("//button[@name='always']") == []


@pytest.mark.parametrize("block", ["2", "-1", "", "x", 10**30])
def test_a_block_that_is_not_there_is_404(client, project, block):
    article = an_article(project, ["One.", paragraph("Two.", cut="An appeal")])
    for name in ("restorations", "cuts"):
        assert client.post(reverse(name, args=[article.pk]), {"block": block}).status_code == 404


def test_an_article_without_text_has_no_blocks_to_restore(client, project):
    article, _ = Article.objects.take_in(Source("", EMPTY, "text/html"), project=project, by=None)
    assert client.post(reverse("restorations", args=[article.pk]), {"block": 0}).status_code == 404


def test_a_page_of_which_all_was_cut_says_what_to_do(client, project):
    article = an_article(project, [paragraph("Only this.", cut="An appeal")])
    assert "Nothing of this page was kept" in words_of(page_of(client.get(article.get_absolute_url())))
