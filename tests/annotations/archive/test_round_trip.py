"""Export, wipe, import: all of a project is back under the keys it had, and its second archive is the same bytes."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from annotations.archive import restoring
from annotations.archive.former_keys import NAMES, take
from annotations.archive.opening import UnreadableProject
from annotations.archive.recorded import KINDS
from annotations.models import Annotation, Figure, Operation
from reader.models import Binned, Entry, Project, User
from tests.annotations.archive.projects import (
    archive_of,
    brought_in,
    changed,
    fill,
    lots,
    recorded,
    the_same,
)
from tests.builders import a_highlight, an_article


def lose_everything() -> None:
    """Leave the database as a new one is: without a row of the archive's models, and with keys that begin at 1."""
    for project in Project.everything.all():
        project.remove()
    User.objects.all().delete()
    tables = [model._meta.db_table for model in (User, *NAMES.values())]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered while one waits
        for table in tables:
            if connection.vendor == "sqlite":
                cursor.execute("UPDATE sqlite_sequence SET seq = 0 WHERE name = %s", [table])
            else:
                cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} ALTER COLUMN id RESTART")
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_ten_thousand_highlights_come_back_on_a_new_database_and_the_second_archive_is_the_same_bytes(
    project, owner, coder
):
    fill(project, owner, coder)
    lots(project, 10_000)
    content = archive_of(project)
    assert b"null\n" not in recorded(content)["attest/annotations.jsonl"]
    assert {kind.name for kind in KINDS if not recorded(content)[kind.path]} == set(), "a kind that is not tested"
    lose_everything()
    User.objects.create_user("coder")
    owner = User.objects.create_user("owner")  # the accounts are there again, with other keys
    made = brought_in(content, owner, known=True)
    assert (made.keys, made.stand_ins, made.lost, made.cleaned) == (True, 0, 0, 0)
    assert made.rows["annotations"] == 10_000
    assert the_same(content, archive_of(made.project))


def test_a_project_that_was_removed_comes_back_beside_others_and_goes_on(project, owner, coder, stranger):
    fill(project, owner, coder)
    binned = an_article(project, ["In the bin."], by=owner)
    a_highlight(binned, "bin", "Claim", by=owner)
    Binned.objects.put(project, [binned.pk], by=owner)
    highest = max(Annotation.objects.values_list("pk", flat=True))
    content, address = archive_of(project), Annotation.objects.first().get_absolute_url()
    project.remove()
    theirs = a_highlight(an_article(stranger.projects.get(), ["Elsewhere."], by=stranger), "Elsewhere", by=stranger)
    made = brought_in(content, owner, known=True)
    assert (made.keys, made.stand_ins) == (True, 0)
    assert {(each.user, each.role) for each in made.project.memberships.all()} == {(owner, "owner"), (coder, "coder")}
    assert the_same(content, archive_of(made.project))
    assert Annotation.objects.filter(article__project=made.project).first().get_absolute_url() == address
    # It is a project to work in: it is found, counted, and what was done is undone and done again.
    Entry.objects.refresh([made.project.pk])
    assert sum(entry.highlights for entry in Entry.objects.filter(project=made.project)) == len(
        Annotation.objects.alive().filter(article__project=made.project)
    )
    for person in (coder, owner):
        while (last := Operation.objects.last_done(person, made.project)) and last.action != "created":
            last.undo(by=person)
        assert last
    while last := Operation.objects.last_undone(coder, made.project):
        last.redo(by=coder)
    assert {tag.name for tag in made.project.tags.all()} >= {"Claim", "Disputed"}
    new = a_highlight(made.project.articles.get(url=""), "where", by=owner)
    assert new.pk > max(highest, theirs.pk)


def test_keys_of_which_one_is_taken_are_all_given_anew(project, owner, coder):
    fill(project, owner, coder)
    content = archive_of(project)
    again = brought_in(content, owner, known=True)
    assert not again.keys
    assert recorded(archive_of(again.project)).keys() == recorded(content).keys()
    assert not {*Figure.objects.filter(annotation__article__project=again.project)} & {
        *Figure.objects.filter(annotation__article__project=project)
    }
    assert the_same(content, archive_of(project))


def test_without_a_word_for_the_file_its_rows_get_new_keys(project, owner, coder):
    fill(project, owner, coder)
    content, keys = archive_of(project), {*Annotation.objects.values_list("pk", flat=True)}
    project.remove()
    made = brought_in(content, owner)
    assert not made.keys
    assert not keys & {*Annotation.objects.values_list("pk", flat=True)}
    assert recorded(archive_of(made.project)) == recorded(content)


@pytest.mark.parametrize(
    "said",
    [
        {"of": "users", "number": 1, "key": 1, "rows": 1},
        {"of": "tags", "number": 2, "key": 1, "rows": 1},
        {"of": "tags", "number": 1, "key": 0, "rows": 9},
        {"of": "tags", "number": 1, "key": 2**53, "rows": 1},
        {"of": "tags", "number": 1, "key": 1, "rows": 10**9},
        {"of": "tags", "number": 1, "key": 1},
    ],
)
def test_keys_that_are_none_are_named(project, owner, coder, said):
    content = changed(archive_of(project), {"keys.jsonl": lambda file: json.dumps(said).encode()})
    with pytest.raises(UnreadableProject, match=r"keys\.jsonl, line 1: it says no keys"):
        brought_in(content, owner, known=True)


def test_a_file_of_keys_that_is_empty_is_named(project, owner, coder):
    fill(project, owner, coder)
    content = changed(archive_of(project), {"keys.jsonl": lambda file: b""})
    with pytest.raises(UnreadableProject, match=r"keys\.jsonl, line 1: it says no keys"):
        brought_in(content, owner, known=True)


@pytest.mark.parametrize("cell", [b"own\0er", b"o" * 200_000])
def test_a_member_of_no_possible_name_is_told_of_and_nothing_is_left(project, owner, coder, cell):
    fill(project, owner, coder)
    content = changed(archive_of(project), {"people.csv": lambda file: b"person,role\r\n" + cell + b",owner\r\n"})
    with pytest.raises(UnreadableProject, match=r"people\.csv, line \d: "):
        brought_in(content, owner, known=True)
    assert list(Project.objects.filter(name=project.name)) == [project]


def test_of_two_imports_at_once_one_gets_the_keys(project, owner, coder, monkeypatch):
    fill(project, owner, coder)
    content, key = archive_of(project), project.pk
    project.remove()

    def both_take(former):
        taken = take(former)
        monkeypatch.setattr(restoring, "take", take)
        brought_in(content, owner, known=True)  # the other goes first
        return taken

    monkeypatch.setattr(restoring, "take", both_take)
    late = brought_in(content, owner, known=True)
    assert (late.keys, Project.objects.filter(pk=key).exists(), late.project.pk == key) == (False, True, False)
    assert len(recorded(archive_of(late.project))) == len(recorded(content))
