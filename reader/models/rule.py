"""What a project has learnt about a site: what is to stay there, or to go, whatever the cleaning says."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reader.extraction.model import Block
from reader.extraction.text import fold

from .project import Project

if TYPE_CHECKING:
    from .project import Visitor

CUT_BY_RULE = gettext_noop("A rule of this project")  # the reason of a block that one cut
LONGEST_LINE = 300  # code points; what is longer is a paragraph, and no two sites' pages have the same
_NUMBER = re.compile(r"\d+")


class CleaningRuleQuerySet(models.QuerySet["CleaningRule"]):
    def visible_to(self, user: Visitor) -> Self:
        """Rules of projects that the person is a member of."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def editable_by(self, user: Visitor) -> Self:
        """Rules of projects in which the person may restore and cut."""
        return self.filter(project__in=Project.objects.editable_by(user))

    def applied(self, blocks: Iterable[Block], *, project: Project, host: str) -> tuple[Block, ...]:
        """Return the blocks of a page of this site as the project's rules want them.

        Like a block that a person restored, one that a rule keeps remembers why it would have been cut.
        """
        rules = list(self.filter(project=project, host=host).values_list("reason", "line")) if host else []
        kept = {reason for reason, line in rules if not line}
        gone = {alike(line) for _, line in rules if line}
        return tuple(_ruled(block, kept, gone) for block in blocks)


def alike(line: str) -> str:
    """Return what lines have in common that say the same, whatever the numbers in them: "Share 12", "Share 7"."""
    return _NUMBER.sub("0", fold(line))


def _ruled(block: Block, kept: Container[str], gone: Container[str]) -> Block:
    if not block.kept:
        return replace(block, kept=True) if block.reason in kept else block
    return block.cut(CUT_BY_RULE) if gone and block.text and alike(block.text) in gone else block


class CleaningRule(models.Model):
    """On this site, always keep what would be cut for this reason; or always cut this line."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="cleaning_rules")
    host = models.CharField("site", max_length=253)
    reason = models.CharField(
        max_length=200, blank=True, help_text="why the cleaning cuts what is kept, in the words of the reading view"
    )
    line = models.CharField(max_length=LONGEST_LINE, blank=True, help_text="what is cut, in the words of the page")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = CleaningRuleQuerySet.as_manager()

    class Meta:
        ordering = ("host", "reason", "line")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "host", "reason", "line"], name="one_rule_a_site_and_kind"),
            models.CheckConstraint(condition=~models.Q(reason="") ^ ~models.Q(line=""), name="rule_keeps_or_cuts"),
        ]

    def __str__(self) -> str:
        said = _("On %(host)s, cut: “%(line)s”") if self.line else _("On %(host)s, keep: %(reason)s")
        return said % {"host": self.host, "line": self.line, "reason": self.reason}
