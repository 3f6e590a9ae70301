"""Which counting rules a project reads its numbers by: a profile of the field's, and words of its own over it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext

from annotations.core.quantities import ACLED, PROFILES, Profile, Quantity, Range, read
from annotations.core.quantities.model import WORDS
from reader.models import Project

from .figure import Figure
from .history import Before, Operation, lock

if TYPE_CHECKING:
    from reader.models import User

NUMBERS = ("low", "best", "high", "approximate")


class CountingRules(models.Model):
    """The rules of a project that has chosen some; ACLED's are those of one that has not."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="counting_rules")
    base = models.CharField("profile", max_length=20, choices=[(name, name) for name in PROFILES], default=ACLED.name)

    def __str__(self) -> str:
        return self.base


class CountingWord(models.Model):
    """What a word of amount ('dozens') stands for in a project, whatever its profile says."""

    rules = models.ForeignKey(CountingRules, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=30, choices=[(word, word) for word in WORDS])
    low = models.PositiveBigIntegerField(null=True, blank=True)
    best = models.PositiveBigIntegerField(null=True, blank=True)
    high = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rules", "word"], name="counting_word_once"),
            models.CheckConstraint(
                # A comparison with NULL holds: what is not said contradicts nothing.
                condition=~models.Q(low__gt=models.F("best"))
                & ~models.Q(best__gt=models.F("high"))
                & ~models.Q(low__gt=models.F("high")),
                name="counting_word_low_best_high",
            ),
        ]

    def __str__(self) -> str:
        return self.word


def profile_of(project: Project | int) -> Profile:
    """Return the counting rules of a project, in at most two queries."""
    key = project if isinstance(project, int) else project.pk
    rules = CountingRules.objects.filter(project=key).prefetch_related("words").first()
    if rules is None:
        return ACLED
    base = PROFILES[rules.base]
    own = {word.word: Range(word.low, word.best, word.high) for word in rules.words.all()}
    return Profile(gettext("{name}, own").format(name=base.name), {**base.words, **own}, base.plural) if own else base


@transaction.atomic
def change_rules(project: Project, base: str, own: Mapping[str, Range], *, by: User) -> int:
    """Read the project's numbers by other rules from now on, and those there are anew; return how many differ.

    The words of a figure stay as they are. So do the numbers that a person has given, and everything else said of it.
    The operation can be undone, which gives the figures their numbers back and leaves the rules.
    """
    former = profile_of(project)
    rules, _ = CountingRules.objects.update_or_create(project=project, defaults={"base": base})
    rules.words.all().delete()
    CountingWord.objects.bulk_create(
        CountingWord(rules=rules, word=word, low=numbers.low, best=numbers.best, high=numbers.high)
        for word, numbers in own.items()
    )
    by_rule = Figure.objects.filter(annotation__article__project=project, rule__contains=": ")
    lock(by_rule.values_list("annotation__article_id", flat=True))
    concerned = Figure.objects.filter(annotation__in=by_rule.values("annotation"))
    changes = list(_read_anew(concerned, former, profile_of(project)))
    if changes:
        Operation.objects.record(Operation.Action.FIGURE, changes, project=project, by=by)
    return len(changes)


def _read_anew(figures: models.QuerySet[Figure], former: Profile, profile: Profile) -> Iterable[Before]:
    """Give the figures that stand as `former` read them what `profile` reads, and yield what history keeps."""
    read_of: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures.select_related("annotation__article").order_by("pk"):
        read_of[figure.annotation_id].append(figure)
    changed = []
    for mine in read_of.values():
        annotation = mine[0].annotation
        was, now = (_by_words(read(annotation.exact, annotation.article.language, each)) for each in (former, profile))
        seen: Counter[str] = Counter()
        for figure in mine:
            place = (figure.raw, seen[figure.raw])
            seen[figure.raw] += 1
            old, new = was.get(place), now.get(place)
            if old is None or new is None or not _says(figure, old) or (_says(figure, new) and figure.rule == new.rule):
                continue
            before = {**figure.values, "rule": figure.rule}
            figure.low, figure.best, figure.high, figure.approximate = _numbers(new)
            figure.rule = new.rule[:60]
            changed.append(figure)
            yield from figure.changes(before, {**figure.values, "rule": figure.rule})
    Figure.objects.bulk_update(changed, [*NUMBERS, "rule"], batch_size=500)


def _by_words(quantities: Iterable[Quantity]) -> dict[tuple[str, int], Quantity]:
    """Return quantities by their words, and by how often those came before in the passage."""
    seen: Counter[str] = Counter()
    found = {}
    for quantity in quantities:
        found[quantity.raw, seen[quantity.raw]] = quantity
        seen[quantity.raw] += 1
    return found


def _says(figure: Figure, quantity: Quantity) -> bool:
    return (figure.low, figure.best, figure.high, figure.approximate) == _numbers(quantity)


def _numbers(quantity: Quantity) -> tuple[int | None, int | None, int | None, bool]:
    return quantity.low, quantity.best, quantity.high, bool(quantity.approximate)
