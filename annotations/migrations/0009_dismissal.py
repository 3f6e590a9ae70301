import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0008_tally"),
        ("reader", "0002_cleaning_rules"),
    ]

    operations = [
        migrations.AlterField(
            model_name="operation",
            name="action",
            field=models.CharField(
                choices=[
                    ("created", "highlighted"),
                    ("tagged", "changed the tags"),
                    ("noted", "changed the note"),
                    ("moved", "changed the range"),
                    ("reattached", "gave it its place"),
                    ("accepted", "accepted the changed words"),
                    ("split", "split it"),
                    ("merged", "merged two"),
                    ("deleted", "deleted it"),
                    ("figure", "changed a figure"),
                    ("claim", "changed a claim"),
                    ("relation", "changed a relation"),
                    ("event", "changed the events"),
                    ("dismissed", "dismissed suggestions"),
                    ("codebook", "changed the codebook"),
                    ("undone", "undid"),
                    ("redone", "did again"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Dismissal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("plain", "Plain"),
                            ("claim", "Claim"),
                            ("disputed", "Disputed"),
                            ("casualty figure", "Casualty figure"),
                        ],
                        max_length=20,
                    ),
                ),
                ("exact", models.TextField()),
                ("prefix", models.TextField(blank=True)),
                ("suffix", models.TextField(blank=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dismissals", to="reader.article"
                    ),
                ),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dismissals",
                        to="annotations.operation",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(condition=~models.Q(("exact", "")), name="dismissal_has_a_quote")
                ],
            },
        ),
    ]
