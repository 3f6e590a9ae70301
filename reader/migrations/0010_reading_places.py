"""Where a person is in an article, and faces, leading, alignment and hyphenation as they like to read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reader", "0009_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="readingstate",
            name="version",
            field=models.PositiveIntegerField(blank=True, help_text="its number", null=True),
        ),
        migrations.AddField(
            model_name="readingstate",
            name="block",
            field=models.PositiveIntegerField(blank=True, help_text="its number in the version, from 0", null=True),
        ),
        migrations.AddField(
            model_name="readingstate",
            name="offset",
            field=models.PositiveIntegerField(default=0, help_text="code points into the block"),
        ),
        migrations.AddField(
            model_name="readingstate",
            name="progress",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="the furthest they were, in percent of the text"
            ),
        ),
        migrations.AddConstraint(
            model_name="readingstate",
            constraint=models.CheckConstraint(condition=models.Q(("progress__lte", 100)), name="progress_in_percent"),
        ),
        migrations.AlterField(
            model_name="user",
            name="theme",
            field=models.CharField(
                choices=[
                    ("system", "As the system"),
                    ("light", "Light"),
                    ("sepia", "Sepia"),
                    ("dark", "Dark"),
                    ("contrast", "Contrast"),
                ],
                default="system",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="text_face",
            field=models.CharField(
                choices=[
                    ("serif", "Serif"),
                    ("sans", "Sans"),
                    ("humanist", "Humanist"),
                    ("mono", "Typewriter"),
                    ("plain", "For dyslexia"),
                ],
                default="serif",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="text_leading",
            field=models.CharField(
                choices=[("tight", "Tight"), ("medium", "Medium"), ("loose", "Loose")], default="medium", max_length=10
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="text_align",
            field=models.CharField(
                choices=[("start", "Ragged"), ("justify", "Justified")], default="start", max_length=10
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="text_hyphens",
            field=models.CharField(
                choices=[("manual", "None"), ("auto", "As the language does")], default="manual", max_length=10
            ),
        ),
    ]
