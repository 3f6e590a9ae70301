"""Relations: a passage disputes, concedes, confirms or supersedes another, of the same article or of another one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext, gettext_lazy

from .annotation import Annotation
from .evidence import Evidence, EvidenceQuerySet, hold
from .history import Before, Operation, Overtaken

if TYPE_CHECKING:
    from reader.models import User


class NotRelated(Exception):
    """Two passages cannot be brought into this relation, and why."""


class RelationQuerySet(EvidenceQuerySet):
    def shown(self) -> Self:
        """Relations of which both passages are there; those of a deleted one, or one in the bin, wait for it."""
        of_one_project = models.Q(annotation__article__project=models.F("target__article__project"))
        return self.filter(of_one_project, annotation__deleted_at=None, target__deleted_at=None)

    def of(self, annotation: Annotation) -> Self:
        """Relations in which a highlight stands, from it and to it, with both passages."""
        either = models.Q(annotation=annotation) | models.Q(target=annotation)
        related = self.shown().filter(either).select_related("annotation__article", "target__article", "created_by")
        return related.order_by("pk")


class Relation(Evidence):
    """What a passage says of another: from the later passage to the one it is about."""

    class Kind(models.TextChoices):
        DISPUTES = "disputes", gettext_lazy("disputes")
        CONCEDES = "concedes", gettext_lazy("concedes")
        CONFIRMS = "confirms", gettext_lazy("confirms")
        SUPERSEDES = "supersedes", gettext_lazy("supersedes")

    class Scope(models.TextChoices):
        """What of the claim it is about."""

        WHOLE = "whole", gettext_lazy("The whole claim")
        EXTENT = "extent", gettext_lazy("Its extent")
        NUMBER = "number", gettext_lazy("The number")
        RESPONSIBILITY = "responsibility", gettext_lazy("Who is responsible")
        TIME = "time", gettext_lazy("The time")
        PLACE = "place", gettext_lazy("The place")

    SAID: ClassVar = ("target_id", "kind", "scope", "who", "note")
    READ: ClassVar = ("created_by_id",)
    HISTORY: ClassVar = "relations"
    ACTION: ClassVar = Operation.Action.RELATION

    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="relations")
    target = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=10, choices=Kind)
    scope = models.CharField(gettext_lazy("what of it"), max_length=14, choices=Scope, blank=True)
    who = models.CharField(gettext_lazy("who says so"), max_length=200, blank=True)
    note = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(annotation=models.F("target")),
                name="relation_of_two",
                violation_error_message=gettext_lazy("A passage stands in no relation to itself."),
            ),
            models.UniqueConstraint(
                fields=["annotation", "target", "kind", "scope"],
                name="relation_once",
                violation_error_message=gettext_lazy("This relation is there already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.annotation_id} {self.kind} {self.target_id}"

    def changes(self, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Before]:
        """As of all evidence, and that something was said of the other passage, for the page that shows that one."""
        key = str(self.pk)
        return [
            *super().changes(before, after),
            Before(self.target, {"answers": {key: before}}, {"answers": {key: after}}),
        ]

    @classmethod
    def check_place(cls, annotation: Annotation, values: Mapping[str, Any]) -> None:
        if not Annotation.objects.filter(pk=values["target_id"]).exists():
            raise Overtaken(gettext("The passage it was about is gone."))
        same = {name: values[name] for name in ("target_id", "kind", "scope")}
        if cls.objects.filter(annotation=annotation, **same).exists():
            raise Overtaken(gettext("Somebody has made the same relation since."))


@transaction.atomic
def relate(
    annotation: Annotation, target: Annotation, kind: str, *, by: User, scope: str = "", who: str = "", note: str = ""
) -> Operation:
    """Say that a passage disputes, concedes, confirms or supersedes another one of its project.

    Raises NotRelated where it is itself, of another project, or said already; NoSuchPassage where one is gone.
    """
    if annotation.pk == target.pk:
        raise NotRelated(gettext("A passage stands in no relation to itself: choose another one."))
    if annotation.article.project_id != target.article.project_id:
        raise NotRelated(gettext("The two passages are of different projects."))
    hold(annotation, target)
    same = Relation.objects.filter(annotation=annotation, target=target, kind=kind, scope=scope)
    if same.exists():
        raise NotRelated(gettext("This relation is there already."))
    relation = Relation.objects.create(
        annotation=annotation, target=target, kind=kind, scope=scope, who=who, note=note, created_by=by
    )
    return relation.recorded(None, relation.kept, by=by)
