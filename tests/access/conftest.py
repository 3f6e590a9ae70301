"""A project with something of everything, and a person of each role."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from annotations.models import ProjectImport
from annotations.models.relation import relate
from reader.importers import Source
from reader.importers.items import Item
from reader.models import Binned, Entry, Import, Project, SavedSearch, Token, User
from tests.access.world import World
from tests.builders import a_highlight, a_picture, an_article, paragraph


@pytest.fixture
def world(project: Project, owner: User, coder: User, viewer: User, stranger: User) -> World:
    blocks = ["One two three.", paragraph("An appeal.", cut="an appeal"), "Four five six.", "Six people died here."]
    article = an_article(project, blocks)
    people = {"owner": owner, "coder": coder, "viewer": viewer, "stranger": stranger, "anonymous": AnonymousUser()}
    highlighted = a_highlight(article, "two", "Claim", note="A note.", by=owner)
    highlighted.figures.create(raw="two", best=2)
    batch = Import.objects.start([Item(Source(filename="lost.pdf"), problem="It is lost.")], project=project, by=owner)
    batch.add([Item(Source(url="http://127.0.0.1:1/waiting"))])  # nobody works on it yet: there is something to cancel
    project.feeds.create(url="http://127.0.0.1:1/another", title="Harbour news").items.create(
        key="a", url="https://ledger.example/fire"
    )
    project.cleaning_rules.create(host="ledger.example", reason="An appeal")
    counted = a_highlight(article, "six", "Casualty figure", by=owner)
    for name in ("A fire", "Another fire"):
        counted.figures.create(raw="six", best=6, effect="killed", event=project.events.create(name=name))
    relate(a_highlight(article, "Four five", by=owner), highlighted, "confirms", by=owner)
    article.correct({"byline": "Ada Quill"}, by=owner)
    a_picture(article)
    article.pictures.create(snapshot=article.snapshots.get(), url="https://gone.example/", key="gone", state="failed")
    Token.objects.issue(owner, "A script", ["read"])
    ProjectImport.objects.create(created_by=owner, state="failed")
    Binned.objects.put(project, [an_article(project, title="Put away").pk], by=owner)
    SavedSearch.objects.create(user=owner, project=project, name="Fires", query="q=fire")
    Entry.objects.refresh([project.pk])  # counted when somebody looks; here nobody is to be the first
    return World(people, project, article, highlighted)
