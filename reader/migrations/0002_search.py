from django.db import migrations

# `ascii` takes every sign beyond ASCII for a letter: it splits at the spaces that we put between words, and nowhere else.
SQLITE = "CREATE VIRTUAL TABLE reader_search USING fts5(text, notes, tokenize = 'ascii')"
POSTGRES = (
    "CREATE TABLE reader_search (rowid bigint PRIMARY KEY, text text NOT NULL DEFAULT '', "
    "notes text NOT NULL DEFAULT '', words tsvector NOT NULL GENERATED ALWAYS AS "
    "(array_to_tsvector(array_remove(string_to_array(text || notes, ' '), ''))) STORED)",
    # In the row, not beside it: the planner does not count what it costs to fetch values from beside, and would read
    # the words of every article rather than use the index. Without a list of what is not yet in it, which each search
    # would read.
    "ALTER TABLE reader_search ALTER COLUMN words SET STORAGE MAIN",
    "CREATE INDEX reader_search_words ON reader_search USING gin (words) WITH (fastupdate = off)",
)
COMPARED = ("title_key", "site", "author", "published", "language")


def make_the_index(apps, schema_editor):
    """The index of the words is no model: each database has its own. See reader/search/engines.py."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE)
        return
    for statement in POSTGRES:
        schema_editor.execute(statement)
    for column in COMPARED:  # by their bytes, as SQLite compares them: the same order everywhere
        length = apps.get_model("reader", "Entry")._meta.get_field(column).max_length
        schema_editor.execute(f'ALTER TABLE reader_entry ALTER COLUMN {column} TYPE varchar({length}) COLLATE "C"')


def drop_the_index(apps, schema_editor):
    schema_editor.execute("DROP TABLE reader_search")


class Migration(migrations.Migration):

    replaces = [('reader', '0003_library')]

    initial = True

    dependencies = [
        ('reader', '0001_schema'),
    ]

    operations = [
        migrations.RunPython(make_the_index, drop_the_index),
    ]
