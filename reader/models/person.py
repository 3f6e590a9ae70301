"""People, and the set-up of the site by the first of them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction

from .project import Project, Role


class User(AbstractUser):
    """A person, with the way they like to read."""

    class Theme(models.TextChoices):
        SYSTEM = "system", "As the system"
        LIGHT = "light", "Light"
        SEPIA = "sepia", "Sepia"
        DARK = "dark", "Dark"

    class TextSize(models.TextChoices):
        SMALL = "small", "Small"
        MEDIUM = "medium", "Medium"
        LARGE = "large", "Large"
        LARGEST = "largest", "Largest"

    class TextWidth(models.TextChoices):
        NARROW = "narrow", "Narrow"
        MEDIUM = "medium", "Medium"
        WIDE = "wide", "Wide"

    theme = models.CharField(max_length=10, choices=Theme, default=Theme.SYSTEM)
    text_size = models.CharField(max_length=10, choices=TextSize, default=TextSize.MEDIUM)
    text_width = models.CharField(max_length=10, choices=TextWidth, default=TextWidth.MEDIUM)

    def waits_in(self, project: Project) -> bool:
        """Say whether the person has never chosen a password and belongs to this project alone.

        Its owner may give them the link to choose one; with a second project, another owner could take the account.
        """
        return not self.has_usable_password() and not self.memberships.exclude(project=project).exists()


class Installation(models.Model):
    """That the site is set up: a row, so that it happens once, and who and when come free."""

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_up_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_installation"),
        ]

    @classmethod
    def is_set_up(cls) -> bool:
        """Say whether the site has an owner, made in the browser or with `createsuperuser`."""
        return cls.objects.exists() or User.objects.exists()

    @classmethod
    @transaction.atomic
    def set_up(cls, owner: User, password: str) -> Installation:
        """Save the first person as owner of the site, of the projects that wait for one, and of one of their own.

        Raises IntegrityError when somebody else was first.
        """
        owner.is_staff = owner.is_superuser = True
        owner.set_password(password)
        owner.save()
        installation = cls(pk=1, owner=owner)
        installation.save(force_insert=True)
        for project in Project.objects.filter(memberships=None):
            project.add(owner, Role.OWNER)
        Project.objects.start("My project", by=owner)
        return installation
