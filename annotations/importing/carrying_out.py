"""Bringing in what a plan says: missing tags as an operation on the codebook, the highlights as another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from annotations.codebooks.colours import nearest_tint
from annotations.models import Annotation, Claim, Figure, Operation, Relation, Tag
from annotations.models.carrying import PLACE
from annotations.models.codebook_revision import Revision, UnfitChange
from annotations.models.counting import profile_of
from annotations.models.figure import figures_in
from annotations.models.history import Before, lock
from annotations.models.taggings import Tagging, borne, give, insert
from reader.models import Project, Role, User

from .planning import BATCH, Placed, Plan, batches, plan
from .rows import File, UnreadableAnnotations

MOST_TAGS = 500  # that a file may add
Said: TypeAlias = tuple[Placed, Any]  # a row of the file, with a row of evidence that it says


@transaction.atomic
def carry_out(file: File, project: Project, *, by: User) -> tuple[Plan, Operation | None]:
    """Bring in what `plan` says, all or nothing, and return it with the operation that undoes it.

    None where everything was here already. Raises UnreadableAnnotations where the file does not fit the project.
    """
    lock(project.articles.values_list("pk", flat=True))
    made = plan(file, project)
    if made.is_empty:
        return made, None
    tags = add_tags(made.tags, made.file.colours, project, by)
    people = _people(project, by)
    for each in made.placed:
        _fill(each, people, by)
    _insert([each.annotation for each in made.new])
    keys = _primary_keys(made.new)
    for each in made.new:
        each.annotation.pk = keys[each.annotation.key]
    was = _bring_back(made.back)
    worn = {each.annotation.pk: sorted({tags[name.casefold()].pk for name in each.row.tags}) for each in made.placed}
    give((pk, tag) for pk, bears in worn.items() for tag in bears)
    _add_evidence(made.new, {tag.pk: tag for tag in tags.values()}, worn, project, by)
    changes = [
        Before(
            each.annotation,
            {"deleted": True, **was.get(each.annotation.pk, {})},
            {
                "deleted": False,
                "tags": worn[each.annotation.pk],
                "note": each.annotation.note,
                "range": each.annotation.range,
            },
        )
        for each in made.placed
    ]
    # Of one article alone, it is also undone on that article's page.
    article = next(iter(made.articles)) if len(made.articles) == 1 else None
    operation = Operation.objects.record(Operation.Action.CREATED, changes, project=project, article=article, by=by)
    return made, operation


def add_tags(names: Sequence[str], colours: Mapping[str, str], project: Project, by: User) -> dict[str, Tag]:
    """Return the codebook by names without capitals, after tags of these names were added to it.

    Raises UnreadableAnnotations where it does not take them.
    """
    if names:
        if len(names) > MOST_TAGS:
            raise UnreadableAnnotations(f"The file has {len(names):,} new tags, and may have {MOST_TAGS} at most.")
        revision = Revision(project)
        for name in names:
            revision.add(Tag(name=name, tint=nearest_tint(colours.get(name, "")) or "grey"))
        try:
            revision.finish(by=by)
        except UnfitChange as error:
            raise UnreadableAnnotations(f"The codebook does not take the file's tags: {error}") from error
    return {tag.name.casefold(): tag for tag in Tag.objects.filter(project=project)}


def _people(project: Project, by: User) -> dict[str, User]:
    """Return under whose names somebody may bring highlights in: an owner under every member's, others under theirs."""
    if project.role_of(by) != Role.OWNER:
        return {by.username: by}
    return {member.username: member for member in project.members.all()}


def _fill(each: Placed, people: dict[str, User], by: User) -> None:
    """Say of an annotation what its row says beside its place."""
    row, annotation, now = each.row, each.annotation, timezone.now()
    annotation.note = row.note
    if each.is_back:
        annotation.note_revision += 1
        annotation.deleted_at = None
    else:
        annotation.created_by = people.get(row.author, by)
        annotation.created_at = row.created or now
    annotation.updated_at = max(row.modified or now, annotation.created_at)


def _insert(annotations: Sequence[Annotation]) -> None:
    """Insert annotations with the moments that they say, which saving would set anew."""
    fields: Any = [each for each in Annotation._meta.concrete_fields if not each.generated and not each.primary_key]
    for batch in batches(annotations):
        rows = [
            [each.get_db_prep_save(getattr(annotation, each.attname), connection) for each in fields]
            for annotation in batch
        ]
        insert(Annotation, [each.column for each in fields], rows)


def _primary_keys(placed: Sequence[Placed]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for keys in batches(each.annotation.key for each in placed):
        found.update(Annotation.objects.filter(key__in=keys).values_list("key", "pk"))
    return found


def _bring_back(placed: Sequence[Placed]) -> dict[int, dict[str, Any]]:
    """Bring deleted annotations back as the file says them, without a tag, and return how they were."""
    was: dict[int, dict[str, Any]] = {}
    for batch in batches(each.annotation for each in placed):
        keys = [annotation.pk for annotation in batch]
        worn = borne(keys)
        for pk, note in Annotation.objects.filter(pk__in=keys).values_list("pk", "note"):
            was[pk] = {"tags": worn[pk], "note": note}
        Tagging.objects.filter(annotation_id__in=keys).delete()
        Annotation.objects.bulk_update(batch, [*PLACE, "note", "note_revision", "deleted_at", "updated_at"])
    return was


def _add_evidence(
    placed: Sequence[Placed], tags: dict[int, Tag], worn: dict[int, list[int]], project: Project, by: User
) -> None:
    """Give new highlights the figures and claims that the file says, or read them where it cannot say them."""
    rules = profile_of(project)
    figures: list[Said] = []
    claims: list[Said] = []
    related: list[tuple[Placed, UUID, dict[str, Any]]] = []
    for each in placed:
        said, kinds = each.row.evidence, {tags[pk].kind for pk in worn[each.annotation.pk]}
        if said is None:
            if Tag.Kind.CASUALTY_FIGURE in kinds:
                figures += [(each, figure) for figure in figures_in(each.annotation, rules)]
            if Tag.Kind.CLAIM in kinds:
                claims.append((each, Claim.of(each.annotation)))
            continue
        figures += [(each, _said(Figure, values, each, annotation=each.annotation)) for values in said.figures]
        if said.claim is not None:
            claims.append((each, _said(Claim, said.claim, each, annotation=each.annotation)))
        elif Tag.Kind.CLAIM in kinds:
            claims.append((each, Claim(annotation=each.annotation)))
        related += [(each, key, dict(values)) for key, values in said.relations]
    _save(Figure, figures)
    _save(Claim, claims)
    there = dict(_targets({key for _, key, _ in related}, project))
    relations = [
        (each, _said(Relation, values, each, annotation=each.annotation, target_id=there[key], created_by=by))
        for each, key, values in related
        if there.get(key, each.annotation.pk) != each.annotation.pk
    ]
    _save(Relation, relations, ignore_conflicts=True)  # what a file says twice is made once


def _targets(keys: Iterable[UUID], project: Project) -> Iterator[tuple[UUID, int]]:
    for batch in batches(keys):
        found = Annotation.objects.alive().filter(key__in=batch, article__project=project)
        yield from found.values_list("key", "pk")


def _said(model: type[Any], values: Any, each: Placed, **known: Any) -> Any:
    """Return a row of evidence that says these values. Raises UnreadableAnnotations where it cannot say one of them."""
    fields = {name for name in (*model.SAID, *model.READ) if not name.endswith("_id")}
    row = model(**{name: value for name, value in values.items() if name in fields}, **known)
    with _naming(model, each):
        row.clean_fields(exclude={field.name for field in model._meta.fields} - fields)
    return row


def _save(model: type[Any], rows: Sequence[Said], **options: Any) -> None:
    """Save rows of evidence. Raises UnreadableAnnotations where what one says does not go together.

    The database says that of all at once; only then are they asked one by one, which is a query or more each.
    """
    try:
        with transaction.atomic():
            model.objects.bulk_create([row for _, row in rows], batch_size=BATCH, **options)
    except IntegrityError:
        for each, row in rows:
            with _naming(model, each):
                row.validate_constraints(exclude={"annotation", "target"})
        raise


@contextmanager
def _naming(model: type[Any], each: Placed) -> Iterator[None]:
    try:
        yield
    except (ValidationError, TypeError, ValueError) as error:
        told = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise UnreadableAnnotations(
            f"{each.row.where}: its {model._meta.verbose_name} cannot be read: {told}"
        ) from error
