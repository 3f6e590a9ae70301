"""On PostgreSQL, what the index of the words holds stands beside its rows, and a second index says which words stand
side by side. See reader/search/postgres.py."""

from django.db import migrations

# Beside the row and as it is: a search visits thousands of rows, and unpacks the streams of those alone that it looks
# through. What is in a row already stays where it is until it is written, so the table is made anew.
APART = (
    "CREATE TABLE reader_search_apart (rowid bigint PRIMARY KEY, text text NOT NULL DEFAULT '', "
    "notes text NOT NULL DEFAULT '', words tsvector NOT NULL GENERATED ALWAYS AS "
    "(array_to_tsvector(array_remove(string_to_array(text || notes, ' '), ''))) STORED)",
    "ALTER TABLE reader_search_apart ALTER COLUMN text SET STORAGE EXTERNAL, "
    "ALTER COLUMN notes SET STORAGE EXTERNAL, ALTER COLUMN words SET STORAGE EXTERNAL",
    "INSERT INTO reader_search_apart (rowid, text, notes) SELECT rowid, text || '', notes || '' FROM reader_search",
    "DROP TABLE reader_search",
    "ALTER TABLE reader_search_apart RENAME TO reader_search",
    "ALTER INDEX reader_search_apart_pkey RENAME TO reader_search_pkey",
)
# The planner does not count what it costs to fetch a value from beside the row, and would read all rather than use the
# index. So the words are asked for by a function that says its cost; one in SQL would be taken apart, and its cost lost.
WORDS = (
    "CREATE FUNCTION reader_words(words tsvector) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE "
    "COST 400 AS $$ BEGIN RETURN words; END $$",
    "CREATE INDEX reader_search_words ON reader_search USING gin (reader_words(words)) WITH (fastupdate = off)",
)
# The pairs of neighbours, each as one of 262,144 numbers: of so many an article of 800 words has a third of a percent.
PAIRS = (
    "CREATE FUNCTION reader_pairs(stream text) RETURNS integer[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5000 "
    "AS $$ SELECT ARRAY(SELECT hashtext(one || ' ' || other) & 262143 FROM unnest("
    "string_to_array(btrim(stream), ' '), (string_to_array(btrim(stream), ' '))[2:]) AS pair (one, other) "
    "WHERE other IS NOT NULL) $$",
    "CREATE INDEX reader_search_pairs ON reader_search USING gin (reader_pairs(text || notes)) WITH (fastupdate = off)",
    # There is nothing to be told of such numbers, and ANALYZE would make them of 30,000 articles.
    "ALTER INDEX reader_search_pairs ALTER COLUMN 1 SET STATISTICS 0",
)
BACKWARDS = (
    "DROP INDEX reader_search_pairs",
    "DROP INDEX reader_search_words",
    "DROP FUNCTION reader_pairs(text)",
    "DROP FUNCTION reader_words(tsvector)",
    "ALTER TABLE reader_search ALTER COLUMN words SET STORAGE MAIN",
    "CREATE INDEX reader_search_words ON reader_search USING gin (words) WITH (fastupdate = off)",
)


def make(apps, schema_editor):
    _each(schema_editor, (*APART, *WORDS, *PAIRS))


def unmake(apps, schema_editor):
    _each(schema_editor, BACKWARDS)


def _each(schema_editor, statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("reader", "0003_address"),
    ]

    operations = [
        migrations.RunPython(make, unmake),
    ]
