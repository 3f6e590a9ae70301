"""Which articles of a project print the same: found by their fingerprints, told by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

from django.db import connection, models, transaction

from reader import likeness
from reader.importers.variants import address_key
from reader.keys import listed, written
from reader.prepared import Bind, Prepared

from . import signatures
from .address import Address
from .signatures import Row
from .version import Version

if TYPE_CHECKING:
    from .article import Article
    from .project import Project


LOCK = 0x41F1  # our own number, so that no other advisory lock is this one


class FingerprintQuerySet(models.QuerySet["Fingerprint"]):
    @transaction.atomic
    def take(self, article: Article, among: Iterable[Row] | None = None) -> Row:
        """Keep the fingerprint of the article's current text, and which articles of its project are like it.

        `among`: the project's fingerprints, where the caller has them. Return the one that was taken.
        """
        _in_turn(article.project_id)
        assert article.current is not None  # noqa: S101  only a text has one
        text = article.current.text
        found = likeness.sketch(text)
        values = {"address": address_key(article.url), "size": found.size, "signature": found.signature}
        self.update_or_create(article=article, defaults={**values, "version": article.current})
        Likeness.objects.of(article).delete()
        if found.size:
            rows = self.rows(article.project_id) if among is None else among
            likely = [key for key in likeness.likely(found, rows) if key != article.pk]
            Likeness.objects.bulk_create(list(_told(article, text, likely)), ignore_conflicts=True)
        return Row(article.pk, *found)

    def rows(self, project: int) -> Iterable[Row]:
        """Return what the articles of a project are found by."""
        return signatures.rows(self, project)

    def alike(self, article: Article) -> Self:
        """Fingerprints of the articles of its project whose text may be the same, word for word."""
        own = self.filter(article=article).first()
        if own is None or not own.size:
            return self.filter(article__project=article.project_id, article__word_count=article.word_count)
        wanted = (own.size, bytes(own.signature))
        same = [row.article for row in self.rows(article.project_id) if row[1:] == wanted]
        return self.filter(article__in=same, article__project=article.project_id)

    def of_address(self, url: str, *, project: int) -> Self:
        """Fingerprints of the project's articles that have this address, in whatever form of it.

        Where it is no article's own, the one whose page came from it, or calls itself so; of several that do, none.
        """
        if not (key := address_key(url)):
            return self.none()
        there = self.filter(article__project=project).order_by("article")
        own = there.filter(address=key)
        if own.exists():
            return own
        others = list(Address.objects.filter(key=key, article__project=project).values_list("article", flat=True)[:2])
        return there.filter(article__in=others) if len(others) == 1 else self.none()


def _in_turn(project: int) -> None:
    """Wait until no other transaction takes a fingerprint in the project: of two at once, the later sees the earlier.

    SQLite has one writer at a time as it is. No row is locked, since others lock these in orders of their own.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [(LOCK << 32) + project])


def _told(article: Article, text: str, likely: list[int]) -> Iterator[Likeness]:
    """Yield the likeness of an article with each of those likely ones whose words bear it out."""
    pk, runs = article.pk, likeness.runs(text)
    there = Fingerprint.objects.filter(article__in=likely, article__project=article.project_id)
    texts = Version.objects.filter(pk__in=there.values("version"))
    for other, words in texts.values_list("article", "text").iterator():
        share = likeness.share(runs, likeness.runs_kept(words))
        if share >= likeness.SHARE:
            yield Likeness(article_id=max(pk, other), other_id=min(pk, other), share=share)


class Fingerprint(models.Model):
    """A small picture of an article's current text, by which those like it are found without reading them all."""

    article = models.OneToOneField("reader.Article", on_delete=models.CASCADE, related_name="fingerprint")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=64, db_index=True, blank=True, help_text="SHA-256 of the folded address")
    size = models.PositiveIntegerField(help_text="runs of words in the text; 0: too few to be told by")
    signature = models.BinaryField(max_length=256)

    objects = FingerprintQuerySet.as_manager()


class Like(NamedTuple):
    """Another article that prints nearly the same: `share` of the shorter's runs of words. 0: it has the address."""

    article: Article
    share: float
    is_same: bool  # word for word


class LikenessQuerySet(models.QuerySet["Likeness"]):
    def of(self, article: Article) -> Self:
        """The pairs that the article is one of."""
        return self.filter(models.Q(article=article) | models.Q(other=article))

    def of_one_text(self, articles: Collection[int]) -> set[frozenset[int]]:
        """Return the pairs among these articles that carry one text, up to a fifth of its words changed."""
        pairs = self.filter(article__in=articles, other__in=articles, share__gte=likeness.ONE_TEXT)
        return {frozenset(pair) for pair in pairs.values_list("article", "other")}

    def likest(self, article: Article) -> Article | None:
        """Return the article of its project that is most like it, with its title alone."""
        pair = self.of(article).order_by("-share", "pk").values_list("article", "other").first()
        others = [key for key in pair or () if key != article.pk]
        return type(article).objects.filter(pk__in=others, project=article.project_id).only("title").first()

    def one_text_in(self, project: Project) -> set[frozenset[int]]:
        """Return the pairs of the project's articles that carry one text."""
        pairs = self.filter(article__project=project, other__project=project, share__gte=likeness.ONE_TEXT)
        return {frozenset(pair) for pair in pairs.values_list("article", "other")}

    def beside(self, article: Article) -> list[Like]:
        """Return the other articles of its project that print nearly the same or have its address, most alike first.

        At most 50 of the former: `reader.likeness.MOST`.
        """
        shares = {other if article.pk == later else later: share for later, other, share in _PAIRS(article=article.pk)}
        for key in _of_address(article.url, article.project_id):
            if key != article.pk:
                shares.setdefault(key, 0.0)
        if not shares:
            return []
        found = _BESIDE(project=article.project_id, keys=written(shares))
        own = article.current.sha256 if article.current else ""
        likes = [Like(each, shares[each.pk], each.sha256_of_text == own) for each in found]
        return sorted(likes, key=lambda like: (-like.share, like.article.pk))


class Likeness(models.Model):
    """Two articles that are nearly the same. Once for each pair: `article` is the later one."""

    article = models.ForeignKey("reader.Article", on_delete=models.CASCADE, related_name="likenesses")
    other = models.ForeignKey("reader.Article", on_delete=models.CASCADE, related_name="likenesses_of_later")
    share = models.FloatField(help_text="of the shorter one's runs of words, how many the longer one has: 0 to 1")

    objects = LikenessQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "other"], name="one_likeness_a_pair"),
            models.CheckConstraint(condition=models.Q(article__gt=models.F("other")), name="likeness_later_first"),
        ]


# What every reading page asks.
_PAIRS = Prepared(
    lambda: (
        Likeness.objects.filter(models.Q(article=Bind("article")) | models.Q(other=Bind("article")))
        .order_by("-share", "pk")
        .values_list("article", "other", "share")[: likeness.MOST]
    )
)
_AT_ADDRESS = Prepared(
    lambda: Fingerprint.objects.filter(article__project=Bind("project"), address=Bind("address")).values_list(
        "article", flat=True
    )
)


def _beside() -> models.QuerySet[Article]:
    from .article import Article  # noqa: PLC0415  whose entries in the library know what it is like

    there = Article.objects.filter(pk__in=listed(Bind("keys")), project=Bind("project")).defer("problem")
    return there.annotate(sha256_of_text=models.F("current__sha256"))


_BESIDE: Prepared[Any] = Prepared(_beside)


def _of_address(url: str, project: int) -> Iterable[int]:
    """Return the articles that `FingerprintQuerySet.of_address` finds, mostly by one statement made once."""
    if not (key := address_key(url)):
        return []
    return _AT_ADDRESS(project=project, address=key) or Fingerprint.objects.of_address(
        url, project=project
    ).values_list("article", flat=True)
