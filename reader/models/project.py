"""Projects: what belongs together, and who may see and change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, TypeAlias

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy

from reader.prepared import Bind, Prepared

if TYPE_CHECKING:
    from .person import User

    Visitor: TypeAlias = User | AnonymousUser


class Role(models.TextChoices):
    """What a person may do in a project."""

    OWNER = "owner", gettext_lazy("Owner")
    CODER = "coder", gettext_lazy("Coder")
    VIEWER = "viewer", gettext_lazy("Viewer")


EDITORS = (Role.OWNER, Role.CODER)


class AccountNotInUse(Exception):
    """The account has no password yet: whoever holds the link to choose one may belong to one project only."""

    def __init__(self) -> None:
        super().__init__("This person has an account that is not in use yet: ask them to open their link first.")


class LastOwner(Exception):
    """Without this owner the project would be nobody's."""

    def __init__(self) -> None:
        super().__init__("A project needs an owner: make somebody else one first.")


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

    def bin_of(self, project: Project) -> Project:
        """Return the project's bin, made where there is none: see `reader.models.bin`."""
        return Project.everything.get_or_create(bin_of=project, defaults={"name": ""})[0]

    @transaction.atomic
    def start(self, name: str, *, by: User | None, is_sample: bool = False) -> Project:
        """Make a project that the person owns; one without an owner waits for the site's first person."""
        project = self.create(name=name, is_sample=is_sample)
        for follower in settings.PROJECT_FOLLOWERS:
            import_string(follower)(project)
        if by:
            project.add(by, Role.OWNER)
        return project


class WithoutBins(models.Manager["Project"]):
    """Projects that people work in."""

    def get_queryset(self) -> models.QuerySet[Project]:
        return super().get_queryset().filter(bin_of=None)


ProjectManager = WithoutBins.from_queryset(ProjectQuerySet)


class Project(models.Model):
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    pictures_always_since = models.DateTimeField(
        null=True, blank=True, help_text="when it was chosen that the pictures of every article are loaded at once"
    )
    is_sample = models.BooleanField(default=False, help_text="Came with Attest, and can be removed with one button.")
    bin_of = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, editable=False, related_name="bin"
    )
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="projects")

    everything = ProjectQuerySet.as_manager()  # with bins; the first one is what Django itself uses
    objects = ProjectManager()

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
    def invite(self, username: str, *, role: Role) -> tuple[User, bool]:
        """Add the person of this name, and return them and whether their account is new.

        A member keeps the role they have. A new account has no password: the link to choose one is for its person
        alone. Raises AccountNotInUse where another project's owner made the account and the person has not come yet.
        """
        self.lock()
        people = get_user_model().objects.select_for_update()
        person, is_new = people.get_or_create(username=username, defaults={"password": make_password(None)})
        if self.memberships.filter(user=person).exists():
            return person, False
        if not is_new and not person.is_in_use:
            raise AccountNotInUse
        self.add(person, role)
        return person, is_new

    def lock(self) -> None:
        """Hold the project until the transaction ends, so that changes of its people come one after the other."""
        Project.objects.select_for_update().filter(pk=self.pk).first()

    @transaction.atomic
    def remove(self) -> None:
        """Delete the project, its articles and their originals."""
        for article in self.articles.all():
            article.remove()
        for bin_ in Project.everything.filter(bin_of=self):
            bin_.remove()
        for batch in self.imports.all():
            batch.remove()
        self.delete()

    def role_of(self, user: User) -> str:
        """Return the person's role, or an empty string for a stranger."""
        return next(iter(_ROLE(project=self.pk, person=user.pk)), "")


_ROLE = Prepared(
    lambda: Membership.objects.filter(project=Bind("project"), user=Bind("person")).values_list("role", flat=True)
)


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

    @transaction.atomic
    def change_role(self, role: Role) -> None:
        """Give the member this role. Raises LastOwner where the project would be left without an owner."""
        self.project.lock()
        if role != Role.OWNER and self._is_last_owner():
            raise LastOwner
        Membership.objects.filter(pk=self.pk).update(role=role)
        self.role = role

    @transaction.atomic
    def end(self) -> None:
        """End the membership. Raises LastOwner where the project would be left without an owner.

        An account that nobody has chosen a password for, and of which nothing else is left, goes with it: the person
        can be invited anew.
        """
        self.project.lock()
        if self._is_last_owner():
            raise LastOwner
        self.delete()
        person = get_user_model().objects.select_for_update().filter(pk=self.user_id).first()
        if person and not person.is_in_use and not person.is_staff and not person.has_left_a_trace:
            person.delete()

    def _is_last_owner(self) -> bool:
        owners = self.project.memberships.filter(role=Role.OWNER)
        return [owner.pk for owner in owners[:2]] == [self.pk]
