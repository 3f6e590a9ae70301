"""Annotations: a passage, its tags and a note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from annotations.core.selectors import TextPositionSelector, TextQuoteSelector, quote
from reader.models import Article, Version

from .carrying import PLACE, change_between, follow
from .codebook import Tag
from .folding import Fold
from .history import Before, Change, Operation, Overtaken, lock
from .querysets import AnnotationQuerySet, NoSuchPassage

if TYPE_CHECKING:
    from reader.models import User

ONE_SITTING = timedelta(minutes=5)  # a note saves itself as it is typed: what is typed in one go is one operation


class StaleNote(Exception):
    """The note was changed by somebody else since the person read it; `current` is the annotation as it stands."""

    def __init__(self, current: Annotation) -> None:
        super().__init__(gettext("This note was changed meanwhile."))
        self.current = current


class Annotation(models.Model):
    """A highlight. It has a place in the article's current version, or is an orphan: kept, listed, exported.

    `version` is the one it stands on, or as an orphan stood on last.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="annotations")
    version = models.ForeignKey(Version, on_delete=models.RESTRICT, related_name="annotations")
    key = models.UUIDField(unique=True, default=uuid4, editable=False)

    start = models.PositiveIntegerField(
        null=True, blank=True, help_text=gettext_lazy("code points into the canonical text")
    )
    end = models.PositiveIntegerField(null=True, blank=True)
    paragraph = models.PositiveIntegerField(
        null=True, blank=True, help_text=gettext_lazy("of the start, counted from 1")
    )
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    former_exact = models.TextField(
        blank=True, help_text=gettext_lazy("the words that were highlighted, where the text has changed them since")
    )

    tags = models.ManyToManyField(Tag, related_name="annotations", blank=True)
    note = models.TextField(blank=True)
    note_revision = models.PositiveIntegerField(default=1)
    searchable = models.GeneratedField(
        expression=Fold(Concat("exact", models.Value("\n", output_field=models.TextField()), "note")),
        output_field=models.TextField(),
        db_persist=True,
    )

    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="annotations"
    )
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(start=None, end=None, paragraph=None)
                # A comparison with NULL would let a row without an end pass.
                | models.Q(start__isnull=False, end__isnull=False, end__gt=models.F("start"), paragraph__isnull=False),
                name="annotation_has_a_place_or_none",
                violation_error_message=gettext_lazy("A passage ends after it starts."),
            ),
            models.CheckConstraint(condition=~models.Q(exact=""), name="annotation_has_a_quote"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["article", "start", "-end", "id"], name="annotation_reading_order"),
            models.Index(fields=["article", "deleted_at"], name="annotation_alive"),
        ]

    def __str__(self) -> str:
        return self.exact[:80]

    def get_absolute_url(self) -> str:
        return reverse("annotation", args=[self.pk])

    @property
    def position(self) -> TextPositionSelector | None:
        """Its place in the version's canonical text, or None for an orphan."""
        return None if self.start is None or self.end is None else TextPositionSelector(self.start, self.end)

    @property
    def selector(self) -> TextQuoteSelector:
        return TextQuoteSelector(self.exact, self.prefix, self.suffix)

    @property
    def surroundings(self) -> tuple[str, int, int]:
        """The text it stands in, and where: of an orphan its own words."""
        if self.start is None or self.end is None:
            return self.exact, 0, len(self.exact)
        return self.version.text, self.start, self.end

    @property
    def status(self) -> str:
        """What an export says of its place: 'anchored' or 'orphan'."""
        return "orphan" if self.start is None else "anchored"

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def range(self) -> dict[str, Any]:
        """Its place and quote, as history keeps them."""
        return {name: getattr(self, name) for name in ("version_id", "start", "end", "exact", "prefix", "suffix")}

    def place(self, position: TextPositionSelector | None, version: Version, *, by_hand: bool = False) -> None:
        """Stand at this place of the version from now on, unsaved.

        With None it is an orphan: it keeps its quote, and the version it stood on last. Where the text has other
        words there than were highlighted, the former ones are kept beside them, unless a person chose the place.
        """
        if position is None:
            self.start = self.end = self.paragraph = None
            return
        self.version = version
        selector = quote(version.text, position)
        highlighted = "" if by_hand else self.former_exact or self.exact
        self.former_exact = highlighted if highlighted != selector.exact else ""
        self.start, self.end = position.start, position.end
        self.exact, self.prefix, self.suffix = selector.exact, selector.prefix, selector.suffix
        self.paragraph = version.paragraph_at(position.start)

    @transaction.atomic
    def revise_note(self, note: str, *, based_on: int, by: User | None = None) -> None:
        """Save the note. Raises StaleNote where it has changed since revision `based_on`, unless to the same words.

        Raises DoesNotExist where the annotation was deleted meanwhile: nobody would see the note.
        """
        lock([self.article_id])
        current = Annotation.objects.alive().get(pk=self.pk)
        if current.note != note:
            if current.note_revision != based_on:
                raise StaleNote(current)
            before, current.note, current.note_revision = current.note, note, based_on + 1
            current.save(update_fields=["note", "note_revision", "updated_at"])
            before = self._withdrawn_draft(by, default=before)
            current.record(Operation.Action.NOTED, {"note": before}, {"note": note}, by=by)
        self.note, self.note_revision, self.updated_at = current.note, current.note_revision, current.updated_at

    def _withdrawn_draft(self, by: User | None, *, default: str) -> str:
        """Return the note before the person began to type, and withdraw the operation that has kept it so far."""
        last = Operation.objects.filter(by=by, article=self.article_id).order_by("-pk").first() if by else None
        if last is None or last.action != Operation.Action.NOTED or timezone.now() - last.made_at > ONE_SITTING:
            return default
        draft = last.changes.get()
        if draft.annotation_id != self.pk or draft.after["note"] != default:
            return default
        last.delete()
        return str(draft.before["note"])

    @transaction.atomic
    def retag(self, tag: Tag, *, present: bool, by: User | None = None) -> Operation | None:
        """Give the annotation this tag, or take it away; two people's changes never undo each other.

        Raises NoSuchPassage where the annotation was deleted meanwhile.
        """
        lock([self.article_id])
        if not Annotation.objects.alive().filter(pk=self.pk).exists():
            raise NoSuchPassage(gettext("This highlight was deleted meanwhile."))
        before = self.tag_keys()
        if present == (tag.pk in before) or not Tag.objects.filter(pk=tag.pk).exists():  # removed meanwhile
            return None
        if present:
            self.tags.add(tag)
            self.read_evidence([tag])
        else:
            self.tags.remove(tag)
        self.save(update_fields=["updated_at"])
        after = sorted({*before, tag.pk} if present else {*before} - {tag.pk})
        return self.record(Operation.Action.TAGGED, {"tags": before}, {"tags": after}, by=by)

    def read_evidence(self, tags: Iterable[Tag], *, is_new: bool = False) -> None:
        """Read its numbers, or who says what in it, where one of the tags it has got is of that kind.

        `is_new`: it was made just now, so that nothing was read in it before.
        """
        from .claim import Claim  # noqa: PLC0415  evidence stands on annotations
        from .figure import Figure  # noqa: PLC0415

        kinds = {tag.kind for tag in tags}
        if Tag.Kind.CASUALTY_FIGURE in kinds:
            Figure.objects.read_from(self, is_new=is_new)
        if Tag.Kind.CLAIM in kinds:
            Claim.objects.read_from(self, is_new=is_new)

    def tag_keys(self) -> list[int]:
        """The keys of its tags, now."""
        return sorted(self.tags.through.objects.filter(annotation=self).values_list("tag_id", flat=True))

    @transaction.atomic
    def delete_softly(self, *, by: User | None = None) -> Operation | None:
        """Take the annotation from the page; it can be brought back."""
        lock([self.article_id])
        if not Annotation.objects.alive().filter(pk=self.pk).exists():
            return None
        self.mark_deleted()
        before, after = {"deleted": False, "range": self.range}, {"deleted": True}
        return self.record(Operation.Action.DELETED, before, after, by=by)

    def mark_deleted(self) -> None:
        """Take it from the page, as a part of an operation."""
        self.deleted_at = timezone.now()
        self.save(update_fields=["deleted_at", "updated_at"])

    def bring_back(self) -> None:
        """Take back the deletion, as a part of an operation, on the text as it is now."""
        article = Article.objects.select_related("current").get(pk=self.article_id)
        if article.current and article.current.pk != self.version_id:
            follow([self], self.version, article.current)
        self.deleted_at = None
        self.save(update_fields=[*PLACE, "deleted_at", "updated_at"])

    def record(
        self, action: str, before: dict[str, Any], after: dict[str, Any], *, by: User | None, **options: Any
    ) -> Operation:
        """Keep in history what was done to it."""
        return Operation.objects.record(
            action,
            [Before(self, before, after)],
            project=self.article.project_id,
            article=self.article_id,
            by=by,
            **options,
        )

    def as_turned(self, wanted: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
        """Return its tags, and its place, as they are now, where to give `wanted` for `known` may change them."""
        told: dict[str, Any] = {"range": self.range} if "range" in wanted or "deleted" in wanted else {}
        return told | ({"tags": self.tag_keys()} if "tags" in wanted and "tags" in known else {})

    def put_back(self, wanted: dict[str, Any], known: dict[str, Any], *, others: Sequence[Change] = ()) -> None:
        """Give the fields of `wanted` these values again, where they are as in `known`. Raises Overtaken.

        `others` is what other people have done to it since: what they have worked on is not deleted, and the tags that
        they have given or taken stay so.
        """
        if "deleted" in wanted and "deleted" in known:
            if self.is_deleted != known["deleted"]:
                raise Overtaken(
                    gettext("The highlight was deleted since.")
                    if self.is_deleted
                    else gettext("The highlight was brought back since.")
                )
            if wanted["deleted"] and any(change.operation.stands for change in others):
                raise Overtaken(gettext("Somebody else has worked on the highlight since."))
        if "note" in wanted and "note" in known:
            if self.note != known["note"]:
                raise Overtaken(gettext("The note was changed since."))
            self.note, self.note_revision = wanted["note"], self.note_revision + 1
        if "range" in wanted and "range" in known:
            self._return_to(wanted["range"], known["range"], wanted.get("former_exact", ""))
        elif "former_exact" in wanted:
            self.former_exact = wanted["former_exact"]
        self._put_back_evidence(wanted, known)
        if "tags" in wanted and "tags" in known:
            changed = self._turn_tags({*wanted["tags"]}, {*known["tags"]}, others)
            if not changed and wanted.keys() == {"tags"}:
                raise Overtaken(gettext("Its tags were changed since."))
        self.save(update_fields=[*PLACE, "note", "note_revision", "updated_at"])
        if wanted.get("deleted") and not self.is_deleted:
            self.mark_deleted()
        elif wanted.get("deleted") is False and self.is_deleted:
            self.bring_back()

    def _put_back_evidence(self, wanted: dict[str, Any], known: dict[str, Any]) -> None:
        from .claim import Claim  # noqa: PLC0415  evidence stands on annotations
        from .event import Apart, Event  # noqa: PLC0415
        from .figure import Figure  # noqa: PLC0415
        from .relation import Relation  # noqa: PLC0415

        for model in (Figure, Claim, Relation, Event, Apart):
            if model.HISTORY in wanted and model.HISTORY in known:
                model.put_back(self, wanted[model.HISTORY], known[model.HISTORY])

    def _turn_tags(self, wanted: set[int], known: set[int], others: Sequence[Change]) -> bool:
        """Give and take one by one the tags in which two sets differ, and say whether any of them was."""
        now = {*self.tag_keys()}
        given, taken = (wanted - known) - now, (known - wanted) & now
        for change in others:
            before, after = ({*values.get("tags", ())} for values in (change.before, change.after))
            given, taken = given - (before - after), taken - (after - before)
        there = list(Tag.objects.filter(pk__in=given, project=self.article.project_id))
        self.tags.remove(*taken)
        self.tags.add(*there)
        return bool(taken or there)

    def _return_to(self, wanted: dict[str, Any], known: dict[str, Any], former_exact: str) -> None:
        if not self.stands_where(known):
            raise Overtaken(gettext("Its range was changed since."))
        former = Version.objects.get(pk=wanted["version_id"])
        for name, value in wanted.items():
            setattr(self, name, value)
        self.version, self.former_exact = former, former_exact
        current = Article.objects.select_related("current").get(pk=self.article_id).current
        self.paragraph = None if self.start is None else former.paragraph_at(self.start)
        if current and current.pk != former.pk:
            follow([self], former, current)

    def stands_where(self, seen: dict[str, Any]) -> bool:
        """Say whether it stands, carried to its version of the text, where `seen` (see `range`) says it stood.

        An orphan, which the text has left without a place, stands where its words say.
        """
        if seen["start"] is None:
            return self.position is None
        if self.position is None:
            return seen["exact"] in filter(None, (self.exact, self.former_exact))
        if seen["version_id"] == self.version_id:
            return (self.start, self.end) == (seen["start"], seen["end"])
        there = TextPositionSelector(seen["start"], seen["end"])
        version = Version.objects.get(pk=seen["version_id"])
        selector = TextQuoteSelector(seen["exact"], seen["prefix"], seen["suffix"])
        return change_between(version, self.version).carry(there, selector) == self.position
