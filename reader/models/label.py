"""Labels: how a project groups its articles, beside what is said of passages in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext

from .article import Article
from .project import Project

AT_ONCE = 500  # articles a statement


class LabelQuerySet(models.QuerySet["Label"]):
    def named(self, name: str, project: Project) -> Label:
        """Return the project's label of this name, which is made where there is none. Capitals do not count."""
        name = " ".join(name.split())
        known = self.filter(project=project, name__iexact=name).first()
        return known or self.create(project=project, name=name)


class Label(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(max_length=60)
    articles = models.ManyToManyField(Article, related_name="labels", blank=True)

    objects = LabelQuerySet.as_manager()

    class Meta:
        ordering = (Lower("name"), "pk")
        constraints: ClassVar = [
            models.UniqueConstraint("project", Lower("name"), name="label_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="label_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not self.name.strip():
            raise ValidationError(gettext("A label needs a name."))

    @transaction.atomic
    def put(self, articles: Iterable[int], *, present: bool) -> list[int]:
        """Let these articles, by their keys, bear the label, or no more; return those that this changes."""
        through, keys = Label.articles.through, sorted({*articles})
        changed = []
        for at in range(0, len(keys), AT_ONCE):
            batch = keys[at : at + AT_ONCE]
            worn = through.objects.filter(label=self, article__in=batch)
            there = set(worn.values_list("article", flat=True))
            if present:
                new = [pk for pk in batch if pk not in there]
                through.objects.bulk_create(through(label=self, article_id=pk) for pk in new)
                changed += new
            else:
                worn.delete()
                changed += sorted(there)
        return changed
