# What seventeen migrations of 23 November 2026 led to, as one. Written by Django 5.2.19.

import annotations.models.folding
import annotations.models.project_import
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # A database that has all of these is where this leads: nothing is done there.
    replaces = [
        ('annotations', '0001_initial'),
        ('annotations', '0002_history'),
        ('annotations', '0003_codebook_removal'),
        ('annotations', '0004_highlights'),
        ('annotations', '0005_figures'),
        ('annotations', '0006_claims_relations'),
        ('annotations', '0007_figure_events'),
        ('annotations', '0008_tally'),
        ('annotations', '0009_dismissal'),
        ('annotations', '0010_counting_rules'),
        ('annotations', '0011_figure_words'),
        ('annotations', '0012_left_open'),
        ('annotations', '0013_source_words'),
        ('annotations', '0014_when_and_where'),
        ('annotations', '0015_scope_words'),
        ('annotations', '0016_project_import'),
        ('annotations', '0017_cooccurrence'),
    ]

    initial = True

    dependencies = [
        ('reader', '0002_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('description', models.TextField(blank=True)),
                ('kind', models.CharField(choices=[('plain', 'Plain'), ('claim', 'Claim'), ('disputed', 'Disputed'), ('casualty figure', 'Casualty figure')], default='plain', max_length=20)),
                ('tint', models.CharField(choices=[('amber', 'Amber'), ('rose', 'Rose'), ('blue', 'Blue'), ('green', 'Green'), ('violet', 'Violet'), ('teal', 'Teal'), ('orange', 'Orange'), ('grey', 'Grey')], default='grey', max_length=10, verbose_name='colour')),
                ('hotkey', models.CharField(blank=True, max_length=1, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9]$', 'A hotkey is one letter a–z or a digit.')])),
                ('position', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='reader.project')),
                ('archived_at', models.DateTimeField(blank=True, help_text='no longer offered; what bears it bears it still', null=True)),
                ('examples', models.TextField(blank=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='children', to='annotations.tag')),
                ('removed_at', models.DateTimeField(blank=True, help_text='kept only so that an undo can bring it back', null=True)),
            ],
            options={
                'ordering': ('position', 'pk'),
                'constraints': [models.UniqueConstraint(models.F('project'), django.db.models.functions.text.Lower('name'), condition=models.Q(('removed_at', None)), name='tag_name_once', violation_error_message='There is a tag of this name.'), models.UniqueConstraint(condition=models.Q(('archived_at', None), ('removed_at', None), models.Q(('hotkey', ''), _negated=True)), fields=('project', 'hotkey'), name='tag_hotkey_once', violation_error_message='Another tag has this hotkey.')],
            },
        ),
        migrations.CreateModel(
            name='Annotation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('start', models.PositiveIntegerField(blank=True, help_text='code points into the canonical text', null=True)),
                ('end', models.PositiveIntegerField(blank=True, null=True)),
                ('paragraph', models.PositiveIntegerField(blank=True, help_text='of the start, counted from 1', null=True)),
                ('exact', models.TextField()),
                ('prefix', models.TextField(blank=True)),
                ('suffix', models.TextField(blank=True)),
                ('note', models.TextField(blank=True)),
                ('note_revision', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='annotations', to='reader.article')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='annotations', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='annotations', to='reader.version')),
                ('tags', models.ManyToManyField(blank=True, related_name='annotations', to='annotations.tag')),
                ('former_exact', models.TextField(blank=True, help_text='the words that were highlighted, where the text has changed them since')),
                ('searchable', models.GeneratedField(db_persist=True, expression=annotations.models.folding.Fold(django.db.models.functions.text.Concat('exact', models.Value('\n', output_field=models.TextField()), 'note')), output_field=models.TextField())),
            ],
            options={
                'ordering': ('pk',),
                'indexes': [models.Index(fields=['article', 'start', '-end', 'id'], name='annotation_reading_order'), models.Index(fields=['article', 'deleted_at'], name='annotation_alive')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('end', None), ('paragraph', None), ('start', None)), models.Q(('end__gt', models.F('start')), ('end__isnull', False), ('paragraph__isnull', False), ('start__isnull', False)), _connector='OR'), name='annotation_has_a_place_or_none', violation_error_message='A passage ends after it starts.'), models.CheckConstraint(condition=models.Q(('exact', ''), _negated=True), name='annotation_has_a_quote')],
            },
        ),
        migrations.CreateModel(
            name='CountingRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('base', models.CharField(choices=[('ACLED', 'ACLED'), ('MUC', 'MUC')], default='ACLED', max_length=20, verbose_name='profile')),
                ('project', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='counting_rules', to='reader.project')),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='reader.project')),
            ],
            options={
                'ordering': ('name', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='event_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('raw', models.TextField(blank=True, help_text='the words of the number, as they stood when it was read')),
                ('rule', models.CharField(blank=True, help_text='the counting rule that gave the numbers', max_length=60)),
                ('low', models.PositiveBigIntegerField(blank=True, null=True)),
                ('best', models.PositiveBigIntegerField(blank=True, null=True)),
                ('high', models.PositiveBigIntegerField(blank=True, null=True)),
                ('approximate', models.BooleanField(default=False, verbose_name='about')),
                ('effect', models.CharField(blank=True, choices=[('killed', 'Killed'), ('injured', 'Injured'), ('missing', 'Missing'), ('displaced', 'Displaced'), ('detained', 'Detained'), ('population', 'Population, not casualty')], max_length=10)),
                ('victims', models.CharField(blank=True, choices=[('civilians', 'Civilians'), ('combatants', 'Combatants'), ('unknown', 'Unknown')], max_length=10)),
                ('scope', models.CharField(blank=True, choices=[('incident', 'Of this incident'), ('cumulative', 'Cumulative')], max_length=10)),
                ('source_name', models.CharField(blank=True, max_length=200, verbose_name='who says so')),
                ('source_type', models.CharField(blank=True, choices=[('news report', 'News report'), ('official', 'Official'), ('armed group', 'Armed group'), ('witness', 'Witness'), ('monitor', 'Monitor'), ('medical', 'Medical'), ('NGO', 'NGO'), ('anonymous', 'Anonymous'), ('other', 'Other')], max_length=11)),
                ('date_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('date_to', models.DateField(blank=True, null=True, verbose_name='to')),
                ('date_precision', models.CharField(blank=True, choices=[('day', 'The day'), ('week', 'The week'), ('month', 'The month'), ('year', 'The year')], max_length=5, verbose_name='date known to')),
                ('place', models.CharField(blank=True, max_length=200)),
                ('place_precision', models.CharField(blank=True, choices=[('exact', 'Exact'), ('vicinity', 'In the vicinity'), ('locality', 'Somewhere in the locality')], max_length=8, verbose_name='place known')),
                ('annotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='annotations.annotation')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='figures', to='annotations.event')),
                ('effect_words', models.CharField(blank=True, help_text='the words that gave the effect', max_length=100)),
                ('victims_words', models.CharField(blank=True, help_text='the word that gave the victims', max_length=100)),
                ('source_words', models.CharField(blank=True, help_text='the words that say who says so', max_length=200)),
                ('date_words', models.CharField(blank=True, help_text='the words that give the day', max_length=100)),
                ('place_words', models.CharField(blank=True, help_text='the words that give the place', max_length=200)),
                ('scope_words', models.CharField(blank=True, help_text='the words that speak of all so far', max_length=100)),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('low__gt', models.F('best')), _negated=True), models.Q(('best__gt', models.F('high')), _negated=True), models.Q(('low__gt', models.F('high')), _negated=True)), name='figure_low_best_high', violation_error_message='Low is at most best, and best at most high.'), models.CheckConstraint(condition=models.Q(models.Q(('effect', 'population'), _negated=True), ('victims', ''), _connector='OR'), name='figure_population_has_no_victims', violation_error_message="A population is nobody's casualty: it has no victims."), models.CheckConstraint(condition=models.Q(('date_to', None), models.Q(('date_from__isnull', False), ('date_to__gte', models.F('date_from'))), _connector='OR'), name='figure_from_to', violation_error_message='The last day is not before the first.')],
            },
        ),
        migrations.CreateModel(
            name='Apart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('figure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='annotations.figure')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='annotations.figure')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('figure', 'other'), name='apart_once'), models.CheckConstraint(condition=models.Q(('figure__lt', models.F('other'))), name='apart_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Operation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('created', 'highlighted'), ('tagged', 'changed the tags'), ('noted', 'changed the note'), ('moved', 'changed the range'), ('reattached', 'gave it its place'), ('accepted', 'accepted the changed words'), ('split', 'split it'), ('merged', 'merged two'), ('deleted', 'deleted it'), ('figure', 'changed a figure'), ('claim', 'changed a claim'), ('relation', 'changed a relation'), ('event', 'changed the events'), ('dismissed', 'dismissed suggestions'), ('codebook', 'changed the codebook'), ('undone', 'undid'), ('redone', 'did again')], max_length=10)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[('done', 'Done'), ('undone', 'Undone'), ('overtaken', 'Cannot be undone: changed by somebody since')], default='done', max_length=10)),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reader.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('of', models.ForeignKey(blank=True, help_text='what it undid or did again', null=True, on_delete=django.db.models.deletion.CASCADE, to='annotations.operation')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='operations', to='reader.project')),
            ],
            options={
                'ordering': ('pk',),
                'indexes': [models.Index(fields=['by', 'project', 'article', '-id'], name='operation_undo_order')],
            },
        ),
        migrations.CreateModel(
            name='Dismissal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('plain', 'Plain'), ('claim', 'Claim'), ('disputed', 'Disputed'), ('casualty figure', 'Casualty figure')], max_length=20)),
                ('exact', models.TextField()),
                ('prefix', models.TextField(blank=True)),
                ('suffix', models.TextField(blank=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dismissals', to='reader.article')),
                ('operation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dismissals', to='annotations.operation')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('exact', ''), _negated=True), name='dismissal_has_a_quote')],
            },
        ),
        migrations.CreateModel(
            name='ProjectImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, max_length=200, upload_to=annotations.models.project_import.path_of)),
                ('filename', models.CharField(blank=True, max_length=255)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('knows_people', models.BooleanField(default=False, help_text='its people are those of the same names here')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=10)),
                ('done', models.PositiveBigIntegerField(default=0, help_text='rows')),
                ('total', models.PositiveBigIntegerField(default=0)),
                ('report', models.JSONField(blank=True, default=dict)),
                ('problem', models.TextField(blank=True)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(blank=True, help_text='also half of one', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='reader.project')),
            ],
            options={
                'ordering': ('-pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'done', 'failed'])), name='project_import_state_known')],
            },
        ),
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('disputes', 'disputes'), ('concedes', 'concedes'), ('confirms', 'confirms'), ('supersedes', 'supersedes')], max_length=10)),
                ('scope', models.CharField(blank=True, choices=[('whole', 'The whole claim'), ('extent', 'Its extent'), ('number', 'The number'), ('responsibility', 'Who is responsible'), ('time', 'The time'), ('place', 'The place')], max_length=14, verbose_name='what of it')),
                ('who', models.CharField(blank=True, max_length=200, verbose_name='who says so')),
                ('note', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('annotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='annotations.annotation')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='annotations.annotation')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('annotation', models.F('target')), _negated=True), name='relation_of_two', violation_error_message='A passage stands in no relation to itself.'), models.UniqueConstraint(fields=('annotation', 'target', 'kind', 'scope'), name='relation_once', violation_error_message='This relation is there already.')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('annotation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='annotations.annotation')),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='reader.article')),
                ('tag', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='annotations.tag')),
                ('operation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='annotations.operation')),
            ],
            options={
                'ordering': ('pk',),
                'indexes': [models.Index(fields=['article', 'id'], name='change_news')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('annotation__isnull', False), ('article__isnull', False), ('tag', None)), models.Q(('annotation', None), ('article', None), ('tag__isnull', False)), _connector='OR'), name='change_of_an_annotation_or_a_tag')],
            },
        ),
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
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_name', models.CharField(blank=True, max_length=200, verbose_name='who says so')),
                ('source_type', models.CharField(blank=True, choices=[('news report', 'News report'), ('official', 'Official'), ('armed group', 'Armed group'), ('witness', 'Witness'), ('monitor', 'Monitor'), ('medical', 'Medical'), ('NGO', 'NGO'), ('anonymous', 'Anonymous'), ('other', 'Other')], max_length=11)),
                ('date_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('date_to', models.DateField(blank=True, null=True, verbose_name='to')),
                ('date_precision', models.CharField(blank=True, choices=[('day', 'The day'), ('week', 'The week'), ('month', 'The month'), ('year', 'The year')], max_length=5, verbose_name='date known to')),
                ('place', models.CharField(blank=True, max_length=200)),
                ('place_precision', models.CharField(blank=True, choices=[('exact', 'Exact'), ('vicinity', 'In the vicinity'), ('locality', 'Somewhere in the locality')], max_length=8, verbose_name='place known')),
                ('rule', models.CharField(blank=True, help_text='the rule that read its parts', max_length=60)),
                ('source_text', models.TextField(blank=True, verbose_name='source')),
                ('source_at', models.IntegerField(blank=True, null=True)),
                ('cue_text', models.TextField(blank=True, verbose_name='cue')),
                ('cue_at', models.IntegerField(blank=True, null=True)),
                ('content_text', models.TextField(blank=True, verbose_name='content')),
                ('content_at', models.IntegerField(blank=True, null=True)),
                ('factuality', models.CharField(blank=True, choices=[('CT+', 'Certain'), ('CT-', 'Certain that not'), ('PR+', 'Probable'), ('PR-', 'Probable that not'), ('PS+', 'Possible'), ('PS-', 'Possible that not'), ('Uu', 'Left open')], max_length=3, verbose_name='how sure the source is')),
                ('responsibility', models.CharField(blank=True, choices=[('stated as fact', 'Stated as fact'), ('suspected', 'Suspected or accused'), ('by authorities', 'Suspected or accused by authorities'), ('claimed or admitted', 'Claimed or admitted'), ('possible', 'Possible'), ('cleared', 'Cleared')], max_length=19)),
                ('review_rating', models.CharField(blank=True, max_length=200, verbose_name='rating, in words')),
                ('reviewer', models.CharField(blank=True, max_length=200, verbose_name='checked by')),
                ('review_url', models.URLField(blank=True, max_length=2000, verbose_name='where the check is published')),
                ('resolution', models.CharField(blank=True, choices=[('preferred source', 'One source is preferred'), ('range', 'A range is given'), ('unconfirmed', 'Unconfirmed'), ('pending', 'Pending'), ('dialogue', 'In dialogue with the sources')], max_length=16)),
                ('resolution_reasons', models.TextField(blank=True, verbose_name='reasons')),
                ('annotation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='claim', to='annotations.annotation')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('date_to', None), models.Q(('date_from__isnull', False), ('date_to__gte', models.F('date_from'))), _connector='OR'), name='claim_from_to', violation_error_message='The last day is not before the first.')],
            },
        ),
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
        migrations.CreateModel(
            name='CountingWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(choices=[('tens', 'tens'), ('dozens', 'dozens'), ('scores', 'scores'), ('hundreds', 'hundreds'), ('thousands', 'thousands'), ('millions', 'millions'), ('several', 'several'), ('few', 'few'), ('handful', 'handful'), ('many', 'many'), ('several dozen', 'several dozen'), ('several hundred', 'several hundred'), ('several thousand', 'several thousand'), ('few dozen', 'few dozen'), ('few hundred', 'few hundred'), ('few thousand', 'few thousand'), ('tens of thousands', 'tens of thousands'), ('hundreds of thousands', 'hundreds of thousands')], max_length=30)),
                ('low', models.PositiveBigIntegerField(blank=True, null=True)),
                ('best', models.PositiveBigIntegerField(blank=True, null=True)),
                ('high', models.PositiveBigIntegerField(blank=True, null=True)),
                ('rules', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='annotations.countingrules')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('rules', 'word'), name='counting_word_once'), models.CheckConstraint(condition=models.Q(models.Q(('low__gt', models.F('best')), _negated=True), models.Q(('best__gt', models.F('high')), _negated=True), models.Q(('low__gt', models.F('high')), _negated=True)), name='counting_word_low_best_high')],
            },
        ),
    ]
