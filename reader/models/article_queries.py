"""Which articles there are: those that a person may see, and the one of a source, be it new or known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import IntegrityError, models, transaction

from .project import Project
from .snapshot import Snapshot

if TYPE_CHECKING:
    from reader.importers import Source

    from .article import Article
    from .person import User
    from .project import Visitor


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, user: Visitor) -> Self:
        """Articles of projects that the person is a member of."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def editable_by(self, user: Visitor) -> Self:
        """Articles in which the person may highlight, and whose blocks they may restore."""
        return self.filter(project__in=Project.objects.editable_by(user))

    def for_listing(self) -> Self:
        """Articles as a list shows them, newest first."""
        return self.order_by("-created_at", "-pk").defer("problem")

    def import_from(self, source: Source, *, project: Project, by: User | None) -> tuple[Article, bool]:
        """Return the article of this source and whether it is new; a new one is read by the job worker."""
        article, is_new = self.take_in(source, project=project, by=by)
        if is_new:
            article.queue()
        return article, is_new

    def take_in(self, source: Source, *, project: Project, by: User | None, title: str = "") -> tuple[Article, bool]:
        """Return the article of this source and whether it is new; the same source gives the article there is, be it in
        the project's bin.

        What we hold of the source is stored before anything reads it. `title` is what it is called until then.
        """
        same = self.filter(source_key=source.key)
        known = same.filter(project=project).first() or same.filter(project__bin_of=project).first()
        if known:
            return known, False
        article = self.model(
            project=project,
            source_key=source.key,
            url=source.url,
            title=(title or source.label)[:500],
            created_by=by,
        )
        try:
            with transaction.atomic():
                article.save(force_insert=True)
                if source.content is not None:
                    Snapshot.objects.keep(
                        source.content,
                        article=article,
                        by=by,
                        url=source.url,
                        content_type=source.content_type,
                        filename=source.filename,
                        as_seen=source.as_seen,
                    )
        except IntegrityError:  # the same source, at the same moment
            return self.get(project=project, source_key=source.key), False
        return article, True

    def hold(self, pk: int) -> Article:
        """Hold an article until the transaction ends, and return it with the version that is current then.

        Others may refer to it meanwhile: of two that are nearly the same and change at once, each is told of the other.
        """
        return self.select_for_update(of=("self",), no_key=True).select_related("current").get(pk=pk)
