"""People, and the set-up of the site by the first of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models, transaction
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from .project import Project, Role


class People(UserManager["User"]):
    use_in_migrations = False

    @transaction.atomic
    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> User:
        """Make a superuser. Where the site has no owner yet, it is theirs, with the projects that wait for one."""
        person = super().create_superuser(username, email, password, **fields)
        if not Installation.objects.exists():
            Installation.give_to(person)
        return person


class User(AbstractUser):
    """A person, with the way they like to read."""

    class Theme(models.TextChoices):
        SYSTEM = "system", gettext_lazy("As the system")
        LIGHT = "light", gettext_lazy("Light")
        SEPIA = "sepia", gettext_lazy("Sepia")
        DARK = "dark", gettext_lazy("Dark")
        CONTRAST = "contrast", _("Contrast")

    class TextSize(models.TextChoices):
        SMALL = "small", gettext_lazy("Small")
        MEDIUM = "medium", gettext_lazy("Medium")
        LARGE = "large", gettext_lazy("Large")
        LARGEST = "largest", gettext_lazy("Largest")

    class TextWidth(models.TextChoices):
        NARROW = "narrow", gettext_lazy("Narrow")
        MEDIUM = "medium", gettext_lazy("Medium")
        WIDE = "wide", gettext_lazy("Wide")

    class TextFace(models.TextChoices):
        SERIF = "serif", _("Serif")
        SANS = "sans", _("Sans")
        HUMANIST = "humanist", _("Humanist")
        MONO = "mono", _("Typewriter")
        PLAIN = "plain", _("For dyslexia")

    class TextLeading(models.TextChoices):
        TIGHT = "tight", _("Tight")
        MEDIUM = "medium", _("Medium")
        LOOSE = "loose", _("Loose")

    class TextAlign(models.TextChoices):
        START = "start", _("Ragged")
        JUSTIFY = "justify", _("Justified")

    class TextHyphens(models.TextChoices):
        MANUAL = "manual", _("In narrow columns")  # of who has not chosen
        AUTO = "auto", _("As the language does")
        NONE = "none", _("None")

    theme = models.CharField(max_length=10, choices=Theme, default=Theme.SYSTEM)
    text_size = models.CharField(max_length=10, choices=TextSize, default=TextSize.MEDIUM)
    text_width = models.CharField(max_length=10, choices=TextWidth, default=TextWidth.MEDIUM)
    text_face = models.CharField(max_length=10, choices=TextFace, default=TextFace.SERIF)
    text_leading = models.CharField(max_length=10, choices=TextLeading, default=TextLeading.MEDIUM)
    text_align = models.CharField(max_length=10, choices=TextAlign, default=TextAlign.START)
    text_hyphens = models.CharField(max_length=10, choices=TextHyphens, default=TextHyphens.MANUAL)
    language = models.CharField(max_length=10, blank=True)  # of the interface; "": the one their browser asks for

    objects: ClassVar[People] = People()

    @property
    def is_in_use(self) -> bool:
        """Say whether the person has chosen a password."""
        return self.has_usable_password()

    @property
    def has_left_a_trace(self) -> bool:
        """Say whether anything in the database is of this person: a membership, or what they made."""
        return any(
            relation.related_model._base_manager.filter(**{relation.field.name: self}).exists()
            for relation in self._meta.get_fields(include_hidden=True)
            if isinstance(relation, models.ForeignObjectRel)
        )


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
        """Save the first person as owner of the site. Raises IntegrityError when somebody else was first."""
        owner.is_staff = owner.is_superuser = True
        owner.set_password(password)
        owner.save()
        return cls.give_to(owner)

    @classmethod
    @transaction.atomic
    def give_to(cls, owner: User) -> Installation:
        """Make the person owner of the site, of the projects that wait for one, and of one of their own.

        Raises IntegrityError when somebody else was first.
        """
        installation = cls(pk=1, owner=owner)
        installation.save(force_insert=True)
        for project in Project.objects.filter(memberships=None):
            project.add(owner, Role.OWNER)
        Project.objects.start("My project", by=owner)
        return installation
