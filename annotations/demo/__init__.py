"""The sample project: one invented event in three invented outlets' reports, read and highlighted."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from annotations.core.anchoring import anchor
from annotations.core.selectors import TextQuoteSelector
from annotations.models import Annotation, Event, Figure, Relation, Tag
from annotations.models.codebook import Tint
from reader.importers import Source
from reader.models import Article, Project

from .figures import CIRCUMSTANCES, EVENT, FIGURES
from .highlights import HIGHLIGHTS, PROJECT_NAME, SOURCES, Highlight
from .relations import RELATIONS, Passage

ARTICLES = Path(__file__).parent / "articles"


@transaction.atomic
def load_demo() -> Project:
    """Make the sample project, without an owner: the first person of the site becomes one.

    Its articles go the way of every import: bytes, snapshot, extraction, version. Raises LookupError where a quote
    is not found once in its article.
    """
    project = Project.objects.start(PROJECT_NAME, by=None, is_sample=True)
    tags = {tag.name: tag for tag in project.tags.all()}
    for source in SOURCES:
        content = (ARTICLES / source.file).read_bytes()
        article, _ = Article.objects.take_in(
            Source(source.url, content, source.content_type, source.file), project=project, by=None
        )
        article.read()
        if not article.is_ready:
            raise LookupError(f"{source.file}: {article.problem}")
        for highlight in HIGHLIGHTS[source.file]:
            _highlight(article, highlight, tags, project)
    _group_figures(project)
    for relation in RELATIONS:
        Relation.objects.create(
            annotation=_passage(project, relation.passage),
            target=_passage(project, relation.about),
            kind=relation.kind,
            scope=relation.scope,
            who=relation.who,
            note=relation.note,
        )
    return project


def _passage(project: Project, passage: Passage) -> Annotation:
    file, words = passage
    here = Annotation.objects.filter(article__project=project, article__snapshots__filename=file)
    return here.get(exact__startswith=words)


def _group_figures(project: Project) -> None:
    """Say of the figures who says them, of when and where, and put them into their event."""
    event = Event.objects.create(project=project, name=EVENT)
    for sample in FIGURES:
        here = Figure.objects.filter(annotation__article__snapshots__filename=sample.file)
        figures = here.filter(annotation__article__project=project, raw=sample.beside or sample.raw)
        if figures.count() != 1:
            raise LookupError(f"{sample.beside or sample.raw!r} is not read once in {sample.file}")
        figure = figures.get()
        if sample.beside:
            figure = Figure(annotation=figure.annotation, raw=sample.raw)
        for name, value in {**CIRCUMSTANCES, **sample.said, "event": event if sample.is_grouped else None}.items():
            setattr(figure, name, value)
        figure.save()


def _highlight(article: Article, highlight: Highlight, tags: dict[str, Tag], project: Project) -> None:
    position = anchor(TextQuoteSelector(highlight.quote), article.current.text if article.current else "")
    if position is None:
        raise LookupError(f"{highlight.quote!r} is not once in {article}")
    for name in highlight.tags:
        if name not in tags:
            tags[name] = Tag.objects.create(project=project, name=name, tint=Tint.GREEN, position=len(tags) + 1)
    Annotation.objects.annotate_passage(
        article, position, by=None, tags=[tags[name] for name in highlight.tags], note=highlight.note
    )
