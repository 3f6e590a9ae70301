"""The bin of a project: what is deleted lies there for thirty days, and can be put back as it was.

A bin is a project of its own, without members. What lies in it belongs to that: so whatever asks by the project, or
by the person, leaves it out, with all that stands on it, and no list or count has to know of bins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from .article import Article
from .entry import Entry
from .likeness import Fingerprint
from .project import Project

if TYPE_CHECKING:
    from .person import User
    from .project import Visitor

KEPT_FOR = timedelta(days=30)
AT_ONCE = 500  # articles a statement
COMPARED = 100  # articles put back at once that are compared anew with what came meanwhile


class BinnedQuerySet(models.QuerySet["Binned"]):
    def visible_to(self, user: Visitor) -> Self:
        """What lies in the bins of projects that the person is a member of."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def overdue(self) -> Self:
        """What has lain there for its thirty days."""
        return self.filter(at__lte=timezone.now() - KEPT_FOR)

    @transaction.atomic
    def put(self, project: Project, articles: Iterable[int], *, by: User | None) -> list[int]:
        """Put articles of the project, by their keys, in its bin; return those that were not there already."""
        keys = sorted({*articles})
        if not keys:
            return []
        bin_, there = Project.objects.bin_of(project), []
        for batch in _batches(keys):
            held = Article.objects.select_for_update(of=("self",)).filter(project=project, pk__in=batch)
            found = list(held.order_by("pk").values_list("pk", flat=True))
            self.bulk_create([Binned(article_id=pk, project=project, by=by) for pk in found])
            _move(found, bin_)
            there += found
        return there

    @transaction.atomic
    def restore(self, project: Project, articles: Iterable[int]) -> list[int]:
        """Take articles, by their keys, out of the project's bin; return those that were there.

        One whose source was imported anew meanwhile, by two people in the same moment say, stays where it is.
        """
        back, news = [], False
        for batch in _batches(sorted({*articles})):
            binned = self.filter(project=project, article__in=batch)
            again = Article.objects.filter(project=project, source_key=models.OuterRef("article__source_key"))
            rows = dict(binned.exclude(models.Exists(again)).values_list("article", "at"))
            found = sorted(rows)
            self.filter(article__in=found).delete()
            _move(found, project)
            news = news or (bool(rows) and project.articles.filter(created_at__gt=min(rows.values())).exists())
            back += found
        if news:
            _compare(project, back[:COMPARED])
        return back

    def remove(self) -> int:
        """Delete these articles for good, with all that stands on them, one a transaction; return how many."""
        removed = 0
        for pk in list(self.values_list("article", flat=True)):
            with transaction.atomic():
                # Looked for again, and held: it may have been put back since.
                for binned in Binned.objects.select_for_update(of=("self",)).select_related("article").filter(pk=pk):
                    binned.article.remove()
                    removed += 1
        return removed


class Binned(models.Model):
    """An article that lies in the bin of a project: who put it there, and when."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="binned")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="binned", help_text="it goes back to")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = BinnedQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-article")
        indexes: ClassVar = [models.Index(fields=["project", "-at"], name="binned_listing")]

    def __str__(self) -> str:
        return f"{self.article_id}, of project {self.project_id}"

    def get_absolute_url(self) -> str:
        """Where it can be put back."""
        return f"{reverse('bin', args=[self.project_id])}?article={self.article_id}"

    @property
    def ends_at(self) -> datetime:
        """When it is deleted for good."""
        return self.at + KEPT_FOR

    @property
    def days_left(self) -> int:
        """How many days it is kept yet, begun ones counted."""
        return max(0, -((timezone.now() - self.ends_at) // timedelta(days=1)))


def _batches(keys: list[int]) -> Iterator[list[int]]:
    for at in range(0, len(keys), AT_ONCE):
        yield keys[at : at + AT_ONCE]


def _move(articles: list[int], project: Project) -> None:
    Article.objects.filter(pk__in=articles).update(project=project)
    Entry.objects.filter(article__in=articles).update(project=project)


def _compare(project: Project, articles: list[int]) -> None:
    """Look which articles that were imported meanwhile print the same as these."""
    known = list(Fingerprint.objects.rows(project.pk))
    for article in Article.objects.filter(pk__in=articles).exclude(current=None).select_related("current"):
        Fingerprint.objects.take(article, known)
