"""The sample project: made by the real import, whole, and gone with one button."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.urls import reverse

from annotations.demo import load_demo
from annotations.demo.highlights import HIGHLIGHTS, SOURCES
from annotations.models import Annotation, Claim, Relation
from reader.models import Article, Installation, Project, Snapshot, User
from tests.builders import PASSWORD


@pytest.fixture
def sample(db) -> Project:
    return load_demo()


def test_its_articles_went_the_way_of_every_import(sample):
    articles = {article.snapshots.get().filename: article for article in sample.articles.all()}
    assert sorted(articles) == sorted(source.file for source in SOURCES)
    for source in SOURCES:
        article = articles[source.file]
        assert (article.status, article.url) == ("ready", source.url)
        assert any(not block.kept and block.reason for block in article.current.blocks), "something was cut"
    assert {article.direction for article in articles.values()} == {"ltr", "rtl"}


def test_every_highlight_stands_on_its_words(sample):
    made = Annotation.objects.filter(article__project=sample)
    assert made.count() == sum(map(len, HIGHLIGHTS.values()))
    for annotation in made.select_related("version"):
        assert annotation.version.text[annotation.start : annotation.end] == annotation.exact
    assert sorted(made.values_list("exact", flat=True)) == sorted(
        highlight.quote for found in HIGHLIGHTS.values() for highlight in found
    )


def test_it_shows_what_this_is_for(sample):
    names = {tag.name for annotation in Annotation.objects.all() for tag in annotation.tags.all()}
    assert {"Claim", "Disputed", "Casualty figure"} <= names
    assert sample.is_sample


def test_its_claims_are_disputed_within_an_article_and_across(sample):
    states = dict(Claim.objects.shown().with_state().values_list("annotation__exact", "state"))
    assert {"disputed", "disputed in part", "undisputed"} == {*states.values()}
    articles = Relation.objects.values_list("annotation__article", "target__article")
    assert {here == there for here, there in articles} == {True, False}


def test_the_first_person_gets_it(sample):
    Installation.set_up(User(username="first"), PASSWORD)
    assert sample.role_of(User.objects.get()) == "owner"


@pytest.mark.django_db(transaction=True)
def test_one_button_removes_it_with_its_files(sample, owner, client_of):
    sample.add(owner, "owner")
    names = [snapshot.file.name for snapshot in Snapshot.objects.all()]
    assert all(map(default_storage.exists, names))
    client = client_of(owner)
    page = client.get(sample.get_absolute_url()).content.decode()
    path = reverse("project_removal", args=[sample.pk])
    assert f'<form method="post" action="{path}">' in page
    client.post(path)
    assert not any(map(default_storage.exists, names))
    assert [model.objects.count() for model in (Project, Article, Annotation, Snapshot)] == [0, 0, 0, 0]


class TestCommand:
    def test_it_loads_the_sample_once(self, db, capsys):
        call_command("load_demo")
        assert "Loaded" in capsys.readouterr().out
        with pytest.raises(CommandError, match="loaded already"):
            call_command("load_demo")
        assert Project.objects.count() == 1

    def test_if_empty_fills_an_empty_site_only(self, db):
        for _ in range(2):
            call_command("load_demo", "--if-empty")
        assert Project.objects.filter(is_sample=True).count() == 1

    def test_if_empty_leaves_a_site_with_people_alone(self, stranger):
        call_command("load_demo", "--if-empty")
        assert not Project.objects.filter(is_sample=True).exists()

    def test_it_may_belong_to_somebody(self, stranger):
        call_command("load_demo", "--owner", stranger.username)
        assert Project.objects.get(is_sample=True).role_of(stranger) == "owner"

    def test_an_owner_who_does_not_exist_is_an_error_and_nothing_is_loaded(self, db):
        with pytest.raises(CommandError, match="nobody called 'ghost'"):
            call_command("load_demo", "--owner", "ghost")
        assert not Project.objects.exists()
