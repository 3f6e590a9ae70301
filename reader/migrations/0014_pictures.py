"""Pictures of articles, and the project that wants them at once."""

import django.db.models.deletion
import reader.models.picture
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reader', '0013_likeness'),
    ]

    operations = [
        migrations.AddField(
            model_name='project',
            name='pictures_always_since',
            field=models.DateTimeField(blank=True, help_text='when it was chosen that the pictures of every article are loaded at once', null=True),
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.TextField(help_text='where the page has it; at file.invalid, if it is inside the file')),
                ('key', models.CharField(help_text='SHA-256 of the address', max_length=64)),
                ('only_inside', models.BooleanField(default=False, help_text='nobody has asked for what the file does not hold')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('stored', 'Here'), ('failed', 'Not here')], default='waiting', max_length=10)),
                ('problem', models.TextField(blank=True)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('file', models.FileField(blank=True, max_length=200, upload_to=reader.models.picture.path_of)),
                ('content_type', models.CharField(blank=True, max_length=20)),
                ('sha256', models.CharField(blank=True, help_text='of the bytes as they are kept', max_length=64)),
                ('source_sha256', models.CharField(blank=True, help_text='of the bytes as they came', max_length=64)),
                ('size', models.PositiveIntegerField(default=0, help_text='bytes as they are kept')),
                ('width', models.PositiveIntegerField(default=0, help_text='pixels')),
                ('height', models.PositiveIntegerField(default=0, help_text='pixels')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='reader.article')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='reader.snapshot')),
            ],
            options={
                'ordering': ('pk',),
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['article'], name='picture_waits')],
                'constraints': [
                    models.UniqueConstraint(fields=('snapshot', 'key'), name='one_picture_an_address'),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(('state', 'stored'), _negated=True), models.Q(('height__gt', 0), ('size__gt', 0), ('width__gt', 0)), _connector='OR'),
                        name='stored_picture_has_size',
                    ),
                ],
            },
        ),
    ]
