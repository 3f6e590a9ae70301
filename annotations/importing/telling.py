"""What an import would do, in words for people; the page and the command line say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from reader.models import Article, Role, User

from .edits import Edit, EditPlan
from .evidence_edits import EvidenceEdit, EvidencePlan
from .evidence_table import EvidenceEdits
from .planning import Plan

MOST_NAMED = 30  # pages, articles and tags that are named one by one
MOST_SHOWN = 500  # changes of an edited table


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences: what would come (`lines`), what of the file would not and why (`left_out`), and what came (`done`).

    `digest` is the same for the same plan: what is carried out is what was looked at.
    """

    lines: list[str]
    left_out: list[str]
    articles: list[tuple[Article, int]]
    strangers: list[tuple[str, int]]
    tags: list[str]
    more: dict[str, int]  # how many articles, strangers and tags are not named
    done: str
    digest: str
    is_empty: bool
    changes: Sequence[Edit | EvidenceEdit] = field(default_factory=list)  # of an edited table, one by one
    conflicts: Sequence[Edit | EvidenceEdit] = field(default_factory=list)


def told(plan: Plan, by: User) -> Told:
    """Return what a plan says, to the person who would carry it out."""
    articles = Article.objects.in_bulk(list(dict(plan.articles.most_common(MOST_NAMED))))
    named = [(articles[pk], number) for pk, number in plan.articles.most_common(MOST_NAMED) if pk in articles]
    new, back = len(plan.new), len(plan.back)
    has, they = ("has", "it") if plan.orphans == 1 else ("have", "they")
    lines = [
        f"{_highlights(new)} would be new." if new else "",
        f"{_highlights(back)} that {'was' if back == 1 else 'were'} deleted here would come back." if back else "",
        f"{_highlights(plan.orphans)} of these {has} no place in the article as it is here: {they} would be kept, to be"
        " given a place by hand."
        if plan.orphans
        else "",
        f"{_highlights(plan.known)} {'is' if plan.known == 1 else 'are'} here already, and stay as they are."
        if plan.known
        else "",
        _of_whom(plan, by),
    ]
    strangers = sum(plan.strangers.values())
    left_out = [
        f"{_highlights(strangers)} {'is' if strangers == 1 else 'are'} of pages that are not in this project: import"
        " those first, then bring the file in again."
        if strangers
        else "",
        *(f"{count:,} of the file {why}: no highlight." for why, count in plan.file.left_out.items()),
    ]
    more = {"articles": len(plan.articles), "strangers": len(plan.strangers), "tags": len(plan.tags)}
    keys = (sorted(str(each.annotation.key) for each in group) for group in (plan.new, plan.back))
    places = [(each.annotation.article_id, each.annotation.start) for each in plan.placed]
    added = f" and {len(plan.tags):,} tag{'' if len(plan.tags) == 1 else 's'}" if plan.tags else ""
    lost = f" {_highlights(plan.orphans)} of these found no place: see the orphans." if plan.orphans else ""
    return Told(
        [line for line in lines if line],
        [line for line in left_out if line],
        named,
        plan.strangers.most_common(MOST_NAMED),
        plan.tags[:MOST_NAMED],
        {name: max(0, count - MOST_NAMED) for name, count in more.items()},
        f"Brought in {_highlights(new + back)}{added}.{lost}",
        sha256(repr((*keys, places, plan.tags)).encode()).hexdigest(),
        plan.is_empty,
    )


def told_edits(plan: EditPlan) -> Told:
    """Return what an edited table would change."""
    digest = [(edit.annotation.pk, edit.tags, edit.note, edit.quote, edit.place) for edit in plan.edits]
    more = len(plan.tags) - MOST_NAMED
    found = _told_changes(plan, ("highlight", "highlights"), plan.unplaced, digest)
    return replace(found, tags=plan.tags[:MOST_NAMED], more={**found.more, "tags": max(0, more)})


def told_evidence(plan: EvidencePlan, table: EvidenceEdits) -> Told:
    """Return what an edited table of figures, claims or relations would change."""
    name = str(table.model._meta.verbose_name)
    digest = [(edit.row.pk, sorted(edit.values.items())) for edit in plan.edits]
    return _told_changes(plan, (name, f"{name}s"), plan.problems, digest)


def _told_changes(plan: EditPlan | EvidencePlan, names: tuple[str, str], problems: list[str], digest: object) -> Told:
    """Return what a table would change, whose rows are of things with this name; `problems` are rows that stay out."""

    def counted(count: int) -> str:
        return f"{count:,} {names[count != 1]}"

    changed, conflicts = len(plan.edits), len(plan.conflicts)
    was, are = "was" if conflicts == 1 else "were", "is" if plan.unknown == 1 else "are"
    lines = [
        f"{counted(changed)} would be changed." if changed else "",
        f"{counted(plan.same)} {'is' if plan.same == 1 else 'are'} here as the file says." if plan.same else "",
        f"{counted(plan.undated)} of these do not say when the file was written (updated_at): what was changed here"
        " since would be lost."
        if plan.undated
        else "",
    ]
    left_out = [
        f"{counted(conflicts)} {was} changed here after the file was written: what is here stays (see below)."
        if conflicts
        else "",
        f"{counted(plan.unknown)} of the file {are} not, or no longer, in this project." if plan.unknown else "",
        *problems[:MOST_SHOWN],
        f"{len(problems) - MOST_SHOWN:,} more rows cannot be so." if len(problems) > MOST_SHOWN else "",
    ]
    more = {"changes": changed - MOST_SHOWN, "conflicts": conflicts - MOST_SHOWN}
    return Told(
        lines=[line for line in lines if line],
        left_out=[line for line in left_out if line],
        articles=[],
        strangers=[],
        tags=[],
        more={name: max(0, count) for name, count in more.items()},
        done=f"Changed {counted(changed)}.",
        digest=sha256(repr(digest).encode()).hexdigest(),
        is_empty=not plan.edits,
        changes=plan.edits[:MOST_SHOWN],
        conflicts=plan.conflicts[:MOST_SHOWN],
    )


def _highlights(count: int) -> str:
    return f"{count:,} highlight{'' if count == 1 else 's'}"


def _of_whom(plan: Plan, by: User) -> str:
    """Say what would be the importer's own: only an owner brings in other members' highlights under their names."""
    if not plan.new:
        return ""
    project = plan.new[0].annotation.article.project
    is_owner = project.role_of(by) == Role.OWNER
    known = set(project.members.values_list("username", flat=True)) if is_owner else {by.username}
    others = sum(each.row.author not in known for each in plan.new)
    if not others:
        return ""
    why = "nobody here made" if is_owner else "others made (an owner can bring them in under their names)"
    return f"{_highlights(others)} that {why} would be yours."
