"""Other addresses of an article: where its own led on to, and what its page calls itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from reader.importers.variants import address_key, claimed

if TYPE_CHECKING:
    from .article import Article
    from .snapshot import Snapshot


class AddressQuerySet(models.QuerySet["Address"]):
    def note(self, article: Article, snapshot: Snapshot, *, said: str) -> None:
        """Keep under which addresses besides its own an article is found, by what its original came with.

        Where a server led on to was asked itself, and gave the page. What the page calls itself (`rel=canonical`, RFC
        6596) is a stranger's word, and is taken for the host it came from alone. What was kept of an earlier original
        goes: an address that once led on to another site's page must not have it lead back to what it says since.
        """
        found = {address_key(snapshot.url), address_key(claimed(said, snapshot.url))} - {"", address_key(article.url)}
        self.filter(article=article).exclude(key__in=found).delete()
        self.bulk_create([Address(article=article, key=key) for key in sorted(found)], ignore_conflicts=True)


class Address(models.Model):
    article = models.ForeignKey("reader.Article", on_delete=models.CASCADE, related_name="other_addresses")
    key = models.CharField(max_length=64, db_index=True, help_text="SHA-256 of the folded address")

    objects = AddressQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["article", "key"], name="one_address_an_article")]

    def __str__(self) -> str:
        return self.key
