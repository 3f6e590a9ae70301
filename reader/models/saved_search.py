"""Searches that a person keeps by a name: the query of a library page of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from .project import Project

if TYPE_CHECKING:
    from .project import Visitor


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def of(self, user: Visitor) -> Self:
        """The person's own, in projects that they are still a member of."""
        return self.filter(user_id=user.pk, project__in=Project.objects.visible_to(user))


class SavedSearch(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    query = models.TextField(help_text="of the address, without the question mark")

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "project", "name"], name="saved_search_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('project', args=[self.project_id])}?{self.query}"
