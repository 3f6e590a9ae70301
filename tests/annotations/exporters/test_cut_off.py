"""A download that breaks off half-way is seen to be broken: by a client of the real server."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import sqlite3
from contextlib import ExitStack, closing

import pytest

from tests.served import PATIENCE, Site, Visitor

PASSWORD = "correct horse battery"
COPIES = 2000  # of a highlight with a long note: more than lies in the buffers between server and client


@pytest.fixture
def site(prepared, tmp_path):
    with Site(shutil.copytree(prepared, tmp_path / "data")) as site:
        yield site


@pytest.fixture
def visitor(site):
    visitor = Visitor(site)
    visitor.open("/")
    visitor.open("/setup/", username="ada", email="", password1=PASSWORD, password2=PASSWORD)
    return visitor


@pytest.fixture
def database(site, visitor):
    """The site's database, in which the sample has very many highlights."""
    with closing(sqlite3.connect(site.data / "attest.sqlite3", timeout=PATIENCE)) as database:
        database.create_function("attest_fold", 1, str, deterministic=True)
        columns = [row[1] for row in database.execute("PRAGMA table_info(annotations_annotation)")]
        kept = ", ".join(f'"{name}"' for name in columns if name not in ("id", "key", "note"))
        database.execute(
            f'INSERT INTO annotations_annotation ("key", "note", {kept}) '
            f"SELECT lower(hex(randomblob(16))), printf('%.10000c', 'n'), {kept} FROM "
            "(SELECT * FROM annotations_annotation LIMIT 1), "
            "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n)",
            [COPIES],
        )
        database.commit()
        yield database


@pytest.fixture
def download(visitor, database):
    """Return a function that begins a download, and has its first byte."""
    (project,) = database.execute("SELECT project_id FROM reader_article ORDER BY id LIMIT 1").fetchone()
    with ExitStack() as stack:

        def begin() -> http.client.HTTPResponse:
            response = stack.enter_context(visitor.begin(f"/projects/{project}/exports/csv/"))
            assert (response.status, response.read(1)) == (200, b"a")
            return response

        yield begin


def test_it_is_incomplete_where_the_site_fails_half_way_and_where_the_server_dies(site, download, database):
    assert download().read().count(b"n" * 10_000) == COPIES

    failing = download()
    database.execute("ALTER TABLE annotations_tag RENAME TO elsewhere")
    database.commit()
    with pytest.raises(http.client.IncompleteRead):
        failing.read()
    database.execute("ALTER TABLE elsewhere RENAME TO annotations_tag")
    database.commit()

    dying = download()
    server, _ = site.children()
    for worker in site.processes(of=server):
        os.kill(worker, signal.SIGKILL)
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        dying.read()
