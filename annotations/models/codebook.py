"""The codebook: a project's tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from reader.models import Project
from reader.prepared import Bind, Prepared

from .history import Overtaken

if TYPE_CHECKING:
    from reader.models.project import Visitor

# Keys of the reading page itself: go to a suggestion, highlight, move by sentence, open the note, undo, change the
# range, split, merge.
RESERVED_KEYS = "ghjknurxsw"


class Tint(models.TextChoices):
    """The palette: every tint is readable under text in light, sepia and dark (see static/css/tokens.css)."""

    AMBER = "amber", gettext_lazy("Amber")
    ROSE = "rose", gettext_lazy("Rose")
    BLUE = "blue", gettext_lazy("Blue")
    GREEN = "green", gettext_lazy("Green")
    VIOLET = "violet", gettext_lazy("Violet")
    TEAL = "teal", gettext_lazy("Teal")
    ORANGE = "orange", gettext_lazy("Orange")
    GREY = "grey", gettext_lazy("Grey")


class TagQuerySet(models.QuerySet["Tag"]):
    def visible_to(self, user: Visitor) -> Self:
        """Tags of projects that the person is a member of."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def editable_by(self, user: Visitor) -> Self:
        """Tags of projects in which the person may tag."""
        return self.filter(project__in=Project.objects.editable_by(user))

    def offered(self) -> Self:
        """Tags that a passage can be given: not the archived ones."""
        return self.filter(archived_at=None)


AnyTags = models.Manager.from_queryset(TagQuerySet)


class TagManager(AnyTags["Tag"]):
    """The tags there are, which are those that were not removed; also behind `project.tags` and `annotation.tags`."""

    def get_queryset(self) -> TagQuerySet:
        return TagQuerySet(self.model, using=self._db).filter(removed_at=None)


class Tag(models.Model):
    """A code of the codebook. Its kind decides which attributes a passage with it carries."""

    class Kind(models.TextChoices):
        PLAIN = "plain", gettext_lazy("Plain")
        CLAIM = "claim", gettext_lazy("Claim")
        DISPUTED = "disputed", gettext_lazy("Disputed")
        CASUALTY_FIGURE = "casualty figure", gettext_lazy("Casualty figure")

    # What history keeps of a tag; `archived` and `removed` are there as yes or no.
    REMEMBERED: ClassVar = (
        "name", "description", "examples", "kind", "tint", "hotkey", "position", "parent_id", "archived", "removed",
    )  # fmt: skip

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=100)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PLAIN)
    tint = models.CharField("colour", max_length=10, choices=Tint, default=Tint.GREY)
    hotkey = models.CharField(
        max_length=1,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z0-9]$", gettext_lazy("A hotkey is one letter a–z or a digit."))],
    )
    position = models.PositiveIntegerField(default=0)  # in the whole tree, read from top to bottom
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children")
    examples = models.TextField(blank=True)
    archived_at = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("no longer offered; what bears it bears it still")
    )
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("kept only so that an undo can bring it back")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TagManager()
    with_removed = TagQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "project",
                Lower("name"),
                condition=models.Q(removed_at=None),
                name="tag_name_once",
                violation_error_message=gettext_lazy("There is a tag of this name."),
            ),
            models.UniqueConstraint(
                fields=["project", "hotkey"],
                condition=models.Q(removed_at=None, archived_at=None) & ~models.Q(hotkey=""),
                name="tag_hotkey_once",
                violation_error_message=gettext_lazy("Another tag has this hotkey."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.pk])

    @property
    def archived(self) -> bool:
        return self.archived_at is not None

    @archived.setter
    def archived(self, value: bool) -> None:
        if value != self.archived:
            self.archived_at = timezone.now() if value else None

    @property
    def removed(self) -> bool:
        return self.removed_at is not None

    @removed.setter
    def removed(self, value: bool) -> None:
        if value != self.removed:
            self.removed_at = timezone.now() if value else None

    def remembered(self) -> dict[str, Any]:
        """Return the tag as history keeps it."""
        return {name: getattr(self, name) for name in self.REMEMBERED}

    def put_back(self, wanted: dict[str, Any], known: dict[str, Any]) -> None:
        """Give the fields of `wanted` these values again, unsaved, where they are as in `known`. Raises Overtaken.

        But for its place: that moves with every other tag's. A tag is only removed where nothing of it was changed.
        """
        touched = known if wanted.get("removed") else wanted
        for name in self.REMEMBERED:
            if name != "position" and name in touched and name in known and getattr(self, name) != known[name]:
                raise Overtaken(gettext("the tag “{self}” was changed since.").format(self=self))
        for name in self.REMEMBERED:
            if name in wanted:
                setattr(self, name, wanted[name])

    def clean(self) -> None:
        self.name = " ".join(self.name.split())
        self.hotkey = self.hotkey.lower()
        if self.hotkey and self.hotkey in RESERVED_KEYS:
            raise ValidationError(
                {
                    "hotkey": gettext("The reading page uses {names} itself: take another.").format(
                        names=", ".join(RESERVED_KEYS)
                    )
                }
            )


_CODEBOOK = Prepared(lambda: Tag.objects.filter(project=Bind("project")))


def codebook_of(project: int) -> list[Tag]:
    """Return the tags of the project with this key, in order."""
    return _CODEBOOK(project=project)


FIRST_TAGS = (
    (
        "Claim",
        Tag.Kind.CLAIM,
        Tint.BLUE,
        "c",
        "Something a source says is so, which the report does not vouch for. Mark the whole statement with its source.",
    ),
    (
        "Disputed",
        Tag.Kind.DISPUTED,
        Tint.ROSE,
        "d",
        "A passage that contradicts, limits or concedes part of a claim. Say in the note which claim, and how far.",
    ),
    (
        "Casualty figure",
        Tag.Kind.CASUALTY_FIGURE,
        Tint.AMBER,
        "f",
        "A number of people killed, injured, missing, displaced or detained, in digits or words, with its source.",
    ),
)


def start_codebook(project: Project) -> None:
    """Give a new project the three tags this site is about. Called inside the transaction that makes the project."""
    Tag.objects.bulk_create(
        Tag(project=project, name=name, kind=kind, tint=tint, hotkey=key, description=description, position=position)
        for position, (name, kind, tint, key, description) in enumerate(FIRST_TAGS, start=1)
    )
