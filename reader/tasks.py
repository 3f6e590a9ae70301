"""Work that people do not wait for. Every task may run twice: a killed worker's task is queued again."""

from django_tasks import task

from reader.models import Article, Feed, Import, Picture, Refetch
from reader.politeness import Busy


@task()
def read_article(pk: int) -> None:
    """Read one article; one that was removed in the meantime is no error."""
    for article in Article.objects.filter(pk=pk):
        try:
            article.read()
        except Busy as busy:
            article.queue(after=busy.seconds)


@task()
def work_on_import(pk: int) -> None:
    """Do rows of an import for a while; what is left then is queued again, behind other work."""
    for batch in Import.objects.filter(pk=pk):
        batch.work()


@task()
def load_pictures(pk: int) -> None:
    """Fetch an article's pictures for a while; what is left then is queued again, behind other work."""
    Picture.objects.work(pk)


@task()
def fetch_again(pk: int) -> None:
    """Ask for an article's page once more; one that was removed in the meantime is no error."""
    for refetch in Refetch.objects.select_related("article").filter(pk=pk):
        refetch.do()


@task()
def poll_feed(pk: int) -> None:
    """Ask a feed for what is new; one that was removed, stopped or polled in the meantime is no error."""
    for feed in Feed.objects.queued().select_related("project").filter(pk=pk):
        feed.poll()
