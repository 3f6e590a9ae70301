"""Snapshots: the bytes as they came."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction

if TYPE_CHECKING:
    from .article import Article
    from .person import User


# How files of the kinds that importers tell by their content are named.
SUFFIXES = {
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/warc": ".warc",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "text/markdown": ".md",
}


def digest(content: bytes) -> str:
    """Return the SHA-256 of the bytes, in hexadecimal."""
    return sha256(content).hexdigest()


def path_of(snapshot: Snapshot, filename: str) -> str:
    """Return where the bytes are stored: by what they are, so that no name given from outside is a path.

    Each snapshot has a file of its own, also where the bytes are the same: what one article's removal deletes can
    never be another's original.
    """
    return f"{snapshot.sha256[:2]}/{snapshot.sha256}-{secrets.token_hex(8)}"


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def keep(self, content: bytes, *, article: Article, by: User | None, **source: Any) -> Snapshot:
        """Store the bytes for an article, unchanged. `source`: content_type, url, filename and
        what more the model has of it, as far as known."""
        snapshot = Snapshot(article=article, sha256=digest(content), size=len(content), created_by=by, **source)
        snapshot.file.save("", ContentFile(content), save=False)
        try:
            with transaction.atomic():
                snapshot.save(force_insert=True)
        except BaseException:  # the article was removed meanwhile, say: nobody would ever find the file again
            snapshot.file.delete(save=False)
            raise
        return snapshot


class Snapshot(models.Model):
    """Never changed, and gone only with its article."""

    article = models.ForeignKey("reader.Article", on_delete=models.CASCADE, related_name="snapshots")
    file = models.FileField(upload_to=path_of, max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(help_text="bytes")
    content_type = models.CharField(max_length=200, blank=True)
    url = models.TextField(blank=True)
    filename = models.CharField(max_length=255, blank=True)
    as_seen = models.BooleanField(default=False, db_default=False, help_text="as a person's browser showed it")
    # What the server that sent it said to ask with for anything newer (RFC 9110, 8.8).
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.sha256

    def kept_for(self, article: Article, *, by: User | None) -> Snapshot:
        """Return these bytes as an original of another article too: its own where it has them, or a copy."""
        there = article.snapshots.filter(sha256=self.sha256).first()
        said = {name: getattr(self, name) for name in ("content_type", "url", "filename", "as_seen")}
        return there or Snapshot.objects.keep(self.content, article=article, by=by, **said)

    @property
    def suffix(self) -> str:
        """How the name of a file with these bytes ends."""
        kind = self.content_type.partition(";")[0]
        if known := SUFFIXES.get(kind):
            return known
        is_page = "html" in kind or self.filename.lower().endswith((".html", ".htm", ".xhtml"))
        return ".html" if is_page else ".txt"

    @property
    def content(self) -> bytes:
        """The bytes as they came."""
        with self.file.open("rb") as file:
            return bytes(file.read())
