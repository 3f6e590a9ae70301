"""Which pictures of an article are wanted, and whose turn it is: the queue that the job worker takes them from."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.utils import timezone

from reader.extraction.pictures import INSIDE

from .project import Project

if TYPE_CHECKING:
    from .article import Article
    from .person import User
    from .picture import Picture
    from .project import Visitor

MOST = 100  # pictures of an article
LEASE = timedelta(minutes=2)  # longer than any is worked on: fetching 20 s, waiting for its turn 5 s, decoding 30 s
SLICE = 10  # seconds of work, after which other jobs get their turn
HOLDS_PICTURES = {"multipart/related"}  # files in which pictures lie beside the page, under their addresses


def digest(url: str) -> str:
    """Return what an address is looked up by: some are longer than an index takes."""
    return sha256(url.encode()).hexdigest()


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, user: Visitor) -> Self:
        """Pictures of articles in projects that the person is a member of."""
        return self.filter(article__project__in=Project.objects.visible_to(user))

    def stored(self) -> Self:
        """Pictures that are here."""
        return self.filter(state=self.model.State.STORED)

    def waiting(self) -> Self:
        """Pictures that are to be fetched."""
        return self.filter(state=self.model.State.WAITING)

    def of(self, article: Article) -> dict[str, Picture]:
        """Return the pictures that the article's current version shows, by their address.

        One that this snapshot's page names counts before an older one's with the same address, but only once it is
        here: what could be seen does not vanish because a page was fetched again.
        """
        if article.current is None:
            return {}
        found: dict[str, Picture] = {}
        ours = article.current.snapshot_id
        for picture in sorted(self.filter(article=article), key=lambda each: (each.snapshot_id == ours, each.pk)):
            before = found.get(picture.url)
            if picture.snapshot_id == ours or picture.is_stored:
                found[picture.url] = before if before and before.is_stored and not picture.is_stored else picture
        return found

    def ask_for(self, article: Article, *, by: User | None) -> int:
        """Have the pictures of the current version fetched that were not yet; return how many are waited for."""
        return self._want(article, self._urls(article), by=by, only_inside=False)

    def retry(self, article: Article, *, picture: int | None = None) -> int:
        """Have pictures that could not be loaded, or one of them, fetched again; return how many."""
        failed = self.filter(article=article, state=self.model.State.FAILED)
        if picture is not None:
            failed = failed.filter(pk=picture)
        waiting = {"state": self.model.State.WAITING, "problem": "", "tries": 0, "leased_until": None}
        number = failed.update(**waiting, only_inside=False)
        if number:
            self.queue(article.pk)
        return number

    def follow(self, article: Article, *, by: User | None) -> None:
        """Do what is to be done when an article has a new version: what the project wants, or what costs nothing."""
        if article.project.pictures_always_since:
            self.ask_for(article, by=by)
        else:
            self.keep_inside(article, by=by)

    def keep_inside(self, article: Article, *, by: User | None) -> int:
        """Keep what pictures the file itself holds: they need no network, so that nobody has to ask for them."""
        urls = self._urls(article)
        if urls and article.current:
            holds = article.current.snapshot.content_type.partition(";")[0] in HOLDS_PICTURES
            urls = [url for url in urls if holds or url.startswith(INSIDE)]
        return self._want(article, urls, by=by, only_inside=True)

    def _urls(self, article: Article) -> list[str]:
        return article.current.picture_urls[:MOST] if article.current else []

    @transaction.atomic
    def _want(self, article: Article, urls: Sequence[str], *, by: User | None, only_inside: bool) -> int:
        version = article.current
        if version is None or not urls:
            return 0
        rows = [
            self.model(
                article=article,
                snapshot_id=version.snapshot_id,
                url=url,
                key=digest(url),
                only_inside=only_inside,
                created_by=by,
            )
            for url in urls
        ]
        self.bulk_create(rows, ignore_conflicts=True)
        ours = self.filter(article=article, snapshot=version.snapshot_id)
        if not only_inside:
            ours.waiting().update(only_inside=False)
        number = ours.waiting().count()
        if number:
            self.queue(article.pk)
        return number

    def queue(self, article: int, *, after: timedelta | None = None) -> None:
        """Have the job worker fetch what waits, once the transaction that asks for it has ended."""
        from reader.tasks import load_pictures  # noqa: PLC0415  the task imports the models

        work = load_pictures
        if after and work.get_backend().supports_defer:
            work = work.using(run_after=timezone.now() + after)
        transaction.on_commit(lambda: work.enqueue(article))

    def resume(self) -> None:
        """Go on with all that wait. Whoever had them is gone: nobody waits for their leases."""
        self.waiting().exclude(leased_until=None).update(leased_until=None)
        for article in self.waiting().order_by("article").values_list("article", flat=True).distinct():
            self.queue(article)

    def work(self, article: int) -> None:
        """Fetch an article's pictures for a while; have it gone on with later if those were not all."""
        until = time.monotonic() + SLICE
        while time.monotonic() < until:
            picture = self.claim(article)
            if picture is None:
                break
            picture.load()
        else:
            self.queue(article)
            return
        # Their hosts rest, or another worker has them: or had, and was killed.
        next_at = self.filter(article=article).waiting().aggregate(next_at=models.Min("leased_until"))["next_at"]
        if next_at:
            self.queue(article, after=max(next_at - timezone.now(), timedelta(seconds=1)))

    def claim(self, article: int) -> Picture | None:
        """Return a picture that nobody works on, and keep it from others for a while."""
        now = timezone.now()
        with transaction.atomic():
            free = self.filter(article=article).waiting()
            free = free.filter(models.Q(leased_until=None) | models.Q(leased_until__lt=now))
            picture = free.order_by("pk").select_for_update(skip_locked=True, of=("self",)).first()
            if picture:
                picture.leased_until, picture.tries = now + LEASE, picture.tries + 1
                picture.save(update_fields=["leased_until", "tries"])
        return picture
