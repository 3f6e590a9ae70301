"""The bin: what is deleted is out of every list and count, is as it was once it is put back, and goes in the end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from annotations.models import Annotation, Operation, Relation
from annotations.models.event import Event
from annotations.models.relation import relate
from reader import clock
from reader.importers import Source
from reader.importers.items import Item
from reader.models import Article, Binned, Import, Likeness, Project, ReadingState
from reader.models.bin import KEPT_FOR
from tests.annotations.archive.projects import archive_of, brought_in, fill
from tests.answers import words_of
from tests.builders import PAGE, a_highlight, an_article


@pytest.fixture
def client(owner, client_of) -> Client:
    return client_of(owner)


def read(client: Client, name: str, *args: Any, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, name
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()


def age(article: Article, days: float) -> None:
    Binned.objects.filter(article=article).update(at=timezone.now() - timedelta(days=days))


PLACES = ("quay", "depot", "mill", "ferry", "chandler", "cooper", "customs")
TEXT = [f"The {place} burned for a night, and its office counted {n} boats twice." for n, place in enumerate(PLACES)]


@pytest.fixture
def pair(project, owner) -> tuple[Article, Article]:
    """Two articles that print the same, with a dispute between them, and a figure of an event in the first."""
    put_away = an_article(project, TEXT, title="Alpha fire", site_name="Alpha", by=owner)
    stays = an_article(project, TEXT, title="Beta fire", site_name="Beta", by=owner)
    claim = a_highlight(put_away, "quay burned", "Claim", note="zeppelin", by=owner)
    counted = a_highlight(put_away, "mill burned", "Casualty figure", by=owner)
    counted.figures.create(raw="six", best=6, effect="killed", event=project.events.create(name="Alpha event"))
    relate(a_highlight(stays, "depot burned", "Claim", by=owner), claim, "disputes", by=owner)
    assert Likeness.objects.beside(stays)
    return put_away, stays


def test_it_is_out_of_every_list_search_count_and_export(client, project, owner, pair):
    put_away, stays = pair
    path = reverse("article_bin", args=[put_away.pk])
    assert client.post(path)["Location"] == project.get_absolute_url()
    key = project.pk
    pages = [("project", key), ("project_facets", key), ("search",), ("project_annotations", key), ("claims", key)]
    pages += [("ledger", key), ("events", key), ("codebook", key), ("article", stays.pk), ("projects",)]
    pages += [("api:project_articles", key), ("api:project_highlights", key), ("api:feed", key), ("api:project", key)]
    pages += [
        ("export", key, "csv"),
        ("export", key, "json-lines"),
        ("export", key, "claims"),
        ("export", key, "coders"),
        ("ledger_csv", key, "exact-data"),
        ("cooccurrence", key, "overlap"),
    ]
    for name, *args in pages:
        page = read(client, name, *args)
        assert "Alpha" not in page.replace("“Alpha fire” is in the bin.", ""), name
        assert "zeppelin" not in page, name
    assert "Nothing matches" in read(client, "project", key, q="zeppelin")
    assert "1 article" in words_of(html.fromstring(read(client, "project", key, q="quay")))
    assert not Likeness.objects.beside(stays)
    assert not Relation.objects.shown().exists()
    assert not Event.objects.with_figures().exists()
    assert Operation.objects.last_done(owner, project).article == stays  # no undo reaches into the bin
    made = Annotation.objects.get(note="zeppelin")
    for name, args in (("annotation", made.pk), ("history", put_away.pk), ("original", put_away.pk)):
        assert client.get(reverse(name, args=[args])).status_code == 404, name
    assert client.post(reverse("note", args=[made.pk]), {"note": "x", "revision": 1}).status_code == 404


def test_an_undo_puts_it_back_as_it_was(client, project, owner, pair):
    put_away, stays = pair
    ReadingState.objects.put(owner, {put_away.pk: "done"})
    before = read(client, "project", project.pk, sort="title"), read(client, "export", project.pk, "csv")
    for undo in (
        lambda: client.post(reverse("article_changes_undo", args=[project.pk])),
        lambda: client.post(reverse("bin_restorations", args=[project.pk]), {"key": put_away.pk}),
    ):
        client.post(reverse("article_bin", args=[put_away.pk]))
        assert not Article.objects.visible_to(owner).filter(pk=put_away.pk).exists()
        undo()
        client.get(reverse("project", args=[project.pk]))  # what is said of it is said once
        client.session.pop("library_undo", None)
        export = read(client, "export", project.pk, "csv")
        assert export == before[1]
        assert [like.article for like in Likeness.objects.beside(stays)] == [put_away]
        assert Event.objects.with_figures().count() == Relation.objects.shown().count() == 1
    assert not Binned.objects.exists()


def test_many_are_put_there_and_back_at_once(client, project, viewer, client_of):
    articles = [an_article(project, title=f"Report {name}") for name in "ABC"]
    changes = reverse("article_changes", args=[project.pk])
    assert client_of(viewer).post(changes, {"action": "bin", "everything": "on"}).status_code == 404
    page = client.post(changes, {"action": "bin", "key": [articles[0].pk, articles[2].pk]}, follow=True)
    assert "2 articles: in the bin." in words_of(html.fromstring(page.content))
    seen = read(client_of(viewer), "bin", project.pk)
    assert "Report A" in seen
    assert "Report B" not in seen
    assert "Put back" not in seen
    assert "put here by owner on" in seen
    assert "<strong>30 days left</strong>" in seen
    client.post(reverse("bin_restorations", args=[project.pk]), {"everything": "on"})
    assert project.articles.count() == 3
    client.post(changes, {"action": "bin", "everything": "on"})
    empty = read(client, "project", project.pk)
    assert "No articles yet." in empty
    assert "Undo the last change" in empty


def test_its_address_leads_to_where_it_can_be_put_back(client, project, stranger, client_of):
    article = an_article(project, title="Alpha fire")
    other = an_article(project, title="Beta fire")
    Binned.objects.put(project, [article.pk, other.pk], by=None)
    page = client.get(article.get_absolute_url(), follow=True)
    assert page.redirect_chain == [(f"{reverse('bin', args=[project.pk])}?article={article.pk}", 302)]
    assert "Alpha fire" in page.content.decode()
    assert "Beta fire" not in page.content.decode()
    assert client_of(stranger).get(article.get_absolute_url()).status_code == 404


def test_the_same_source_leads_to_the_bin_and_makes_nothing_new(client, project, owner):
    source = Source("https://ledger.example/fire", PAGE, "text/html")
    article, _ = Article.objects.take_in(source, project=project, by=owner)
    article.read()
    Binned.objects.put(project, [article.pk], by=owner)
    again, is_new = Article.objects.take_in(source, project=project, by=owner)
    assert (again, is_new) == (article, False)
    batch = Import.objects.start([Item(source), Item(source, tags=("Urgent",))], project=project, by=owner)
    batch.work()
    rows = list(batch.rows.values_list("state", "article"))
    assert rows == [("existing", article.pk)] * 2
    assert "lies in the bin" in read(client, "import", batch.pk)
    assert not project.articles.exists()
    assert not project.labels.exists()


def test_a_reader_that_was_under_way_does_not_bring_it_back(client, project, owner):
    source = Source("", PAGE, "text/html")
    article, _ = Article.objects.take_in(source, project=project, by=owner)
    under_way = Article.objects.get(pk=article.pk)
    Binned.objects.put(project, [article.pk], by=owner)
    under_way.read()
    assert Article.objects.get(pk=article.pk).is_ready
    assert "Fire at the quay" not in read(client, "project", project.pk)
    Binned.objects.restore(project, [article.pk])
    assert "Fire at the quay" in read(client, "project", project.pk)


def test_what_came_meanwhile_is_compared_with_what_is_put_back(project, pair):
    put_away, _ = pair
    Binned.objects.put(project, [put_away.pk], by=None)
    late = an_article(project, TEXT, title="Gamma fire")
    assert put_away not in {like.article for like in Likeness.objects.beside(late)}
    Binned.objects.restore(project, [put_away.pk])
    assert put_away in {like.article for like in Likeness.objects.beside(late)}


def test_owners_delete_for_good_after_a_question(client, project, coder, client_of, django_capture_on_commit_callbacks):
    article, kept = an_article(project, title="Alpha fire"), an_article(project, title="Beta fire")
    Binned.objects.put(project, [article.pk, kept.pk], by=None)
    path = reverse("bin_removal", args=[project.pk])
    assert "Delete for good…" not in read(client_of(coder), "bin", project.pk)
    asked = html.fromstring(client.get(path, {"key": article.pk}).content)
    assert [words_of(line) for line in asked.xpath("//main//li")] == ["Alpha fire"]
    assert len(html.fromstring(client.get(path, {"everything": "on"}).content).xpath("//main//li")) == 2
    file = article.snapshots.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path, {"key": asked.xpath("//main//input[@name='key']/@value")})
    assert [binned.article for binned in Binned.objects.all()] == [kept]
    assert not default_storage.exists(file)


def test_an_archive_of_the_project_leaves_it_out(project, owner, coder):
    fill(project, owner, coder)
    articles = list(project.articles.order_by("pk"))
    for article in articles:
        Binned.objects.put(project, [article.pk], by=owner)
        made = brought_in(archive_of(project), owner, known=True).project
        assert made.articles.count() == len(articles) - 1
        Binned.objects.restore(project, [article.pk])


class TestTheClock:
    def test_bins_are_emptied_after_thirty_days(self, client, project):
        old, young, there = (an_article(project, title=f"Report {name}") for name in "ABC")
        Binned.objects.put(project, [old.pk, young.pk], by=None)
        age(old, KEPT_FOR.days + 0.01)
        age(young, KEPT_FOR.days - 0.01)
        assert "<strong>1 day left</strong>" in read(client, "bin", project.pk)
        assert clock.tick()
        assert set(Article.objects.values_list("pk", flat=True)) == {young.pk, there.pk}

    def test_a_command_does_so_and_empties_a_bin_whole(self, project, capsys):
        old, young = (an_article(project, title=f"Report {name}") for name in "AB")
        Binned.objects.put(project, [old.pk, young.pk], by=None)
        age(old, KEPT_FOR.days)
        call_command("empty_bin")
        assert capsys.readouterr().out == "1 article deleted for good.\n"
        call_command("empty_bin", "--all", "--project", str(project.pk))
        assert not Article.objects.exists()

    def test_a_project_takes_its_bin_along(self, project, django_capture_on_commit_callbacks):
        article = an_article(project)
        file = article.snapshots.get().file.name
        Binned.objects.put(project, [article.pk], by=None)
        with django_capture_on_commit_callbacks(execute=True):
            project.remove()
        assert not default_storage.exists(file)
        assert not Project.everything.filter(pk=project.pk).exists()
        assert not Article.objects.exists()
