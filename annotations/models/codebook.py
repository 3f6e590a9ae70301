"""The codebook: a project's tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from reader.models import Project

if TYPE_CHECKING:
    from reader.models.project import Visitor

# Keys of the reading page itself: move by sentence and paragraph, open the note, undo, help.
RESERVED_KEYS = "hjknu"


class Tint(models.TextChoices):
    """The palette: every tint is readable under text in light, sepia and dark (see static/css/tokens.css)."""

    AMBER = "amber", "Amber"
    ROSE = "rose", "Rose"
    BLUE = "blue", "Blue"
    GREEN = "green", "Green"
    VIOLET = "violet", "Violet"
    TEAL = "teal", "Teal"
    ORANGE = "orange", "Orange"
    GREY = "grey", "Grey"


class TagQuerySet(models.QuerySet["Tag"]):
    def visible_to(self, user: Visitor) -> Self:
        """Tags of projects that the person is a member of."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def editable_by(self, user: Visitor) -> Self:
        """Tags of projects in which the person may tag."""
        return self.filter(project__in=Project.objects.editable_by(user))


class Tag(models.Model):
    """A code of the codebook. Its kind decides which attributes a passage with it carries."""

    class Kind(models.TextChoices):
        PLAIN = "plain", "Plain"
        CLAIM = "claim", "Claim"
        DISPUTED = "disputed", "Disputed"
        CASUALTY_FIGURE = "casualty figure", "Casualty figure"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=100)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PLAIN)
    tint = models.CharField("colour", max_length=10, choices=Tint, default=Tint.GREY)
    hotkey = models.CharField(
        max_length=1,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z0-9]$", "A hotkey is one letter a–z or a digit.")],
    )
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "project", Lower("name"), name="tag_name_once", violation_error_message="There is a tag of this name."
            ),
            models.UniqueConstraint(
                fields=["project", "hotkey"],
                condition=~models.Q(hotkey=""),
                name="tag_hotkey_once",
                violation_error_message="Another tag has this hotkey.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.pk])

    def clean(self) -> None:
        self.name = " ".join(self.name.split())
        self.hotkey = self.hotkey.lower()
        if self.hotkey and self.hotkey in RESERVED_KEYS:
            raise ValidationError({"hotkey": f"The reading page uses {', '.join(RESERVED_KEYS)} itself: take another."})


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
