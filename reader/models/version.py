"""Versions: one reading of a snapshot, the text that annotations stand on."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from typing import Any, ClassVar, NamedTuple, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy, gettext_noop

from reader.extraction.model import Block, Kind
from reader.extraction.pictures import picture_url
from reader.extraction.rendering import Placed, place
from reader.memory import Memory

A_BLOCK = 500  # code points that the objects of a block take as much room as, beside what is written in it

CUT_BY_HAND = gettext_noop("Cut by hand")  # the reason of a block that a reader cut, where the machine had none


class Laid(NamedTuple):
    """The blocks of a version; those of the canonical text with their places, in order; and where these begin."""

    blocks: tuple[Block, ...]
    kept: tuple[Placed, ...]
    starts: list[int]

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Self:
        blocks = tuple(blocks)
        kept = tuple(placed for placed in place(blocks) if placed.block.kept)
        return cls(blocks, kept, [placed.start for placed in kept])


class Version(models.Model):
    """An ordered list of blocks and the canonical text. Immutable: a change is a new version."""

    class Cause(models.TextChoices):
        IMPORTED = "imported", gettext_lazy("Imported")
        RESTORED = "restored", gettext_lazy("A block restored")
        CUT = "cut", gettext_lazy("A block cut")
        FETCHED = "fetched", gettext_lazy("Fetched again")
        REREAD = "reread", gettext_lazy("Cleaned anew")
        TAKEN_OVER = "taken_over", gettext_lazy("Taken over by hand")

    article = models.ForeignKey("reader.Article", on_delete=models.CASCADE, related_name="versions")
    snapshot = models.ForeignKey("reader.Snapshot", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    cause = models.CharField(max_length=10, choices=Cause)
    extractor = models.CharField(max_length=16, blank=True, help_text="which one read it: see `extractor.fingerprint`")
    # Always read and written as a whole; nothing is filtered or counted inside it.
    block_values = models.JSONField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64, help_text="of the canonical text as UTF-8")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("article", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "number"], name="one_version_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}, version {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise ValueError("A version is immutable: publish a new one.")
        self.sha256 = sha256(self.text.encode()).hexdigest()
        super().save(*args, **kwargs)

    @cached_property
    def followed(self) -> Counter[str]:
        """How many of what stood on the version before fared in which way, as the followers said when it was
        published; empty for one that is loaded."""
        return Counter()

    @property
    def before(self) -> int:
        """The number of the version that it took the place of; 0 for the first."""
        return self.number - 1

    @cached_property
    def _laid(self) -> Laid:
        return _laid_out(self)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self._laid.blocks

    @property
    def kept(self) -> tuple[Placed, ...]:
        """The blocks of the canonical text with their places, in order."""
        return self._laid.kept

    @property
    def has_images(self) -> bool:
        return any(placed.block.kind is Kind.IMAGE for placed in self.kept)

    @property
    def picture_urls(self) -> list[str]:
        """Where the page has the pictures of the kept blocks, in order, each once."""
        images = [placed.block.html for placed in self.kept if placed.block.kind is Kind.IMAGE]
        return list(dict.fromkeys(filter(None, map(picture_url, images))))

    def kept_between(self, start: int, end: int) -> tuple[Placed, ...]:
        """Return the blocks that a range of code points touches."""
        return self.kept[self.paragraph_at(start) - 1 : self.paragraph_at(max(start, end - 1))]

    def paragraph_at(self, offset: int) -> int:
        """Return which of the kept blocks holds this code point, counted from 1."""
        return bisect_right(self._laid.starts, offset)

    @property
    def lines_of_blocks(self) -> dict[int, range]:
        """Which lines of the canonical text, counted from 0, each kept block is, by the block's number."""
        found, line = {}, 0
        for placed in self.kept:
            found[placed.number] = range(line, line + placed.block.text.count("\n") + 1)
            line = found[placed.number].stop
        return found

    def blocks_with(self, indexes: Iterable[int], *, kept: bool, reason: str = "") -> tuple[Block, ...]:
        """Return the blocks with some of them restored, or cut for a reason. Raises IndexError.

        A restored block remembers why it was cut, so that cutting it again undoes the restoration; one that a reader
        had cut is as it was before.
        """
        blocks = list(self.blocks)
        for index in indexes:
            block = blocks[index]
            why = "" if kept and block.reason == CUT_BY_HAND else block.reason or ("" if kept else reason)
            blocks[index] = replace(block, kept=kept, reason=why)
        return tuple(blocks)


LAID: Memory[tuple[Any, ...], Laid] = Memory(32 * 2**20)  # the longest article that there can be, or many


def _laid_out(version: Version) -> Laid:
    """Return the blocks of a version from memory where it was read lately: whoever highlights comes back at once.

    Its `block_values` may be deferred, and are read only where they are not in memory.
    """
    key = (version.pk, version.sha256, version.created_at)
    found = LAID.get(key)
    if found is None:
        found = Laid.of(map(Block.from_json, version.block_values))
        if version.pk:  # it stays as it is
            size = sum(A_BLOCK + len(block.html) + len(block.text) for block in found.blocks)
            LAID.keep(key, found, size)
    return found
