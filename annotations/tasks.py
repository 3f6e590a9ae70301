"""Work on highlights that people do not wait for. Every task may run twice."""

from django_tasks import task

from annotations.models import Tag
from annotations.models.gathering import read_unread


@task()
def read_evidence(tag: int) -> None:
    """Read what highlights say that were given a tag many at once; a tag that is gone meanwhile is no error."""
    for each in Tag.objects.filter(pk=tag):
        read_unread(each)
