"""What people did to annotations and tags: kept as history, undone and done again.

An operation is what a person did in one go; its changes say of each annotation or tag how it was and how it is since,
by the fields that the operation touched. To undo is to put those fields back, where nobody has changed them since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.translation import gettext, gettext_lazy

from reader.models import Article, Entry, Project
from reader.prepared import add

if TYPE_CHECKING:
    from reader.models import User

    from .annotation import Annotation
    from .codebook import Tag


_COLUMNS = ("operation_id", "article_id", "annotation_id", "tag_id", "before", "after")  # of a change
_COUNTED = {"deleted", "tags", "note", "range", "former_exact"}  # what the library shows of an annotation


class Overtaken(Exception):
    """Somebody has changed since what an operation did: undoing it would take their work away."""


class NothingToTurn(Overtaken):
    """The operation was undone, or done again, meanwhile: two pages asked for the same."""


class Before(NamedTuple):
    """How an annotation or a tag was, and how it is after an operation, by the fields it touched."""

    target: Annotation | Tag
    before: dict[str, Any]
    after: dict[str, Any]


class OperationQuerySet(models.QuerySet["Operation"]):
    def record(
        self,
        action: str,
        changes: Iterable[Before],
        *,
        project: Project | int,
        article: Article | int | None = None,
        by: User | None,
        of: Operation | None = None,
    ) -> Operation:
        """Keep what a person did. Called inside the transaction that does it, which holds the articles' locks."""
        from .annotation import Annotation  # noqa: PLC0415  annotations record their operations
        from .taggings import insert  # noqa: PLC0415

        operation = Operation(
            project_id=_key(project),
            article_id=None if article is None else _key(article),
            action=action,
            by=by,
            of=of,
        )
        add(operation)
        rows: list[tuple[Any, ...]] = []
        counted: set[int] = set()  # the articles of which the library may show something else now
        fields: set[str] = set()
        for target, before, after in changes:
            if isinstance(target, Annotation):
                rows.append((operation.pk, target.article_id, target.pk, None, before, after))
                counted.add(target.article_id)
                fields.update(after)
            else:
                rows.append((operation.pk, None, None, target.pk, before, after))
        if len(rows) == 1:
            add(Change(**dict(zip(_COLUMNS, rows[0], strict=True))))
        else:  # tens of thousands as objects would take a second
            insert(Change, _COLUMNS, [(*keys, json.dumps(before), json.dumps(after)) for *keys, before, after in rows])
        if told := fields & _COUNTED:
            Entry.objects.outdate(counted, words=told != {"tags"})
        return operation

    def by_hand(self) -> Self:
        """What was done, without the undoing and the doing again."""
        return self.filter(of=None)

    def last_done(self, by: User, project: Project, article: Article | None = None) -> Operation | None:
        """Return what an undo takes back: the last the person did in the article, or anywhere in the project."""
        return self._of(by, project, article).by_hand().filter(state=Operation.State.DONE).order_by("-pk").first()

    def last_undone(self, by: User, project: Project, article: Article | None = None) -> Operation | None:
        """Return what a redo does again: the last that the person undid, unless they have done something since."""
        mine = self._of(by, project, article)
        undoing = mine.filter(action=Operation.Action.UNDONE, of__state=Operation.State.UNDONE).order_by("-pk").first()
        if undoing is None or mine.by_hand().filter(pk__gt=undoing.pk).exists():
            return None
        return undoing.of

    def _of(self, by: User, project: Project, article: Article | None) -> Self:
        out_of_bin = models.Q(article=None) | models.Q(article__project=project)
        mine = self.filter(out_of_bin, by=by, project=project)
        return mine.filter(article=article) if article else mine


class Operation(models.Model):
    """One thing that a person did, to one annotation or to many."""

    class Action(models.TextChoices):
        CREATED = "created", gettext_lazy("highlighted")
        TAGGED = "tagged", gettext_lazy("changed the tags")
        NOTED = "noted", gettext_lazy("changed the note")
        MOVED = "moved", gettext_lazy("changed the range")
        REATTACHED = "reattached", gettext_lazy("gave it its place")
        ACCEPTED = "accepted", gettext_lazy("accepted the changed words")
        SPLIT = "split", gettext_lazy("split it")
        MERGED = "merged", gettext_lazy("merged two")
        DELETED = "deleted", gettext_lazy("deleted it")
        FIGURE = "figure", gettext_lazy("changed a figure")
        CLAIM = "claim", gettext_lazy("changed a claim")
        RELATION = "relation", gettext_lazy("changed a relation")
        EVENT = "event", gettext_lazy("changed the events")
        DISMISSED = "dismissed", gettext_lazy("dismissed suggestions")
        CODEBOOK = "codebook", gettext_lazy("changed the codebook")
        UNDONE = "undone", gettext_lazy("undid")
        REDONE = "redone", gettext_lazy("did again")

    class State(models.TextChoices):
        DONE = "done", gettext_lazy("Done")
        UNDONE = "undone", gettext_lazy("Undone")
        OVERTAKEN = "overtaken", gettext_lazy("Cannot be undone: changed by somebody since")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="operations")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    action = models.CharField(max_length=10, choices=Action)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.DONE)
    of = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, help_text=gettext_lazy("what it undid or did again")
    )

    objects = OperationQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar = [models.Index(fields=["by", "project", "article", "-id"], name="operation_undo_order")]

    def __str__(self) -> str:
        return f"{self.by or 'Someone'} {self.get_action_display()}"

    @property
    def stands(self) -> bool:
        """Say whether it is something that a person did, and has not undone."""
        return self.of_id is None and self.state != self.State.UNDONE

    @transaction.atomic
    def undo(self, by: User) -> Operation:
        """Put back what it changed, and return the operation that does.

        Raises Overtaken, and leaves everything as it is, where somebody has changed the same since; `set_aside` then
        takes the operation out of the way of the ones before it. Raises NothingToTurn where it is undone already.
        """
        return self._turn(by, forwards=False)

    @transaction.atomic
    def redo(self, by: User) -> Operation:
        """Do again what was undone; as `undo`."""
        return self._turn(by, forwards=True)

    def _turn(self, by: User, *, forwards: bool) -> Operation:
        action = self.Action.REDONE if forwards else self.Action.UNDONE
        if self.action == self.Action.CODEBOOK:  # of tags, and of very many highlights: in bulk
            from .codebook_revision import turn  # noqa: PLC0415  the codebook records its operations

            self._turn_state(forwards)
            return turn(self, action=action, by=by, forwards=forwards)
        changes = list(self.changes.order_by("pk"))
        lock(change.article_id for change in changes if change.article_id)
        self._turn_state(forwards)
        from . import bulk  # noqa: PLC0415  bulk changes record their operations

        if bulk.turns(changes):
            turned = bulk.turn(changes, by, forwards=forwards)
        else:
            turned = self._one_by_one(by, forwards=forwards)
        return Operation.objects.record(
            action, turned, project=self.project_id, article=self.article_id, by=by, of=self
        )

    def _turn_state(self, forwards: bool) -> None:
        """Let it be done, or undone; its row is held from then on, so that of two requests at once one finds nothing.

        The object itself keeps its state, which stands again where the transaction fails.
        """
        states = self.State
        former, state = (states.UNDONE, states.DONE) if forwards else (states.DONE, states.UNDONE)
        if not Operation.objects.filter(pk=self.pk, state=former).update(state=state):
            raise NothingToTurn(
                gettext("it was done again already.") if forwards else gettext("it was undone already.")
            )

    def _one_by_one(self, by: User, *, forwards: bool) -> list[Before]:
        turned = []
        changes = self.changes.select_related("annotation__article", "annotation__version")
        for change in changes.order_by("pk" if forwards else "-pk"):
            target = change.annotation
            if target is None:
                continue
            known, wanted = (change.before, change.after) if forwards else (change.after, change.before)
            target.refresh_from_db()
            # Told with where it stood just before and stands just after: the operation knows another version perhaps.
            before = target.as_turned(wanted, known)
            target.put_back(wanted, known, others=change.followed_by_others(by))
            turned.append(Before(target, {**known, **before}, {**wanted, **target.as_turned(wanted, known)}))
        return turned

    def set_aside(self) -> None:
        """Keep it out of the way of undo: it was overtaken. One that was turned meanwhile is left as it is."""
        Operation.objects.filter(pk=self.pk, state=self.state).update(state=self.State.OVERTAKEN)


class Change(models.Model):
    """What an operation did to one annotation or one tag."""

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="changes")
    # The annotation's article, so that a page learns by one look at an index what is new in it.
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, blank=True, related_name="changes")
    annotation = models.ForeignKey(
        "Annotation", on_delete=models.CASCADE, null=True, blank=True, related_name="changes"
    )
    tag = models.ForeignKey("Tag", on_delete=models.CASCADE, null=True, blank=True, related_name="changes")
    # Read and written as a whole, as the fields of whatever was changed: see `put_back` of Annotation and of Tag.
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(annotation__isnull=False, article__isnull=False, tag=None)
                | models.Q(annotation=None, article=None, tag__isnull=False),
                name="change_of_an_annotation_or_a_tag",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["article", "id"], name="change_news")]

    def __str__(self) -> str:
        return f"{self.operation_id}: {self.before} → {self.after}"

    def followed_by_others(self, by: User) -> list[Change]:
        """Return what other people have done to the annotation since."""
        since = Change.objects.filter(annotation=self.annotation_id, pk__gt=self.pk).exclude(operation__by=by)
        return list(since.select_related("operation").order_by("pk"))


def lock(articles: Iterable[int]) -> None:
    """Hold these articles until the transaction ends, so that what is done to one comes one after the other.

    Always in the same order, so that two who hold some cannot wait for each other. A transaction of SQLite holds
    the whole database already.
    """
    if connection.features.has_select_for_update:
        held = Article.objects.select_for_update(no_key=True).filter(pk__in=set(articles)).order_by("pk")
        list(held.values_list("pk"))


def _key(thing: models.Model | int) -> Any:
    return thing if isinstance(thing, int) else thing.pk
