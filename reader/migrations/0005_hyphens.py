from django.db import migrations, models


class Migration(migrations.Migration):
    """Hyphens can be refused. Choices are no matter of the database's: nothing in it changes."""

    dependencies = [
        ("reader", "0004_search_apart"),
    ]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="text_hyphens",
            field=models.CharField(
                choices=[("manual", "In narrow columns"), ("auto", "As the language does"), ("none", "None")],
                default="manual",
                max_length=10,
            ),
        ),
    ]
