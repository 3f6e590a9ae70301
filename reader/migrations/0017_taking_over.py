"""An original taken over by hand, looks by the clock that are counted, and where a feed has moved to."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reader", "0016_bin")]

    operations = [
        migrations.AlterField(
            model_name="version",
            name="cause",
            field=models.CharField(
                choices=[
                    ("imported", "Imported"),
                    ("restored", "A block restored"),
                    ("cut", "A block cut"),
                    ("fetched", "Fetched again"),
                    ("reread", "Cleaned anew"),
                    ("taken_over", "Taken over by hand"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="refetch",
            name="original",
            field=models.ForeignKey(
                blank=True,
                help_text="read in the page's place, by a person's decision",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="reader.snapshot",
            ),
        ),
        migrations.AddField(
            model_name="refetch",
            name="looks",
            field=models.PositiveIntegerField(
                default=1, help_text="in a row that came to the same, by a schedule: this is the last"
            ),
        ),
        migrations.AddField(
            model_name="refetch",
            name="since",
            field=models.DateTimeField(blank=True, help_text="when the first of several was done", null=True),
        ),
        migrations.AddField(
            model_name="feed",
            name="moved_to",
            field=models.TextField(
                blank=True, help_text="where the last poll was led for good; the next one confirms it"
            ),
        ),
    ]
