"""Work that people do not wait for. Every task may run twice: a killed worker's task is queued again."""

from django_tasks import task

from reader.models import Article, Import


@task()
def read_article(pk: int) -> None:
    """Read one article; one that was removed in the meantime is no error."""
    for article in Article.objects.filter(pk=pk):
        article.read()


@task()
def work_on_import(pk: int) -> None:
    """Do rows of an import for a while; what is left then is queued again, behind other work."""
    for batch in Import.objects.filter(pk=pk):
        batch.work()
