"""Whose accounts the people of an archive are here, and who of its members are members again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from reader.models import Project, Role, User

from .opening import MOST_LINE, Archive, Line
from .recorded import MEMBERS, PEOPLE
from .stand_ins import cleaned_name, stand_in

MOST_PEOPLE = 2_000


def people_of(archive: Archive, by: User, *, known: bool) -> tuple[list[int], int]:
    """Return the keys of the accounts of the file's people, and how many of these only stand in for somebody.

    The importer is the one of their own name; others are those of the same names where the file's origin is `known`.
    Raises UnreadableProject.
    """
    found, stand_ins = [], 0
    for line in archive.rows(PEOPLE):
        name = cleaned_name(str((line.values or {}).get("name", "")))
        if not name or line.number > MOST_PEOPLE:
            raise line.problem(_("it names nobody, or there are too many people"))
        same = _account(name)
        if same is None or not (known or same == by):
            same, stand_ins = stand_in(name), stand_ins + 1
        found.append(same.pk)
    return found, stand_ins


def add_members(archive: Archive, project: Project) -> None:
    """Give the members of the archive, where they have an account here, the roles that they had.

    For a file whose origin is known. Raises UnreadableProject.
    """
    if not archive.holds(MEMBERS):
        return
    for number, row in enumerate(_members(archive), start=2):
        name, role = row.get("person") or "", row.get("role") or ""
        if role not in Role.values or "\0" in name or number > MOST_PEOPLE:
            raise Line(MEMBERS, number, None).problem(_("it gives nobody a role, or there are too many people"))
        if person := _account(name):
            project.add(person, Role(role))


def _members(archive: Archive) -> Iterator[dict[str, str]]:
    table = csv.DictReader(io.StringIO(archive.content(MEMBERS, MOST_LINE).decode(errors="replace"), newline=""))
    try:
        yield from table
    except csv.Error as error:  # a cell of 128 KB and more
        raise Line(MEMBERS, table.line_num, None).problem(error) from error


def _account(name: str) -> User | None:
    return User.objects.filter(username=name, is_active=True).first()
