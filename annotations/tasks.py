"""Work on highlights that people do not wait for. Every task may run twice."""

from django_tasks import task

from annotations.archive.importing import work
from annotations.models import ProjectImport, Tag
from annotations.models.gathering import read_unread


@task()
def read_evidence(tag: int) -> None:
    """Read what highlights say that were given a tag many at once; a tag that is gone meanwhile is no error."""
    for each in Tag.objects.filter(pk=tag):
        read_unread(each)


@task()
def import_project(pk: int) -> None:
    """Make a project of an archive."""
    for given in ProjectImport.objects.filter(pk=pk).select_related("created_by"):
        work(given)
