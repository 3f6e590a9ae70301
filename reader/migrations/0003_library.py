import django.db.models.deletion
from django.db import migrations, models

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

    dependencies = [
        ('reader', '0002_cleaning_rules'),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to='reader.article')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='reader.project')),
                ('status', models.CharField(max_length=10)),
                ('title_key', models.CharField(help_text='the title without capitals and accents', max_length=200)),
                ('site', models.CharField(blank=True, max_length=200)),
                ('author', models.CharField(blank=True, max_length=200)),
                ('language', models.CharField(blank=True, help_text='the primary subtag of BCP 47', max_length=8)),
                ('published', models.CharField(blank=True, help_text='ISO 8601: a day, a month or a year', max_length=10)),
                ('words', models.PositiveIntegerField(default=0)),
                ('highlights', models.PositiveIntegerField(default=0)),
                ('notes', models.PositiveIntegerField(default=0)),
                ('orphans', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ('-article',),
                'indexes': [
                    models.Index(fields=['project', 'article'], name='entry_newest'),
                    models.Index(fields=['project', 'published', 'article'], name='entry_published'),
                    models.Index(fields=['project', 'title_key', 'article'], name='entry_title'),
                    models.Index(fields=['project', 'site', 'article'], name='entry_site'),
                    models.Index(fields=['project', 'author', 'article'], name='entry_author'),
                    models.Index(fields=['project', 'words', 'article'], name='entry_length'),
                    models.Index(fields=['project', 'highlights', 'article'], name='entry_highlights'),
                    models.Index(fields=['project', 'language', 'article'], name='entry_language'),
                    models.Index(condition=models.Q(('orphans__gt', 0)), fields=['project', 'article'], name='entry_orphans'),
                    models.Index(condition=models.Q(('status', 'unreadable')), fields=['project', 'article'], name='entry_trouble'),
                ],
            },
        ),
        migrations.RunPython(make_the_index, drop_the_index),
    ]
