import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('annotations', '0007_figure_events'),
        ('reader', '0003_library'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('highlights', models.PositiveIntegerField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='reader.article')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='annotations.tag')),
            ],
            options={
                'ordering': ('article', 'tag'),
                'constraints': [models.UniqueConstraint(fields=('tag', 'article'), name='one_tally_an_article_and_tag')],
            },
        ),
    ]
