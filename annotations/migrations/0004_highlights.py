import django.db.models.functions.text
from django.db import migrations, models

import annotations.models.folding


class Migration(migrations.Migration):

    dependencies = [
        ('annotations', '0002_history'),
        ('annotations', '0003_codebook_removal'),
        ('reader', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='annotation',
            name='searchable',
            field=models.GeneratedField(db_persist=True, expression=annotations.models.folding.Fold(django.db.models.functions.text.Concat('exact', models.Value('\n', output_field=models.TextField()), 'note')), output_field=models.TextField()),
        ),
        migrations.AddIndex(
            model_name='annotation',
            index=models.Index(fields=['article', 'deleted_at'], name='annotation_alive'),
        ),
    ]
