"""What is done to chosen articles of the list and taken back: states of the person, labels of the project, its bin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext, ngettext

from reader.models import Binned, Entry, Label, ReadingState

if TYPE_CHECKING:
    from reader.models import Project, User

KEY = "library_undo"  # of the session: what was done last


@dataclass(frozen=True)
class Change:
    """Something done to articles. `before` are the states there were, by the article's key; empty of a label."""

    project: int
    action: str
    label: str
    articles: Sequence[int]
    before: Sequence[str] = ()

    @property
    def told(self) -> str:
        """What was done, in words."""
        number = len(self.articles)
        count = ngettext("{number:,} article", "{number:,} articles", number).format(number=number)
        if not self.articles:
            return gettext("This changes none of them.")
        match self.action:
            case "label":
                return gettext("“{label}” is on {count} more.").format(label=self.label, count=count)
            case "unlabel":
                return gettext("“{label}” is off {count}.").format(label=self.label, count=count)
            case "bin":
                return gettext("{count}: in the bin.").format(count=count)
        state = gettext("new again") if self.action == "new" else str(ReadingState.State(self.action).label).lower()
        return f"{count}: {state}."

    def as_json(self) -> dict[str, Any]:
        """Return it as a session keeps it."""
        return {**vars(self), "articles": list(self.articles), "before": list(self.before)}


@transaction.atomic
def make(project: Project, articles: Sequence[int], action: str, label: str, *, by: User) -> Change:
    """Do it to these articles of the project, by their keys; the change names those that were not so already."""
    if action in ("label", "unlabel"):
        name = " ".join(label.split())
        known = Label.objects.named(name, project) if action == "label" else _known(project, name)
        touched = known.put(articles, present=action == "label") if known else []
        return Change(project.pk, action, known.name if known else name, touched)
    if action == "bin":
        return Change(project.pk, action, "", Binned.objects.put(project, articles, by=by))
    before = ReadingState.objects.put(by, dict.fromkeys(articles, "" if action == "new" else action))
    return Change(project.pk, action, "", list(before), list(before.values()))


@transaction.atomic
def undo(project: Project, done: dict[str, Any] | None, *, by: User) -> str:
    """Take back a change of the project, and say what was done; nothing where there is none."""
    if not done or done["project"] != project.pk:
        return ""
    change = Change(**done)
    if change.action == "bin":
        Binned.objects.restore(project, change.articles)
        return f"Undone: {change.told}"
    there = set(Entry.objects.filter(project=project, pk__in=change.articles).values_list("pk", flat=True))
    if change.action in ("label", "unlabel"):
        label = _known(project, change.label) or Label.objects.named(change.label, project)
        label.put([pk for pk in change.articles if pk in there], present=change.action == "unlabel")
    else:
        states = zip(change.articles, change.before, strict=True)
        ReadingState.objects.put(by, {pk: state for pk, state in states if pk in there})
    return f"Undone: {change.told}"


def _known(project: Project, name: str) -> Label | None:
    return Label.objects.filter(project=project, name__iexact=name).first()
