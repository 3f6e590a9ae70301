"""How the codebook's tests build it and read it."""

from __future__ import annotations

from annotations.models import Annotation, Tag, codebook_editing
from annotations.models.codebook_tree import tree
from reader.models import Project, User


def add(project: Project, name: str, parent: str = "", *, by: User | None = None, **fields: str) -> Tag:
    above = project.tags.get(name=parent) if parent else None
    codebook_editing.add(Tag(project=project, name=name, parent=above, **fields), by=by)
    return project.tags.get(name=name)


def outline(project: Project) -> list[str]:
    """Return the tree as lines, each with a dash for each level below the top."""
    return ["-" * (node.level - 1) + node.tag.name for node in tree(project.tags.all())]


def tags_of(annotation: Annotation) -> list[str]:
    return [tag.name for tag in Annotation.objects.get(pk=annotation.pk).tags.all()]


def state(project: Project) -> tuple[object, ...]:
    """Return all that the codebook and its uses say."""
    tags = [(tag.pk, *tag.remembered().values()) for tag in project.tags.all()]
    return tags, sorted(Annotation.tags.through.objects.values_list("annotation_id", "tag_id"))


def named(project: Project, name: str) -> Tag:
    return project.tags.get(name=name)
