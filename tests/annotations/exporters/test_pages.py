"""The exports page offers every format for what the address asks for, as links that work without script."""

from __future__ import annotations

import pytest
from django.urls import reverse
from lxml import html

from annotations.exporters import EXPORTERS
from tests.builders import a_highlight, an_article


@pytest.fixture
def article(project, coder):
    article = an_article(project, ["One two three."], title="Fire")
    a_highlight(article, "One", "Claim", by=coder)
    a_highlight(article, "two", by=coder)
    a_highlight(an_article(project, ["Elsewhere."], title="Flood"), "Elsewhere", "Claim", by=coder)
    return article


@pytest.fixture
def client(client_of, viewer):
    return client_of(viewer)


def page_of(client, project, status: int = 200, **query):
    response = client.get(reverse("exports", args=[project.pk]), query)
    assert response.status_code == status
    return html.fromstring(response.content.decode())


def words_of(element) -> str:
    return " ".join(element.text_content().split())


def downloads(page) -> list[str]:
    return page.xpath("//main//a[@download]/@href")


def test_every_format_is_a_link_that_downloads_a_file(client, project, article):
    found = downloads(page_of(client, project))
    assert [address.split("/")[-2] for address in found] == [
        name for group in dict.fromkeys(made.group for made in EXPORTERS.values())
        for name, made in EXPORTERS.items() if made.group is group
    ]  # fmt: skip
    for address in found:
        response = client.get(address)
        assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
        assert response["Content-Disposition"].startswith('attachment; filename="harbour-')
        assert b"".join(response.streaming_content)


def test_a_link_says_what_it_downloads_and_beside_it_stands_what_that_is_for(client, project, article):
    page = page_of(client, project)
    for made in EXPORTERS.values():
        assert f"{made.title}: {made.label}" in page.xpath("//main//a[@download]/@aria-label")
        assert made.description in words_of(page.xpath("//main")[0])


def test_what_the_filter_shows_is_told_counted_and_exported(client, project, article):
    query = {"tag": project.tags.get(name="Claim").pk, "article": article.pk}
    page = page_of(client, project, **query)
    assert "1 highlight tagged Claim" in words_of(page.xpath("//*[@class='conditions']")[0])
    (address,) = [each for each in downloads(page) if "/exports/matrix/" in each]
    assert b"".join(client.get(address).streaming_content).count(b"\r\n") == 2


def test_what_holds_the_whole_project_takes_no_filter(client, project, article):
    page = page_of(client, project, article=article.pk)
    whole = [reverse("export", args=[project.pk, name]) for name, made in EXPORTERS.items() if made.is_whole]
    assert whole
    assert set(whole) <= {address.removesuffix("?") for address in downloads(page)}
    for address in whole:
        assert client.get(address, {"article": article.pk}).status_code == 404


def test_an_article_is_chosen_without_script(client, project, article):
    (form,) = [form for form in page_of(client, project).forms if "article" in form.fields]
    assert (form.method, form.action) == ("GET", None)
    assert set(form.inputs["article"].value_options) == {"", *(str(each.pk) for each in project.articles.all())}


def test_people_by_pseudonyms_are_a_choice_that_every_link_carries(client, project, article):
    page = page_of(client, project, people="pseudonyms")
    assert all("people=pseudonyms" in address for address in downloads(page))
    (address,) = [each for each in downloads(page) if "/exports/csv/" in each]
    assert b"coder" not in b"".join(client.get(address).streaming_content)


def test_the_filter_stays_when_people_are_chosen_and_the_people_when_the_filter_is(client, project, article):
    page = page_of(client, project, people="pseudonyms", note="without")
    ways = page.xpath("//nav[@aria-labelledby='people-how']//a/@href")
    assert ways == ["?note=without", "?note=without&people=pseudonyms"]
    assert page.xpath("//*[@class='conditions']//a[@class='leave-out']/@href") == [
        reverse("exports", args=[project.pk]) + "?people=pseudonyms"
    ]


@pytest.mark.parametrize("query", [{"article": 0}, {"made_from": "yesterday"}, {"people": "initials"}])
def test_what_cannot_be_read_is_said(client, project, query):
    page = page_of(client, project, 422, **query)
    assert "cannot be read" in words_of(page.xpath("//main")[0])
    assert downloads(page) == []


@pytest.mark.parametrize("path", ["exports/nothing/", "exports/csv/?people=initials", "exports/csv/?tag=0"])
def test_there_is_no_other_download(client, project, path):
    assert client.get(f"{project.get_absolute_url()}{path}").status_code == 404


def test_the_project_the_highlights_and_an_article_lead_there(client, project, article):
    exports, claim = reverse("exports", args=[project.pk]), project.tags.get(name="Claim").pk
    for address, query in (
        (project.get_absolute_url(), ""),
        (f"{reverse('project_annotations', args=[project.pk])}?tag={claim}", f"?tag={claim}"),
        (article.get_absolute_url(), f"?article={article.pk}"),
        (f"{article.get_absolute_url()}?tag={claim}", f"?article={article.pk}&tag={claim}"),
        (f"{article.get_absolute_url()}?tag=orphans", f"?article={article.pk}&state=orphan"),
        (f"{article.get_absolute_url()}?tag=changed", f"?article={article.pk}&state=changed"),
    ):
        page = html.fromstring(client.get(address).content.decode())
        assert exports + query in page.xpath("//a/@href"), address
        assert client.get(exports + query).status_code == 200


def test_highlights_that_were_chosen_one_by_one_lead_there_too(client, project, article):
    first, second = article.annotations.order_by("pk")
    path = reverse("selection_exports", args=[project.pk])
    page = client.get(reverse("project_annotations", args=[project.pk])).content.decode()
    assert path in page
    response = client.post(path, {"key": [first.pk, second.pk]}, follow=True)
    assert response.redirect_chain == [(reverse("exports", args=[project.pk]) + f"?keys={first.pk}.{second.pk}", 302)]
    assert "2 highlights 2 chosen one by one" in words_of(html.fromstring(response.content.decode()))
