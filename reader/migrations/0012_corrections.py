"""Corrections of metadata, rules that cut, and which extractor read a version."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reader", "0011_rate_idempotencykey")]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("title", "Title"),
                            ("standfirst", "Standfirst"),
                            ("byline", "Byline"),
                            ("published", "Date of publication"),
                            ("language", "Language"),
                            ("direction", "Direction of writing"),
                            ("site_name", "Site"),
                        ],
                        max_length=12,
                    ),
                ),
                ("was", models.TextField(blank=True)),
                ("value", models.TextField(blank=True)),
                (
                    "read",
                    models.TextField(
                        blank=True, help_text="what is read from the page; kept up while the correction holds"
                    ),
                ),
                (
                    "as_read",
                    models.BooleanField(default=False, help_text="went back to what is read from the page"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="corrections", to="reader.article"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ("pk",)},
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "name__in",
                        ["title", "standfirst", "byline", "published", "language", "direction", "site_name"],
                    )
                ),
                name="correction_of_known_field",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="extractor",
            field=models.CharField(
                blank=True, default="", help_text="which one read it: see `extractor.fingerprint`", max_length=16
            ),
            preserve_default=False,
        ),
        migrations.AlterModelOptions(name="cleaningrule", options={"ordering": ("host", "reason", "line")}),
        migrations.RemoveConstraint(model_name="cleaningrule", name="one_rule_a_site_and_reason"),
        migrations.AddField(
            model_name="cleaningrule",
            name="line",
            field=models.CharField(
                blank=True, default="", help_text="what is cut, in the words of the page", max_length=300
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="cleaningrule",
            name="reason",
            field=models.CharField(
                blank=True,
                help_text="why the cleaning cuts what is kept, in the words of the reading view",
                max_length=200,
            ),
        ),
        migrations.AddConstraint(
            model_name="cleaningrule",
            constraint=models.UniqueConstraint(
                fields=("project", "host", "reason", "line"), name="one_rule_a_site_and_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="cleaningrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), _negated=True), models.Q(("line", ""), _negated=True), _connector="XOR"
                ),
                name="rule_keeps_or_cuts",
            ),
        ),
    ]
