"""Projects: what belongs together, and who may see and change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, TypeAlias

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.urls import reverse
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from .person import User

    Visitor: TypeAlias = User | AnonymousUser


class Role(models.TextChoices):
    """What a person may do in a project."""

    OWNER = "owner", "Owner"
    CODER = "coder", "Coder"
    VIEWER = "viewer", "Viewer"


EDITORS = (Role.OWNER, Role.CODER)


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: Visitor) -> Self:
        """Projects that the person is a member of."""
        return self.filter(memberships__user_id=user.pk)

    def editable_by(self, user: Visitor) -> Self:
        """Projects in which the person may import, highlight and tag."""
        return self.filter(memberships__user_id=user.pk, memberships__role__in=EDITORS)

    def owned_by(self, user: Visitor) -> Self:
        """Projects whose people and existence the person decides."""
        return self.filter(memberships__user_id=user.pk, memberships__role=Role.OWNER)

    def with_counts(self) -> Self:
        """Projects with `article_count`."""
        return self.annotate(article_count=models.Count("articles", distinct=True))

    @transaction.atomic
    def start(self, name: str, *, by: User | None, is_sample: bool = False) -> Project:
        """Make a project that the person owns; one without an owner waits for the site's first person."""
        project = self.create(name=name, is_sample=is_sample)
        for follower in settings.PROJECT_FOLLOWERS:
            import_string(follower)(project)
        if by:
            project.add(by, Role.OWNER)
        return project


class Project(models.Model):
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField(default=False, help_text="Came with Attest, and can be removed with one button.")
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="projects")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ("is_sample", "name", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.pk])

    def add(self, user: User, role: Role) -> Membership:
        """Make the person a member, or change the role they have."""
        membership, _ = self.memberships.update_or_create(user=user, defaults={"role": role})
        return membership

    @transaction.atomic
    def invite(self, username: str, *, email: str, role: Role) -> User:
        """Add the person of this name, who keeps the role they have; where there is none, make an account without a
        password."""
        people = get_user_model().objects
        person, is_new = people.get_or_create(username=username, defaults={"email": email})
        if is_new:
            person.set_unusable_password()
            person.save(update_fields=["password"])
        if not self.memberships.filter(user=person).exists():
            self.add(person, role)
        return person

    @transaction.atomic
    def remove(self) -> None:
        """Delete the project, its articles and their originals."""
        for article in self.articles.all():
            article.remove()
        self.delete()

    def role_of(self, user: User) -> str:
        """Return the person's role, or an empty string for a stranger."""
        return self.memberships.filter(user=user).values_list("role", flat=True).first() or ""


class Membership(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("joined_at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "user"], name="one_membership_a_person"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    @property
    def is_last_owner(self) -> bool:
        """Say whether the project would be nobody's without this membership."""
        return (
            self.role == Role.OWNER
            and not self.project.memberships.filter(role=Role.OWNER).exclude(pk=self.pk).exists()
        )
