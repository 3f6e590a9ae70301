import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('annotations', '0016_project_import'),
        ('reader', '0003_library'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cooccurrence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(max_length=10)),
                ('state', models.CharField(help_text='what differs whenever it is to be counted anew', max_length=100)),
                ('counts', models.JSONField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cooccurrences', to='reader.article')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('article', 'way'), name='one_cooccurrence_an_article_and_way')],
            },
        ),
    ]
