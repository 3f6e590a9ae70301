"""What a project has learnt about a site: a kind of block that is to stay, whatever the cleaning says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models

from reader.extraction.model import Block

from .project import Project

if TYPE_CHECKING:
    from .project import Visitor


class CleaningRuleQuerySet(models.QuerySet["CleaningRule"]):
    def visible_to(self, user: Visitor) -> Self:
        """Rules of projects that the person is a member of."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def editable_by(self, user: Visitor) -> Self:
        """Rules of projects in which the person may restore and cut."""
        return self.filter(project__in=Project.objects.editable_by(user))

    def applied(self, blocks: Iterable[Block], *, project: Project, host: str) -> tuple[Block, ...]:
        """Return the blocks of a page of this site with those restored that a rule of the project keeps.

        Like a block that a person restored, each remembers why it would have been cut.
        """
        kept = set(self.filter(project=project, host=host).values_list("reason", flat=True)) if host else set()
        return tuple(
            replace(block, kept=True) if not block.kept and block.reason in kept else block for block in blocks
        )


class CleaningRule(models.Model):
    """On this site, always keep what would be cut for this reason."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="cleaning_rules")
    host = models.CharField("site", max_length=253)
    reason = models.CharField(max_length=200, help_text="why the cleaning cuts it, in the words of the reading view")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = CleaningRuleQuerySet.as_manager()

    class Meta:
        ordering = ("host", "reason")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "host", "reason"], name="one_rule_a_site_and_reason"),
        ]

    def __str__(self) -> str:
        return f"On {self.host}, keep: {self.reason}"
