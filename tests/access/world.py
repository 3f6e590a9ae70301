"""What the addresses are tried on: a project with something of everything, and all its people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from annotations.models import Annotation, Cooccurrence, Figure, ProjectImport
from annotations.suggesting import offers
from reader.models import Article, Project, SavedSearch, Token, User
from tests.access.table import (
    A_PAGE,
    BINNED,
    CORRECTION,
    FIRST_TAG,
    GROUPED,
    LAST,
    LETTERS,
    OTHER_EVENT,
    SUGGESTED,
    TABLE,
)
from tests.builders import PAGE


@dataclass
class World:
    """A project with something in it, and all its people."""

    people: dict[str, User | AnonymousUser]
    project: Project
    article: Article
    annotation: Annotation

    def path(self, name: str) -> str:
        """The address of this name, of what is in the project."""
        values: dict[str, Callable[[], list[Any] | dict[str, str]]] = {
            "": list,
            "letters": lambda: LETTERS,
            "project": lambda: [self.project.pk],
            "project use": lambda: [self.project.pk, "exact-data"],
            "project export": lambda: [self.project.pk, "csv"],
            "project together": lambda: [self.project.pk, "overlap"],
            "project membership": lambda: [
                self.project.pk,
                self.project.memberships.get(user=self.people["viewer"]).pk,
            ],
            "import": lambda: [batch.pk if (batch := self.project.imports.first()) else 0],
            "cleaning rule": lambda: [rule.pk if (rule := self.project.cleaning_rules.first()) else 0],
            "figure": lambda: [figure.pk if (figure := self.annotation.figures.first()) else 0],
            "claim": lambda: [self.annotation.claim.pk],
            "last annotation": lambda: [Annotation.objects.latest("pk").pk],
            "relation": lambda: [relation.pk if (relation := self.annotation.answers.first()) else 0],
            "event": lambda: [event.pk if (event := self.project.events.first()) else 0],
            "article": lambda: [self.article.pk],
            "picture": lambda: [self.article.pk, picture.pk if (picture := self.article.pictures.first()) else 0],
            "annotation": lambda: [self.annotation.pk],
            "project import": lambda: [given.pk if (given := ProjectImport.objects.first()) else 0],
            "token": lambda: [token.pk if (token := Token.objects.first()) else 0],
            "saved search": lambda: [search.pk if (search := SavedSearch.objects.first()) else 0],
            "two articles": lambda: [self.article.pk, self.article.pk],
            "article passage": lambda: [self.article.pk, 4, 7],
            "article version": lambda: [self.article.pk, 1],
            "article snapshot": lambda: [self.article.pk, each.pk if (each := self.article.snapshots.first()) else 0],
            "feed": lambda: [each.pk if (each := self.project.feeds.first()) else 0],
            "article way": lambda: [self.article.pk, "undo"],
            "project way": lambda: [self.project.pk, "undo"],
            "operation": lambda: [self.project.operations.latest("pk").pk],
            "tag": lambda: [self.project.tags.all()[1].pk],
            "first tag": lambda: [self.project.tags.all()[0].pk],
            "project format": lambda: [self.project.pk, "qdc"],
            "annotation tag": lambda: [self.annotation.pk, self.project.tags.all()[1].pk],
        }
        given = values[TABLE[name].args]()
        return reverse(name, kwargs=given) if isinstance(given, dict) else reverse(name, args=given)

    def data(self, name: str) -> dict[str, Any]:
        """A change that would be valid, as a form sends it."""
        known: dict[str, Callable[[], Any]] = {
            LAST: lambda: Annotation.objects.latest("pk").pk,
            A_PAGE: lambda: SimpleUploadedFile("page.html", PAGE),
            BINNED: lambda: binned.pk if (binned := self.project.binned.first()) else 0,
            CORRECTION: lambda: correction.pk if (correction := self.article.corrections.last()) else 0,
            FIRST_TAG: lambda: self.project.tags.all()[0].pk,
            SUGGESTED: lambda: offers(self.article)[0].key,
            GROUPED: lambda: Figure.objects.exclude(event=None).earliest("pk").pk,
            OTHER_EVENT: lambda: self.project.events.last().pk,  # type: ignore[union-attr]
        }
        return {key: known[value]() if value in known else value for key, value in TABLE[name].data.items()}

    def client(self, person: str, **options: Any) -> Client:
        client = Client(**options)
        user = self.people[person]
        if isinstance(user, User):
            client.force_login(user)
        return client

    def state(self) -> dict[str, list[Any]]:
        """Everything the database holds of our own, but for when people came, and what is counted when they look."""
        apps_of_ours = (apps.get_app_config(name) for name in ("reader", "annotations"))
        models = [model for app in apps_of_ours for model in app.get_models() if model is not Cooccurrence]
        return {
            model._meta.label: sorted(
                model.objects.values_list(
                    *[field.attname for field in model._meta.fields if field.name != "last_login"]
                ),
                key=repr,
            )
            for model in [*models, Tagging]
        }


Tagging = Annotation.tags.through
