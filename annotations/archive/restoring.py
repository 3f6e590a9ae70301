"""A project made of its archive: all of it or nothing, and nobody's but theirs who brings it in.

Rows are written some hundred at a time, so that others can work meanwhile, into a project without a member: nobody
sees it. That its owner is made one is the last step; where anything fails before, all that was written is removed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db import DataError, IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from annotations.importing.planning import BATCH, batches
from annotations.models import Annotation, Tag
from annotations.models.taggings import insert
from reader.models import Article, Entry, Project, Role, Snapshot, User, Version

from .checking import Reader, moment, reader_of, text
from .former_keys import Former, former_keys, take
from .history import Unfit
from .keys import Keys, analyse
from .opening import Archive, Line, UnreadableProject
from .people import add_members, people_of
from .recorded import KINDS, Kind, is_plain
from .rules import Rules, Values

# Rows written at once: few of those that may be megabytes, and all tags, which refer to one another.
AT_ONCE: dict[type[models.Model], int] = {Snapshot: 5, Version: 5, Tag: 5_000}


@dataclass(frozen=True)
class Restored:
    """What came of an archive: how many rows of each kind, and what is to be said besides."""

    project: Project
    rows: Counter[str]
    stand_ins: int
    lost: int  # originals whose bytes were lost before
    cleaned: int  # blocks whose HTML was not as we write it
    keys: bool  # whether its rows have the keys they had


def restore(
    archive: Archive,
    *,
    by: User,
    started: Callable[[Project], None] = lambda project: None,
    told: Callable[[int, int], None] = lambda done, of: None,
    known: bool = False,
) -> Restored:
    """Make a project of an archive, owned by `by` alone. Raises UnreadableProject, and leaves nothing then.

    `started` hears of the project before anything is in it, so that it can be removed where the program is killed.
    `known` is for who can vouch for the file: its people are those of the same names here, with the roles they had, and
    its rows have the keys that they had, if these are free.
    """
    with suppress(Unfit):
        created = moment(archive.created_at)
        former = former_keys(archive) if known else None
        former = former if former and take(former) else None
        name = text(archive.name)[:200] or "?"
        try:
            with transaction.atomic():
                project = Project.objects.create(pk=former[Project][0] if former else None, name=name)
        except IntegrityError:  # another import of the same archive has come in between
            former, project = None, Project.objects.create(name=name)
        project.created_at = created
        project.save(update_fields=["created_at"])
        started(project)
        try:
            return _Restoring(archive, project, by, told, known=known, former=former).run()
        except BaseException:
            project.remove()
            raise
    raise UnreadableProject(_("%s cannot be read: export the project anew.") % "attest/project.json")


class _Restoring:
    def __init__(
        self,
        archive: Archive,
        project: Project,
        by: User,
        told: Callable[[int, int], None],
        *,
        known: bool,
        former: Former | None,
    ) -> None:
        self.archive, self.project, self.by, self.told = archive, project, by, told
        self.known, self.has_former_keys = known, former is not None
        people, self.stand_ins = people_of(archive, by, known=known)
        self.keys = Keys(archive.lines, people, former)
        self.rules = Rules(archive, self.keys, project)
        self.rows: Counter[str] = Counter()
        self.done, self.total = 0, sum(archive.lines.values())

    def run(self) -> Restored:
        for kind in KINDS:
            self._take(kind)
            if kind.model is Tag:
                self._hold(kind, self.rules.check_tree)
            elif kind.model is Version:
                self._hold(kind, self.rules.check_current)
                self._make_current()
        analyse(kind.model for kind in KINDS)
        self._index()
        waiting = list(self.project.articles.filter(status=Article.Status.WAITING))
        with transaction.atomic():
            if self.known:
                add_members(self.archive, self.project)
            self.project.add(self.by, Role.OWNER)
            for article in waiting:
                article.queue()
        told = self.rules.told
        return Restored(
            self.project, self.rows, self.stand_ins, told["lost"], told["cleaned"], keys=self.has_former_keys
        )

    def _hold(self, kind: Kind, check: Callable[[], None]) -> None:
        try:
            check()
        except Unfit as error:
            raise UnreadableProject(f"{kind.path}: {error}") from error

    def _take(self, kind: Kind) -> None:
        """Write all rows of a kind."""
        lines = self.archive.lines[kind.name]
        if not lines and not self.archive.holds(kind.path):
            return  # written by an Attest that did not know them yet
        last = 0
        for batch in _batches(self._read(kind), AT_ONCE.get(kind.model, BATCH)):
            last = batch[-1][1].number
            if kind.model is Annotation:
                wrong = self.rules.look_at_annotations([(values, line.number) for values, line in batch])
                if wrong:
                    raise Line(kind.path, wrong[1], None).problem(wrong[0])
            self._write(kind, batch)
            self.rows[kind.name] += len(batch)
            self.told(min(self.done + last, self.total), self.total)
        self.done += lines

    def _read(self, kind: Kind) -> Iterator[tuple[Values, Line]]:
        """Yield the rows of a kind, looked at one by one, with their lines."""
        fields = [(field, self._reader(field), _is_let_go(field)) for field in kind.fields]
        expected, number = self.archive.lines[kind.name], 0
        for line in self.archive.rows(kind.path):
            number = line.number
            if number > expected:
                raise line.problem(_("there are more lines than the archive says"))
            try:
                values = None if line.values is None else self._values(kind, fields, line)
                if values is None:
                    self.keys.leave_out(kind.model, number)
            except Unfit as error:
                raise line.problem(error) from error
            if values is not None:
                yield values, line
        if number != expected:
            raise UnreadableProject(_("%s ends too early: take the archive again.") % kind.path)

    def _values(self, kind: Kind, fields: Sequence[tuple[Any, Reader, bool]], line: Line) -> Values | None:
        """Return a row's values, None for one that refers to what was left out. Raises Unfit."""
        said = line.values or {}
        values: Values = {"id": self.keys.key(kind.model, line.number)}
        for field, read, let_go in fields:
            if field.name not in said and _is_later(field):
                values[field.attname] = field.get_default()
                continue
            value = said.get(field.name)
            try:
                found = read(value)
            except Unfit as error:
                raise Unfit(f"{field.name}: {error}") from error
            if found is None and value is not None and not let_go:
                return None
            values[field.attname] = found
        if kind.project == "project":
            values["project_id"] = self.project.pk
        self.rules.look(kind.model, values, line.number)
        return values

    def _reader(self, field: models.Field[Any, Any]) -> Reader:
        model: Any = field.related_model
        if model is None:
            return (lambda said: said) if isinstance(field, models.JSONField) else reader_of(field)

        def key(number: Any) -> int | None:
            if number is None:
                if field.null:
                    return None
                raise Unfit(_("it is empty"))
            return self.keys.key(model, number)

        return key

    def _write(self, kind: Kind, batch: Sequence[tuple[Values, Line]]) -> None:
        columns: dict[str, Any] = {
            field.attname: field for field in kind.model._meta.concrete_fields if field.attname in batch[0][0]
        }

        ways = [(name, None if is_plain(field) else _prepared(field)) for name, field in columns.items()]

        def rows(of: Sequence[tuple[Values, Line]]) -> None:
            prepared = [
                [prepare(values[name]) if prepare else values[name] for name, prepare in ways] for values, _line in of
            ]
            with transaction.atomic():
                insert(kind.model, [field.column for field in columns.values()], prepared)

        try:
            with transaction.atomic():
                try:
                    rows(batch)
                except (IntegrityError, DataError, OverflowError):
                    for one in batch:  # to say which
                        try:
                            rows([one])
                        except (IntegrityError, DataError, OverflowError) as error:
                            raise one[1].problem(_contradiction(kind.model, error)) from error
        except BaseException:
            for path in self.rules.files:  # no row knows of them
                default_storage.delete(path)
            raise
        finally:
            self.rules.files.clear()

    def _make_current(self) -> None:
        for batch in batches(self.rules.currents.items()):
            articles = [Article(pk=pk, status=status, current_id=version) for pk, (status, version) in batch]
            Article.objects.bulk_update(articles, ["status", "current"])

    def _index(self) -> None:
        keys = self.project.articles.order_by("pk").values_list("pk", flat=True)
        for batch in _batches(iter(keys), 20):
            Entry.objects.rebuild(Article.objects.filter(pk__in=batch).select_related("current"))
            Entry.objects.outdate(batch)
            self.told(self.total, self.total)  # and so keeps it from other workers


def _prepared(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    return lambda value: field.get_db_prep_save(value, connection)


def _is_later(field: models.Field[Any, Any]) -> bool:
    """Say whether a row may leave it out, as one does that was written before there was this field."""
    return field.related_model is None and (field.has_default() or (field.blank and field.empty_strings_allowed))


def _is_let_go(field: models.Field[Any, Any]) -> bool:
    """Say whether a row stays where what it refers to by this field is gone."""
    remote = field.remote_field
    return remote is not None and field.null and getattr(remote, "on_delete", None) is not models.CASCADE


def _contradiction(model: type[models.Model], error: Exception) -> str:
    """Return what the database does not take of a row, in the words that a form has for it."""
    for constraint in model._meta.constraints:
        if constraint.name in str(error):
            return str(constraint.violation_error_message or _("it contradicts itself, or another line"))
    return _("it contradicts itself, or another line")


def _batches(found: Iterator[Any], size: int) -> Iterator[list[Any]]:
    batch = []
    for each in found:
        batch.append(each)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch
