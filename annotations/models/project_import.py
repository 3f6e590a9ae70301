"""Projects that come in as an archive: work that people do not wait for, with what came of it.

The archive waits in the storage. A worker that is killed leaves half a project, of which this row knows: whoever goes
on removes it first, and begins anew.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import IO, TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.core.files.base import File
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from reader.models import Project

if TYPE_CHECKING:
    from reader.models import User
    from reader.models.project import Visitor

LEASE = timedelta(minutes=5)  # longer than any step takes after which a worker says how far it is


def path_of(project_import: ProjectImport, filename: str) -> str:
    """Return where an archive waits: no name given from outside is a path."""
    return f"project-imports/{secrets.token_hex(16)}"


class ProjectImportQuerySet(models.QuerySet["ProjectImport"]):
    def of(self, user: Visitor) -> Self:
        """The person's own."""
        return self.filter(created_by_id=user.pk)

    def start(self, file: IO[bytes], filename: str, *, by: User, knows_people: bool = False) -> ProjectImport:
        """Keep an archive, and have the job worker make a project of it."""
        made = ProjectImport(filename=filename[:255], created_by=by, knows_people=knows_people)
        made.file.save("", File(file), save=False)
        made.save()
        made.queue()
        return made


class ProjectImport(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    file = models.FileField(upload_to=path_of, max_length=200, blank=True)
    filename = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    knows_people = models.BooleanField(default=False, help_text="its people are those of the same names here")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    project = models.ForeignKey(
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", help_text="also half of one"
    )
    done = models.PositiveBigIntegerField(default=0, help_text="rows")
    total = models.PositiveBigIntegerField(default=0)
    # How many rows of each kind came in, and what is to be said besides. Written once and read as a whole.
    report = models.JSONField(default=dict, blank=True)
    problem = models.TextField(blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)

    objects = ProjectImportQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "done", "failed"]), name="project_import_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("project_import", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.state != self.State.WAITING

    def queue(self, *, after: timedelta | None = None) -> None:
        """Have the job worker do it, once the transaction that asks for it has ended."""
        from annotations.tasks import import_project  # noqa: PLC0415  the task imports the models

        task = import_project
        if after and task.get_backend().supports_defer:
            task = task.using(run_after=timezone.now() + after)
        transaction.on_commit(lambda: task.enqueue(self.pk))

    def claim(self) -> bool:
        """Keep it from other workers for a while; False where one has it. Half a project of a killed one is removed."""
        now = timezone.now()
        free = ProjectImport.objects.filter(pk=self.pk, state=self.State.WAITING)
        free = free.filter(models.Q(leased_until=None) | models.Q(leased_until__lt=now))
        if not free.update(leased_until=now + LEASE):
            return False
        self.refresh_from_db()
        if self.project:
            self.project.remove()
            self.project = None
        return True

    def begin(self, project: Project) -> None:
        """Take note of the project that it becomes, before anything is in it."""
        self.project = project
        self.save(update_fields=["project"])

    def tell(self, done: int, total: int) -> None:
        """Say how far it is."""
        self.done, self.total, self.leased_until = done, total, timezone.now() + LEASE
        self.save(update_fields=["done", "total", "leased_until"])

    def settle(self, state: str, *, problem: str = "", report: dict[str, int] | None = None) -> None:
        """Keep what came of it. The archive is not needed any more."""
        self.state, self.problem, self.report, self.leased_until = state, problem, report or {}, None
        if self.file:
            self.file.delete(save=False)
        if state == self.State.FAILED:
            self.project = None
        self.save()
